"""Renders every kind of page of an exporter, to see what its templates come to and what they could see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from funnelstudio.errors import UserError
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.foreign import Stopped
from funnelstudio.export.inspection import LATER
from funnelstudio.export.plan import Page
from funnelstudio.i18n import _
from funnelstudio.model.funnel import ExportSettings, Funnel
from funnelstudio.model.languages import Language, is_rtl

_HTML: Final = re.compile(r"<html\b[^>]{0,200}\sdir=")
_FILLED: Final = {"yes_no": "yes", "address": "https://shop.example/", "text": "Text"}
_METHODS: Final = frozenset({"get", "items", "keys", "values"})


class Fault(msgspec.Struct, frozen=True):
    """What a template came to. `severity` is that of a problem, `kind` the second half of its id."""

    kind: str
    severity: str
    template: str
    message: str
    language: str = ""


class Trial(msgspec.Struct):
    """What a trial brought up.

    `fields` are the keys of what templates see, by its path ("page.decline"; "" for the names themselves).
    """

    faults: list[Fault] = []
    fields: dict[str, set[str]] = {}

    def knows(self, path: str) -> bool:
        """Whether a template that reads `path` finds something there."""
        parent, _dot, name = path.rpartition(".")
        if parent not in self.fields:
            return True
        return name in self.fields[parent] or name == LATER or (bool(parent) and name in _METHODS)


def trial(exporter: Exporter, funnel: Funnel, assets: Path | None) -> Trial:
    """Render all of `funnel` in two languages, one from right to left, without settings and with them."""
    found = Trial()
    for settings in ({}, _filled(exporter)):
        build = Build(order_of(_prepared(funnel, exporter, settings), assets, exporter))
        failed: set[str] = set()
        try:
            for page in build.plan.pages:
                if page.template not in failed and not _try(build, page, found):
                    failed.add(page.template)
        except Stopped as error:
            found.faults.append(Fault("bounds", "error", error.template, error.message))
            break
        finally:
            build.renderer.close()
    found.faults[:] = list(dict.fromkeys(found.faults))
    return found


def _filled(exporter: Exporter) -> dict[str, str]:
    return {
        setting.key: setting.choices[-1] if setting.choices else _FILLED.get(setting.kind, "")
        for setting in exporter.manifest.settings
        if setting.per == "funnel"
    }


def _prepared(funnel: Funnel, exporter: Exporter, settings: dict[str, str]) -> Funnel:
    """The funnel in two languages, with `settings` for the exporter."""
    one, *others = funnel.languages
    other = next((each for each in others if is_rtl(each.tag)), None)
    other = other or Language(tag="ar-EG", currency=one.currency)
    export = ExportSettings(exporter=exporter.name, settings={exporter.name: settings})
    return msgspec.structs.replace(funnel, languages=(one, other), export=export)


def _try(build: Build, page: Page, found: Trial) -> bool:
    """Make one file; False when its template failed."""
    context = build.context(page)
    seen = build.seen(page, context)
    found.fields.setdefault("", set()).update(seen)
    _note(found, seen)
    known = len(build.gathered.warnings)
    try:
        text = build.make(page, context).decode("utf-8", "replace")
    except Stopped:
        raise
    except UserError as error:
        found.faults.append(Fault("template", "error", page.template, error.message, page.tag))
        return False
    for warning in build.gathered.warnings[known:]:
        message = warning.removeprefix(f"{page.path}: ")
        found.faults.append(Fault("page", "warning", page.template, message))
    if "<html" in text[:200] and _HTML.search(text, 0, 600) is None:
        message = _("The page does not say which way its language runs (dir).")
        found.faults.append(Fault("direction", "warning", page.template, message))
    return True


def _note(found: Trial, seen: Mapping[str, Any], above: str = "") -> None:
    """Note the keys of everything that a template sees."""
    for name, value in seen.items():
        path = f"{above}{name}"
        inner = value._asdict() if hasattr(value, "_asdict") else value
        if isinstance(inner, Mapping):
            found.fields.setdefault(path, set()).update(map(str, inner))
            _note(found, inner, f"{path}.")
