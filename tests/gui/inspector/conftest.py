"""A window with an offer of Red Roses selected, and the inspector's sections."""

from __future__ import annotations

from typing import TypeVar

import pytest

from funnelstudio.gui.inspector.panel import InspectorPanel
from funnelstudio.gui.inspector.section import Section
from tests.gui.conftest import OpenStudio
from tests.studio import Driver

S = TypeVar("S", bound=Section)


@pytest.fixture
def driver(studio: OpenStudio) -> Driver:
    found = studio(sample="red-roses")
    found.window.session.go(step="more")
    return found


def section(driver: Driver, kind: type[S]) -> S:
    """The section of this class on the page that is shown."""
    panel = driver.window.parts["inspector"]
    assert isinstance(panel, InspectorPanel)
    found = panel.section(kind)
    assert isinstance(found, kind)
    return found
