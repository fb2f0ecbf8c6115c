"""Labels, always plain text: Qt would read markup and load local pictures from what a user typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from funnelstudio.gui import icons, theme


def restyle(widget: QWidget) -> None:
    """Apply the stylesheet again after a property that it looks at has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_state(widget: QWidget, state: str) -> None:
    """Set the property `state` that the stylesheet looks at ("fault", "warning", "selected", ...)."""
    if (widget.property("state") or "") != state:
        widget.setProperty("state", state)
        restyle(widget)


def label(words: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label; `role` is one of those in the stylesheet (section, caption, title, ...)."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words.upper() if role == "section" else words)
    if role == "section":
        made.setAccessibleName(words)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def chip(words: str, state: str = "") -> QLabel:
    """A small rounded label; `state` is one of good, warning, error, quiet, or empty for the accent."""
    made = label(words, "chip")
    made.setProperty("state", state)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def tooltip(widget: QWidget, words: str) -> None:
    """Set a tooltip that shows its words as they are, never as markup."""
    widget.setToolTip(tip_words(words))


def tip_words(words: str) -> str:
    """What Qt must be given as a tooltip so that it shows `words` as they are."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped if escaped == words else f"<qt>{escaped}</qt>"


def note(words: str = "", state: str = "") -> QLabel:
    """A small sentence below a field; `state` is a severity."""
    made = label(words, "note", wrap=True)
    made.setProperty("state", state)
    return made


class ElidedLabel(QLabel):
    """One line of plain text that ends in an ellipsis where there is no room."""

    def __init__(self, words: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = ""
        self.show_words(words)

    def show_words(self, words: str) -> None:
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self._fit()

    def words(self) -> str:
        """The whole text, also where it is shown shortened."""
        return self._words

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 4, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(20, self.width()))
        if shown != self.text():
            self.setText(shown)
        tooltip(self, self._words if shown != self._words else "")


class Tile(QWidget):
    """The rounded square that tells a kind of step by colour and icon."""

    def __init__(self, step_type: str, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self._kind = step_type
        theme.signals.changed.connect(self.update)

    def show_kind(self, step_type: str) -> None:
        self._kind = step_type
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tile(painter, QRectF(self.rect()), self._kind)


def paint_tile(painter: QPainter, area: QRectF, step_type: str) -> None:
    """Paint the tile of a kind of step into `area` (square)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.kind_colour(step_type)))
    radius = area.width() * 0.27
    painter.drawRoundedRect(area, radius, radius)
    side = round(area.width() * 0.62)
    scale = painter.device().devicePixelRatio()
    image = icons.pixmap(theme.kind_icon(step_type), theme.palette().on_accent, side, scale)
    inset = (area.width() - side) / 2
    painter.drawPixmap(QRectF(area.x() + inset, area.y() + inset, side, side), image, QRectF(image.rect()))


class IconLabel(QLabel):
    """An icon alone, in a colour that follows the theme; `colour` names a field of the palette."""

    def __init__(self, name: str, colour: str = "secondary", size: int = 16, parent: QWidget | None = None):
        super().__init__(parent)
        self._icon, self._colour, self._size = name, colour, size
        self.setFixedSize(size, size)
        theme.signals.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, colour: str = "secondary") -> None:
        self._icon, self._colour = name, colour
        self._draw()

    def _draw(self) -> None:
        colour = getattr(theme.palette(), self._colour)
        self.setPixmap(icons.pixmap(self._icon, colour, self._size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
