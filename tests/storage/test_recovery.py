"""A crash loses nothing that was recorded, whatever became of the end of the journal."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.errors import BadInput, UserError
from funnelstudio.model.funnel import Brand, Funnel, Text
from funnelstudio.model.offers import Step
from funnelstudio.model.value import replace, with_item, without
from funnelstudio.storage import recovery
from funnelstudio.storage.delta import apply, delta
from funnelstudio.storage.files import save
from funnelstudio.storage.folders import state_folder
from funnelstudio.storage.owner import Owner, may_run, this_process
from funnelstudio.storage.recovery import Journal, discard, list_recoveries, recover
from funnelstudio.storage.schema import decode, encode
from tests.builders import a_funnel
from tests.storage.strategies import funnels


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> Owner:
    """Journals written from here on belong to a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    owner = replace(this_process(), process=ended.pid, began="1")
    monkeypatch.setattr(recovery, "this_process", lambda: owner)
    return owner


def steps_of_work() -> list[Funnel]:
    first = a_funnel()
    second = replace(first, title="Red Roses, edited")
    third = replace(second, steps=without(with_item(second.steps, "new", Step(type="ending")), "gift"))
    texts = with_item(
        third.texts, "de-DE", with_item(third.texts["de-DE"], "six", {"lead": Text(value="Neu")})
    )
    fourth = replace(third, texts=texts, extra={"future": [1]}, brand=Brand())
    return [first, second, third, fourth]


def recorded(path: Path | None = None, digest: str = "") -> list[Funnel]:
    work = steps_of_work()
    journal = Journal(work[0], path, digest)
    for funnel in work[1:]:
        journal.record(funnel)
    journal.close()
    return work


def the_journal() -> Path:
    (found,) = (state_folder() / "recovery").glob("*.journal")
    return found


@pytest.mark.usefixtures("dead")
def test_the_last_state_is_recovered_and_stays_until_discarded() -> None:
    work = recorded()
    (found,) = list_recoveries()
    assert found.path is None
    assert found.title == "Red Roses, edited"
    assert found.fits
    assert recover(found) == work[-1]
    assert list_recoveries() == (found,)
    discard(found)
    assert list_recoveries() == ()


@pytest.mark.usefixtures("dead")
def test_a_recovery_knows_its_file_and_whether_that_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "my.funnel"
    recorded(path, save(a_funnel(), path))
    (found,) = list_recoveries()
    assert found.path == path
    assert found.fits
    save(Funnel(title="changed since"), path)
    assert not list_recoveries()[0].fits
    path.unlink()
    assert not list_recoveries()[0].fits


def test_work_that_goes_on_is_not_offered() -> None:
    recorded()
    assert list_recoveries() == ()
    assert may_run(this_process())
    assert not may_run(replace(this_process(), began="1"))
    assert may_run(Owner("another machine", 1))


@pytest.mark.usefixtures("dead")
def test_saving_and_discarding_leave_nothing_behind(tmp_path: Path) -> None:
    work = steps_of_work()
    journal = Journal(work[0])
    journal.record(work[0])
    assert not (state_folder() / "recovery").exists()
    journal.record(work[1])
    assert len(list_recoveries()) == 1
    journal.saved(work[1], tmp_path / "my.funnel", "0" * 64)
    assert list_recoveries() == ()
    journal.record(work[2])
    assert list_recoveries()[0].path == tmp_path / "my.funnel"
    journal.discard()
    assert list_recoveries() == ()


@pytest.mark.usefixtures("dead")
def test_a_torn_or_bent_end_loses_only_itself() -> None:
    work = recorded()
    journal = the_journal()
    whole = journal.read_bytes()
    states = {encode(funnel) for funnel in work[1:]}
    for cut in range(len(whole) - 1, len(whole) - 120, -7):
        journal.write_bytes(whole[:cut])
        assert encode(recover(list_recoveries()[0])) in states
    journal.write_bytes(whole + b"\0" * 500)
    assert recover(list_recoveries()[0]) == work[-1]
    journal.write_bytes(whole[:-10] + b"\xff" + whole[-9:])
    assert recover(list_recoveries()[0]) == work[-2]


@pytest.mark.usefixtures("dead")
def test_a_journal_without_a_snapshot_or_of_something_else_is_no_recovery() -> None:
    recorded()
    journal = the_journal()
    (found,) = list_recoveries()
    for data in (b"", b"funnelstudio journal 1\n", b"something else", journal.read_bytes()[:300]):
        journal.write_bytes(data)
        assert list_recoveries() == ()
        with pytest.raises(BadInput):
            recover(found)
    journal.unlink()
    with pytest.raises(UserError, match="There is no file"):
        recover(found)


@pytest.mark.usefixtures("dead")
def test_a_full_disk_is_told_and_the_next_record_is_whole_again(monkeypatch: pytest.MonkeyPatch) -> None:
    work = steps_of_work()
    journal = Journal(work[0])
    journal.record(work[1])
    before = the_journal().read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UserError, match="no room left"):
            journal.record(work[2])
        with pytest.raises(UserError, match="no room left"):
            journal.record(work[2])
    assert the_journal().read_bytes().startswith(before)
    journal.record(work[3])
    journal.close()
    assert recover(list_recoveries()[0]) == work[3]


@pytest.mark.usefixtures("dead")
def test_a_long_journal_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "COMPACT_AFTER", 3)
    funnel = a_funnel()
    journal = Journal(funnel)
    sizes = []
    for number in range(10):
        funnel = replace(funnel, title=f"Edit {number}")
        journal.record(funnel)
        sizes.append(the_journal().stat().st_size)
    journal.close()
    assert max(sizes) < min(sizes) * 1.5
    assert recover(list_recoveries()[0]) == funnel


@pytest.mark.skipif(os.name == "nt", reason="kills as Unix does")
def test_a_killed_program_leaves_its_work(own_surroundings: Path) -> None:
    program = """
import os, signal
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage.recovery import Journal
journal = Journal(Funnel())
for number in range(50):
    journal.record(Funnel(title=f"Edit {number}"))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=Path.cwd())
    assert done.returncode == -9
    (found,) = list_recoveries()
    assert recover(found).title == "Edit 49"


@given(funnels, funnels)
def test_a_delta_leads_from_any_funnel_to_any_other(old: Funnel, new: Funnel) -> None:
    plain: dict[str, object] = msgspec.json.decode(encode(old))
    apply(plain, msgspec.json.decode(msgspec.json.encode(delta(old, new))))
    assert decode(msgspec.json.encode(plain)) == new


@given(st.sampled_from(steps_of_work()), st.sampled_from(steps_of_work()))
def test_a_delta_holds_only_what_differs(old: Funnel, new: Funnel) -> None:
    changes = delta(old, new)
    assert (changes == []) == (old is new)


def test_the_delta_of_one_word_is_small() -> None:
    old = a_funnel()
    page = with_item(old.texts["de-DE"]["six"], "lead", Text(value="Ein Wort"))
    new = replace(old, texts=with_item(old.texts, "de-DE", with_item(old.texts["de-DE"], "six", page)))
    assert delta(old, new) == [[4, "texts", "de-DE", "six", "lead", {"value": "Ein Wort"}]]
