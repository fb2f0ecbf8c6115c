"""What the canvas asks the user in place: which kind of step, which of the menu's entries, which name."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect

from funnelstudio.gui.canvas import commands
from funnelstudio.gui.canvas.hits import hit
from funnelstudio.gui.canvas.menus import context_menu, kinds_menu
from funnelstudio.gui.canvas.rename import NameEditor
from funnelstudio.gui.canvas.surface import Surface
from funnelstudio.i18n import _
from funnelstudio.model.cards import HEAD, PAD, ROW, row_middle
from funnelstudio.model.funnel import start_id
from funnelstudio.model.offers import option_of, outcomes


class Prompts:
    """Opens menus and the name editor over the surface."""

    def __init__(self, surface: Surface, editor: NameEditor) -> None:
        self._surface = surface
        self._editor = editor
        self._session = surface.session
        surface.kind_wanted.connect(self.ask_kind)
        surface.menu_wanted.connect(self.show_menu)
        surface.rename_wanted.connect(self.rename_at)

    def ask_kind(self, at: QPoint, step_id: str, outcome: str) -> None:
        """Ask what follows behind an outcome, at a place of the surface."""
        if self._session.read_only:
            return
        if outcome not in outcomes(self._session.funnel.steps[step_id]):
            return
        menu = kinds_menu(
            self._surface, lambda kind: commands.add_after(self._session, step_id, outcome, kind)
        )
        menu.popup(self._surface.mapToGlobal(at))
        menu.setActiveAction(menu.actions()[0])

    def ask_kind_at_step(self, step_id: str, outcome: str) -> None:
        """Ask what follows behind a step, beside its port; says so where there is no free outcome."""
        step = self._session.funnel.steps.get(step_id)
        if step is None or not outcomes(step):
            self._session.tell(_("Nothing can follow here."), _("Select an offer first."))
            return
        if not outcome:
            self._session.tell(
                _("Every answer of this step leads on already."),
                _("Select one of its rows to insert a step there, or drag a kind onto a wire."),
            )
            return
        self.ask_kind(self._beside(step_id, outcome), step_id, outcome)

    def _beside(self, step_id: str, outcome: str) -> QPoint:
        stage = self._surface.stage
        x, y, width, _height = stage.box_of(step_id) or (0.0, 0.0, 0.0, 0.0)
        rows = stage.scene.cards[step_id].rows
        row = next((i for i, shown in enumerate(rows) if shown.outcome == outcome), 0)
        left, top = stage.view.to_screen(x + width, y + row_middle(stage.scene.cards[step_id], row))
        area = self._surface.rect()
        return QPoint(min(max(0, round(left) + 12), area.width()), min(max(0, round(top)), area.height()))

    def show_menu(self, at: QPoint) -> None:
        """The menu of what lies under a place of the surface."""
        under = hit(self._surface.stage, at.x(), at.y())
        if under.step and under.step not in self._session.focus.selected:
            self._session.go(step=under.step, outcome=under.outcome)
        menu = context_menu(self._surface, self._session, under, self.rename)
        menu.popup(self._surface.mapToGlobal(at))

    def rename_at(self, at: QPoint) -> None:
        """Rename what was double-clicked: a step by its head, an option by its row; begin an empty funnel."""
        under = hit(self._surface.stage, at.x(), at.y())
        if self._session.read_only:
            return
        if not under.step and not start_id(self._session.funnel):
            commands.add_start(self._session)
        elif under.what == "chip":
            self._session.go(step=under.target, outcome="")
        elif under.what == "row" and self._rename_option(under.step, under.outcome):
            return
        elif under.on_card:
            self.rename(under.step)

    def rename(self, step_id: str) -> None:
        """Rename a step in place."""
        stage = self._surface.stage
        card = stage.scene.cards.get(step_id)
        if card is None or self._session.read_only:
            return
        self._surface.reveal_wanted.emit(step_id)
        height = card.height if card.is_pill else 28.0
        place = self._place(
            step_id, 0 if card.is_pill else 33.0, height, inset=-2 if card.is_pill else PAD - 7
        )
        name = self._session.funnel.steps[step_id].name
        self._editor.begin(
            place,
            name,
            "ending" if card.is_pill else "title",
            max(0.8, stage.view.scale),
            stage.look,
            lambda words: commands.rename(self._session, step_id, words),
        )

    def _rename_option(self, step_id: str, outcome: str) -> bool:
        """Rename an option in its row; False for an answer that has no name of its own."""
        step = self._session.funnel.steps[step_id]
        option = option_of(step, outcome)
        if option is None:
            return False
        row = outcomes(step).index(outcome)
        stage = self._surface.stage
        self._editor.begin(
            self._place(step_id, HEAD + ROW * row + 2, ROW - 3, inset=PAD - 7),
            option.name,
            "row",
            max(0.8, stage.view.scale),
            stage.look,
            lambda words: commands.rename_option(self._session, step_id, outcome, words),
        )
        return True

    def _place(self, step_id: str, top: float, height: float, inset: float) -> QRect:
        """Where a line of a card is on the surface, at least large enough to type in."""
        stage = self._surface.stage
        x, y, width, _height = stage.box_of(step_id) or (0.0, 0.0, 0.0, 0.0)
        left, above = stage.view.to_screen(x + inset, y + top)
        wide, tall = (width - 2 * inset) * stage.view.scale, height * stage.view.scale
        return QRect(round(left), round(above), max(140, round(wide)), max(26, round(tall)))
