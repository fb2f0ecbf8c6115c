"""The window's document: new, from a sample, from a file, recovered, and closing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs
from funnelstudio.gui.asker import Asker
from funnelstudio.gui.recent import remember
from funnelstudio.gui.session import Message, Session
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel

if TYPE_CHECKING:
    from funnelstudio.gui.saving import Saving
    from funnelstudio.storage.files import Opened
    from funnelstudio.storage.recovery import Recovery

# Reading and writing are imported where they are done: an empty window needs none of it for its first paint.

Elsewhere = Callable[[Callable[["Document"], object]], object]
"""Opens another window and calls a function with its document."""


class Document(QObject):
    """What the window's session shows, and whether there is anything yet."""

    state_changed = Signal()
    """Saved, edited, saving: the words have changed."""
    compared = Signal()
    """The user wants to see how the file differs from what is shown."""
    opened_changed = Signal()
    """A document was opened in an empty window, or another one in its place."""

    def __init__(
        self, session: Session, asker: Asker, elsewhere: Elsewhere, parent: QObject | None = None
    ) -> None:
        super().__init__(parent or session)
        self._session = session
        self._asker = asker
        self._elsewhere = elsewhere
        self._is_open = False

    @cached_property
    def saving(self) -> Saving:
        """What writes the file."""
        from funnelstudio.gui.saving import Saving

        made = Saving(self._session, self._asker, self)
        made.state_changed.connect(self.state_changed)
        made.compared.connect(self.compared)
        return made

    @property
    def is_open(self) -> bool:
        """Whether there is a document; an empty window shows the start page."""
        return self._is_open

    def state_words(self) -> str:
        """The document's state in a word."""
        session = self._session
        if not self._is_open:
            return ""
        if self.saving.is_busy:
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
            from funnelstudio.gui.new_funnel import new_funnel

            self._take(new_funnel())

    def new_from_sample(self, sample_id: str) -> None:
        """Begin with a bundled funnel; it becomes a file when it is first saved."""
        if self._is_taken():
            self._elsewhere(lambda other: other.new_from_sample(sample_id))
            return
        from funnelstudio.storage import files
        from funnelstudio.storage.samples import find_sample

        try:
            opened = files.load(find_sample(sample_id).path)
        except UserError as error:
            self.saving.tell_failure(error)
        else:
            self._take(opened.funnel, loose_assets=opened.assets)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        path = self._asker.file_to_open()
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a file: here while the window is empty or its new funnel untouched, else in a new window."""
        if self._is_taken():
            self._elsewhere(lambda other: other.open(path))
        else:
            from funnelstudio.storage import files

            jobs.run(lambda _progress: files.load(path), self.take_opened, self.saving.tell_failure)

    def take_opened(self, opened: Opened) -> None:
        """Show a file that has been read."""
        self._take(opened.funnel, opened, opened.assets if opened.is_packed else None)
        remember(opened.path)
        if opened.is_newer:
            words = _("A newer version of Funnel Studio wrote this file.")
            hint = _("What this version does not know is kept; Save will propose another name.")
            self._session.told.emit(Message(words, hint, "warning"))
        for note in opened.notes:
            self._session.tell(note)
        if not self._session.read_only:
            from funnelstudio.storage.recovery import find_recovery

            jobs.run(lambda _progress: find_recovery(opened.path), self._offer)

    def open_copy(self, funnel: Funnel, assets: Path | None) -> None:
        """Open a funnel that is in no file, with pictures in `assets`: in another window if this is taken."""
        if self._is_taken():
            self._elsewhere(lambda other: other.open_copy(funnel, assets))
            return
        self._take(funnel, loose_assets=assets)
        self._session.mark_unsaved()

    def recover(self, found: Recovery) -> None:
        """Open work that a crash left behind: as its file's next version, or as a copy where that changed."""
        if self._is_taken():
            self._elsewhere(lambda other: other.recover(found))
        else:
            from funnelstudio.storage import recovery

            jobs.run(
                lambda _progress: recovery.recover(found),
                lambda funnel: self._recovered(found, funnel),
                self.saving.tell_failure,
            )

    def _offer(self, found: Recovery | None) -> None:
        """Tell of work on the file of this window that a crash left behind."""
        if found is None or self._session.path is None:
            return
        words = _("The program ended before your last work on this file was saved.")
        hint = "" if found.fits else _("The file has changed since; your work opens as a copy.")
        bring = partial(self._bring_back, found)
        self._session.told.emit(Message(words, hint, "warning", _("Bring it back"), bring))

    def _bring_back(self, found: Recovery) -> None:
        if not (found.fits and self._session.is_saved):
            self._elsewhere(lambda other: other.recover(found))
            return
        from funnelstudio.storage import recovery

        jobs.run(
            lambda _progress: recovery.recover(found),
            lambda funnel: self._put_back(found, funnel),
            self.saving.tell_failure,
        )

    def _put_back(self, found: Recovery, funnel: Funnel) -> None:
        """Show what was recovered as an edit: the journal of this window keeps it before the other goes."""
        from funnelstudio.storage import recovery

        self._session.apply(_("Recover"), funnel)
        jobs.run(lambda _progress: recovery.discard(found), failed=self.saving.tell_failure)

    def may_close(self, close: Callable[[], object]) -> bool:
        """Whether the window may close now; asks about unsaved work and calls `close` once it is saved."""
        if not self._is_open:
            return True
        if self.saving.is_busy:
            self.saving.wait(close)
            return False
        if self._session.is_saved:
            return True
        answer = self._asker.unsaved(self._session.funnel.title)
        if answer == "save":
            self.saving.save(close)
        return answer == "discard"

    def look_outside(self) -> None:
        """Look whether another program has changed the file."""
        if self._is_open:
            self.saving.look_outside()

    def stop(self) -> None:
        """Let go of the file; the window closes."""
        if self._is_open:
            self.saving.stop()

    def _recovered(self, found: Recovery, funnel: Funnel) -> None:
        from funnelstudio.storage import files

        opened = None
        if found.path is not None and found.fits:
            try:
                opened = files.load(found.path)
            except UserError:
                opened = None
        assets = files.assets_folder(found.path) if found.path is not None and opened is None else None
        before = opened.funnel if opened is not None else Funnel()
        self._take(before, opened, assets)
        self._put_back(found, funnel)
        self._session.undo_stack.clear()

    def _take(self, funnel: Funnel, opened: Opened | None = None, loose_assets: Path | None = None) -> None:
        self._is_open = True
        path = opened.path if opened is not None else None
        self._session.loose_assets = loose_assets
        self._session.load(funnel, path)
        self.saving.begin(funnel, path, opened)
        self.opened_changed.emit()

    def _is_taken(self) -> bool:
        """Whether this window has a document that another one must not replace."""
        session = self._session
        untouched = session.path is None and session.is_saved and not session.undo_stack.canRedo()
        return self._is_open and not untouched
