"""The program's words: gathered completely, and translated completely where there is a translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from funnelstudio import i18n
from tests import words
from tests.repository import ROOT, python_files

COMPLETE = ("de",)
"""Languages that the program speaks without a gap."""

ASKING = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}
"""The functions that take messages, and how many of their arguments must be plain strings."""


@pytest.fixture(scope="module")
def fresh() -> Catalog:
    return words.template()


@pytest.fixture(params=words.catalogues(), ids=words.language)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def keys(catalogue: Catalog) -> list[tuple[object, str | None]]:
    return [(message.id, message.context) for message in messages(catalogue)]


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def test_template_is_what_the_program_says(fresh: Catalog) -> None:
    assert words.TEMPLATE.read_bytes() == words.written(fresh), "./studio words writes it anew"


def test_translation_has_exactly_these_messages(path: Path, fresh: Catalog) -> None:
    old = words.read(path)
    assert keys(old) == keys(fresh), "./studio words brings it up to date"
    assert path.read_bytes() == words.written(words.updated(old, fresh), words.language(path))


def test_nothing_in_a_translation_is_a_guess(path: Path) -> None:
    assert [message.id for message in messages(words.read(path)) if message.fuzzy] == []


def test_translation_fills_the_same_gaps(path: Path) -> None:
    """Each `{name}` is in each form; the number alone may be left out of a form that says it in words."""
    wrong = {}
    for message in messages(words.read(path)):
        wanted = set().union(*(gaps(text) for text in ids(message)))
        for form in words.forms(message):
            if form and not (gaps(form) <= wanted and wanted - gaps(form) <= may_lack(message)):
                wrong[form] = wanted
    assert wrong == {}


def may_lack(message: Message) -> set[str]:
    return {"{count}"} if len(ids(message)) > 1 else set()


def test_translation_keeps_the_edges(path: Path) -> None:
    """Blanks, line ends and a mark of three dots at the ends mean the same in every language."""
    wrong = [
        (text, form)
        for message in messages(words.read(path))
        for text, form in zip(ids(message), words.forms(message), strict=False)
        if form and (edges(text) != edges(form))
    ]
    assert wrong == []


def edges(text: str) -> tuple[str, str, bool]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.endswith("…")


@pytest.mark.parametrize("tag", COMPLETE)
def test_translation_is_complete(tag: str) -> None:
    catalogue = words.read(ROOT / "locales" / tag / "LC_MESSAGES" / "funnelstudio.po")
    assert [message.id for message in messages(catalogue) if not all(words.forms(message))] == []
    plurals = [message for message in messages(catalogue) if len(ids(message)) > 1]
    assert {len(words.forms(message)) for message in plurals} <= {catalogue.num_plurals}


def asked(tree: ast.AST) -> Iterator[tuple[int, list[ast.expr]]]:
    """Line and messages of every call that asks for a translation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING:
            yield node.lineno, node.args[: ASKING[node.func.id]]


@pytest.mark.parametrize(
    "file", python_files("funnelstudio"), ids=lambda file: file.relative_to(ROOT).as_posix()
)
def test_messages_can_be_gathered(file: Path) -> None:
    """What is put together before `_` sees it is in no catalogue, nor is what stands inside an f-string."""
    tree = ast.parse(file.read_bytes())
    assert [
        line for line, said in asked(tree) if any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in said)
    ] == []
    inside = [part for part in ast.walk(tree) if isinstance(part, ast.JoinedStr)]
    hidden = [line for part in inside for line, said in asked(part) if isinstance(said[0], ast.Constant)]
    assert hidden == [], "give the words a name before the f-string"


def test_program_speaks_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", i18n._current)
    assert "de" in i18n.interface_languages()
    assert i18n.use_language("de-AT") == "de"
    assert i18n._("Save") == "Speichern"
    assert i18n._("") == ""
    assert i18n.use_language("xx") == "en"
    assert i18n._("Save") == "Save"
