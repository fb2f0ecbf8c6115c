"""Gathers the program's words into `locales/`; `./studio words` runs it and `test_words.py` holds the result.

`funnelstudio.pot` is what the program says, file by file; each `LANGUAGE/LC_MESSAGES/funnelstudio.po` gets
the same messages in the same order and keeps its translations. No date, no line number and no guess goes in,
so the same program gives the same bytes. What a translation loses is printed.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "locales" / "funnelstudio.pot"

KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
COMMENTS = ("Translators:",)

SHOWN_KEYS = ("title", "description", "label", "help")
"""What people read of a manifest or of the list of samples; the words of its pages an exporter has itself."""

HEADER = """\
# {title} of Funnel Studio.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def sources() -> list[tuple[Path, Any]]:
    """Every file that has words for people, in stable order, with the way to get them out."""
    python = sorted((ROOT / "funnelstudio").rglob("*.py"))
    manifests = sorted((ROOT / "exporters").glob("*/exporter.toml"))
    tables = [*manifests, *sorted((ROOT / "resources" / "samples").glob("*.toml"))]
    return [*((file, "python") for file in python), *((file, from_toml) for file in tables)]


def from_toml(
    file: IO[bytes], _keywords: object, _comments: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extraction from a manifest: every value that people read, in the order of the file."""
    del options  # Babel hands it over by name
    tables: list[Any] = [tomllib.loads(file.read().decode())]
    while tables:
        table = tables.pop(0)
        yield from ((1, "_", table[key], []) for key in SHOWN_KEYS if isinstance(table.get(key), str))
        yield from ((1, "_", choice, []) for choice in table.get("choices", ()))
        lists = [value for value in table.values() if isinstance(value, list)]
        tables[:0] = [row for rows in lists for row in rows if isinstance(row, dict)]


def template() -> Catalog:
    """The messages of the program as they are now."""
    found = Catalog(charset="utf-8")
    for path, method in sources():
        place = (path.relative_to(ROOT).as_posix(), 1)
        with path.open("rb") as file:
            for _line, message, comments, context in extract(method, file, KEYWORDS, COMMENTS):
                found.add(message, None, [place], auto_comments=comments, context=context)
    return plain_flags(found)


def plain_flags(catalogue: Catalog) -> Catalog:
    """Without Babel's guess that a percent sign is a gap: the program fills in `{name}` only."""
    for message in catalogue:
        message.flags.discard("python-format")
    return catalogue


def catalogues() -> list[Path]:
    """Every translation of the program."""
    return sorted((ROOT / "locales").glob("*/LC_MESSAGES/funnelstudio.po"))


def language(path: Path) -> str:
    """The language of a translation, such as "de"."""
    return path.parent.parent.name


def read(path: Path) -> Catalog:
    """The translation in `path`."""
    with path.open("rb") as file:
        return read_po(file, locale=language(path).replace("-", "_"))


def updated(old: Catalog, new: Catalog) -> Catalog:
    """The messages of `new` with the translations that `old` has for exactly them."""
    made = Catalog(locale=old.locale, charset="utf-8")
    for message in new:
        if message.id:
            known = old.get(message.id, message.context)
            keeps = known and not known.fuzzy and known.pluralizable == message.pluralizable
            made.add(
                message.id,
                known.string if known and keeps else None,
                message.locations,
                auto_comments=message.auto_comments,
                user_comments=known.user_comments if known else (),
                context=message.context,
            )
    return plain_flags(made)


def lost(old: Catalog, new: Catalog) -> list[str]:
    """What was translated in `old` and is no message of `new` any more."""
    return [
        f"{message.id!r}: {message.string!r}"
        for message in old
        if message.id and any(forms(message)) and new.get(message.id, message.context) is None
    ]


def written(catalogue: Catalog, tag: str = "") -> bytes:
    """The bytes of a catalogue; of the template where there is no language."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_lineno=False)
    plurals = get_plural(tag.replace("-", "_")).plural_forms if tag else "nplurals=2; plural=(n != 1);"
    title = f"The words ({tag})" if tag else "The words"
    return HEADER.format(title=title, language=tag, plurals=plurals).encode() + out.getvalue()


def main() -> int:
    """Write the template and every translation anew."""
    new = template()
    TEMPLATE.write_bytes(written(new))
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(new)} messages")
    for path in catalogues():
        old = read(path)
        made = updated(old, new)
        path.write_bytes(written(made, language(path)))
        empty = sum(1 for message in made if message.id and not all(forms(message)))
        print(f"{path.relative_to(ROOT)}: {empty} to translate")
        print(*(f"  gone: {words}" for words in lost(old, new)), sep="\n", end="\n" if lost(old, new) else "")
    return 0


def forms(message: Message) -> tuple[str, ...]:
    """A message's translation in all its forms; one that has no plural has one."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


if __name__ == "__main__":
    sys.exit(main())
