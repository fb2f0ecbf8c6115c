"""Looks for mistakes in an exporter's folder, for those who write one; templates run in the child only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from funnelstudio.errors import BadInput, UserError
from funnelstudio.export.exporter import load_exporter
from funnelstudio.export.folder import MANIFEST, manifest_text
from funnelstudio.export.foreign import Renderer, Stopped
from funnelstudio.export.lint_case import Case, Finding, line_with
from funnelstudio.export.lint_words import translations, words
from funnelstudio.export.manifest import read_manifest
from funnelstudio.export.sheets import coloured, sided
from funnelstudio.export.trial import trial
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel

MOST: Final = 400
"""Findings that are told of one exporter."""

_TABLE: Final = re.compile(r"\$\.(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")
_UNKNOWN: Final = re.compile(r"unknown field `([^`]+)`")
_TOML_LINE: Final = re.compile(r"at line (\d+)")


def lint(folder: Path, funnel: Funnel, assets: Path | None) -> tuple[Finding, ...]:
    """Everything that is wrong or doubtful with the exporter in `folder`, worst first.

    `funnel` is what the trial renders. Raises UserError only where there is no such folder.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise UserError(_("There is no folder {path}.").format(path=folder))
    try:
        exporter = load_exporter(folder)
        raw = manifest_text(folder)
        own = read_manifest(raw, folder / MANIFEST)
    except BadInput as error:
        return (_of_manifest(folder, error),)
    renderer = Renderer(exporter)
    try:
        inspected = {each.template: each for each in renderer.inspect()}
        case = Case(folder, exporter, own, raw, inspected, trial(exporter, funnel, assets))
    except Stopped as error:
        return (Finding("exporter.bounds", "error", error.message),)
    except UserError as error:
        return (Finding("exporter.trial", "error", error.message),)
    finally:
        renderer.close()
    found = {finding: None for check in CHECKS for finding in check(case)}
    worst_first = {"error": 0, "warning": 1, "notice": 2}
    return tuple(sorted(found, key=lambda each: (worst_first[each.severity], each.file, each.line))[:MOST])


def _of_manifest(folder: Path, error: BadInput) -> Finding:
    place = Path(error.place)
    place = folder / MANIFEST if place == folder else place
    file = place.relative_to(folder).as_posix() if place.is_relative_to(folder) else ""
    line = 0
    if file == MANIFEST:
        try:
            line = line_of(manifest_text(folder), error.message)
        except BadInput:
            line = 0
    return Finding("exporter.manifest", "error", error.message, file, line)


def line_of(raw: str, message: str) -> int:
    """The line of a manifest that an error speaks of, 0 when it can't be told."""
    said = _TOML_LINE.search(message)
    if said:
        return int(said[1])
    lines = raw.splitlines()
    table, unknown = _TABLE.search(message), _UNKNOWN.search(message)
    start = 0
    key = unknown[1] if unknown else ""
    if table:
        heads = [f"[[{table[1]}]]", f"[{table[1]}]", f"[{table[1]}.{table[3]}]"]
        places = [number for number, line in enumerate(lines) if line.strip() in heads]
        start = places[min(int(table[2] or 0), len(places) - 1)] if places else 0
        key = key or table[3] or ("" if places else table[1])
    for number in range(start, len(lines)):
        if key and re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    quoted = re.search("“([^”]+)”", message.rpartition(":")[2])
    for number, line in enumerate(lines):
        if quoted and quoted[1] in line:
            return number + 1
    return start + 1 if table else 0


def _templates(case: Case) -> Iterator[Finding]:
    """What the templates say that is not understood, or reaches for what is not there."""
    reached = case.reached()
    for each in case.own_templates:
        file = f"templates/{each.template}"
        if each.template not in reached:
            yield Finding("exporter.unused_template", "notice", _("No output uses this template."), file)
            continue
        if each.fault:
            yield Finding("exporter.syntax", "error", _sentence(each.fault), file, each.line)
        for name in each.unknown:
            if case.trial.knows(name.name):
                continue
            message = _("“{name}” is not known here.").format(name=name.name)
            yield Finding("exporter.unknown_name", "error", message, file, name.line)
        for name in each.references:
            if name.name not in case.inspected:
                message = _("There is no template “{name}”.").format(name=name.name)
                yield Finding("exporter.unknown_template", "error", message, file, name.line)
        for name in each.fields:
            if not name.name.startswith("site.words.") and not case.trial.knows(name.name):
                message = _("No page has “{name}”.").format(name=name.name)
                yield Finding("exporter.unknown_field", "error", message, file, name.line)


def _escaping(case: Case) -> Iterator[Finding]:
    """Where text gets into a page as if it were HTML."""
    for each in case.own_templates:
        file = f"templates/{each.template}"
        for name in each.unescaped:
            message = _("Text is not escaped here ({name}): what a funnel holds could become HTML.")
            if name.name in ("tojson", "cell"):
                message = _("A value stands here as it is: put it through the filter “{name}”.")
            yield Finding("exporter.unescaped", "warning", message.format(name=name.name), file, name.line)
        for name in each.references:
            if _is_html(each.template) and not _is_html(name.name):
                message = _(
                    "“{name}” is no HTML template, so it escapes nothing; its name should end in .html.j2."
                )
                yield Finding(
                    "exporter.unescaped", "warning", message.format(name=name.name), file, name.line
                )
    for output in case.own.outputs:
        if output.path.endswith((".html", ".htm")) and not _is_html(output.template):
            message = _("“{name}” escapes nothing; the name of a page's template should end in .html.j2.")
            line = line_with(case.raw, output.template)
            yield Finding("exporter.unescaped", "error", message.format(name=output.template), MANIFEST, line)


def _is_html(template: str) -> bool:
    return not template.endswith((".txt.j2", ".json.j2", ".csv.j2"))


def _sheets(case: Case) -> Iterator[Finding]:
    """Style sheets that don't turn round with the language, or keep to colours of their own."""
    for file, css in case.own_assets(".css").items():
        for line, code in sided(css):
            message = _(
                "“{code}” stays on its side where a language runs from right to left: say start or end."
            )
            yield Finding("exporter.left_right", "warning", message.format(code=code), file, line)
        for line, code in coloured(css):
            message = _("“{code}” has a colour of its own; var(--accent) and the like follow the brand.")
            yield Finding("exporter.fixed_colour", "notice", message.format(code=code), file, line)


def _scripts(case: Case) -> Iterator[Finding]:
    """Programs that run in the buyer's browser, and what pages may reach."""
    for file in case.own_assets(".js"):
        yield Finding("exporter.script", "notice", _("This script can run in the buyer's browser."), file)
    for address in case.own.scripts:
        message = _("Pages may load a script from {address}.").format(address=address)
        yield Finding("exporter.script", "notice", message, MANIFEST, line_with(case.raw, address))
    for address in case.own.hosts:
        message = _("What users paste into pages may reach {address}.").format(address=address)
        yield Finding("exporter.script", "notice", message, MANIFEST, line_with(case.raw, address))


def _pages(case: Case) -> Iterator[Finding]:
    """What the trial came to."""
    for fault in case.trial.faults:
        file = f"templates/{fault.template}"
        line = _failed_at(fault.message)
        yield Finding(f"exporter.{fault.kind}", fault.severity, fault.message, file, line, fault.language)


def _failed_at(message: str) -> int:
    found = re.search(r"\.j2 line (\d+):", message)
    return int(found[1]) if found else 0


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


CHECKS: Final[tuple[Callable[[Case], Iterator[Finding]], ...]] = (
    _templates,
    _escaping,
    words,
    translations,
    _sheets,
    _scripts,
    _pages,
)
"""A new check takes one function and one line here."""

__all__ = ["Finding", "lint"]
