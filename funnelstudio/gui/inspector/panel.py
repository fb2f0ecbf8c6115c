"""The inspector: shows the page that fits the focus and keeps it in step with the funnel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from funnelstudio.gui.controls.boxes import column, scrolling
from funnelstudio.gui.controls.fields import Field
from funnelstudio.gui.controls.fold import Fold
from funnelstudio.gui.controls.order import put_in_order
from funnelstudio.gui.inspector.brand import BrandSection
from funnelstudio.gui.inspector.checking import CheckingSection
from funnelstudio.gui.inspector.funnel_sections import AssumptionsSection, TitleSection
from funnelstudio.gui.inspector.languages import LanguagesSection
from funnelstudio.gui.inspector.notes import Notes, field_for
from funnelstudio.gui.inspector.options import OptionsSection
from funnelstudio.gui.inspector.outcomes import OutcomesSection
from funnelstudio.gui.inspector.plan_changes import PlanChangesSection
from funnelstudio.gui.inspector.product import ProductSection
from funnelstudio.gui.inspector.section import Section
from funnelstudio.gui.inspector.start_plan import StartPlanSection
from funnelstudio.gui.inspector.step_sections import IdentitySection, NoteSection, PageSection, SalesSection
from funnelstudio.gui.session import Session

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem

MakeSection = Callable[[Session], Section]

PAGES: dict[str, tuple[MakeSection, ...]] = {
    "step": (
        IdentitySection,
        StartPlanSection,
        OptionsSection,
        SalesSection,
        OutcomesSection,
        PageSection,
        NoteSection,
    ),
    "product": (ProductSection,),
    "funnel": (
        TitleSection,
        LanguagesSection,
        BrandSection,
        AssumptionsSection,
        PlanChangesSection,
        CheckingSection,
    ),
}


class Page(QFrame):
    """Sections below one another."""

    def __init__(self, session: Session, makers: tuple[MakeSection, ...]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.sections = [make(session) for make in makers]
        self._rows = column(*self.sections, None, spacing=14, margins=(14, 16, 14, 24))
        self.setLayout(self._rows)

    def refresh(self) -> None:
        for section in self.sections:
            section.refresh()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Prices, options and languages come and go: their order is asked for when it counts.
        put_in_order(self._rows)
        return super().focusNextPrevChild(forward)


class InspectorPanel(QFrame):
    """Every field of what is selected: a step, a product, or the funnel itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "panel")
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack))
        self.pages: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._shown_for: tuple[str, str, str] = ("", "", "")
        self._is_stale = True
        self._notes = Notes(session)
        session.checked.connect(self._show_notes)
        session.pointed.connect(self._reveal)
        session.changed.connect(self._follow)
        session.focused.connect(self._follow)
        self.refresh()

    def shown_page(self) -> str:
        """Which page fits the focus: "step", "product" or "funnel"."""
        focus, funnel = self._session.focus, self._session.funnel
        if focus.product in funnel.products and focus.product:
            return "product"
        return "step" if focus.step in funnel.steps else "funnel"

    def section(self, kind: type[Section]) -> Section:
        """The section of this class on the page that is shown."""
        return next(part for part in self.pages[self.shown_page()].sections if isinstance(part, kind))

    def refresh(self) -> None:
        """Show what the focus is on."""
        self._is_stale = False
        name = self.shown_page()
        if name not in self.pages:
            self.pages[name] = Page(self._session, PAGES[name])
            for section in self.pages[name].sections:
                section.unfolded.connect(self._show_notes)
            self._areas[name] = scrolling(self.pages[name])
            self._stack.addWidget(self._areas[name])
        self._stack.setCurrentWidget(self._areas[name])
        focus = self._session.focus
        shown_for = (name, focus.step, focus.product)
        is_new = shown_for != self._shown_for
        if is_new:
            self._shown_for = shown_for
            self._areas[name].verticalScrollBar().setValue(0)
            for field in self.pages[name].findChildren(Field):
                field.reset()
        self.pages[name].refresh()
        self._show_notes()
        if name == "funnel" and focus.field == "languages":
            wanted = next(part for part in self.pages[name].sections if isinstance(part, LanguagesSection))
            self._areas[name].ensureWidgetVisible(wanted)
        if is_new and name == "product" and focus.field == "name":
            self._name_product()

    def unfold(self, name: str) -> None:
        """Unfold a part of the page that is shown, such as "words", and give it the keyboard."""
        page = self.shown_page()
        for section in self.pages[page].sections:
            fold = section.unfoldable.get(name)
            if fold is not None:
                fold.unfold()
                fold.header.setFocus(Qt.FocusReason.TabFocusReason)
                QTimer.singleShot(0, fold, partial(self._show_fold, page, fold))

    def _show_fold(self, page: str, fold: Fold) -> None:
        self._areas[page].ensureWidgetVisible(fold, 0, 0)
        self._areas[page].ensureWidgetVisible(fold.header, 0, 20)

    def _name_product(self) -> None:
        """Put the caret into the name of a product that has just been made."""
        section = self.section(ProductSection)
        if isinstance(section, ProductSection):
            section.name.line.setFocus()
            section.name.line.selectAll()

    def _show_notes(self, _payload: object = None) -> None:
        if self._is_stale:
            return
        name = self.shown_page()
        if name in self.pages:
            self._notes.show(name, self.pages[name].sections)

    def _reveal(self, problem: Problem) -> None:
        """Give the keyboard to the field where a problem is mended, unfolded and in sight."""
        if not self.isVisible():
            return
        name = self.shown_page()
        found = field_for(self.pages[name].sections, problem, unfold=True)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)
            # A form that was just unfolded has no place yet.
            QTimer.singleShot(0, found, partial(self._areas[name].ensureWidgetVisible, found, 0, 80))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _follow(self, _payload: object = None) -> None:
        # At once, not later: a field knows its own edit by its happening while it tells of it.
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True
