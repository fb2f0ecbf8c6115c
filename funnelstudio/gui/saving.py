"""Writes the document to its file: save, save as, share, revert, and what happens to the file outside."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs, settings
from funnelstudio.gui.asker import Asker
from funnelstudio.gui.outside import Outside
from funnelstudio.gui.recent import remember
from funnelstudio.gui.safety import Safety
from funnelstudio.gui.session import Message, Session
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage import files
from funnelstudio.storage.lock import lock

PACKED_SUFFIX = ".funnelz"

_log = logging.getLogger(__name__)

Then = Callable[[], object] | None
"""Called once the file is safe; not called when the user cancels or the saving fails."""


class Saving(QObject):
    """The file of one document. Reading and writing run in workers."""

    state_changed = Signal()
    """Saving has begun or ended."""
    compared = Signal()
    """The user wants to see how the file differs from what is shown."""

    def __init__(self, session: Session, asker: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asker = asker
        self._digest = ""
        self._needs_save_as = False
        self._keep_old = False
        self._job: jobs.Job[str] | None = None
        self._then: Then = None
        self._outside = Outside(self._on_outside, self)
        self._safety = Safety(session, self)

    @property
    def is_busy(self) -> bool:
        """Whether the file is being written."""
        return self._job is not None

    def begin(self, saved: Funnel, path: Path | None = None, opened: files.Opened | None = None) -> None:
        """Another document: `saved` is what the file at `path` holds, as `opened` tells of it."""
        self._digest = opened.digest if opened is not None else ""
        self._needs_save_as = opened is not None and opened.needs_save_as
        self._keep_old = opened is not None and opened.is_migrated
        self._safety.begin(saved, path, self._digest)
        if path is not None:
            self._outside.watch(path, self._digest)
        self.state_changed.emit()

    def save(self, then: Then = None) -> None:
        """Write the file, or ask for one where there is none that may be written."""
        path = self._session.path
        if path is None or self._needs_save_as or self._session.read_only:
            self.ask_save_as(then)
        else:
            self._save_to(path, self._digest, then)

    def ask_save_as(self, then: Then = None) -> None:
        """Ask for a file and write it."""
        path = self._asker.file_to_save(self._suggested(files.SUFFIX))
        if path is None:
            return
        target = _with_suffix(path, files.SUFFIX)
        try:
            self._look_for_windows(target)
        except UserError as error:
            self.tell_failure(error)
        else:
            self._save_to(target, "", then)

    def _look_for_windows(self, target: Path) -> None:
        """Raise InUse where another window has `target` open: its user would lose it."""
        own = self._session.path
        if own is None or self._session.read_only or target.resolve() != own.resolve():
            lock(target).release()

    def ask_share(self) -> None:
        """Pack the funnel and its pictures into one file."""
        path = self._asker.file_to_share(self._suggested(PACKED_SUFFIX))
        if path is None:
            return
        session, funnel, assets = self._session, self._session.funnel, self._session.assets
        target = _with_suffix(path, PACKED_SUFFIX)
        beside = assets.with_suffix(files.SUFFIX) if assets is not None else None

        def done(missing: tuple[str, ...]) -> None:
            session.tell(_("Packed into “{name}”.").format(name=target.name))
            if missing:
                session.tell(_("A picture is missing from it."), ", ".join(missing), "warning")

        jobs.run(lambda _progress: files.share(funnel, beside, target), done, self.tell_failure)

    def revert(self) -> None:
        """Go back to what the file holds, as an edit that can be undone."""
        path = self._session.path
        if path is not None:
            jobs.run(lambda _progress: files.load(path), self._reverted, self.tell_failure)

    def wait(self, then: Then) -> None:
        """Call `then` once the saving under way has ended well."""
        self._then = then

    def look_outside(self) -> None:
        """Look whether another program has changed the file; a window asks when it gets the focus."""
        if self._job is None:
            self._outside.look()

    def stop(self) -> None:
        """Let go of the file and of the journal: what is not saved now was given up by the user."""
        self._outside.stop()
        self._safety.end(keep=False)

    def tell_failure(self, error: Exception) -> None:
        """Show why a file could not be read or written."""
        if isinstance(error, UserError):
            self._session.told.emit(Message(error.message, error.hint, "error"))
            return
        _log.error("Reading or writing failed", exc_info=error)
        words = _("Something went wrong in the program: {error}").format(error=str(error)[:200])
        self._session.told.emit(Message(words, "", "error"))

    def _suggested(self, suffix: str) -> Path:
        session = self._session
        if session.path is not None and suffix == files.SUFFIX and (session.read_only or self._needs_save_as):
            return session.path.with_name(_("{name} copy").format(name=session.path.stem) + suffix)
        if session.path is not None:
            return session.path.with_suffix(suffix)
        name = "".join(c for c in session.funnel.title if c.isalnum() or c in " -_").strip() or _("Funnel")
        return Path(settings.read(settings.LAST_FOLDER) or Path.home()) / f"{name[:80]}{suffix}"

    def _save_to(self, path: Path, expected: str, then: Then) -> None:
        if self._job is not None:
            self._then = then
            return
        session, funnel, assets, keep_old = (
            self._session,
            self._session.funnel,
            self._session.assets,
            self._keep_old,
        )
        self._then = then
        self._outside.pause()
        self._job = jobs.run(
            lambda progress: files.save(
                funnel, path, expected=expected, keep_old=keep_old, assets=assets, progress=progress
            ),
            lambda digest: self._saved(funnel, path, digest),
            lambda error: self._not_saved(error, path),
        )
        session.close_step()
        self.state_changed.emit()

    def _saved(self, funnel: Funnel, path: Path, digest: str) -> None:
        session = self._session
        self._job, self._digest = None, digest
        self._needs_save_as = self._keep_old = session.read_only = False
        session.loose_assets = None
        self._safety.saved(funnel, path, digest)
        self._outside.watch(path, digest)
        session.mark_saved(funnel, path)
        remember(path)
        self.state_changed.emit()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _not_saved(self, error: Exception, path: Path) -> None:
        self._job = self._then = None
        self._outside.pause(False)
        self.state_changed.emit()
        if not isinstance(error, files.ChangedOutside):
            self.tell_failure(error)
            return
        hint = error.hint or _("Go back to the saved file (menu File), or replace it with what you see here.")
        self._session.told.emit(
            Message(error.message, hint, "error", _("Replace it"), lambda: self._save_to(path, "", None))
        )

    def _on_outside(self, digest: str) -> None:
        """The file is another one than was read or written here."""
        if digest:
            words, hint = _("Another program has changed this file."), _("Undo brings back what you see now.")
            others = ((_("Keep mine"), partial(self._keep_mine, digest)), (_("Compare…"), self.compared.emit))
            message = Message(words, hint, "warning", _("Reload"), self.revert, others)
        else:
            words, hint = _("The file was moved or deleted."), _("Save writes it again.")
            message = Message(words, hint, "warning", _("Save"), self.save)
        self._session.told.emit(message)

    def _keep_mine(self, digest: str) -> None:
        """What another program wrote is known, and the next saving may replace it."""
        self._digest = digest
        self._session.mark_unsaved()

    def _reverted(self, opened: files.Opened) -> None:
        self._digest = opened.digest
        self._session.apply(_("Reload"), opened.funnel, reread=True)
        self._safety.saved(self._session.funnel, opened.path, opened.digest)
        self._session.mark_saved(self._session.funnel, opened.path)
        self._outside.watch(opened.path, opened.digest)


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.suffix == suffix else path.with_name(path.name + suffix)
