"""An event that a thank-you page tells of: how it is spelled there, and as a file for calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from babel.dates import format_date, format_time

from funnelstudio.export.plan import EVENT
from funnelstudio.export.reading import Texts
from funnelstudio.model.events import event_time
from funnelstudio.model.languages import locale_of

_WIDTH: Final = 73
_MARKS: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}
Moment = datetime | date


def event_of(texts: Texts, tag: str, fallback: str, values: Mapping[str, str]) -> dict[str, Any] | None:
    """The event that a page's texts tell of, for its template: `title`, `when`, `place`, and the `lines` of
    its file. None without one, or where its beginning is no time. `fallback` is what it is called without a
    title of its own."""
    begin = event_time(texts.string(EVENT))
    if begin is None:
        return None
    end = event_time(texts.string("event_end"))
    if end is not None and (type(end) is not type(begin) or not _is_later(end, begin)):
        end = None
    title = texts.string("event_title", values) or fallback
    place = texts.string("event_place", values)
    return {
        "title": title,
        "when": _spelled(begin, end, tag),
        "place": place,
        "lines": [folded for line in _lines(begin, end, title, place) for folded in _folded(line)],
    }


def _is_later(end: Moment, begin: Moment) -> bool:
    try:
        return end >= begin
    except TypeError:  # one of them has an offset
        return False


def _spelled(begin: Moment, end: Moment | None, tag: str) -> str:
    first = _moment(begin, tag)
    if end is None or end == begin:
        return first
    if isinstance(begin, datetime) and isinstance(end, datetime) and begin.date() == end.date():
        return f"{first}–{_hour(end, tag)}"
    return f"{first} – {_moment(end, tag)}"


def _moment(moment: Moment, tag: str) -> str:
    day = format_date(moment, "long", locale=locale_of(tag) or "en")
    return f"{day}, {_hour(moment, tag)}" if isinstance(moment, datetime) else day


def _hour(moment: datetime, tag: str) -> str:
    hour = format_time(moment.timetz(), "short", locale=locale_of(tag) or "en")
    offset = moment.utcoffset()
    if offset is None:
        return hour
    minutes = round(offset.total_seconds() / 60)
    return f"{hour} (UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02})"


def _lines(begin: Moment, end: Moment | None, title: str, place: str) -> Iterator[str]:
    """The lines of the file, as RFC 5545 has them."""
    own = hashlib.blake2b(f"{begin.isoformat()}\0{title}".encode("utf-8", "replace"), digest_size=12)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Funnel Studio//Pages//EN", "BEGIN:VEVENT")
    yield f"UID:{own.hexdigest()}@funnelstudio"
    yield "DTSTAMP:20000101T000000Z"  # the same funnel gives the same bytes
    yield f"DTSTART{_stamp(begin)}"
    if end is not None:
        # A day as the end is the first one after it.
        yield f"DTEND{_stamp(end if isinstance(end, datetime) else end + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(title)}"
    if place:
        yield f"LOCATION:{_escaped(place)}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _stamp(moment: Moment) -> str:
    if not isinstance(moment, datetime):
        return f";VALUE=DATE:{moment:%Y%m%d}"
    if moment.tzinfo is None:
        return f":{moment:%Y%m%dT%H%M%S}"
    return f":{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return "".join(_MARKS.get(character, character) for character in text)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, each but the first after a space."""
    piece, size = "", 0
    for character in line:
        weight = len(character.encode("utf-8", "replace"))
        if size + weight > _WIDTH:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + weight
    yield piece
