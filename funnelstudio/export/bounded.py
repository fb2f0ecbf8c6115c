"""A child process that answers questions, is watched while it does, and ends at the latest with this one."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from pathlib import Path
from typing import BinaryIO, Final, cast

import msgspec

from funnelstudio.export.frames import Answer, Begin, Inspect, Render, read_frame, write_frame

_PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from funnelstudio.export.child import main; main()"
_LOOK_EVERY: Final = 0.05
_READY_WITHIN: Final = 60.0
"""Seconds that a child may take to start, on a machine that has much else to do."""

_OWN: Final = 1_000_000
"""Bytes that an answer may have beyond its text."""

TIME: Final = "time"
TIME_IN_ALL: Final = "time_in_all"
MEMORY: Final = "memory"
SIZE: Final = "size"
SIZE_IN_ALL: Final = "size_in_all"
ENDED: Final = "ended"


class BrokenBound(Exception):  # noqa: N818 - reads as what it is
    """The child was stopped: `bound` says what was exceeded, or that it ended by itself."""

    def __init__(self, bound: str) -> None:
        super().__init__(bound)
        self.bound = bound


class Child:
    """One child process; it starts when it is first asked, and doesn't outlive this object.

    `look` is called some twenty times a second while an answer is awaited; what it raises ends the child.
    """

    def __init__(self, begin: Begin, look: Callable[[], object]) -> None:
        self._begin = begin
        self._look = look
        self._seconds = 0.0
        self._bytes = 0
        self._pool = ThreadPoolExecutor(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._finalizer: Callable[[], object] = lambda: None

    def ask(self, question: Render | Inspect) -> Answer:
        """The answer. Raises BrokenBound, after which the child is gone; the next question starts another."""
        bounds = self._begin.bounds
        if self._seconds > bounds.seconds:
            raise BrokenBound(TIME_IN_ALL)
        data = msgspec.msgpack.encode(question)
        try:
            if self._process is None:
                self._start()
            began = time.monotonic()
            answer = self._exchange(data, bounds.seconds_a_page)
            self._seconds += time.monotonic() - began
        except BaseException:
            self.close()
            raise
        self._bytes += len(answer.text)
        if self._bytes > bounds.bytes or answer.fault in (MEMORY, SIZE):
            self.close()
            raise BrokenBound(answer.fault or SIZE_IN_ALL)
        return answer

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._finalizer()
        self._process = None

    @property
    def pid(self) -> int:
        """The process's number, 0 while there is none."""
        return self._process.pid if self._process is not None else 0

    def _start(self) -> None:
        folder = tempfile.mkdtemp(prefix="funnelstudio-exporter-")
        command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _PROGRAM]
        # Windows' own libraries are found by this name, and nothing else of the surroundings is handed on.
        kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, with a program of ours
            [*command, *(str(Path(entry).absolute()) for entry in sys.path if entry)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=kept,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._finalizer = weakref.finalize(self, _end, self._process, folder)
        self._exchange(msgspec.msgpack.encode(self._begin), _READY_WITHIN)

    def _exchange(self, data: bytes, seconds: float) -> Answer:
        process = self._process
        assert process is not None  # noqa: S101 - `ask` started it
        most = self._begin.bounds.bytes_a_page + _OWN
        waiting = self._pool.submit(_write_and_read, process, data, most)
        raw = self._wait(waiting, seconds)
        if raw is None:
            raise BrokenBound(_why_it_ended(process))
        try:
            return msgspec.msgpack.decode(raw, type=Answer)
        except msgspec.MsgspecError as error:
            raise BrokenBound(ENDED) from error

    def _wait(self, waiting: Future[bytes | None], seconds: float) -> bytes | None:
        deadline = time.monotonic() + seconds
        whole = time.monotonic() + self._begin.bounds.seconds - self._seconds
        while True:
            with contextlib.suppress(NotYetError):
                return waiting.result(_LOOK_EVERY)
            self._look()
            if time.monotonic() > deadline:
                raise BrokenBound(TIME)
            if time.monotonic() > whole:
                raise BrokenBound(TIME_IN_ALL)


def _write_and_read(process: subprocess.Popen[bytes], data: bytes, most: int) -> bytes | None:
    """One answer; None where the child has gone, or says more than it may."""
    sink, source = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    try:
        write_frame(sink, data)
        return read_frame(source, most)
    except (OSError, ValueError):
        return None


def _why_it_ended(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(1)
    except subprocess.TimeoutExpired:
        return ENDED
    from_time = (1, -getattr(signal, "SIGXCPU", 0))
    return {3: MEMORY, **dict.fromkeys(from_time, TIME)}.get(code, ENDED)


def _end(process: subprocess.Popen[bytes], folder: str) -> None:
    """Kill the process with all that it may have started, and forget its folder."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError, ValueError):
            cast("BinaryIO", stream).close()
    shutil.rmtree(folder, ignore_errors=True)
