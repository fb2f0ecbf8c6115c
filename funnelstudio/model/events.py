"""When something happens that a page tells of: a day, or a day with an hour, as people type it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

_TIME: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d{1,2}):(\d\d)(?::\d\d)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)


def event_time(typed: str) -> datetime | date | None:
    """The time in a text such as "2026-05-16", "2026-05-16 10:00" or "2026-05-16 10:00 +02:00"; else None.

    One without an offset is the time on the reader's own clock.
    """
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        return datetime.combine(day, time(int(found[4]), int(found[5])), _zone(found[6]))
    except (ValueError, OverflowError):
        return None


def _zone(offset: str | None) -> timezone | None:
    if not offset:
        return None
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if offset[0] == "-" else away)
