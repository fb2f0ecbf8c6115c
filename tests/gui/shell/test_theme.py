"""Colours can be read, and the stylesheet names no colour that the palette does not have."""

from __future__ import annotations

import re

import pytest

from funnelstudio import bundled
from funnelstudio.gui import icons, theme
from funnelstudio.gui.actions import ACTIONS
from funnelstudio.gui.palette import DARK, LIGHT, TEXT_CONTRAST, Palette, contrast, readable

THEMES = (LIGHT, DARK)


@pytest.mark.parametrize("palette", THEMES, ids=lambda palette: palette.name)
def test_text_can_be_read_on_every_ground(palette: Palette) -> None:
    tokens = theme.tokens(palette)
    grounds = [tokens[name] for name in ("window", "panel", "field")]
    for name in ("text", "secondary", "accent_text", "warning_text", "error_text", "ending_text"):
        for ground in grounds:
            if name in ("text", "secondary") or ground == tokens["panel"]:
                assert contrast(tokens[name], ground) >= TEXT_CONTRAST, (name, ground)
    for name in ("warning", "error", "ending", "plans", "quantities", "alternatives", "product"):
        assert contrast(tokens[f"{name}_text"], tokens[f"{name}_wash"]) >= TEXT_CONTRAST, name
    assert contrast(tokens["on_accent"], tokens["accent"]) >= TEXT_CONTRAST
    assert contrast(tokens["on_accent"], tokens["accent_hover"]) >= TEXT_CONTRAST
    assert contrast(tokens["accent_text"], tokens["accent_wash"]) >= TEXT_CONTRAST


def test_readable_leaves_what_can_be_read_alone() -> None:
    assert readable("#1B2330", "#FFFFFF") == "#1B2330"
    assert contrast(readable("#E67700", "#FFFFFF"), "#FFFFFF") >= TEXT_CONTRAST
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("palette", THEMES, ids=lambda palette: palette.name)
def test_the_stylesheet_is_filled_in(palette: Palette) -> None:
    sheet = theme.stylesheet(palette)
    assert "$" not in sheet
    assert palette.accent in sheet


def test_the_stylesheet_has_no_colour_of_its_own() -> None:
    source = bundled.resource("themes", "studio.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", source) == []


def test_every_icon_that_is_named_is_there(qapp: object) -> None:
    named = {action.icon for action in ACTIONS if action.icon} | set(theme.KIND_ICONS.values())
    for name in sorted(named):
        image = icons.pixmap(name, "#3B5BDB", 16, 2.0).toImage()
        assert image.width() == 32
        assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32)), name


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: object) -> None:
    image = icons.pixmap("circle", "#FF0000", 24).toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() > 200
    }
    assert colours == {"#ff0000"}
