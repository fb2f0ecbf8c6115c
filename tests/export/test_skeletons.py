"""Pages that are filled into a skeleton are those that their templates render, to the byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import nodes
from markupsafe import Markup

from funnelstudio.export import find_exporter, skeletons
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.exporter import Exporter, load_exporters
from funnelstudio.export.manifest import STEP_OUTPUTS
from funnelstudio.export.render import environment, render
from funnelstudio.export.skeletons import Skeletons, filled
from funnelstudio.export.verify import Site, is_sound
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.value import replace
from tests.export.naughty import NAUGHTY

COPIES = 24
WORDS = [word for word in NAUGHTY if len(word) < 1000]
"""What copies of a step say besides. Every other one says something harmless."""


FILLED = ("static", "any_platform", "digistore24", "clickbank")
"""Some whose pages are filled in. Others look into addresses, which gives each page a shape of its own."""


def many(funnel: Funnel) -> Funnel:
    """The funnel with many copies of each offer and ending, whose texts differ."""
    steps, texts = dict(funnel.steps), {tag: dict(places) for tag, places in funnel.texts.items()}
    for number in range(COPIES):
        words = WORDS[number // 2 % len(WORDS)] if number % 2 else f"no. {number} & more"
        for key, step in funnel.steps.items():
            if step.type == "start":
                continue
            following = {answer: f"{target}-{number}" for answer, target in step.next.items()}
            steps[f"{key}-{number}"] = replace(step, name=f"{step.name} {words}", next=following)
            for tag, places in funnel.texts.items():
                own = places.get(key, {})
                varied = {name: Text(value=f"{text.value} {words}") for name, text in own.items()}
                texts[tag][f"{key}-{number}"] = varied
    return replace(funnel, steps=steps, texts=texts)


def made(build: Build) -> tuple[dict[str, bytes], int]:
    """The pages of all steps, and how many of them were filled in."""
    pages, count = {}, 0
    for page in build.plan.pages:
        if page.step:
            context = build.context(page)
            shape = build._shape(page, context)
            count += shape is not None and shape.skeleton is not None
            pages[page.path] = build.make(page, context)
    return pages, count


@pytest.mark.parametrize("name", load_exporters())
def test_pages_of_every_exporter_are_as_their_templates_render_them(
    funnel: Funnel, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = order_of(many(funnel), None, find_exporter(name))
    ours = Build(order)
    pages, count = made(ours)
    with monkeypatch.context() as patch:
        patch.setattr(Skeletons, "shape", lambda *_: None)
        alone = Build(order)
        theirs, none = made(alone)
    assert none == 0
    assert ours.gathered.warnings == alone.gathered.warnings
    assert [path for path, data in pages.items() if data != theirs[path]] == []
    assert count > 200 or name not in FILLED


def test_what_looks_like_a_stand_in_is_none(funnel: Funnel) -> None:
    fake = "\ufdd0<0>\ufdd1 \ufdd0<99>\ufdd1"
    languages = tuple(replace(language, price_note=fake) for language in funnel.languages)
    build = Build(order_of(many(replace(funnel, languages=languages)), None, find_exporter("static")))
    pages, count = made(build)
    assert count < 150  # the endings, which have no price
    offers = [page for page in pages.values() if b'class="options"' in page]
    assert offers and all(b"&lt;0&gt; &lt;99&gt;" in page for page in offers)


def test_few_are_kept(funnel: Funnel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skeletons, "MOST", 3)
    order = order_of(many(funnel), None, find_exporter("static"))
    build = Build(order)
    made(build)
    assert len(build._skeletons._known) == 3 >= len(build._skeletons._first)


def exporter_of(page: str) -> Exporter:
    """An exporter whose one template is `page`."""
    return msgspec.structs.replace(find_exporter("static"), templates={"page.html": page}, digest=page)


def sound(links: Iterable[str], texts: str) -> bool:
    return is_sound(links, texts, "en/page.html", Site({"en/b.html"}, {"Rose"}))


def filled_in(source: str, seen: Iterable[Mapping[str, object]]) -> list[bytes | None]:
    """What each page is filled in as after all of them were rendered by themselves, four times over; those
    that are filled in must be what their template renders."""
    exporter = exporter_of(source)
    known = Skeletons(exporter)
    pages: list[bytes | None] = []
    for _ in range(4):
        pages = []
        for each in seen:
            page = {"page": each}
            data = "".join(render(environment(exporter), exporter, "page.html", page)).encode()
            shape = known.shape("page.html", "", page)
            assert shape is not None
            pages.append(None if shape.skeleton is None else filled(shape, lambda *_: True))
            assert pages[-1] in (None, data)
            if pages[-1] is None:
                known.learn(shape, "page.html", page, {}, data)
    return pages


ROSE = {"a": "Rose & Son", "b": Markup("<b>red</b>"), "n": 1, "on": True, "none": None, "list": ["x", "y"]}
LILY = {**ROSE, "a": "Lily", "b": Markup("white"), "list": ["z", "<"]}


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ page.a }} {{ page.b }} {{ page.a }}</p>",
        '<p title="{{ page.a }}" lang="{{ page.a }}">{% for each in page.list %}{{ each }},{% endfor %}</p>',
        '<a class="x" href="{{ page.a }}">{{ page.n }}{% if page.none %}!{% endif %}{{ page.none }}</a>',
        '{% set both = page.a ~ "<" ~ page.b %}{{ both }}{% if both %}{{ page.on }}{% endif %}',
        "{% macro say(it) %}{{ it }}{% endmacro %}{{ say(page.a) }}{{ say(page.b) }}",
        "{% if page.a == 'Lily' %}{{ page.b }}{% endif %}",
        "{{ page.a | upper }}{{ page.b }}",
        "{{ page.a | safe }}{{ page.b | forceescape }}",
        "{{ page.list | join('+') }}{{ page.list | length }}",
    ],
)
def test_what_can_be_filled_in(source: str) -> None:
    assert None not in filled_in(source, [ROSE, LILY, {**ROSE, "a": "Rose"}, ROSE, LILY])


@pytest.mark.parametrize(
    "source",
    [
        '<p id="{{ page.a }}">',
        '<img src="{{ page.a }}">',
        '<p style="color:{{ page.a }}">',
        '<a href="https://roses.example/{{ page.a }}">',
        '<a href="{{ page.a }}/index.html">',
        '<a href="{{ page.b }}">',
        "<p {{ page.a }}>",
        "{{ (page.a ~ page.b) | upper }}",
        "{% if (page.a ~ '') is string %}{{ page.b }}{% endif %}",
    ],
)
def test_what_is_rendered_by_itself(source: str) -> None:
    assert [each for each in filled_in(source, [ROSE, LILY, ROSE, LILY]) if each is not None] == []


@pytest.mark.parametrize(
    "text",
    ["{price}", '<a href="x">x</a>', "<script>", "\x00", "\x1f", "\ud800", "\ufffe", "\x85", "x" * 2_000_000],
)
def test_texts_that_must_be_looked_at_are_not_filled_in(text: str) -> None:
    exporter = exporter_of("{{ page.a }}{{ page.b }}")
    known = Skeletons(exporter)

    def seen(a: str, b: str) -> dict[str, object]:
        return {"page": {"a": a, "b": Markup(b)}}  # noqa: S704 - shall be as bad as it can

    def shape(a: str, b: str) -> skeletons.Shape:
        found = known.shape("page.html", "", seen(a, b))
        assert found is not None
        return found

    for a, b in (("Rose", "red"), ("Lily", "white")):
        known.learn(shape(a, b), "page.html", seen(a, b), {}, f"{a}{b}".encode())
    assert filled(shape("Tulip", "blue"), sound) == b"Tulipblue"
    assert filled(shape("Tulip", text), sound) is None


def test_an_address_that_leads_nowhere_is_not_filled_in() -> None:
    exporter = exporter_of('<a href="{{ page.a }}">x</a>')
    known = Skeletons(exporter)
    for a in ("b.html", "c.html"):
        shape = known.shape("page.html", "", {"page": {"a": a}})
        assert shape is not None
        known.learn(shape, "page.html", {"page": {"a": a}}, {}, f'<a href="{a}">x</a>'.encode())
    shape = known.shape("page.html", "", {"page": {"a": "d&e.html"}})
    assert shape is not None
    asked: list[str] = []

    def refuses(links: Iterable[str], _texts: str) -> bool:
        asked.extend(links)
        return False

    assert filled(shape, refuses) is None
    assert asked == ["d&amp;e.html"]


DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 2), st.sampled_from(["", "x", "y", Markup("x")])),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("ab"), inner)),
    max_leaves=6,
)


def blurred(thing: object) -> object:
    """A thing with each text that is not empty replaced, and all else as it is told apart."""
    if isinstance(thing, dict):
        return {name: blurred(value) for name, value in thing.items()}
    if isinstance(thing, list):
        return [blurred(each) for each in thing]
    return (
        type(thing) if thing and isinstance(thing, str) else repr(thing) if not isinstance(thing, str) else ""
    )


@given(st.dictionaries(st.sampled_from("ab"), DATA), st.dictionaries(st.sampled_from("ab"), DATA))
def test_things_of_one_shape_differ_in_their_texts_alone(
    one: dict[str, object], other: dict[str, object]
) -> None:
    known = Skeletons(find_exporter("static"))
    keys = [found.key if (found := known.shape("", "", thing)) else None for thing in (one, other)]
    alike = list(one) == list(other) and repr(blurred(one)) == repr(blurred(other))
    assert (keys[0] == keys[1]) == alike


def test_no_template_compares_what_it_has_put_together() -> None:
    """Which would go unnoticed where stand-ins are put together: see `tracing.Inspected`."""
    found = []
    for exporter in load_exporters().values():
        if not any(output.per in STEP_OUTPUTS for output in exporter.manifest.outputs):
            continue
        engine = environment(exporter)
        for name, source in exporter.templates.items():
            tree = engine.parse(source)
            targets = [each.target for each in tree.find_all(nodes.Assign)]
            targets += [each.target for each in tree.find_all(nodes.AssignBlock)]
            pieces = {target.name for target in targets if isinstance(target, nodes.Name)}
            for compared in tree.find_all(nodes.Compare):
                inside = [compared.expr, *(operand.expr for operand in compared.ops)]
                joined = [each for each in inside if isinstance(each, nodes.Concat | nodes.Add | nodes.Mod)]
                named = [each for each in inside if isinstance(each, nodes.Name) and each.name in pieces]
                found += [f"{exporter.name}/{name}:{compared.lineno}"] * bool(joined or named)
    assert found == []
