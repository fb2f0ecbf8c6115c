"""The bar at the top keeps its parts apart, and tells what it can, at any width and in any language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtTest import QTest

from funnelstudio import i18n
from funnelstudio.gui.shell.top_bar import Logo, TopBar
from funnelstudio.model.edits.document import set_title
from funnelstudio.model.edits.languages import add_language
from funnelstudio.model.languages import Language
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


@pytest.fixture(params=i18n.interface_languages())
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    yield i18n.use_language(str(request.param))
    i18n.use_language("en")


def is_apart(bar: TopBar) -> bool:
    """Whether the parts stand one after the other, none over another or beyond the bar."""
    logo = bar.findChild(Logo)
    assert logo is not None
    parts = [logo, bar.menu_button, bar.name, bar.state, bar.segments, bar.language, bar.problems, bar.export]
    spans = []
    for part in parts:
        if part.isVisible():
            left = part.mapTo(bar, part.rect().topLeft()).x()
            spans.append((left, left + part.width()))
    return spans[-1][1] <= bar.width() and all(a[1] <= b[0] for a, b in pairwise(spans))


def at_width(driver: Driver, width: int) -> TopBar:
    driver.window.resize(width, 600)
    driver.settle()
    QTest.qWait(1)
    return driver.window.top_bar


def test_parts_stand_apart_and_the_name_can_be_read(tongue: str, studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.checked()
    for workspace, language in (("draw", "en-GB"), ("write", "ar-EG")):
        driver.window.session.go(workspace=workspace, language=language)
        for width in (880, 960, 1100, 1280, 1440):
            bar = at_width(driver, width)
            assert is_apart(bar), width
            assert bar.name.text() == "Red Roses", width
            state = bar.state
            assert not state.isVisible() or state.width() >= state.sizeHint().width(), width
        assert bar.state.isVisible()


def test_a_long_language_gives_way_before_the_name_and_the_state(tongue: str, studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    session = driver.window.session
    for tag in ("en-US", "zh-Hans-HK", "zh-Hant-TW"):
        session.edit("", add_language, Language(tag=tag, currency="USD"))
    session.edit("", set_title, "Red Roses for Mothers")
    session.go(workspace="write", language="zh-Hans-HK")
    driver.checked()
    whole = at_width(driver, 1600).language.text()
    assert "→" in whole
    bar = at_width(driver, 1280)
    assert is_apart(bar)
    assert bar.name.text() == "Red Roses for Mothers"
    assert bar.state.isVisible()
    assert bar.state.width() >= bar.state.sizeHint().width()
    bar = at_width(driver, 880)
    assert is_apart(bar)
    assert not bar.name.text().startswith("…")
    assert bar.language.text() != whole
    assert bar.language.toolTip() == whole
    assert whole in bar.language.accessibleName()
