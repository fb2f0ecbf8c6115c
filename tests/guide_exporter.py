"""The tables of the guide's page on own exporters: the keys of the manifest, and what templates see."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from markupsafe import Markup

from funnelstudio.export import find_exporter
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.manifest import Answers, Crop, Limits, Manifest, Output, Plural, Setting
from tests.export.conftest import small_funnel

TABLES: Final[Mapping[str, type[msgspec.Struct]]] = {
    "manifest": Manifest,
    "outputs": Output,
    "settings": Setting,
    "limits": Limits,
    "answers": Answers,
    "pictures": Crop,
}
MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "manifest": {
        "name": "what `--exporter` calls it: small letters, digits and `_`",
        "title": "what Publish calls it",
        "description": "one or two sentences for Publish",
        "extends": "the bundled exporter whose templates, assets, words, outputs and settings it has as well",
        "group": "where Publish lists it",
        "own_files": "inherits no outputs and no settings",
        "pages": "path of a step's page on the site at the setting `address`, for one that makes no pages",
        "keeps_query": "links to other languages carry the query of the address along",
        "concluded": "the buyer orders on these pages, so their buttons have to name the payment",
        "outputs": "the files that are written, see below",
        "limits": "what the target can hold, see below; the checks compare",
        "settings": "what Publish asks for, see below",
        "answers": "addresses that answers lead to on a platform, see below",
        "order_data": "the platform's names of what it adds to the address of the thank-you page",
        "scripts": "addresses of scripts that pages may load",
        "hosts": "what pasted code may reach",
        "pictures": "shapes and sizes of pictures, by the place that shows them, see below",
        "words": "the pages' own words in English; `{ one = ..., other = ... }` for one with `{count}`",
        "maker_words": "words of files that are for you; where a language lacks one, such files are English",
    },
    "outputs": {
        "per": "of what there is one file each; those of steps come in each language",
        "path": "where it is written; `{language}` and `{step}` stand for the names of folder and page",
        "template": "its template; one that ends in `.txt.j2`, `.json.j2` or `.csv.j2` escapes nothing",
        "name": "its name, by which one that extends this exporter can replace it; `per` without one",
        "internal": "for you, not for buyers",
        "gives": "what the template sees as `page`; without it what fits `per`",
        "needs": "a setting that has to be “yes”, or the address of a site",
        "when": "settings and the values that they must have",
        "channels": "only steps with these channels",
        "styles": "the assets of its style sheet; `{theme}` is the theme of the funnel's brand",
        "fragment": "a block for a page of another system, so no whole page",
        "mail": "for mail programs",
        "alone": "has no pictures beside it",
        "event": "only for steps whose texts say when something takes place",
    },
    "settings": {
        "key": "its name in templates: `settings.KEY`",
        "label": "what Publish calls it",
        "help": "a sentence or two below",
        "kind": "what is typed; `embed` is HTML of a platform, the only HTML that gets into a page",
        "choices": "for the kind `choice`",
        "default": "its value until somebody chooses",
        "per": "asked once, for each language, for each step or for each option",
        "steps": 'for `per = "step"`: for which',
        "types": "for which types of offers",
        "needs": "the yes/no setting that has to be on",
        "place": "for an embed: what it stands in for",
        "required": "to be told of when it is empty",
    },
    "limits": {
        "levels": "levels of the tree",
        "branches": "whether each option, or only yes and no, can lead on to a step of its own",
        "options": "options on a page; 0 is any number",
        "products": "products of a funnel",
        "name": "characters of a product's name",
        "address": "characters of a page's address",
        "lengths": "characters of a text, by field",
        "https": "addresses have to begin with https",
        "platform": "under which name products keep their number there",
        "accepted": "values that fields may have",
        "refused": "values that fields may not have",
        "one_click": "the platform charges without another order form",
        "levels_advised": "levels above which it is told",
        "options_advised": "options above which it is told",
        "numbers": "whether products need numbers there",
    },
    "answers": {
        "start": "the order form of the main product",
        "accept": "the only product of an offer",
        "product": "one product of several",
        "quantity": "an amount",
        "plan": "a payment plan",
        "decline": "no",
    },
    "pictures": {
        "ratio": "width to height, such as `[4, 3]`; without one the whole picture",
        "widths": "in pixels, one file each",
        "sizes": "how wide it is shown, in CSS",
        "media": "when it is used, in CSS; the last has none",
        "height": "in CSS pixels, instead of widths",
        "plain": "JPEG or PNG alone",
    },
}
"""What each key of the manifest is for. A new key needs a line here."""

LONGEST: Final = 44


def with_tables(page: str) -> str:
    """The page with each table between its marks."""
    for name in TABLES:
        page = _between(page, name, _keys(name))
    return _between(page, "seen", seen_table())


def _between(page: str, name: str, table: str) -> str:
    marked = f"<!-- {name} -->\n{table}\n<!-- /{name} -->"
    return re.sub(rf"<!-- {name} -->.*<!-- /{name} -->", lambda _found: marked, page, flags=re.S)


def _keys(name: str) -> str:
    rows = ["| key | is | without it | for |", "|---|---|---|---|"]
    for field in msgspec.structs.fields(TABLES[name]):
        meaning = MEANINGS[name].get(field.name, "")
        rows.append(f"| `{field.name}` | {_kind(field.type)} | {_default(field)} | {meaning} |")
    return "\n".join(rows)


def _kind(kind: Any) -> str:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _kind(inner[0])
    if origin is typing.Literal:
        return ", ".join(f"`{each}`" for each in inner if each)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(
            dict.fromkeys(filter(None, (_kind(each) for each in inner if each is not type(None))))
        )
    if origin is tuple:
        return f"list of {_kind(inner[0])}" if len(inner) == 2 and inner[1] is ... else "two numbers"
    if origin in (dict, Mapping):
        return f"table of {_kind(inner[1])}"
    known = {str: "text", int: "number", bool: "true or false", Plural: "two forms"}
    return known.get(kind, "table")


def _default(field: msgspec.structs.FieldInfo) -> str:
    value = field.default_factory() if callable(field.default_factory) else field.default
    if field.required:
        return "needed"
    if value in ("", 0, (), {}, None, False) or isinstance(value, msgspec.Struct):
        return ""
    return f"`{msgspec.json.encode(value).decode()}`"


def seen_table() -> str:
    """What the templates of buyers' pages see, with an example of each."""
    found: dict[str, str] = {}
    build = Build(order_of(small_funnel(), None, find_exporter("static")))
    for page in build.plan.pages:
        if page.step:
            seen = build.seen(page, build.context(page))
            for path, example in _leaves({name: seen[name] for name in ("page", "site", "style")}):
                if not found.get(path):
                    found[path] = example
    whole = [path for path in found if any(other.startswith((f"{path}.", f"{path}[")) for other in found)]
    rows = [f"| `{path}` | {found[path]} |" for path in sorted(found.keys() - set(whole))]
    return "\n".join(["| name | example |", "|---|---|", *rows])


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        for key, each in value.items():
            if path != "site.words":
                yield from _leaves(each, f"{path}.{key}" if path else str(key))
        if path == "site.words":
            yield f"{path}.KEY", ""
    elif isinstance(value, list | tuple) and value:
        for each in value:
            yield from _leaves(each, f"{path}[]")
    else:
        yield path, _example(value)


def _example(value: Any) -> str:
    if value is None or value in ("", [], ()):
        return ""
    text = " ".join(str(value).split())
    short = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
    shown = "`" + short.replace("|", "\\|").replace("`", "'") + "`"
    return f"{shown} (HTML)" if isinstance(value, Markup) else shown
