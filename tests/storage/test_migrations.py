"""Files of older versions open, and what a migration does is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import migrations, schema
from funnelstudio.storage.files import load, save
from funnelstudio.storage.migrations import MIGRATIONS, VERSION, Plain, migrate
from funnelstudio.storage.schema import read
from tests.repository import ROOT

VERSIONS = ROOT / "tests" / "data" / "versions"


def title_from_name(plain: Plain) -> Plain:
    """As a migration looks: version 1 of this example called the title "name"."""
    return {**{key: item for key, item in plain.items() if key != "name"}, "title": plain["name"]}


def brand_from_title(plain: Plain) -> Plain:
    return {**plain, "brand": {"name": plain["title"]}}


EXAMPLE = {1: title_from_name, 2: brand_from_title}


def test_there_is_a_migration_for_each_old_version() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_file_of_each_version_still_opens(version: int) -> None:
    document = read((VERSIONS / f"{version}.funnel").read_bytes())
    assert document.version == version
    assert document.funnel.title == "Red Roses"
    assert len(document.funnel.steps) > 5


def test_migrations_run_one_after_the_other_and_change_nothing_they_get() -> None:
    old = {"name": "Rosen", "steps": {}}
    assert migrate(old, 1, 3, EXAMPLE) == {"title": "Rosen", "brand": {"name": "Rosen"}, "steps": {}}
    assert migrate(old, 3, 3, EXAMPLE) is old
    assert old == {"name": "Rosen", "steps": {}}


def test_the_old_file_is_kept_before_the_first_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", 3)
    monkeypatch.setattr(schema, "migrate", lambda plain, version: migrate(plain, version, 3, EXAMPLE))
    path = tmp_path / "old.funnel"
    old = json.dumps({"format": {"app": "funnelstudio", "version": 1}, "name": "Rosen"}).encode()
    path.write_bytes(old)
    opened = load(path)
    assert opened.is_migrated
    assert (opened.funnel.title, opened.funnel.brand.name) == ("Rosen", "Rosen")
    save(opened.funnel, path, keep_old=opened.is_migrated)
    save(Funnel(title="Later"), path, keep_old=True)
    assert (tmp_path / "old.funnel.bak").read_bytes() == old


def test_what_this_program_writes_names_its_version() -> None:
    assert migrations.READER <= migrations.VERSION
