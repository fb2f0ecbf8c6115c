"""The program of the child process that renders an exporter of the user's own: it can be killed at any time.

It reads questions from stdin and writes answers to stdout. Before the first template is looked at, it gives
up all that templates need not have: files, other processes, memory and time beyond its bounds. It ends when
its parent does, whatever a template is doing.
"""

from __future__ import annotations

import codecs
import faulthandler
import html
import math
import os
import pprint
import queue
import sys
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

import jinja2.debug
import msgspec
from jinja2 import Template, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from funnelstudio.export import frames, inspection
from funnelstudio.export.engine import Sandbox
from funnelstudio.export.frames import Answer, Begin, Bounds, Inspect, Render, read_frame, write_frame
from funnelstudio.export.render import sandbox

OUT_OF_MEMORY: Final = 3
"""Exit code of a child that was found to need more memory than it may."""

_UNEXPECTED: Final = 4

_ASKED: Final = 1 << 40
"""Bytes of a question; the parent is trusted."""

_LATE: Final = (html, pprint, textwrap, jinja2.debug, codecs.lookup("unicode-escape"))
"""What the template engine would else load when it first needs it, and no file can be opened any more."""

_LONGEST: Final = 10_000_000
_MOST_BITS: Final = 100_000
"""What a product of a text and a number, and a power, may come to."""

_LOOK_EVERY: Final = 0.05
_GRACE: Final = 2
"""Seconds after which a child ends itself that should have been ended."""


def main() -> None:
    """Answer questions until stdin ends; what this program itself can't do ends it at once."""
    try:
        _serve()
    finally:
        os._exit(_UNEXPECTED)


def _serve() -> None:
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    begin = msgspec.msgpack.decode(read_frame(source, _ASKED) or b"", type=Begin)
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(source, questions), daemon=True).start()
    threading.Thread(target=_watch_memory, args=(begin.bounds.memory,), daemon=True).start()
    engine = sandbox(begin.templates, Bounded)
    with Path(os.devnull).open("w") as nowhere:
        _give_up(begin.bounds)
        write_frame(sink, msgspec.msgpack.encode(Answer()))
        while True:
            question = msgspec.msgpack.decode(
                questions.get(), type=Render | Inspect, ext_hook=frames.from_ext
            )
            _wind_up(begin.bounds, nowhere)
            answer = _answer(engine, begin, question)
            faulthandler.cancel_dump_traceback_later()
            write_frame(sink, msgspec.msgpack.encode(answer))


class Bounded(Sandbox):
    """A sandbox in which one small step can't become a huge one, not even while a template is read."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply or raise to a power, within reason."""
        if operator == "**":
            bits = left.bit_length() if isinstance(left, int) else 0
            if bits and isinstance(right, int) and bits * right > _MOST_BITS:
                raise SecurityError("a power is too large")
        for sequence, count in ((left, right), (right, left)):
            if isinstance(sequence, Sequence) and isinstance(count, int) and len(sequence) * count > _LONGEST:
                raise SecurityError("a text or list is too long")
        return super().call_binop(context, operator, left, right)


def _read(source: BinaryIO, questions: queue.SimpleQueue[bytes]) -> None:
    """Pass questions on; end with the parent, also in the middle of an endless template."""
    while (question := read_frame(source, _ASKED)) is not None:
        questions.put(question)
    os._exit(0)


def _answer(engine: Bounded, begin: Begin, question: Render | Inspect) -> Answer:
    try:
        if isinstance(question, Inspect):
            return Answer(inspected=inspection.inspected(engine, begin.templates))
        text = "".join(_pieces(engine, question.template, question.seen, begin.bounds.bytes_a_page))
        data = text.encode("utf-8", "surrogatepass")
        return Answer(data) if len(data) <= begin.bounds.bytes_a_page else Answer(fault="size")
    except MemoryError:
        return Answer(fault="memory")
    except _TooLargeError:
        return Answer(fault="size")
    except Exception as error:  # whatever a template came to, the parent is told in a sentence
        return Answer(fault="failed", reason=reason_of(error))


def reason_of(error: Exception) -> str:
    """What happened, and where: the innermost template that was at work, and its line."""
    said = str(error).strip() or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or ''} line {error.lineno}: {error.message or said}".strip()
    place = ""
    trace = error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            place = f"{template.name} line {template.get_corresponding_lineno(trace.tb_lineno)}: "
        trace = trace.tb_next
    return place + said


class _TooLargeError(Exception):
    pass


def _pieces(engine: Bounded, name: str, seen: Mapping[str, Any], most: int) -> Iterator[str]:
    """The pieces of a rendered template, until they are too many."""
    template = engine.get_template(name)
    size = 0
    for piece in template.root_render_func(template.new_context(dict(seen))):
        size += len(piece)
        if size > most:
            raise _TooLargeError
        yield piece


def _wind_up(bounds: Bounds, nowhere: TextIO) -> None:
    """Let this process end should it work longer on a page than it may.

    Both hold where a template keeps the interpreter busy in one long step, and without a parent.
    """
    faulthandler.dump_traceback_later(bounds.seconds_a_page + _GRACE, exit=True, file=nowhere)
    if sys.platform != "win32":
        import resource

        soft = math.ceil(time.process_time() + bounds.seconds_a_page + _GRACE)
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _give_up(bounds: Bounds) -> None:
    """From here on no file, no other process, no more memory and no more time than `bounds` allow."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, bounds.memory)
    _lower(resource.RLIMIT_CPU, math.ceil(bounds.seconds) + _GRACE)
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NOFILE):
        _lower(kind, 0)


def _lower(kind: int, most: int) -> None:
    """Lower a limit for good; a system that knows it in name only keeps the bounds that hold everywhere."""
    import resource

    _soft, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (ValueError, OSError):
        return


def _watch_memory(most: int) -> None:
    """End when too much memory is in use, for systems whose limit on it does not hold."""
    if sys.platform == "win32":
        return
    import resource

    unit = 1 if sys.platform == "darwin" else 1024

    def used() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

    # Linux counts what the parent had before this process was itself.
    most = max(most, used())
    while used() <= most:
        time.sleep(_LOOK_EVERY)
    os._exit(OUT_OF_MEMORY)
