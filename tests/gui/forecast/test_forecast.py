"""The forecast's table and figures, and the assumptions and rates that a user changes in them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio import i18n
from funnelstudio.gui import jobs, theme
from funnelstudio.gui.forecast.table import RANGE, RATE, TOTAL, Row
from funnelstudio.gui.forecast.workspace import ForecastWorkspace
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.edits.document import set_assumptions
from funnelstudio.model.figures import count_words, money_words, percent
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples


@pytest.fixture
def session(qapp: QApplication) -> Session:
    theme.start(qapp, "light")
    roses = next(sample for sample in list_samples() if sample.id == "red-roses")
    made = Session()
    made.load(load(roses.path).funnel)
    made.go(workspace="forecast")
    return made


@pytest.fixture
def shown(session: Session, qtbot: QtBot) -> Iterator[ForecastWorkspace]:
    workspace = ForecastWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.show()
    qtbot.waitUntil(lambda: workspace.flow is not None)
    yield workspace
    qtbot.waitUntil(lambda: jobs.running() == 0)


def words(shown: ForecastWorkspace, row: Row) -> list[str]:
    at = shown.table.rows.index(row)
    return [str(shown.table.index(at, column).data() or "") for column in range(shown.table.columnCount())]


def test_every_step_has_a_row_with_reach_and_revenue(shown: ForecastWorkspace, session: Session) -> None:
    assert {row.step for row in shown.table.rows} == set(session.funnel.steps)
    assert words(shown, Row("start", ""))[1:4] == ["100%", "", "1,000"]
    assert words(shown, Row("start", ""))[TOTAL] == "£24,000.00"
    assert shown.main_price.figure.text() == "£24.00"
    assert shown.uplift.figure.text().startswith("+")


def test_more_orders_bring_more(shown: ForecastWorkspace, session: Session, qtbot: QtBot) -> None:
    shown.orders.spin.setValue(2000)
    assert session.funnel.assumptions.orders == 2000
    qtbot.waitUntil(lambda: words(shown, Row("start", ""))[3] == "2,000")


def test_a_rate_is_changed_in_its_cell(shown: ForecastWorkspace, session: Session, qtbot: QtBot) -> None:
    option = session.funnel.steps["more"].options[0].id
    at = shown.table.rows.index(Row("more", option))
    cell = shown.table.index(at, RATE)
    assert cell.flags() & Qt.ItemFlag.ItemIsEditable
    assert shown.table.setData(cell, "50 %")
    assert session.funnel.steps["more"].options[0].rate == 0.5
    qtbot.waitUntil(lambda: words(shown, Row("more", option))[RATE] == "50%")


def test_a_rate_that_is_no_number_is_told(shown: ForecastWorkspace, session: Session) -> None:
    heard: list[Message] = []
    session.told.connect(heard.append)
    before = session.funnel
    at = shown.table.rows.index(Row("more", session.funnel.steps["more"].options[0].id))
    assert not shown.table.setData(shown.table.index(at, RATE), "plenty")
    assert session.funnel is before
    assert "not a rate" in heard[0].text


def test_the_currency_follows_the_language_of_the_pages(
    shown: ForecastWorkspace, session: Session, qtbot: QtBot
) -> None:
    session.edit("", _no_currency)
    session.go(language="de-DE")
    qtbot.waitUntil(lambda: shown.main_price.figure.text() == "€29.00")


def _no_currency(funnel: Funnel) -> Funnel:
    return set_assumptions(funnel, currency="")


def test_shares_and_sums_are_rounded_for_people() -> None:
    assert [percent(share) for share in (0.24, 0.0351, 1.0)] == ["24%", "3.5%", "100%"]
    assert money_words(Decimal("3.333333"), "GBP") == "£3.33"


def test_figures_are_spelled_as_the_interface_speaks() -> None:
    i18n.use_language("de")
    try:
        assert percent(0.382, signed=True) == "+38,2\xa0%"
        assert money_words(Decimal("1234.5"), "GBP") == "1.234,50\xa0£"
        assert count_words(1000.4) == "1.000"
    finally:
        i18n.use_language("en")
