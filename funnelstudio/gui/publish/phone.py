"""The panel that shows a page's QR code, and lets phones in the same network see the preview when asked."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLineEdit, QWidget

from funnelstudio import preview_server
from funnelstudio.gui import theme
from funnelstudio.gui.controls.boxes import column, line, row
from funnelstudio.gui.controls.buttons import icon_button
from funnelstudio.gui.controls.fields import SwitchField
from funnelstudio.gui.controls.words import ElidedLabel, IconLabel, label
from funnelstudio.gui.publish.qr import QrCode
from funnelstudio.i18n import _
from funnelstudio.preview_server import LOOPBACK, PhoneServer

WIDTH: Final = 352


class PhonePanel(QFrame):
    """Serves the site that it is given: to this computer, or while the switch is on to its network."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setFixedWidth(WIDTH)
        self._server: PhoneServer | None = None
        self._site = Path()
        self._path = ""
        self.page = ElidedLabel("", "secondary")
        self.code = QrCode()
        self.phone = IconLabel("smartphone", "secondary", 32)
        self.told = label("", "secondary", wrap=True)
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        self.address.setAccessibleName(_("Address of the page"))
        self.copy = icon_button("copy", _("Copy the address"), self._copy, "")
        self.switch = SwitchField(_("Let phones on this network see the preview"))
        self.switch.switched.connect(self._switch)
        self.warning = label(
            _(
                "While this is on, anyone on this network who has the address can see these pages, also "
                "those that are not published. It ends when you switch it off or close the window."
            ),
            "caption",
            wrap=True,
        )
        self._build()
        self.hide()
        parent.installEventFilter(self)

    def _build(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        tint = QColor(theme.palette().shadow)
        tint.setAlpha(60)
        shadow.setColor(tint)
        self.setGraphicsEffect(shadow)
        close = icon_button("x", _("Close"), self.close_panel)
        head = row(label(_("On the phone"), "title"), None, close, spacing=8)
        address = row(self.address, self.copy, spacing=6)
        address.setStretch(0, 1)
        layout = column(
            column(head, self.page, spacing=0),
            row(None, self.code, None),
            row(None, self.phone, None),
            self.told,
            address,
            line(),
            self.switch,
            self.warning,
            spacing=10,
            margins=(18, 12, 14, 16),
        )
        self.setLayout(layout)

    @property
    def is_public(self) -> bool:
        """Whether others in the network can see the pages now."""
        return self._server is not None and self._server.host != LOOPBACK

    def show_page(self, site: Path, path: str, name: str) -> None:
        """Show the way to a page of a site that stands in a folder."""
        if site != self._site:
            self.stop()
        self._site, self._path = site, path
        if self._server is None:
            self._start(LOOPBACK)
        self.page.show_words(name)
        self._show()
        self.show()
        self.raise_()
        self._place()
        self.switch.setFocus()

    def renew(self) -> None:
        """The pages in the folder are others now: phones show them at once."""
        if self._server is not None:
            self._server.changed()

    def stop(self) -> None:
        """Serve nothing any more."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def close_panel(self) -> None:
        """Hide, and serve nothing any more."""
        self.stop()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _switch(self, on: bool) -> None:
        host = preview_server.lan_address() if on else LOOPBACK
        self.stop()
        if not host or not self._start(host):
            self._start(LOOPBACK)
            self._show()
            self.told.setText(_("This computer is in no network that a phone could share."))
            return
        self._show()

    def _start(self, host: str) -> bool:
        try:
            self._server = PhoneServer(self._site, host)
        except OSError:
            return False
        return True

    def _show(self) -> None:
        address = self._server.address(self._path) if self._server is not None else ""
        public = self.is_public
        self.switch.show_value(public)
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self.code.show_address(address if public else "")
        self.code.setVisible(public)
        self.phone.setVisible(not public)
        self.told.setText(
            _("Point the phone's camera at the code, in the same network. The page follows your changes.")
            if public
            else _("So far only this computer can open this address; a phone can't reach it.")
        )
        self.adjustSize()
        self._place()

    def _place(self) -> None:
        """In the lower corner at the end of what it belongs to."""
        room = self.parentWidget()
        if room is None:
            return
        self.adjustSize()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 24 if mirrored else room.width() - self.width() - 24
        self.move(max(0, left), max(0, room.height() - self.height() - 24))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
