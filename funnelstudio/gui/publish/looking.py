"""What an export would do, worked out off the gui thread while the user chooses and writes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from funnelstudio.errors import UserError
from funnelstudio.export import Exporter
from funnelstudio.export.changes import DryRun, Memory, dry_run
from funnelstudio.gui import jobs
from funnelstudio.gui.publish.meter import Meter
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.figures import percent
from funnelstudio.model.funnel import Funnel
from funnelstudio.progress import Progress

T = TypeVar("T")

PAUSE_MS: Final = 300
"""So long after the last choice or letter, so that typing is not slowed down."""
AT_ONCE: Final = 200
"""Pages that are made before the list is shown: a moment's work. The sizes of more follow."""


class Wish(msgspec.Struct, frozen=True):
    """What would be exported, and where to; compared by identity of the funnel, so cheaply."""

    funnel: Funnel
    assets: Path | None
    exporter: Exporter
    tags: tuple[str, ...]
    folder: Path | None
    draft: bool = False

    def is_like(self, other: Wish | None) -> bool:
        """Whether the other asks for the very same."""
        return (
            other is not None
            and self.funnel is other.funnel
            and self.exporter is other.exporter
            and (self.assets, self.tags, self.folder, self.draft)
            == (other.assets, other.tags, other.folder, other.draft)
        )

    def goes_where(self, other: Wish) -> bool:
        """Whether the other's pages go to the same place from the same exporter."""
        return self.exporter is other.exporter and (self.assets, self.folder) == (other.assets, other.folder)

    def of(self, work: Callable[..., T], *args: object, **more: Any) -> T:
        """What one of the functions of the export gives for this wish."""
        chosen = {"exporter": self.exporter, "languages": self.tags, "draft": self.draft}
        return work(self.funnel, self.assets, *args, **chosen, **more)


class Failure(msgspec.Struct, frozen=True):
    """Why a look came to nothing; where that `refuses` the export, one would end with the same sentence."""

    wish: Wish
    sentence: str
    hint: str = ""
    refuses: bool = True


class Looking(QObject):
    """Runs one dry run at a time; a newer wish takes the place of the last. `meter` tells how far it is."""

    found = Signal(object, object)
    """Wish and DryRun; of a large funnel at a glance first, then with all its sizes."""
    went_on = Signal(float)
    """How much of what a glance left open is worked out by now, 0 to 1."""
    failed = Signal(object)
    """Failure: why there would be no export."""

    def __init__(self, meter: Meter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._meter = meter
        self._left = 0
        self._wish: Wish | None = None
        self._job: jobs.Job[DryRun] | None = None
        self._memory = Memory()
        self._remembers: tuple[str, Path | None] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._start)
        self.went_on.connect(self._tell)
        meter.stop_wanted.connect(self._leave)
        meter.go_on_wanted.connect(self.ask_again)

    @property
    def is_busy(self) -> bool:
        """Whether what is shown may not be what was asked for last."""
        return self._job is not None or self._soon.isActive()

    def ask(self, wish: Wish, *, again: bool = False) -> None:
        """Work it out, unless it is what was asked last; with `again` even then: the folder has changed."""
        if not again and wish.is_like(self._wish):
            return
        first = self._wish is None or wish.exporter is not self._wish.exporter or again
        self._wish = wish
        self.stop()
        self._soon.start(0 if first else PAUSE_MS)

    def ask_again(self) -> None:
        """Work out again what was asked last."""
        if self._wish is not None:
            self.ask(self._wish, again=True)

    def stop(self) -> None:
        """Forget the run under way; what was found so far is remembered for the next."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _start(self) -> None:
        wish = self._wish
        if wish is None:
            return
        known = (wish.exporter.digest, wish.folder)
        if known != self._remembers:
            self._remembers, self._memory = known, Memory()
        self._look(wish, AT_ONCE)

    def _look(self, wish: Wish, most: int) -> None:
        memory = self._memory

        def work(progress: Progress) -> DryRun:
            return wish.of(dry_run, wish.folder, memory=memory, most=most, progress=progress)

        def done(run: DryRun) -> None:
            self._job, self._left = None, run.left
            self._meter.setVisible(run.left > 0)
            # Shown before the rest is begun: a long list is laid out far more slowly beside a busy worker.
            self.found.emit(wish, run)
            if run.left and self._wish is wish and not self.is_busy:
                self._look(wish, sys.maxsize)

        told = None if most == AT_ONCE else lambda fraction, _said: self.went_on.emit(fraction)
        self._job = jobs.run(work, done, lambda error: self._on_failed(wish, error), told, owner=self)

    def _tell(self, done: float) -> None:
        words = _("Working out what changes and how large the pages are: {percent}")
        self._meter.show_running(words.format(percent=percent(round(done, 2))), done)

    def _leave(self) -> None:
        self.stop()
        left = self._left
        words = ngettext("{count} page is not worked out yet.", "{count} pages are not worked out yet.", left)
        self._meter.show_stopped(words.format(count=left))

    def _on_failed(self, wish: Wish, error: Exception) -> None:
        self._job = None
        self._meter.hide()
        if isinstance(error, UserError):
            self.failed.emit(Failure(wish, error.message, error.hint))
            return
        self.failed.emit(Failure(wish, str(error), refuses=False))
        if not isinstance(error, OSError):
            raise error
