"""The dry run: it says what an export will do, and does nothing."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from funnelstudio.errors import Cancelled, UserError
from funnelstudio.export import export
from funnelstudio.export.changes import (
    CHANGED,
    FOREIGN,
    NEW,
    PAGE,
    PICTURE,
    REMOVED,
    SAME,
    UNSURE,
    Memory,
    dry_run,
)
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.products import Product
from funnelstudio.model.value import replace, with_item
from funnelstudio.progress import Progress


def renamed(funnel: Funnel) -> Funnel:
    """The funnel with another headline on one page, which the Arabic one falls back to."""
    english = funnel.texts["en-GB"]
    page = with_item(english["more"], "headline", Text(value="Other words"))
    return replace(funnel, texts=with_item(funnel.texts, "en-GB", with_item(english, "more", page)))


@pytest.fixture
def done(funnel: Funnel, assets: Path, tmp_path: Path) -> Path:
    export(funnel, assets, tmp_path / "site")
    return tmp_path / "site"


def fates(files: object) -> dict[str, str]:
    return {file.path: file.fate for file in files.files}  # type: ignore[attr-defined]


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def test_before_the_first_export_all_is_new_and_nothing_is_written(
    funnel: Funnel, assets: Path, tmp_path: Path
) -> None:
    run = dry_run(funnel, assets, tmp_path / "site")
    assert not (tmp_path / "site").exists()
    assert set(fates(run).values()) == {NEW}
    result = export(funnel, assets, tmp_path / "site")
    assert sorted(fates(run)) == sorted(result.written)
    assert fates(dry_run(funnel, assets, None)) == fates(run)


def test_sizes_are_those_of_the_files(funnel: Funnel, assets: Path, done: Path) -> None:
    for file in dry_run(funnel, assets, done).files:
        data = (done / file.path).read_bytes()
        assert file.size == len(data)
        if file.kind == PAGE:
            assert abs(file.packed - len(gzip.compress(data, 6))) < 20
    after = {file.path: (file.size, file.packed) for file in dry_run(funnel, assets, done).files}
    for file in dry_run(funnel, assets, None).files:
        # A picture that was never made has no size.
        assert (file.size, file.packed) in (after[file.path], (-1, -1))
        assert file.size > 0 or file.kind == PICTURE


def test_what_an_export_would_change_is_what_it_changes(funnel: Funnel, assets: Path, done: Path) -> None:
    before = state(done)
    run = dry_run(renamed(funnel), assets, done, languages=["en-GB", "ar-EG"])
    assert state(done) == before
    result = export(renamed(funnel), assets, done, languages=["en-GB", "ar-EG"])
    found = fates(run)
    assert {path for path, fate in found.items() if fate in (NEW, CHANGED)} == set(result.written)
    assert {path for path, fate in found.items() if fate == REMOVED} == set(result.removed)
    assert {path for path, fate in found.items() if fate == SAME} == set(result.unchanged)
    assert set(fates(dry_run(renamed(funnel), assets, done, languages=["en-GB", "ar-EG"])).values()) == {SAME}


def test_a_file_in_the_way_is_told_and_one_changed_by_hand_is_not_removed(
    funnel: Funnel, assets: Path, done: Path
) -> None:
    (done / "en-GB/more-roses.html").write_text("by hand")
    (done / "de-DE/more-roses.html").write_text("by hand")
    found = fates(dry_run(funnel, assets, done, languages=["en-GB"]))
    assert found["en-GB/more-roses.html"] == FOREIGN
    assert "de-DE/more-roses.html" not in found


def test_with_a_memory_nothing_is_made_twice(
    funnel: Funnel, assets: Path, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    first = dry_run(renamed(funnel), assets, done, memory=memory)
    monkeypatch.setattr("funnelstudio.export.build.Build.make", None)
    assert dry_run(renamed(funnel), assets, done, memory=memory) == first


def test_a_glance_makes_no_page_and_leaves_open_what_only_that_would_tell(
    funnel: Funnel, assets: Path, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dry_run(renamed(funnel), assets, done)
    memory = Memory()
    some = dry_run(renamed(funnel), assets, done, memory=memory, most=3)
    monkeypatch.setattr("funnelstudio.export.build.Build.make", None)
    monkeypatch.setattr("funnelstudio.export.changes.packed_size", None)
    new = dry_run(funnel, assets, None, most=0)
    assert fates(new) == fates(dry_run(funnel, assets, None, most=0, memory=Memory()))
    assert set(fates(new).values()) == {NEW}
    assert new.left == sum(file.kind != PICTURE for file in new.files)
    glance = dry_run(renamed(funnel), assets, done, memory=memory, most=0)
    assert glance == some
    known, found = fates(whole), fates(glance)
    assert glance.left == some.left == new.left - 3
    assert {path for path, fate in known.items() if fate == CHANGED} <= {
        path for path, fate in found.items() if fate in (CHANGED, UNSURE)
    }
    assert all(found[path] in (known[path], UNSURE) for path in known)


def test_files_of_a_picture_tell_of_which(funnel: Funnel, assets: Path) -> None:
    names = {product.picture for product in funnel.products.values()} | {funnel.brand.logo}
    pictures = [file for file in dry_run(funnel, assets, None).files if file.kind == PICTURE]
    assert {file.of for file in pictures} <= {*names, ""}
    assert len({file.of for file in pictures}) < len(pictures)


def test_a_memory_keeps_the_newest() -> None:
    memory = Memory()
    for number in range(10):
        memory.measure(bytes([number]))
    newest = list(memory.packed)[-4:]
    memory.tidy(4)
    assert list(memory.packed) == newest


def test_files_are_counted_apart(funnel: Funnel, assets: Path) -> None:
    run = dry_run(funnel, assets, None)
    assert run.count(kind=PAGE) == sum(bool(file.step) for file in run.files) + sum(
        not file.step and file.kind == PAGE and not file.internal for file in run.files
    )
    assert run.count(kind=PICTURE) == sum(file.kind == PICTURE for file in run.files) > 0
    assert run.for_maker() >= 1
    assert run.count(fate=NEW) == len(run.files)


def test_another_funnels_folder_is_refused(funnel: Funnel, assets: Path, done: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds the pages"):
        dry_run(funnel, assets, done, exporter="digistore24")
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="is a file"):
        dry_run(funnel, assets, tmp_path / "file")


def test_a_folder_that_an_export_would_refuse_is_refused(
    funnel: Funnel, assets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "site"
    to.mkdir()
    (to / "en-GB").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(UserError, match="“en-GB” is a link to another folder"):
        dry_run(funnel, assets, to)
    (to / "en-GB").unlink()
    dry_run(funnel, assets, to)
    asked: list[Path] = []

    def refuses(path: Path, _mode: int) -> bool:  # to root, nothing would be refused
        asked.append(path)
        return False

    monkeypatch.setattr("os.access", refuses)
    for place in (to, to / "new" / "inner"):
        with pytest.raises(UserError, match=f"“{place.name}” can't be written to"):
            dry_run(funnel, assets, place)
    assert asked == [to, to]


def test_it_can_be_cancelled(funnel: Funnel, assets: Path) -> None:
    with pytest.raises(Cancelled):
        dry_run(funnel, assets, None, progress=Progress(cancelled=lambda: True))


def test_it_warns_of_what_an_export_warns_of(funnel: Funnel, tmp_path: Path) -> None:
    bare = replace(funnel, brand=replace(funnel.brand, logo=""), products=_without_pictures(funnel))
    memory = Memory()
    first = dry_run(bare, None, tmp_path / "site", exporter="stripe", memory=memory)
    assert "“Address of the site” is missing: Stripe needs it." in first.warnings
    assert any("needs what Publish asks for as “Payment link”" in each for each in first.warnings)
    result = export(bare, None, tmp_path / "site", exporter="stripe")
    assert sorted(first.warnings) == sorted(result.warnings)
    again = dry_run(bare, None, tmp_path / "site", exporter="stripe", memory=memory)
    assert again.warnings == first.warnings


def _without_pictures(funnel: Funnel) -> dict[str, Product]:
    return {key: replace(product, picture="") for key, product in funnel.products.items()}
