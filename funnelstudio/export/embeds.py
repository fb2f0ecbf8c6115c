"""The platform's own code on a page: what the user pasted for its buttons, its options and its decline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from funnelstudio.export.embed import Embed, embed
from funnelstudio.export.manifest import Manifest, Setting
from funnelstudio.export.settings import EMBED


class Embeds(NamedTuple):
    """The code for each place, None where a page has its own there, and what its policy must let in.

    `buttons` stands in for all buttons of a page, `options` for that of one option, by its id; `head` goes
    into the head. `policy` has
    `scripts` and `sources`, lists for a Content-Security-Policy. `faults` are sentences without the page.
    """

    buttons: Mapping[str, Markup] | None = None
    options: Mapping[str, Mapping[str, Markup]] = {}
    decline: Mapping[str, Markup] | None = None
    head: Mapping[str, Markup] | None = None
    policy: Mapping[str, Markup] | None = None
    faults: tuple[str, ...] = ()

    @property
    def all(self) -> list[Mapping[str, Markup]]:
        """Every piece of code on the page."""
        places = (self.buttons, self.decline, self.head, *self.options.values())
        return [each for each in places if each is not None]


NO_EMBEDS: Final = Embeds()


def embeds_of(manifest: Manifest, options: tuple[str, ...], value: Callable[[Setting, str], str]) -> Embeds:
    """The code for a page with these options; `value` gives a setting's value for an option's id, or ""."""
    found: dict[tuple[str, str], Embed] = {}
    for setting in manifest.settings:
        if setting.kind != EMBED:
            continue
        for option in options if setting.per == "option" else ("",):
            code = value(setting, option)
            place = "option" if option else setting.place
            if code.strip() and (place, option) not in found:
                found[place, option] = embed(code, manifest.hosts)
    if not found:
        return NO_EMBEDS
    usable = {key: made for key, made in found.items() if made.html}
    return Embeds(
        buttons=_shown(usable.get(("buttons", ""))),
        options={option: _markup(made) for (place, option), made in usable.items() if place == "option"},
        decline=_shown(usable.get(("decline", ""))),
        head=_shown(usable.get(("head", ""))),
        policy={
            "scripts": _together(made.scripts for made in usable.values()),
            "sources": _together(made.sources for made in usable.values()),
        }
        if usable
        else None,
        faults=tuple(dict.fromkeys(fault for made in found.values() for fault in made.faults)),
    )


def _shown(made: Embed | None) -> Mapping[str, Markup] | None:
    return None if made is None else _markup(made)


def _markup(made: Embed) -> Mapping[str, Markup]:
    # The one place where HTML of the user's enters a page, asked for by that name.
    parts = {"html": made.html, "scripts": made.scripts, "sources": made.sources}
    return {name: Markup(part) for name, part in parts.items()}  # noqa: S704 - see above


def _together(lists: Iterable[str]) -> Markup:
    """The entries of several lists of a policy, each once; all are our own or taken from addresses."""
    return Markup(" ".join(dict.fromkeys(" ".join(lists).split())))  # noqa: S704 - see above
