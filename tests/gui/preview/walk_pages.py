"""Run as a program: opens the preview on the Red Roses funnel and prints what a user would see.

A process of its own, since the web view starts processes that outlive a test, and complains on bare screens.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication

from funnelstudio.gui import theme
from funnelstudio.gui.canvas.view import CanvasView
from funnelstudio.gui.preview.page import PageView
from funnelstudio.gui.session import Message, Session
from funnelstudio.model.edits.texts import set_text
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples

OWN_WORLD = 1
"""Where the test's own script runs; the page's scripts are off."""


def comes(condition: Callable[[], object], seconds: float) -> bool:
    """Whether something comes true within `seconds`, while the program goes on."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    return True


def wait(condition: Callable[[], object], seconds: float = 20) -> None:
    if not comes(condition, seconds):
        sys.exit(f"waited in vain: {condition}")


class Driver:
    """A page view with the ways to look into its page."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.view = PageView(session)
        self.view.resize(460, 900)
        self.view.show()

    def words(self) -> str:
        found: list[str] = []
        assert self.view.stage.web is not None
        self.view.stage.web.page().toPlainText(found.append)
        return found[0] if comes(lambda: found, 1) else ""  # a page that goes never answers

    def has(self, words: str) -> Callable[[], bool]:
        return lambda: self.view.stage.web is not None and words in self.words()

    def page(self) -> QWebEnginePage:
        assert self.view.stage.web is not None
        return self.view.stage.web.page()

    def focus(self) -> None:
        assert self.view.stage.web is not None
        self.view.activateWindow()
        self.view.stage.web.setFocus()
        wait(self.view.stage.web.hasFocus)

    def is_dark(self) -> bool:
        found: list[object] = []
        colour = "document.body ? getComputedStyle(document.body).backgroundColor : ''"
        self.page().runJavaScript(colour, OWN_WORLD, found.append)
        parts = str(found[0]).strip("rgb()").split(",")[:3] if comes(lambda: found, 1) else []
        return len(parts) == 3 and sum(map(int, parts)) < 200

    def run(self, script: str) -> object:
        found: list[object] = []
        assert self.view.stage.web is not None
        self.view.stage.web.page().runJavaScript(script, OWN_WORLD, found.append)
        wait(lambda: found)
        return found[0]


def main() -> None:
    application = QApplication([])
    theme.start(application, "light")
    roses = next(sample for sample in list_samples() if sample.id == "red-roses")
    session = Session()
    told: list[Message] = []
    session.told.connect(told.append)
    session.load(load(roses.path).funnel, roses.path)
    session.go(workspace="preview", step="more", language="de-DE")
    canvas = CanvasView(session)  # what it tells screen readers must not meet the web view's own objects
    driver = Driver(session)

    session.edit("", set_text, "de-DE", "more", "headline", "Eine <b>ganz</b> neue Zeile")
    wait(driver.has("Eine <b>ganz</b> neue Zeile"))
    print("shown: typed text, as it was typed")
    driver.focus()
    print("focus: in the page")
    width = driver.run("document.documentElement.clientWidth")
    print("width:", round(float(str(width))))
    print("picture:", driver.run("[...document.images].every((image) => image.naturalWidth > 0)"))

    driver.run("window.scrollTo(0, 300)")
    session.edit("", set_text, "de-DE", "more", "headline", "Noch einmal neu")
    wait(driver.has("Noch einmal neu"))
    page = driver.page()
    wait(lambda: page.scrollPosition().y() > 200)
    print("kept the place: True")

    driver.view.show_scheme("dark")
    wait(driver.is_dark)
    print("dark: yes")

    driver.run("document.querySelector('a[href*=\"club\"]').click()")
    wait(lambda: session.focus.step == "club")
    print("followed to:", session.focus.step, session.focus.language)
    wait(driver.has("Rosenclub"))

    driver.run(
        "const a = document.createElement('a'); a.href = 'https://example.com/'; "
        "document.body.append(a); a.click()"
    )
    wait(lambda: told)
    print("told:", told[-1].text, "/", told[-1].action_label)
    print("still here:", page.url().scheme())

    # The process that draws the page dies: it is said, and one click brings the page back.
    os.kill(page.renderProcessPid(), signal.SIGTERM)
    wait(driver.view.stage.calm.isVisible)
    print("said:", driver.view.stage.calm.sentence.text())
    driver.view.stage.calm.again_button.click()
    wait(lambda: not driver.view.stage.calm.isVisible())
    wait(driver.has("Rosenclub"))
    print("back: yes")

    canvas.deleteLater()
    driver.view.deleteLater()
    wait(lambda: not QApplication.topLevelWidgets(), 5)


main()
