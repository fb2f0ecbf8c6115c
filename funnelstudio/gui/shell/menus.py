"""Builds Qt's actions and menus from the action table and keeps them in step with the session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.actions import ACTIONS, MENUS, Action, action_words, is_enabled
from funnelstudio.gui.context import Context
from funnelstudio.i18n import _

FillMenu = Callable[[QMenu], None]


class Actions(QObject):
    """Qt's actions for one window, by the id of their record."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._made: dict[str, QAction] = {}
        for record in ACTIONS:
            self._add(record)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        session = context.session
        session.focused.connect(self.refresh_soon)
        session.changed.connect(self.refresh_soon)
        session.undo_stack.indexChanged.connect(self.refresh_soon)
        session.path_changed.connect(self.refresh_soon)
        theme.signals.changed.connect(self._draw_icons)
        self.refresh()

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def is_possible(self, record: Action) -> bool:
        """Whether an action can be done now."""
        return is_enabled(record, self._context)

    def trigger(self, action_id: str) -> bool:
        """Do the action now if it can be done; says whether it could."""
        record = next(record for record in ACTIONS if record.id == action_id)
        if not is_enabled(record, self._context):
            return False
        record.run(self._context)
        return True

    def refresh_soon(self, _payload: object = None) -> None:
        self._soon.start()

    def refresh(self) -> None:
        """Bring words, ticks and what can be done up to date."""
        for record in ACTIONS:
            made = self._made[record.id]
            made.setEnabled(is_enabled(record, self._context))
            if record.words is not None:
                made.setText(_escaped(action_words(record, self._context)))
            if record.checked is not None:
                made.setChecked(record.checked(self._context))

    def menu(self, menu_id: str, title: str, parent: QWidget, extra: FillMenu | None = None) -> QMenu:
        """A new menu with the actions of `menu_id`; `extra` may add to it."""
        made = QMenu(title, parent)
        for record in ACTIONS:
            if record.menu != menu_id:
                continue
            if record.line:
                made.addSeparator()
            made.addAction(self._made[record.id])
            if extra is not None and record.id == "open":
                extra(made)
        made.aboutToShow.connect(self.refresh)
        return made

    def _add(self, record: Action) -> None:
        made = QAction(_escaped(action_words(record, self._context)), self)
        made.setShortcuts([QKeySequence(keys) for keys in record.shortcut])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setMenuRole(QAction.MenuRole.NoRole)
        if record.checked is not None:
            made.setCheckable(True)
        made.triggered.connect(lambda _checked=False: self._run(record))
        self._made[record.id] = made
        self._window.addAction(made)

    def _run(self, record: Action) -> None:
        if is_enabled(record, self._context):
            record.run(self._context)
        self.refresh_soon()

    def _draw_icons(self) -> None:
        for record in ACTIONS:
            if record.icon and not self._made[record.id].icon().isNull():
                self._made[record.id].setIcon(theme.icon(record.icon))

    def draw_icons(self) -> None:
        """Give the actions their icons; when a menu is first wanted, so that the start need not wait."""
        for record in ACTIONS:
            if record.icon and record.checked is None and self._made[record.id].icon().isNull():
                self._made[record.id].setIcon(theme.icon(record.icon))


def _escaped(words: str) -> str:
    return words.replace("&", "&&")


def fill_menu_bar(bar: QMenuBar, actions: Actions, extra: FillMenu) -> None:
    """Fill a menu bar with all menus."""
    for menu_id, label in MENUS:
        made = actions.menu(menu_id, _(label), bar, extra if menu_id == "file" else None)
        made.aboutToShow.connect(actions.draw_icons)
        bar.addMenu(made)


def whole_menu(parent: QWidget, actions: Actions, extra: FillMenu) -> QMenu:
    """One menu that holds all menus, for the menu button."""
    actions.draw_icons()
    whole = QMenu(parent)
    for menu_id, label in MENUS:
        whole.addMenu(actions.menu(menu_id, _(label), whole, extra if menu_id == "file" else None))
    return whole
