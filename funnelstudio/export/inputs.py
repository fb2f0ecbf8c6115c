"""Hashes of what pages are made from: whoever knows them can tell what has changed without making a page."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

import babel
import jinja2
import msgspec

from funnelstudio.export.bought import certain
from funnelstudio.export.picture_files import RECIPE
from funnelstudio.export.plan import Page
from funnelstudio.export.tongue import Tongue
from funnelstudio.model.offers import outcomes

if TYPE_CHECKING:
    from funnelstudio.export.build import Build

ENGINE: Final = ("1", babel.__version__, jinja2.__version__)
"""Goes into every page's input hash: to be raised when the same input begins to give another page."""


class Inputs:
    """The hashes of one build's pages."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._languages: dict[str, bytes] = {}
        order = build.order
        fixed = (ENGINE, order.exporter.digest, order.funnel.brand, build.settings, (RECIPE, order.quick))
        self._base = hashlib.blake2b(_encode(fixed), digest_size=16).digest()

    def hash_of(self, page: Page) -> str:
        """A hash of everything that the page is made from, far cheaper than making it."""
        funnel, tongue = self._build.funnel, self._build.tongue(page)
        total = hashlib.blake2b(self._of_language(tongue), digest_size=12)
        total.update(f"{page.template}\0{page.path}".encode())
        if not page.step:
            total.update(self._whole + page.tag.encode())
            return total.hexdigest()
        step = funnel.steps[page.step]
        total.update(_encode((step, tongue.texts(page.step).fields)))
        if self._build.scoped:
            total.update(_encode([self._build.settings_of(page, option) for option in ("", *outcomes(step))]))
        total.update(_encode([self._build.pictures.seen(use.name) for use in self._build.picture_uses(page)]))
        if page.per == "ending":
            known = certain(funnel)[page.step]
            before = [(funnel.steps[key], tongue.texts(key).fields) for key, _answer in known.purchases]
            total.update(_encode((known, before)))
        return total.hexdigest()

    @cached_property
    def _whole(self) -> bytes:
        """A hash of all that there is: what a file is made from that tells of more than one step."""
        funnel = self._build.order.funnel
        chosen = funnel.export.settings.get(self._build.order.exporter.name, {})
        named = funnel.export.exporter  # the one for calls gives every step texts of its own
        parts = (funnel.title, funnel.languages, funnel.products, funnel.plan_changes)
        total = hashlib.blake2b(_encode((parts, chosen, self._build.plan.tags, named)), digest_size=16)
        # Piece by piece: all steps and texts of a large funnel at once are as much again as its file.
        for step in funnel.steps.items():
            total.update(_encode(step))
        for tag, places in funnel.texts.items():
            for place in places.items():
                total.update(_encode((tag, place)))
        return total.digest()

    def _of_language(self, tongue: Tongue) -> bytes:
        """A hash of what all pages in a language depend on: the exporter, words, products, and every path."""
        if tongue.tag not in self._languages:
            funnel = self._build.funnel
            total = hashlib.blake2b(self._base, digest_size=16)
            words = (tongue.shared, tongue.links, tongue.values, tongue.own, tongue.money.currency)
            total.update(_encode(words))
            total.update(_encode((funnel.products, [tongue.product(key).fields for key in funnel.products])))
            total.update(_encode((self._build.pictures.seen(funnel.brand.logo), funnel.title)))
            total.update(self._ways)
            self._languages[tongue.tag] = total.digest()
        return self._languages[tongue.tag]

    @cached_property
    def _ways(self) -> bytes:
        """A hash of where everything stands, which any page may lead to."""
        at, elsewhere = self._build.plan.at, self._build.plan.elsewhere
        ways = ([*at], [*at.values()], [*elsewhere.values()], self._build.names)
        return hashlib.blake2b(_encode(ways), digest_size=16).digest()


def _encode(value: object) -> bytes:
    """Bytes that tell one value from another; also of what has none, lone surrogates and huge numbers."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=str)
    except (UnicodeEncodeError, OverflowError):
        return repr(value).encode("utf-8", "backslashreplace")
