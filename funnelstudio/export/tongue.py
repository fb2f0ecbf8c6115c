"""What all pages of a site in one language share: words, money, products, legal links."""

from __future__ import annotations

from typing import Any

from markupsafe import escape

from funnelstudio.export.addresses import safe_address
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.prices import Money
from funnelstudio.export.reading import Layers, Texts
from funnelstudio.export.words import PLACE, PREFIX, Words
from funnelstudio.model.funnel import Funnel, language, source_tag, start_id
from funnelstudio.model.languages import Language, is_rtl, isolated, locale_of, own_name
from funnelstudio.model.offers import Step

_LEGAL = ("imprint", "privacy", "terms", "withdrawal", "help")


class Tongue:
    """One language of a site, worked out once; `shared` is what the templates see of it."""

    def __init__(self, funnel: Funnel, exporter: Exporter, tag: str, *, draft: bool) -> None:
        own = language(funnel, tag) or Language(tag=tag)
        self.funnel = funnel
        self.tag = tag
        self.rtl = is_rtl(tag)
        self._layers = Layers(funnel, tag)
        shared = self._layers.fields(PLACE)
        self.own = own_words(funnel, tag)
        self.words = Words(exporter, tag, self.own)
        self._note = self.words.word("not_translated") if draft else ""
        self._products: dict[str, Texts] = {}
        self._last: tuple[str, Texts] | None = None
        self.money = Money(tag, own.currency, isolate=self.rtl)
        texts = Texts(shared, self._note)
        self.links = {name: link for name in _LEGAL if (link := self._link(texts, name))}
        start = funnel.steps.get(start_id(funnel))
        self.values = {
            # Isolated, as a Latin name would else take the full stop after it to its other side.
            "brand": isolated(funnel.brand.name) if self.rtl else funnel.brand.name,
            "main_product": self.product_name(start.product) if start is not None else "",
        }
        self.shared: dict[str, Any] = {
            "lang": tag,
            "dir": "rtl" if self.rtl else "ltr",
            "words": self.words.simple(),
            "brand": funnel.brand.name,
            "legal": [self.links[name] for name in ("imprint", "privacy", "terms") if name in self.links],
            "footer": texts.inline("footer", self.values),
            "price_note": own.price_note,
            "draft": draft,
        }

    def texts(self, place: str) -> Texts:
        """The texts of a place in this language; the last are kept, as they are asked for twice."""
        if self._last is None or self._last[0] != place:
            self._last = place, Texts(self._layers.fields(place), self._note)
        return self._last[1]

    def product(self, key: str) -> Texts:
        """The texts of a product; remembered, since many pages show it."""
        if key not in self._products:
            self._products[key] = self.texts(f"product:{key}")
        return self._products[key]

    def product_name(self, key: str) -> str:
        """What buyers know a product as; its internal name where no text says."""
        product = self.funnel.products.get(key)
        return self.product(key).string("name") or (product.name if product is not None else "")

    def step_name(self, step: Step) -> str:
        """What the funnel's maker knows a step as: its own name, else its product's, else its kind."""
        return step.name or self.product_name(step.product) or step.type

    def _link(self, texts: Texts, name: str) -> dict[str, Any] | None:
        href = safe_address(texts.string(f"{name}_url"))
        label = texts.label(name) or escape(self.words.word("contact" if name == "help" else name))
        own = bool(texts.label(name))
        return {"href": href, "label": label, "own": own} if href else None


def own_words(funnel: Funnel, tag: str) -> dict[str, str]:
    """The funnel's own words in a language, by the exporter's keys; those of the base language count."""
    found: dict[str, str] = {}
    own = language(funnel, tag)
    for each in (own.base if own is not None else "", tag):
        for key, text in funnel.texts.get(each, {}).get(PLACE, {}).items():
            if key.startswith(PREFIX) and text.value.strip():
                found[key.removeprefix(PREFIX)] = text.value
    return found


def language_names(tags: tuple[str, ...]) -> dict[str, str]:
    """Each language's name in itself, with the region where two would else look alike."""
    names = {tag: own_name(tag) for tag in tags}
    many = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {tag: _with_region(tag) if name in many else name for tag, name in names.items()}


def _with_region(tag: str) -> str:
    locale = locale_of(tag)
    full = (locale.get_display_name(locale) or tag) if locale is not None else tag
    return full[:1].upper() + full[1:]


def source_of(funnel: Funnel) -> str:
    """The source language's tag, English where a funnel has none."""
    return source_tag(funnel) or "en"
