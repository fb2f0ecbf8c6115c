"""What tests of documents share: contexts of whole trees, and golden sites."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from funnelstudio import bundled
from funnelstudio.export import export, find_exporter
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.site import MANIFEST
from funnelstudio.model.funnel import Funnel, Text
from funnelstudio.model.offers import Step
from funnelstudio.model.value import replace
from funnelstudio.storage.files import load

GOLDEN = Path(__file__).parent / "golden"


def sample(name: str) -> Funnel:
    return load(bundled.resource("samples") / f"{name}.funnel").funnel


def context(funnel: Funnel, exporter: str, tag: str = "en-GB", template: str = "") -> dict[str, Any]:
    """What the first file of an exporter in a language sees, or the first of a template."""
    build = Build(order_of(funnel, None, find_exporter(exporter), [tag]))
    page = next(page for page in build.plan.pages if template in ("", page.template))
    return build.context(page)


def with_settings(funnel: Funnel, exporter: str, **settings: str) -> Funnel:
    """`funnel` with these settings of an exporter, by the keys that it keeps them by."""
    chosen = {**funnel.export.settings, exporter: settings}
    return replace(funnel, export=replace(funnel.export, settings=chosen))


def with_step(funnel: Funnel, key: str, **changes: Any) -> Funnel:
    """`funnel` with a step changed, or added where there was none."""
    step = replace(funnel.steps[key], **changes) if key in funnel.steps else Step(**changes)
    return replace(funnel, steps={**funnel.steps, key: step})


def with_texts(funnel: Funnel, tag: str, place: str, **texts: str) -> Funnel:
    """`funnel` with texts of a place in a language; a dot in a field's key is written as two underscores."""
    fields = {key.replace("__", "."): Text(value=value) for key, value in texts.items()}
    own = funnel.texts.get(tag, {})
    places = {**own, place: {**own.get(place, {}), **fields}}
    return replace(funnel, texts={**funnel.texts, tag: places})


def files(folder: Path) -> dict[str, bytes]:
    """The files of a site without its manifest and its pictures."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if name != MANIFEST and not name.startswith("assets/")
    }


def compare_with_golden(funnel: Funnel, assets: Path | None, exporter: str, folder: Path) -> None:
    """The site is the golden one of the exporter. UPDATE_GOLDEN=1 writes it anew."""
    result = export(funnel, assets, folder, exporter=exporter)
    assert result.warnings == ()
    golden = GOLDEN / exporter
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(golden, ignore_errors=True)
        shutil.copytree(folder, golden, ignore=shutil.ignore_patterns(MANIFEST, "assets"))
    made, wanted = files(folder), files(golden)
    assert sorted(made) == sorted(wanted)
    assert [name for name, data in made.items() if data.split() != wanted[name].split()] == []
    assert export(funnel, assets, folder, exporter=exporter).written == ()
