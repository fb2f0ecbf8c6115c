"""Checks of what stands near a price: tax, delivery, the price per unit."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.checks.lawful import begun, phrases, usual_note
from funnelstudio.checks.problem import NOTICE, WARNING, Fix, Problem
from funnelstudio.checks.sheet import Sheet
from funnelstudio.checks.ways import products_of
from funnelstudio.i18n import _
from funnelstudio.model.edits import languages as edits
from funnelstudio.model.fields import PRODUCT_PLACE
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language, spoken_name
from funnelstudio.model.markets import in_eu, territory, to_consumers
from funnelstudio.model.texts import place_name


def missing(funnel: Funnel) -> Iterator[Problem]:
    """Languages of consumers in the Union without a price note."""
    for language in funnel.languages:
        if _protects(language) and not language.price_note.strip():
            message = _("{language}: no price note says near each price that VAT is included.").format(
                language=spoken_name(language.tag)
            )
            yield _of_note("law.price_note", language, message)


def vat(funnel: Funnel) -> Iterator[Problem]:
    """Price notes that don't mention VAT."""
    for language in funnel.languages:
        note = language.price_note.lower()
        words = phrases("prices", "tax", language.tag)
        if _protects(language) and note.strip() and words and not begun(note, words):
            message = _("{language}: the price note “{note}” doesn't mention VAT.").format(
                language=spoken_name(language.tag), note=language.price_note[:80]
            )
            yield _of_note("law.vat", language, message)


def _of_note(check: str, language: Language, message: str) -> Problem:
    note = usual_note(language.tag)
    joined = f"{note} {language.price_note}".strip()
    label = _("Write “{note}”").format(note=note)
    fix = Fix(label, _with_note, (language.tag, joined)) if note else None
    return Problem(check, _severity(language), message, field="price_note", language=language.tag, fix=fix)


def _with_note(funnel: Funnel, tag: str, note: str) -> Funnel:
    return edits.set_language(funnel, tag, price_note=note)


def delivery(sheet: Sheet) -> Iterator[Problem]:
    """Pages that sell goods and say nothing on delivery, in the price note or in the texts."""
    if not _protects(sheet.language):
        return
    words = phrases("prices", "delivery", sheet.tag)
    if not words:
        return
    note = sheet.language.price_note.lower()
    if any(word in note or word in sheet.low for word in words):
        return
    sold = (sheet.funnel.products.get(key) for key in products_of(sheet.funnel.steps[sheet.place]))
    if any(product is not None and product.kind == "physical" for product in sold):
        message = _("{place}: nothing in {language} says whether delivery is added to the price.").format(
            place=place_name(sheet.funnel, sheet.place), language=spoken_name(sheet.tag)
        )
        yield Problem("law.delivery", _severity(sheet.language), message, sheet.place, language=sheet.tag)


def unit_price(sheet: Sheet) -> Iterator[Problem]:
    """Packs of goods without a unit, so that no price per unit can be shown."""
    product = sheet.funnel.products.get(sheet.place.removeprefix(PRODUCT_PLACE))
    if product is None or product.kind != "physical" or product.units < 2 or not _protects(sheet.language):
        return
    if not sheet.shown("unit"):
        message = _(
            "{product}: one piece holds {units}, but without a unit no price per unit is shown."
        ).format(product=place_name(sheet.funnel, sheet.place), units=product.units)
        yield Problem("law.unit_price", _severity(sheet.language), message, sheet.place, "unit", sheet.tag)


def _protects(language: Language) -> bool:
    return to_consumers(language) and in_eu(language)


def _severity(language: Language) -> str:
    """The rule is German; elsewhere in the Union there are others like it."""
    return WARNING if territory(language) == "DE" else NOTICE
