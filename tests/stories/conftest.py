"""Stories drive the whole window: they get what the window's own tests get."""

from __future__ import annotations

from tests.gui.conftest import own_settings, studio

__all__ = ["own_settings", "studio"]
