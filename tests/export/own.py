"""Exporters of the user's own for tests: small folders that extend the static one, or do not."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

MANIFEST = """
name = "own"
title = "Own"
[[outputs]]
per = "offer"
path = "{language}/{step}.html"
template = "page.html.j2"
"""
PAGE = (
    '<!doctype html>\n<html lang="{{ site.lang }}" dir="{{ site.dir }}"><head><title>{{ page.title }}</title>'
    "</head><body>BODY</body></html>\n"
)


def own_exporter(
    folder: Path, body: str = "{{ page.headline }}", files: Mapping[str, str | bytes] | None = None
) -> Path:
    """An exporter in `folder/own`: one template whose body is `body`, and `files` by their path."""
    made = folder / "own"
    parts = {"exporter.toml": MANIFEST, "templates/page.html.j2": PAGE.replace("BODY", body), **(files or {})}
    for name, text in parts.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return made


def is_running(pid: int) -> bool:
    """Whether a process is there that has not ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def has_ended(pid: int, seconds: float = 20.0) -> bool:
    """Whether a process ends within `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False
