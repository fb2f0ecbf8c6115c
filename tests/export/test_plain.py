"""Texts for files that are no HTML: plain, and safe in a table."""

from __future__ import annotations

import csv

import pytest
from markupsafe import Markup

from funnelstudio.export.plain import cell, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Roses &amp; <strong>more</strong>", "Roses & more"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ('<a href="https://shop.example/?a=1&amp;b=2">Shop</a>', "Shop (https://shop.example/?a=1&b=2)"),
        ("One<br>Two", "One\nTwo"),
    ],
)
def test_marks_become_plain_text(html: str, text: str) -> None:
    assert plain_text(Markup(html)) == text  # noqa: S704 - the test's own


def test_what_is_no_markup_stays_as_it_is() -> None:
    assert plain_text("1 < 2 & <b>") == "1 < 2 & <b>"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Roses, red", "Roses, red"),
        ('12" vase', '12" vase'),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-5.00", "-5.00"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_a_cell_is_read_back_and_is_no_formula(value: str, shown: str) -> None:
    assert list(csv.reader(cell(value).splitlines(keepends=True))) == [[shown]]
