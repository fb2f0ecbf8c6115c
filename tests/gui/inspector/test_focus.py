"""The focus of a picture is chosen by a click, a drag or the arrow keys, and each is one undo step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest

from funnelstudio.gui.controls.focus import FocusPicker
from funnelstudio.gui.controls.picture import read_picture
from funnelstudio.gui.inspector.product import ProductSection
from funnelstudio.gui.inspector.step_sections import PageSection
from tests.gui.conftest import OpenStudio
from tests.gui.inspector.conftest import section
from tests.images.pictures import made, png_head
from tests.studio import Driver


def picker(driver: Driver, kind: type[Any] = PageSection) -> FocusPicker:
    found = section(driver, kind).picture.focus
    assert isinstance(found, FocusPicker)
    found.resize(240, 120)
    return found


def at(found: FocusPicker, across: int, down: int) -> QPoint:
    area = found.area()
    return QPoint(round(area.x() + area.width() * across / 100), round(area.height() * down / 100))


def focus(driver: Driver) -> tuple[int, int]:
    return driver.funnel.steps["more"].picture_focus


def test_a_click_chooses_and_undo_takes_it_back(driver: Driver) -> None:
    found = picker(driver)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=at(found, 20, 80))
    assert focus(driver) == found.focus()
    assert abs(focus(driver)[0] - 20) <= 1
    assert abs(focus(driver)[1] - 80) <= 1
    driver.window.session.undo_stack.undo()
    assert focus(driver) == (50, 50)
    assert found.focus() == (50, 50)


def test_a_drag_is_one_step_and_ends_at_the_edge(driver: Driver) -> None:
    found = picker(driver)
    QTest.mousePress(found, Qt.MouseButton.LeftButton, pos=at(found, 40, 40))
    for place in (60, 80, 100):
        QTest.mouseMove(found, at(found, place, place))
    QTest.mouseMove(found, at(found, 150, 200))
    QTest.mouseRelease(found, Qt.MouseButton.LeftButton, pos=at(found, 150, 200))
    driver.window.session.undo_stack.undo()
    assert focus(driver) == (50, 50)


def test_the_arrow_keys_move_it_and_home_centres_it(driver: Driver) -> None:
    found = picker(driver)
    QTest.keyClick(found, Qt.Key.Key_Left)
    QTest.keyClick(found, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert focus(driver) == (45, 51)
    assert "45 % from the left, 51 % from the top" in found.accessibleDescription()
    QTest.keyClick(found, Qt.Key.Key_Home)
    assert focus(driver) == (50, 50)


def test_a_product_has_its_own(driver: Driver) -> None:
    driver.window.session.go(product="vase" if "vase" in driver.funnel.products else "chocolates")
    product = driver.window.session.focus.product
    QTest.keyClick(picker(driver, ProductSection), Qt.Key.Key_Up)
    assert driver.funnel.products[product].picture_focus == (50, 45)
    driver.window.session.undo_stack.undo()
    assert driver.funnel.products[product].picture_focus == (50, 50)


def test_without_a_picture_there_is_nothing_to_choose(driver: Driver) -> None:
    field = section(driver, PageSection).picture
    field.removed.emit()
    assert field.focus.isHidden()
    QTest.keyClick(field.focus, Qt.Key.Key_Up)
    assert focus(driver) == (50, 50)


def test_a_picture_that_can_not_be_used_is_told_at_its_field(driver: Driver, tmp_path: Path) -> None:
    field = section(driver, PageSection).picture
    before = driver.funnel
    (tmp_path / "logo.png").write_bytes(png_head(60_000, 60_000))
    field.file_chosen.emit(tmp_path / "logo.png")
    assert "“logo.png” has 60000 × 60000 pixels" in field.fault.text()
    assert driver.funnel is before


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_every_kind_is_shown(studio: OpenStudio, tmp_path: Path, kind: str) -> None:
    studio()
    (tmp_path / "a").write_bytes(made(kind, 40, 20))
    assert not read_picture(tmp_path / "a", QSize(20, 20)).isNull()
    (tmp_path / "a").write_bytes(png_head(60_000, 60_000))
    assert read_picture(tmp_path / "a", QSize(20, 20)).isNull()
