"""The funnel that File / New begins with: the user's language and currency, and a start to hang offers on."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.ids import fresh
from funnelstudio.model.languages import Language, locale_of
from funnelstudio.model.money import currencies
from funnelstudio.model.offers import START, Step


def new_funnel() -> Funnel:
    """An empty funnel with one language and a start."""
    return Funnel(title=_("New funnel"), languages=(system_language(),), steps={fresh(()): Step(type=START)})


def system_language() -> Language:
    """The system's language and currency; British English where it has none that is known."""
    locale = QLocale.system()
    tag, currency = locale.bcp47Name(), locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    if locale.language() == QLocale.Language.C or locale_of(tag) is None or currency not in currencies():
        return Language(tag="en-GB", currency="GBP")
    return Language(tag=locale.name().replace("_", "-"), currency=currency)
