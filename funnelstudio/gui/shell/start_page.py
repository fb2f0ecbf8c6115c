"""The empty window: begin with a sample, an empty funnel, a file, or what was open lately."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from funnelstudio.gui import jobs, theme
from funnelstudio.gui.controls.boxes import column, empty, row, scrolling
from funnelstudio.gui.controls.buttons import button
from funnelstudio.gui.controls.words import ElidedLabel, IconLabel, label, set_state
from funnelstudio.gui.recent import recent
from funnelstudio.gui.shell.top_bar import Logo
from funnelstudio.i18n import _

if TYPE_CHECKING:
    from funnelstudio.gui.shell.tree_picture import SmallTree
    from funnelstudio.storage.recovery import Recovery
    from funnelstudio.storage.samples import Sample

PAGE_WIDTH = 1040
COLUMNS = 4
MOST_RECENT = 6


class TreePicture(QWidget):
    """A funnel's tree in the size of a thumbnail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(108)
        self._tree: SmallTree | None = None
        theme.signals.changed.connect(self.update)

    def show_tree(self, tree: SmallTree) -> None:
        self._tree = tree
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.field))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self._tree is None:
            return
        area = QRectF(self.rect()).adjusted(16, 14, -16, -14)
        for wire in self._tree.wires:
            colour = colours.accepted if wire.accepted else colours.declined
            painter.setPen(QPen(QColor(colour), 1.4))
            painter.drawPath(wire.path(area))
        painter.setPen(Qt.PenStyle.NoPen)
        for block in self._tree.blocks:
            painter.setBrush(QColor(theme.kind_colour(block.kind)))
            place = block.place(area)
            radius = place.height() / 2 if block.kind == "ending" else 3
            painter.drawRoundedRect(place, radius, radius)


class SampleCard(QFrame):
    """One sample: its tree, title and description; a click or Enter begins with it."""

    chosen = Signal(str)

    def __init__(self, sample: Sample, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sample = sample
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(sample.title)
        self.setAccessibleDescription(sample.description)
        self.picture = TreePicture()
        words = label(sample.description, "caption", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        words.setMinimumHeight(words.fontMetrics().lineSpacing() * 3)
        self.setLayout(
            column(
                self.picture,
                4,
                label(sample.title, "title"),
                words,
                None,
                spacing=4,
                margins=(10, 10, 10, 12),
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.sample.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.sample.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        set_state(self, "selected")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        set_state(self, "")
        super().focusOutEvent(event)


class StartPage(QWidget):
    """What an empty window offers; says what was chosen by its signals."""

    sample_chosen = Signal(str)
    file_chosen = Signal(object)
    recovery_chosen = Signal(object)

    def __init__(
        self, new: Callable[[], object], ask_open: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "window")
        self.cards: list[SampleCard] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        for number in range(COLUMNS):
            self._grid.setColumnStretch(number, 1)
        self._recent = QVBoxLayout()
        self._recovered = QVBoxLayout()
        self._looking: jobs.Job[tuple[Recovery, ...]] | None = None
        self.new_button = button(_("New empty funnel"), new, "primary", "plus")
        self.open_button = button(_("Open a file…"), ask_open, "", "folder-open")
        hero = label(_("Draw the offers. Write the words. Export the pages."), "hero", wrap=True)
        lead = label(
            _("Begin with a finished funnel and change what you like, or with an empty one."), "secondary"
        )
        content = QWidget()
        content.setMaximumWidth(PAGE_WIDTH)
        content.setLayout(
            column(
                row(Logo(40), None),
                8,
                hero,
                lead,
                12,
                row(self.new_button, self.open_button, None, spacing=10),
                self._recovered,
                28,
                label(_("Begin with a sample"), "section"),
                self._grid,
                24,
                self._recent,
                None,
                spacing=8,
                margins=(32, 48, 32, 32),
            )
        )
        middle = QWidget()
        middle.setProperty("role", "window")
        centred = row(None, content, None)
        centred.setStretch(1, 100)
        middle.setLayout(centred)
        area = scrolling(middle)
        self.setLayout(column(area))
        self._filled = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_recent()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._filled:
            # Reading the samples and what crashes left takes longer than the first paint should.
            self._filled = True
            QTimer.singleShot(0, self, self._fill)

    def _show_recent(self) -> None:
        empty(self._recent)
        paths = recent()[:MOST_RECENT]
        if not paths:
            return
        self._recent.addWidget(label(_("Open again"), "section"))
        for path in paths:
            self._recent.addWidget(RecentRow(path, self.file_chosen.emit))

    def _fill(self) -> None:
        self._fill_samples()
        self._look_for_recoveries()

    def _look_for_recoveries(self) -> None:
        from funnelstudio.storage.recovery import list_recoveries

        if self._looking is None or self._looking.is_cancelled:
            self._looking = jobs.run(lambda _progress: list_recoveries(), self._show_recoveries)

    def _show_recoveries(self, found: tuple[Recovery, ...]) -> None:
        self._looking = None
        empty(self._recovered)
        if not found:
            return
        self._recovered.addSpacing(28)
        self._recovered.addWidget(label(_("Unsaved work that was found"), "section"))
        for recovery in found:
            self._recovered.addWidget(RecoveryRow(recovery, self.recovery_chosen.emit, self._discard))

    def _discard(self, recovery: Recovery) -> None:
        from funnelstudio.storage.recovery import discard

        jobs.run(lambda _progress: discard(recovery), lambda _result: self._look_for_recoveries())

    def _fill_samples(self) -> None:
        from funnelstudio.gui.shell.tree_picture import small_tree
        from funnelstudio.storage.samples import list_samples

        for number, sample in enumerate(list_samples()):
            card = SampleCard(sample)
            card.chosen.connect(self.sample_chosen)
            self.cards.append(card)
            card.picture.show_tree(small_tree(sample.path))
            self._grid.addWidget(card, number // COLUMNS, number % COLUMNS)


class RecentRow(QFrame):
    """A file that was open lately: its name and folder in one line."""

    def __init__(self, path: Path, choose: Callable[[Path], object]) -> None:
        super().__init__()
        name = button(path.stem, lambda: choose(path), "link", "file-text")
        folder = ElidedLabel(str(path.parent), "caption")
        self.setLayout(row(name, folder, spacing=12))


class RecoveryRow(QFrame):
    """Work that a crash left behind: open it, or say that it is not wanted."""

    def __init__(
        self, found: Recovery, choose: Callable[[Recovery], object], give_up: Callable[[Recovery], object]
    ) -> None:
        super().__init__()
        self.setProperty("role", "box")
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(round(found.changed)), QLocale.FormatType.ShortFormat
        )
        title = label(found.title or _("Untitled"), "strong")
        told = (
            when if found.fits else _("{when}; opens as a copy, since the file has changed").format(when=when)
        )
        told_label = ElidedLabel(told, "caption")
        content = row(
            IconLabel("history", "warning"),
            title,
            told_label,
            button(_("Open"), lambda: choose(found)),
            button(_("Discard"), lambda: give_up(found), "quiet"),
            spacing=10,
            margins=(12, 6, 8, 6),
        )
        content.setStretch(2, 1)
        self.setLayout(content)
