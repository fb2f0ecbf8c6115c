"""One window a file, found by its real path; a note left by a crash is in nobody's way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from funnelstudio.storage.files import save
from funnelstudio.storage.folders import state_folder
from funnelstudio.storage.lock import InUse, lock
from funnelstudio.storage.owner import Owner, may_run, this_process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(Funnel(), tmp_path / "my.funnel")
    return tmp_path / "my.funnel"


def the_note() -> Path:
    (note,) = (state_folder() / "locks").iterdir()
    return note


def leave_note(path: Path, owner: Owner) -> None:
    lock(path)
    the_note().write_bytes(msgspec.json.encode(owner))


def test_a_second_window_is_refused_until_the_first_is_closed(path: Path) -> None:
    first = lock(path)
    with pytest.raises(InUse, match="open in another window"):
        lock(path)
    first.release()
    first.release()
    lock(path).release()
    assert list((state_folder() / "locks").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_leads_to_the_same_lock(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.funnel").symlink_to(path)
    held = lock(path)
    with pytest.raises(InUse):
        lock(tmp_path / "link.funnel")
    held.release()


def test_another_process_is_seen(path: Path) -> None:
    program = "import sys, pathlib, funnelstudio.storage.lock as l; l.lock(pathlib.Path(sys.argv[1]))"
    held = lock(path)
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert "InUse" in done.stderr
    held.release()
    subprocess.run(command, check=True, cwd=Path.cwd())
    lock(path).release()  # the process has ended without giving it up


def test_notes_of_ended_processes_and_broken_ones_go(path: Path) -> None:
    leave_note(path, replace(this_process(), began="1"))
    lock(path)
    the_note().write_bytes(b"not a note")
    held = lock(path)
    held.release()
    assert list((state_folder() / "locks").iterdir()) == []


def test_another_computer_is_believed(path: Path) -> None:
    leave_note(path, Owner("the-other-desk", 1))
    with pytest.raises(InUse, match="on the computer “the-other-desk”"):
        lock(path)


def test_a_lock_that_was_taken_over_is_not_released(path: Path) -> None:
    held = lock(path)
    the_note().write_bytes(b"{}")
    held.release()
    assert the_note().read_bytes() == b"{}"


def test_without_a_state_folder_the_file_opens_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNNELSTUDIO_STATE", str(path))
    lock(path).release()


@pytest.mark.skipif(sys.platform != "linux", reason="only there an ended process stays listed")
def test_an_ended_process_whose_parent_has_not_asked_for_it_holds_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and stays listed
        assert not may_run(Owner(this_process().host, ended.pid))
