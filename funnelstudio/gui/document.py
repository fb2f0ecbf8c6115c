"""The window's document: new, open, save, share, revert, what happens to the file outside, and closing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs, settings
from funnelstudio.gui.new_funnel import new_funnel
from funnelstudio.gui.outside import Outside
from funnelstudio.gui.session import Message, Session
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import files
from funnelstudio.storage.samples import find_sample

MOST_RECENT = 12

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asker:
    """The few questions that need an answer before anything goes on; each returns None when cancelled."""

    file_to_open: Callable[[], Path | None]
    file_to_save: Callable[[Path], Path | None]
    file_to_share: Callable[[Path], Path | None]
    unsaved: Callable[[str], str | None]
    """For a title: "save" or "discard"."""


Elsewhere = Callable[[Callable[["Document"], object]], object]
"""Opens another window and calls a function with its document."""


class Document(QObject):
    """Which file the session's funnel came from and goes to. Reading and writing run in workers."""

    state_changed = Signal()
    """Saved, edited, saving: the words have changed."""
    opened_changed = Signal()
    """A document was opened in an empty window, or another one in its place."""

    def __init__(
        self,
        session: Session,
        asker: Asker,
        elsewhere: Elsewhere,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or session)
        self._session = session
        self._asker = asker
        self._elsewhere = elsewhere
        self._is_open = False
        self._digest = ""
        self._needs_save_as = False
        self._keep_old = False
        self._saving: jobs.Job[str] | None = None
        self._after_saving: Callable[[], object] | None = None
        self._outside = Outside(self._on_outside, self)

    @property
    def is_open(self) -> bool:
        """Whether there is a document; an empty window shows the start page."""
        return self._is_open

    def state_words(self) -> str:
        """The document's state in a word."""
        session = self._session
        if self._saving is not None:
            return _("Saving…")
        if session.read_only:
            return _("Read-only")
        if not session.is_saved:
            return _("Edited")
        return _("Saved") if session.path is not None else _("Not saved yet")

    def new(self) -> None:
        """Begin an empty funnel, in another window if this one has a document."""
        if self._is_taken():
            self._elsewhere(lambda other: other.new())
        else:
            self._take(new_funnel(), None, None)

    def new_from_sample(self, sample_id: str) -> None:
        """Begin with a bundled funnel; it becomes a file when it is first saved."""
        if self._is_taken():
            self._elsewhere(lambda other: other.new_from_sample(sample_id))
            return
        try:
            opened = files.load(find_sample(sample_id).path)
        except UserError as error:
            self._tell(error)
        else:
            self._take(opened.funnel, None, opened.assets)

    def ask_open(self) -> None:
        path = self._asker.file_to_open()
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a file: here while the window is empty or its new funnel untouched, else in a new window."""
        if self._is_taken():
            self._elsewhere(lambda other: other.open(path))
        else:
            jobs.run(lambda _progress: files.load(path), self.take_opened, self._tell)

    def take_opened(self, opened: files.Opened) -> None:
        """Show a file that has been read."""
        self._digest = opened.digest
        self._needs_save_as = opened.needs_save_as
        self._keep_old = opened.is_migrated
        loose = opened.assets if opened.is_packed else None
        self._take(opened.funnel, opened.path, loose)
        remember(opened.path)
        self._outside.watch(opened.path, opened.digest)
        if opened.is_newer:
            self._session.told.emit(
                Message(
                    _("A newer version of Funnel Studio wrote this file."),
                    _("What this version does not know is kept; Save will propose another name."),
                    "warning",
                )
            )
        for note in opened.notes:
            self._session.tell(note)

    def save(self) -> None:
        """Write the file, or ask for one where there is none that may be written."""
        path = self._session.path
        if path is None or self._needs_save_as or self._session.read_only:
            self.ask_save_as()
        else:
            self._save_to(path, self._digest)

    def ask_save_as(self) -> None:
        path = self._asker.file_to_save(self._suggested(files.SUFFIX))
        if path is not None:
            self._save_to(
                path if path.suffix == files.SUFFIX else path.with_name(path.name + files.SUFFIX), ""
            )
        else:
            self._after_saving = None

    def ask_share(self) -> None:
        """Pack the funnel and its pictures into one file."""
        path = self._asker.file_to_share(self._suggested(".funnelz"))
        if path is None:
            return
        session, funnel, assets = self._session, self._session.funnel, self._session.assets
        target = path if path.suffix == ".funnelz" else path.with_name(path.name + ".funnelz")

        def done(_result: object) -> None:
            session.tell(_("Packed into “{name}”.").format(name=target.name))

        beside = assets.with_suffix(files.SUFFIX) if assets is not None else None
        jobs.run(lambda _progress: files.share(funnel, beside, target), done, self._tell)

    def revert(self) -> None:
        """Go back to what the file holds, as an edit that can be undone."""
        path = self._session.path
        if path is not None:
            jobs.run(lambda _progress: files.load(path), self._reverted, self._tell)

    def may_close(self, close: Callable[[], object]) -> bool:
        """Whether the window may close now; asks about unsaved work and calls `close` once it is saved."""
        if self._saving is not None:
            self._after_saving = close
            return False
        if not self._is_open or self._session.is_saved:
            return True
        answer = self._asker.unsaved(self._session.funnel.title)
        if answer == "save":
            self._after_saving = close
            self.save()
        return answer == "discard"

    def look_outside(self) -> None:
        """Look whether another program has changed the file; a window asks when it gets the focus."""
        self._outside.look()

    def stop(self) -> None:
        """Let go of the file; the window closes."""
        self._outside.stop()

    def _take(self, funnel: Funnel, path: Path | None, loose_assets: Path | None) -> None:
        if path is None:
            self._digest, self._needs_save_as, self._keep_old = "", False, False
        self._is_open = True
        self._session.loose_assets = loose_assets
        self._session.load(funnel, path)
        self.opened_changed.emit()

    def _is_taken(self) -> bool:
        """Whether this window has a document that another one must not replace."""
        session = self._session
        untouched = session.path is None and session.is_saved and not session.undo_stack.canRedo()
        return self._is_open and not untouched

    def _suggested(self, suffix: str) -> Path:
        session = self._session
        if session.path is not None:
            return session.path.with_suffix(suffix)
        name = "".join(c for c in session.funnel.title if c.isalnum() or c in " -_").strip() or _("Funnel")
        return Path(settings.read(settings.LAST_FOLDER) or Path.home()) / f"{name[:80]}{suffix}"

    def _save_to(self, path: Path, expected: str) -> None:
        if self._saving is not None:
            return
        session, funnel, assets, keep_old = (
            self._session,
            self._session.funnel,
            self._session.assets,
            self._keep_old,
        )

        def done(digest: str) -> None:
            self._saving, self._digest = None, digest
            self._needs_save_as = self._keep_old = session.read_only = False
            session.loose_assets = None
            session.mark_saved(funnel, path)
            remember(path)
            self._outside.watch(path, digest)
            self.state_changed.emit()
            after, self._after_saving = self._after_saving, None
            if after is not None:
                after()

        def failed(error: Exception) -> None:
            self._saving = self._after_saving = None
            self.state_changed.emit()
            if isinstance(error, files.ChangedOutside):
                self._offer_overwriting(error, path)
            else:
                self._tell(error)

        self._saving = jobs.run(
            lambda progress: files.save(
                funnel, path, expected=expected, keep_old=keep_old, assets=assets, progress=progress
            ),
            done,
            failed,
        )
        self.state_changed.emit()

    def _offer_overwriting(self, error: UserError, path: Path) -> None:
        hint = error.hint or _("Reload it from the menu File, or replace it with what you see here.")
        message = Message(error.message, hint, "error", _("Replace it"), lambda: self._save_to(path, ""))
        self._session.told.emit(message)

    def _on_outside(self, digest: str) -> None:
        """The file is another one than was read or written here."""
        if not digest:
            self._session.told.emit(
                Message(
                    _("The file was moved or deleted."),
                    _("Save writes it again."),
                    "warning",
                    _("Save"),
                    self.save,
                )
            )
            return
        self._session.told.emit(
            Message(
                _("Another program has changed this file."),
                _("Reload shows its version, and Undo brings yours back."),
                "warning",
                _("Reload"),
                self.revert,
            )
        )

    def _reverted(self, opened: files.Opened) -> None:
        self._digest = opened.digest
        self._session.apply(_("Reload"), opened.funnel)
        self._session.mark_saved(self._session.funnel, opened.path)
        self._outside.watch(opened.path, opened.digest)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._session.told.emit(Message(error.message, error.hint, "error"))
            return
        _log.error("Reading or writing failed", exc_info=error)
        self._session.told.emit(
            Message(
                _("Something went wrong in the program: {error}").format(error=str(error)[:200]), "", "error"
            )
        )


def remember(path: Path) -> None:
    """Put a file first among those that were open lately."""
    kept = [other for other in settings.read(settings.RECENT) if other != str(path)]
    settings.write(settings.RECENT, (str(path), *kept)[:MOST_RECENT])
    settings.write(settings.LAST_FOLDER, str(path.parent))


def recent() -> tuple[Path, ...]:
    """Files that were open lately and are still there, the last one first."""
    kept = settings.read(settings.RECENT)
    return tuple(path for path in map(Path, kept) if path.is_file())
