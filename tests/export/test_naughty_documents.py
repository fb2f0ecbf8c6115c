"""Nothing that a user types breaks a document or a mail, wherever it is typed."""

from __future__ import annotations

import csv
import io

import pytest

from funnelstudio.export import find_exporter
from funnelstudio.export.build import Build, order_of
from funnelstudio.model.funnel import Funnel, PlanChange, Text
from funnelstudio.model.value import replace
from tests.export.documents import with_settings, with_step
from tests.export.naughty import NAUGHTY, assert_harmless, filled_with, skeleton

DOCUMENTS = ("call_script", "email", "plan_changes", "texts")
FIELDS = ("call_opening", "objection_1", "reply_1", "mail_subject")


def _naughty(funnel: Funnel, words: str) -> Funnel:
    """The funnel with `words` in all of its texts, those of calls, mails and plan changes too."""
    mailed = filled_with(with_step(funnel, "more", channel="email"), words)
    change = PlanChange(id="change", title=words, description=words, sources=(words,), targets=(words,))
    texts = {
        tag: {
            **places,
            "more": {**places.get("more", {}), **{key: Text(value=words) for key in FIELDS}},
            "plan_change:change": {"title": Text(value=words), "description": Text(value=words)},
        }
        for tag, places in mailed.texts.items()
    }
    steps = {key: replace(step, name=words, note=words) for key, step in mailed.steps.items()}
    whole = replace(mailed, texts=texts, plan_changes=(change,), steps=steps, title=words)
    return with_settings(whole, "email", address="https://shop.example/", **{"postal:en-GB": words})


def _made(funnel: Funnel, exporter: str) -> list[tuple[str, str]]:
    build = Build(order_of(funnel, None, find_exporter(exporter), ["en-GB", "ar-EG"]))
    return [(page.template, build.make(page, build.context(page)).decode()) for page in build.plan.pages]


@pytest.mark.parametrize("exporter", DOCUMENTS)
@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_documents_stay_what_they_are(funnel: Funnel, words: str, exporter: str) -> None:
    good, bad = _made(_naughty(funnel, "Harmless"), exporter), _made(_naughty(funnel, words), exporter)
    for (_template, expected), (template, text) in zip(good, bad, strict=True):
        if template.endswith(".html.j2"):
            assert_harmless(skeleton(expected), skeleton(text))
        elif template.endswith(".csv.j2"):
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
            assert [len(row) for row in rows] == [8, 8]
            assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
