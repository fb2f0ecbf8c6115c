"""The parts of the engine: words, slugs, colours, pictures, texts, exporters."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from funnelstudio.errors import BadInput, UserError
from funnelstudio.export import Exporter, find_exporter, load_exporter, load_exporters, missing_words
from funnelstudio.export.bought import certain
from funnelstudio.export.cleaning import cleaned
from funnelstudio.export.colours import TEXT_CONTRAST, contrast, palette, parse
from funnelstudio.export.manifest import Plural
from funnelstudio.export.plan import plan, step_slugs
from funnelstudio.export.reading import Layers, _block, _inline
from funnelstudio.export.run import render_page
from funnelstudio.export.slugs import slug
from funnelstudio.export.style import small
from funnelstudio.export.words import Words
from funnelstudio.model import markup
from funnelstudio.model.edits.texts import set_text
from funnelstudio.model.funnel import Brand, Funnel, Text
from funnelstudio.model.offers import Step
from funnelstudio.model.texts import fields_of, places, value
from funnelstudio.model.value import replace, with_item

STATIC = find_exporter("static")
GAPS = re.compile(r"\{[a-z]+\}")


@pytest.mark.parametrize("tag", sorted(STATIC.locales))
def test_every_catalogue_is_complete_and_keeps_the_gaps(tag: str) -> None:
    assert missing_words(STATIC, tag) == ()
    words = Words(STATIC, tag, {})
    for key, english in STATIC.manifest.words.items():
        if isinstance(english, str):
            assert sorted(GAPS.findall(words.word(key))) == sorted(GAPS.findall(english)), key
            continue
        for count in (3, 5, 11, 25, 100):
            made = words.counted(key, count)
            assert str(count) in made, key
            assert set(GAPS.findall(made)) == set(GAPS.findall(english.other)) - {"{count}"}, key


def test_a_language_without_words_is_reported_and_the_funnel_can_give_them() -> None:
    missing = missing_words(STATIC, "fi-FI")
    assert set(missing) == set(STATIC.manifest.words)
    own = dict.fromkeys(missing, "sana {count}")
    assert missing_words(STATIC, "fi-FI", own) == ()
    assert Words(STATIC, "fi-FI", own).counted("term_months", 3) == "sana 3"
    assert Words(STATIC, "fi-FI", {}).counted("term_months", 3) == "Minimum term 3 months"
    assert missing_words(STATIC, "en-AU") == ()


def test_every_word_is_used() -> None:
    used = "".join(
        [*STATIC.templates.values(), *(path.read_text() for path in Path("funnelstudio/export").glob("*.py"))]
    )
    built = {
        f"{start}_{unit}{end}"
        for unit in ("day", "week", "month", "year")
        for start, end in (("per", ""), ("every", "s"), ("term", "s"))
    }
    unused = [
        key
        for key in STATIC.manifest.words
        if key not in built and f'"{key}"' not in used and f"words.{key}" not in used
    ]
    assert unused == []
    assert all(isinstance(word, str | Plural) for word in STATIC.manifest.words.values())


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Add more roses?", "add-more-roses"),
        ("Straße für Łódź & Co.", "strasse-fur-lodz-co"),
        ("Don’t", "dont"),
        ("漢字", ""),
        ("CON", "page-con"),
        ("../../etc", "etc"),
        ("x" * 400, "x" * 60),
    ],
)
def test_slugs(text: str, made: str) -> None:
    assert slug(text) == made


@given(st.dictionaries(st.text(min_size=1), st.text(max_size=300), max_size=12))
def test_slugs_are_safe_and_never_equal(names: dict[str, str]) -> None:
    made = step_slugs({key: Step(type="ending", name=name, slug=name[:3]) for key, name in names.items()})
    assert len({each.casefold() for each in made.values()}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{1,70}", each) for each in made.values())


def test_a_language_that_is_not_there_is_one_sentence(funnel: Funnel) -> None:
    with pytest.raises(UserError, match="no language “xx”"):
        plan(funnel, STATIC, ["xx"])
    with pytest.raises(UserError, match="no language yet"):
        plan(Funnel(), STATIC)


colour = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(st.builds(Brand, accent=colour, background=colour, ink=colour, positive=colour), st.booleans())
def test_every_brand_can_be_read(brand: Brand, dark: bool) -> None:
    made = {name: parse(each, "") for name, each in palette(brand, dark=dark).items()}
    for ground in ("ground", "card", "wash"):
        for ink in ("ink", "quiet", "accent", "positive"):
            assert contrast(made[ink], made[ground]) >= TEXT_CONTRAST, (ink, ground)
    assert contrast(made["on-fill"], made["fill"]) >= TEXT_CONTRAST


def test_a_colour_that_is_none_is_the_default() -> None:
    assert palette(Brand(accent="red; } body { x"), dark=False) == palette(Brand(), dark=False)


def test_a_small_style_sheet_keeps_its_meaning() -> None:
    assert small(
        "/* x */ a > b , c { margin : 1px  2px; }\n@media (min-width: 9px) and (x) { d { e: f } }"
    ) == ("a>b,c{margin :1px 2px}@media (min-width:9px) and (x){d{e:f}}")


def test_layers_agree_with_the_model(funnel: Funnel) -> None:
    for tag in ("en-GB", "de-DE"):
        layers = Layers(funnel, tag)
        for place in places(funnel):
            found = layers.fields(place)
            for field in fields_of(funnel, place):
                text, foreign = found.get(field.key, ("", ""))
                assert (text if not foreign else "") == value(funnel, tag, place, field.key)


VALUES = {"price": "<£2>", "brand": "a**b", "total": Markup("<b>3</b>")}
PIECES = (
    "**",
    "a",
    " ",
    ".",
    "b c",
    "**d**",
    "&",
    "_",
    "(",
    "{price}",
    "{brand}",
    "{total}",
    "{saving}",
    "{x_y}",
    "\xa0",
)
words = st.text(st.sampled_from("ab *_.,\\[]()<>&\"'!\n-1{}é:/"), max_size=24)


@given(
    st.one_of(
        words,
        st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    )
)
def test_the_short_way_gives_what_the_parser_gives(text: str) -> None:
    def same(made: str) -> str:
        return " ".join(html.unescape(cleaned(made)).split())

    assert same(_inline(text, VALUES)) == same(markup.inline_html(text, VALUES))
    if cleaned(text).strip():
        assert same(_block(text, VALUES)) == same(markup.block_html(text, VALUES))


def test_a_character_that_is_none_is_taken_for_no_variable() -> None:
    assert cleaned(_inline("\ufdd2 {price}", VALUES)).split() == ["&lt;£2&gt;"]


def test_what_is_certainly_bought(funnel: Funnel) -> None:
    known = certain(funnel)
    assert known["start"] == ((), True)
    assert known["more"] == ((("start", "yes"),), True)
    assert known["which"] == ((("start", "yes"),), True)
    assert known["club"] == ((("start", "yes"),), False)
    assert known["thanks"] == ((("start", "yes"),), False)


def test_a_cycle_in_a_broken_file_is_survived(funnel: Funnel) -> None:
    step = replace(funnel.steps["food"], next={"yes": "more", "no": "food"})
    broken = replace(funnel, steps=with_item(funnel.steps, "food", step))
    assert "Thank you" in render_page(broken, None, STATIC, "thanks", "en-GB")


def test_a_draft_marks_what_is_not_translated(funnel: Funnel) -> None:
    html = render_page(funnel, None, STATIC, "club", "de-DE", draft=True)
    assert (
        '<span lang="en-GB" dir="ltr" class="todo" title="Noch nicht übersetzt">Join the club</span>' in html
    )
    html = render_page(funnel, None, STATIC, "club", "de-DE", draft=False)
    assert '<span lang="en-GB" dir="ltr">Join the club</span>' in html


def test_a_step_without_a_page_is_one_sentence(funnel: Funnel) -> None:
    with pytest.raises(UserError, match="no page"):
        render_page(funnel, None, STATIC, "nowhere", "en-GB")


def test_an_exporter_of_the_users_own(tmp_path: Path, funnel: Funnel) -> None:
    folder = _own_exporter(tmp_path)
    found = load_exporters(tmp_path)
    assert found["own"] == load_exporter(folder)
    assert found["static"] == STATIC
    (folder / "templates" / "page.html.j2").write_text("{{ page.headline }} & {{ page.nothing }}")
    with pytest.raises(UserError, match=r"The template “page.html.j2” of the exporter “own” failed"):
        render_page(funnel, None, load_exporter(folder), "more", "en-GB")


@pytest.mark.parametrize(
    ("attack"),
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ page.update({'x': 1}) }}",
        "{% include '/etc/passwd' %}",
        "{% include '../secret' %}",
        "{{ site.__init__.__globals__ }}",
        "{% for x in range(99999999) %}x{% endfor %}",
    ],
)
def test_an_exporter_can_not_reach_out(tmp_path: Path, funnel: Funnel, attack: str) -> None:
    exporter: Exporter = load_exporter(_own_exporter(tmp_path, attack))
    with pytest.raises(UserError, match="failed"):
        render_page(funnel, None, exporter, "more", "en-GB")


@pytest.mark.parametrize(
    "manifest",
    [
        "name = ",
        'title = "no name"',
        'name = "Own"\ntitle = "x"',
        'name = "own"\ntitle = "x"\nsurprise = 1',
        'name = "own"\ntitle = "x"\n[[outputs]]\nper = "moon"\npath = "x"\ntemplate = "page.html.j2"',
        'name = "own"\ntitle = "x"\n[[outputs]]\nper = "offer"\npath = "x.html"\ntemplate = "page.html.j2"',
        'name = "own"\ntitle = "x"\n[[outputs]]\nper = "funnel"\npath = "../x"\ntemplate = "page.html.j2"',
        'name = "own"\ntitle = "x"\n[[outputs]]\nper = "funnel"\npath = "/x.html"\ntemplate = "page.html.j2"',
        'name = "own"\ntitle = "x"\n[[outputs]]\nper = "funnel"\npath = "x.html"\ntemplate = "missing.j2"',
    ],
)
def test_a_broken_manifest_is_one_sentence(tmp_path: Path, manifest: str) -> None:
    folder = _own_exporter(tmp_path)
    (folder / "exporter.toml").write_text(manifest)
    with pytest.raises(BadInput, match="can't be used"):
        load_exporter(folder)
    assert "own" not in load_exporters(tmp_path)


def test_the_entry_page_names_its_languages_where_the_address_is_known(funnel: Funnel) -> None:
    settings = {"static": {"address": "https://shop.example/go"}}
    known = replace(funnel, export=replace(funnel.export, settings=settings))
    html = render_page(known, None, STATIC, "start", "de-DE")
    assert '<link rel="canonical" href="https://shop.example/go/de-DE/red-roses.html">' in html
    assert (
        '<link rel="alternate" hreflang="en-GB" href="https://shop.example/go/en-GB/red-roses.html">' in html
    )
    assert "noindex" not in html
    assert "noindex" in render_page(known, None, STATIC, "more", "de-DE")
    assert "canonical" not in render_page(known, None, STATIC, "more", "de-DE")


def test_shared_texts_reach_every_page(funnel: Funnel) -> None:
    shared = with_item(funnel.texts["en-GB"]["shared"], "footer", Text(value="New footer"))
    texts = with_item(funnel.texts, "en-GB", with_item(funnel.texts["en-GB"], "shared", shared))
    for step in funnel.steps:
        assert "New footer" in render_page(replace(funnel, texts=texts), None, STATIC, step, "en-GB")


def _own_exporter(parent: Path, template: str = "{{ page.headline }}") -> Path:
    folder = parent / "own"
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "templates" / "page.html.j2").write_text(template)
    (folder / "exporter.toml").write_text(
        'name = "own"\ntitle = "Own"\n[[outputs]]\nper = "offer"\npath = "{language}/{step}.html"\n'
        'template = "page.html.j2"\n'
    )
    return folder


def test_marks_stay_out_of_the_title_and_the_description(funnel: Funnel) -> None:
    start = next(key for key, step in funnel.steps.items() if step.type == "start")
    for field, words in (("headline", "**Twelve** roses & more"), ("lead", "Cut *this morning*")):
        funnel = set_text(funnel, "en-GB", start, field, words)
    html = render_page(funnel, None, "static", start, "en-GB", draft=False)
    assert re.search(r"<title>Twelve roses &amp; more", html)
    assert '<meta name="description" content="Cut this morning">' in html
    assert "<strong>Twelve</strong>" in html
