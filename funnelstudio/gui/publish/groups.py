"""The files of an export in groups: by language, for all of them, pictures in their sizes, the maker's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from funnelstudio.export.changes import NEW, PAGE, PICTURE, REMOVED, SAME, DryRun, Planned
from funnelstudio.gui.names import language_label
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.memo import by_identity
from funnelstudio.model.texts import place_name

ALL: Final = "all"
PICTURES: Final = "pictures"
MAKER: Final = "maker"
GONE: Final = "gone"

WRITTEN: Final = "written"
"""What became of a file by the last export, as long as that is news."""

_SIZE: Final = re.compile(r"-(\d+)\.(\w+)$")
"""How the name of a file ends that is a picture in one of its sizes: the width and the kind."""


class Group(msgspec.Struct, frozen=True):
    """Files that belong together; `key` is a language's tag, one of the words above, or a picture's name.

    `members` are the rows below it: the files, or groups of them. `size` and `packed` are the sums of those
    that stay.
    """

    key: str
    words: str
    files: tuple[Planned, ...]
    members: tuple[Planned | Group, ...]
    fates: str
    size: int
    packed: int


def _group(key: str, words: str, files: Sequence[Planned], members: Sequence[Planned | Group] = ()) -> Group:
    stays = [file for file in files if file.fate != REMOVED]
    size = sum([file.size for file in stays if file.size > 0])
    packed = sum([file.packed for file in stays if file.packed > 0])
    return Group(key, words, tuple(files), tuple(members or files), fates_words(files), size, packed)


def groups_of(funnel: Funnel, files: Iterable[Planned]) -> tuple[Group, ...]:
    """The files by language in the funnel's order, then what is for all, pictures, and the maker's own."""
    found: dict[str, list[Planned]] = {language.tag: [] for language in funnel.languages}
    found |= {ALL: [], PICTURES: [], MAKER: [], GONE: []}
    for file in files:
        found.setdefault(group_of(file), []).append(file)
    words = {
        ALL: _("For all languages"),
        PICTURES: _("Pictures"),
        MAKER: _("For you, not for buyers"),
        GONE: _("Left from the last export"),
    }
    return tuple(
        _group(
            key,
            words.get(key) or language_label(funnel, key),
            held,
            _pictures(funnel, held) if key == PICTURES else (),
        )
        for key, held in found.items()
        if held
    )


def group_of(file: Planned) -> str:
    """The key of a file's group."""
    if file.internal or file.fate == REMOVED:
        return MAKER if file.internal else GONE
    if file.kind == PICTURE:
        return PICTURES
    return file.tag or ALL


def _pictures(funnel: Funnel, files: Iterable[Planned]) -> tuple[Planned | Group, ...]:
    """A group for each picture that comes in several sizes."""
    found: dict[str, list[Planned]] = {}
    for file in files:
        found.setdefault(file.of or file.path, []).append(file)
    return tuple(
        _group(name, _picture_name(funnel, held[0]), held) if len(held) > 1 else held[0]
        for name, held in found.items()
    )


def file_name(funnel: Funnel, file: Planned) -> str:
    """What a file is called: its step's name, what the picture shows, else the end of its path."""
    if file.step in funnel.steps:
        return place_name(funnel, file.step)
    return _picture_name(funnel, file) if file.kind == PICTURE else file.path.rpartition("/")[2]


def size_name(file: Planned) -> str:
    """What a file is called below its picture: its width and kind."""
    found = _SIZE.search(file.path)
    if found is None:
        return file.path.rpartition(".")[2].upper()
    return _("{width} px wide, {kind}").format(width=found[1], kind=found[2].upper())


def by_width(files: Iterable[Planned]) -> list[Planned]:
    """The same files, pictures last, and their sizes from the narrowest to the widest."""
    ranks: dict[str, int] = {}

    def place(file: Planned) -> tuple[int, int]:
        if file.kind != PICTURE:
            return -1, 0
        found = _SIZE.search(file.path)
        return ranks.setdefault(file.of or file.path, len(ranks)), int(found[1]) if found is not None else 0

    return sorted(files, key=place)


def _picture_name(funnel: Funnel, file: Planned) -> str:
    if not file.of:
        return _("Icon of the site")
    return _shows(funnel).get(file.of, file.of)


@by_identity(size=2)
def _shows(funnel: Funnel) -> Mapping[str, str]:
    """What each picture is of: the first product that has it, else the first step."""
    found = {funnel.brand.logo: _("Logo")}
    for product in funnel.products.values():
        found.setdefault(product.picture, product.name)
    for key, step in funnel.steps.items():
        if step.picture:
            found.setdefault(step.picture, place_name(funnel, key))
    return {picture: name for picture, name in found.items() if name}


def things(files: Iterable[Planned]) -> int:
    """How many there are as people count: a picture is one, in however many sizes."""
    return len({(PICTURE, file.of) if file.kind == PICTURE else file.path for file in files})


def count_words(run: DryRun) -> str:
    """What an export holds, counted apart, such as "25 pages, 8 pictures in 96 sizes, 3 files for you"."""
    return counted([file for file in run.files if file.fate != REMOVED])


def counted(files: Sequence[Planned]) -> str:
    """These files, counted apart."""
    own = sum(file.internal for file in files)
    pages = sum(file.kind == PAGE and not file.internal for file in files)
    pictures = [file for file in files if file.kind == PICTURE]
    rest = len(files) - own - pages - len(pictures)
    said = []
    if pages or not (rest or own or pictures):
        said.append(ngettext("{count} page", "{count} pages", pages).format(count=pages))
    if pictures:
        said.append(picture_words(pictures))
    if rest:
        said.append(ngettext("{count} other file", "{count} other files", rest).format(count=rest))
    if own:
        said.append(ngettext("{count} file for you", "{count} files for you", own).format(count=own))
    return ", ".join(said)


def picture_words(files: Sequence[Planned]) -> str:
    """How many pictures these files are, and in how many sizes."""
    count = things(files)
    pictures = ngettext("{count} picture", "{count} pictures", count).format(count=count)
    if count == len(files):
        return pictures
    return _("{pictures} in {sizes}").format(pictures=pictures, sizes=sizes_words(len(files)))


def sizes_words(count: int) -> str:
    """In how many sizes a picture comes."""
    return ngettext("{count} size", "{count} sizes", count).format(count=count)


def fates_words(files: Iterable[Planned]) -> str:
    """How many of these an export touches, "" for none."""
    touched = [file for file in files if file.fate not in (SAME, WRITTEN)]
    count = things(touched)
    if {file.fate for file in touched} == {NEW}:
        return _("{count} new").format(count=count)
    return ngettext("{count} change", "{count} changes", count).format(count=count) if count else ""
