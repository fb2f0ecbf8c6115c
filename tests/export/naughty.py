"""What a user might type that must do no harm, a funnel full of it, and what a page looks like without it."""

from __future__ import annotations

from html.parser import HTMLParser

from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.texts import fields_of, places
from funnelstudio.model.value import replace

NAUGHTY = [
    "<script>alert(1)</script>",
    "</title></style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }} {% for x in y %} {# hidden #}",
    "{price.__class__.__mro__} {0} %s ${x}",
    "[x](javascript:alert(1)) [y](data:text/html,x) ![z](http://evil.example/z.png)",
    "&lt;b&gt; &amp; &#60;script&#62;",
    "<!-- --> ]]> <![CDATA[ x",
    "**<b onclick=alert(1)>bold</b>** <svg/onload=alert(1)>",
    "\x00\x01\x1f\x7f\x85\ufdd0\uffff",
    "\ud800 lonely \udfff",
    "\u202e reversed \u2066 \u200f",
    "👩‍👩‍👧‍👦 Ωμέγα 漢字 ＜script＞",
    "W" * 100_000,
    "a b " * 25_000,
]


LINKS = ("href", "src", "action", "data-upsell-url", "data-downsell-url")


class Skeleton(HTMLParser):
    """The elements of a page with their attributes' names, and the addresses in it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(f"{tag} {sorted(name for name, _ in attrs)}")
        self.addresses += [value or "" for name, value in attrs if name in LINKS]


def skeleton(html: str) -> Skeleton:
    made = Skeleton()
    made.feed(html)
    return made


def filled_with(funnel: Funnel, words: str) -> Funnel:
    """The funnel with `words` in every text, name and setting, and in nothing that must be an id."""
    steps = {
        key: replace(
            step,
            name=words,
            slug=words,
            picture=words[:200],
            options=tuple(replace(option, name=words) for option in step.options),
            links={outcome: {"*": words} for outcome in step.next},
        )
        for key, step in funnel.steps.items()
    }
    products = {
        key: replace(
            product, name=words, vendor=words, picture=words[:200], ids={"digistore24": {"*": words}}
        )
        for key, product in funnel.products.items()
    }
    languages = tuple(replace(language, price_note=words) for language in funnel.languages)
    brand = replace(
        funnel.brand, name=words, accent=words, background=words, ink=words, font=words, logo=words[:99]
    )
    asked = {"address": words, "use_buy_button": words, "buy_button:more:en-GB": words}
    settings = replace(funnel.export, settings={"static": asked, "digistore24": asked})
    made = replace(
        funnel,
        title=words,
        steps=steps,
        products=products,
        languages=languages,
        brand=brand,
        export=settings,
    )
    texts = {
        place: {field.key: Text(value=words) for field in fields_of(made, place)} for place in places(made)
    }
    texts["shared"] = {**texts["shared"], "word.save": Text(value=words), "word.offer": Text(value=words)}
    return replace(made, texts={"en-GB": texts, "de-DE": texts})


def assert_harmless(good: Skeleton, bad: Skeleton) -> None:
    """No element, script or address but those that the harmless page has too."""
    marks = {"p []", "br []", "strong []", "a ['href', 'rel']"}
    not_linked = "a ['class']"  # a button whose address was refused
    assert set(bad.parts) - set(good.parts) - marks - {not_linked} == set()
    assert _scripts(bad) == _scripts(good)
    assert not [each for each in bad.addresses if each.lower().startswith(("javascript", "data", "//"))]


def _scripts(page: Skeleton) -> list[str]:
    return [part for part in page.parts if part.startswith("script")]
