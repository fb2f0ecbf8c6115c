"""Templates made safe: a sandbox without files, strict about unknown names, escaping always."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple, TypeVar

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from funnelstudio.errors import UserError
from funnelstudio.export.engine import Compiled, Sandbox
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.plain import cell, plain_text, query, wrapped
from funnelstudio.i18n import _
from funnelstudio.model.memo import by_identity

MAX_OUTPUT: Final = 32_000_000
"""Characters that one file may have."""


@by_identity(size=4)
def environment(exporter: Exporter) -> ImmutableSandboxedEnvironment:
    """The template engine for one exporter; it knows the exporter's own templates and nothing else.

    Remembered, since translating the templates takes longer than rendering a page.
    """
    made = sandbox(exporter.templates, Sandbox)
    made.bytecode_cache = Compiled()
    return made


def compiled(exporter: Exporter) -> dict[str, bytes]:
    """The templates of an exporter as far as they are compiled; what is put in here needs no compiling."""
    cache = environment(exporter).bytecode_cache
    return cache.by_key if isinstance(cache, Compiled) else {}


E = TypeVar("E", bound=Sandbox)


def sandbox(templates: Mapping[str, str], kind: type[E]) -> E:
    """An engine for `templates`; it has no way to anything else, and the same input gives the same text."""
    made = kind(
        loader=DictLoader(templates),
        autoescape=_escapes,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    del made.globals["lipsum"], made.filters["random"]
    made.filters["plain"] = plain_text
    made.filters["cell"] = cell
    made.filters["wrapped"] = wrapped
    made.filters["query"] = query
    return made


class Parts(NamedTuple):
    """The text of a file: the one piece that it shares with many others, and what stands before and after.

    In a file without that piece everything stands after it.
    """

    before: str = ""
    shared: str = ""
    after: str = ""


def render(
    engine: ImmutableSandboxedEnvironment,
    exporter: Exporter,
    template: str,
    context: Mapping[str, Any],
    shared: str = "",
) -> Parts:
    """The text of one file, with `shared` apart where the template puts it out as it is.

    Raises UserError that names the template when it fails.
    """
    try:
        loaded = engine.get_template(template)
        parts = _parts(iter(loaded.root_render_func(loaded.new_context(dict(context)))), shared)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise failure(exporter, template, str(error)) from error
    if sum(map(len, parts)) > MAX_OUTPUT:
        raise UserError(_("A page of the exporter “{name}” is too large.").format(name=exporter.name))
    return parts


_MANY: Final = 5_000
"""Pieces of a text that are there at once; a long table has many more."""


def _parts(pieces: Iterator[str], shared: str) -> Parts:
    made = [*islice(pieces, _MANY)]
    rest = ["".join(more) for more in iter(lambda: [*islice(pieces, _MANY)], [])]
    if not shared or shared not in made:
        return Parts(after="".join([*made, *rest]))
    at = made.index(shared)
    return Parts("".join(made[:at]), shared, "".join([*made[at + 1 :], *rest]))


def failure(exporter: Exporter, template: str, reason: str) -> UserError:
    """The error for a template that failed."""
    return UserError(
        _("The template “{template}” of the exporter “{name}” failed: {reason}.").format(
            template=template, name=exporter.name, reason=reason[:300].rstrip(".")
        )
    )


def _escapes(name: str | None) -> bool:
    """Everything is escaped but what is no HTML; there the template uses `plain`, `cell` or `tojson`."""
    return name is None or not name.endswith((".txt.j2", ".json.j2", ".csv.j2"))
