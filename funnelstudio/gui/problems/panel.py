"""The problems panel: worst first, each with its place, and a button that fixes it or leads there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QWidget

from funnelstudio.checks.problem import Problem
from funnelstudio.errors import UserError
from funnelstudio.gui import going, settings
from funnelstudio.gui.controls.boxes import column
from funnelstudio.gui.problems.aside import AsideForm
from funnelstudio.gui.problems.details import Details, fixable
from funnelstudio.gui.problems.fixing import FixAll
from funnelstudio.gui.problems.head import HEIGHT, Head
from funnelstudio.gui.problems.list import ProblemModel, ProblemView
from funnelstudio.gui.problems.paint import ENTRY_ROLE, ROW_HEIGHT
from funnelstudio.gui.problems.rows import Entry
from funnelstudio.gui.problems.words import button_words, may_be_set_aside
from funnelstudio.gui.session import Message, Session
from funnelstudio.i18n import _
from funnelstudio.model.edits.waivers import add_words, remove_waiver

_NO_LIMIT = 16_777_215
"""Qt's own for a height that nothing bounds."""
_LEAST = 124


class ProblemsPanel(QFrame):
    """All problems of the funnel; one line high where there is nothing to mend."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "panel")
        self.head = Head()
        self.model = ProblemModel(session, self)
        hands = {
            "show": lambda entry: going.show(session, entry.problem),
            "go": lambda entry: going.lead(session, entry.problem),
            "act": self.act,
            "menu": self.open_menu,
            "fix_all": self.fix_all,
            "set_aside": self.set_aside,
        }
        self.view = ProblemView(session, hands)
        self.view.setModel(self.model)
        self.view.setMinimumHeight(ROW_HEIGHT)
        self.details = Details(session)
        self.aside = AsideForm(session)
        self.fixing = FixAll(session)
        layout = column(self.head, self.view, self.details, self.aside, self.fixing, spacing=0)
        layout.setStretchFactor(self.view, 1)
        self.setLayout(layout)
        self._connect()
        self._list_wanted()

    def _connect(self) -> None:
        self.head.changed.connect(self._list_wanted)
        self.head.waived_chosen.connect(self._list_waived)
        self.details.fix_all_wanted.connect(lambda: self._with_current(self.fix_all))
        self.details.accept_wanted.connect(lambda: self._with_current(partial(_accept_words, self._session)))
        self.details.set_aside_wanted.connect(lambda: self._with_current(self.set_aside))
        self.view.selectionModel().currentChanged.connect(self._show_details)
        for form in (self.aside, self.fixing):
            form.closed.connect(self._close_forms)
        self._session.checked.connect(self.refresh)
        self._session.pointed.connect(self._show_pointed)

    def current(self) -> Entry | None:
        """What is chosen in the list."""
        found = self.view.currentIndex().data(ENTRY_ROLE)
        return found if isinstance(found, Entry) else None

    def refresh(self, _problems: object = None) -> None:
        """Show what the checks found last; the list stays where it is."""
        session, before = self._session, self.view.currentIndex()
        kept, row, scrolled = self.current(), before.row(), self.view.verticalScrollBar().value()
        self.head.show_counts(session.problems, len(session.waived))
        if self.model.refresh() and row >= 0:
            index = self.model.index_of(kept.problem) if kept is not None else self.model.near(row)
            self.view.setCurrentIndex(index if index.isValid() else self.model.near(row))
            self.view.verticalScrollBar().setValue(scrolled)
            if self.view.hasFocus():
                self.view.scrollTo(self.view.currentIndex())
        self._show_details()
        self._fit()

    def act(self, entry: Entry) -> None:
        """Fix the problem as one undo step, or lead to where it is mended; take back what was set aside."""
        session, problem = self._session, entry.problem
        if entry.waiver is not None:
            session.edit(_("Take back"), remove_waiver, entry.waiver)
        elif problem.fix is None:
            going.lead(session, problem)
        else:
            try:
                after = problem.fix.apply(session.funnel)
            except UserError as error:
                session.told.emit(Message(error.message, error.hint, "warning"))
            else:
                session.apply(problem.fix.label, after)

    def fix_all(self, entry: Entry) -> None:
        """Show what fixing all problems of this kind would change, and offer it."""
        if entry.waiver is None and fixable(self._session, entry.problem.id):
            self._open(self.fixing, entry.problem)

    def set_aside(self, entry: Entry) -> None:
        """Ask for a reason and set the problem aside."""
        if entry.waiver is None and may_be_set_aside(self._session.funnel, entry.problem):
            self._open(self.aside, entry.problem)

    def open_menu(self, entry: Entry) -> None:
        """All that can be done with a problem, with its keys."""
        menu = self.menu_of(entry)
        area = self.view.visualRect(self.view.currentIndex())
        menu.popup(self.view.viewport().mapToGlobal(area.bottomLeft()))

    def menu_of(self, entry: Entry) -> QMenu:
        """The menu of a problem."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        words = self.view.button_words(entry)
        go = menu.addAction(_("Go there"), lambda: going.lead(self._session, entry.problem))
        go.setShortcut(QKeySequence("Return"))
        if words and (entry.problem.fix is not None or entry.waiver is not None):
            menu.addAction(words, lambda: self.act(entry)).setShortcut(QKeySequence("Space"))
        count = fixable(self._session, entry.problem.id)
        if entry.waiver is None and count > 1:
            all_of_it = menu.addAction(self.details.fix_all.text(), lambda: self.fix_all(entry))
            all_of_it.setShortcut(QKeySequence("Ctrl+Shift+Return"))
        if entry.waiver is None and button_words(self._session.funnel, entry.problem):
            menu.addAction(_("Accept these words"), partial(_accept_words, self._session, entry))
        wordings = going.about_wordings(entry.problem)
        if wordings is not None:
            menu.addAction(_("Wordings of the checks"), lambda: going.lead(self._session, wordings))
        if entry.waiver is None and may_be_set_aside(self._session.funnel, entry.problem):
            aside = menu.addAction(_("Set aside…"), lambda: self.set_aside(entry))
            aside.setShortcut(QKeySequence("Del"))
        return menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.near(0))
        self.view.setFocus()

    def _with_current(self, hand: Callable[[Entry], object]) -> None:
        entry = self.current()
        if entry is not None:
            hand(entry)

    def _list_wanted(self) -> None:
        self.model.wanted = self.head.wanted()
        self.view.show_grouping(self.model.wanted.by)
        self.refresh()

    def _list_waived(self, shown: bool) -> None:
        self.model.shows_waived = shown
        self.refresh()

    def _show_pointed(self, problem: Problem) -> None:
        index = self.model.index_of(problem)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _show_details(self, _current: object = None, _before: object = None) -> None:
        is_asking = not self.aside.isHidden() or not self.fixing.isHidden()
        self.details.show_entry(None if is_asking else self.current())

    def _open(self, form: AsideForm | FixAll, about: Problem) -> None:
        for other in (self.aside, self.fixing, self.details):
            other.hide()
        form.open_for(about)
        self._fit()

    def _close_forms(self) -> None:
        self.aside.hide()
        self.fixing.hide()
        self._show_details()
        self._fit()
        self._take_keyboard()

    def _fit(self) -> None:
        """One line where nothing is listed; else as high as the user left it."""
        is_listing = self.model.rowCount() > 0
        was_small = self.maximumHeight() == HEIGHT
        self.view.setVisible(is_listing)
        asked = sum(form.sizeHint().height() for form in (self.aside, self.fixing) if not form.isHidden())
        self.setMinimumHeight(max(_LEAST, HEIGHT + ROW_HEIGHT + asked) if is_listing else HEIGHT)
        self.setMaximumHeight(_NO_LIMIT if is_listing else HEIGHT)
        if is_listing == was_small:
            QTimer.singleShot(0, self, self._take_room)

    def _take_room(self) -> None:
        splitter = self.parentWidget()
        if isinstance(splitter, QSplitter):
            usual = settings.read(settings.SIZES).get("problems", settings.PROBLEMS_HEIGHT)
            height = usual if self.maximumHeight() > HEIGHT else HEIGHT
            splitter.setSizes([max(300, splitter.height() - height), height])


def _accept_words(session: Session, entry: Entry) -> None:
    """Put the words of a button on the funnel's own list of accepted ones."""
    problem = entry.problem
    words = button_words(session.funnel, problem)
    if words:
        session.edit(_("Accept these words"), add_words, "accepted", problem.language, words)
