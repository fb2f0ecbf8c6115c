"""The texts of one place as a page shows them: with fallbacks, variables and marks, escaped and ready."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from funnelstudio.export.escaping import as_html, escape
from funnelstudio.export.plain import plain_text
from funnelstudio.model import markup
from funnelstudio.model.funnel import Funnel, Places, language, source_tag
from funnelstudio.model.languages import is_rtl

Values = Mapping[str, str]
_MARKS = re.compile(r"[\\`*_\[\]<>&{}~|#\n\r\t]")
_LIST_STARTS = frozenset("-+0123456789 \xa0")
_VARIABLE = "\ufdd2"
"""Stands for a variable while a text is split; no text of a page has it."""

_AFTER_BOLD = frozenset(" \xa0\u202f.,;:!?)")
_NOTHING: Values = {}
_NO_TEXT = ("", "")
_EMPTY = Markup()


class Layers:
    """The languages that a text may come from, best first: its own, the one it is based on, the source."""

    def __init__(self, funnel: Funnel, tag: str) -> None:
        own = language(funnel, tag)
        source = source_tag(funnel)
        base = own.base if own is not None else ""
        self._layers: list[tuple[str, Places]] = [("", funnel.texts.get(tag, {}))]
        if base and base != tag:
            self._layers.append(("", funnel.texts.get(base, {})))
        if source not in (tag, base):
            self._layers.append((source, funnel.texts.get(source, {})))

    def fields(self, place: str) -> dict[str, tuple[str, str]]:
        """The texts of a place by field, each with the tag of its language where that is another."""
        (_own, places), *others = self._layers
        found = {key: (text.value, "") for key, text in places.get(place, {}).items() if text.value.strip()}
        for foreign, places in others:
            for key, text in places.get(place, {}).items():
                if key not in found and text.value.strip():
                    found[key] = (text.value, foreign)
        return found


class Texts:
    """The texts of one place. `missing_note` is set in a draft, where what is not translated is marked."""

    def __init__(self, fields: Mapping[str, tuple[str, str]], missing_note: str = "") -> None:
        self._fields = fields
        self._note = missing_note

    @property
    def fields(self) -> Mapping[str, tuple[str, str]]:
        """Each text with the tag of its language where that is not the page's own."""
        return self._fields

    def __contains__(self, key: str) -> bool:
        return key in self._fields

    def uses(self, key: str, variable: str) -> bool:
        """Whether the text holds a variable."""
        return key in self._fields and variable in markup.find(self._fields[key][0])

    def string(self, key: str, values: Values = _NOTHING) -> str:
        """The text as plain words, unescaped: for attributes and titles; "" where there is none."""
        return markup.plain(self._fields.get(key, _NO_TEXT)[0], values)

    def words(self, key: str, values: Values = _NOTHING) -> str:
        """A line with marks as its plain words, unescaped, for where there can be no marks."""
        text = self.string(key, values)
        return text if _is_plain(text) else plain_text(self.inline(key, values))

    def each(self, keys: Iterable[str], values: Values = _NOTHING) -> list[Markup]:
        """Those of some texts that there are, as lines with marks."""
        return [self.inline(key, values) for key in keys if key in self._fields]

    def label(self, key: str, values: Values = _NOTHING) -> Markup:
        """The text as plain words, for the inside of an element."""
        return self._marked(key, _label, values, "span")

    def inline(self, key: str, values: Values = _NOTHING) -> Markup:
        """The text as a line with marks."""
        return self._marked(key, _inline, values, "span")

    def block(self, key: str, values: Values = _NOTHING) -> Markup:
        """The text as paragraphs and lists."""
        return self._marked(key, _block, values, "div")

    def _marked(self, key: str, make: Callable[[str, Values], Markup], values: Values, tag: str) -> Markup:
        found = self._fields.get(key)
        if found is None:
            return _EMPTY
        value, foreign = found
        made = make(value, values)
        return wrapped(made, foreign, self._note, tag) if foreign else made


def wrapped(inner: Markup, foreign: str, note: str, tag: str = "span") -> Markup:
    """`inner` in an element that says its language, and in a draft that it is not translated yet."""
    direction = "rtl" if is_rtl(foreign) else "ltr"
    marker = Markup(' class="todo" title="{}"').format(note) if note else Markup()
    return Markup('<{tag} lang="{lang}" dir="{dir}"{marker}>{inner}</{tag}>').format(
        tag=tag, lang=foreign, dir=direction, marker=marker, inner=inner
    )


def _is_plain(text: str) -> bool:
    """Whether a text surely has no marks and no variables, and does not begin like a list."""
    return _MARKS.search(text) is None and text[:1] not in _LIST_STARTS


def _label(text: str, values: Values) -> Markup:
    return escape(markup.plain(text, values))


def _inline(text: str, values: Values) -> Markup:
    if _is_plain(text):
        return escape(text.strip())
    made = _of_one_line(text, values)
    # Else cleaned by the allow-list of the model.
    return as_html(markup.inline_html(text, values) if made is None else made)


def _block(text: str, values: Values) -> Markup:
    if _is_plain(text):
        return as_html(f"<p>{escape(text.strip())}</p>")
    made = _of_one_line(text, values)
    return as_html(markup.block_html(text, values) if made is None else f"<p>{made}</p>")


def _of_one_line(text: str, values: Values) -> str | None:
    """One line with variables and with `**words**` for its only marks, as HTML: what most texts are, at a
    tenth of the time that the parser takes. None for all others."""
    line = text.strip()
    if line[:1] in _LIST_STARTS or _VARIABLE in line:
        return None
    pieces = markup.split(line) if "{" in line else [line]
    names = pieces[1::2]
    parts = _VARIABLE.join(pieces[::2]).split("**")
    if _MARKS.search("".join(parts)) or not markup.VARIABLES.keys() >= {*names} or not _is_bold(parts):
        return None
    if not names:
        return _bold([str(escape(part)) for part in parts])
    if len(parts) > 1 and "\xa0" in text:  # which the parser writes as &nbsp;
        return None
    filled = _bold([html.escape(part, quote=False) for part in parts]).split(_VARIABLE)
    shown = [markup.value_html(name, values) for name in names]
    return "".join([filled[0], *(each for pair in zip(shown, filled[1:], strict=True) for each in pair)])


def _is_bold(parts: Sequence[str]) -> bool:
    """Whether every second part of a line that was split at `**` is surely meant to be bold."""
    for at in range(1, len(parts) - 1, 2):
        before, inner, after = parts[at - 1 : at + 2]
        opens = before[-1:].isspace() if before else at == 1
        closes = after[:1] in _AFTER_BOLD if after else at == len(parts) - 2
        if not (opens and closes and _is_word(inner[:1]) and _is_word(inner[-1:])):
            return False
    return len(parts) % 2 == 1


def _is_word(character: str) -> bool:
    return character.isalnum() or character == _VARIABLE


def _bold(parts: Sequence[str]) -> str:
    return "".join(f"<strong>{part}</strong>" if at % 2 else part for at, part in enumerate(parts))
