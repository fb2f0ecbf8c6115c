"""What an exporter's `exporter.toml` may say, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from funnelstudio.errors import BadInput
from funnelstudio.i18n import _

_PARAMETER: Final = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PATH: Final = re.compile(r"(?:[A-Za-z0-9_.-]|\{language\}|\{step\}|/)+")
_DOTTED: Final = frozenset({".htaccess"})
"""Files of a web server that begin with a dot; no other output may."""

STEP_OUTPUTS: Final = ("start", "offer", "ending")
Gives = Literal["page", "map", "tree", "setup", "goods", "overview", "site", "plan_changes", "mail", "texts"]
_SECURE: Final = re.compile(r"https://[a-z0-9*][a-z0-9.-]*(/[A-Za-z0-9._/-]*)?")


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Output(_Table, frozen=True):
    """One kind of file that is written: `path` may hold {language} and {step}.

    `per` is the thing that gets one each; those for a step come in each language as well. `name`, else `per`,
    is what an exporter that extends this one overrides it by. An `internal` file is for the funnel's maker.
    `gives` is what its template sees as `page`. It is written while the setting `needs` is "yes", or the
    address of a site, while each setting of `when` has one of its values, and for steps on one of the
    `channels`. `styles` are the assets that make its style sheet, {theme} being the brand's. A `fragment` is
    to be pasted into a page of another system: its style sheet holds below the class `funnel-page` alone, and
    its pictures are at the setting `pictures`. A `mail` is for mail programs: its look is at its elements,
    no policy, and addresses whole. A file that stands `alone` has no pictures. One for an `event` is made for
    steps whose texts say when it is.
    """

    per: Literal["start", "offer", "ending", "language", "funnel"]
    path: str
    template: str
    name: str = ""
    internal: bool = False
    gives: Gives | Literal[""] = ""
    needs: str = ""
    when: Mapping[str, tuple[str, ...]] = {}
    channels: tuple[str, ...] = ()
    styles: tuple[str, ...] = ("page.css", "theme-{theme}.css")
    fragment: bool = False
    mail: bool = False
    alone: bool = False
    event: bool = False

    @property
    def given(self) -> Gives:
        """What its template sees, where the manifest doesn't say: a page, the tree, or the site."""
        return self.gives or {"language": "tree", "funnel": "site"}.get(self.per, "page")  # type: ignore[return-value]  # the table's values are of the type


class Limits(_Table, frozen=True):
    """What the target can't exceed, as `model.limits.Limits` has it; 0 is no limit."""

    levels: int = 6
    branches: Literal["option", "yes_no"] = "option"
    options: int = 0
    products: int = 0
    name: int = 0
    address: int = 0
    lengths: Mapping[str, int] = {}
    https: bool = False
    platform: str = ""
    accepted: Mapping[str, tuple[str, ...]] = {}
    refused: Mapping[str, tuple[str, ...]] = {}
    one_click: bool = False
    levels_advised: int = 0
    options_advised: int = 0
    numbers: bool = True


class Setting(_Table, frozen=True):
    """Something that Publish asks the user for; every value is a string ("yes" and "no" for yes_no).

    It is asked once per funnel, for each language, for each of the `steps` in each language, or for each of
    their options; `types` are the steps' own types that it is asked for, all without any. An `embed` is HTML
    of the platform's that stands in the `place` of a page's own buttons, of its decline, or in its head, and
    the only HTML that a user can put into a page. A setting counts while the yes_no setting `needs` is "yes".
    A `required` one that is empty is told of when pages are made.
    """

    key: str
    label: str
    help: str = ""
    kind: Literal["text", "address", "yes_no", "choice", "embed"] = "text"
    choices: tuple[str, ...] = ()
    default: str = ""
    per: Literal["funnel", "language", "step", "option"] = "funnel"
    steps: tuple[Literal["start", "offer", "ending"], ...] = STEP_OUTPUTS
    types: tuple[Literal["product", "alternatives", "quantities", "plans"], ...] = ()
    needs: str = ""
    place: Literal["buttons", "decline", "head"] = "buttons"
    required: bool = False


class Answers(_Table, frozen=True):
    """The platform's addresses that buyers' answers lead to.

    `accept` takes the only product of an offer, `product` one of several, `start` is the main product's order
    form. What is left empty is not known of the platform: there the user's own address is needed. Each may
    hold {product} (its number there; on a decline that of the first option), {quantity}, {option} (its id),
    {direction} ("down" on a downsell, else "up"), {next} (the link to the page that the answer leads to),
    {next_address} and {next_base64} (its whole address), and the key of any setting: on a decline that of the
    first option. {a|b} is the first of them that is there. A part in [brackets] is left out while a setting
    in it is empty. "{next}" alone is the next page, as on a site without a platform. Where a platform's
    buttons take a code and no address, the code stands here and `buttons.html.j2` makes of it what is wanted.
    """

    start: str = ""
    accept: str = ""
    product: str = ""
    quantity: str = ""
    plan: str = ""
    decline: str = ""


class Crop(_Table, frozen=True):
    """A shape in which a place of a page shows a picture, with the `widths` in pixels that it is made in.

    `ratio` is width to height; without one it is the whole picture. `sizes` says in CSS how wide it is shown,
    `media` when. A picture that is always `height` CSS pixels high needs no widths. A `plain` one is made as
    JPEG or PNG alone, as for mail programs.
    """

    ratio: tuple[Annotated[int, Meta(ge=0, le=1000)], Annotated[int, Meta(ge=0, le=1000)]] = (0, 0)
    widths: tuple[Annotated[int, Meta(ge=16, le=4000)], ...] = ()
    sizes: str = ""
    media: str = ""
    height: Annotated[int, Meta(ge=0, le=1000)] = 0
    plain: bool = False


class Plural(_Table, frozen=True):
    """A word that depends on {count}, in English."""

    one: str
    other: str


Known = Literal["order", "product", "quantity", "first_name", "amount", "currency"]
"""What a platform may tell a thank-you page of the order, by our names."""


class Manifest(_Table, frozen=True):
    """What `exporter.toml` says. `words` are the pages' own words in English, by key.

    An exporter that `extends` a bundled one has its templates, assets, words, outputs and settings, and may
    override each by its name; of those templates the bundled ones are also there as `NAME/TEMPLATE`.
    `maker_words` are those of files for the funnel's maker: where
    a language lacks one, these files speak English.
    `scripts` are addresses of the platform's scripts that pages may load, `hosts` what its embeds may reach.
    One that has `own_files` inherits no outputs and no settings. `pages` is the path of a step's page on the
    site at the setting `address`, for one that makes no such pages itself but leads there.
    `order_data` are the platform's names of what it adds to the address of the thank-you page.
    Where a platform `keeps_query`, its session is in the address: links to other languages carry it along.
    `pictures` are the crops of each place that shows one ("hero", "compared", "card" and "logo", in one theme
    "hero-bold"); the first whose `media` fits is used, and the last has none. `group` is where Publish lists
    it.
    """

    name: str
    title: str
    description: str = ""
    extends: str = ""
    group: Literal["pages", "blocks", "documents"] = "pages"
    own_files: bool = False
    pages: str = ""
    keeps_query: bool = False
    concluded: bool = False
    outputs: tuple[Output, ...] = ()
    limits: Limits = Limits()
    settings: tuple[Setting, ...] = ()
    answers: Answers | None = None
    order_data: Mapping[Known, str] = {}
    scripts: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    pictures: Mapping[str, tuple[Crop, ...]] = {}
    words: Mapping[str, str | Plural] = {}
    maker_words: Mapping[str, str | Plural] = {}


def crops_of(manifest: Manifest, theme: str) -> dict[str, tuple[Crop, ...]]:
    """The crops of each place of a page in this theme."""
    own = {
        place.partition("-")[0]: crops
        for place, crops in manifest.pictures.items()
        if place.endswith(f"-{theme}")
    }
    return {place: own.get(place, crops) for place, crops in manifest.pictures.items() if "-" not in place}


def read_manifest(raw: str, path: Path) -> Manifest:
    """The manifest in the text `raw` of the file `path`. Raises BadInput."""
    try:
        manifest = msgspec.toml.decode(raw, type=Manifest)
    except msgspec.MsgspecError as error:
        raise fault(path, str(error)[:300]) from error
    except RecursionError as error:
        raise fault(path, _("it is nested too deeply")) from error
    for name in (manifest.name, manifest.extends or "x"):
        if _NAME.fullmatch(name) is None:
            raise fault(path, _("its name needs small letters, digits and _ only"))
    for output in manifest.outputs:
        _check_path(output, path)
    for place, crops in manifest.pictures.items():
        if not crops or crops[-1].media or any(not crop.widths and not crop.height for crop in crops):
            raise fault(path, _("the pictures of “{place}” are not right").format(place=place[:40]))
    for parameter in manifest.order_data.values():
        if _PARAMETER.fullmatch(parameter) is None:
            raise fault(path, _("the parameter “{name}” is not allowed").format(name=parameter[:40]))
    for address in (*manifest.scripts, *manifest.hosts):
        if _SECURE.fullmatch(address) is None:
            raise fault(path, _("the address “{address}” is not allowed").format(address=address[:80]))
    return manifest


def inherited(own: Manifest, parent: Manifest) -> Manifest:
    """`own` with all of its parent's that it doesn't override; limits and answers are its own alone."""
    above = Manifest(name=parent.name, title=parent.title) if own.own_files else parent
    outputs = {output.name or output.per: output for output in (*above.outputs, *own.outputs)}
    settings = {setting.key: setting for setting in (*above.settings, *own.settings)}
    return msgspec.structs.replace(
        own,
        outputs=tuple(outputs.values()),
        settings=tuple(settings.values()),
        scripts=(*parent.scripts, *own.scripts),
        hosts=(*parent.hosts, *own.hosts),
        pictures={**parent.pictures, **own.pictures},
        words={**parent.words, **own.words},
        maker_words={**parent.maker_words, **own.maker_words},
    )


def _check_path(output: Output, path: Path) -> None:
    parts = PurePosixPath(output.path)
    safe = _PATH.fullmatch(output.path) and not parts.is_absolute() and ".." not in parts.parts
    hidden = [part for part in parts.parts if part.startswith(".")]
    if not safe or str(parts) != output.path or (hidden and output.path not in _DOTTED):
        raise fault(path, _("the output path “{path}” is not allowed").format(path=output.path[:80]))
    wanted = {"funnel": (), "language": ("{language}",)}.get(output.per, ("{language}", "{step}"))
    for placeholder in wanted:
        if placeholder not in output.path:
            raise fault(
                path,
                _("the output path “{path}” needs {name}").format(path=output.path[:80], name=placeholder),
            )


def fault(path: Path, reason: str) -> BadInput:
    """The error for an exporter whose file or folder `path` is wrong."""
    return BadInput(
        _("The exporter in {place} can't be used: {reason}.").format(place=path, reason=reason),
        place=str(path),
    )
