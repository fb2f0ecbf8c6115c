"""The product's numbers on selling platforms, one for all languages or one for each."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.names import language_label
from funnelstudio.gui.session import Session
from funnelstudio.i18n import N_, _
from funnelstudio.model.edits.products import set_platform_id
from funnelstudio.model.offers import EVERY_LANGUAGE

PLATFORMS = {
    "digistore24": "Digistore24",
    "clickbank": "ClickBank",
    "copecart": "CopeCart",
    "stripe": "Stripe",
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
}
"""Platforms that are offered by name; a file may hold others, which are shown as well."""

NAMES = {
    **PLATFORMS,
    "jvzoo": "JVZoo",
    "warriorplus": "WarriorPlus",
    "buygoods": "BuyGoods",
    "nextcommerce": "NextCommerce",
    "any_platform": N_("Any other platform"),
}
"""What platforms are called; message ids."""


class PlatformNumbers(Section):
    """A field for each platform; the numbers of single languages unfold below."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Numbers on platforms"))
        self.fields: dict[tuple[str, str], TextField] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.each = button(_("Numbers for each language…"), self._show_each, "link")
        self.put(self._list, self.each)
        self._each_language = False

    def refresh(self) -> None:
        product = self.session.funnel.products.get(self.session.focus.product)
        if product is None:
            return
        tags = [language.tag for language in self.session.funnel.languages]
        for platform in dict.fromkeys((*PLATFORMS, *product.ids)):
            numbers = product.ids.get(platform, {})
            for tag in (EVERY_LANGUAGE, *tags):
                if tag == EVERY_LANGUAGE or self._each_language or tag in numbers:
                    self._field(platform, tag)
        for (platform, tag), field in self.fields.items():
            number = product.ids.get(platform, {}).get(tag, "")
            field.show_value(number)
            field.setVisible(tag == EVERY_LANGUAGE or bool(number) or (self._each_language and tag in tags))

    def _field(self, platform: str, tag: str) -> TextField:
        if (platform, tag) not in self.fields:
            words = _(NAMES.get(platform, platform))
            if tag != EVERY_LANGUAGE:
                words = f"{words} · {language_label(self.session.funnel, tag)}"
            field = TextField(words)
            field.edited.connect(lambda typed: self._set(field, platform, tag, typed))
            field.left.connect(self.leave)
            self.fields[(platform, tag)] = field
            self._list.addWidget(field)
        return self.fields[(platform, tag)]

    def _set(self, field: TextField, platform: str, tag: str, typed: str) -> None:
        language = "" if tag == EVERY_LANGUAGE else tag
        self.attempt(
            field, _("Set number"), set_platform_id, self.session.focus.product, platform, typed, language
        )

    def _show_each(self) -> None:
        self._each_language = not self._each_language
        self.refresh()
