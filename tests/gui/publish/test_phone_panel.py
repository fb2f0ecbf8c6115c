"""The QR code: only for this computer until the switch is on, and nothing is served once it is closed."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from funnelstudio import preview_server
from funnelstudio.gui.publish.phone import PhonePanel
from funnelstudio.gui.publish.qr import QrCode, modules
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Session
from funnelstudio.model.edits.texts import set_text
from tests.gui.publish.hands import looked_at


@pytest.fixture
def panel(publish: PublishWorkspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> PhonePanel:
    # Another name of this computer's own address: no test is seen in a network.
    monkeypatch.setattr(preview_server, "lan_address", lambda: "localhost")
    looked_at(publish, qtbot)
    publish.sections.pages.choose("en-GB/rose-club.html")
    publish.sections.pages.phone.click()
    found = publish.sections.phone
    qtbot.waitUntil(found.isVisible, timeout=20_000)
    return found


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own address
        return str(answer.read().decode())


def test_at_first_only_this_computer_can_see_it_and_that_is_said(panel: PhonePanel) -> None:
    assert panel.address.text().startswith("http://127.0.0.1:")
    assert not panel.is_public
    assert panel.code.isHidden()
    assert "only this computer" in panel.told.text()
    assert "rose-club.html" in read(panel.address.text())
    assert "Join the rose club" in panel.page.words()


def test_the_switch_shows_the_code_of_an_address_in_the_network(panel: PhonePanel) -> None:
    before = panel.address.text()
    panel.switch.click()
    assert panel.is_public
    assert panel.address.text().startswith("http://localhost:")
    assert panel.code.address == panel.address.text()
    assert panel.code.isVisible()
    assert panel.address.text() in panel.code.accessibleName()
    assert "rose-club.html" in read(panel.address.text())
    with pytest.raises(urllib.error.URLError):
        read(before)
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == panel.address.text()
    public = panel.address.text()
    panel.switch.click()
    assert not panel.is_public
    with pytest.raises(urllib.error.URLError):
        read(public)


def test_without_a_network_it_stays_with_this_computer(
    panel: PhonePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_server, "lan_address", lambda: "")
    panel.switch.click()
    assert not panel.is_public
    assert not panel.switch.isChecked()
    assert "no network" in panel.told.text()


@pytest.mark.parametrize("way", ["escape", "window"])
def test_closing_ends_it(panel: PhonePanel, publish: PublishWorkspace, way: str) -> None:
    panel.switch.click()
    address = panel.address.text()
    if way == "escape":
        QTest.keyClick(panel, Qt.Key.Key_Escape)
    else:
        QApplication.sendEvent(publish.window(), QCloseEvent())
    assert panel.isHidden()
    with pytest.raises(urllib.error.URLError):
        read(address)


def test_the_phone_sees_a_change(
    panel: PhonePanel, publish: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    session.edit("", set_text, "en-GB", "club", "headline", "Brand new words")
    address = panel.address.text().replace("/show/", "/site/")
    qtbot.waitUntil(lambda: "Brand new words" in read(address), timeout=20_000)


def test_a_code_is_drawn_in_whole_pixels_dark_on_white(qtbot: QtBot) -> None:
    code = QrCode()
    qtbot.addWidget(code)
    code.show_address("http://192.0.2.1:5000/abc/show/en-GB/offer.html")
    cells = modules(code.address)
    assert len(cells) == len(cells[0]) >= 21
    assert code.width() % (len(cells) + 6) == 0
    image = code.grab().toImage()
    side = code.width() // (len(cells) + 6)
    assert image.pixelColor(side * 3 + side // 2, side * 3 + side // 2).lightness() < 60
    assert image.pixelColor(side, code.height() // 2).lightness() > 240
