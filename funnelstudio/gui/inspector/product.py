"""The inspector's part for a product: what is sold, for how much, by whom, under which numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from funnelstudio.errors import UserError
from funnelstudio.gui import pictures
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import ChoiceField, Field, SwitchField, TextField
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.controls.picture import PictureField
from funnelstudio.gui.inspector.history_section import HistorySection
from funnelstudio.gui.inspector.labels import PRODUCT_KINDS, translated
from funnelstudio.gui.inspector.plan_changes import typed_tags
from funnelstudio.gui.inspector.platforms import PlatformNumbers
from funnelstudio.gui.inspector.prices import PriceFields
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import products as edits
from funnelstudio.model.focus import Focus

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


class ProductSection(Section):
    """Everything of the product where the focus is."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Product"))
        self.name = TextField(_("Internal name"))
        self.name.edited.connect(lambda typed: self._set(self.name, _("Rename product"), name=typed))
        self.kind = ChoiceField(_("Kind"), translated(PRODUCT_KINDS))
        self.kind.chosen.connect(lambda value: self._set(None, _("Change product"), kind=value))
        self.prices = PriceFields(_("Price"), self._set_price, self.leave)
        self.history = HistorySection(session)
        self.history.unfolded.connect(self.unfolded)
        self.unfoldable = self.history.unfoldable
        self.units = NumberField(_("Units in one"), 1, edits.MOST_UNITS)
        self.units.edited.connect(lambda n: self._set(self.units, _("Change product"), units=n))
        self.tags = TextField(_("Tags"), _("main, offer"))
        self.tags.edited.connect(lambda typed: self._set(self.tags, _("Change tags"), tags=typed_tags(typed)))
        self.withdrawal = SwitchField(_("The buyer may withdraw"))
        self.withdrawal.switched.connect(lambda on: self._set(None, _("Change product"), withdrawal=on))
        self.vendor = TextField(_("Partner"), _("Your own product"))
        self.vendor.edited.connect(lambda typed: self._set(self.vendor, _("Change partner"), vendor=typed))
        self.commission = TextField(_("Commission, %"), whole=True)
        self.commission.edited.connect(
            lambda typed: self._set(self.commission, _("Change commission"), commission=typed)
        )
        self.picture = PictureField(_("Picture"), focus=True)
        self.picture.focus.chosen.connect(self._set_focus)
        self.picture.focus.finished.connect(session.close_step)
        self.picture.file_chosen.connect(self._add_picture)
        self.picture.removed.connect(lambda: self._set(None, _("Remove picture"), picture=""))
        self._numbers_place = QVBoxLayout()
        self.numbers = PlatformNumbers(session)
        self.remove_button = button(_("Remove the product"), self._remove, "danger", "trash-2", "error")
        self.put(self.name, row(self.kind, self.units), self.prices, self.history)
        self.put(self.tags, self.withdrawal)
        self.put(row(self.vendor, self.commission), self.picture, self.numbers, self.remove_button)
        for field in (self.units, self.vendor, self.commission):
            field.left.connect(self.leave)

    @property
    def product_id(self) -> str:
        return self.session.focus.product

    def refresh(self) -> None:
        product = self.session.funnel.products.get(self.product_id)
        if product is None:
            return
        self.name.show_value(product.name)
        self.kind.show_value(product.kind)
        self.prices.show_price(self.session.funnel, product.price)
        self.history.refresh()
        self.units.show_value(product.units)
        self.tags.show_value(", ".join(product.tags))
        self.withdrawal.show_value(product.withdrawal)
        self.vendor.show_value(product.vendor)
        self.commission.show_value(product.commission)
        self.commission.setVisible(bool(product.vendor))
        self.picture.focus.show_shapes(pictures.shapes("card", self.session.funnel.brand.theme))
        path = pictures.path_of(self.session, product.picture)
        self.picture.show_picture(path, product.picture, product.picture_focus)
        self.numbers.refresh()

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        if problem.field == "price":
            return self.prices.field_for(self.session.funnel, problem)
        if problem.field in ("strike", "price_history"):
            return self.history.field_for(problem, unfold=unfold)
        fields: dict[str, Field] = {"kind": self.kind, "units": self.units, "tags": self.tags}
        return fields.get(problem.field)

    def _set(self, field: Field | None, words: str, **values: object) -> None:
        self.attempt(field, words, edits.set_product, self.product_id, **values)

    def _set_price(self, field: TextField, currency: str, typed: str) -> None:
        self.attempt(field, _("Set price"), edits.set_product_price, self.product_id, currency, typed)

    def _set_focus(self, focus: Focus) -> None:
        after = edits.set_product(self.session.funnel, self.product_id, picture_focus=focus)
        self.session.apply(_("Move the picture's focus"), after, f"focus {self.product_id}")

    def _add_picture(self, source: Path) -> None:
        try:
            name = pictures.add(self.session, source)
        except UserError as error:
            self.picture.show_fault(str(error))
        else:
            self._set(None, _("Set picture"), picture=name)

    def _remove(self) -> None:
        if self.attempt(None, _("Remove product"), edits.remove_product, self.product_id):
            self.session.go(product="")
