"""A field for a picture: shows it, takes a dropped file, and asks for one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImageReader,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button, icon_button
from funnelstudio.gui.controls.words import ElidedLabel, label
from funnelstudio.i18n import _

PATTERNS = "*.png *.jpg *.jpeg *.webp *.avif *.gif *.svg"
_SUFFIXES = tuple(pattern.lstrip("*") for pattern in PATTERNS.split())
_LARGEST = QSize(1200, 1200)


class PictureField(QWidget):
    """Emits the path of a chosen file, or asks for the picture to be taken away."""

    file_chosen = Signal(object)
    removed = Signal()

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._shown: Path | None = None
        self.thumbnail = Thumbnail()
        self.name = ElidedLabel("", "caption")
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        self.choose_button = button(_("Choose…"), self._ask)
        self.remove_button = icon_button("trash-2", _("Remove the picture"), self.removed.emit)
        buttons = row(self.choose_button, self.remove_button, None, spacing=4)
        side = column(self.name, buttons, None, spacing=4)
        line = row(self.thumbnail, side, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(column(label(caption, "caption"), line, self.fault, spacing=4))

    def show_picture(self, path: Path | None, name: str) -> None:
        """Show the picture at `path`; `name` without a file is a picture that is missing."""
        self.remove_button.setVisible(bool(name))
        self.show_fault(_("The picture is missing.") if name and path is None else "")
        self.name.show_words("" if name else _("Drop a picture here"))
        if path != self._shown:
            self._shown = path
            self.thumbnail.show_file(path)

    def show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _picture_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _picture_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    def _ask(self) -> None:
        filters = _("Pictures ({patterns})").format(patterns=PATTERNS)
        name, _filter = QFileDialog.getOpenFileName(self.window(), _("Choose a picture"), "", filters)
        if name:
            self.file_chosen.emit(Path(name))


class Thumbnail(QWidget):
    """A picture cut to a small rounded rectangle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(84, 62)
        self._image = QPixmap()
        theme.signals.changed.connect(self.update)

    def show_file(self, path: Path | None) -> None:
        self._image = read_picture(path, self.size() * 2) if path is not None else QPixmap()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(area, 8, 8)
        painter.fillPath(outline, QColor(theme.palette().field))
        if not self._image.isNull():
            painter.setClipPath(outline)
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawPixmap(place, self._image, QRectF(self._image.rect()))
            painter.setClipping(False)
        painter.setPen(QColor(theme.palette().line))
        painter.drawPath(outline)


def read_picture(path: Path, room: QSize) -> QPixmap:
    """The picture at `path`, no larger than it must be to cover `room`; empty where it can't be read."""
    # From bytes: an SVG that is read by path may draw other files of the user's.
    held = QBuffer()
    try:
        held.setData(path.read_bytes())
    except OSError:
        return QPixmap()
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(
            size.scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding).boundedTo(_LARGEST)
        )
    return QPixmap.fromImage(reader.read())


def _picture_in(event: QDragEnterEvent | QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile() and url.toLocalFile().lower().endswith(_SUFFIXES):
            return Path(url.toLocalFile())
    return None
