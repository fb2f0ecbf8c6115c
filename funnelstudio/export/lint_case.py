"""What the linter of exporters looks at, and what it finds."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from funnelstudio.export.exporter import Exporter
from funnelstudio.export.frames import Inspected
from funnelstudio.export.manifest import Manifest
from funnelstudio.export.trial import Trial


class Finding(msgspec.Struct, frozen=True):
    """One finding. `id` is `exporter.NAME`; `file` is in the exporter's folder, `line` 0 for all of it."""

    id: str
    severity: str
    message: str
    file: str = ""
    line: int = 0
    language: str = ""

    @property
    def place(self) -> str:
        """Where it is, as compilers say it."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Case(msgspec.Struct, frozen=True):
    """All that the single checks look at: the exporter with what it inherits, and what is its own."""

    folder: Path
    exporter: Exporter
    own: Manifest
    raw: str
    inspected: dict[str, Inspected]
    trial: Trial

    @property
    def own_templates(self) -> list[Inspected]:
        """The templates of its own folder, not those that it inherits."""
        return [each for name, each in self.inspected.items() if self.has("templates", name)]

    def has(self, kind: str, name: str) -> bool:
        """Whether its own folder has this file, rather than what it extends."""
        return (self.folder / kind / name).is_file()

    def reached(self) -> set[str]:
        """The templates that outputs use, and all that those extend, include or import."""
        waiting = [output.template for output in self.exporter.manifest.outputs]
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in reached or name not in self.inspected:
                continue
            reached.add(name)
            waiting += [reference.name for reference in self.inspected[name].references]
        return reached

    def own_assets(self, ending: str) -> dict[str, str]:
        """Its own style sheets or scripts."""
        found = self.exporter.assets.items()
        return {
            f"assets/{name}": text
            for name, text in found
            if name.endswith(ending) and self.has("assets", name)
        }


def line_with(raw: str, text: str) -> int:
    return next((number for number, line in enumerate(raw.splitlines(), 1) if text in line), 0)


def line_of_key(raw: str, key: str) -> int:
    pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
    return next((number for number, line in enumerate(raw.splitlines(), 1) if pattern.match(line)), 0)
