"""What of a page is approved, and which part of it an edit makes differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from funnelstudio.errors import NotPossible
from funnelstudio.model.approval import approval_key, approval_of, drift, page_of
from funnelstudio.model.edits.approvals import approve, disapprove
from funnelstudio.model.edits.document import set_brand, set_export, set_title
from funnelstudio.model.edits.languages import remove_language, retag
from funnelstudio.model.edits.options import set_option_price
from funnelstudio.model.edits.products import set_platform_id, set_product
from funnelstudio.model.edits.steps import rename_step, set_link, set_step
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.funnel import Funnel
from funnelstudio.storage.schema import decode, encode
from tests.builders import a_funnel

STEP, TAG = "more", "de-DE"

Edit = Callable[[Funnel], Funnel]


@pytest.fixture
def funnel() -> Funnel:
    return a_funnel()


def offer(funnel: Funnel) -> tuple[str, str, str]:
    """An offer of the funnel, one of its options, and a language."""
    step = next(key for key, step in funnel.steps.items() if step.type == "quantities")
    return step, funnel.steps[step].options[0].id, funnel.languages[0].tag


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        pytest.param(lambda f, s, o, t: set_option_price(f, s, o, "GBP", "1.23"), ("price",), id="price"),
        pytest.param(lambda f, s, o, t: set_text(f, t, s, "lead", "Other words"), ("wording",), id="text"),
        pytest.param(
            lambda f, s, o, t: set_text(f, t, f"product:{f.steps[s].product}", "name", "Another name"),
            ("wording",),
            id="product name",
        ),
        pytest.param(
            lambda f, s, o, t: set_text(f, t, s, f"{o}.button", "Take it"), ("buttons",), id="button"
        ),
        pytest.param(
            lambda f, s, o, t: set_text(f, t, s, "decline", "Not today"), ("buttons",), id="decline"
        ),
        pytest.param(
            lambda f, s, o, t: set_link(f, s, o, t, "https://shop.example/x"), ("buttons",), id="address"
        ),
        pytest.param(
            lambda f, s, o, t: rename_step(f, f.steps[s].next["no"], "Somewhere else"),
            ("buttons",),
            id="next page",
        ),
        pytest.param(
            lambda f, s, o, t: set_platform_id(f, f.steps[s].product, "platform", "77"),
            ("buttons",),
            id="number",
        ),
        pytest.param(
            lambda f, s, o, t: set_export(f, settings={"shop": {f"code:{s}:{t}": "<b>"}}),
            ("buttons",),
            id="code",
        ),
        pytest.param(lambda f, s, o, t: set_step(f, s, picture="other.png"), ("pictures",), id="picture"),
        pytest.param(lambda f, s, o, t: set_brand(f, logo="other.png"), ("pictures",), id="logo"),
        pytest.param(lambda f, s, o, t: set_title(f, "Another title"), (), id="title"),
        pytest.param(lambda f, s, o, t: set_step(f, s, note="For us", pinned=(1.0, 2.0)), (), id="note"),
        pytest.param(
            lambda f, s, o, t: set_export(f, settings={"shop": {f"code:{s}:xx": "<b>"}}),
            (),
            id="code elsewhere",
        ),
        pytest.param(lambda f, s, o, t: set_product(f, f.steps[s].product, tags=("a",)), (), id="tags"),
    ],
)
def test_each_part_differs_by_itself(
    funnel: Funnel, edit: Callable[[Funnel, str, str, str], Funnel], parts: tuple[str, ...]
) -> None:
    step, option, tag = offer(funnel)
    before = approval_of(funnel, step, tag, "shop", "platform")
    now = approval_of(edit(funnel, step, option, tag), step, tag, "shop", "platform")
    assert drift(before, now) == parts


def test_every_page_of_every_kind_can_be_approved_and_the_file_keeps_it(funnel: Funnel) -> None:
    pages = [(step, language.tag) for step in funnel.steps for language in funnel.languages]
    approved = approve(funnel, "static", pages)
    assert len(approved.export.approvals["static"]) == len(pages)
    assert approve(approved, "static", pages) is approved
    assert decode(encode(approved)) == approved
    for step, tag in pages:
        kept = approved.export.approvals["static"][approval_key(step, tag)]
        assert drift(kept, approval_of(approved, step, tag, "static")) == ()
        assert page_of(approval_key(step, tag)) == (step, tag)
    assert disapprove(approved, "static", pages) == funnel


def test_what_is_not_there_is_not_approved(funnel: Funnel) -> None:
    step, _option, tag = offer(funnel)
    with pytest.raises(NotPossible):
        approve(funnel, "static", [("gone", tag)])
    with pytest.raises(NotPossible):
        approve(funnel, "static", [(step, "xx")])
    with pytest.raises(NotPossible):
        approve(funnel, "../static", [(step, tag)])


def test_another_tag_takes_approvals_and_settings_along(funnel: Funnel) -> None:
    step, _option, _tag = offer(funnel)
    tag = funnel.languages[-1].tag
    settings = {"shop": {f"code:{step}:{tag}": "<b>", "address": tag}}
    funnel = set_export(approve(funnel, "shop", [(step, tag)]), settings=settings)
    changed = retag(funnel, tag, "sv-SE")
    assert list(changed.export.approvals["shop"]) == [f"{step}:sv-SE"]
    assert changed.export.settings["shop"] == {f"code:{step}:sv-SE": "<b>", "address": tag}
    gone = remove_language(funnel, tag)
    assert gone.export.approvals == {}
    assert gone.export.settings["shop"] == {"address": tag}
