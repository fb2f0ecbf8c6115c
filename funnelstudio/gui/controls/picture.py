"""A field for a picture: shows it, takes a dropped file, asks for one, and for the point that matters."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QImageReader,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from funnelstudio.errors import BadInput
from funnelstudio.export.crops import crop_box
from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import button, icon_button
from funnelstudio.gui.controls.focus import FocusPicker
from funnelstudio.gui.controls.words import ElidedLabel, label
from funnelstudio.i18n import _
from funnelstudio.images.look import Look, look
from funnelstudio.model.focus import CENTRE, Focus

PATTERNS = "*.png *.jpg *.jpeg *.webp *.avif *.gif *.svg"
_SUFFIXES = tuple(pattern.lstrip("*") for pattern in PATTERNS.split())
_LARGEST = QSize(1200, 1200)
_WHOLE = QSize(560, 320)


class PictureField(QWidget):
    """Emits the path of a chosen file, or asks for the picture to be taken away.

    With a `focus`, the whole picture is shown below, to choose the point that stays in sight in every crop.
    """

    file_chosen = Signal(object)
    removed = Signal()

    def __init__(self, caption: str, parent: QWidget | None = None, *, focus: bool = False) -> None:
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
        self.focus = FocusPicker()
        self.focus.setVisible(False)
        self._has_focus = focus
        self.setLayout(column(label(caption, "caption"), line, self.focus, self.fault, spacing=4))

    def show_picture(self, path: Path | None, name: str, focus: Focus = CENTRE) -> None:
        """Show the picture at `path`; `name` without a file is a picture that is missing."""
        self.remove_button.setVisible(bool(name))
        self.show_fault(_("The picture is missing.") if name and path is None else "")
        self.name.show_words("" if name else _("Drop a picture here"))
        if path != self._shown:
            self._shown = path
            self.thumbnail.show_file(path)
            if self._has_focus:
                self.focus.show_picture(read_picture(path, _WHOLE) if path is not None else QPixmap())
                self.focus.setVisible(self.focus.has_picture())
        self.thumbnail.show_focus(focus)
        self.focus.show_focus(focus)

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
        self._focus = CENTRE
        theme.signals.changed.connect(self.update)

    def show_file(self, path: Path | None) -> None:
        self._image = read_picture(path, self.size() * 2) if path is not None else QPixmap()
        self.update()

    def show_focus(self, focus: Focus) -> None:
        """Keep this point of the picture in sight."""
        if focus != self._focus:
            self._focus = focus
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
            shape = (self.width(), self.height())
            part = crop_box(self._image.width(), self._image.height(), shape, self._focus)
            painter.drawPixmap(QRectF(self.rect()), self._image, QRectF(*part))
            painter.setClipping(False)
        painter.setPen(QColor(theme.palette().line))
        painter.drawPath(outline)


def read_picture(path: Path, room: QSize) -> QPixmap:
    """The picture at `path`, no larger than it must be to cover `room`; empty where it can't be read."""
    # From bytes: an SVG that is read by path may draw other files of the user's.
    held = QBuffer()
    try:
        found = look(path.read_bytes(), path.name)
    except (OSError, BadInput):
        return QPixmap()
    held.setData(found.data)
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(
            size.scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding).boundedTo(_LARGEST)
        )
    image = reader.read()
    return QPixmap.fromImage(_decoded(found) if image.isNull() else image)


def _decoded(found: Look) -> QImage:
    """A picture of a kind that Qt doesn't read here, such as AVIF; nothing where it can't be decoded."""
    from funnelstudio.images.pixels import upright

    if found.ending == "svg":
        return QImage()
    try:
        image = upright(found, "").convert("RGBA")
    except BadInput:
        return QImage()
    image.thumbnail((_LARGEST.width(), _LARGEST.height()))
    made = QImage(image.tobytes(), *image.size, 4 * image.width, QImage.Format.Format_RGBA8888)
    return made.copy()  # of its own: the bytes of the other go with this function


def _picture_in(event: QDragEnterEvent | QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile() and url.toLocalFile().lower().endswith(_SUFFIXES):
            return Path(url.toLocalFile())
    return None
