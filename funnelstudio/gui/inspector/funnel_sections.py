"""The inspector's parts for the funnel itself: title and the forecast's assumptions."""

from __future__ import annotations

from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.fields import TextField
from funnelstudio.gui.controls.numbers import NumberField
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
