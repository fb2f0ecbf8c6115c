"""What goes into the web view: the page, where its links lead, and its light or dark."""

from __future__ import annotations

import re

import pytest

from funnelstudio.errors import UserError
from funnelstudio.export.style import allowed
from funnelstudio.gui.preview.rendering import Renderer, page_step
from funnelstudio.gui.preview.scheme import with_scheme
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from funnelstudio.storage.files import load
from funnelstudio.storage.samples import list_samples

ROSES = next(sample for sample in list_samples() if sample.id == "red-roses").path


@pytest.fixture
def funnel() -> Funnel:
    return load(ROSES).funnel


def test_a_page_knows_where_its_links_and_pictures_lead(funnel: Funnel) -> None:
    made = Renderer().render(funnel, ROSES.with_suffix(".assets"), "more", "ar-EG")
    assert made.places[made.path] == ("more", "ar-EG")
    assert set(made.places.values()) >= {(step, "de-DE") for step in funnel.steps}
    assert made.files
    assert all(data and path in made.html for path, data in made.files.items())


def test_a_step_that_is_not_there_is_a_sentence(funnel: Funnel) -> None:
    with pytest.raises(UserError, match="no page"):
        Renderer().render(funnel, None, "nowhere", "de-DE")


def test_texts_of_products_show_the_page_that_was_looked_at(funnel: Funnel) -> None:
    assert page_step(funnel, "club", "more") == "club"
    assert page_step(funnel, "product:club", "more") == "more"
    assert page_step(funnel, "shared", "") == "start"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_are_the_page_s_own_and_allowed_by_its_policy(funnel: Funnel, scheme: str) -> None:
    html = with_scheme(Renderer().render(funnel, None, "more", "de-DE").html, scheme)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    assert styles
    assert all(allowed(style) in html for style in styles)
    assert "prefers-color-scheme" not in html
    assert f"color-scheme:{scheme}" in html


def test_another_scheme_leaves_the_page_alone() -> None:
    assert with_scheme("<style>:root{color-scheme:light dark}</style>", "system").count("light dark") == 1


def test_an_exporter_of_documents_shows_the_usual_pages(funnel: Funnel) -> None:
    renderer = Renderer()
    for name in ("call_script", "plan_changes", "texts"):
        chosen = replace(funnel, export=replace(funnel.export, exporter=name))
        made = renderer.render(chosen, None, "more", "en-GB")
        assert made.exporter == "static"
        assert made.html == renderer.render(funnel, None, "more", "en-GB").html


def test_a_mail_is_shown_as_it_is_and_other_steps_as_pages(funnel: Funnel) -> None:
    small = replace(funnel.steps["small"], channel="email")
    mailed = replace(
        funnel,
        steps={**funnel.steps, "small": small},
        export=replace(funnel.export, exporter="email"),
    )
    renderer = Renderer()
    assert renderer.render(mailed, None, "small", "en-GB").exporter == "email"
    page = renderer.render(mailed, None, "more", "en-GB")
    assert page.exporter == "static"
    assert page.places["en-GB/small-bunch.html"] == ("small", "en-GB")


def test_another_exporter_has_a_plan_of_its_own(funnel: Funnel) -> None:
    renderer = Renderer()
    first = renderer.render(funnel, None, "more", "en-GB")
    chosen = replace(funnel, export=replace(funnel.export, exporter="digistore24"))
    assert renderer.render(chosen, None, "more", "en-GB").exporter == "digistore24"
    assert renderer.render(funnel, None, "more", "en-GB").html == first.html
