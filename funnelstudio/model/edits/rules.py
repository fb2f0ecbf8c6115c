"""What edits ask of the values they are given: amounts, lines, ids, currencies, each with its sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model import ids, money
from funnelstudio.model.focus import CENTRE
from funnelstudio.model.markup import unwanted

T = TypeVar("T")

MAX_LINE = 1_000
"""Longest name, title or note, in characters."""

_MOST_DIGITS = 12


def clean(text: str, longest: int) -> str:
    """`text` with plain line ends. Raises NotPossible for control characters and for more than `longest`."""
    if len(text) > longest:
        raise NotPossible(
            _("This text has {count} characters; at most {most} are possible.").format(
                count=len(text), most=longest
            ),
            _("Split it up, or shorten it."),
        )
    found = unwanted(text)
    if found is not None:
        raise NotPossible(
            _("The text holds a control character (U+{code}) at position {place}.").format(
                code=f"{ord(found[0]):04X}", place=found.start() + 1
            ),
            _("Remove it: it can't be seen, and no page may hold it."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def line(text: str) -> str:
    """`text` as one line without blanks around it. Raises NotPossible like `clean`."""
    return " ".join(clean(text, MAX_LINE).split("\n")).strip()


def lines_of(fields: Mapping[str, object], *names: str) -> dict[str, object]:
    """`fields` with those `names` that are given made into clean lines."""
    return {key: line(str(item)) if key in names else item for key, item in fields.items()}


def one_of(chosen: object, choices: Container[str]) -> None:
    """Raises NotPossible when `chosen` is none of `choices`."""
    if not isinstance(chosen, str) or chosen not in choices:
        raise NotPossible(_("“{choice}” is not one of the choices here.").format(choice=str(chosen)[:40]))


def whole(number: object, least: int, most: int) -> None:
    """Raises NotPossible when `number` is not a whole number from `least` to `most`."""
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise NotPossible(
            _("{number} is not a whole number from {least} to {most}.").format(
                number=str(number)[:40], least=least, most=most
            )
        )


def day(text: str) -> str:
    """`text` as an ISO date such as "2026-12-31". Raises NotPossible."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise NotPossible(
            _("“{text}” is not a date.").format(text=text[:40]), _("Write it like 2026-12-31.")
        ) from None


def focus_for(fields: Mapping[str, object], picture: str) -> Mapping[str, object]:
    """`fields` of a thing that shows `picture`: another picture begins with its focus in the centre.

    Raises NotPossible when a focus is no two whole numbers from 0 to 100.
    """
    focus = fields.get("picture_focus")
    if focus is None:
        changes = "picture" in fields and fields["picture"] != picture
        return {**fields, "picture_focus": CENTRE} if changes else fields
    if not isinstance(focus, tuple) or len(focus) != 2:
        raise NotPossible(_("A focus is a point of the picture."))
    for number in focus:
        whole(number, 0, 100)
    return fields


def new_id(identifier: str, taken: Container[str]) -> None:
    """Raises NotPossible when an id is unsafe, means something else, or stands for another thing already."""
    if not ids.is_safe(identifier) or identifier in ids.RESERVED:
        raise NotPossible(
            _("“{id}” can't be an id.").format(id=identifier[:40]),
            _("Use small letters, digits, - and _, and at most 40 of them."),
        )
    if identifier in taken:
        raise NotPossible(_("The id “{id}” is taken.").format(id=identifier))


def currency(code: str) -> str:
    """`code` in capitals. Raises NotPossible when no such currency is known."""
    found = code.strip().upper()
    if found not in money.currencies():
        raise NotPossible(
            _("“{code}” is not a currency.").format(code=code[:40]),
            _("Write its three letters, such as EUR."),
        )
    return found


def typed_amount(text: str, code: str) -> str:
    """What a user typed ("24", "24.5", "24,50") as a stored amount in the currency `code`.

    The last of `.` and `,` is the decimal sign. More decimals than the currency has are refused, and so
    are three of them, since "1,234" and "1.234" may mean thousands. Raises NotPossible.
    """
    plain = _ungrouped("".join(_plain_character(letter) for letter in text.strip()))
    if re.fullmatch(r"\d+(\.\d+)?", plain) is None:
        raise NotPossible(
            _("“{text}” is not an amount.").format(text=text[:40]), _("Write it like 24 or 24.50.")
        )
    if sum(letter.isdigit() for letter in plain) > _MOST_DIGITS:
        raise NotPossible(
            _("An amount has at most {most} digits.").format(most=_MOST_DIGITS),
            _("Write it like 24 or 24.50."),
        )
    number, places = Decimal(plain), money.precision(code)
    decimals = len(plain.partition(".")[2])
    if number != round(number, places) or (decimals == 3 and places != 3):
        raise NotPossible(
            _("“{text}” has more decimals than {currency} has.").format(text=text[:40], currency=code),
            _("Write thousands without a sign, like 1234."),
        )
    return money.stored(number.quantize(Decimal(1).scaleb(-places)), code)


def typed_rate(text: str) -> float | None:
    """What a user typed as a share ("17", "17 %", "17,5"), 0 to 1; None for nothing. Raises NotPossible."""
    plain = _ungrouped("".join(_plain_character(letter) for letter in text.strip().strip("%٪")))
    if not plain:
        return None
    rate = float(plain) / 100 if re.fullmatch(r"\d{1,9}(\.\d*)?", plain) else -1.0
    if not 0 <= rate <= 1:
        raise NotPossible(
            _("“{text}” is not a share.").format(text=text[:40]), _("Write it like 17 or 17.5, up to 100.")
        )
    return round(rate, 6)


def price_with(price: money.Price, code: str, text: str) -> money.Price:
    """`price` with what a user typed for one currency; nothing typed takes that currency out."""
    known = code if code in price else currency(code)
    if not text.strip():
        return {key: item for key, item in price.items() if key != known}
    return {**price, known: typed_amount(text, known)}


def whole_price(price: object) -> None:
    """Raises NotPossible when a price holds what is no currency, no amount, or less than nothing."""
    if not isinstance(price, Mapping):
        raise NotPossible(_("A price names a currency and an amount."))
    for code, text in price.items():
        currency(code)
        number = money.price_in(price, code) if isinstance(text, str) else None
        if number is None or number < 0:
            raise NotPossible(
                _("“{text}” is not an amount.").format(text=str(text)[:40]),
                _("Write it like 24 or 24.50."),
            )


def moved(items: tuple[T, ...], index: int, position: int) -> tuple[T, ...]:
    """`items` with the one at `index` taken to `position`; a position outside counts as the nearest end."""
    rest = [*items[:index], *items[index + 1 :]]
    rest.insert(max(0, min(position, len(rest))), items[index])
    return tuple(rest)


def _plain_character(letter: str) -> str:
    if letter in " \u00a0\u2009\u202f'’\u066c":
        return ""
    if letter == "\u066b":
        return "."
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def _ungrouped(text: str) -> str:
    """`text` with "." for the decimal sign and no signs between thousands: "1.234,50" gives "1234.50"."""
    sign = max(text.rfind("."), text.rfind(","))
    if sign < 0:
        return text
    head, tail = text[:sign], text[sign + 1 :]
    if not head and tail:
        head = "0"
    other = "," if text[sign] == "." else "."
    if re.fullmatch(r"\d{1,3}(" + re.escape(other) + r"\d{3})+", head):
        head = head.replace(other, "")
    elif text[sign] in head and re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        return re.sub(r"[.,]", "", text)
    return f"{head}.{tail}"
