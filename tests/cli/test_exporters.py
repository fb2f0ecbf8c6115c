"""Exporters of the user's own on the command line: begun, listed, checked, used by name and by folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from funnelstudio.storage.files import save
from tests.builders import a_funnel
from tests.cli.conftest import Terminal
from tests.export.own import own_exporter


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own exporters."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FUNNELSTUDIO_DATA", str(tmp_path / "data"))
    save(a_funnel(), tmp_path / "my.funnel")
    return tmp_path / "data" / "exporters"


def test_one_is_begun_listed_checked_and_used(terminal: Terminal, own: Path) -> None:
    assert str(own / "mine") in terminal.run("exporters", "--new", "mine")
    assert f"your own, in {own / 'mine'}" in terminal.run("exporters")
    rows = {row["id"]: row for row in json.loads(terminal.run("exporters", "--json"))["exporters"]}
    assert (rows["mine"]["bundled"], rows["static"]["bundled"]) == (False, True)
    assert "0 errors, 0 warnings" in terminal.run("exporters", "--check", "mine")
    terminal.run("check", "my.funnel", "--exporter", "mine")
    terminal.run("export", "my.funnel", "--to", "site", "--exporter", "mine", "--draft")
    pages = [path.read_text(encoding="utf-8") for path in Path("site").rglob("*.html")]
    assert any("days to change your mind" in page for page in pages)


def test_a_name_that_can_not_be_begun_is_one_sentence(terminal: Terminal, own: Path) -> None:
    terminal.run("exporters", "--new", "mine", "--json")
    for name in ("mine", "static"):
        assert "already" in terminal.refused("exporters", "--new", name)
    for name in ("Mine", "../mine", "", "x" * 41):
        assert "can't be the name" in terminal.refused("exporters", "--new", name)


def test_one_is_used_from_its_folder(terminal: Terminal, own: Path, tmp_path: Path) -> None:
    own_exporter(tmp_path / "elsewhere", "Hello from {{ page.title }}")
    folder = "./elsewhere/own"
    terminal.run("check", "my.funnel", "--exporter", folder)
    terminal.run("export", "my.funnel", "--to", "site", "--exporter", folder, "--draft")
    pages = [path.read_text(encoding="utf-8") for path in Path("site").rglob("*.html")]
    assert pages
    assert all("Hello from" in page for page in pages)
    assert "can't be used" in terminal.refused("check", "my.funnel", "--exporter", "./elsewhere")


def test_a_funnel_can_not_name_a_folder(terminal: Terminal, own: Path, tmp_path: Path) -> None:
    folder = own_exporter(tmp_path / "elsewhere")
    funnel = json.loads((tmp_path / "my.funnel").read_text(encoding="utf-8"))
    funnel["export"] = {"exporter": str(folder)}
    (tmp_path / "my.funnel").write_text(json.dumps(funnel), encoding="utf-8")
    assert "There is no exporter" in terminal.refused("export", "my.funnel", "--to", "site", "--draft")


def test_broken_ones_are_listed_with_the_reason(terminal: Terminal, own: Path) -> None:
    broken = own_exporter(own, files={"exporter.toml": "name = 1"})
    taken = own_exporter(own / "x", files={"exporter.toml": 'name = "static"\ntitle = "Mine"'})
    taken.rename(own / "taken")
    assert terminal.run("exporters").startswith("static ")
    assert str(broken) in terminal.err
    assert "another exporter called “static”" in terminal.err
    found = json.loads(terminal.run("exporters", "--json"))["broken"]
    assert [row["folder"] for row in found] == [str(broken), str(own / "taken")]
    assert "Expected `str`, got `int`" in found[0]["reason"]


def test_findings_have_the_shape_and_exit_codes_of_check(terminal: Terminal, own: Path) -> None:
    own_exporter(own, "{{ page.headlin }} Hello")
    lines = terminal.run("exporters", "--check", "own", code=1).splitlines()
    assert lines[0].split()[:2] == ["error", "exporter.unknown_field"]
    found = json.loads(terminal.run("exporters", "--check", str(own / "own"), "--json", code=1))
    fields = {"id", "severity", "step", "field", "language", "outcome", "message", "fix", "source"}
    assert [set(problem) for problem in found["problems"]] == [fields] * len(found["problems"])
    places = {problem["id"]: problem["field"] for problem in found["problems"]}
    assert places["exporter.fixed_text"] == "templates/page.html.j2:2"
    assert "There is no folder" in terminal.refused("exporters", "--check", "nowhere")


def test_an_export_that_is_stopped_is_one_sentence(
    terminal: Terminal, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from funnelstudio.export import foreign
    from funnelstudio.export.frames import Bounds

    monkeypatch.setattr(foreign, "USUAL", Bounds(seconds_a_page=1.0))
    own_exporter(own, "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    said = terminal.refused("export", "my.funnel", "--to", "site", "--exporter", "own", "--draft")
    assert "The exporter “own” was stopped: its template “page.html.j2” took longer than 1 s." in said
    assert list(Path("site").iterdir()) == []
