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
from funnelstudio.gui.forecast.columns import LEAST_NAME, given_up
from funnelstudio.gui.forecast.table import BUYERS, NAME, PER_BUYER, RANGE, RATE, REACH, TOTAL, VALUE, Row
from funnelstudio.gui.forecast.workspace import ForecastWorkspace
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.edits.document import set_assumptions
from funnelstudio.model.edits.steps import set_step
from funnelstudio.model.figures import count_words, money_words, percent
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import NO, YES
from funnelstudio.model.value import replace
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


@pytest.mark.parametrize("typed", ["plenty", "1e1", "nan", "250"])
def test_a_rate_that_is_no_number_is_told(shown: ForecastWorkspace, session: Session, typed: str) -> None:
    heard: list[Message] = []
    session.told.connect(heard.append)
    before = session.funnel
    at = shown.table.rows.index(Row("more", session.funnel.steps["more"].options[0].id))
    assert not shown.table.setData(shown.table.index(at, RATE), typed)
    assert session.funnel is before
    assert "not a share" in heard[0].text


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


def test_the_range_stands_beside_the_expected_revenue(
    shown: ForecastWorkspace, session: Session, qtbot: QtBot
) -> None:
    sentence = shown.outlook.sentence.text()
    assert "1,000 orders bring £33,171.20 on average (£31,984.00 to £34,384.00 in 8 of 10 runs)." in sentence
    assert "chance alone" in shown.outlook.note.text()
    assert words(shown, Row("small", YES))[RANGE] == "£615.00 to £755.00"
    assert words(shown, Row("small", NO))[RANGE] == ""
    assert words(shown, Row("start", ""))[RANGE] == "£24,000.00"
    at = shown.table.index(shown.table.rows.index(Row("small", "")), TOTAL)
    assert at.data(Qt.ItemDataRole.ToolTipRole) == "£615.00 to £755.00 in 8 of 10 runs"
    shown.orders.spin.setValue(1)
    qtbot.waitUntil(lambda: shown.outlook.sentence.text().startswith("1 order brings £33.17 on average"))
    assert words(shown, Row("small", YES))[RANGE] == "£0.00 to £5.00"


def test_where_nothing_is_sold_there_is_no_range(
    shown: ForecastWorkspace, session: Session, qtbot: QtBot
) -> None:
    session.edit("", lambda funnel: replace(funnel, products={}, steps={"start": funnel.steps["start"]}))
    qtbot.waitUntil(shown.outlook.isHidden)


def test_the_drawing_shows_the_main_product_the_offers_and_the_range(shown: ForecastWorkspace) -> None:
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        bar = shown.outlook.bar
        bar.setLayoutDirection(direction)
        image = bar.grab().toImage()
        scale, mirrored = image.devicePixelRatio(), direction == Qt.LayoutDirection.RightToLeft
        # 24,000 of at most 34,384, then the offers, then the range of some 2,400 at the end.
        places = [bar.width() * (1 - part if mirrored else part) for part in (0.3, 0.8, 0.99)]
        colours = {image.pixelColor(round(scale * at), round(scale * 9)).name() for at in places}
        assert len(colours) == 3
        assert theme.palette().product.lower() in colours


def test_names_keep_their_room_in_a_narrow_window(shown: ForecastWorkspace, qtbot: QtBot) -> None:
    shown.resize(1280, 750)
    qtbot.waitUntil(lambda: not shown.view.isColumnHidden(RANGE))
    assert shown.view.columnWidth(NAME) >= LEAST_NAME
    shown.resize(880, 750)
    qtbot.waitUntil(lambda: shown.view.isColumnHidden(RANGE))
    assert shown.view.columnWidth(NAME) >= LEAST_NAME
    for column in (NAME, RATE, BUYERS, TOTAL):
        assert not shown.view.isColumnHidden(column)
    assert not shown.view.horizontalScrollBar().maximum()
    for tile in (shown.average, shown.uplift, shown.main_price, shown.total):
        assert tile.name.width() >= tile.name.sizeHint().width()


def test_a_cut_name_is_told_whole_and_never_as_markup(
    shown: ForecastWorkspace, session: Session, qtbot: QtBot
) -> None:
    name = "<b>Half a dozen more roses, long-stemmed</b>, for the very same vase & nothing else"
    session.edit("", lambda funnel: set_step(funnel, "more", name=name))
    at = shown.table.index(shown.table.rows.index(Row("more", "")), NAME)
    assert at.data() == name
    assert "&lt;b&gt;" in at.data(Qt.ItemDataRole.ToolTipRole)


def test_columns_give_way_in_their_order() -> None:
    wanted = {REACH: 60, RATE: 60, BUYERS: 60, VALUE: 80, PER_BUYER: 80, TOTAL: 100, RANGE: 180}
    assert given_up(wanted, 900) == frozenset()
    assert given_up(wanted, 800) == {PER_BUYER}
    assert given_up(wanted, 600) == {PER_BUYER, VALUE, RANGE}
    assert given_up(wanted, 100) == {PER_BUYER, VALUE, RANGE, REACH}
