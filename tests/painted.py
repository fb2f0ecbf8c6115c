"""What a widget paints, as words in the order in which they are seen from left to right."""

from __future__ import annotations

import re
from html import unescape

from PySide6.QtCore import QBuffer, QByteArray, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

_RUN = re.compile(r'<text[^>]*\sx="([^"]+)" y="([^"]+)"[^>]*>(.*?)</text>', re.DOTALL)
_MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


def painted_lines(widget: QWidget) -> list[str]:
    """The painted lines from the top, each as it is seen from left to right."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(widget.size())
    drawing.setViewBox(widget.rect())
    painter = QPainter(drawing)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    widget.render(painter, QPoint())
    painter.end()
    runs: dict[float, list[tuple[float, str]]] = {}
    for x, y, words in _RUN.findall(bytes(data.data()).decode()):
        runs.setdefault(round(float(y)), []).append((float(x), unescape(words).translate(_MARKS)))
    return [
        "".join(words for _x, words in sorted(line, key=lambda run: run[0]))
        for _y, line in sorted(runs.items())
    ]
