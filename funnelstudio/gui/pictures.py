"""Where a picture that the user adds is kept, also while the document has no file of its own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from funnelstudio import bundled
from funnelstudio.export import find_exporter
from funnelstudio.export.manifest import crops_of
from funnelstudio.gui.session import Session
from funnelstudio.model.ids import fresh
from funnelstudio.storage.assets import add_picture, copy_pictures, pictures_of
from funnelstudio.storage.folders import state_folder


def add(session: Session, source: Path) -> str:
    """Copy a picture to the document's others; returns its name. Raises UserError."""
    return add_picture(source, folder_for_writing(session))


def folder_for_writing(session: Session) -> Path:
    """The folder of the document's pictures; one of its own where it has none or shows a sample's."""
    assets = session.assets
    if assets is not None and not assets.is_relative_to(bundled.folder("resources")):
        return assets
    own = state_folder() / "unsaved" / f"{fresh((), 12)}.assets"
    if assets is not None:
        copy_pictures(pictures_of(session.funnel), assets, own)
    session.loose_assets = own
    return own


@lru_cache(maxsize=32)
def shapes(place: str, theme: str) -> tuple[tuple[int, int], ...]:
    """The ratios in which pages of a theme show a picture in a place: "hero", "compared" or "card"."""
    crops = crops_of(find_exporter("static").manifest, theme)
    return tuple(dict.fromkeys(crop.ratio for crop in crops.get(place, ())))


def path_of(session: Session, name: str) -> Path | None:
    """The file of a picture by its name, None where there is none."""
    if not name or session.assets is None:
        return None
    path = session.assets / name
    return path if path.is_file() else None
