"""The page of the guide that lists every check: `python -m funnelstudio.checks.guide > docs/checks.md`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from funnelstudio.checks.check import Check, family
from funnelstudio.checks.lawful import languages, origin
from funnelstudio.checks.table import CHECKS
from funnelstudio.i18n import N_, _
from funnelstudio.model.checking import THRESHOLDS

FAMILIES: Final = {
    "tree": N_("The tree"),
    "selling": N_("What sells"),
    "prices": N_("Prices"),
    "texts": N_("Texts and languages"),
    "law": N_("What the law asks"),
    "target": N_("The chosen exporter"),
    "check": N_("The checks themselves"),
}
"""Each family's heading, a message id, in the order of the guide."""

_HEAD: Final = N_(
    """The checks run while you draw and write. An **error** keeps pages from being exported, a **warning** is
probably a mistake, a **notice** is worth a thought. Many come with a fix.

A warning or a notice can be set aside at one place, with a reason, a name and a day to look again; it is
kept in the file and counted. Errors can't be set aside. A funnel has a profile: *normal*; *strict*, in which
warnings block as errors do; *draft*, in which they are notices. It may have thresholds and wordings of its
own."""
)
_LAW: Final = N_(
    """These are facts with their sources, **no legal advice**. What is asked depends on the market: a
language's territory, whether its buyers are consumers or businesses, and whether the contract is concluded on
the page, which the exporter says. Where nothing is known of a language there is a notice and nothing more."""
)


def markdown() -> str:
    """The page as Markdown, in the language of the interface."""
    parts = ["# " + _("The checks"), _(_HEAD)]
    for key, heading in FAMILIES.items():
        parts.append(f"## {_(heading)}")
        if key == "law":
            parts.append(_(_LAW))
        parts.append(_table(check for check in CHECKS if family(check.id) == key))
    parts += ["## " + _("Thresholds"), _thresholds(), "## " + _("Wordings"), _wordings()]
    return "\n\n".join(parts) + "\n"


def _table(checks: Iterable[Check]) -> str:
    rows = [
        _row(_("check"), _("severity"), _("what it finds"), _("example"), _("source")),
        "|---|---|---|---|---|",
    ]
    known: set[str] = set()
    for check in checks:
        if check.id not in known:
            known.add(check.id)
            cells = (_(check.severity), _(check.title), _(check.example), check.source)
            rows.append(_row(f"`{check.id}`", *cells))
    return "\n".join(rows)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _thresholds() -> str:
    rows = [_row(_("name"), _("usual"), _("what it means")), "|---|---|---|"]
    rows += [f"| `{name}` | {usual} | {_(meaning)} |" for name, (usual, meaning) in THRESHOLDS.items()]
    return "\n".join(rows)


def _wordings() -> str:
    return "\n".join(
        f"- `resources/law/{name}.toml`: {origin(name)}; {', '.join(languages(name))}"
        for name in ("buttons", "prices", "phrases")
    )


if __name__ == "__main__":
    print(markdown(), end="")
