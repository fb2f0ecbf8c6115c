"""Publishing into a folder: what is ours, what is never touched, and what a failure leaves."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from funnelstudio import i18n
from funnelstudio.errors import Cancelled, UserError
from funnelstudio.export import export, making, site
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.value import replace, with_item, without
from funnelstudio.progress import Progress


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _renamed(funnel: Funnel, headline: str = "Other words") -> Funnel:
    """The funnel with another headline on one English page."""
    english = funnel.texts["en-GB"]
    page = with_item(english["more"], "headline", Text(value=headline))
    return replace(funnel, texts=with_item(funnel.texts, "en-GB", with_item(english, "more", page)))


@pytest.fixture
def done(funnel: Funnel, assets: Path, tmp_path: Path) -> Path:
    """A folder with the site in it."""
    export(funnel, assets, tmp_path / "site")
    return tmp_path / "site"


def test_an_unchanged_funnel_writes_nothing(funnel: Funnel, assets: Path, done: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in done.rglob("*.html")}
    result = export(funnel, assets, done)
    assert (result.written, result.removed) == ((), ())
    files = {path.relative_to(done).as_posix() for path in done.rglob("*") if path.is_file()}
    assert {*result.unchanged, site.MANIFEST} == files
    assert times == {path: path.stat().st_mtime_ns for path in done.rglob("*.html")}


def test_a_changed_text_writes_its_page_only(funnel: Funnel, assets: Path, done: Path) -> None:
    result = export(_renamed(funnel), assets, done)
    # The Arabic page has no headline of its own, so it shows the English one.
    assert result.written == ("en-GB/more-roses.html", "ar-EG/more-roses.html")


def test_a_source_text_reaches_the_pages_that_fall_back_to_it(
    funnel: Funnel, assets: Path, done: Path
) -> None:
    changed = replace(funnel, texts=without(funnel.texts, "de-DE"))
    export(changed, assets, done)
    assert 'lang="en-GB" dir="ltr">Make it a fuller bouquet' in (done / "de-DE/more-roses.html").read_text(
        "utf-8"
    )


def test_a_deleted_page_comes_back(funnel: Funnel, assets: Path, done: Path) -> None:
    (done / "en-GB/thank-you.html").unlink()
    assert export(funnel, assets, done).written == ("en-GB/thank-you.html",)


def test_stale_pages_go_and_foreign_files_stay(funnel: Funnel, assets: Path, done: Path) -> None:
    (done / "CNAME").write_text("shop.example")
    (done / "de-DE" / "mine.html").write_text("mine")
    (done / ".git").mkdir()
    result = export(funnel, assets, done, languages=["en-GB"])
    assert "de-DE/more-roses.html" in result.removed
    assert (done / "CNAME").read_text() == "shop.example"
    assert sorted(path.name for path in (done / "de-DE").iterdir()) == ["mine.html"]
    assert not (done / "ar-EG").exists()


@pytest.mark.parametrize("name", ["index.html", "en-GB/more-roses.html"])
def test_a_foreign_file_in_the_way_is_refused(
    funnel: Funnel, assets: Path, tmp_path: Path, name: str
) -> None:
    to = tmp_path / "site"
    (to / name).parent.mkdir(parents=True)
    (to / name).write_text("my own page")
    with pytest.raises(UserError) as caught:
        export(funnel, assets, to)
    said = f"The file “{Path(name).name}” was not written by this export, or was changed since."
    assert caught.value.message == said
    assert caught.value.hint == f"Move {to / name} away, or choose another folder."
    assert _files(to) == {name: b"my own page"}


def test_a_page_changed_by_hand_is_not_overwritten(funnel: Funnel, assets: Path, done: Path) -> None:
    page = done / "en-GB/more-roses.html"
    page.write_text("by hand")
    with pytest.raises(UserError, match="changed since"):
        export(_renamed(funnel), assets, done)
    assert page.read_text() == "by hand"


def test_a_stale_page_changed_by_hand_stays(funnel: Funnel, assets: Path, done: Path) -> None:
    page = done / "de-DE/more-roses.html"
    page.write_text("by hand")
    export(funnel, assets, done, languages=["en-GB"])
    assert page.read_text() == "by hand"


def test_a_kill_while_rendering_leaves_the_last_site(
    funnel: Funnel, assets: Path, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _files(done)

    def killed(_path: str, _data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(making, "write", killed)
        export(_renamed(funnel), assets, done)
    assert _files(done) == before


def test_what_a_kill_left_staged_is_cleared_away(funnel: Funnel, assets: Path, done: Path) -> None:
    before = _files(done)
    (done / site.STAGING / "en-GB").mkdir(parents=True)
    (done / site.STAGING / "en-GB" / "more-roses.html").write_text("half a pa")
    assert export(funnel, assets, done).written == ()
    assert _files(done) == before


def test_a_kill_while_publishing_is_completed_by_the_next_run(
    funnel: Funnel, assets: Path, done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = replace(funnel, brand=replace(funnel.brand, name="Other"))
    export(changed, assets, tmp_path / "expected", languages=["en-GB"])
    real, left = os.replace, 3

    def dying(source: str, target: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "replace", dying)
        export(changed, assets, done, languages=["en-GB"])
    assert (done / site.STAGING).is_dir()
    result = export(changed, assets, done, languages=["en-GB"])
    assert result.written == ()
    assert _files(done) == _files(tmp_path / "expected")


def test_a_kill_while_the_first_folders_are_put_in_place_is_completed(
    funnel: Funnel, assets: Path, done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = os.rename, 2

    def dying(source: str, target: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "rename", dying)
        export(funnel, assets, tmp_path / "site", languages=["en-GB"])
    assert (tmp_path / "site" / site.STAGING).is_dir()
    assert export(funnel, assets, tmp_path / "site", languages=["en-GB"]).written == ()
    assert _files(tmp_path / "site") == _files(done)


def test_a_full_disk_is_one_sentence(
    funnel: Funnel, assets: Path, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _files(done)

    def full(_path: str, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "write", full)
    with pytest.raises(UserError) as caught:
        export(_renamed(funnel), assets, done)
    assert caught.value.message == "There is no room left for the pages in “site”."
    assert caught.value.hint == f"The last pages in {done} are as they were."
    assert _files(done) == before


def test_cancelling_leaves_the_last_site(funnel: Funnel, assets: Path, done: Path) -> None:
    before = _files(done)
    with pytest.raises(Cancelled):
        export(_renamed(funnel), assets, done, progress=Progress(cancelled=lambda: True))
    assert _files(done) == before


def test_progress_goes_up_to_the_end(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    export(funnel, assets, tmp_path / "site", progress=Progress(lambda done, _message: seen.append(done)))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_places_that_are_no_place_for_a_site(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    a_file = tmp_path / "file"
    a_file.write_text("x")
    (assets.parent / "roses.funnel").write_text("{}")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.funnel").write_text("{}")
    long = tmp_path / ("long" * 100) / "site"
    pictures = f"The folder “{assets.name}” holds the pictures of the funnel."
    for to, sentence, hint in (
        (a_file, "“file” is a file, not a folder.", f"a folder instead of {a_file}."),
        (a_file / "below", "The pages can't be written to “below”: ", f"another place than {a_file}"),
        (assets, pictures, f"than {assets}."),
        (assets / "site", pictures, f"than {assets}."),
        (assets.parent, f"“{assets.parent.name}” is the folder of the funnel itself.", f"{assets.parent}"),
        (elsewhere, "“elsewhere” is the folder of the funnel itself.", f"such as {elsewhere / 'site'}."),
        (long, f"The name “{'long' * 20}” is too long.", ""),
    ):
        with pytest.raises(UserError) as caught:
            export(funnel, assets, to)
        assert caught.value.message.startswith(sentence)
        assert str(tmp_path) not in caught.value.message
        assert hint in caught.value.hint


def test_a_hint_has_the_whole_path_of_a_place_that_was_given_from_here(
    funnel: Funnel, assets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").write_text("x")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError) as caught:
        export(funnel, assets, Path("mine"))
    assert caught.value.hint == f"Choose a folder instead of {tmp_path / 'mine'}."


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_place_that_is_not_writable_is_told_by_its_name(tmp_path: Path, number: int) -> None:
    told = site.sentence(OSError(number, os.strerror(number)), tmp_path / "site")
    assert told.message == "“site” can't be written to."
    assert told.hint == f"Choose another place than {tmp_path / 'site'}."


def test_the_folder_of_another_funnel_is_refused(funnel: Funnel, assets: Path, done: Path) -> None:
    steps = {("begin" if key == "start" else key): step for key, step in funnel.steps.items()}
    with pytest.raises(UserError) as caught:
        export(replace(funnel, steps=steps), assets, done)
    assert caught.value.message == "The folder “site” holds the pages of “Roses” (Static pages)."
    assert str(done) in str(caught.value)


def test_another_exporter_is_named_as_people_know_it(funnel: Funnel, assets: Path, done: Path) -> None:
    i18n.use_language("de")
    try:
        with pytest.raises(UserError, match=r"\(Statische Seiten\)"):
            export(funnel, assets, done, exporter="clickbank")
    finally:
        i18n.use_language("en")
    for name in ("mine", "../static"):
        manifest = (done / site.MANIFEST).read_text("utf-8")
        (done / site.MANIFEST).write_text(manifest.replace('"static"', f'"{name}"', 1), "utf-8")
        with pytest.raises(UserError, match=rf"\({name}\)"):
            export(funnel, assets, done)
        (done / site.MANIFEST).write_text(manifest, "utf-8")


def test_a_link_in_the_way_is_refused(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    outside, to = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    to.mkdir()
    (to / "en-GB").symlink_to(outside, target_is_directory=True)
    with pytest.raises(UserError) as caught:
        export(funnel, assets, to)
    assert caught.value.message == "“en-GB” is a link to another folder."
    assert caught.value.hint == f"Remove {to / 'en-GB'}, or choose another folder."
    assert not list(outside.iterdir())


@pytest.mark.parametrize("target", ["link", "nothing"], ids=["to itself", "to nothing"])
def test_a_link_that_leads_nowhere_is_refused(
    funnel: Funnel, assets: Path, tmp_path: Path, target: str
) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / target)
    with pytest.raises(UserError) as caught:
        export(funnel, assets, link)
    assert caught.value.message == "“link” is a link that leads nowhere."
    assert caught.value.hint == f"Remove {link}, or choose another folder."


def test_a_manifest_from_elsewhere_removes_nothing_outside(funnel: Funnel, assets: Path, done: Path) -> None:
    victim = done.parent / "victim.txt"
    victim.write_text("precious")
    record = site.read_record(done / site.MANIFEST)
    record.files["../victim.txt"] = site.Entry("", site.file_hash(victim))
    site.write_record(done / site.MANIFEST, record)
    export(funnel, assets, done)
    assert victim.read_text() == "precious"


def test_a_damaged_manifest_is_one_sentence(funnel: Funnel, assets: Path, done: Path) -> None:
    (done / site.MANIFEST).write_text("{")
    with pytest.raises(UserError) as caught:
        export(funnel, assets, done)
    said = f"The file “{site.MANIFEST}” is damaged, so it is not known which pages there are ours."
    assert caught.value.message == said
    assert str(done) in caught.value.hint
