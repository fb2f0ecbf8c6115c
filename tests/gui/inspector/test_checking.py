"""How strict the checks are, and thresholds of one's own, in the inspector of the funnel."""

from __future__ import annotations

from funnelstudio.gui.controls.numbers import NumberField
from funnelstudio.gui.inspector.checking import MEANINGS, CheckingSection, ThresholdForm
from funnelstudio.gui.inspector.panel import InspectorPanel
from funnelstudio.model.checking import PROFILES, THRESHOLDS, threshold
from tests.gui.conftest import OpenStudio


def test_the_profile_and_its_thresholds(studio: OpenStudio) -> None:
    driver = studio(sample="red-roses")
    driver.window.session.go(step="", product="")
    inspector = driver.window.parts["inspector"]
    assert isinstance(inspector, InspectorPanel)
    section = inspector.section(CheckingSection)
    assert isinstance(section, CheckingSection)
    assert section.profile.value() == "normal"
    for profile in PROFILES:
        section.profile.chosen.emit(profile)
        assert driver.funnel.checking.profile == profile
        assert section.meaning.text() == MEANINGS[profile]
    section.thresholds.unfold()
    form = section.thresholds.body
    assert isinstance(form, ThresholdForm)
    assert list(form.fields) == list(THRESHOLDS)
    field = form.fields["offers_on_a_path"]
    assert isinstance(field, NumberField)
    field.spin.setValue(4)
    assert threshold(driver.funnel.checking, "offers_on_a_path") == 4
    assert section.thresholds.header.accessibleName() == "Thresholds · 1 of your own"
    driver.window.session.undo_stack.undo()
    assert field.value() == 2
    assert section.thresholds.header.accessibleName() == "Thresholds"
