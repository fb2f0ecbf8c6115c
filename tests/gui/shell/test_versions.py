"""Earlier versions of a file: seen, brought back, opened as a copy; and compared with the file outside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog

from funnelstudio.gui.dialogs.versions import Versions
from funnelstudio.model.edits.document import set_title
from funnelstudio.storage.files import load, save
from tests.gui.conftest import OpenStudio
from tests.studio import Driver


def rename(driver: Driver, title: str) -> None:
    driver.window.session.edit("Change title", set_title, title)
    driver.settle()


def saved_twice(studio: OpenStudio, path: Path) -> Driver:
    driver = studio(sample="red-roses")
    driver.save_as(path)
    rename(driver, "Tulips")
    driver.press("Ctrl+S")
    driver.wait_until(lambda: driver.window.session.is_saved)
    return driver


def opened(driver: Driver) -> Versions:
    driver.window.show_dialog("versions")
    driver.settle()
    return driver.window.findChildren(Versions)[-1]


def lines(versions: Versions) -> list[str]:
    return [versions.changes.item(n).text() for n in range(versions.changes.count())]


def test_an_earlier_version_comes_back_as_an_edit(studio: OpenStudio, tmp_path: Path) -> None:
    driver = saved_twice(studio, tmp_path / "roses.funnel")
    dialog = opened(driver)
    assert dialog.list.count() == 3
    assert lines(dialog) == ["Nothing: this is what you see."]
    dialog.list.setCurrentRow(2)
    driver.settle()
    assert lines(dialog) == ["The title was “Red Roses” and is “Tulips”."]
    driver.click(dialog.back)
    assert driver.funnel.title == "Red Roses"
    assert not driver.window.session.is_saved
    driver.press("Ctrl+Z")
    assert driver.funnel.title == "Tulips"
    assert not [each for each in driver.window.findChildren(QDialog) if each.isVisible()]


def test_an_earlier_version_opens_as_a_copy_with_its_pictures(studio: OpenStudio, tmp_path: Path) -> None:
    driver = saved_twice(studio, tmp_path / "roses.funnel")
    dialog = opened(driver)
    dialog.list.setCurrentRow(2)
    driver.settle()
    driver.click(dialog.copy)
    other = driver.studio.windows[-1]
    assert other is not driver.window
    assert other.session.funnel.title == "Red Roses"
    assert other.session.path is None
    assert not other.session.is_saved
    picture = other.session.funnel.products["roses"].picture
    assert other.session.assets is not None
    assert (other.session.assets / picture).is_file()
    assert driver.funnel.title == "Tulips"


def test_a_damaged_version_is_told(studio: OpenStudio, tmp_path: Path, own_surroundings: Path) -> None:
    driver = saved_twice(studio, tmp_path / "roses.funnel")
    for copy in own_surroundings.rglob("*.z"):
        copy.write_bytes(b"no such thing")
    dialog = opened(driver)
    dialog.list.setCurrentRow(2)
    driver.settle()
    assert lines(dialog) == ["This kept version is damaged."]
    assert not dialog.back.isEnabled()


def changed_outside(driver: Driver, path: Path) -> None:
    there = load(path)
    save(set_title(there.funnel, "Lilies"), path)
    driver.window.document.look_outside()
    driver.wait_until(lambda: driver.messages)


def test_what_another_program_wrote_is_compared(studio: OpenStudio, tmp_path: Path) -> None:
    path = tmp_path / "roses.funnel"
    driver = saved_twice(studio, path)
    changed_outside(driver, path)
    message = driver.window.messages.messages()[-1]
    dict(message.others)["Compare…"]()
    driver.settle()
    dialog = driver.window.findChildren(Versions)[-1]
    assert lines(dialog) == ["The title was “Lilies” and is “Tulips”."]


def test_keeping_mine_lets_the_next_saving_replace_it(studio: OpenStudio, tmp_path: Path) -> None:
    path = tmp_path / "roses.funnel"
    driver = saved_twice(studio, path)
    changed_outside(driver, path)
    dict(driver.window.messages.messages()[-1].others)["Keep mine"]()
    driver.settle()
    assert not driver.window.session.is_saved
    driver.press("Ctrl+S")
    driver.wait_until(lambda: driver.window.session.is_saved)
    assert load(path).funnel.title == "Tulips"
