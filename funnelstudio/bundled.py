"""The data that ships with the program, found alike in a wheel, an editable install and a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The bundled folder `name`: "resources", "locales" or "exporters"."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """A file or folder below `resources/`, such as `resource("samples")`."""
    return folder("resources").joinpath(*parts)
