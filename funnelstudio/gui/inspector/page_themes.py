"""The choice of a theme for the pages: small drawings of a page in each, in the colours of the brand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from funnelstudio.export.colours import palette
from funnelstudio.gui import theme
from funnelstudio.gui.controls.fields import Field
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Brand

WIDTH: Final = 120
HEIGHT: Final = 84
"""The size that a page is drawn in; a button shows it as large as it is itself."""

Colours = Mapping[str, str]


class ThemeField(Field):
    """Small pages of which one is chosen."""

    chosen = Signal(str)

    def __init__(self, caption: str, themes: tuple[tuple[str, str], ...]) -> None:
        pages = QWidget()
        super().__init__(caption, pages)
        grid = QGridLayout(pages)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, ThemeButton] = {}
        for number, (name, words) in enumerate(themes):
            made = ThemeButton(name, words)
            made.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(made)
            self.buttons[name] = made
            grid.addWidget(made, number // 2, number % 2)

    def show_brand(self, brand: Brand) -> None:
        """Draw all themes in the brand's colours and mark the one that it has."""
        for name, made in self.buttons.items():
            made.show_brand(brand)
            if name == brand.theme:
                made.setChecked(True)
                self.editor.setFocusProxy(made)


class ThemeButton(QAbstractButton):
    """A page in one theme, with its name below."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self._theme = name
        self._brand = Brand()
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(_("Theme: {name}").format(name=words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT + 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, HEIGHT + 22)

    def show_brand(self, brand: Brand) -> None:
        if brand != self._brand:
            self._brand = brand
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(1.5, 1.5, self.width() - 3, HEIGHT - 3)
        frame = QPainterPath()
        frame.addRoundedRect(area, 8, 8)
        painter.save()
        painter.setClipPath(frame)
        painter.translate(area.topLeft())
        painter.scale(area.width() / WIDTH, area.height() / HEIGHT)
        draw_page(painter, self._theme, self._brand)
        painter.restore()
        marked = self.isChecked() or self.hasFocus()
        pen = QColor(colours.accent if marked else colours.line)
        painter.setPen(QPen(pen, 2 if self.isChecked() else 1))
        painter.drawPath(frame)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        font = theme.font(12, weight)
        if self.hasFocus():
            font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if self.isChecked() else colours.secondary))
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, HEIGHT, self.width(), 22), Qt.AlignmentFlag.AlignCenter, words)


def draw_page(painter: QPainter, name: str, brand: Brand) -> None:
    """Draw a page of WIDTH by HEIGHT in a theme: blocks for what is read, in the brand's colours."""
    colours = palette(brand, dark=False)
    painter.setPen(Qt.PenStyle.NoPen)
    _DRAWINGS.get(name, _classic)(_Blocks(painter, colours, min(brand.radius, 24) / 4))


class _Blocks:
    """Draws rounded blocks by the names of colours."""

    def __init__(self, painter: QPainter, colours: Colours, radius: float) -> None:
        self._painter, self._colours, self.radius = painter, colours, radius

    def block(self, colour: str, *box: float, radius: float = 1) -> None:
        """A block at x, y of a width and height."""
        self._painter.setBrush(QColor(self._colours[colour]))
        self._painter.drawRoundedRect(QRectF(*box), radius, radius)

    def lines(self, colour: str, x: float, y: float, widths: tuple[float, ...], height: float = 2) -> None:
        """Lines of text below each other."""
        for number, width in enumerate(widths):
            self.block(colour, x, y + number * height * 1.9, width, height)


def _classic(draw: _Blocks) -> None:
    draw.block("ground", 0, 0, WIDTH, HEIGHT)
    draw.block("ink", 8, 6, 18, 3)
    for number, colour in enumerate(("positive", "accent", "line")):
        draw.block(colour, 8 + number * 35.5, 14, 33, 1.5)
    draw.block("wash", 8, 22, 48, 54, radius=draw.radius)
    draw.block("accent", 20, 38, 24, 22, radius=12)
    draw.lines("ink", 62, 22, (48, 36), 4)
    draw.lines("quiet", 62, 39, (46, 40))
    draw.block("line", 62, 50, 50, 26, radius=draw.radius)
    draw.block("card", 62.7, 50.7, 48.6, 24.6, radius=draw.radius)
    draw.lines("ink", 66, 55, (20,))
    draw.block("fill", 66, 63, 42, 9, radius=draw.radius * 0.75)


def _editorial(draw: _Blocks) -> None:
    draw.block("ground", 0, 0, WIDTH, HEIGHT)
    draw.block("ink", 50, 5, 20, 3)
    draw.block("line", 34, 12, 52, 0.8)
    draw.lines("ink", 24, 18, (72,), 4.5)
    draw.lines("ink", 36, 26, (48,), 4.5)
    draw.block("wash", 12, 36, 96, 24)
    draw.block("accent", 50, 40, 20, 16, radius=8)
    draw.block("line", 30, 65, 60, 0.8)
    draw.lines("quiet", 30, 68, (22,))
    draw.block("ink", 78, 67.5, 12, 3)
    draw.block("fill", 30, 74, 60, 7)


def _bold(draw: _Blocks) -> None:
    draw.block("ground", 0, 0, WIDTH, HEIGHT)
    draw.block("fill", 0, 0, WIDTH, 46, radius=0)
    draw.block("on-fill", 8, 6, 18, 3)
    draw.lines("on-fill", 8, 14, (84, 60), 7)
    draw.block("wash", 8, 38, 48, 40, radius=draw.radius)
    draw.block("accent", 22, 48, 20, 20, radius=10)
    draw.block("fill", 62, 52, 50, 26, radius=draw.radius)
    draw.block("card", 63.5, 53.5, 47, 23, radius=draw.radius)
    draw.lines("ink", 67, 57, (22,), 3)
    draw.block("fill", 67, 64, 40, 10, radius=draw.radius * 0.75)


def _soft(draw: _Blocks) -> None:
    draw.block("wash", 0, 0, WIDTH, HEIGHT)
    draw.block("ink", 14, 6, 18, 3)
    for number, colour in enumerate(("ground", "fill", "ground")):
        draw.block(colour, 66 + number * 14, 5, 12, 5, radius=2.5)
    draw.block("card", 10, 16, 100, 60, radius=draw.radius + 3)
    draw.block("line", 10, 16, 44, 60, radius=draw.radius + 3)
    draw.block("accent", 22, 36, 20, 20, radius=10)
    draw.lines("ink", 60, 22, (42, 30), 3)
    draw.lines("quiet", 60, 36, (40,))
    draw.block("wash", 60, 43, 44, 14, radius=draw.radius)
    draw.block("fill", 60, 61, 44, 9, radius=4.5)


_DRAWINGS: Final[Mapping[str, Callable[[_Blocks], None]]] = {
    "classic": _classic,
    "editorial": _editorial,
    "bold": _bold,
    "soft": _soft,
}
