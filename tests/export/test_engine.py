"""The engine gives what Jinja2's own sandbox gives, and refuses what that refuses."""

from __future__ import annotations

from typing import Any

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from funnelstudio.export.engine import Sandbox
from funnelstudio.export.escaping import as_html, escape, escaped

PARTS = """\
{%- macro line(thing, words) %}<li title="{{ thing.title }}">{{ words.of }} {{ thing.about }}{{ caller() }}
{%- endmacro -%}
{%- macro twice(thing) %}{{ thing }}{{ thing }}{% endmacro -%}
"""
PAGE = """\
{%- from "parts.html" import line, twice -%}
<p class="{{ page.kind }}">{{ page.text }}{{ page["text"] }}{% if page.none %}!{% endif %}</p>
{%- for thing in page.things -%}
{% set count = loop.index %}{% call line(thing, words) %}{{ count }}{{ twice(thing.title) }}{% endcall %}
{%- else %}nothing{% endfor -%}
{{ page.text | upper }}{{ page.number + 1 }}{{ page.look.css }}{{ words.of ~ page.text }}
"""


class Look:
    css = Markup("a>b{}")


def engine(kind: type[ImmutableSandboxedEnvironment], **templates: str) -> ImmutableSandboxedEnvironment:
    loader = DictLoader({"parts.html": PARTS, "page.html": PAGE, **templates})
    return kind(loader=loader, autoescape=True, undefined=StrictUndefined)


OURS, THEIRS = engine(Sandbox), engine(ImmutableSandboxedEnvironment)


def made(source: str, **seen: Any) -> str:
    return OURS.from_string(source).render(seen)


@given(st.text())
def test_escapes_as_markupsafe_does(text: str) -> None:
    assert escaped(text) == str(markupsafe.escape(text))
    assert escape(text) == markupsafe.escape(text)
    assert type(escape(text)) is type(as_html(text)) is Markup
    assert escaped(as_html(text)) == as_html(text) == text


@pytest.mark.parametrize("value", [None, 12, 1.5, ["<"], {"<": 1}, True])
def test_escapes_other_values_as_markupsafe_does(value: object) -> None:
    assert escaped(value) == str(markupsafe.escape(value))


@given(st.text(), st.lists(st.builds(dict, title=st.text(), about=st.text().map(Markup))), st.integers())
def test_page_is_the_same_as_from_the_sandbox_of_jinja(text: str, things: list[Any], number: int) -> None:
    page = {"kind": "<", "text": text, "none": None, "things": things, "number": number, "look": Look}
    seen = {"page": page, "words": {"of": "of & for"}}
    assert OURS.get_template("page.html").render(seen) == THEIRS.get_template("page.html").render(seen)


def test_key_comes_before_a_method_of_its_name() -> None:
    assert made("{{ page.items }}", page={"items": "three"}) == "three"
    assert made("{% for key, value in page.items() %}{{ key }}{% endfor %}", page={"a": 1}) == "a"


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.__class__.__mro__ }}",
        "{{ page['__class__'].__mro__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ ''.format.__self__.__class__.__base__ }}",
        "{{ '{0.__class__.__base__}'.format(page) }}",
        "{{ page.update({'a': 1}) }}",
        "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
        "{{ page.missing }}",
        "{{ missing }}",
        "{{ page.text.missing }}",
    ],
)
def test_what_is_unsafe_or_unknown_is_refused(source: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        made(source, page={"text": ""})


def test_macro_takes_what_it_says_and_no_more() -> None:
    macro = "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}"
    assert made(macro + "{{ m(1) }} {{ m(b='<', a=0) }}") == "12 0&lt;"
    with pytest.raises(TypeError):
        made(macro + "{{ m(1, 2, 3) }}")
