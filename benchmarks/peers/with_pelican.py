"""Pelican with this program's own templates as its theme, and all that it does beside them switched off."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import escape

from funnelstudio.export.build import Build
from funnelstudio.export.plan import Page

_MARKS = re.compile(r"([\\*`_|<>:\[\]])")
_BACKSLASH = r"\\\1"

_SHIM = """\
{%- set given = page.facts | facts %}{% set site = sites[given.tag] -%}
{% set page = dict(given.page, body=page.content | trim) -%}
{% extends given.template %}"""

_SETTINGS = """\
import json
SITEURL = ""
TIMEZONE = "UTC"
PATH = "content"
THEME = "theme"
ARTICLE_PATHS = []
PAGE_PATHS = [""]
STATIC_PATHS = []
PLUGINS = []
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PAGE_TRANSLATION_ID = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
JINJA_FILTERS = {"facts": json.loads}
JINJA_ENVIRONMENT = {"trim_blocks": False, "lstrip_blocks": False, "keep_trailing_newline": True}
JINJA_GLOBALS = json.load(open("globals.json", encoding="utf-8"))
"""


def prepare(build: Build, contexts: Mapping[Page, Mapping[str, Any]], to: Path) -> None:
    """Write Pelican's project: a file a page in the format that it reads by itself, reStructuredText.

    What is no running text stands in one field, as that takes it less time than a field each.
    """
    theme = to / "theme" / "templates"
    theme.mkdir(parents=True)
    for name, text in build.order.exporter.templates.items():
        (theme / name).write_text(text, encoding="utf-8")
    (theme / "page.html").write_text(_SHIM, encoding="utf-8")
    (to / "theme" / "static").mkdir()
    (to / "pelicanconf.py").write_text(_SETTINGS, encoding="utf-8")
    shared: dict[str, Any] = {"sites": {}}
    for page, context in contexts.items():
        seen = build.seen(page, context)
        shared["sites"].setdefault(page.tag, seen.pop("site"))
        facts = {"page": seen.pop("page"), "tag": page.tag, "template": page.template}
        body = build.funnel.texts[page.tag][page.step]["body"].value
        shared.update(seen)
        path = (to / "content" / page.path).with_suffix(".rst")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_source(page, facts, body), encoding="utf-8")
    (to / "globals.json").write_text(json.dumps(_escaped(shared)), encoding="utf-8")


def run(project: Path, to: Path) -> None:
    command = [sys.executable, "-m", "pelican", "content", "-o", str(to), "-s", "pelicanconf.py", "--quiet"]
    subprocess.run(command, check=True, cwd=project, stdout=subprocess.DEVNULL)


def _source(page: Page, facts: Mapping[str, Any], body: str) -> str:
    fields = {"save_as": page.path, "url": page.path, "facts": json.dumps(_escaped(facts))}
    lines = [f":{name}: {_MARKS.sub(_BACKSLASH, value)}" for name, value in fields.items()]
    return "\n".join([page.step, "=" * 8, "", *lines, "", body, ""])


def _escaped(value: Any) -> Any:
    """`value` with all texts escaped already, as Pelican's templates escape nothing."""
    if isinstance(value, str):
        return str(escape(value))
    if isinstance(value, Mapping):
        return {key: _escaped(each) for key, each in value.items()}
    return [_escaped(each) for each in value] if isinstance(value, list | tuple) else value
