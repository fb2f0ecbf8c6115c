"""Choosing an exporter from a list that is grouped and searched."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from funnelstudio.export import load_exporters
from funnelstudio.gui.publish.choices import GROUPS, choices, fitting
from funnelstudio.gui.publish.chooser import Chooser
from funnelstudio.gui.publish.chooser_rows import CHOICE_ROLE, CURRENT_ROLE
from funnelstudio.gui.publish.form import about
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Session
from funnelstudio.model.edits.products import set_platform_id


def test_exporters_are_grouped_by_what_they_are_for(session: Session) -> None:
    found = choices(session.funnel, load_exporters())
    assert {choice.name for choice in found} == set(load_exporters())
    groups = [choice.group for choice in found]
    assert groups == sorted(groups, key=list(GROUPS).index)
    assert found[0].name == "static"
    assert all(choice.title and choice.about for choice in found)


def test_the_platform_that_products_have_numbers_on_comes_first(session: Session) -> None:
    product = next(iter(session.funnel.products))
    found = choices(set_platform_id(session.funnel, product, "digistore24", "12"), load_exporters())
    assert found[0].name == "digistore24"
    assert found[0].note


def test_words_in_any_order_find_one(session: Session) -> None:
    found = choices(session.funnel, load_exporters())
    assert [choice.name for choice in fitting(found, "24 DIGI")] == ["digistore24"]
    assert fitting(found, "no such thing") == ()


def test_one_is_chosen_with_the_keyboard_alone(
    publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    publish.form.box.showPopup()
    chooser = publish.window().findChild(Chooser)
    assert isinstance(chooser, Chooser)
    current = chooser.view.currentIndex()
    assert current.data(CHOICE_ROLE).name == "static"
    assert current.data(CURRENT_ROLE)
    assert "chosen" in current.data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(chooser.field, Qt.Key.Key_Down)
    assert chooser.view.currentIndex().row() > current.row()
    chooser.field.setText("digistore")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert session.funnel.export.exporter == "digistore24"
    assert publish.form.exporter.value() == "digistore24"
    qtbot.waitUntil(lambda: not publish.sections.looking.is_busy, timeout=20_000)


def test_nothing_found_is_said(publish: PublishWorkspace) -> None:
    publish.form.box.showPopup()
    chooser = publish.window().findChild(Chooser)
    assert isinstance(chooser, Chooser)
    chooser.field.setText("xyzzy")
    assert not chooser.none.isHidden()
    assert chooser.view.isHidden()
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    chooser.close()


def test_what_an_own_exporter_loads_from_elsewhere_is_told() -> None:
    exporter = load_exporters()["digistore24"]
    assert "digistore24-scripts" not in about(exporter)
    assert "digistore24-scripts.com" in about(msgspec.structs.replace(exporter, bundled=False))
