"""SVG drawings made harmless: only known elements and attributes are written anew, all else is left out.

What goes: scripts, event handlers, links, foreign content, animation, entities, comments, and every address
but those of parts of the drawing itself and of pictures that it holds. Nothing is searched for in the text
of the file: it is read by an XML parser, and what comes out is written from its tree.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, tostring
from xml.parsers import expat

from funnelstudio.i18n import _
from funnelstudio.images.size import Box
from funnelstudio.images.svg_names import ATTRIBUTES, ELEMENTS, UNWRAPPED

MAX_ELEMENTS: Final = 50_000
MAX_DRAWN: Final = 200_000
"""Elements that are drawn, counting those that `use` repeats."""
MAX_DEPTH: Final = 200
MAX_SIDE: Final = 16_000

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_START: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.{0,8000}?\]\s*)?>\s*)*<(?:svg|\w{1,20}:svg)[\s>/]",
    re.DOTALL,
)
_FRAGMENT: Final = re.compile(r"#[\w.:-]{1,200}")
_HELD: Final = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_OWN_URL: Final = re.compile(r"url\(\s*(['\"]?)#[\w.:-]{1,200}\1\s*\)")
_REACHING: Final = re.compile(r"url|image|src|import|expression|cross-fade|paint\(|//|\\|<|@", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE: Final = re.compile(r"([^{}@;]{1,400})\{([^{}]*)\}")
_AT_RULE: Final = re.compile(r"@[^;{}]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\}|$)")
_SELECTOR: Final = re.compile(r"[\w\s.#,>+~*:()-]+")
_SAID: Final = re.compile(r'\s(width|height|viewBox)="([^"]*)"')
_LENGTH: Final = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]+)?|\.[0-9]+)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS: Final = {"px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class NoDrawing(ValueError):  # noqa: N818 - says what it is
    """Why something can't be used as a drawing, as a clause."""


class Drawing(NamedTuple):
    """A cleaned drawing and its size in CSS pixels."""

    data: bytes
    width: int
    height: int


def begins(data: bytes) -> bool:
    """Whether the file begins as an SVG does."""
    return _START.match(data[:16_384]) is not None or data[:2] in (b"\xff\xfe", b"\xfe\xff")


def cleaned(data: bytes) -> Drawing:
    """The drawing with nothing in it but what is drawn. Raises NoDrawing."""
    root = _kept(_parsed(data))
    if root is None or root.tag != "svg":
        raise NoDrawing(_("it has no SVG in it"))
    _check_weight(root)
    width, height = _size(root)
    if "viewBox" not in root.attrib:
        # Without one a browser cuts the drawing off where it is shown smaller.
        root.set("viewBox", f"0 0 {width} {height}")
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    made = Element("svg", {"xmlns": _SVG})
    if any("xlink:href" in part.attrib for part in root.iter()):
        made.set("xmlns:xlink", _XLINK)
    made.attrib.update({"width": str(width), "height": str(height), **root.attrib})
    made.text = root.text
    made.extend(root)
    return Drawing(tostring(made, encoding="unicode").encode() + b"\n", width, height)


def part(drawing: bytes, box: Box) -> bytes:
    """A part of a cleaned drawing, `box` in the pixels of its own size, as a drawing of that size."""
    head, end, rest = drawing.partition(b">")
    said = dict(_SAID.findall(head.decode()))
    left, top, wide, high = (float(number) for number in re.split(r"[\s,]+", said["viewBox"].strip()))
    across, down = wide / float(said["width"]), high / float(said["height"])
    view = (left + box[0] * across, top + box[1] * down, box[2] * across, box[3] * down)
    numbers = " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in view)
    made = {"width": str(box[2]), "height": str(box[3]), "viewBox": numbers}
    text = _SAID.sub(lambda found: f' {found[1]}="{made[found[1]]}"', head.decode())
    return text.encode() + end + rest


def can_be_cut(drawing: bytes) -> bool:
    """Whether the drawing fills its size, so that a part of the one is the same part of the other."""
    said = dict(_SAID.findall(drawing.partition(b">")[0].decode()))
    box = [_length(number.lstrip("-")) for number in re.split(r"[\s,]+", said.get("viewBox", "").strip())]
    if len(box) != 4 or not box[2] or not box[3]:
        return False
    return abs(box[2] / box[3] / (float(said["width"]) / float(said["height"])) - 1) < 0.02


class _Tree:
    """Builds a tree of what an XML parser finds, within bounds."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise NoDrawing(_("it has too many parts"))
        element = Element(name, attributes)
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def entity(self, _name: str, parameter: bool, value: str | None, *_where: str | None) -> None:
        """Drawing programs name their namespaces by entities: short plain ones are known, no others are."""
        if value is not None and (parameter or len(value) > 200 or "&" in value or "%" in value):
            raise NoDrawing(_("it is full of entities"))


def _parsed(data: bytes) -> Element:
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.text
    parser.EntityDeclHandler = tree.entity
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, NoDrawing):
            raise
        raise NoDrawing(_("it is not well-formed XML")) from error
    if tree.root is None:
        raise NoDrawing(_("it has no SVG in it"))
    return tree.root


def _local(name: str, space: str = _SVG) -> str:
    """An element's or attribute's name where it is of SVG or of no namespace; "" for another's."""
    namespace, _space, local = name.rpartition(" ")
    return local if namespace in ("", space) else ""


def _kept(element: Element) -> Element | None:
    """A copy of the element with what is known of it and in it; None for one that is left out."""
    name = _local(element.tag)
    if name in UNWRAPPED:
        name = "g"
    if name not in ELEMENTS:
        return None
    made = Element(name, _attributes(name, element.attrib))
    if name == "style":
        made.text = style_sheet("".join(element.itertext()))
        return made if made.text else None
    if name == "image" and "xlink:href" not in made.attrib:
        return None
    shows_text = name in ("text", "tspan", "textPath", "title", "desc")
    made.text = element.text if shows_text else None
    for part in element:
        child = _kept(part)
        if child is not None:
            child.tail = part.tail if shows_text else None
            made.append(child)
        elif shows_text and part.tail:
            _append_text(made, part.tail)
    return made


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _attributes(element: str, attributes: dict[str, str]) -> dict[str, str]:
    made: dict[str, str] = {}
    for name, value in attributes.items():
        if name in ("href", f"{_XLINK} href"):
            wanted = _HELD if element == "image" else _FRAGMENT
            if wanted.fullmatch(value.strip()):
                made["xlink:href"] = value.strip()
        elif name == f"{_XML} space":
            made["xml:space"] = "preserve" if value == "preserve" else "default"
        elif name == "style":
            made["style"] = declarations(value)
        elif _local(name) in ATTRIBUTES and _is_harmless(value):
            made[_local(name)] = value
    return {name: value for name, value in made.items() if value}


def _is_harmless(value: str) -> bool:
    """Whether a value names nothing but parts of the drawing itself."""
    return _REACHING.search(_OWN_URL.sub("", value)) is None


def declarations(css: str) -> str:
    """Those declarations of a style that only say how something is drawn."""
    kept = []
    for declaration in _COMMENT.sub("", css).split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in ATTRIBUTES and _is_harmless(value):
            kept.append(f"{name}:{value.strip()}")
    return ";".join(kept)


def style_sheet(css: str) -> str:
    """The plain rules of a style sheet; what begins with @ goes."""
    plain = _AT_RULE.sub("", _COMMENT.sub("", css))
    rules = []
    for selector, body in _RULE.findall(plain):
        kept = declarations(body)
        if kept and _SELECTOR.fullmatch(selector.strip()):
            rules.append(f"{selector.strip()}{{{kept}}}")
    return "".join(rules)


def _check_weight(root: Element) -> None:
    """Raises NoDrawing for a drawing that repeats itself beyond all measure, or holds itself."""
    named = {part.attrib["id"]: part for part in root.iter() if "id" in part.attrib}
    known: dict[str, int] = {}

    def weight(element: Element, within: frozenset[str], depth: int) -> int:
        total = 1
        target = element.get("xlink:href", "")[1:] if element.tag == "use" else ""
        if target in within or depth > 2 * MAX_DEPTH:
            raise NoDrawing(_("it repeats itself without end"))
        if target in named:
            if target not in known:
                known[target] = weight(named[target], within | {target}, depth + 1)
            total += known[target]
        for part in element:
            total += weight(part, within, depth + 1)
        if total > MAX_DRAWN:
            raise NoDrawing(_("it repeats itself without end"))
        return total

    weight(root, frozenset(), 0)


def _size(root: Element) -> tuple[int, int]:
    """The size of a drawing; one that names neither a size nor a view box has 300 by 150, as in browsers."""
    width, height = (_length(root.get(name, "")) for name in ("width", "height"))
    box = [_length(part.lstrip("-")) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        if width and not height:
            height = width * box[3] / box[2]
        elif height and not width:
            width = height * box[2] / box[3]
        elif not width:
            width, height = box[2], box[3]
    width, height = width or 300, height or 150
    if max(width, height) > MAX_SIDE:
        # A drawing has no pixels: it is as sharp in any size.
        shrink = MAX_SIDE / max(width, height)
        width, height = width * shrink, height * shrink
    return max(1, round(width)), max(1, round(height))


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0
