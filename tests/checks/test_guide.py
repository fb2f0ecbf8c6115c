"""The page of the guide is what the table makes of it."""

from __future__ import annotations

from funnelstudio.checks import guide, lawful
from funnelstudio.checks.check import family
from funnelstudio.checks.table import CHECKS
from tests.repository import ROOT

PAGE = ROOT / "docs" / "checks.md"


def test_the_page_is_up_to_date() -> None:
    command = "python -m funnelstudio.checks.guide > docs/checks.md"
    assert PAGE.read_text(encoding="utf-8") == guide.markdown(), f"run: {command}"


def test_every_check_is_on_it_once() -> None:
    page = guide.markdown()
    assert {family(check.id) for check in CHECKS} == guide.FAMILIES.keys()
    for check in CHECKS:
        assert page.count(f"| `{check.id}` |") == 1


def test_it_says_that_it_is_no_legal_advice() -> None:
    assert "no legal advice" in guide.markdown()


def test_every_list_of_wordings_has_a_source_a_date_and_clean_phrases() -> None:
    for name in ("buttons", "prices", "phrases"):
        assert lawful.origin(name).endswith("(2026-11-21)")
        for code in lawful.languages(name):
            for kind in ("accepted", "refused", "tax", "included", "excluded", "pressure", "shaming"):
                found = lawful.phrases(name, kind, code)
                assert len(set(found)) == len(found)
                assert all(phrase == phrase.strip().lower() and phrase for phrase in found)
