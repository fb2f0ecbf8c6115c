"""The script that starts a checkout: it remakes what is half made and asks for no more than is needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from tests.repository import ROOT


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, with a folder of its own and an installer that only notes that it ran."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = spec_from_loader("studio_script", SourceFileLoader("studio_script", str(ROOT / "studio")))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    lock = tmp_path / "requirements.lock"
    lock.write_text("jinja2==3.1.6\n", encoding="utf-8")
    places = {"ROOT": tmp_path, "VENV": venv, "LOCK": lock, "STAMP": venv / "made-by-studio"}
    places["VENV_PYTHON"] = venv / module.VENV_PYTHON.relative_to(module.VENV)
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    module.__dict__["installed"] = 0

    def install() -> bool:
        module.__dict__["installed"] += 1
        module.VENV_PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.VENV_PYTHON.unlink(missing_ok=True)
        module.VENV_PYTHON.symlink_to(sys.executable)
        site = "Lib/site-packages" if sys.platform == "win32" else "lib/python3.11/site-packages"
        (venv / site).mkdir(parents=True, exist_ok=True)
        return True

    monkeypatch.setattr(module, "with_uv", install)
    monkeypatch.setattr(module, "with_pip", install)
    return module


def test_libraries_are_installed_once(studio: ModuleType) -> None:
    assert studio.python("-c", "") == 0
    assert studio.python("-c", "raise SystemExit(3)") == 3
    assert studio.installed == 1


def test_half_made_environment_is_remade(studio: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_half_way() -> bool:
        studio.VENV_PYTHON.parent.mkdir(parents=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(studio, "with_uv", stop_half_way)
        patch.setattr(studio, "with_pip", stop_half_way)
        with pytest.raises(KeyboardInterrupt):
            studio.python("-c", "")
    assert studio.python("-c", "") == 0
    assert studio.installed == 1


def test_new_lock_file_remakes_the_environment(studio: ModuleType) -> None:
    studio.python("-c", "")
    studio.LOCK.write_text("jinja2==3.1.7\n", encoding="utf-8")
    studio.python("-c", "")
    assert studio.installed == 2


def test_vanished_python_remakes_the_environment(studio: ModuleType) -> None:
    studio.python("-c", "")
    studio.VENV_PYTHON.unlink()
    assert studio.python("-c", "") == 0
    assert studio.installed == 2


def test_commands_without_a_window_need_no_libraries(
    studio: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def found(how: str) -> bool:
        asked.append(how)
        return True

    monkeypatch.setattr(studio, "found", found)
    monkeypatch.setattr(studio, "python", lambda *_args, **_options: 0)
    studio.main(["check", "my.funnel"])
    assert asked == []
    studio.main(["my.funnel"])
    assert any("libEGL" in how for how in asked) is sys.platform.startswith("linux")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves libraries to the user")
def test_missing_library_is_named_with_the_line_that_installs_it(
    studio: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(studio, "found", lambda how: "libEGL" not in how)
    monkeypatch.setattr(studio.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(studio.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit):
        studio.main([])
    assert "sudo apt-get install -y --no-install-recommends libegl1\n" in capsys.readouterr().err


def test_demo_keeps_a_funnel_that_somebody_changed(studio: ModuleType, tmp_path: Path) -> None:
    funnel = tmp_path / "red-roses.funnel"
    funnel.write_text("as written", encoding="utf-8")
    studio.made(funnel).write_text(studio.digest(funnel), encoding="utf-8")
    studio.put_aside(funnel)
    assert not funnel.exists()
    funnel.write_text("worked on", encoding="utf-8")
    (tmp_path / "red-roses.assets").mkdir()
    studio.put_aside(funnel)
    assert (tmp_path / "red-roses-yours-1.funnel").read_text(encoding="utf-8") == "worked on"
    assert (tmp_path / "red-roses-yours-1.assets").is_dir()


def test_tree_shows_answers_and_jumps(studio: ModuleType) -> None:
    steps = {
        "s": {"type": "start", "name": "Roses", "next": {"yes": "o"}},
        "o": {"type": "product", "name": "More roses", "next": {"yes": "e", "no": "e"}},
        "e": {"type": "ending", "name": "Thanks"},
    }
    assert studio.tree_lines({"steps": steps}) == [
        "Roses",
        "└─ yes: More roses, product",
        "   ├─ yes: Thanks, ending",
        "   └─ no: Thanks, ending (jump)",
    ]


def test_script_needs_only_the_standard_library_and_parses_on_old_pythons() -> None:
    tree = ast.parse((ROOT / "studio").read_bytes(), feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= {*sys.stdlib_module_names}


def test_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "studio", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in ("demo", "test", "bench", "doctor", "lock"):
        assert f"./studio {command}" in done.stdout


def test_lock_file_satisfies_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned: dict[str, list[str]] = {}
    pin = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
    for name, version in pin.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        pinned.setdefault(name.lower().replace("_", "-"), []).append(version)
    for line in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
        wanted = Requirement(line)
        versions = pinned.get(wanted.name.lower(), [])
        assert any(wanted.specifier.contains(version) for version in versions), line
