"""What each command prints, writes and returns, on every bundled funnel and on bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it has no stubs among the locked ones
import pytest

from funnelstudio.cli import COMMANDS, main
from funnelstudio.model.checking import Waiver
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step
from funnelstudio.model.value import replace, without
from funnelstudio.storage.files import load, save
from funnelstudio.storage.samples import list_samples
from tests.builders import a_funnel
from tests.cli.conftest import Terminal
from tests.repository import ROOT

DATA = ROOT / "tests" / "data"
SAMPLES = [sample.id for sample in list_samples()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(a_funnel(), tmp_path / "my.funnel")
    return tmp_path / "my.funnel"


def test_samples_are_listed_id_first_and_written_as_new_files(terminal: Terminal, tmp_path: Path) -> None:
    assert [line.split()[0] for line in terminal.run("samples").splitlines()] == SAMPLES
    assert [row["id"] for row in json.loads(terminal.run("samples", "--json"))["samples"]] == SAMPLES
    assert "mine.funnel written." in terminal.run("new", "red-roses", "mine")
    assert load(tmp_path / "mine.funnel").funnel.title == "Red Roses"
    assert "is there already" in terminal.refused("new", "red-roses", "mine.funnel")
    assert "There is no sample" in terminal.refused("new", "no-roses", "other.funnel")
    assert "is not there" in terminal.refused("new", "red-roses", tmp_path / "gone" / "mine.funnel")


def test_check_prints_a_line_a_problem_and_returns_what_blocks(terminal: Terminal, path: Path) -> None:
    assert terminal.run("check", path).endswith(".\n")
    assert "no exporter" in terminal.refused("check", path, "--exporter", "nope")
    broken = a_funnel()
    save(replace(broken, steps=without(broken.steps, "thanks")), path)
    *lines, last = terminal.run("check", path, code=1).splitlines()
    assert any(line.startswith("error ") for line in lines)
    assert "error" in last
    found = json.loads(terminal.run("check", path, "--json", code=1))["problems"]
    assert len(found) == len(lines)
    for problem in found:
        assert set(problem) >= {"id", "severity", "step", "field", "language", "message", "fix"}
        assert problem["severity"] in ("error", "warning", "notice")


def test_export_writes_then_finds_nothing_to_write(terminal: Terminal, path: Path, tmp_path: Path) -> None:
    first = json.loads(terminal.run("export", path, "--to", "site", "--json"))
    assert first["written"]
    assert all((tmp_path / "site" / name).is_file() for name in first["written"])
    again = json.loads(terminal.run("export", path, "--to", "site", "--json"))
    assert again["written"] == again["removed"] == []
    assert sorted(again["unchanged"]) == sorted(first["written"])
    one = json.loads(terminal.run("export", path, "--to", "one", "--language", "de-DE", "--json"))
    assert 0 < len(one["written"]) < len(first["written"])
    assert "unchanged" in terminal.run("export", path, "--to", "site")


def test_export_stops_at_errors_unless_it_is_a_draft(terminal: Terminal, path: Path, tmp_path: Path) -> None:
    broken = a_funnel()
    save(replace(broken, steps={**broken.steps, "lost": Step(type="product", name="Lost")}), path)
    out = terminal.run("export", path, "--to", "site", code=1)
    assert "--draft" in out
    assert json.loads(terminal.run("export", path, "--to", "site", "--json", code=1))["problems"]
    assert not (tmp_path / "site").exists()
    terminal.run("export", path, "--to", "site", "--draft")
    assert list((tmp_path / "site").rglob("*.html"))


def test_export_writes_a_zip_file_in_place_of_a_folder(
    terminal: Terminal, path: Path, tmp_path: Path
) -> None:
    written = json.loads(terminal.run("export", path, "--zip", "site.zip", "--json"))["written"]
    with zipfile.ZipFile(tmp_path / "site.zip") as found:
        assert found.namelist() == sorted(written)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["my.funnel", "site.zip"]
    assert "not allowed with" in terminal.refused("export", path, "--zip", "a.zip", "--to", "site")
    assert "no folder" in terminal.refused("export", path, "--zip", "gone/site.zip")


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    terminal: Terminal, path: Path, tmp_path: Path
) -> None:
    files = json.loads(terminal.run("export", path, "--to", "site", "--dry-run", "--json"))["files"]
    assert {file["fate"] for file in files} == {"new"}
    # A picture that is not made yet has no size.
    assert all(0 < file["packed"] <= file["size"] for file in files if file["kind"] != "picture")
    assert not (tmp_path / "site").exists()
    terminal.run("export", path, "--to", "site")
    assert terminal.run("export", path, "--to", "site", "--dry-run").startswith("0 files would change")
    out = terminal.run("export", path, "--to", "site", "--language", "en-GB", "--dry-run")
    assert "removed  de-DE/" in out


def test_a_dry_run_tells_which_settings_are_missing(terminal: Terminal, path: Path) -> None:
    words = ("export", path, "--to", "site", "--exporter", "clickbank", "--dry-run")
    missing = "“Your nickname at ClickBank” is missing: ClickBank needs it."
    assert missing not in terminal.run(*words)
    assert terminal.err.count(missing) == 1
    told = json.loads(terminal.run(*words, "--json"))["warnings"]
    assert told.count(missing) == 1
    assert len(told) == len(set(told))


def test_export_refuses_what_it_does_not_know(terminal: Terminal, path: Path, tmp_path: Path) -> None:
    assert "no exporter" in terminal.refused("export", path, "--to", "site", "--exporter", "nope")
    assert "no language" in terminal.refused("export", path, "--to", "site", "--language", "xx")
    assert "from 1 to 64" in terminal.refused("export", path, "--to", "site", "--jobs", "0")
    assert "--to --zip" in terminal.refused("export", path)
    (tmp_path / "file").touch()
    terminal.refused("export", path, "--to", "file")


def test_exporters_are_listed(terminal: Terminal) -> None:
    assert terminal.run("exporters").startswith("static ")
    rows = json.loads(terminal.run("exporters", "--json"))["exporters"]
    assert rows[0]["limits"]["levels"] == 6


def test_paths_tell_answers_sums_and_ending(terminal: Terminal, path: Path) -> None:
    lines = terminal.run("paths", path).splitlines()
    assert "[£24.00 today]" in lines[-1]
    assert any("£" in line and "a month" in line for line in lines)
    found = json.loads(terminal.run("paths", path, "--json", "--language", "de-DE"))
    assert found["currency"] == "EUR"
    assert found["count"] == len(found["paths"]) == len(lines)
    assert found["paths"][-1]["today"] == "24.00"
    assert found["paths"][0]["ending"] == "thanks"
    assert "It has: en-GB, de-DE." in terminal.refused("paths", path, "--language", "fr-FR")
    save(Funnel(), path)
    assert "No path" in terminal.run("paths", path)


def test_a_picture_is_written_in_both_themes(terminal: Terminal, path: Path, tmp_path: Path) -> None:
    terminal.run("picture", path, "-o", "light.svg")
    terminal.run("picture", path, "-o", "dark.svg", "--theme", "dark")
    light, dark = (Path(tmp_path, name).read_text("utf-8") for name in ("light.svg", "dark.svg"))
    assert light.startswith(("<svg", "<?xml"))
    assert light != dark
    assert "is not there" in terminal.refused("picture", path, "-o", "gone/tree.svg")
    assert ".svg, .png or .pdf" in terminal.refused("picture", path, "-o", "tree.gif")


def test_a_picture_as_png_and_pdf_needs_no_screen(path: Path, tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    for name, beginning in (("tree.png", b"\x89PNG"), ("tree.pdf", b"%PDF-")):
        done = start("picture", str(path), "-o", str(tmp_path / name), surroundings=surroundings)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_bytes().startswith(beginning)
    refused = start("picture", str(path), "-o", str(tmp_path / "gone" / "a.png"), surroundings=surroundings)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def test_without_qt_a_picture_as_png_is_refused(
    terminal: Terminal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("funnelstudio.commands.window.has_window_library", lambda: False)
    assert "needs PySide6, which is not installed" in terminal.refused("picture", path, "-o", "tree.png")


def test_diff_tells_what_was_set_aside(terminal: Terminal, path: Path, tmp_path: Path) -> None:
    waiver = Waiver(check="selling.order", place="vase", reason="Tested", by="Ada")
    save(replace(a_funnel(), waivers=(waiver,)), tmp_path / "aside.funnel")
    out = terminal.run("diff", path, "aside.funnel")
    assert out == "Set aside: selling.order at “Vase”, because “Tested” (Ada).\n"
    assert terminal.run("diff", "aside.funnel", path) == "No longer set aside: selling.order at “Vase”.\n"


def test_diff_says_in_words_what_changed(terminal: Terminal, path: Path, tmp_path: Path) -> None:
    assert terminal.run("diff", path, path) == "The funnels are the same.\n"
    old = a_funnel()
    new = replace(
        old,
        title="Blue Roses",
        steps={**without(old.steps, "gift"), "new": Step(type="ending", name="Later")},
        languages=old.languages[:1],
        texts=without(old.texts, "de-DE"),
    )
    save(new, tmp_path / "new.funnel")
    out = terminal.run("diff", path, "new.funnel")
    assert "The title was “Red Roses” and is “Blue Roses”." in out
    assert "The step “Gift” was removed." in out
    assert "The step “Later” was added." in out
    assert "The language de-DE was removed." in out
    assert "de-DE, Vase: " in out
    assert json.loads(terminal.run("diff", path, "new.funnel", "--json"))["changes"] == out.splitlines()


def test_the_schema_fits_a_file(terminal: Terminal, path: Path) -> None:
    schema = json.loads(terminal.run("schema"))
    jsonschema.validate(json.loads(path.read_text("utf-8")), schema)


def test_the_self_test_passes(terminal: Terminal) -> None:
    lines = terminal.run("self-test").splitlines()
    assert all(line.startswith("ok ") for line in lines[:-1])
    assert lines[-1] == "Everything works."


def test_version_and_help(terminal: Terminal) -> None:
    assert terminal.run("--version").startswith("Funnel Studio ")
    overview = terminal.run("--help")
    for command in COMMANDS:
        assert f"funnelstudio {command.name} " in overview
        assert f"funnelstudio {command.name} " in terminal.run(command.name, "--help")


def test_slips_of_the_pen_are_told_in_one_sentence(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Did you mean “check”?" in terminal.refused("chekc")
    assert "neither a command nor a file" in terminal.refused("zzz")
    assert "See funnelstudio check --help." in terminal.refused("check")
    assert "nrecognized arguments: --loud" in terminal.refused("check", "my.funnel", "--loud")
    assert "There is no file" in terminal.refused("check", "gone.funnel")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform == "linux":
        assert "no screen" in terminal.refused()


FILES = sorted((DATA / "broken").glob("*.funnel"))
READERS = (
    ["check"],
    ["paths"],
    ["export", "--to", "site"],
    ["picture", "-o", "a.svg"],
    ["preview"],
    ["diff", "b"],
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_by_every_command_that_reads(terminal: Terminal, path: Path) -> None:
    for command, *more in READERS:
        assert f"“{path.name}” can't be opened: " in terminal.refused(command, path, *more)


@pytest.mark.parametrize("path", sorted((DATA / "odd").glob("*.funnel")), ids=lambda path: path.stem)
def test_an_odd_file_is_checked_and_never_breaks_a_command(
    terminal: Terminal, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["check", path], ["paths", path], ["picture", path, "-o", "a.svg"], ["diff", path, path]):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert code in (0, 1), err
        assert "\x1b" not in out
        assert "\u202e" not in out
    code = main(["export", str(path), "--to", "site", "--draft"])
    assert code in (0, 2)
    assert "Something went wrong" not in capsys.readouterr().err
    assert {found.name for found in Path().iterdir()} <= {"a.svg", "site"}


def test_a_newer_file_tells_its_note_on_stderr(terminal: Terminal) -> None:
    terminal.run("paths", DATA / "odd" / "newer.funnel")
    assert "A newer Funnel Studio saved this funnel" in terminal.err


def test_a_fault_of_the_program_leaves_a_report(
    terminal: Terminal, path: Path, monkeypatch: pytest.MonkeyPatch, own_surroundings: Path
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("by design")

    monkeypatch.setattr("funnelstudio.storage.files.load", broken)
    sentence = terminal.refused("check", path)
    assert "Something went wrong that should not have (ZeroDivisionError)" in sentence
    (report,) = own_surroundings.rglob("*ZeroDivisionError.txt")
    assert str(report) in sentence
    assert "by design" in report.read_text("utf-8")
    with pytest.raises(ZeroDivisionError):
        main(["check", str(path), "--debug"])


def test_ctrl_c_ends_quietly(terminal: Terminal, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("funnelstudio.storage.files.load", interrupted)
    assert terminal.run("check", path, code=130) == ""
    assert terminal.err == ""


def start(*words: str, surroundings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "funnelstudio", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=surroundings)


@pytest.mark.skipif(os.name == "nt", reason="a shell with pipes as Unix has them")
def test_a_closed_pipe_is_no_fault(path: Path) -> None:
    command = f"{sys.executable} -m funnelstudio schema | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "141")


def test_a_terminal_that_knows_only_ascii(tmp_path: Path) -> None:
    save(replace(a_funnel(), title="Rosen für Łucja 🌹"), tmp_path / "my.funnel")
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = start("paths", str(tmp_path / "my.funnel"), surroundings=surroundings)
    assert done.returncode == 0
    assert done.stdout.isascii()
    done = start(
        "diff", str(tmp_path / "my.funnel"), str(tmp_path / "my.funnel"), "--json", surroundings=surroundings
    )
    assert json.loads(done.stdout) == {"changes": []}


def test_listing_commands_import_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys; from funnelstudio.cli import main; main(sys.argv[1:]); "
        "print([name for name in ('PySide6', 'networkx', 'jinja2', 'http.server') if name in sys.modules])"
    )
    for words in (["--version"], ["--help"], ["samples"], ["new", "red-roses", str(tmp_path / "a.funnel")]):
        command = [sys.executable, "-c", program, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        assert done.stdout.splitlines()[-1] == "[]"
