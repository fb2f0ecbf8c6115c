"""The tree as PNG and PDF, painted without a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from funnelstudio.errors import UserError
from funnelstudio.forecast.flow import forecast
from funnelstudio.gui.canvas.picture import save_picture
from funnelstudio.gui.palette import DARK
from funnelstudio.model.funnel import Funnel
from tests.builders import a_funnel, big_funnel


def test_a_png_shows_the_tree(qapp: QApplication, tmp_path: Path) -> None:
    funnel = a_funnel()
    save_picture(funnel, tmp_path / "tree.png", theme="dark", flow=forecast(funnel))
    image = QImage(str(tmp_path / "tree.png"))
    assert image.width() > 800
    assert image.pixelColor(1, image.height() - 2) == QColor(DARK.window)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
    assert len(colours) > 20


def test_a_pdf_has_one_page(qapp: QApplication, tmp_path: Path) -> None:
    save_picture(a_funnel(), tmp_path / "tree.pdf")
    data = (tmp_path / "tree.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"/Count 1" in data


def test_large_and_empty_funnels(qapp: QApplication, tmp_path: Path) -> None:
    save_picture(big_funnel(700, 1), tmp_path / "large.png")
    assert max(QImage(str(tmp_path / "large.png")).height(), 1) <= 16_000
    save_picture(Funnel(), tmp_path / "empty.png")
    assert not QImage(str(tmp_path / "empty.png")).isNull()


def test_a_file_that_can_not_be_written_is_named(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        save_picture(a_funnel(), tmp_path / "no such folder" / "tree.png")
