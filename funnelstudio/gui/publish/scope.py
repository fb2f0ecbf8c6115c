"""What would be written: the pages of each chosen language, and how much of them is translated."""

from __future__ import annotations

from collections import Counter
from operator import is_

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from funnelstudio.export import Exporter
from funnelstudio.export.plan import plan
from funnelstudio.gui import jobs
from funnelstudio.gui.controls.boxes import empty
from funnelstudio.gui.controls.words import ElidedLabel, label
from funnelstudio.gui.names import language_label
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.texts import places, tally
from funnelstudio.progress import Progress


class Share(msgspec.Struct, frozen=True):
    """One language of an export: its pages, and its texts done and needed."""

    tag: str
    pages: int
    done: int
    needed: int


def shares(funnel: Funnel, exporter: Exporter, tags: tuple[str, ...]) -> tuple[Share, ...]:
    """What each of the languages `tags` brings to an export."""
    pages = Counter(page.tag for page in plan(funnel, exporter, tags).pages)
    found = []
    for tag in tags:
        tallies = [tally(funnel, tag, place) for place in places(funnel)]
        found.append(Share(tag, pages[tag], sum(t[0] for t in tallies), sum(t[1] for t in tallies)))
    return tuple(found)


class Scope(QFrame):
    """Counts in a worker what would be written, and shows it a language a row."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: jobs.Job[tuple[Share, ...]] | None = None
        self._choices: tuple[str, tuple[str, ...]] | None = None
        self._content: tuple[object, ...] = ()
        self.setProperty("role", "card")
        self.title = label(_("Pages"), "title")
        self.target = ElidedLabel("", "secondary")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(18)
        self._rows.setVerticalSpacing(10)
        self._rows.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 18)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.target)
        layout.addSpacing(8)
        layout.addLayout(self._rows)

    def show_scope(self, exporter: Exporter, tags: tuple[str, ...], folder: str) -> None:
        """Show what an export with these choices writes."""
        self.target.show_words(folder)
        funnel = self._session.funnel
        choices, content = (exporter.name, tags), (funnel.steps, funnel.texts, funnel.languages)
        if choices == self._choices and all(map(is_, content, self._content)):
            return
        self._choices, self._content = choices, content
        if self._job is not None:
            self._job.cancel()

        def work(_progress: Progress) -> tuple[Share, ...]:
            return shares(funnel, exporter, tags)

        self._job = jobs.run(work, self._show, self._failed, owner=self)

    def _failed(self, _error: Exception) -> None:
        # Why the pages can't be planned is said by the export itself, and by the checks.
        self._show(())

    def _show(self, found: tuple[Share, ...]) -> None:
        self._job = None
        empty(self._rows)
        pages = sum(share.pages for share in found)
        words = ngettext("{count} page", "{count} pages", pages).format(count=pages)
        self.title.setText(words if found else _("Pages"))
        for at, share in enumerate(found):
            name = label(language_label(self._session.funnel, share.tag))
            name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
            count = ngettext("{count} page", "{count} pages", share.pages).format(count=share.pages)
            texts = _("{done} of {needed} texts").format(done=share.done, needed=share.needed)
            bar = QProgressBar()
            bar.setRange(0, max(1, share.needed))
            bar.setValue(share.done)
            bar.setTextVisible(False)
            bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            bar.setAccessibleName(texts)
            for column, part in enumerate((name, bar, label(texts, "caption"), label(count, "caption"))):
                self._rows.addWidget(part, at, column)
