"""Fields are named so that a writer can tell them apart."""

from __future__ import annotations

from funnelstudio.gui.write.words import field_name
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.texts import fields_of


def test_options_without_names_are_told_apart_as_on_their_card() -> None:
    step = Step(type="quantities", options=(Option(id="a", quantity=1), Option(id="b", quantity=2)))
    funnel = Funnel(steps={"more": step})
    names = [field_name(funnel, "more", field) for field in fields_of(funnel, "more") if field.option]
    assert len(set(names)) == len(names)
    assert any(name.endswith("· 2 ×") for name in names)
