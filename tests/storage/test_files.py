"""Opening and saving: whole or as before whatever fails, nothing left behind, refusals in a sentence."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from funnelstudio.errors import BadInput, UserError
from funnelstudio.model.funnel import Brand, Funnel
from funnelstudio.model.offers import Step
from funnelstudio.model.products import Product
from funnelstudio.storage import durable, versions
from funnelstudio.storage.files import ChangedOutside, assets_folder, digest_of, load, save
from tests.builders import a_funnel

posix_only = pytest.mark.skipif(os.name == "nt", reason="links, modes and devices as Unix has them")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my.funnel"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_saved_is_what_is_opened_again(path: Path) -> None:
    digest = save(a_funnel(), path)
    opened = load(path)
    assert opened.funnel == a_funnel()
    assert (opened.path, opened.digest, opened.notes) == (path.resolve(), digest, ())
    assert opened.assets == path.resolve().with_name("my.assets")
    assert not opened.needs_save_as
    assert digest_of(path) == digest
    assert names(path.parent) == ["my.funnel"]


def test_saving_again_writes_the_same_bytes(path: Path) -> None:
    save(a_funnel(), path)
    before = path.read_bytes()
    save(load(path).funnel, path)
    assert path.read_bytes() == before


@posix_only
def test_a_link_is_followed_and_stays_a_link(path: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    real = tmp_path / "far" / "real.funnel"
    save(Funnel(title="one"), real)
    path.symlink_to(real)
    opened = load(path)
    assert opened.path == real
    assert opened.assets == assets_folder(real)
    save(Funnel(title="two"), path)
    assert path.is_symlink()
    assert load(real).funnel.title == "two"
    assert names(tmp_path / "far") == ["real.funnel"]


@posix_only
def test_the_mode_of_a_file_is_kept_and_a_new_one_follows_the_user_s_mask(path: Path) -> None:
    old = os.umask(0o027)
    try:
        save(Funnel(), path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    save(Funnel(title="two"), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@posix_only
@pytest.mark.skipif(getattr(os, "getuid", int)() != 0, reason="only an administrator may give files away")
def test_an_administrator_s_save_leaves_the_owner(path: Path) -> None:
    save(Funnel(), path)
    os.chown(path, 1234, 1234)
    save(Funnel(title="two"), path)
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1234)


def test_a_read_only_file_is_refused(path: Path) -> None:
    save(Funnel(title="one"), path)
    path.chmod(0o444)
    with pytest.raises(UserError, match="read-only"):
        save(Funnel(title="two"), path)
    assert load(path).funnel.title == "one"
    assert names(path.parent) == ["my.funnel"]
    path.chmod(0o644)


def test_places_that_cannot_be_saved_to_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not there"):
        save(Funnel(), tmp_path / "gone" / "my.funnel")
    with pytest.raises(UserError, match="is not a file"):
        save(Funnel(), tmp_path)
    with pytest.raises(UserError, match="packed"):
        save(Funnel(), tmp_path / "my.funnelz")
    with pytest.raises(UserError, match="can't be saved"):
        save(Funnel(), tmp_path / ("n" * 300 + ".funnel"))
    assert names(tmp_path) == []


def test_a_name_as_long_as_the_disk_allows_is_saved(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 248 + ".funnel")
    save(Funnel(title="long"), path)
    assert load(path).funnel.title == "long"


def failing(error: OSError) -> Callable[..., None]:
    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    return fail


FULL = OSError(errno.ENOSPC, "No space left on device")
BROKEN = OSError(errno.EIO, "Input/output error")
FORBIDDEN = PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        ("fsync", BROKEN, "Input/output error"),
        ("fsync", FULL, "no room left"),
        ("replace", FORBIDDEN, "may not write"),
        ("replace", BROKEN, "Input/output error"),
        ("open", FULL, "no room left"),
        ("open", OSError(errno.EROFS, "Read-only file system"), "may not write"),
    ],
)
def test_whatever_fails_the_old_file_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: OSError, words: str
) -> None:
    save(Funnel(title="one"), path)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(error))
        with pytest.raises(UserError, match=words) as caught:
            save(Funnel(title="two"), path)
    assert caught.value.hint
    assert load(path).funnel.title == "one"
    assert names(path.parent) == ["my.funnel"]


@posix_only
def test_a_disk_that_fills_up_while_writing(path: Path) -> None:
    """With a limit on the size of files, which the kernel enforces in the middle of a write."""
    save(Funnel(title="one"), path)
    program = """
import resource, signal, sys
from pathlib import Path
from funnelstudio.errors import UserError
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage.files import save
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    save(Funnel(title="x" * 100_000), Path(sys.argv[1]))
except UserError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert "can't be saved: File too large" in done.stdout
    assert load(path).funnel.title == "one"
    assert names(path.parent) == ["my.funnel"]


@posix_only
def test_a_process_that_is_killed_while_saving_leaves_the_old_file_or_the_new(path: Path) -> None:
    save(Funnel(title="one"), path)
    program = """
import os, signal, sys
from pathlib import Path
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import durable
from funnelstudio.storage.files import save
durable.os.replace = lambda *_names: os.kill(os.getpid(), signal.SIGKILL)
save(Funnel(title="two"), Path(sys.argv[1]))
"""
    done = subprocess.run([sys.executable, "-c", program, path], check=False, cwd=Path.cwd())
    assert done.returncode == -9
    assert load(path).funnel.title == "one"
    save(Funnel(title="three"), path)
    assert load(path).funnel.title == "three"


def test_windows_tries_again_while_a_scanner_holds_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace
    waits: list[float] = []
    failures = iter([FORBIDDEN, FORBIDDEN])

    def busy(source: Path, target: Path) -> None:
        for error in failures:
            raise error
        replace(source, target)

    draft = durable._write_beside(path, b"data", None)
    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(time, "sleep", waits.append)
    durable._replace(draft, path)
    monkeypatch.undo()
    assert path.read_bytes() == b"data"
    assert waits == [0.02, 0.04]


def test_a_disk_that_lies_is_found_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _path: b"something else")
    with pytest.raises(UserError, match="does not hold what was saved"):
        save(Funnel(), path)


def test_what_another_program_wrote_is_not_overwritten(path: Path) -> None:
    digest = save(Funnel(title="one"), path)
    save(Funnel(title="theirs"), path)
    with pytest.raises(ChangedOutside):
        save(Funnel(title="mine"), path, expected=digest)
    assert load(path).funnel.title == "theirs"
    path.unlink()
    save(Funnel(title="mine"), path, expected=digest)
    assert load(path).funnel.title == "mine"


def test_opening_what_is_no_funnel_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        load(tmp_path / "none.funnel")
    with pytest.raises(UserError, match="is a folder"):
        load(tmp_path)
    (tmp_path / "huge.funnel").touch()
    os.truncate(tmp_path / "huge.funnel", 300_000_000)
    with pytest.raises(BadInput, match="too large"):
        load(tmp_path / "huge.funnel")
    with pytest.raises(BadInput, match=r"“bad\.funnel” can't be opened"):
        (tmp_path / "bad.funnel").write_bytes(b"{")
        load(tmp_path / "bad.funnel")


@posix_only
def test_devices_pipes_and_circular_links_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.funnel")
    (tmp_path / "ring.funnel").symlink_to(tmp_path / "ring.funnel")
    for name in ("pipe.funnel", "/dev/zero", "ring.funnel"):
        with pytest.raises(UserError):
            load(tmp_path / name)
        with pytest.raises(UserError):
            save(Funnel(), tmp_path / name)


def test_no_permission_to_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(Funnel(), path)
    monkeypatch.setattr(Path, "read_bytes", failing(FORBIDDEN))
    with pytest.raises(UserError, match="may not read"):
        load(path)


def test_pictures_go_along_when_saved_elsewhere(path: Path, tmp_path: Path) -> None:
    assets = assets_folder(path)
    assets.mkdir()
    for name in ("logo.svg", "rose.png", "unused.png"):
        (assets / name).write_bytes(name.encode())
    funnel = Funnel(
        brand=Brand(logo="logo.svg"),
        products={"roses": Product(name="Roses", picture="rose.png")},
        steps={
            "a": Step(type="start", picture="../../etc/passwd"),
            "b": Step(type="ending", picture="gone.png"),
        },
    )
    save(funnel, path, assets=assets)
    (tmp_path / "other").mkdir()
    save(funnel, tmp_path / "other" / "copy.funnel", assets=assets)
    assert names(tmp_path / "other") == ["copy.assets", "copy.funnel"]
    assert names(tmp_path / "other" / "copy.assets") == ["logo.svg", "rose.png"]


def test_no_picture_is_copied_to_where_the_file_can_not_be(tmp_path: Path) -> None:
    assets = tmp_path / "my.assets"
    assets.mkdir()
    (assets / "logo.svg").write_bytes(b"<svg/>")
    with pytest.raises(UserError, match="is not there"):
        save(Funnel(brand=Brand(logo="logo.svg")), tmp_path / "gone" / "my.funnel", assets=assets)
    assert names(tmp_path) == ["my.assets"]


def test_saving_keeps_a_version(path: Path) -> None:
    save(Funnel(title="one"), path)
    save(Funnel(title="two"), path, keep_version=False)
    assert [versions.read_version(version).title for version in versions.list_versions(path)] == ["one"]
