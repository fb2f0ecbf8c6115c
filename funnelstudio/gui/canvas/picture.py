"""The tree as a PNG or PDF picture: the canvas's own painting, on an image or a page instead of a window."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from funnelstudio.errors import UserError
from funnelstudio.gui.canvas.headings import heading
from funnelstudio.gui.canvas.look import font
from funnelstudio.gui.canvas.paint_ground import paint_ground
from funnelstudio.gui.canvas.paint_tree import paint_tree
from funnelstudio.gui.canvas.stage import Stage
from funnelstudio.gui.canvas.viewport import Viewport
from funnelstudio.gui.palette import DARK, LIGHT
from funnelstudio.i18n import _
from funnelstudio.model.cards import Flow
from funnelstudio.model.funnel import Funnel, source_tag

MARGIN = 32.0
TOP = 62.0
LARGEST_SIDE = 16_000
"""Pixels of an image's longer side at most; a larger tree is drawn smaller."""
PDF_LONGEST = 14_400.0
"""Points of a page's longer side at most, as PDF readers have it."""


def save_picture(
    funnel: Funnel,
    path: Path,
    *,
    theme: str = "light",
    tag: str = "",
    flow: Flow | None = None,
    scale: float = 2.0,
) -> None:
    """Write the whole tree to `path` as .png (`scale` pixels a unit) or .pdf; needs no window or screen.

    Raises UserError when the file can't be written.
    """
    application = QGuiApplication.instance() or _application()
    stage = Stage(funnel, tag or source_tag(funnel), DARK if theme == "dark" else LIGHT)
    stage.show_flow(flow)
    _x, _y, width, height = stage.bounds()
    size = QSizeF(width + 2 * MARGIN, height + TOP + MARGIN)
    drawn = _write_pdf if path.suffix.lower() == ".pdf" else _write_png
    if not drawn(stage, path, size, scale):
        raise UserError(_("The picture “{path}” could not be written.").format(path=path))
    del application


def _application() -> QApplication:
    """An application for painting alone, without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication([])


def _write_png(stage: Stage, path: Path, size: QSizeF, scale: float) -> bool:
    scale = min(scale, LARGEST_SIDE / max(size.width(), size.height(), 1.0))
    image = QImage(
        max(1, round(size.width() * scale)), max(1, round(size.height() * scale)), QImage.Format.Format_RGB32
    )
    painter = QPainter(image)
    _paint(painter, stage, size, scale)
    painter.end()
    return image.save(str(path), "PNG")  # type: ignore[call-overload, no-any-return]  # the stubs want bytes


def _write_pdf(stage: Stage, path: Path, size: QSizeF, _scale: float) -> bool:
    shrink = min(1.0, PDF_LONGEST / max(size.width(), size.height(), 1.0))
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setTitle(stage.scene.funnel.title)
    page = QPageSize(size * shrink, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter()
    if not painter.begin(writer):
        return False
    _paint(painter, stage, size, shrink)
    return painter.end()


def _paint(painter: QPainter, stage: Stage, size: QSizeF, scale: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    left, top, _width, _height = stage.bounds()
    # The scale is the painter's: the canvas itself is at 100 %, so that every card is drawn in full.
    area = QRect(0, 0, round(size.width()) + 1, round(size.height()) + 1)
    stage.view = Viewport(left - MARGIN, top - TOP, 1.0, area.width(), area.height())
    paint_ground(painter, stage.look, stage.view, area)
    paint_tree(painter, stage, area, None)
    _paint_headings(painter, stage, size.width())


def _paint_headings(painter: QPainter, stage: Stage, width: float) -> None:
    look = stage.look
    painter.fillRect(QRectF(0, 0, width, 30), look.heading)
    painter.fillRect(QRectF(0, 29, width, 1), look.edge)
    painter.setFont(font("kind"))
    for number, (begin, _room) in enumerate(stage.scene.arranged.columns):
        x = begin - stage.view.x - 16
        if number:
            painter.fillRect(QRectF(x, 0, 1, 30), look.edge)
        painter.setPen(look.secondary)
        painter.drawText(QRectF(x + 12, 0, 200, 29), int(Qt.AlignmentFlag.AlignVCenter), heading(number))
