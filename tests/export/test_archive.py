"""A site as a zip file: the same bytes each time, and never half of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from funnelstudio.errors import UserError
from funnelstudio.export import archive, export
from funnelstudio.export.archive import LONG_AGO, export_zip
from funnelstudio.export.site import MANIFEST
from funnelstudio.model.funnel import Funnel


def test_it_holds_the_very_files_of_the_folder(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    export(funnel, assets, tmp_path / "site")
    result = export_zip(funnel, assets, tmp_path / "site.zip")
    with zipfile.ZipFile(tmp_path / "site.zip") as found:
        names = found.namelist()
        assert names == sorted(result.written)
        assert MANIFEST not in names
        assert all(found.read(name) == (tmp_path / "site" / name).read_bytes() for name in names)
        assert {entry.date_time for entry in found.infolist()} == {LONG_AGO}
        assert found.testzip() is None


def test_the_same_funnel_gives_the_same_bytes(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    export_zip(funnel, assets, tmp_path / "one.zip")
    export_zip(funnel, assets, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_failure_leaves_the_last_file(
    funnel: Funnel, assets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "site.zip"
    to.write_bytes(b"the last one")

    def full(_folder: Path) -> list[str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_files", full)
    with pytest.raises(UserError, match="no room left"):
        export_zip(funnel, assets, to)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["site.zip"]
    assert to.read_bytes() == b"the last one"


def test_places_for_no_file_are_refused(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=f"“{tmp_path.name}” is a folder, not a file.") as caught:
        export_zip(funnel, assets, tmp_path)
    assert caught.value.hint == f"Choose another place than {tmp_path}."
    with pytest.raises(UserError, match="is too long"):
        export_zip(funnel, assets, tmp_path / f"{'long' * 100}.zip")
    with pytest.raises(UserError, match="no folder"):
        export_zip(funnel, assets, tmp_path / "not there" / "site.zip")
