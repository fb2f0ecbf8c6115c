"""One page's texts in one language as the checks see them, with what all languages of the page share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from funnelstudio.model import markup
from funnelstudio.model.fields import PLAN_CHANGE_PLACE, PRODUCT_PLACE, SHARED, Field, fields_of
from funnelstudio.model.funnel import Fields, Funnel, source_tag
from funnelstudio.model.languages import Language
from funnelstudio.model.limits import Limits
from funnelstudio.model.offers import ENDING, START
from funnelstudio.model.texts import fingerprint, page

_KNOWN_VARIABLE: Final = re.compile(r"\{(?:" + "|".join(markup.VARIABLES) + r")\}")


class Place:
    """A place and its texts in the source language."""

    __slots__ = ("fields", "fingerprints", "kind", "labels", "place", "required", "source", "variables")

    def __init__(self, funnel: Funnel, place: str) -> None:
        self.place = place
        self.fields = fields_of(funnel, place)
        self.kind = kind_of(funnel, place) if self.fields else ""
        self.labels: Mapping[str, Field] = {field.key: field for field in self.fields}
        self.required = [field.key for field in self.fields if field.required]
        self.source: Fields = page(funnel, source_tag(funnel), place)
        self.fingerprints: dict[str, str] = {}
        """Of each text that a translation needs."""
        self.variables: dict[str, tuple[str, ...]] = {}
        """Of each text that has some."""
        for key, text in self.source.items():
            if text.value and key in self.labels:
                self.fingerprints[key] = fingerprint(text.value)
                if "{" in text.value and (names := markup.find(text.value)):
                    self.variables[key] = names


class Sheet:
    """A place in one language. `own` are its own texts, `base` those of the language it is based on.

    `joined` is all that the page shows, as one text; `low` the same in small letters.
    """

    __slots__ = (
        "_counted",
        "base",
        "funnel",
        "is_source",
        "joined",
        "language",
        "limits",
        "low",
        "of",
        "own",
    )

    def __init__(self, funnel: Funnel, of: Place, language: Language, limits: Limits) -> None:
        self.funnel = funnel
        self.of = of
        self.language = language
        self.limits = limits
        self.is_source = language.tag == funnel.languages[0].tag
        self.own: Fields = page(funnel, language.tag, of.place)
        self.base: Fields = page(funnel, language.base, of.place) if language.base else {}
        shown = {**self.base, **self.own} if self.base else self.own
        self.joined = "\n".join([text.value for text in shown.values()])
        self.low = self.joined.lower()
        self._counted: tuple[list[str], list[str]] | None = None

    @property
    def tag(self) -> str:
        return self.language.tag

    @property
    def place(self) -> str:
        return self.of.place

    def text(self, key: str) -> str:
        """What the page shows in this language: its own text, else its base's, "" where both are missing."""
        own = self.own.get(key)
        if own is not None and own.value:
            return own.value
        base = self.base.get(key)
        return base.value if base is not None else ""

    def shown(self, key: str) -> str:
        """The text, else the source language's, which pages fall back on."""
        found = self.text(key)
        if found:
            return found
        source = self.of.source.get(key)
        return source.value if source is not None else ""

    def counted(self) -> tuple[list[str], list[str]]:
        """Keys of a translation's missing and of its stale texts, in the order of the page."""
        if self._counted is None:
            self._counted = self._count()
        return self._counted

    def _count(self) -> tuple[list[str], list[str]]:
        missing: list[str] = []
        stale: list[str] = []
        own, base = self.own, self.base
        for key, mark in self.of.fingerprints.items():
            text = own.get(key)
            if text is None or not text.value:
                text = base.get(key)
                if text is None or not text.value:
                    missing.append(key)
                    continue
            if text.source and text.source != mark:
                stale.append(key)
        if len(missing) > 1 or len(stale) > 1:
            order = {key: index for index, key in enumerate(self.of.labels)}
            missing.sort(key=order.__getitem__)
            stale.sort(key=order.__getitem__)
        return missing, stale

    def is_suspect(self) -> bool:
        """Whether a mark, a brace or a character in here may be wrong; False is certain, True is not."""
        joined = self.joined
        if self.of.kind == SHARED or "\\" in joined:
            return True
        braces = joined.count("{")
        if (braces or "}" in joined) and not (
            braces == joined.count("}") == len(_KNOWN_VARIABLE.findall(joined))
        ):
            return True
        if "**" in joined or "__" in joined or "](" in joined:
            return True
        return not joined.replace("\n", "").isprintable() and markup.unwanted(joined) is not None


def kind_of(funnel: Funnel, place: str) -> str:
    """start, offer, ending, product, plan_change or shared; "" for a place that isn't there."""
    step = funnel.steps.get(place)
    if step is not None:
        return step.type if step.type in (START, ENDING) else "offer"
    if place == SHARED:
        return SHARED
    if place.startswith(PRODUCT_PLACE):
        return "product"
    return "plan_change" if place.startswith(PLAN_CHANGE_PLACE) else ""
