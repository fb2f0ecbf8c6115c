"""Reads an exporter's templates without running them; done in the child, as even reading can be a trap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from funnelstudio.export.frames import Inspected, Named

SEEN: Final = ("page", "site", "style", "scripts", "settings")
"""The names that every template sees."""

_UNESCAPED: Final = frozenset({"safe"})
_SILENT: Final = re.compile(r"<(style|script)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|&#?\w+;", re.DOTALL)
_SPOKEN: Final = re.compile(r"\b(?:alt|title|aria-label|placeholder|content)=\"([^\"]*)\"")
_TAG: Final = re.compile(r"<[^<>]*>")
_WORD: Final = re.compile(r"[^\W\d_]{2,}(?:[ '’,.-]+[^\W\d_]+)*")
_CODED: Final = re.compile(r"[-\w]+=[-\w.,\s]*|[\w-]+/[\w-]+|charset|default-src|noindex.*")
_NO_NAME: Final = "\0"


def inspected(engine: Environment, templates: Mapping[str, str]) -> list[Inspected]:
    """What stands in each of `templates`."""
    return [_template(engine, name, source) for name, source in templates.items()]


def _template(engine: Environment, name: str, source: str) -> Inspected:
    try:
        tree = engine.parse(source, name)
        unknown = meta.find_undeclared_variables(tree) - {*SEEN, *engine.globals}
        engine.compile(source, name)
    except TemplateSyntaxError as error:
        return Inspected(name, fault=str(error.message or error), line=error.lineno)
    except RecursionError:
        return Inspected(name, fault="it is nested too deeply", line=1)
    loads = [node for node in tree.find_all(nodes.Name) if node.ctx == "load"]
    return Inspected(
        name,
        unknown=[Named(node.name, node.lineno) for node in loads if node.name in unknown],
        fields=list(_fields(tree)),
        unescaped=[*_filters(tree, _UNESCAPED), *_switched_off(tree), *_raw_values(name, tree)],
        texts=list(_texts(engine, name, source)),
    )


def _fields(tree: nodes.Template) -> Iterator[Named]:
    """Every path that is read, such as "page.decline.text"; of a longer one its beginnings as well."""
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        path = _path(node)
        if _NO_NAME not in path:
            yield Named(path, node.lineno)


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name if node.ctx == "load" else _NO_NAME
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if (
        isinstance(node, nodes.Getitem)
        and isinstance(node.arg, nodes.Const)
        and isinstance(node.arg.value, str)
    ):
        return f"{_path(node.node)}.{node.arg.value}"
    return _NO_NAME


def _filters(tree: nodes.Template, names: frozenset[str]) -> Iterator[Named]:
    for node in tree.find_all(nodes.Filter):
        if node.name in names:
            yield Named(f"|{node.name}", node.lineno)


def _switched_off(tree: nodes.Template) -> Iterator[Named]:
    for node in tree.find_all(nodes.EvalContextModifier):
        for option in node.options:
            if option.key == "autoescape" and getattr(option.value, "value", None) is not True:
                yield Named("autoescape", node.lineno)


def _raw_values(name: str, tree: nodes.Template) -> Iterator[Named]:
    """In JSON and tables, where nothing is escaped by itself, values that no filter makes fit."""
    fitting = {".json.j2": "tojson", ".csv.j2": "cell"}.get(name[name.find(".") :])
    if fitting is None:
        return
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if not isinstance(node, nodes.TemplateData | nodes.Const | nodes.Call) and not (
                isinstance(node, nodes.Filter) and node.name in (fitting, "length", "int")
            ):
                yield Named(fitting, node.lineno)


def _texts(engine: Environment, name: str, source: str) -> Iterator[Named]:
    """Words that stand in a page's template itself, where no translator finds them."""
    if not name.endswith(".html.j2"):
        return
    # Marks leave a gap, so that lines and the tags around them stay what they are.
    parts = [text if kind == "data" else "\n" * text.count("\n") for _line, kind, text in engine.lex(source)]
    text = _SILENT.sub(_lines_only, "".join(parts))
    for found in _SPOKEN.finditer(text):
        if not _CODED.match(found[1]) and (word := _WORD.search(found[1])):
            yield Named(word[0], text.count("\n", 0, found.start()) + 1)
    bare = _TAG.sub(_lines_only, text)
    for found in _WORD.finditer(bare):
        yield Named(found[0], bare.count("\n", 0, found.start()) + 1)


def _lines_only(found: re.Match[str]) -> str:
    return " " + "\n" * found[0].count("\n")
