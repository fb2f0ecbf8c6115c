"""Which files a site will have, and where: every page and address is known before the first is rendered."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export.addresses import site_address
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.manifest import STEP_OUTPUTS, Output
from funnelstudio.export.slugs import language_folder, slug, unique
from funnelstudio.i18n import _
from funnelstudio.model.events import event_time
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.offers import ENDING, START, Step
from funnelstudio.model.texts import value

PICTURES: Final = "assets"
EVENT: Final = "event_start"
"""The text that says when an event begins."""

ROOT: Final = "index.html"
"""The page that an address without a file's name shows."""

_KEPT: Final = frozenset({PICTURES, "index"})
"""Names that stand at the top of a site for something else than a language."""


class Page(NamedTuple):
    """A file to be made: for a step in a language, or (`step` and perhaps `tag` empty) for all of them.

    An `internal` one is for the maker of the funnel, not for buyers.
    """

    path: str
    per: str
    step: str
    tag: str
    template: str
    internal: bool = False


class Plan(msgspec.Struct, frozen=True):
    """All files of a site: `at` finds the path of a step's page in a language.

    `elsewhere` has the paths on the user's site of pages that this exporter leads to and doesn't make.
    """

    pages: tuple[Page, ...]
    at: Mapping[tuple[str, str], str]
    tags: tuple[str, ...]
    elsewhere: Mapping[tuple[str, str], str] = {}


def plan(
    funnel: Funnel, exporter: Exporter, tags: Sequence[str] = (), settings: Mapping[str, str] | None = None
) -> Plan:
    """The files that `exporter` makes of `funnel` with its `settings`, the defaults where there are none.

    Raises UserError for a language that the funnel doesn't have.
    """
    if settings is None:
        settings = {setting.key: setting.default for setting in exporter.manifest.settings}
    chosen = _languages(funnel, tags)
    folders = _folders(chosen)
    slugs = step_slugs(funnel.steps)
    pages: list[Page] = []
    at: dict[tuple[str, str], str] = {}
    taken: dict[str, set[str]] = {}
    for output in exporter.manifest.outputs:
        if not _is_wanted(output, exporter, settings):
            continue
        if output.per == "funnel":
            pages.append(Page(_claim(output.path, taken), "funnel", "", "", output.template, output.internal))
            continue
        steps = [""] if output.per == "language" else _steps(funnel.steps, output)
        for tag in chosen:
            for step in steps:
                if output.event and not _has_event(funnel, tag, step):
                    continue
                path = _claim(_path(output.path, folders[tag], slugs.get(step, "")), taken)
                pages.append(Page(path, output.per, step, tag, output.template, output.internal))
                if step:
                    at.setdefault((step, tag), path)
    elsewhere = {
        (step, tag): _path(exporter.manifest.pages, folders[tag], slugs[step])
        for tag in chosen
        for step in (funnel.steps if exporter.manifest.pages else ())
    }
    return Plan(tuple(pages), at, chosen, elsewhere)


def _is_wanted(output: Output, exporter: Exporter, settings: Mapping[str, str]) -> bool:
    """Whether what an output needs is there: its choices, and a switch that is on or a site's address."""
    if not all(settings.get(key) in values for key, values in output.when.items()):
        return False
    if not output.needs:
        return True
    value = settings.get(output.needs, "")
    kinds = {setting.key: setting.kind for setting in exporter.manifest.settings}
    return bool(site_address(value)) if kinds.get(output.needs) == "address" else value == "yes"


def idle_channels(funnel: Funnel, exporter: Exporter) -> tuple[str, ...]:
    """The channels that outputs of `exporter` are for and no offer of `funnel` is made on."""
    wanted = [output.channels for output in exporter.manifest.outputs if output.channels]
    idle = [channels for channels in wanted if not any(_on(step, channels) for step in funnel.steps.values())]
    return tuple(dict.fromkeys(channel for channels in idle for channel in channels))


def _on(step: Step, channels: tuple[str, ...]) -> bool:
    return kind_of(step) == "offer" and step.channel in channels


def whole_page(exporter: Exporter, site: Plan, step: str, tag: str) -> str:
    """The path of a step's page that a browser can show by itself; "" where the exporter makes none."""
    whole = {output.template for output in exporter.manifest.outputs if _is_whole(output)}
    path = site.at.get((step, tag), "")
    return path if any(page.path == path and page.template in whole for page in site.pages) else ""


def makes_pages(exporter: Exporter) -> bool:
    """Whether an exporter makes pages for buyers to walk through, and not only documents, blocks or mails."""
    return any(
        output.per in STEP_OUTPUTS and not output.mail and not output.internal and _is_whole(output)
        for output in exporter.manifest.outputs
    )


def _is_whole(output: Output) -> bool:
    return output.path.endswith(".html") and not output.fragment


def step_slugs(steps: Mapping[str, Step]) -> dict[str, str]:
    """A short name of its own for each step: what the user chose, else of its name, else of its id."""
    taken: set[str] = set(_KEPT)
    found: dict[str, str] = {}
    chosen_first = sorted(steps.items(), key=lambda item: not slug(item[1].slug))
    for key, step in chosen_first:
        name = slug(step.slug) or slug(step.name) or slug(f"{step.type} {key}") or "step"
        found[key] = unique(name, taken)
    return found


def relative(from_path: str, to_path: str) -> str:
    """The link from one file of the site to another, such as "../de-DE/offer.html"."""
    start = from_path.rfind("/") + 1
    if start == to_path.rfind("/") + 1 and to_path[:start] == from_path[:start]:
        return to_path[start:]
    return to_root(from_path) + to_path


def to_root(path: str) -> str:
    """The way from a file up to the site's own folder, such as "../"."""
    return "../" * path.count("/")


def _path(pattern: str, folder: str, step: str) -> str:
    return pattern.replace("{language}", folder).replace("{step}", step)


def _languages(funnel: Funnel, tags: Sequence[str]) -> tuple[str, ...]:
    known = tuple(language.tag for language in funnel.languages)
    if not known:
        raise UserError(_("This funnel has no language yet."), _("Add one in the settings of the funnel."))
    for tag in tags:
        if tag not in known:
            raise UserError(
                _("This funnel has no language “{tag}”.").format(tag=tag[:40]),
                _("It has: {tags}.").format(tags=", ".join(known)),
            )
    return tuple(tag for tag in dict.fromkeys(known) if not tags or tag in tags)


def _folders(tags: Sequence[str]) -> dict[str, str]:
    taken = set(_KEPT)
    return {tag: unique(language_folder(tag), taken) for tag in tags}


def _has_event(funnel: Funnel, tag: str, step: str) -> bool:
    """Whether a step's texts, in this language or in the source one, say when something happens."""
    said = value(funnel, tag, step, EVENT) or value(funnel, source_tag(funnel), step, EVENT)
    return bool(said) and event_time(said) is not None


def _steps(steps: Mapping[str, Step], output: Output) -> list[str]:
    return [
        key
        for key, step in steps.items()
        if kind_of(step) == output.per and (not output.channels or step.channel in output.channels)
    ]


def kind_of(step: Step) -> Literal["start", "offer", "ending"]:
    """Which kind of page a step has."""
    return "start" if step.type == START else "ending" if step.type == ENDING else "offer"


def _claim(path: str, taken: dict[str, set[str]]) -> str:
    """A path that no other page has, by ending; of two pages with one path the second gets a number."""
    stem, ending = posixpath.splitext(path)
    return unique(stem, taken.setdefault(ending, set())) + ending
