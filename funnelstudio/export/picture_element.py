"""What a template needs for a `picture` element, and the files that its addresses lead to.

Each crop is cut out of the picture for good, around its focus. The policy of the pages forbids style
attributes, a rule in the style sheet for each focus would be sent with every page, and a browser that cuts a
picture itself has loaded what it cuts away: of a landscape in a tall frame that is nearly half.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from funnelstudio.export.crops import crop_box, height_of, widths_within
from funnelstudio.export.manifest import Crop
from funnelstudio.export.picture_files import COPY, CUT, PART, PictureFile, stem
from funnelstudio.export.plan import PICTURES
from funnelstudio.images.facts import Facts
from funnelstudio.images.size import Box
from funnelstudio.model.focus import Focus

_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
_STILL: Final = "(prefers-reduced-motion: reduce)"
_PLAIN_WIDTH: Final = 800
"""About as wide is the file that programs without responsive pictures get."""

Element = tuple[dict[str, Any], tuple[PictureFile, ...]]


class Known(msgspec.Struct, frozen=True):
    """A picture that can be used: the file that it comes from, the digest of its content, and its facts."""

    source: str
    digest: str
    facts: Facts


def element(known: Known, crops: Sequence[Crop], focus: Focus, root: str, *, quick: bool = False) -> Element:
    """The parts of a `picture` element in a file from where `root` leads up to the site, and its files.

    `sources` come in order, the rest is for the `img`: without description, `path` is within the site, and
    `share` the largest file that every program shows. With `quick` each crop is one file.
    """
    from funnelstudio.images.pixels import endings  # Pillow is wanted with the first picture

    found = known.facts
    if not crops or found.whole or (found.ending == "svg" and crops[0].height):
        return _whole(known, (), root, crops[0].height if crops else 0)
    if found.ending == "svg":
        return _parts(known, crops, focus, root)
    plain = "png" if found.alpha else "jpg"
    kinds = (plain,) if quick or found.animated else (*endings(), plain)
    sources: list[dict[str, Any]] = []
    files: list[PictureFile] = []
    for crop in crops:
        box = crop_box(found.width, found.height, crop.ratio, focus)
        for kind in (plain,) if crop.plain else kinds:
            cuts = _cuts(known, crop, box, kind, quick=quick)
            files += cuts
            sources.append(_source(crop, cuts, root))
    if found.animated:
        made, copies = _whole(known, [_still(source) for source in sources], root, crops[0].height)
        return made, (*copies, *files)
    last = sources.pop()
    largest = files[-1]
    cuts = [file for file in files if file.box == largest.box and file.ending == plain]
    usual = max((file for file in cuts if file.width <= _PLAIN_WIDTH), key=_width, default=cuts[0])
    img = {
        "src": root + usual.path,
        "path": usual.path,
        "share": largest.path,
        "srcset": last["srcset"] if len(cuts) > 1 else "",
        "sizes": last["sizes"] if len(cuts) > 1 else "",
        "width": last["width"],
        "height": last["height"],
    }
    return {**img, "alt": "", "sources": sources}, tuple(files)


def copy_of(known: Known) -> PictureFile:
    """The picture itself as a file of the site."""
    ending = known.facts.ending
    return PictureFile(
        f"{PICTURES}/{stem(known.digest, COPY)}.{ending}", COPY, known.source, ending, pixels=_pixels(known)
    )


def _whole(known: Known, sources: Sequence[dict[str, Any]], root: str, height: int) -> Element:
    """The picture as it is; with a `height` that it is shown in, which a drawing has in any size."""
    copy = copy_of(known)
    size = (known.facts.width, known.facts.height)
    if height and (known.facts.ending == "svg" or size[1] > height):
        size = (max(1, round(size[0] * height / size[1])), height)
    made = {
        "src": root + copy.path,
        "path": copy.path,
        "share": "" if known.facts.ending == "svg" else copy.path,
        "srcset": "",
        "sizes": "",
        "width": size[0],
        "height": size[1],
        "alt": "",
        "sources": [*sources],
    }
    return made, (copy,)


def _parts(known: Known, crops: Sequence[Crop], focus: Focus, root: str) -> Element:
    """A drawing is as sharp in any size, so each crop of it is one file."""
    sources = []
    files = []
    for crop in crops:
        box = crop_box(known.facts.width, known.facts.height, crop.ratio, focus)
        path = f"{PICTURES}/{stem(known.digest, box, PART)}.svg"
        files.append(PictureFile(path, PART, known.source, "svg", box, box[2], box[3]))
        shown = {"media": crop.media, "type": "image/svg+xml", "srcset": root + path, "sizes": ""}
        sources.append({**shown, "width": box[2], "height": box[3]})
    last, path = sources.pop(), files[-1].path
    img = {"src": root + path, "path": path, "share": "", "srcset": "", "sizes": "", "alt": ""}
    return {**img, "width": last["width"], "height": last["height"], "sources": sources}, tuple(files)


def _cuts(known: Known, crop: Crop, box: Box, ending: str, *, quick: bool) -> list[PictureFile]:
    """The files of one crop in one kind, from small to large."""
    if crop.height:
        high = min(crop.height, box[3])
        widths = [max(1, round(box[2] * high * density / box[3])) for density in (1, 2, 3)]
        widths = [width for width in widths if width <= box[2]]
    else:
        widths = [*widths_within(crop.widths, box[2])]
    name = stem(known.digest, box, known.facts.sharp)
    return [
        PictureFile(
            f"{PICTURES}/{name}-{width}.{ending}",
            CUT,
            known.source,
            ending,
            box,
            width,
            height_of(box, width),
            known.facts.sharp,
            pixels=_pixels(known),
        )
        for width in (widths[-1:] if quick else widths)
    ]


def _source(crop: Crop, cuts: Sequence[PictureFile], root: str) -> dict[str, Any]:
    """One `source` element: those files among which the browser chooses by what it can show."""
    if crop.height:
        base = cuts[0].width
        shown = ", ".join(f"{root}{cut.path} {round(cut.width / base)}x" for cut in cuts)
    else:
        shown = ", ".join(f"{root}{cut.path} {cut.width}w" for cut in cuts)
    shape = cuts[0] if crop.height else cuts[-1]
    return {
        "media": crop.media,
        "type": _TYPES[shape.ending],
        "srcset": shown,
        "sizes": crop.sizes,
        "width": shape.width,
        "height": shape.height,
    }


def _still(source: dict[str, Any]) -> dict[str, Any]:
    """The first moment of a picture that moves, for those who asked for less motion."""
    media = f"{_STILL} and {source['media']}" if source["media"] else _STILL
    return {**source, "media": media}


def _width(file: PictureFile) -> int:
    return file.width


def _pixels(known: Known) -> int:
    return known.facts.width * known.facts.height
