"""Marks and variables in texts: what is shown, what is refused, and that nothing gets through unescaped."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnelstudio.model import markup

VALUES = {"price": "£5 & <b>up</b>", "brand": '**Roses** "&" {price}'}
ESCAPED = "£5 &amp; &lt;b&gt;up&lt;/b&gt;"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words", "Plain words"),
        ("*good* and **fresh**", "<em>good</em> and <strong>fresh</strong>"),
        ("for {price} now", f"for {ESCAPED} now"),
        ("**{price}**", f"<strong>{ESCAPED}</strong>"),
        ("a**{price}**b", f"a<strong>{ESCAPED}</strong>b"),
        (r"\{price}", "{price}"),
        (r"5 \* 3 \{x\}", "5 * 3 {x}"),
        ("{price", "{price"),
        ("{nonsense} {quantity}", "{nonsense} {quantity}"),
        ("<b>x</b> & &amp;", "&lt;b&gt;x&lt;/b&gt; &amp; &amp;amp;"),
        ("one\ntwo", "one<br>\ntwo"),
        ("one\n\ntwo", "one<br>\ntwo"),
        ("- one", "- one"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](/relative)", "[x](/relative)"),
        ("", ""),
    ],
)
def test_a_line(text: str, html: str) -> None:
    assert markup.inline_html(text, VALUES) == html


def test_values_are_never_read_as_marks() -> None:
    assert markup.inline_html("{brand}", VALUES) == "**Roses** &quot;&amp;&quot; {price}"
    assert markup.plain("{brand}", VALUES) == VALUES["brand"]


def test_values_that_are_html_already() -> None:
    class Ready(str):
        def __html__(self) -> str:
            return f"<bdi>{self}</bdi>"

    assert markup.inline_html("for {price}", {"price": Ready("£5")}) == "for <bdi>£5</bdi>"


def test_links() -> None:
    link = '<a href="https://a.example/b?c=1&amp;d" rel="noopener noreferrer">b</a>'
    assert markup.inline_html('[b](https://a.example/b?c=1&d "title {price}")', VALUES) == link
    assert markup.inline_html("[b](mailto:a@b.example)", {}).startswith('<a href="mailto:a@b.example"')
    assert "<a" not in markup.inline_html("[b](https://a.example/{price})", VALUES)


def test_paragraphs_and_lists() -> None:
    text = "A {price}\n\n- *one*\n- two\n\n1. three"
    assert markup.block_html(text, VALUES) == (
        f"<p>A {ESCAPED}</p>\n<ul>\n<li><em>one</em></li>\n<li>two</li>\n</ul>\n<ol>\n<li>three</li>\n</ol>"
    )
    assert markup.block_html("One", {}) == "<p>One</p>"
    assert markup.block_html("  \n", {}) == ""


def test_buttons() -> None:
    assert markup.plain("Yes, *{price}*", {"price": "£5"}) == "Yes, *£5*"
    assert markup.plain(r"\{price} {nope}", {"price": "£5"}) == "{price} {nope}"


def test_variables_of_a_text() -> None:
    assert markup.find("{price} {brand} {price} {nope} {Price}") == ("price", "brand")
    assert markup.find(r"\{price}") == ()
    assert markup.find("none") == ()
    assert set(markup.VARIABLES) >= markup.PLAN_CHANGE_VARIABLES


def kinds(text: str, shape: str) -> list[tuple[str, int, str]]:
    return [(fault.kind, fault.start, fault.found) for fault in markup.faults(text, shape)]


@pytest.mark.parametrize(
    ("text", "shape", "found"),
    [
        ("fine {price} **and** [good](https://a.example)", "inline", []),
        (r"fine \{x\} \*\* 5 * 3, plus VAT*", "inline", []),
        ("a {nope} b", "plain", [("variable", 2, "{nope}")]),
        ("{Price}", "inline", [("variable", 0, "{Price}")]),
        ("{price", "inline", [("brace", 0, "{")]),
        ("price}", "plain", [("brace", 5, "}")]),
        ("so **bold", "inline", [("markup", 3, "**")]),
        ("**bold**", "plain", [("markup", 0, "**"), ("markup", 6, "**")]),
        ("see [x](/y)", "rich", [("link", 4, "[x](/y")]),
        ("see [x](javascript:alert(1))", "rich", [("link", 4, "[x](javascript:alert(1")]),
        ("see [x](https://a.example", "rich", [("markup", 6, "](")]),
        ("a\x00b", "plain", [("control", 1, "U+0000")]),
        ("https://a.example/b?c#d", "address", []),
        ("tel:+44 20", "address", [("link", 0, "tel:+44 20")]),
        ("javascript:alert(1)", "address", [("link", 0, "javascript:alert(1)")]),
        ("www.example.com", "address", [("link", 0, "www.example.com")]),
        ("https://{brand}.example", "address", [("link", 0, "https://{brand}.example")]),
        ("", "inline", []),
    ],
)
def test_faults(text: str, shape: str, found: list[tuple[str, int, str]]) -> None:
    assert kinds(text, shape) == found


def test_faults_say_what_is_wrong() -> None:
    (fault,) = markup.faults("a {nope}", "inline")
    assert fault.message == "There is no variable {nope}."
    assert (fault.start, fault.end) == (2, 8)


class Reader(HTMLParser):
    """Collects the elements and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add((tag, ""))
        self.seen.update((tag, f"{name}={re.split('[:/]', value or '')[0]}") for name, value in attrs)


PIECES = st.sampled_from(
    [
        "**",
        "*",
        "_",
        "[",
        "](",
        ")",
        "{price}",
        "{brand}",
        "\\",
        "<b>",
        "<script>",
        "&lt;",
        "-",
        "1.",
        "x",
        "https://a.example",
        "javascript:x",
        *list("\n\"'<>`{} \x00\ufdd0\ufdd2"),
    ]
)
ALLOWED = {(tag, "") for tag in markup.TAGS} | {("a", "rel=noopener noreferrer"), ("a", "href=https")}


@given(st.lists(PIECES, max_size=25), st.text("ab<&*{}\"'", max_size=10))
def test_no_text_gets_through_unescaped(pieces: list[str], price: str) -> None:
    text = "".join(pieces)
    values = {"price": price + '<script>"onclick=', "brand": "</p>[a](javascript:x)"}
    for html in (markup.inline_html(text, values), markup.block_html(text, values)):
        reader = Reader()
        reader.feed(html)
        reader.close()
        assert reader.seen <= ALLOWED
        assert "\x00" not in html
        assert not re.search("[\ufdd0-\ufdef]", html)
    for shape in ("inline", "plain", "rich", "address"):
        assert all(0 <= fault.start <= fault.end <= len(text) for fault in markup.faults(text, shape))


def test_long_knots_of_marks_take_no_time() -> None:
    for text in ("[" * 9000, "**a " * 3000, "[a](" * 3000, "- " * 5000, "{a" * 5000):
        markup.block_html(text, VALUES)
        markup.faults(text, "rich")


def test_the_parsers_are_loaded_when_first_needed() -> None:
    code = (
        "import sys; from funnelstudio.model import markup; from funnelstudio.model.edits import texts\n"
        "assert markup.inline_html('plain', {}) == 'plain'\n"
        "assert not {'markdown_it', 'nh3', 'networkx'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
