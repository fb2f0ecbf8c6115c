"""Work off the gui thread: a function runs in the pool, its result or exception arrives on the gui thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from funnelstudio.errors import Cancelled
from funnelstudio.progress import Progress

T = TypeVar("T")

_log = logging.getLogger(__name__)


def _ignore(_value: object) -> None:
    pass


def _log_failure(error: Exception) -> None:
    _log.error("A job failed", exc_info=error)


class _Post(QObject):
    """Carries what happens in a worker to the thread that this object lives in."""

    progressed = Signal(float, str)
    ended = Signal(object, object)
    """(result, None) or (None, exception)."""


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work
        self.setAutoDelete(True)

    def run(self) -> None:
        self._work()


class Job(QObject, Generic[T]):
    """A piece of work under way; after `cancel` neither `done` nor `failed` is called."""

    def __init__(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: Callable[[float, str], object] | None,
        owner: QObject | None = None,
    ) -> None:
        super().__init__()
        self._owner = owner
        self._work, self._done, self._failed, self._progress = work, done, failed, progress
        self._cancelled = False
        self._post = _Post()
        self._post.ended.connect(self._on_ended)
        if progress is not None:
            self._post.progressed.connect(self._on_progress)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress, and forget what comes of it."""
        self._cancelled = True

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled

    def run_now(self) -> None:
        """Do the work in the calling thread; for the pool."""
        progress = Progress(self._post.progressed.emit, lambda: self._cancelled)
        result: Any = None
        caught: BaseException | None = None
        try:
            result = self._work(progress)
        except BaseException as error:
            caught = error
        self._post.ended.emit(result, caught)

    @Slot(float, str)
    def _on_progress(self, fraction: float, message: str) -> None:
        if self._progress is not None and not self._is_unwanted():
            self._progress(fraction, message)

    def _is_unwanted(self) -> bool:
        return self._cancelled or (self._owner is not None and not shiboken6.isValid(self._owner))

    @Slot(object, object)
    def _on_ended(self, result: Any, error: BaseException | None) -> None:
        _running.discard(self)
        if self._is_unwanted() or isinstance(error, Cancelled):
            return
        if isinstance(error, Exception):
            self._failed(error)
        elif error is not None:
            raise error
        else:
            self._done(result)


_running: set[Job[Any]] = set()


def run(
    work: Callable[[Progress], T],
    done: Callable[[T], object] = _ignore,
    failed: Callable[[Exception], object] = _log_failure,
    progress: Callable[[float, str], object] | None = None,
    owner: QObject | None = None,
) -> Job[T]:
    """Run `work(progress)` in the pool; `done(result)` or `failed(exception)` is called on the gui thread.

    With an `owner`, nothing is called any more once that is deleted, as when its window has closed.
    """
    job = Job(work, done, failed, progress, owner)
    _running.add(job)
    QThreadPool.globalInstance().start(_Runnable(job.run_now))
    return job


def running() -> int:
    """How many jobs have not yet been answered for; a window must end with none of its own."""
    return len(_running)
