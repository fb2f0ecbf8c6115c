"""The canary: PySide6 6.12.0 on Python below 3.12 loses a reference to None with each of these calls.

After some hundred of them the process aborts, so they run in one of their own. From Python 3.12 on these
values live for ever, whatever Qt does to them: there the canary only tells that the calls survive.
"""

from __future__ import annotations

import subprocess
import sys

CALLS = 3_000
PROGRAM = """
import sys
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QTimer, QPointF
from PySide6.QtGui import QColor, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

class Card(QWidget):
    def paintEvent(self, event): pass
    def dropEvent(self, event): event.acceptProposedAction()
    def sizeHint(self): return QSize(10, 10)

def repaint(): card.repaint()
def no_parent(): card.parentWidget()
def no_child(): card.childAt(500, 500)
def no_property(): card.property("missing")

def drop():
    mime = QMimeData()
    event = QDropEvent(QPointF(1, 1), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier)
    application.sendEvent(card, event)
    event.source()

def paint():
    painter = QPainter(image)
    painter.setPen(Qt.NoPen)
    painter.fillRect(0, 0, 5, 5, QColor("red"))
    painter.end()

def timer():
    QTimer.singleShot(0, lambda: None)
    application.processEvents()

application = QApplication([])
image = QImage(50, 50, QImage.Format_ARGB32)
card = Card()
card.setAcceptDrops(True)
card.show()
calls = int(sys.argv[1])
for act in (repaint, no_parent, no_child, no_property, drop, paint, timer):
    act()
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(calls // 10):  # few enough to report the loss before it kills
        act()
    lost = [b - sys.getrefcount(value) for b, value in zip(before, (None, True, False))]
    print(act.__name__, *lost, flush=True)
    if max(lost) < calls // 20:
        for _ in range(calls):
            act()
print("survived", flush=True)
"""


def test_qt_calls_lose_no_references() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(CALLS)], capture_output=True, text=True, check=False, timeout=200
    )
    report = done.stdout + done.stderr
    assert done.returncode == 0, report
    *losses, last = done.stdout.splitlines()
    assert last == "survived", report
    for line in losses:
        call, *lost = line.split()
        assert max(map(int, lost)) < CALLS // 20, f"{call} loses references:\n{report}"
