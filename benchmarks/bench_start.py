"""CPU time from the start of the process to the first painted window, against a bare PySide6 window."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
GOAL = 1.5
LATE = ("networkx", "jinja2", "PySide6.QtWebEngineCore", "numpy", "asyncio")
ROOT = Path(__file__).resolve().parents[1]

# Both programs stop at their first paint and print the CPU time of the whole process until then.
STOP = (
    f"""
LATE = {LATE!r}
"""
    + """
import json, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.done:
            self.done = True
            QTimer.singleShot(0, self.stop)
        return False
    done = False
    def stop(self):
        late = [name for name in LATE if name in sys.modules]
        print(json.dumps({"cpu": time.process_time(), "late": late, "modules": len(sys.modules)}), flush=True)
        import os
        os._exit(0)
"""
)

# Only development tools bring typing_extensions, which msgspec would then import: users have none.
ALONE = """
import sys
sys.modules["typing_extensions"] = None
"""

BARE = (
    ALONE
    + """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QTextEdit, QTreeWidget
app = QApplication(sys.argv[:1])
"""
    + STOP
    + """
window = QMainWindow()
for title in ("File", "Edit", "View", "Insert", "Go", "Help"):
    menu = window.menuBar().addMenu(title)
    for number in range(10):
        menu.addAction(f"{title} {number}")
bar = window.addToolBar("Tools")
for number in range(8):
    bar.addAction(f"Tool {number}")
for side, made in (
    (Qt.DockWidgetArea.LeftDockWidgetArea, QTreeWidget()),
    (Qt.DockWidgetArea.RightDockWidgetArea, QTextEdit()),
    (Qt.DockWidgetArea.BottomDockWidgetArea, QTreeWidget()),
):
    dock = QDockWidget("Dock")
    dock.setWidget(made)
    window.addDockWidget(side, dock)
window.setCentralWidget(QTextEdit())
window.resize(1440, 900)
painted = Painted()
window.centralWidget().viewport().installEventFilter(painted)
window.show()
app.exec()
"""
)

STUDIO = (
    ALONE
    + """
from pathlib import Path
from funnelstudio.gui import app as studio_app
application = studio_app.make_application(sys.argv[:1])
"""
    + STOP
    + """
studio = studio_app.Studio(application)
window = studio_app.open_file(studio, Path(sys.argv[1])) if len(sys.argv) > 1 else studio.open_window()
painted = Painted()
window.centralWidget().installEventFilter(painted)
application.exec()
"""
)


def measure(compiled: str, program: str, *arguments: str) -> dict[str, object]:
    """One run in a process of its own, with settings of its own and compiled modules, as installed."""
    with tempfile.TemporaryDirectory() as home:
        own = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA"), home)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **own}
        environment["PYTHONPYCACHEPREFIX"] = compiled
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            capture_output=True,
            check=True,
            env=environment,
            text=True,
        )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the medians as ratios, and what was imported before the first paint."""
    sample = str(ROOT / "resources" / "samples" / "red-roses.funnel")
    runs: dict[str, list[dict[str, object]]] = {"bare": [], "empty": [], "file": []}
    with tempfile.TemporaryDirectory() as compiled:
        measure(compiled, STUDIO, sample)
        for _round in range(ROUNDS):  # in turn, so that a busy moment hits all alike
            runs["bare"].append(measure(compiled, BARE))
            runs["empty"].append(measure(compiled, STUDIO))
            runs["file"].append(measure(compiled, STUDIO, sample))
    cpu = {name: statistics.median(float(str(run["cpu"])) for run in found) for name, found in runs.items()}
    late = sorted({str(name) for found in runs.values() for run in found for name in _listed(run["late"])})
    bare = f"{cpu['bare'] * 1000:.0f} ms"
    print(f"start to first paint, of a bare window with menus\t{cpu['empty'] / cpu['bare']:.2f}\t<= {GOAL}")
    print(f"the same with a funnel opened\t{cpu['file'] / cpu['bare']:.2f}\t")
    print(f"a bare window, the start page, a funnel\t{bare}, {cpu['empty']:.3f} s, {cpu['file']:.3f} s\t")
    print(f"imported before it of {', '.join(LATE)}\t{len(late)} {' '.join(late)}\t<= 0")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


if __name__ == "__main__":
    main()
