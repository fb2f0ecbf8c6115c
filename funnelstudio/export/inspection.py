"""Reads an exporter's templates without running them; done in the child, as even reading can be a trap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from funnelstudio.export.frames import Inspected, Named

_UNESCAPED: Final = frozenset({"safe"})
_SILENT: Final = re.compile(
    r"<(style|script)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|&#?\w+;|https?://\S+", re.DOTALL
)
_SPOKEN: Final = re.compile(r"\b(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"")
_TAG: Final = re.compile(r"<[^<>]*>")
_WORD: Final = re.compile(r"\b[^\W\d_]{2,}(?:[ '’,.-]+[^\W\d_]+)*\b")
LATER: Final = "*"
_NO_NAME: Final = "\0"


def inspected(engine: Environment, templates: Mapping[str, str]) -> list[Inspected]:
    """What stands in each of `templates`."""
    return [_template(engine, name, source) for name, source in templates.items()]


def _template(engine: Environment, name: str, source: str) -> Inspected:
    try:
        tree = engine.parse(source, name)
        unknown = meta.find_undeclared_variables(tree) - {*engine.globals, *_given(tree)}
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
        references=list(_references(tree)),
    )


def _given(tree: nodes.Template) -> Iterator[str]:
    """Names that the template gives a value somewhere; which of its parts see them, rendering tells."""
    for node in tree.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        if (isinstance(node, nodes.Name) and node.ctx != "load") or isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)


def _fields(tree: nodes.Template) -> Iterator[Named]:
    """Every path that is read, such as "page.decline.text"; of a longer one its beginnings as well."""
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        path = _path(node)
        if _NO_NAME not in path:
            yield Named(path, node.lineno)


def _references(tree: nodes.Template) -> Iterator[Named]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        target = getattr(node, "template", None)
        if isinstance(target, nodes.Const) and isinstance(target.value, str):
            yield Named(target.value, node.lineno)


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
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Expr):
        return f"{_path(node.node)}.{LATER}"
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
    # What a macro or a block puts together is given on, and made fit where it is put out.
    inner = {
        id(each)
        for part in tree.find_all((nodes.Macro, nodes.AssignBlock))
        for each in part.find_all(nodes.Output)
    }
    for output in tree.find_all(nodes.Output):
        if id(output) in inner:
            continue
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
        if word := _WORD.search(found[1]):
            yield Named(word[0], text.count("\n", 0, found.start()) + 1)
    bare = _TAG.sub(_lines_only, text)
    for found in _WORD.finditer(bare):
        yield Named(found[0], bare.count("\n", 0, found.start()) + 1)


def _lines_only(found: re.Match[str]) -> str:
    return " " + "\n" * found[0].count("\n")
