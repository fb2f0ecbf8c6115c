"""Pictures of a funnel: files in `NAME.assets/` beside it, named by their content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from funnelstudio.i18n import _
from funnelstudio.images import svg
from funnelstudio.images.look import MAX_BYTES, look, too_large
from funnelstudio.images.size import image_size
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import durable, troubles

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}\.(?:png|jpg|jpeg|webp|avif|svg|gif)")


def assets_folder(path: Path) -> Path:
    """Where the pictures of the funnel file `path` are, whether or not there are any."""
    return path.with_suffix(".assets")


def is_picture_name(name: str) -> bool:
    """Whether `name` can be a picture's: a plain file name that leads nowhere else."""
    return _NAME.fullmatch(name) is not None


def pictures_of(funnel: Funnel) -> tuple[str, ...]:
    """Names of all pictures that the funnel uses, sorted; names that can't be a picture's are left out."""
    named = {funnel.brand.logo}
    named |= {product.picture for product in funnel.products.values()}
    named |= {step.picture for step in funnel.steps.values()}
    return tuple(sorted(name for name in named if is_picture_name(name)))


def add_picture(source: Path, assets: Path) -> str:
    """Copy the picture `source` into `assets` (made if need be); returns its name there.

    Raises BadInput when it can't be used as a picture, UserError when it can't be read or written.
    """
    try:
        if source.stat().st_size > MAX_BYTES:
            raise too_large(source.name)
        data = source.read_bytes()
    except OSError as error:
        raise troubles.reading(error, source) from error
    return add_picture_data(data, assets, source.name)


def add_picture_data(data: bytes, assets: Path, shown: str = "") -> str:
    """Put a picture's bytes into `assets`; returns its name, the same for the same content.

    A drawing is cleaned first. Raises BadInput for what can't be decoded, is too large, or no picture.
    """
    from funnelstudio.images.pixels import facts  # Pillow is wanted with the first picture, not at the start

    shown = shown or _("The data")
    found = look(data, shown)
    facts(found, shown)
    data, suffix = found.data, f".{found.ending}"
    name = durable.digest(data)[:16] + suffix
    target = assets / name
    try:
        assets.mkdir(parents=True, exist_ok=True)
        if target.is_file() and target.read_bytes() == data:
            return name
    except OSError as error:
        raise troubles.writing(error, target) from error
    durable.write(target, data)
    return name


def picture_suffix(data: bytes) -> str:
    """The suffix that fits the content, such as ".png"; "" for what begins like no picture."""
    found = image_size(data)
    if found is not None:
        return f".{found.ending}"
    return ".svg" if svg.begins(data) else ""


def copy_pictures(names: Iterable[str], source: Path | None, target: Path) -> tuple[str, ...]:
    """Copy the named pictures from one folder to another; returns the names of those that are missing.

    What already stands in `target` with the same content is left alone.
    """
    missing: list[str] = []
    for name in names:
        origin = None if source is None else source / name
        if origin is None or not origin.is_file():
            if not (target / name).is_file():
                missing.append(name)
            continue
        _copy(origin, target / name)
    return tuple(missing)


def _copy(origin: Path, target: Path) -> None:
    try:
        data = origin.read_bytes()
    except OSError as error:
        raise troubles.reading(error, origin) from error
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and target.read_bytes() == data:
            return
    except OSError as error:
        raise troubles.writing(error, target) from error
    durable.write(target, data)
