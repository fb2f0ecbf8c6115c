"""The pages and languages at the left of the Write workspace, as item models over the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from funnelstudio.gui import theme
from funnelstudio.gui.names import language_label
from funnelstudio.gui.problem_places import worst
from funnelstudio.gui.session import Session
from funnelstudio.gui.write.rows import COUNT_ROLE, KEY_ROLE, MARK_ROLE, SHARE_ROLE
from funnelstudio.gui.write.tallies import Tallies, Tally
from funnelstudio.i18n import _
from funnelstudio.model.fields import PRODUCT_PLACE, SHARED
from funnelstudio.model.funnel import source_tag
from funnelstudio.model.texts import place_name

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class _Rows(QAbstractListModel):
    """Rows with a key each; the words are worked out when a row is painted."""

    def __init__(self, session: Session, tallies: Tallies, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.tallies = tallies
        self.keys: tuple[str, ...] = ()
        self._answers: dict[int, Callable[[str], object]] = {
            KEY_ROLE: str,
            int(Qt.ItemDataRole.DisplayRole): self.name,
            int(Qt.ItemDataRole.ToolTipRole): self.name,
            int(Qt.ItemDataRole.AccessibleTextRole): self.spoken,
            COUNT_ROLE: self.count,
            MARK_ROLE: self.mark,
            SHARE_ROLE: self.share,
            int(Qt.ItemDataRole.DecorationRole): self.icon,
        }

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """Show these rows; the view keeps its place where they are the same."""
        if keys != self.keys:
            self.beginResetModel()
            self.keys = keys
            self.endResetModel()

    def index_of(self, key: str) -> QModelIndex:
        """The row of a key, an invalid index where there is none."""
        return self.index(self.keys.index(key)) if key in self.keys else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.keys):
            return None
        key = self.keys[index.row()]
        made = self._answers.get(role)
        return made(key) if made is not None else None

    def share(self, key: str) -> float | None:
        """How much of a row is done, 0 to 1; None shows no bar."""
        tally = self.tally(key)
        return None if tally is None else (tally[0] / tally[1] if tally[1] else 1.0)

    def name(self, key: str) -> str:
        """What a row is called."""
        raise NotImplementedError

    def tally(self, key: str) -> Tally | None:
        """Texts done and needed; None shows no bar."""
        raise NotImplementedError

    def icon(self, _key: str) -> QIcon | None:
        """A small icon before the name."""
        return None

    def mark(self, _key: str) -> str:
        """The worst severity of what is wrong with a row."""
        return ""

    def spoken(self, key: str) -> str:
        """What a screen reader says of a row."""
        words = {"error": _("has errors"), "warning": _("has warnings")}.get(self.mark(key), "")
        return ", ".join(part for part in (self.name(key), self.count(key), words) if part)

    def count(self, key: str) -> str:
        """The words at the end of a row."""
        raise NotImplementedError


class Pages(_Rows):
    """Every page of the funnel, counted in the language of the focus; narrowed by what is typed."""

    typed = ""

    def follow(self) -> None:
        """Show the funnel's present pages."""
        typed = self.typed.strip().casefold()
        shown = self.tallies.places
        if typed:
            shown = tuple(place for place in shown if typed in self.name(place).casefold())
        self.show_keys(shown)

    def name(self, key: str) -> str:
        return place_name(self.session.funnel, key)

    def icon(self, key: str) -> QIcon | None:
        """Products and other texts that are no page of their own are told by an icon."""
        if key in self.session.funnel.steps:
            return None
        name = "package" if key.startswith(PRODUCT_PLACE) else "globe" if key == SHARED else "repeat"
        return theme.icon(name, size=14)

    def mark(self, key: str) -> str:
        return worst(self.session.problems, key, self.session.focus.language)

    def tally(self, key: str) -> Tally | None:
        return self.tallies.of(self.session.focus.language, key)

    def count(self, key: str) -> str:
        done, wanted = self.tallies.of(self.session.focus.language, key)
        return f"{done} / {wanted}"


class Languages(_Rows):
    """The funnel's languages, each with the share of its texts that is written."""

    def follow(self) -> None:
        """Show the funnel's present languages."""
        self.show_keys(tuple(language.tag for language in self.session.funnel.languages))

    def name(self, key: str) -> str:
        return language_label(self.session.funnel, key)

    def tally(self, key: str) -> Tally | None:
        return None if key == source_tag(self.session.funnel) else self.tallies.total(key) or (0, 1)

    def count(self, key: str) -> str:
        if key == source_tag(self.session.funnel):
            return _("source")
        total = self.tallies.total(key)
        if total is None:
            return "…"
        done, wanted = total
        # Rounded down: 100% is said of a finished language only.
        return f"{done * 100 // wanted if wanted else 100}%"
