"""The site of the small funnel, compared file by file. UPDATE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from funnelstudio.export import export, find_exporter, render_page
from funnelstudio.export.site import MANIFEST
from funnelstudio.export.style import themes
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace

GOLDEN = Path(__file__).parent / "golden" / "static"
ENCODED = ("*.avif", "*.webp", "*.jpg", "*.png")
"""Their bytes change with every library; what they show is told in test_pictures."""


def _files(folder: Path, leaving_out: tuple[str, ...] = ()) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(path.match(pattern) for pattern in leaving_out)
    }


def test_the_site_is_the_golden_one(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    export(funnel, assets, tmp_path / "site")
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        # Without the manifest: its hashes change with every library.
        shutil.copytree(tmp_path / "site", GOLDEN, ignore=shutil.ignore_patterns(MANIFEST, *ENCODED))
    made, golden = _files(tmp_path / "site", ENCODED), _files(GOLDEN)
    assert made.pop(MANIFEST)
    assert sorted(made) == sorted(golden)
    differing = [name for name, data in made.items() if data.split() != golden[name].split()]
    assert not differing


@pytest.mark.parametrize("theme", themes(find_exporter("static")))
def test_a_page_in_each_theme_is_the_golden_one(funnel: Funnel, theme: str) -> None:
    themed = replace(funnel, brand=replace(funnel.brand, theme=theme))
    made = render_page(themed, None, "static", "more", "en-GB", draft=False)
    path = GOLDEN.parent / "themes" / f"{theme}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made.split() == path.read_text(encoding="utf-8").split()


def test_the_same_funnel_gives_the_same_bytes(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    export(funnel, assets, tmp_path / "one")
    export(funnel, assets, tmp_path / "two")
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


def test_two_processes_give_the_same_bytes(funnel: Funnel, assets: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("funnelstudio.export.making.CHUNK", 4)
    monkeypatch.setattr("funnelstudio.export.making.WORTHWHILE", 0)
    one = export(funnel, assets, tmp_path / "one")
    two = export(funnel, assets, tmp_path / "two", jobs=2)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert one == two
