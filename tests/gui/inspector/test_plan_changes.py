"""Plan changes in the settings of the funnel: their order, which the exported sheet follows."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from funnelstudio.gui.inspector.plan_changes import PlanChangesSection
from tests.gui.conftest import OpenStudio
from tests.gui.inspector.conftest import section


def test_a_plan_change_is_moved_with_its_arrows(studio: OpenStudio) -> None:
    driver = studio(sample="monthly-to-yearly")
    driver.window.session.go(step="", product="")
    first, second, *others = [change.id for change in driver.funnel.plan_changes]
    form = section(driver, PlanChangesSection).list.form(first)
    arrows = {button.accessibleName(): button for button in form.findChildren(QToolButton)}
    driver.click(arrows["Move up"])
    assert driver.funnel.plan_changes[0].id == first and not driver.window.session.undo_stack.canUndo()
    driver.click(arrows["Move down"])
    assert [change.id for change in driver.funnel.plan_changes] == [second, first, *others]
    assert form.isVisible()
    driver.press("Ctrl+Z")
    assert [change.id for change in driver.funnel.plan_changes] == [first, second, *others]
