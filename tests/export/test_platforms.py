"""The exporters for platforms: where their buttons lead, and the marks that a platform reads."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest

from funnelstudio.export import export, find_exporter, limits_of
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace, with_item
from tests.export.wired import BLOCKS, bare, made, page_of, policy, ready, text

NEXT = (
    "aHR0cHM6Ly9zaG9wLmV4YW1wbGUvZW4tR0IvdGhhbmsteW91Lmh0bWw%3D"  # https://shop.example/en-GB/thank-you.html
)
CLICKBANK = "https://shop.pay.clickbank.net/?cbitems="
TO_CLUB = "https%3A%2F%2Fshop.example%2Fen-GB%2Fclub.html"

LINKS = [
    ("clickbank", "food", [f"{CLICKBANK}63&cbur=a", f"{CLICKBANK}63&cbur=d"]),
    (
        "clickbank",
        "more",
        [
            f"{CLICKBANK}516&cbur=a",
            f"{CLICKBANK}516&cbur=d",
            f"{CLICKBANK}5112&cbur=a",
            f"{CLICKBANK}516&cbur=d",
        ],
    ),
    ("jvzoo", "food", ["https://www.jvzoo.com/b/7/63/8", "https://www.jvzoo.com/nothanks/63"]),
    (
        "jvzoo",
        "more",
        [
            "https://www.jvzoo.com/b/7/516/8",
            "https://www.jvzoo.com/b/7/5112/8",
            "https://www.jvzoo.com/nothanks/516",
        ],
    ),
    (
        "warriorplus",
        "food",
        ["https://warriorplus.com/o2/buy/63/o3/c", "https://warriorplus.com/o/nothanks/o3"],
    ),
    (
        "warriorplus",
        "more",
        ["https://warriorplus.com/o2/buy/p6/o1/a", "https://warriorplus.com/o/nothanks/o1"],
    ),
    (
        "buygoods",
        "food",
        [
            f"https://www.buygoods.com/secure/upsell?account_id=9&product_codename=63&redirect={NEXT}",
            "thank-you.html",
        ],
    ),
    ("cartflows", "food", ["?class=wcf-up-offer-yes", "?class=wcf-up-offer-no"]),
    ("stripe", "food", ["https://pay.example/food", "thank-you.html"]),
    ("stripe", "start", ["https://pay.example/roses"]),
    (
        "any_platform",
        "more",
        [
            f"https://pay.example/yes?p=51&n=6&o=six&to={TO_CLUB}",
            f"https://pay.example/yes?p=51&n=12&o=twelve&to={TO_CLUB}",
            "https://pay.example/no",
        ],
    ),
    (
        "any_platform",
        "which",
        [
            "https://pay.example/glass",
            "https://pay.example/yes?p=62&n=1&o=b&to=https%3A%2F%2Fshop.example%2Fen-GB%2Fthank-you.html",
            "https://pay.example/no-vase",
        ],
    ),
]


@pytest.mark.parametrize(("name", "step", "links"), LINKS)
def test_answers_lead_where_the_platform_wants_them(
    funnel: Funnel, name: str, step: str, links: list[str]
) -> None:
    html = page_of(ready(funnel, name), name, step)
    found = re.findall(r'class="(?:button|decline)" href="([^"]*)"', html)
    assert [unescape(link) for link in found] == links


def test_optional_parts_stand_in_an_address_only_when_they_are_given(funnel: Funnel) -> None:
    html = page_of(ready(funnel, "clickbank", cbskin="12", cbfid="3 4"), "clickbank", "food")
    assert f'href="{CLICKBANK}63&amp;cbur=a&amp;cbskin=12&amp;cbfid=3%204"' in html
    html = page_of(ready(funnel, "clickbank", cbfid="34"), "clickbank", "food")
    assert f'href="{CLICKBANK}63&amp;cbur=d&amp;cbfid=34"' in html


def test_clickbank_asks_for_repeated_payments_by_an_empty_tick_box(funnel: Funnel) -> None:
    full = ready(funnel, "clickbank", cbskin="a b")
    html = page_of(full, "clickbank", "club")
    form = re.findall(r"<form.*?</form>", html, re.S)[0]
    assert 'method="get" action="https://shop.pay.clickbank.net/"' in form
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    assert hidden == [("cbitems", "521"), ("cbur", "a"), ("cbskin", "a b")]
    assert '<input type="checkbox" name="cbrblaccpt" value="true" required>' in form
    assert "checked" not in form
    assert "form-action https:" in policy(html)
    assert "<script" not in html
    for step in ("more", "start"):
        assert "form-action 'none'" in policy(page_of(full, "clickbank", step))


def test_clickbank_has_a_decline_at_every_button_that_accepts(funnel: Funnel) -> None:
    html = page_of(ready(funnel, "clickbank"), "clickbank", "more")
    assert re.findall(r'class="(button|decline)"', html) == ["button", "decline"] * 2
    vases = page_of(ready(funnel, "clickbank"), "clickbank", "which")
    assert vases.count('class="decline"') == 3


def test_cartflows_tells_a_downsell_from_an_upsell(funnel: Funnel) -> None:
    full = ready(funnel, "cartflows")
    food = replace(full.steps["food"], strategy="downsell")
    html = page_of(replace(full, steps=with_item(full.steps, "food", food)), "cartflows", "food")
    assert 'href="?class=wcf-down-offer-yes"' in html
    assert 'href="?class=wcf-down-offer-no"' in html


def test_funnelkit_has_its_shortcodes_and_no_others(funnel: Funnel) -> None:
    full = ready(funnel, "funnelkit")
    step = replace(full.steps["food"], name="[wfocu_no_link]")
    texts = with_item(
        full.texts["en-GB"], "food", {**full.texts["en-GB"]["food"], "headline": text("[gallery ids=1]")}
    )
    tricky = replace(
        full, steps=with_item(full.steps, "food", step), texts=with_item(full.texts, "en-GB", texts)
    )
    block = made(tricky, find_exporter("funnelkit"), ("en-GB",))[0]["en-GB/wfocu-no-link.html"]
    codes = re.findall(r"\[[^\]]*\]", block.rpartition("</style>")[2])
    assert codes == ['[wfocu_yes_link key="k1"]', "[/wfocu_yes_link]", "[wfocu_no_link]", "[/wfocu_no_link]"]
    assert '[wfocu_yes_link key="k1"]Pay £3.00[/wfocu_yes_link]' in block
    assert "&#91;gallery ids=1&#93;" in block


def test_nextcommerce_has_the_marks_that_its_script_reads(funnel: Funnel) -> None:
    code = '<script src="https://cdn.example/sdk.js"></script>'
    full = ready(funnel, "nextcommerce", loader=code)
    html = page_of(full, "nextcommerce", "more")
    assert '<meta name="next-page-type" content="upsell">' in html
    assert '<meta name="next-upsell-accept-url" content="club.html">' in html
    assert '<meta name="next-upsell-decline-url" content="vase.html">' in html
    offers = re.findall(r'data-next-upsell="offer" data-next-package-id="(\d+)"', html)
    assert offers == ["516", "5112", "516"]
    assert re.findall(r'data-next-upsell-action="(\w+)"', html) == ["add", "add", "skip"]
    assert html.index(code) < html.index("</head>")
    assert "script-src" in policy(html)
    assert "connect-src https:" in policy(html)
    known = ready(funnel, "nextcommerce", loader=code, address="https://shop.example")
    assert 'accept-url" content="https://shop.example/en-GB/club.html"' in page_of(
        known, "nextcommerce", "more"
    )
    for step in ("start", "thanks"):
        other = page_of(full, "nextcommerce", step)
        assert code not in other
        assert "data-next" not in other
        assert "next-page-type" not in other


def test_hotmarts_widget_stands_in_for_the_buttons(funnel: Funnel) -> None:
    html = page_of(ready(funnel, "hotmart"), "hotmart", "food")
    assert html.count('<div class="embed" id="hotmart-sales-funnel"></div>') == 1
    assert '<script src="https://checkout.hotmart.com/lib/hotmart-checkout-elements.js"></script>' in html
    assert 'checkoutElements.init("salesFunnel").mount("#hotmart-sales-funnel")' in html
    assert 'class="button"' not in html
    assert 'class="decline"' not in html
    start = page_of(
        ready(funnel, "hotmart", **{"order_form:start": "https://pay.example/x"}), "hotmart", "start"
    )
    assert 'class="button" href="https://pay.example/x"' in start
    assert "checkoutElements" not in start


def test_kiwifys_container_holds_both_buttons(funnel: Funnel) -> None:
    html = page_of(ready(funnel, "kiwify"), "kiwify", "food")
    thanks = "https://shop.example/x/en-GB/thank-you.html"
    opened = f'<div id="kiwify-upsell-Ab1" data-upsell-url="{thanks}" data-downsell-url="{thanks}">'
    inside = html[html.index(opened) :]
    assert 'id="kiwify-upsell-trigger-Ab1"' in inside
    assert 'id="kiwify-upsell-cancel-trigger-Ab1"' in inside
    assert '<script src="https://snippets.kiwify.com/upsell/upsell.min.js"></script>' in inside
    assert "kiwify" not in page_of(ready(funnel, "kiwify"), "kiwify", "thanks")


def test_codes_for_any_platform_stand_in_place_of_its_links(funnel: Funnel) -> None:
    yes, no = (
        '<a href="https://pay.example/code-yes">Take it</a>',
        '<a href="https://pay.example/code-no">No</a>',
    )
    full = ready(
        funnel, "any_platform", use_codes="yes", **{"accept_code:food:yes": yes, "decline_code:food": no}
    )
    html = page_of(full, "any_platform", "food")
    assert html.count(yes) == html.count(no) == 1
    assert 'class="button"' not in html
    assert 'class="decline"' not in html
    files, warnings = made(full, find_exporter("any_platform"), ("en-GB",))
    assert not [warning for warning in warnings if "food.html" in warning]
    assert files["setup/en-GB/checklist.html"].count("the platform&#39;s own code") == 2


def test_any_platform_may_leave_it_to_the_pages_which_one_follows(funnel: Funnel) -> None:
    full = ready(funnel, "any_platform", decline_template="{next}", accept_template="https://x.example/{gap}")
    assert 'class="decline" href="vase.html"' in page_of(full, "any_platform", "more")
    warnings = made(full, find_exporter("any_platform"), ("en-GB",))[1]
    assert "en-GB/food.html: “Food”: {gap} is nothing that its address can hold." in warnings


def test_what_is_known_of_ablefy_is_told(funnel: Funnel) -> None:
    for platform, told in (("ablefy", True), ("SamCart", False)):
        full = ready(funnel, "any_platform", platform=platform)
        found = made(full, find_exporter("any_platform"))[0]["setup/en-GB/checklist.html"]
        assert f"<h1>{platform}: checklist</h1>" in found
        assert ("a decline always ends the funnel" in found) is told


def test_stripes_checklist_says_where_each_link_leads_back_to(funnel: Funnel) -> None:
    full = ready(funnel, "stripe")
    found = made(full, find_exporter("stripe"))[0]["setup/en-GB/checklist.html"]
    plain = found.replace("<wbr>", "")
    assert "https://shop.example/en-GB/thank-you.html?session_id={CHECKOUT_SESSION_ID}" in plain
    assert "this is not one click" in found
    assert not limits_of(find_exporter("stripe")).one_click


def test_woocommerces_table_names_what_is_offered_after_each_product(funnel: Funnel) -> None:
    steps = with_item(funnel.steps, "food", replace(funnel.steps["food"], strategy="add-on"))
    full = ready(replace(funnel, steps=steps), "woocommerce")
    files, warnings = made(full, find_exporter("woocommerce"), ("en-GB",))
    assert warnings == []
    rows = list(csv.DictReader(io.StringIO(files["en-GB/products.csv"])))
    assert list(rows[0]) == ["SKU", "Name", "Regular price", "Short description", "Upsells", "Cross-sells"]
    first = {"SKU": "50", "Name": "12 red roses", "Regular price": "24.00", "Short description": ""}
    assert rows[0] == {**first, "Upsells": "51, 61, 62", "Cross-sells": "63"}
    assert {row["SKU"]: row["Upsells"] for row in rows[1:]} == dict.fromkeys(("52", "61", "62", "63"), "") | {
        "51": "52"
    }
    missing = replace(full, products=with_item(full.products, "food", replace(full.products["food"], ids={})))
    warnings = made(missing, find_exporter("woocommerce"), ("en-GB",))[1]
    assert warnings == ["en-GB/products.csv: there is no number for Food."]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_whole_and_leaves_the_page_around_it_alone(funnel: Funnel, name: str) -> None:
    files = made(ready(bare(funnel), name, pictures="https://shop.example/pics"), find_exporter(name))[0]
    blocks = {path: html for path, html in files.items() if not path.startswith("setup/")}
    assert blocks
    for html in blocks.values():
        assert html.startswith('<div class="funnel-page"')
        assert html.rstrip().endswith("</div>")
        assert not re.search(r"<(?:html|head|body|main|header|footer|script|form|iframe)\b", html)
    assert 'dir="rtl"' in blocks["ar-EG/food.html"]


def test_a_block_shows_its_pictures_from_where_they_are(funnel: Funnel, assets: Path, tmp_path: Path) -> None:
    export(ready(funnel, "cartflows"), assets, tmp_path / "one", exporter="cartflows")
    near = (tmp_path / "one/en-GB/more-roses.html").read_text("utf-8")
    assert 'src="../assets/' in near
    known = ready(funnel, "cartflows", pictures="https://shop.example/p?a=1&b")
    export(known, assets, tmp_path / "two", exporter="cartflows")
    far = (tmp_path / "two/en-GB/more-roses.html").read_text("utf-8")
    assert "../assets/" not in far
