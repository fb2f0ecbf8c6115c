"""A small funnel with a page of every kind, in three languages, and pictures for it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from funnelstudio.model.funnel import Brand, Funnel, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import Option, Plan, Step
from funnelstudio.model.products import Product

ENGLISH = {
    "start": {
        "headline": "Twelve red roses",
        "lead": "Cut **this morning**.",
        "benefit_1": "60 cm long",
        "yes.button": "Buy now for {price}",
    },
    "more": {
        "headline": "Make it a fuller bouquet",
        "lead": "Your {main_product} are on their way.",
        "benefit_1": "Same van",
        "reason": "The box is already paid for.",
        "six.title": "6 more",
        "six.button": "Add 6 and pay {price}",
        "twelve.title": "12 more",
        "twelve.button": "Add 12 and pay {price}",
        "decline": "No, thanks.",
        "guarantee": "Fresh for seven days.",
        "testimonial": "Lovely.",
        "testimonial_by": "Anna",
        "question_1": "One vase?",
        "answer_1": "- one\n- or two",
    },
    "club": {
        "headline": "Join the club",
        "month.title": "Monthly",
        "year.title": "Yearly",
        "parts.title": "In parts",
        "decline": "Not now",
    },
    "which": {"headline": "Which vase?", "a.title": "Glass", "b.title": "Clay", "decline": "None"},
    "food": {"headline": "Food for them", "yes.button": "Pay {price}", "decline": "No food"},
    "thanks": {
        "headline": "Thank you",
        "next_1": "We cut",
        "next_2": "We send",
        "help": "Write to [us](mailto:a@b.example)",
    },
    "shared": {
        "imprint": "About us",
        "imprint_url": "https://shop.example/imprint",
        "withdrawal_url": "https://shop.example/withdraw",
        "footer": "{brand} since 1987",
    },
    "product:roses": {"name": "12 red roses"},
    "product:rose": {"name": "Rose", "unit": "stem"},
    "product:glass": {"name": "Glass vase", "description": "Clear and heavy"},
}
GERMAN = {
    "start": {"headline": "Zwölf rote Rosen", "yes.button": "Für {price} kaufen"},
    "more": {
        "headline": "Machen Sie den Strauß voller",
        "six.title": "6 weitere",
        "twelve.title": "12 weitere",
    },
    "product:rose": {"name": "Rose", "unit": "Stiel"},
}
ARABIC = {"start": {"headline": "اثنتا عشرة وردة"}, "thanks": {"headline": "شكرًا"}}


def _stored(places: dict[str, dict[str, str]]) -> dict[str, dict[str, Text]]:
    return {
        place: {key: Text(value=value) for key, value in fields.items()} for place, fields in places.items()
    }


def _price(pounds: str, euros: str) -> dict[str, str]:
    return {"GBP": pounds, "EUR": euros, "EGP": pounds}


def _steps() -> dict[str, Step]:
    return {
        "start": Step(
            type="start", name="Red roses", product="roses", picture="red.png", next={"yes": "more"}
        ),
        "more": Step(
            type="quantities",
            name="More roses?",
            product="rose",
            picture="red.png",
            options=(
                Option(id="six", quantity=6, price=_price("10.00", "12.00")),
                Option(id="twelve", quantity=12, price=_price("18.00", "21.00")),
            ),
            next={"six": "club", "twelve": "club", "no": "which"},
        ),
        "club": Step(
            type="plans",
            name="Club",
            product="club",
            options=(
                Option(id="month", price=_price("12.00", "14.00"), plan=Plan(trial_days=30, minimum_term=3)),
                Option(id="year", price=_price("120.00", "140.00"), plan=Plan(interval="year")),
                Option(id="parts", price=_price("45.00", "50.00"), plan=Plan(instalments=3)),
            ),
            next={"month": "thanks", "year": "thanks", "parts": "thanks", "no": "thanks"},
        ),
        "which": Step(
            type="alternatives",
            name="Vase",
            options=(Option(id="a", product="glass"), Option(id="b", product="clay")),
            next={"a": "thanks", "b": "thanks", "no": "food"},
        ),
        "food": Step(
            type="product",
            name="Food",
            product="food",
            options=(Option(id="yes"),),
            next={"yes": "thanks", "no": "thanks"},
            links={"yes": {"*": "https://pay.example/food?x=1&y=2"}},
        ),
        "thanks": Step(type="ending", name="Thank you"),
    }


def _products() -> dict[str, Product]:
    return {
        "roses": Product(name="Roses", kind="physical", price=_price("24.00", "29.00"), units=12),
        "rose": Product(name="Rose", kind="physical", price=_price("2.00", "2.40"), withdrawal=False),
        "club": Product(name="Club", kind="subscription", price=_price("12.00", "14.00")),
        "glass": Product(name="Glass vase", price=_price("15.00", "18.00"), picture="red.png"),
        "clay": Product(name="Clay vase", price=_price("15.00", "18.00"), vendor="Potter & Son"),
        "food": Product(name="Food", price=_price("3.00", "3.60")),
    }


def small_funnel() -> Funnel:
    """Start, quantities, plans, alternatives, a single product, and an ending that all of them lead to."""
    return Funnel(
        title="Roses",
        languages=(
            Language(tag="en-GB", currency="GBP", price_note="Prices include VAT."),
            Language(tag="de-DE", currency="EUR", price_note="inkl. MwSt."),
            Language(tag="ar-EG", currency="EGP"),
        ),
        brand=Brand(name="Rosebud & Co.", accent="#B0123B"),
        products=_products(),
        steps=_steps(),
        texts={"en-GB": _stored(ENGLISH), "de-DE": _stored(GERMAN), "ar-EG": _stored(ARABIC)},
    )


def png(width: int, height: int) -> bytes:
    """A red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xb0\x12\x3b" * width) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def funnel() -> Funnel:
    return small_funnel()


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    folder = tmp_path / "source" / "roses.assets"
    folder.mkdir(parents=True)
    (folder / "red.png").write_bytes(png(48, 55))
    return folder
