"""The inspector's part for how the pages look: name, theme, colours, type, space and logo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QGridLayout

from funnelstudio.errors import UserError
from funnelstudio.export.colours import TEXT_CONTRAST, Seen, seen
from funnelstudio.gui import pictures
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.colour import ColourField
from funnelstudio.gui.controls.fields import ChoiceField, TextField
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.controls.picture import PictureField
from funnelstudio.gui.inspector.labels import FONTS, SCALES, SPACINGS, THEMES, translated
from funnelstudio.gui.inspector.page_themes import ThemeField
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import document


class BrandSection(Section):
    """Name, theme, colours, corners, font, size, space and logo of the pages."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Brand"))
        self.name = TextField(_("Name on the pages"))
        self.name.edited.connect(lambda typed: self._set(self.name, name=typed))
        self.page_theme = ThemeField(_("Theme"), translated(THEMES))
        self.page_theme.chosen.connect(lambda name: self._set(None, theme=name))
        self.colours = {
            "accent": ColourField(_("Buttons")),
            "background": ColourField(_("Background")),
            "ink": ColourField(_("Text")),
            "positive": ColourField(_("Savings")),
        }
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, (name, field) in enumerate(self.colours.items()):
            field.edited.connect(lambda typed, name=name, field=field: self._set_colour(name, field, typed))
            field.left.connect(self.leave)
            grid.addWidget(field, number // 2, number % 2)
        self.radius = NumberField(_("Corners"), 0, document.MOST_RADIUS, "px", _("Square"))
        self.radius.edited.connect(lambda pixels: self._set(self.radius, radius=pixels))
        self.radius.left.connect(self.leave)
        self.choices = {
            "font": ChoiceField(_("Font"), translated(FONTS)),
            "scale": ChoiceField(_("Type size"), translated(SCALES)),
            "spacing": ChoiceField(_("Spacing"), translated(SPACINGS)),
        }
        for name, choice in self.choices.items():
            choice.chosen.connect(lambda value, name=name: self._set(None, **{name: value}))
        self.logo = PictureField(_("Logo"))
        self.logo.file_chosen.connect(self._add_logo)
        self.logo.removed.connect(lambda: self._set(None, logo=""))
        sizes = row(self.choices["scale"], self.choices["spacing"])
        self.put(self.name, self.page_theme, grid, row(self.radius, self.choices["font"]), sizes, self.logo)

    def refresh(self) -> None:
        brand = self.session.funnel.brand
        self.name.show_value(brand.name)
        self.page_theme.show_brand(brand)
        for name, field in self.colours.items():
            field.show_value(getattr(brand, name))
            told = seen(brand, name)
            field.show_instead(told.instead, colour_words(name, told))
        self.radius.show_value(brand.radius)
        for name, choice in self.choices.items():
            choice.show_value(getattr(brand, name))
        self.logo.show_picture(pictures.path_of(self.session, brand.logo), brand.logo)

    def _set(self, field: TextField | NumberField | None, **values: object) -> None:
        self.attempt(field, _("Change brand"), document.set_brand, **values)

    def _set_colour(self, name: str, field: ColourField, typed: str) -> None:
        if self.attempt(field, _("Change colour"), document.set_brand, **{name: typed}):
            field.swatch.show_colour(getattr(self.session.funnel.brand, name))

    def _add_logo(self, source: Path) -> None:
        try:
            self._set(None, logo=pictures.add(self.session, source))
        except UserError as error:
            self.logo.show_fault(str(error))


def colour_words(name: str, told: Seen) -> str:
    """How a colour of the brand can be read on the pages, with the contrast that it has there."""
    ratio = f"{told.ratio:.1f}"
    if not told.instead:
        return _("Reads well, {ratio} to 1.").format(ratio=ratio)
    if told.ratio >= TEXT_CONTRAST:
        return _("Too close to some cards: texts get {colour}.").format(colour=told.instead.upper())
    if name == "background":
        return _("Text is hard to read on it, {ratio} to 1: it gets {colour}.").format(
            ratio=ratio, colour=told.instead.upper()
        )
    return _("Too weak for text, {ratio} to 1: texts get {colour}.").format(
        ratio=ratio, colour=told.instead.upper()
    )
