"""How far a piece of work is: a plain object that workers report to, with nested shares and cancelling."""

from __future__ import annotations

from collections.abc import Callable

from funnelstudio.errors import Cancelled

Report = Callable[[float, str], None]


def _silent(_done: float, _message: str) -> None:
    pass


def _never() -> bool:
    return False


class Progress:
    """Reports a fraction from 0 to 1 and a message to `report`; asks `cancelled` whether to go on.

    Work that has parts hands each a `share` of its own span, so a part need not know the whole.
    """

    def __init__(
        self,
        report: Report = _silent,
        cancelled: Callable[[], bool] = _never,
        span: tuple[float, float] = (0.0, 1.0),
    ) -> None:
        self._report = report
        self._cancelled = cancelled
        self._start, self._end = span

    def check(self) -> None:
        """Raises Cancelled when the user stopped the work; for whoever waits and has nothing to report."""
        if self._cancelled():
            raise Cancelled

    def at(self, fraction: float, message: str = "") -> None:
        """Say that `fraction` (0 to 1) of this part is done. Raises Cancelled when the user stopped it."""
        self.check()
        bounded = min(1.0, max(0.0, fraction))
        self._report(self._start + bounded * (self._end - self._start), message)

    def share(self, start: float, end: float) -> Progress:
        """A progress for a part that covers `start` to `end` (0 to 1) of this one."""
        length = self._end - self._start
        return Progress(
            self._report, self._cancelled, (self._start + start * length, self._start + end * length)
        )
