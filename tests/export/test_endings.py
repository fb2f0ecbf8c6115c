"""Thank-you pages: the order's details, events for calendars, sharing; and no gap where a text is missing."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from funnelstudio.export import export, find_exporter, render_page
from funnelstudio.model.events import event_time
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.value import replace, with_item
from tests.export.filled import SITE, filled
from tests.export.test_parts import STATIC


def _with_texts(funnel: Funnel, tag: str, place: str, **fields: str) -> Funnel:
    places = funnel.texts.get(tag, {})
    made = {**places.get(place, {}), **{key: Text(value=value) for key, value in fields.items()}}
    return replace(funnel, texts=with_item(funnel.texts, tag, with_item(places, place, made)))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2026-05-16", "2026-05-16"),
        ("2026-05-16 10:00", "2026-05-16T10:00:00"),
        (" 2026-05-16T9:30 +02:00 ", "2026-05-16T09:30:00+02:00"),
        ("2026-05-16 10:00Z", "2026-05-16T10:00:00+00:00"),
        ("2026-02-30", None),
        ("2026-05-16 25:00", None),
        ("2026-05-16 10:00 +99:00", None),
        ("16 May", None),
        ("٢٠٢٦-٠٥-١٦", None),
        ("", None),
    ],
)
def test_times_are_read_as_they_are_typed(typed: str, written: str | None) -> None:
    found = event_time(typed)
    assert (found.isoformat() if found is not None else None) == written


def test_an_event_becomes_a_file_for_calendars(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    fields = {
        "event_title": "Rose day; with, tea",
        "event_start": "2026-05-16 10:00 +02:00",
        "event_end": "2026-05-16 16:30 +02:00",
        "event_place": "Greenhouse " * 12,
    }
    told = _with_texts(funnel, "en-GB", "thanks", **fields)
    result = export(told, assets, tmp_path / "site")
    assert result.warnings == ()
    data = (tmp_path / "site/en-GB/thank-you.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert b"DTSTART:20260516T080000Z" in lines and b"DTEND:20260516T143000Z" in lines
    assert rb"SUMMARY:Rose day\; with\, tea" in lines
    page = (tmp_path / "site/en-GB/thank-you.html").read_text()
    assert '<a href="thank-you.ics" download>Add to your calendar</a>' in page
    assert "16 May 2026, 10:00 (UTC+02:00)–16:30 (UTC+02:00)" in page
    # The other languages show the source's texts where they have none.
    assert (tmp_path / "site/de-DE/thank-you.ics").exists()
    assert "16. Mai 2026" in (tmp_path / "site/de-DE/thank-you.html").read_text()


def test_a_day_lasts_until_the_next(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    told = _with_texts(funnel, "en-GB", "thanks", event_start="2026-12-31", event_end="2026-12-31")
    export(told, assets, tmp_path / "site")
    text = (tmp_path / "site/en-GB/thank-you.ics").read_text()
    assert "DTSTART;VALUE=DATE:20261231" in text and "DTEND;VALUE=DATE:20270101" in text


def test_what_is_no_time_is_told_and_makes_no_file(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    told = _with_texts(funnel, "en-GB", "thanks", event_start="next Friday")
    result = export(told, assets, tmp_path / "site")
    assert any("is no time such as" in warning for warning in result.warnings)
    assert not list((tmp_path / "site").rglob("*.ics"))
    assert "calendar" not in (tmp_path / "site/en-GB/thank-you.html").read_text()


def test_sharing_is_offered_when_it_is_asked_for_and_the_address_is_known(funnel: Funnel) -> None:
    on = filled(funnel, STATIC, share="yes")
    page = render_page(on, None, STATIC, "thanks", "de-DE")
    assert 'href="mailto:?subject=Zw%C3%B6lf%20rote%20Rosen&amp;body=https%3A%2F%2Fshop.example' in page
    for off in (filled(funnel, STATIC, share="yes", address=""), filled(funnel, STATIC), funnel):
        assert "mailto:?" not in render_page(off, None, STATIC, "thanks", "de-DE")


def test_details_of_the_order_come_from_the_address_alone(funnel: Funnel) -> None:
    digistore = find_exporter("digistore24")
    ready = filled(funnel, digistore)
    page = render_page(ready, None, digistore, "thanks", "en-GB")
    assert 'data-shows="amount" data-from="amount" data-by="currency" hidden' in page
    assert "textContent" in page and "innerHTML" not in page
    assert "script-src" in page
    assert "data-shows" not in render_page(ready, None, digistore, "more", "en-GB")
    assert "<script" not in render_page(filled(funnel, STATIC), None, STATIC, "thanks", "en-GB")


def test_the_entry_page_alone_tells_programs_of_its_product(funnel: Funnel, assets: Path) -> None:
    ready = filled(funnel, STATIC)
    page = render_page(ready, assets, STATIC, "start", "en-GB")
    assert 'itemtype="https://schema.org/Product"' in page
    assert '<meta itemprop="price" content="24.00"><meta itemprop="priceCurrency" content="GBP">' in page
    assert f'<meta property="og:url" content="{SITE}en-GB/red-roses.html">' in page
    assert f'<meta property="og:image" content="{SITE}assets/' in page
    for step in ("more", "thanks"):
        other = render_page(ready, assets, STATIC, step, "en-GB")
        assert "itemprop" not in other and "og:" not in other
    unknown = render_page(filled(funnel, STATIC, address=""), assets, STATIC, "start", "en-GB")
    assert "og:" not in unknown and 'itemprop="image"' not in unknown and "rating" not in unknown


def test_plans_that_go_on_have_a_switch_and_say_what_they_cost_in_a_year(funnel: Funnel) -> None:
    club = funnel.steps["club"]
    month, year, _parts = club.options
    assert 'type="radio"' not in render_page(funnel, None, STATIC, "club", "en-GB")
    assert month.plan is not None
    plain = replace(month, plan=replace(month.plan, trial_days=0))
    two = replace(club, options=(plain, year))
    page = render_page(replace(funnel, steps={**funnel.steps, "club": two}), None, STATIC, "club", "en-GB")
    assert page.count('type="radio"') == 2 and page.count(" checked") == 1
    assert "£144.00 in a year" in page and "Save £24.00 per year" in page
    assert page.count('class="button"') == 2


class Empty(HTMLParser):
    """Finds elements that hold neither a word nor a picture."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[list[str]] = []
        self.found: list[str] = []
        self.feed(text[text.index("<body>") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "svg", "input", "br", "meta", "link", "source"):
            for element in self.open:
                element[1] = "full"
        if tag not in ("img", "input", "br", "meta", "link", "source"):
            self.open.append([f"{tag} {dict(attrs).get('class', '')}".strip(), ""])

    def handle_data(self, data: str) -> None:
        if data.strip():
            for element in self.open:
                element[1] = "full"

    def handle_endtag(self, tag: str) -> None:
        if not self.open:
            return
        name, held = self.open.pop()
        inside = any(each[0].startswith("svg") for each in self.open)
        if not held and not inside and name.split()[0] not in ("path", "circle", "svg"):
            self.found.append(name)


def test_sections_without_text_leave_no_gap(funnel: Funnel) -> None:
    bare = replace(funnel, texts={}, brand=replace(funnel.brand, name=""))
    for step in funnel.steps:
        page = render_page(bare, None, STATIC, step, "en-GB", draft=False)
        assert Empty(page).found == []
