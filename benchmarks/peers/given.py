"""What the other generators are given: the texts of every page with prices, links and variables ready-made.

That is in their favour: they work out no price, no saving, no link and no variable, and check nothing. They
write as many pages with the same texts, the same style sheet and the same marks around them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from funnelstudio.export.build import Build
from funnelstudio.export.plan import Page

_TAG = re.compile(r"<[^>]*>")
_PLAIN = ("kind", "progress", "title", "description", "headline", "lead", "benefits", "decline", "bought")
_OF_OPTIONS = ("title", "price", "unit", "saving", "best", "featured", "button", "href")


def pages_of(build: Build) -> list[Page]:
    """The pages for buyers, which are those that the peers make as well."""
    return [page for page in build.plan.pages if page.step and page.path.endswith(".html")]


def facts(build: Build, page: Page, context: Mapping[str, Any]) -> dict[str, Any]:
    """One page as plain data without marks; its body is Markdown."""
    found = {key: plain(context[key]) for key in _PLAIN}
    body = build.funnel.texts[page.tag][page.step]["body"].value
    return {
        **found,
        "path": f"/{page.path}",
        "slug": page.path.rpartition("/")[2].removesuffix(".html"),
        "tag": page.tag,
        "body": body,
        "options": [{key: plain(option[key]) for key in _OF_OPTIONS} for option in context["options"]],
        "questions": [
            {key: without_marks(text) for key, text in item.items()} for item in context["questions"]
        ],
    }


def plain(value: Any) -> Any:
    """`value` with every text in it unescaped."""
    if isinstance(value, Markup):
        return html.unescape(str(value))
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def without_marks(text: Markup) -> str:
    """The words of a text that is one paragraph."""
    return text.striptags()


def texts_in(value: Any) -> list[str]:
    """All texts of some data, those that a page with that data must show."""
    if isinstance(value, Mapping):
        return [text for key, each in value.items() if key not in _UNSEEN for text in texts_in(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_in(each)]
    return [value.replace("**", "")] if isinstance(value, str) and value else []


_UNSEEN = frozenset({"kind", "path", "slug", "tag", "href", "next", "next_address", "description"})


def words_of(path: Path) -> str:
    """The words of a page's body, and its title."""
    text = path.read_text(encoding="utf-8")
    title = text.partition("<title>")[2].partition("</title>")[0]
    body = _TAG.sub("", text.partition("<body>")[2])
    return " ".join(html.unescape(f"{title} {body}").split())


def refuse_other_texts(given: Mapping[str, Mapping[str, Any]], folders: Mapping[str, Path]) -> None:
    """Stop where a page of one of the folders lacks a text of its data: `given` by path below the folder."""
    for path, data in given.items():
        for name, folder in folders.items():
            words = words_of(folder / path)
            for text in texts_in(data):
                if " ".join(text.split()) not in words:
                    raise SystemExit(f"{name}: {path} lacks “{text}”: the comparison would not be fair")


def write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
