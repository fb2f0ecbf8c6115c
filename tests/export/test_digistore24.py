"""The pages for Digistore24, and what is to be entered there."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from funnelstudio.export import export, find_exporter, limits_of, missing_words, render_page
from funnelstudio.export.site import MANIFEST
from funnelstudio.export.style import allowed
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.value import replace, with_item
from tests.export.platform import PICTURES, numbered, roses, with_settings

GOLDEN = Path(__file__).parent / "golden" / "digistore24"
TAGS = ("en-GB", "de-DE")
SCRIPT = '<script src="https://www.digistore24-scripts.com/service/digistore.js"></script>'
ACCEPT = "https://www.checkout-ds24.com/answer/yes?template=light"
DECLINE = "https://www.checkout-ds24.com/answer/no"
BUTTON = '<iframe src="https://www.digistore24.com/buy/52" title="Buy"></iframe><script>let a = "b"</script>'


def _files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if not name.startswith("assets/") and name != MANIFEST
    }


def _page(funnel: Funnel, step: str, tag: str = "en-GB") -> str:
    return render_page(funnel, None, "digistore24", step, tag, draft=False)


def _setup(funnel: Funnel, folder: Path, tag: str = "en-GB") -> tuple[dict[str, object], str]:
    """The map and the checklist of one language."""
    export(funnel, None, folder, exporter="digistore24", languages=[tag])
    made = folder / "setup" / tag
    found = json.loads((made / "upsells.json").read_text("utf-8"))
    return found, (made / "checklist.html").read_text("utf-8")


def test_the_site_is_the_golden_one(tmp_path: Path) -> None:
    """UPDATE_GOLDEN=1 writes it anew."""
    result = export(roses(), PICTURES, tmp_path / "site", exporter="digistore24", languages=TAGS)
    assert result.warnings == ()
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(tmp_path / "site", GOLDEN, ignore=shutil.ignore_patterns(MANIFEST, "assets"))
    made, golden = _files(tmp_path / "site"), _files(GOLDEN)
    assert sorted(made) == sorted(golden)
    assert not [name for name, data in made.items() if data.split() != golden[name].split()]


def test_two_processes_and_a_second_run_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("funnelstudio.export.making.CHUNK", 8)
    monkeypatch.setattr("funnelstudio.export.making.WORTHWHILE", 0)
    one = export(roses(), PICTURES, tmp_path / "one", exporter="digistore24")
    two = export(roses(), PICTURES, tmp_path / "two", exporter="digistore24", jobs=2)
    assert one == two
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert export(roses(), PICTURES, tmp_path / "one", exporter="digistore24").written == ()


def test_a_page_differs_from_the_static_one_in_its_wiring_alone(funnel: Funnel) -> None:
    def bare(html: str) -> str:
        wiring = r'<style>.*?</style>|<script.*?</script>|<meta http-equiv=.*?">| href="[^"]*"'
        details = r"<section[^>]* hidden>.*?</section>"
        return " ".join(re.sub(f"{wiring}|{details}", "", html, flags=re.DOTALL).split())

    for step in ("more", "which", "thanks"):
        static = render_page(funnel, None, "static", step, "en-GB", draft=False)
        assert bare(_page(funnel, step)) == bare(static)


def test_buttons_give_the_answer_to_the_platform(funnel: Funnel) -> None:
    funnel = numbered(funnel, {"roses": "50", "glass": "61", "clay": "62"})
    assert 'href="https://www.checkout-ds24.com/product/50"' in _page(funnel, "start")
    vases = _page(funnel, "which")
    assert f'href="{ACCEPT}&amp;product=61"' in vases
    assert f'href="{ACCEPT}&amp;product=62"' in vases
    assert f'class="decline" href="{DECLINE}"' in vases
    food = replace(funnel, steps=with_item(funnel.steps, "food", replace(funnel.steps["food"], links={})))
    assert f'class="button" href="{ACCEPT}"' in _page(food, "food")
    assert 'class="button" href="https://pay.example/food?x=1&amp;y=2"' in _page(funnel, "food")


def test_what_is_not_known_of_the_platform_is_asked_for(funnel: Funnel, tmp_path: Path) -> None:
    result = export(funnel, None, tmp_path / "site", exporter="digistore24", languages=["en-GB"])
    told = "\n".join(result.warnings)
    assert "en-GB/club.html: “Club” needs an address of its own: Digistore24 has none" in told
    assert "en-GB/more-roses.html: “Rose” needs an address" in told
    assert "en-GB/vase.html: “Clay vase” has no number on Digistore24." in told
    assert "answer/yes" not in (tmp_path / "site/en-GB/more-roses.html").read_text("utf-8")


def test_only_upsell_pages_load_the_platforms_script(funnel: Funnel) -> None:
    for step, is_upsell in (("start", False), ("more", True), ("thanks", False)):
        html = _page(funnel, step)
        policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0]
        assert (SCRIPT in html) is is_upsell
        assert ("digistoreUpsell()</script>" in html) is is_upsell
        assert ("digistore24-scripts.com" in policy) is is_upsell
        for code in re.findall(r"<script>(.*?)</script>", html, re.DOTALL):
            assert allowed(code) in policy
        # One for the links to other languages, two for the platform, one for the order's details.
        assert html.count("<script") == {"start": 1, "more": 3, "thanks": 2}[step]


def test_one_language_needs_no_script_for_its_links(funnel: Funnel) -> None:
    alone = replace(funnel, languages=funnel.languages[:1])
    assert "<script" not in _page(alone, "start")
    assert "script-src" not in _page(alone, "start")


def test_the_buy_button_is_off_until_asked_for_and_stays_in_its_slot(funnel: Funnel) -> None:
    pasted = with_settings(funnel, **{"buy_button:more:en-GB": BUTTON})
    assert "<iframe" not in _page(pasted, "more")
    on = with_settings(pasted, use_buy_button="yes")
    html = _page(on, "more")
    assert html.count(BUTTON) == 1
    assert f'<div class="embed">\n{BUTTON}\n</div>' in html
    assert 'class="button"' not in html
    assert 'class="decline"' in html
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0]
    assert "frame-src https://www.digistore24.com" in policy
    assert allowed('let a = "b"') in policy
    for step, tag in (("more", "de-DE"), ("food", "en-GB"), ("thanks", "en-GB")):
        assert "<iframe" not in _page(on, step, tag)


@pytest.mark.parametrize(
    "code",
    [
        "<div>",
        "</div></main>",
        "<script>alert(1)",
        "<!-- ",
        "<p>x</p><img src=",
        "<b><i></b></i>",
        "x" * 20_001,
        "<iframe src='https://x.example/'/>",
    ],
)
def test_code_that_would_break_the_page_is_left_out_and_told(
    funnel: Funnel, tmp_path: Path, code: str
) -> None:
    funnel = with_settings(funnel, use_buy_button="yes", **{"buy_button:more:en-GB": code})
    result = export(funnel, None, tmp_path / "site", exporter="digistore24", languages=["en-GB"])
    assert any("the pasted code" in warning for warning in result.warnings)
    assert 'class="embed"' not in (tmp_path / "site/en-GB/more-roses.html").read_text("utf-8")


def test_pasted_code_may_not_widen_the_policy_beyond_what_it_names(funnel: Funnel) -> None:
    frame = '<iframe src="https://a.example/;script-src *"></iframe>'
    code = f"""{frame}<img src="https://b.example'x/" alt="">"""
    html = _page(with_settings(funnel, use_buy_button="yes", **{"buy_button:more:en-GB": code}), "more")
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0]
    assert "https://a.example " in policy
    assert "b.example" not in policy
    assert "script-src *" not in policy


def test_the_map_follows_yes_and_no_by_the_first_option(funnel: Funnel, tmp_path: Path) -> None:
    more = replace(funnel.steps["more"], next={"six": "club", "twelve": "food", "no": "which"})
    funnel = replace(funnel, steps=with_item(funnel.steps, "more", more))
    ids = {"roses": "50", "rose": "51", "club": "052", "glass": "61", "food": "63"}
    found, checklist = _setup(numbered(funnel, ids), tmp_path / "site")
    assert found == {"y": 51, "yn": 61, "yy": "052", "ynn": 63}
    assert "every option leads on as the first one does" in checklist
    assert "More roses?" in checklist


def test_a_map_without_numbers_says_so(funnel: Funnel, tmp_path: Path) -> None:
    found, checklist = _setup(numbered(funnel, {"rose": "5 1", "club": "<b>"}), tmp_path / "site")
    assert set(found.values()) == {None}
    assert "missing" in checklist


def test_the_checklist_spells_out_addresses_and_what_is_too_long(tmp_path: Path) -> None:
    _found, checklist = _setup(roses(), tmp_path / "one")
    assert "https://shop.example/offers/en-GB/more-roses.html" in checklist
    assert "more than 255" not in checklist
    long = with_settings(roses(), address=f"http://shop.example/{'x' * 260}")
    result = export(long, None, tmp_path / "two", exporter="digistore24")
    assert any("more than 255 characters" in warning for warning in result.warnings)
    assert any("takes https addresses only" in warning for warning in result.warnings)
    _found, checklist = _setup(with_settings(roses(), address=""), tmp_path / "three")
    assert "not known yet" in checklist


def test_a_sixth_level_and_a_product_at_several_places_are_told(tmp_path: Path) -> None:
    funnel = numbered(roses(), {"roses": "50", "stem": "51"})
    steps = {"start": replace(funnel.steps["start"], next={"yes": "a1"}), "end": Step(type="ending")}
    for n in range(1, 7):
        after = f"a{n + 1}" if n < 6 else "end"
        steps[f"a{n}"] = Step(
            type="product", product="stem", options=(Option(id="yes"),), next={"yes": after, "no": "end"}
        )
    found, checklist = _setup(replace(funnel, steps=steps), tmp_path / "site")
    assert list(found) == ["y", "yy", "yyy", "yyyy", "yyyyy", "yyyyyy"]
    assert "<code>yyyyyy</code>" in checklist
    assert "Several pages share this product" in checklist


def test_shared_numbers_and_later_offers_are_told(tmp_path: Path) -> None:
    one = roses()
    _found, checklist = _setup(one, tmp_path / "one")
    assert "has one language" not in checklist  # it is the only one that is exported
    export(one, None, tmp_path / "two", exporter="digistore24")
    checklist = (tmp_path / "two/setup/en-GB/checklist.html").read_text("utf-8")
    assert "has one language" in checklist
    assert "come later or elsewhere" not in checklist
    call = replace(one.steps["club"], channel="call")
    _found, checklist = _setup(replace(one, steps=with_item(one.steps, "club", call)), tmp_path / "three")
    assert "come later or elsewhere" in checklist


def test_a_broken_tree_gives_a_map_all_the_same(funnel: Funnel, tmp_path: Path) -> None:
    step = replace(funnel.steps["food"], next={"yes": "more", "no": "food"})
    found, _checklist = _setup(replace(funnel, steps=with_item(funnel.steps, "food", step)), tmp_path / "a")
    assert max(map(len, found)) <= 6
    nothing = replace(funnel, steps={"x": Step(type="ending", name="Alone")})
    assert _setup(nothing, tmp_path / "b")[0] == {}


def test_the_limits_reach_the_checks() -> None:
    limits = limits_of(find_exporter("digistore24"))
    assert (limits.levels, limits.levels_advised, limits.branches) == (6, 5, "yes_no")
    assert (limits.name, limits.address, limits.products) == (63, 255, 6)
    assert limits.https
    assert limits.one_click
    assert limits.platform == "digistore24"


def test_the_checklist_speaks_the_makers_language_where_it_can(tmp_path: Path) -> None:
    assert missing_words(find_exporter("digistore24"), "de-DE") == ()
    funnel = roses()
    german = replace(funnel, languages=(funnel.languages[1], funnel.languages[0]))
    _found, checklist = _setup(german, tmp_path / "german", "en-GB")
    assert '<html lang="de-DE"' in checklist
    assert "Checkliste für Digistore24" in checklist
    polish = replace(funnel, languages=(funnel.languages[2], funnel.languages[0]))
    _found, checklist = _setup(polish, tmp_path / "polish", "en-GB")
    assert '<html lang="en"' in checklist
