"""The inspector's part below a product's price: its history, and a way to note one that has changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.fields import Field
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.inspector.noted_price import product_of
from funnelstudio.gui.inspector.price_history import PriceHistory
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.names import all_prices
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import ledger as edits
from funnelstudio.model.products import unnoted

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem


class HistorySection(Section):
    """Below the price: offers to note one that has changed, and unfolds the history."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.unnoted = label("", "caption", wrap=True)
        self.note_button = button(_("Note it from today on"), self.note_present, "link")
        self.fold = Fold(lambda: PriceHistory(session))
        self.fold.toggled.connect(self.unfolded)
        self.unfoldable = {"price_history": self.fold}
        self.put(column(self.unnoted, row(self.note_button, None), spacing=0), self.fold)

    def refresh(self) -> None:
        product = product_of(self.session)
        if product is None:
            return
        missing = unnoted(product) if product.price_history or product.strike else {}
        amounts = all_prices(self.session.funnel, missing, self.session.focus.language)
        self.unnoted.setText(_("Not in the price history yet: {prices}").format(prices=amounts))
        self.unnoted.setVisible(bool(missing))
        self.note_button.setVisible(bool(missing))
        count = str(len(product.price_history) or "")
        self.fold.show_words(" · ".join(part for part in (_("Price history, former price"), count) if part))
        if isinstance(self.fold.body, Section):
            self.fold.body.refresh()

    def field_for(self, problem: Problem, *, unfold: bool = False) -> Field | Fold | None:
        if unfold and not self.fold.is_open:
            self.fold.unfold()
        body = self.fold.body
        return body.field_for(problem) if self.fold.is_open and isinstance(body, Section) else self.fold

    def note_present(self) -> None:
        """Note what the product costs now as what it costs from today on."""
        today = date.today().isoformat()
        self.attempt(None, _("Note a price"), edits.note_present, self.session.focus.product, today)
