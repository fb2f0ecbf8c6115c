"""The card at the top: whether pages can be exported and what would change, or what the last export did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from funnelstudio.export.changes import (
    CHANGED,
    FILE,
    FOREIGN,
    NEW,
    PAGE,
    REMOVED,
    SAME,
    UNSURE,
    DryRun,
    Planned,
)
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import Button, button
from funnelstudio.gui.controls.words import IconLabel, label
from funnelstudio.gui.publish.groups import count_words, counted, things
from funnelstudio.i18n import _, ngettext

if TYPE_CHECKING:
    from funnelstudio.export.run import ExportResult

_NARROW: Final = 640
_MOST_WARNINGS: Final = 3
SEPARATOR: Final = " · "


class Card(QFrame):
    """An icon, a title, a sentence, and buttons: beside the words, or below them where it is narrow."""

    def __init__(self, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        # Not a maximum: that is the height of words that don't wrap.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.icon = IconLabel("circle-check", "ending", 20)
        self.title = label("", "title", wrap=True)
        self.told = label("", "secondary", wrap=True)
        words = row(self.icon, column(self.title, self.told, spacing=2), spacing=12)
        words.setStretch(1, 1)
        self._row: QBoxLayout = QHBoxLayout(self)
        self._row.setContentsMargins(18, 12, 16, 12)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._buttons = row(*buttons, spacing=8)
        self._row.addLayout(self._buttons)

    def say(self, icon: str, colour: str, title: str, told: str = "") -> None:
        """Show these words."""
        self.icon.show_icon(icon, colour)
        self.title.setText(title)
        self.told.setText(told)
        self.told.setVisible(bool(told))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _NARROW
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)


class Status(Card):
    """What would happen now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.to_problems = button(_("Show the problems"))
        super().__init__(self.to_problems, parent=parent)
        self.to_problems.hide()

    def show_ready(
        self,
        run: DryRun | None,
        errors: int,
        warnings: int,
        *,
        draft: bool,
        todo: int = 0,
        empty: int = 0,
        idle: tuple[str, str] = ("", ""),
        placed: bool = True,
    ) -> None:
        """Show what blocks, else what an export would do; None while that is being worked out.

        `todo` of the `errors` are merely not done yet; `warnings` are those besides the `empty` settings;
        `idle` says why nothing is made, and what to do; `placed` whether a folder is chosen.
        """
        told = changes_words(run) if run is not None else ""
        self.to_problems.setVisible(bool(errors or empty))
        if errors and not draft:
            words = ngettext("{what} blocks the export", "{what} block the export", errors)
            solve = ngettext("Solve it, or write a draft.", "Solve these, or write a draft.", errors)
            self.say("circle-alert", "error", words.format(what=_open(errors - todo, todo)), solve)
        elif run is None:
            self.say("circle", "secondary", _("Looking at what has changed…"))
        elif run.count(fate=FOREIGN):
            how = _("Move them away, or choose another folder.")
            self.say("circle-alert", "error", _("Files of somebody else's are in the way"), f"{told}\n{how}")
        elif errors:
            words = _("Still open: {what}. Don't publish the draft.")
            said = f"{told}\n{words.format(what=_open(errors - todo, todo))}"
            self.say("triangle-alert", "warning", _("Ready to write a draft"), said)
        elif idle[0]:
            self.say("triangle-alert", "warning", *idle)
        else:
            done = is_done(run)
            # What is exported already was looked at then; what is empty still doesn't work.
            said = SEPARATOR.join([told, *_to_do(empty, 0 if done else warnings)])
            title = _("All of it is exported already") if done else _("Ready to export")
            look = ("triangle-alert", "warning") if said != told else ("circle-check", "ending")
            if not placed:
                look, title = ("folder-open", "accent"), _("Choose a folder for the pages")
            self.say(*look, title, said)

    def show_failure(self, sentence: str, hint: str) -> None:
        """Show why there is nothing to export."""
        self.to_problems.hide()
        self.say("circle-alert", "error", sentence, hint)


def _open(faults: int, todo: int) -> str:
    """What is wrong and what is merely not done yet, counted apart as the top bar counts them."""
    problems = ngettext("{count} problem", "{count} problems", faults).format(count=faults)
    things_to_do = ngettext("{count} thing to do", "{count} things to do", todo).format(count=todo)
    if faults and todo:
        return _("{problems} and {todo}").format(problems=problems, todo=things_to_do)
    return things_to_do if todo else problems


def _to_do(empty: int, warnings: int) -> list[str]:
    """What of settings and what else is worth a look."""
    said = []
    if empty:
        words = ngettext("{count} setting is still empty", "{count} settings are still empty", empty)
        said.append(words.format(count=empty))
    if warnings:
        words = ngettext("{count} warning to look at", "{count} warnings to look at", warnings)
        said.append(words.format(count=warnings))
    return said


class ExportReport(Card):
    """What the last export did, until something changes."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.open_folder = button(_("Open the folder"), self._open_folder, icon="folder-open")
        self.open_result = button(_("Open the pages"), self._open_first, "primary", "external-link")
        super().__init__(self.open_folder, self.open_result, parent=parent)
        self._first = Path()
        self._folder = Path()

    def show_result(self, result: ExportResult, folder: Path, listed: Iterable[Planned] = ()) -> None:
        """Show what was written into `folder`; `listed` are the files that were listed before."""
        self._folder, self._first = folder, folder / first_page(result)
        known = {file.path: file for file in listed}
        said = {_("{count} unchanged"): result.unchanged, _("{count} removed"): result.removed}
        counts = [
            words.format(count=things(_planned(paths, known))) for words, paths in said.items() if paths
        ]
        title = _("Nothing had to be written")
        if result.written:
            title = _("The export is done")
            counts.insert(0, _("{files} written").format(files=counted(_planned(result.written, known))))
        lines = [SEPARATOR.join(counts), str(folder), *_warnings(result)]
        self.say("circle-check", "ending", title, "\n".join(line for line in lines if line))
        self.open_result.setVisible(self._first.is_file())
        self.open_folder.show()

    def show_archive(self, result: ExportResult, file: Path) -> None:
        """Show that all of it went into a .zip file."""
        self._folder, self._first = file.parent, file
        lines = [str(file), *_warnings(result)]
        self.say("circle-check", "ending", _("{name} is written").format(name=file.name), "\n".join(lines))
        self.open_result.hide()
        self.open_folder.show()

    def show_failure(self, sentence: str, hint: str) -> None:
        """Show why nothing was written."""
        told = "\n".join(part for part in (hint, _("The last pages are as they were.")) if part)
        self.say("circle-alert", "error", sentence, told)
        self.open_result.hide()
        self.open_folder.hide()

    def _open_first(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._first)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def changes_words(run: DryRun) -> str:
    """What an export holds and what of it differs from the last one."""
    words = {
        NEW: _("{count} new"),
        CHANGED: _("{count} changed"),
        UNSURE: _("{count} maybe changed"),
        REMOVED: _("{count} will go"),
        FOREIGN: _("{count} in the way"),
    }
    counts = {fate: things(file for file in run.files if file.fate == fate) for fate in words}
    said = [words[fate].format(count=count) for fate, count in counts.items() if count]
    if {file.fate for file in run.files} == {NEW}:
        said = [_("all of it new")]
    return SEPARATOR.join(part for part in (count_words(run), ", ".join(said)) if part)


def is_done(run: DryRun) -> bool:
    """Whether an export would change nothing."""
    return {file.fate for file in run.files} == {SAME}


def _planned(paths: Iterable[str], known: Mapping[str, Planned]) -> list[Planned]:
    """The files at these paths as they were listed; pages are told from others where they were not."""
    return [
        known.get(path) or Planned(path, PAGE if path.endswith(".html") else FILE, SAME) for path in paths
    ]


def _warnings(result: ExportResult) -> list[str]:
    shown = list(result.warnings[:_MOST_WARNINGS])
    more = len(result.warnings) - len(shown)
    if more:
        shown.append(ngettext("… and {count} more", "… and {count} more", more).format(count=more))
    return shown


def first_page(result: ExportResult) -> str:
    """The page to look at first: the overview for the maker, else the entry, else any."""
    ranks = {"funnel": 0, "start": 1, "language": 2}
    pages = [page for page in result.pages if page.path.endswith(".html")]
    pages.sort(key=lambda page: (ranks.get(page.per, 3), not page.internal))
    return pages[0].path if pages else ""
