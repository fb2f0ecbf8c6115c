"""The list of files: grouped, narrowed, sorted, and what can be done with each."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from funnelstudio.checks import check
from funnelstudio.export.changes import NEW, PAGE, PICTURE, SAME, DryRun, Planned
from funnelstudio.gui import jobs
from funnelstudio.gui.publish.groups import ALL, GONE, MAKER, PICTURES, Group, count_words
from funnelstudio.gui.publish.page_list import PageList
from funnelstudio.gui.publish.pages import APPROVED, DRIFTED, PACKED, SIZE, STATE, Pages
from funnelstudio.gui.publish.workspace import PublishWorkspace
from funnelstudio.gui.session import Session
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.funnel import Brand, Funnel
from funnelstudio.model.products import Product
from tests.gui.publish.hands import choose_folder, export_now, listed, looked_at


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What would be opened by the system."""
    found: list[Path] = []

    def note(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


@pytest.fixture
def there(publish: PublishWorkspace, qtbot: QtBot, tmp_path: Path) -> PublishWorkspace:
    choose_folder(publish, tmp_path / "site")
    looked_at(publish, qtbot)
    return publish


def test_files_are_grouped_by_language_and_counted_apart(there: PublishWorkspace) -> None:
    model = there.sections.pages.model
    keys = [group.key for group in model.groups]
    assert keys[:4] == ["en-GB", "de-DE", "pl-PL", "ar-EG"]
    assert set(keys[4:]) <= {ALL, PICTURES, MAKER}
    assert MAKER in keys
    words = count_words(model.run)
    assert "pages" in words
    assert "for you" in words
    assert there.sections.status.told.text().startswith(words)


def test_typing_narrows_and_a_header_sorts(there: PublishWorkspace) -> None:
    pages = there.sections.pages
    pages.search.setText("rose-club")
    assert {path.partition("/")[2] for path in listed(there)} == {"rose-club.html"}
    pages.search.setText("no such page")
    assert not pages.none.isHidden()
    pages.search.setText("")
    pages.tree.sortByColumn(SIZE, Qt.SortOrder.DescendingOrder)
    sizes = [file.size for file in pages.model.groups[0].files]
    assert sizes == sorted(sizes, reverse=True)
    pages.tree.sortByColumn(PACKED, Qt.SortOrder.AscendingOrder)
    packed = [file.packed for file in pages.model.groups[0].files]
    assert packed == sorted(packed)


def test_sizes_of_a_picture_stand_from_the_narrowest_to_the_widest() -> None:
    paths = ["p/a-1080.avif", "p/a-1080.jpg", "p/a-360.jpg", "p/a-720.avif", "p/b.png"]
    files = [Planned(path, PICTURE, NEW, of=path[2]) for path in paths]
    model = Pages()
    model.show_run(Funnel(), DryRun((Planned("z.html", PAGE, NEW), *files)))
    pictures = next(group for group in model.groups if group.key == PICTURES)
    first = pictures.members[0]
    assert isinstance(first, Group)
    sizes = [file.path for file in first.files]
    assert sizes == ["p/a-360.jpg", "p/a-720.avif", "p/a-1080.avif", "p/a-1080.jpg"]


def test_only_what_changes_is_listed_when_asked(
    there: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    export_now(there, qtbot)
    session.edit("", set_text, "de-DE", "club", "headline", "Ganz anders")
    looked_at(there, qtbot)
    pages = there.sections.pages
    assert set(pages.filters) == {"same", "changed"}
    pages.filters["changed"].click()
    assert set(listed(there)) == {"de-DE/rose-club.html"}
    there.form.languages["ar-EG"].click()
    looked_at(there, qtbot)
    assert "removed" in pages.filters
    pages.filters["changed"].click()
    assert GONE in [group.key for group in pages.model.groups]
    gone = pages.model.find("ar-EG/rose-club.html")
    assert gone.data() == "rose-club.html · العربية"
    pages.filters["changed"].click()
    assert set(listed(there).values()) == {"changed"}  # the other pages lose a link to that language


def test_a_page_is_opened_before_and_after_it_is_exported(
    there: PublishWorkspace, qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    pages = there.sections.pages
    pages.choose("en-GB/rose-club.html")
    QTest.keyClick(pages.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].name == "rose-club.html"
    assert opened[0].is_file()
    assert not opened[0].is_relative_to(tmp_path / "site")
    assert not (tmp_path / "site").exists()
    export_now(there, qtbot)
    pages.choose("en-GB/rose-club.html")
    assert pages.show_folder.isEnabled()
    pages.show_folder.click()
    assert opened[1] == tmp_path / "site" / "en-GB"


def test_the_code_of_a_page_is_copied(there: PublishWorkspace, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    there.sections.pages.choose("de-DE/rose-club.html")
    there.sections.pages.copy_code.click()
    qtbot.waitUntil(lambda: jobs.running() == 0, timeout=20_000)
    assert QGuiApplication.clipboard().text().lower().startswith("<!doctype html>")


def test_what_can_be_done_is_in_the_menu_too(there: PublishWorkspace) -> None:
    pages = there.sections.pages
    assert not pages.menu().actions()
    pages.choose("en-GB/rose-club.html")
    words = [action.text() for action in pages.menu().actions()]
    assert {"Open", "Copy the code", "On the phone", "Approve"} <= set(words)


def test_a_page_is_approved_and_a_later_change_is_marked(
    there: PublishWorkspace, session: Session, qtbot: QtBot
) -> None:
    pages = there.sections.pages
    pages.choose("de-DE/rose-club.html")
    pages.approve.click()
    assert list(session.funnel.export.approvals["static"]) == ["club:de-DE"]
    assert pages.model.marks == {("club", "de-DE"): APPROVED}
    session.edit("", set_text, "de-DE", "club", "headline", "Ganz anders")
    session.set_problems(check(session.funnel))
    assert pages.model.marks == {("club", "de-DE"): DRIFTED}
    assert pages.approve.text() == "Approve anew"
    pages.approve.click()
    session.set_problems(check(session.funnel))
    assert pages.model.marks == {("club", "de-DE"): APPROVED}
    pages.approve.click()
    assert not session.funnel.export.approvals
    pages.approve_all.click()
    qtbot.waitUntil(lambda: jobs.running() == 0, timeout=20_000)
    count = len(session.funnel.steps) * len(session.funnel.languages)
    assert len(session.funnel.export.approvals["static"]) == count
    assert pages.approve_all.isHidden()
    session.undo_stack.undo()
    assert not session.funnel.export.approvals


def test_all_of_it_goes_into_a_zip_file(there: PublishWorkspace, qtbot: QtBot, tmp_path: Path) -> None:
    there.export_zip(tmp_path / "roses.zip")
    qtbot.waitUntil(lambda: not there.report.isHidden(), timeout=20_000)
    assert "roses.zip" in there.report.title.text()
    with zipfile.ZipFile(tmp_path / "roses.zip") as found:
        assert set(found.namelist()) == set(listed(there))
    assert not (tmp_path / "site").exists()


def test_the_sizes_of_a_picture_are_rows_below_it() -> None:
    funnel = Funnel(products={"p": Product(name="Roses", picture="a1.jpg")}, brand=Brand(logo="b2.svg"))
    sizes = [
        Planned(f"pictures/x-{n}.avif", "picture", NEW, size=n, packed=n, of="a1.jpg") for n in (400, 800)
    ]
    logo = Planned("pictures/logo.svg", "picture", SAME, size=10, packed=10, of="b2.svg")
    icon = Planned("pictures/icon.svg", "picture", SAME, size=5, packed=5)
    model = Pages()
    model.show_run(funnel, DryRun((*sizes, logo, icon)))
    top = model.index(0, 0)
    rows = [model.index(row, 0, top) for row in range(model.rowCount(top))]
    assert [row.data() for row in rows] == ["Roses", "Logo", "Icon of the site"]
    assert rows[0].siblingAtColumn(SIZE).data() == "1.2 kB"
    assert rows[0].siblingAtColumn(STATE).data() == "New"
    assert "2 sizes" in rows[0].data(Qt.ItemDataRole.AccessibleTextRole)
    below = [model.index(row, 0, rows[0]) for row in range(model.rowCount(rows[0]))]
    assert [row.data() for row in below] == ["400 px wide, AVIF", "800 px wide, AVIF"]
    assert below[0].parent() == rows[0]
    assert model.find("pictures/x-800.avif") == below[1]
    assert model.counts()[NEW] == 1
    assert count_words(model.run) == "3 pictures in 4 sizes"


def test_a_picture_is_unfolded_with_enter_and_stays_so(qtbot: QtBot) -> None:
    pages = PageList()
    qtbot.addWidget(pages)
    files = [Planned(f"pictures/x-{n}.avif", "picture", NEW, of="a1.jpg") for n in (400, 800)]
    pages.show_run(Funnel(), DryRun(tuple(files)))
    picture = pages.model.index(0, 0, pages.model.index(0, 0))
    assert not pages.tree.isExpanded(picture)
    pages.tree.setCurrentIndex(picture)
    QTest.keyClick(pages.tree, Qt.Key.Key_Return)
    assert pages.tree.isExpanded(picture)
    pages.show_run(Funnel(), DryRun((*files, Planned("a.html", "page", NEW))))
    assert pages.tree.isExpanded(pages.model.find("pictures/x-400.avif").parent())


def test_what_can_be_done_stays_at_the_foot_where_nothing_is_listed(there: PublishWorkspace) -> None:
    pages = there.sections.pages
    before = pages.chosen.height()
    pages.show_none("There is nothing to list.")
    QTest.qWait(1)
    assert pages.chosen.height() <= before
    assert pages.none.height() > before
