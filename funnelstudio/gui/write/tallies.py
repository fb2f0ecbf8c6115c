"""How much of each page and language is written: counted bit by bit, kept until an edit touches it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from funnelstudio.gui.session import Session
from funnelstudio.model.diff import Changes
from funnelstudio.model.fields import PLAN_CHANGE_PLACE, PRODUCT_PLACE
from funnelstudio.model.funnel import source_tag
from funnelstudio.model.texts import places, tally

_SLICE: Final = 0.004
"""Seconds of counting in one go: short enough not to be felt while typing."""

Tally = tuple[int, int]
"""Texts done, texts needed."""


class _Pages:
    """The pages of one language that were counted, with their sum kept up."""

    def __init__(self) -> None:
        self.known: dict[str, Tally] = {}
        self.done = self.needed = 0

    def put(self, place: str, found: Tally) -> None:
        self.known[place] = found
        self.done += found[0]
        self.needed += found[1]

    def drop(self, place: str) -> None:
        found = self.known.pop(place, None)
        if found is not None:
            self.done -= found[0]
            self.needed -= found[1]


class Tallies(QObject):
    """The tally of every page in every language. Pages are counted when asked for, totals in idle moments."""

    counted = Signal()
    """Something was counted or is due again: what shows tallies repaints."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.places: tuple[str, ...] = places(session.funnel)
        self._pages: dict[str, _Pages] = {}
        self._due: Iterator[tuple[str, str]] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._count_some)
        self._watched = False

    def of(self, tag: str, place: str) -> Tally:
        """The tally of one page."""
        pages = self._language(tag)
        found = pages.known.get(place)
        if found is None:
            found = tally(self._session.funnel, tag, place)
            pages.put(place, found)
        return found

    def total(self, tag: str) -> Tally | None:
        """The tally of a whole language, None until all its pages have been counted."""
        pages = self._language(tag)
        return (pages.done, pages.needed) if len(pages.known) >= len(self.places) else None

    def start(self) -> None:
        """Count what is not known yet, a few milliseconds at a time; `counted` tells of progress."""
        self._watched = True
        self._due = self._unknown()
        self._timer.start()

    def stop(self) -> None:
        """Count no further until `start`, while nobody looks."""
        self._watched = False
        self._timer.stop()

    def follow(self, changes: Changes) -> None:
        """Forget what an edit has touched, and count that again."""
        funnel = changes.new
        if changes.everything or changes.structure or changes.products or changes.plan_changes:
            self.places = places(funnel)
        if changes.everything or changes.languages:
            self._pages.clear()
        else:
            self._forget(changes)
        if self._watched:
            self.start()
        self.counted.emit()

    def _forget(self, changes: Changes) -> None:
        everywhere = set(changes.steps) | {f"{PRODUCT_PLACE}{key}" for key in changes.products}
        if changes.plan_changes:
            everywhere |= {f"{PLAN_CHANGE_PLACE}{change.id}" for change in changes.new.plan_changes}
        everywhere |= changes.texts.get(source_tag(changes.new), frozenset())
        bases = {language.tag: language.base for language in changes.new.languages}
        for tag, pages in self._pages.items():
            own = changes.texts.get(tag, frozenset()) | changes.texts.get(bases.get(tag, ""), frozenset())
            for place in everywhere | own:
                pages.drop(place)
        if changes.structure or changes.products or changes.plan_changes:
            there = set(self.places)
            for pages in self._pages.values():
                for place in [place for place in pages.known if place not in there]:
                    pages.drop(place)

    def _language(self, tag: str) -> _Pages:
        return self._pages.setdefault(tag, _Pages())

    def _unknown(self) -> Iterator[tuple[str, str]]:
        for language in self._session.funnel.languages:
            known = self._language(language.tag).known
            if len(known) < len(self.places):
                for place in self.places:
                    if place not in known:
                        yield language.tag, place

    def _count_some(self) -> None:
        end = time.perf_counter() + _SLICE
        for tag, place in self._due:
            self.of(tag, place)
            if time.perf_counter() > end:
                break
        else:
            self._timer.stop()
        self.counted.emit()
