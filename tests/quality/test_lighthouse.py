"""Lighthouse gives the start, an offer and the choice of language 100; `./studio quality` asks it of more."""

from __future__ import annotations

from pathlib import Path

from tests.quality.lighthouse import PERFORMANCE, look_at
from tests.quality.serving import served
from tests.quality.sites import BASE, CHOOSER, INDEXED, Choice, all_themes, make, one_of_each_kind

KINDS = (CHOOSER, "start", "quantities")
FAST = 90
"""A busy machine of several people measures less than 100 now and then, of pages without a script."""


def test_pages_are_as_good_as_they_can_be(tmp_path: Path) -> None:
    site = make(Choice(BASE, all_themes()[0], "red-roses"), tmp_path)
    first = site.languages[0]
    pages = [page for page in one_of_each_kind(site) if page.kind in KINDS and page.tag in ("", first)]
    assert {page.kind for page in pages} == set(KINDS)
    with served(site.root) as base:
        indexed = {f"{base}/{page.path}": page.kind in INDEXED for page in pages}
        rated = look_at(indexed, jobs=1)
    for url, scores in rated.items():
        lost = [message for message in scores.below(indexed=indexed[url]) if PERFORMANCE not in message]
        assert lost == [], url
        assert scores.scores[PERFORMANCE] >= FAST, scores.below(indexed=False)
