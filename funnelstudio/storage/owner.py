"""Which process holds something, and whether that process still runs."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import msgspec


class Owner(msgspec.Struct, frozen=True):
    """A process on a machine. `began` tells it from a later one with the same number, where that is known."""

    host: str
    process: int
    began: str = ""


def this_process() -> Owner:
    """The owner that stands for this program."""
    return Owner(socket.gethostname(), os.getpid(), _began(os.getpid()))


def may_run(owner: Owner) -> bool:
    """Whether the owner still runs; True when it is on another machine, where nobody here can tell."""
    if owner.host != socket.gethostname():
        return True
    if not _exists(owner.process) or _has_ended(owner.process):
        return False
    return not owner.began or owner.began == _began(owner.process)


def is_here(owner: Owner) -> bool:
    """Whether the owner is a process of this machine."""
    return owner.host == socket.gethostname()


def _began(process: int) -> str:
    """When the process began, in the kernel's own count; "" where that can't be found out."""
    facts = _facts(process)
    return facts[19] if len(facts) > 19 else ""


def _has_ended(process: int) -> bool:
    """Whether the process is only still listed because its parent has not asked how it ended."""
    return _facts(process)[:1] in (["Z"], ["X"])


def _facts(process: int) -> list[str]:
    """What the kernel tells of a process from its third field on, which is the state; else nothing."""
    try:
        # The name in brackets may hold anything, so count from its end.
        return Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def _exists(process: int) -> bool:
    if process <= 0:
        return False
    if sys.platform == "win32":
        return _exists_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _exists_on_windows(process: int) -> bool:
    """`os.kill(…, 0)` would send Ctrl+C there."""
    import ctypes

    query_limited_information, still_active = 0x1000, 259
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - a name that ctypes has on Windows alone
    handle = kernel.OpenProcess(query_limited_information, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
