"""The inspector's parts for the funnel itself: title, brand and the forecast's assumptions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QGridLayout

from funnelstudio.errors import UserError
from funnelstudio.gui import pictures
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.colour import ColourField
from funnelstudio.gui.controls.fields import ChoiceField, NumberField, TextField
from funnelstudio.gui.controls.picture import PictureField
from funnelstudio.gui.inspector.labels import FONTS, translated
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import document


class TitleSection(Section):
    """The funnel's title."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Funnel"))
        self.name = TextField(_("Title"), _("Untitled"))
        self.name.edited.connect(
            lambda typed: self.attempt(self.name, _("Change title"), document.set_title, typed)
        )
        self.put(self.name)

    def refresh(self) -> None:
        self.name.show_value(self.session.funnel.title)


class BrandSection(Section):
    """Name, colours, corners, font and logo of the pages."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Brand"))
        self.name = TextField(_("Name on the pages"))
        self.name.edited.connect(lambda typed: self._set(self.name, name=typed))
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
        self.font_family = ChoiceField(_("Font"), translated(FONTS))
        self.font_family.chosen.connect(lambda value: self._set(None, font=value))
        self.logo = PictureField(_("Logo"))
        self.logo.file_chosen.connect(self._add_logo)
        self.logo.removed.connect(lambda: self._set(None, logo=""))
        self.put(self.name, grid, row(self.radius, self.font_family), self.logo)
        self.radius.left.connect(self.leave)

    def refresh(self) -> None:
        brand = self.session.funnel.brand
        self.name.show_value(brand.name)
        for name, field in self.colours.items():
            field.show_value(getattr(brand, name))
        self.radius.show_value(brand.radius)
        self.font_family.show_value(brand.font)
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


class AssumptionsSection(Section):
    """What the forecast starts from."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Forecast"))
        self.orders = NumberField(_("Orders"), 1, document.MOST_ORDERS)
        self.orders.edited.connect(lambda n: self._set(self.orders, orders=n))
        self.months = NumberField(_("Months counted"), 1, document.MOST_MONTHS)
        self.months.edited.connect(lambda n: self._set(self.months, months=n))
        self.put(row(self.orders, self.months))
        for field in (self.orders, self.months):
            field.left.connect(self.leave)

    def refresh(self) -> None:
        self.orders.show_value(self.session.funnel.assumptions.orders)
        self.months.show_value(self.session.funnel.assumptions.months)

    def _set(self, field: NumberField, **values: object) -> None:
        self.attempt(field, _("Change assumptions"), document.set_assumptions, **values)
