"""Offers by e-mail: HTML that mail programs show, plain text, and the list of who gets which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from funnelstudio.export import export, render_page
from funnelstudio.export.mail import MAX_BYTES
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Moment
from funnelstudio.model.value import replace
from tests.export.documents import compare_with_golden, context, files, with_settings, with_step, with_texts

SITE = "https://shop.example/offers"


@pytest.fixture
def mailed(funnel: Funnel) -> Funnel:
    """The small funnel with two offers made by e-mail."""
    later = with_step(funnel, "more", channel="email", moment=Moment(after_days=3))
    food = with_step(later, "food", channel="email")
    texts = with_texts(food, "en-GB", "more", mail_subject="A fuller bouquet from {brand}")
    return with_settings(texts, "email", address=SITE, unsubscribe="{{ unsubscribe }}")


def _mail(funnel: Funnel, step: str = "more", tag: str = "en-GB") -> str:
    return render_page(funnel, None, "email", step, tag, draft=False)


def test_the_mails_are_the_golden_ones(mailed: Funnel, assets: Path, tmp_path: Path) -> None:
    compare_with_golden(mailed, assets, "email", tmp_path / "site")


def test_only_offers_by_e_mail_become_mails(mailed: Funnel, tmp_path: Path) -> None:
    export(mailed, None, tmp_path / "site", exporter="email", languages=["en-GB"])
    assert sorted(files(tmp_path / "site")) == [
        "en-GB/food.html",
        "en-GB/food.txt",
        "en-GB/more-roses.html",
        "en-GB/more-roses.txt",
        "setup/en-GB/mails.html",
    ]


def test_a_funnel_without_mails_explains_itself(funnel: Funnel, tmp_path: Path) -> None:
    export(funnel, None, tmp_path / "site", exporter="email", languages=["en-GB"])
    made = files(tmp_path / "site")
    assert [*made] == ["setup/en-GB/mails.html"]
    assert b"No offer of this funnel is made by e-mail." in made["setup/en-GB/mails.html"]


def test_a_mail_is_what_mail_programs_can_show(mailed: Funnel) -> None:
    for tag in ("en-GB", "ar-EG"):
        html = _mail(mailed, tag=tag)
        assert len(html.encode()) < MAX_BYTES / 4
        assert not re.search(r"<(?:script|link|iframe|form|svg|picture|video)\b|Content-Security", html)
        assert 'role="presentation"' in html
        assert '<meta name="color-scheme" content="light dark">' in html
        assert "prefers-color-scheme: dark" in html
    assert 'dir="rtl"' in _mail(mailed, tag="ar-EG")[:200]


def test_subject_and_preheader_come_from_the_texts(mailed: Funnel) -> None:
    seen = context(mailed, "email")
    assert seen["subject"] == "A fuller bouquet from Rosebud & Co."
    assert seen["preheader"] == "Your 12 red roses are on their way."
    assert "<title>A fuller bouquet from Rosebud &amp; Co.</title>" in _mail(mailed)
    german = context(mailed, "email", "de-DE")
    assert german["subject"] == "A fuller bouquet from Rosebud & Co."
    assert "<title>Food for them</title>" in _mail(mailed, "food")


def test_buttons_lead_to_the_user_s_address_else_to_the_page(mailed: Funnel) -> None:
    assert f'href="{SITE}/en-GB/more-roses.html"' in _mail(mailed)
    assert "See the offer" in _mail(mailed)
    own = _mail(mailed, "food")
    assert 'href="https://pay.example/food?x=1&amp;y=2"' in own
    assert "See the offer" not in own


def test_without_an_address_the_missing_button_is_named(mailed: Funnel, assets: Path, tmp_path: Path) -> None:
    nowhere = with_settings(mailed, "email")
    result = export(nowhere, assets, tmp_path / "site", exporter="email", languages=["en-GB"])
    told = "\n".join(result.warnings)
    assert "en-GB/more-roses.html: its button leads nowhere" in told
    assert "food.html: its button" not in told
    assert b"<img" not in files(tmp_path / "site")["en-GB/more-roses.html"]
    assert not (tmp_path / "site/assets").exists()


def test_pictures_have_whole_addresses_and_are_in_the_folder(
    mailed: Funnel, assets: Path, tmp_path: Path
) -> None:
    export(mailed, assets, tmp_path / "site", exporter="email", languages=["en-GB"])
    html = files(tmp_path / "site")["en-GB/more-roses.html"].decode()
    (source,) = re.findall(r'<img src="([^"]+)"', html)
    assert source.startswith(f"{SITE}/assets/")
    assert source.endswith((".jpg", ".png"))
    there = [f"{SITE}/assets/{path.name}" for path in (tmp_path / "site/assets").iterdir()]
    assert there == [source]
    assert export(mailed, assets, tmp_path / "site", exporter="email", languages=["en-GB"]).removed == ()


@pytest.mark.parametrize(
    "code",
    ["{{ unsubscribe }}", "*|UNSUB|*", "%UNSUBSCRIBELINK%", "<%unsubscribe%>", "https://x.example/u?a=1&b"],
)
def test_the_code_of_the_mail_platform_stays_as_it_is(mailed: Funnel, tmp_path: Path, code: str) -> None:
    coded = with_settings(mailed, "email", address=SITE, unsubscribe=code)
    assert f'href="{code}"' in _mail(coded)
    result = export(coded, None, tmp_path / "site", exporter="email", languages=["en-GB"])
    assert not [told for told in result.warnings if "picture" not in told]
    assert f"Unsubscribe: {code}\n".encode() in files(tmp_path / "site")["en-GB/more-roses.txt"]


@pytest.mark.parametrize(
    "code",
    ['"><script>alert(1)</script>', "javascript:alert(1)", "a b", "<b>", "' onclick='x", "data:text/html,x"],
)
def test_what_is_no_code_is_left_out_and_named(mailed: Funnel, tmp_path: Path, code: str) -> None:
    coded = with_settings(mailed, "email", address=SITE, unsubscribe=code)
    assert "Unsubscribe" not in _mail(coded)
    result = export(coded, None, tmp_path / "site", exporter="email", languages=["en-GB"])
    assert any("can't be the address of a link" in told for told in result.warnings)


def test_the_list_says_who_gets_which_when(mailed: Funnel, tmp_path: Path) -> None:
    export(mailed, None, tmp_path / "site", exporter="email", languages=["de-DE"])
    html = files(tmp_path / "site")["setup/de-DE/mails.html"].decode()
    for words in ("3 days after the order", "Vase", f"{SITE}/de-DE/more-roses.html", "more-roses.txt"):
        assert words in html, words


def test_plain_text_has_short_lines_and_addresses_written_out(mailed: Funnel, tmp_path: Path) -> None:
    long = with_texts(
        mailed, "en-GB", "more", lead="word " * 60 + "[here](https://x.example/" + "a" * 90 + ")"
    )
    export(long, None, tmp_path / "site", exporter="email", languages=["en-GB"])
    text = files(tmp_path / "site")["en-GB/more-roses.txt"].decode()
    assert "<" not in text
    assert all(len(line) <= 72 for line in text.splitlines() if "https://" not in line)
    assert f"See the offer:\n{SITE}/en-GB/more-roses.html\n" in text
    assert "(https://x.example/" + "a" * 90 + ")" in text


def test_a_mail_that_would_be_cut_is_named(mailed: Funnel, tmp_path: Path) -> None:
    endless = with_texts(mailed, "en-GB", "more", body="word " * 22_000)
    result = export(endless, None, tmp_path / "site", exporter="email", languages=["en-GB"])
    assert any("Gmail cuts" in told for told in result.warnings)


def test_the_postal_address_stands_at_the_foot(mailed: Funnel) -> None:
    chosen = {**mailed.export.settings["email"], "postal:en-GB": "Rosebud, 1 High Street"}
    funnel = replace(mailed, export=replace(mailed.export, settings={"email": chosen}))
    assert "Rosebud, 1 High Street" in _mail(funnel)
    assert "High Street" not in _mail(funnel, tag="de-DE")
