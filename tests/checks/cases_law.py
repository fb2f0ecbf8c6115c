"""What the markets refuse, and what they almost do; all where the contract is concluded on the page."""

from __future__ import annotations

from funnelstudio.model.checking import Checking
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import YES, Plan
from funnelstudio.model.value import replace
from tests.checks.funnels import (
    Change,
    both,
    unwritten,
    with_language,
    with_languages,
    with_option,
    with_plan,
    with_product,
    with_step,
    with_text,
    written,
)

IRELAND = with_language("en-GB", territory="IE")


def german_button(words: str) -> Change:
    return with_text("de-DE", "vase", "yes.button", words)


def own_words(kind: str, language: str, phrase: str) -> Change:
    def change(funnel: Funnel) -> Funnel:
        checking: Checking = replace(funnel.checking, words={kind: {language: (phrase,)}})
        return replace(funnel, checking=checking)

    return change


FAULTS: dict[str, tuple[Change, Change]] = {
    "law.button": (german_button("Weiter für {price}"), german_button("Jetzt kaufen und weiter")),
    "law.button:order": (
        german_button("Jetzt bestellen: {price}"),
        german_button("Zahlungspflichtig bestellen: {price}"),
    ),
    "law.button:business": (
        german_button("Bestellen"),
        both(german_button("Bestellen"), with_language("de-DE", buyers="business")),
    ),
    "law.button:territory": (
        both(IRELAND, with_text("en-GB", "vase", "yes.button", "Yes, add it")),
        with_text("en-GB", "vase", "yes.button", "Yes, add it"),
    ),
    "law.button:call": (
        german_button("Weiter"),
        both(german_button("Weiter"), with_step("vase", channel="call")),
    ),
    "law.vat:word": (
        with_language("de-DE", price_note="Mustermann-Preise, Versand frei"),
        with_language("de-DE", price_note="(USt. enthalten), Versand frei"),
    ),
    "law.button:own": (
        both(german_button("Her damit kaufrausch"), own_words("refused", "de", "kaufrausch")),
        both(german_button("Bestellen bitte"), own_words("accepted", "de", "bestellen bitte")),
    ),
    "law.button_unsure": (german_button("Her damit für {price}"), german_button("Für {price} KAUFEN")),
    "law.button_language": (
        with_languages(Language(tag="fi", currency="EUR")),
        with_languages(Language(tag="fi", currency="EUR", buyers="business")),
    ),
    "law.price_note": (
        with_language("de-DE", price_note=""),
        with_language("en-GB", price_note=""),
    ),
    "law.vat": (
        with_language("de-DE", price_note="Endpreise, Versand frei"),
        with_language("de-DE", price_note="Preise enthalten Umsatzsteuer, Versand frei"),
    ),
    "law.delivery": (
        with_language("de-DE", price_note="Alle Preise inkl. MwSt."),
        both(
            with_language("de-DE", price_note="Alle Preise inkl. MwSt."),
            *(with_product(key, kind="digital") for key in ("roses", "more", "three", "vase", "card")),
        ),
    ),
    "law.unit_price": (unwritten("product:more", "unit"), with_product("vase", units=1)),
    "law.withdrawal": (
        unwritten("shared", "withdrawal_url"),
        lambda funnel: both(
            unwritten("shared", "withdrawal_url"),
            *(with_product(key, withdrawal=False) for key in funnel.products),
        )(funnel),
    ),
    "law.links": (
        unwritten("shared", "privacy_url"),
        written("shared", "privacy_url", "https://example.com/other"),
    ),
    "law.subscription": (
        with_product("roses", kind="subscription"),
        both(with_product("roses", kind="subscription"), written("start", "yes.note", "Every month")),
    ),
    "law.countdown": (
        with_text("en-GB", "vase", "lead", "Only today!"),
        with_text("en-GB", "vase", "lead", "Not only today’s roses"),
    ),
    "law.shaming": (
        with_text("en-GB", "vase", "decline", "No, I don’t want to save money"),
        with_text("en-GB", "vase", "decline", "No, I'd rather not"),
    ),
    "law.shaming:own": (
        both(
            with_text("de-DE", "vase", "decline", "Nein, ich bin geizig"),
            own_words("shaming", "de", "geizig"),
        ),
        with_text("de-DE", "vase", "decline", "Nein, ich bin geizig"),
    ),
    "law.risk_free": (
        both(
            with_plan("club", "month", trial_days=14), with_text("en-GB", "club", "lead", "Try it risk free")
        ),
        with_text("en-GB", "vase", "lead", "Try it risk free"),
    ),
    "law.risk_free:parts": (
        both(
            with_option("vase", YES, plan=Plan(minimum_term=1)),
            with_text("de-DE", "vase", "lead", "Ganz ohne Risiko"),
        ),
        with_text("de-DE", "vase", "lead", "Ganz ohne Risiko"),
    ),
}
