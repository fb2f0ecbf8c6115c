"""Garbage is collected in pauses, and by Python itself again when the program ends."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QObject

from funnelstudio.gui.garbage import IdleCollection


class Knot:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.myself = self


def test_knots_are_freed_in_pauses(qapp: object) -> None:
    owner = QObject()
    collection = IdleCollection(owner)
    try:
        assert not gc.isenabled()
        knot = Knot()
        seen = weakref.ref(knot)
        del knot
        assert seen() is not None
        collection.collect()
        assert seen() is None
    finally:
        collection.stop()
    assert gc.isenabled()
