"""The market of a language: its territory, and whether consumers there are protected by the Union."""

from __future__ import annotations

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.edits.languages import set_language
from funnelstudio.model.languages import Language
from funnelstudio.model.markets import in_eu, territory, to_consumers
from tests.builders import a_funnel


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("de-DE", "DE"),
        ("de", "DE"),
        ("en", "US"),
        ("en-IE", "IE"),
        ("zh-Hant-TW", "TW"),
        ("sr-Latn", "RS"),
        ("de-u-co-phonebk", "DE"),
        ("xx-klingon", ""),
        ("", ""),
    ],
)
def test_the_territory_is_the_tags_or_the_likely_one(tag: str, expected: str) -> None:
    assert territory(Language(tag=tag)) == expected


def test_a_language_can_be_for_another_market() -> None:
    funnel = set_language(a_funnel(), "en-GB", territory="IE", buyers="business")
    language = funnel.languages[0]
    assert in_eu(language)
    assert not to_consumers(language)
    assert not in_eu(a_funnel().languages[0])


def test_only_countries_and_known_buyers_are_taken() -> None:
    with pytest.raises(NotPossible, match="not a country"):
        set_language(a_funnel(), "en-GB", territory="Ireland")
    with pytest.raises(NotPossible):
        set_language(a_funnel(), "en-GB", buyers="everyone")
