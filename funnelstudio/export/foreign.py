"""Renders the templates of exporters: bundled ones here, those of the user's own in a bounded child."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export import bounded
from funnelstudio.export.bounded import BrokenBound, Child
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.frames import Answer, Begin, Bounds, Inspect, Inspected, Render, plain
from funnelstudio.export.render import Parts, environment, failure, render
from funnelstudio.i18n import _
from funnelstudio.progress import Progress

USUAL: Final = Bounds()

_EVERY_TEMPLATE: Final = "*"


class Stopped(UserError):  # noqa: N818 - reads as what it is
    """An exporter was stopped because it used more than it may; `template` was at work."""

    def __init__(self, message: str, template: str) -> None:
        super().__init__(message, _("See what funnelstudio exporters --check says about it."))
        self.template = template


class Renderer:
    """Renders one exporter's templates.

    `progress` is asked while a child works whether to go on. Raises UserError that names the template when
    it fails, Stopped when it used more than the bounds, Cancelled.
    """

    def __init__(
        self, exporter: Exporter, progress: Progress | None = None, bounds: Bounds | None = None
    ) -> None:
        self._exporter = exporter
        self._bounds = bounds or USUAL
        self._child: Child | None = None
        self._kept: dict[str, tuple[Any, msgspec.Raw]] = {}
        if not exporter.bundled:
            begin = Begin(dict(exporter.templates), self._bounds)
            self._child = Child(begin, (progress or Progress()).check)

    def render(self, template: str, seen: Mapping[str, Any], shared: str = "") -> Parts:
        """The text of one file; for `shared` see `render.render`, a child tells it from nothing else."""
        if self._child is None:
            return render(environment(self._exporter), self._exporter, template, seen, shared)
        answer = self._ask(Render(template, self._packed(seen)), template)
        if answer.fault:
            raise failure(self._exporter, template, answer.reason)
        try:
            return Parts(after=answer.text.decode("utf-8", "surrogatepass"))
        except UnicodeDecodeError as error:
            raise self._stopped(bounded.ENDED, template) from error

    def inspect(self) -> list[Inspected]:
        """What stands in each template. Raises Stopped."""
        child = self._child or Child(Begin(dict(self._exporter.templates), self._bounds), Progress().check)
        self._child = child
        return self._ask(Inspect(), _EVERY_TEMPLATE).inspected

    def close(self) -> None:
        """End the child, if there is one; the next page would start another."""
        if self._child is not None:
            self._child.close()

    def _packed(self, seen: Mapping[str, Any]) -> dict[str, msgspec.Raw]:
        """What a template sees, each name packed; what pages share is packed once for as long as they do."""
        for name, value in seen.items():
            if name not in self._kept or self._kept[name][0] is not value:
                self._kept[name] = (value, msgspec.Raw(msgspec.msgpack.encode(plain(value))))
        return {name: self._kept[name][1] for name in seen}

    def _ask(self, question: Render | Inspect, template: str) -> Answer:
        assert self._child is not None  # noqa: S101 - asked only where there is one
        try:
            return self._child.ask(question)
        except BrokenBound as error:
            raise self._stopped(error.bound, template) from error

    def _stopped(self, bound: str, template: str) -> Stopped:
        bounds = self._bounds
        sentence = _SENTENCES[bound]()
        return Stopped(
            sentence.format(
                name=self._exporter.name,
                template=template,
                page_seconds=f"{bounds.seconds_a_page:g}",
                seconds=f"{bounds.seconds:g}",
                memory=_megabytes(bounds.memory),
                page_size=_megabytes(bounds.bytes_a_page),
                size=_megabytes(bounds.bytes),
            ),
            template,
        )


_SENTENCES: Final[Mapping[str, Callable[[], str]]] = {
    bounded.TIME: lambda: _(
        "The exporter “{name}” was stopped: its template “{template}” took longer than {page_seconds} s."
    ),
    bounded.TIME_IN_ALL: lambda: _(
        "The exporter “{name}” was stopped at its template “{template}”: all took longer than {seconds} s."
    ),
    bounded.MEMORY: lambda: _(
        "The exporter “{name}” was stopped: its template “{template}” needed more than {memory} MB of memory."
    ),
    bounded.SIZE: lambda: _(
        "The exporter “{name}” was stopped: its template “{template}” wrote more than {page_size} MB."
    ),
    bounded.SIZE_IN_ALL: lambda: _(
        "The exporter “{name}” was stopped at its template “{template}”: all wrote more than {size} MB."
    ),
    bounded.ENDED: lambda: _(
        "The exporter “{name}” was stopped: its template “{template}” ended the process that it ran in."
    ),
}


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g}"
