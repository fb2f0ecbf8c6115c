"""Marks and variables inside texts: a small part of Markdown, and `{name}` from a closed list.

Variables are put in after the marks were parsed and the HTML cleaned, each escaped, so nothing that a value
holds is ever read as a mark or as HTML. `\\{` is a plain brace.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

import msgspec

from funnelstudio.i18n import N_, _

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from nh3 import Cleaner

VARIABLES: Final[Mapping[str, str]] = {
    "brand": N_("Name of the brand"),
    "main_product": N_("Name of the main product"),
    "product": N_("Name of the offered product"),
    "option": N_("Title of the option"),
    "price": N_("Price of the option"),
    "total": N_("What the buyer pays in all with this option"),
    "quantity": N_("Number of pieces in the option"),
    "saving": N_("What the option saves against single pieces"),
    "price_per_unit": N_("Price for one unit"),
    "first_price": N_("First payment of the plan"),
    "interval": N_("Interval of the plan"),
    "trial_days": N_("Days of the trial"),
    "instalments": N_("Number of instalments"),
    "offerTitle": N_("Title of the offered plan"),
    "nextPayment": N_("Date of the next payment"),
    "subscriptionId": N_("Number of the subscription"),
    "subscriptionTitle": N_("Title of the present plan"),
    "subscriptionPrice": N_("Price of the present plan"),
}
"""Every variable with what it stands for, a message id."""

PLAN_CHANGE_VARIABLES: Final = frozenset(
    {"offerTitle", "nextPayment", "subscriptionId", "subscriptionTitle", "subscriptionPrice"}
)
"""The variables of plan changes; all others are for pages."""

SCHEMES: Final = ("https", "http", "mailto", "tel")
TAGS: Final = frozenset({"b", "strong", "i", "em", "br", "a", "span", "p", "ul", "ol", "li"})

_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ESCAPE = re.compile(r"\\([\\{}])")
_BRACE, _CLOSING = "\ufdd0", "\ufdd1"
_STAND_INS: Final = {name: chr(0xFDD2 + number) for number, name in enumerate(VARIABLES)}
_NAMES: Final = {letter: name for name, letter in _STAND_INS.items()}
_STAND_IN = re.compile(r"[\ufdd2-\ufdef]")
_VARIABLE = re.compile(r"\{([a-z][A-Za-z_]{0,39})\}")
_BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")
_ADDRESS = re.compile(
    r"(https?://[^\s/?#:@]+(:\d+)?([/?#]\S*)?|mailto:[^\s@]+@[^\s@]+|tel:\+?[\d().-]+)", re.I
)
# Variables can't stand in addresses; the parser asks about addresses with their stand-ins encoded.
_NEVER_IN_ADDRESS = re.compile(r"[{}<>\"`]|%EF%B7%[9A]")
_MARK = re.compile(r"[*_\[\]\\\n\r]|^\s*([-+]|\d+[.)])(\s|$)")
_LINK = re.compile(r"\[[^\[\]\n]*\]\(\s*<?([^)\s>]*)")
_LITERAL_MARK = re.compile(r"\*\*|__|\[[^\[\]\n]*\]\([^)\n]*\)")


class Fault(msgspec.Struct, frozen=True):
    """Something wrong in a text: `kind` is variable, brace, markup, link or control.

    `start` and `end` are positions in the text, `found` is what stands there, `message` a sentence.
    """

    kind: str
    start: int
    end: int
    found: str
    message: str


def unwanted(text: str) -> re.Match[str] | None:
    """The first character that can stand in no page and in no file for translators, such as NUL."""
    return _UNWANTED.search(text)


def find(text: str) -> tuple[str, ...]:
    """Names of the variables of the closed list that a text uses, each once, in order."""
    if "{" not in text:
        return ()
    return tuple(dict.fromkeys(name for name in _VARIABLE.findall(_masked(text)) if name in VARIABLES))


def plain(text: str, values: Mapping[str, str]) -> str:
    """A text without marks, such as a button's, with its variables put in. Not escaped.

    A variable that `values` lacks stays as it is written.
    """
    if "{" not in text and "\\" not in text:
        return text
    return _restored(
        _VARIABLE.sub(lambda found: str(values.get(found[1], found[0])), _ESCAPE.sub(_sentinel, text))
    )


def inline_html(text: str, values: Mapping[str, str]) -> str:
    """A text of one paragraph as HTML without a `<p>` around it; line breaks become `<br>`.

    Values are escaped, but for those that say that they are HTML (with `__html__`, as Markup does).
    """
    return _filled(_inline(text), values)


def block_html(text: str, values: Mapping[str, str]) -> str:
    """A text of paragraphs and lists as HTML. For `values` see `inline_html`."""
    return _filled(_block(text), values)


def split(text: str) -> list[str]:
    """What stands between the variables of a text at even places, and their names at odd ones."""
    return _VARIABLE.split(text)


def value_html(name: str, values: Mapping[str, str]) -> str:
    """A variable's value as HTML, `{name}` where it has none."""
    value = values.get(name)
    if value is None:
        return f"{{{name}}}"
    as_html = getattr(value, "__html__", None)
    return str(as_html()) if as_html is not None else escape(value, quote=False).replace('"', "&quot;")


def faults(text: str, shape: str) -> tuple[Fault, ...]:
    """What is wrong in a text of this shape ("inline", "plain", "rich" or "address"), in its order."""
    if text.isalnum() or not text:
        return ()
    found = [
        Fault("control", place.start(), place.end(), f"U+{ord(place[0]):04X}", _("A control character."))
        for place in _UNWANTED.finditer(text)
    ]
    if shape == "address":
        found += _address_faults(text)
    else:
        masked = _masked(text)
        found += _brace_faults(masked)
        found += _plain_faults(masked) if shape == "plain" else _markup_faults(masked)
    return tuple(sorted(found, key=lambda fault: (fault.start, fault.end)))


def is_address(address: str) -> bool:
    """Whether a link may lead there: https, http, mailto or tel, with no blanks, braces or quotes in it."""
    return _ADDRESS.fullmatch(address) is not None and _NEVER_IN_ADDRESS.search(address) is None


def _sentinel(found: re.Match[str]) -> str:
    return {"{": _BRACE, "}": _CLOSING}.get(found[1], found[0])


def _restored(text: str) -> str:
    return text.replace(_BRACE, "{").replace(_CLOSING, "}")


def _masked(text: str) -> str:
    """`text` with escaped characters made harmless, at its old length."""
    return re.sub(r"\\[\\{}*_\[\]()]", "  ", text) if "\\" in text else text


def _filled(html: str, values: Mapping[str, str]) -> str:
    """Cleaned HTML with the variables put in where their stand-ins are."""
    if html.isascii():
        return html

    return _restored(_STAND_IN.sub(lambda found: value_html(_NAMES.get(found[0], ""), values), html))


def _prepared(text: str) -> str:
    """`text` with a letter of its own for each variable, since braces next to marks would break these."""
    text = _UNWANTED.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if "{" not in text and "\\" not in text:
        return text
    return _VARIABLE.sub(lambda found: _STAND_INS.get(found[1], found[0]), _ESCAPE.sub(_sentinel, text))


@lru_cache(maxsize=16384)
def _inline(text: str) -> str:
    prepared = _prepared(text)  # the underscores of variables are no marks
    if _MARK.search(prepared) is None:
        return escape(prepared.strip(), quote=False)
    lines = (line.strip() for line in prepared.strip().split("\n"))
    html = _parser().renderInline("\n".join(line for line in lines if line))
    return _cleaner().clean(html).strip()


@lru_cache(maxsize=16384)
def _block(text: str) -> str:
    prepared = _prepared(text)
    if _MARK.search(prepared) is None:
        words = escape(prepared.strip(), quote=False)
        return f"<p>{words}</p>" if words else ""
    return _cleaner().clean(_parser().render(prepared)).strip()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"breaks": True, "maxNesting": 12})
    parser.validateLink = is_address  # type: ignore[assignment, method-assign]  # its own lets relative links through
    return parser.enable(["emphasis", "link", "list", "newline", "escape"])


@lru_cache(maxsize=1)
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(TAGS),
        attributes={"a": {"href"}},
        attribute_filter=_only_address,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer",
    )


def _only_address(_tag: str, attribute: str, value: str) -> str | None:
    """Drop titles and the like, which the cleaner would let through on any tag."""
    return value if attribute in ("href", "rel") else None


def _address_faults(text: str) -> list[Fault]:
    if is_address(text.strip()):
        return []
    message = _("This is not a web address. Write it like https://example.com.")
    return [Fault("link", 0, len(text), text[:60], message)]


def _brace_faults(masked: str) -> list[Fault]:
    found = []
    for place in _BRACES.finditer(masked):
        if place[1] is None:
            found.append(_fault("brace", place, _("A brace without its other half.")))
        elif place[1] not in VARIABLES:
            message = _("There is no variable {name}.").format(name=place[0][:40])
            found.append(_fault("variable", place, message))
    return found


def _plain_faults(masked: str) -> list[Fault]:
    marks = _LITERAL_MARK.finditer(masked)
    return [_fault("markup", place, _("Marks don't work here; they would be shown.")) for place in marks]


def _markup_faults(masked: str) -> list[Fault]:
    found = []
    for place in _LINK.finditer(masked):
        if not is_address(place[1]):
            message = _("A link can't lead to “{address}”.").format(address=place[1][:60])
            found.append(_fault("link", place, message))
    suspects = [mark for mark in ("**", "__", "](") if mark in masked]
    if found or not suspects:
        return found
    left = _left_over(masked)
    for mark in suspects:
        if mark in left:
            start = masked.rfind(mark)
            message = _("The mark {mark} has no partner, so it would be shown.").format(mark=mark)
            found.append(Fault("markup", start, start + len(mark), mark, message))
    return found


def _left_over(masked: str) -> str:
    """The words of a text as they would be shown; marks in them were not understood."""
    words: list[str] = []
    for token in _parser().parse(_VARIABLE.sub("x", masked)):
        for part in token.children or ():
            words.append(part.content if part.type == "text" else "\n")
    return "".join(words)


def _fault(kind: str, place: re.Match[str], message: str) -> Fault:
    return Fault(kind, place.start(), place.end(), place[0][:60], message)
