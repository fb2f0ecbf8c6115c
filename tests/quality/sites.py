"""The sites that are judged: which exporter, theme and sample go together, and their export into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from funnelstudio import bundled
from funnelstudio.export import export
from funnelstudio.export.exporter import Exporter, find_exporter, load_exporters
from funnelstudio.export.style import themes
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.languages import is_rtl
from funnelstudio.model.value import replace
from funnelstudio.storage.files import load
from tests.export.filled import SITE, filled

BASE: Final = "static"
"""The exporter that the others extend: its sites are looked at page by page."""

CHOOSER: Final = "chooser"
INDEXED: Final = ("start", CHOOSER)
"""Kinds of pages that search engines may have."""


class Finding(msgspec.Struct, frozen=True):
    """Something that is wrong: which check found it, in which site, on which page of it."""

    check: str
    site: str
    page: str
    message: str

    def line(self) -> str:
        """All of it on one line."""
        place = f"{self.site}/{self.page}" if self.page else self.site
        return f"{self.check}: {place}: {' '.join(self.message.split())}"


class Choice(msgspec.Struct, frozen=True):
    """What a site is made from."""

    exporter: str
    theme: str
    sample: str

    @property
    def name(self) -> str:
        return f"{self.exporter}-{self.theme}-{self.sample}"


class PageFile(msgspec.Struct, frozen=True):
    """A file of a site. `kind` is the step's type, "chooser" for the page at the root, else what it is per.

    `tag` and `step` are empty where it is not of one. A `whole` one is a web page of its own, not a block.
    A `mail` is one that mail programs show, which know no policy, no dark mode and no style of a page.
    """

    path: str
    kind: str
    step: str
    tag: str
    internal: bool
    whole: bool
    mail: bool = False

    @property
    def is_html(self) -> bool:
        return self.path.endswith((".html", ".htm"))

    @property
    def for_buyers(self) -> bool:
        return self.is_html and self.whole and not self.internal and not self.mail


class Site(msgspec.Struct, frozen=True):
    """An exported site: its folder, its files, and what the export warned of."""

    choice: Choice
    folder: str
    pages: tuple[PageFile, ...]
    warnings: tuple[str, ...]
    languages: tuple[str, ...]
    scripts: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.choice.name

    @property
    def root(self) -> Path:
        return Path(self.folder)

    @property
    def html(self) -> list[PageFile]:
        return [page for page in self.pages if page.is_html]

    def finding(self, check: str, page: str, message: str) -> Finding:
        return Finding(check, self.name, page, message)


def samples() -> list[str]:
    """The names of the funnels that come with the program."""
    return sorted(path.stem for path in bundled.resource("samples").glob("*.funnel"))


def sample(name: str) -> tuple[Funnel, Path]:
    """A sample and the folder of its pictures."""
    path = bundled.resource("samples") / f"{name}.funnel"
    return load(path).funnel, path.with_suffix(".assets")


def all_themes() -> tuple[str, ...]:
    """Every theme that the bundled pages can have."""
    return themes(find_exporter(BASE)) or ("classic",)


def choices(*, full: bool = False, only: Iterable[str] = ()) -> Iterator[Choice]:
    """What is judged: the base in every theme with every sample; each other exporter with every sample, the
    themes taking turns, so that each of them is seen with each exporter. All there is when `full`."""
    names = all_themes()
    wanted = set(only)
    for turn, exporter in enumerate(load_exporters()):
        if wanted and exporter not in wanted:
            continue
        for place, name in enumerate(samples()):
            found = names if full or exporter == BASE else [names[(turn + place) % len(names)]]
            yield from (Choice(exporter, theme, name) for theme in found)


def make(choice: Choice, parent: Path, *, quick: bool = False) -> Site:
    """Export what was chosen into a folder of its own below `parent`, with every setting filled in.

    With `quick` each picture comes in one size only.
    """
    funnel, assets = sample(choice.sample)
    return make_from(choice, funnel, assets, parent, quick=quick)


def make_from(choice: Choice, funnel: Funnel, assets: Path, parent: Path, *, quick: bool = False) -> Site:
    """Export `funnel` as `choice` says, which may name it as it likes."""
    exporter = find_exporter(choice.exporter)
    themed = replace(funnel, brand=replace(funnel.brand, theme=choice.theme))
    ready = filled(themed, exporter)
    folder = parent / choice.name
    result = export(ready, assets, folder, exporter=exporter, quick=quick)
    mails = {output.template for output in exporter.manifest.outputs if output.mail}
    pages = tuple(
        PageFile(
            path=page.path,
            kind=_kind(ready, page.path, page.step, page.per),
            step=page.step,
            tag=page.tag,
            internal=page.internal,
            whole=_is_whole(folder / page.path),
            mail=page.template in mails,
        )
        for page in result.pages
    )
    languages = tuple(language.tag for language in ready.languages)
    return Site(choice, str(folder), pages, result.warnings, languages, _scripts(exporter))


def one_of_each_kind(site: Site) -> list[PageFile]:
    """A page of each kind in the funnel's own language and in another, from right to left if it can."""
    first, *others = site.languages
    second = next((tag for tag in others if is_rtl(tag)), others[-1] if others else first)
    found: dict[tuple[str, str], PageFile] = {}
    for page in site.html:
        if page.tag in ("", first, second):
            # A document for each language is one kind; so is each of the documents for the maker.
            found.setdefault((page.kind if page.step else page.path.rsplit("/", 1)[-1], page.tag), page)
    return list(found.values())


def own_address() -> str:
    """The address that the exported sites were told is theirs."""
    return SITE


def source_language(name: str) -> str:
    """The language that a sample was written in."""
    return source_tag(sample(name)[0])


def _scripts(exporter: Exporter) -> tuple[str, ...]:
    return exporter.manifest.scripts


def _kind(funnel: Funnel, path: str, step: str, per: str) -> str:
    if path == "index.html":
        return CHOOSER
    return funnel.steps[step].type if step else per


def _is_whole(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(200).lstrip().lower().startswith("<!doctype html")
