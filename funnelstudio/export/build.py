"""A site ready to be rendered: its plan, its style and languages, and one function that makes a page."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from markupsafe import Markup

from funnelstudio.errors import UserError
from funnelstudio.export import verify
from funnelstudio.export.addresses import safe_address
from funnelstudio.export.context import Gathered, language_links, page_context, picture_dict
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.overview import overview_context
from funnelstudio.export.pictures import Pictures
from funnelstudio.export.plan import Page, plan
from funnelstudio.export.render import environment, render
from funnelstudio.export.style import style
from funnelstudio.export.tongue import Tongue, language_names, source_of
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import is_rtl

ENGINE: Final = "1"
"""Goes into every page's input hash: to be raised when the same input begins to give another page."""

_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Order(msgspec.Struct, frozen=True):
    """What is to be exported; small enough to hand to another process."""

    funnel: Funnel
    assets: str
    exporter: Exporter
    tags: tuple[str, ...]
    draft: bool


class Build:
    """Makes the pages of one order. `gathered` and `pictures` fill while pages are made."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.settings = settings_of(order.funnel, order.exporter)
        overview = self.settings.get("overview") != "no"
        self.plan = plan(order.funnel, order.exporter, order.tags, overview=overview)
        self.pictures = Pictures(Path(order.assets) if order.assets else None)
        self.gathered = Gathered()
        self._known = frozenset(page.path for page in self.plan.pages)
        self._engine = environment(order.exporter)
        self._style = style(order.funnel.brand, order.exporter)
        self._names = language_names(self.plan.tags)
        self._rtl = {tag: is_rtl(tag) for tag in self.plan.tags}
        self._tongues: dict[str, tuple[Tongue, bytes]] = {}
        self._looked_at: set[tuple[str, str]] = set()
        fixed = (ENGINE, order.exporter.digest, self._style.css, json.dumps(self.settings))
        self._base = hashlib.blake2b("\0".join(fixed).encode("utf-8", "replace"), digest_size=16).digest()

    def context(self, page: Page) -> dict[str, Any]:
        """All that the template of this page sees but what is shared by its whole language."""
        funnel = self.order.funnel
        tongue = self._tongue(page.tag)[0]
        if not page.step:
            context = overview_context(funnel, self.plan, page, tongue, self._names, self._rtl)
            context["languages"] = []
        else:
            context = page_context(funnel, self.plan, page, tongue, self.pictures, self.gathered)
            context["languages"] = language_links(self.plan, page, self._names, self._rtl)
        logo = self.pictures.get(funnel.brand.logo)
        context["logo"] = picture_dict(page.path, logo) if logo is not None else None
        context.update(self._indexed(page))
        return context

    def input_hash(self, page: Page, context: Mapping[str, Any]) -> str:
        """A hash of everything that the page is made from."""
        total = hashlib.blake2b(self._base, digest_size=12)
        total.update(self._tongue(page.tag)[1])
        total.update(page.template.encode())
        total.update(json.dumps(context).encode())
        return total.hexdigest()

    def make(self, page: Page, context: Mapping[str, Any]) -> bytes:
        """The file's bytes, verified. Raises UserError when a template fails or breaks a page."""
        shared = self._tongue(page.tag)[0].shared
        look = {"css": Markup(self._style.css), "allowed": Markup(self._style.allowed)}  # noqa: S704 - our own
        text = render(
            self._engine, self.order.exporter, page.template, {"page": context, "site": shared, "style": look}
        )
        text = cleaned(text)
        self._verify(page, text)
        return text.encode("utf-8", "replace")

    def _tongue(self, tag: str) -> tuple[Tongue, bytes]:
        tag = tag or source_of(self.order.funnel)
        if tag not in self._tongues:
            tongue = Tongue(self.order.funnel, self.order.exporter, tag, draft=self.order.draft)
            shared = json.dumps(tongue.shared).encode()
            self._tongues[tag] = tongue, hashlib.blake2b(shared, digest_size=16).digest()
        return self._tongues[tag]

    def _indexed(self, page: Page) -> dict[str, Any]:
        """Addresses for search engines: for pages before the purchase, where the site's address is known."""
        site = safe_address(self.settings.get("address", ""))
        if page.per != "start" or not site.startswith(("https://", "http://")):
            return {"canonical": "", "alternates": []}
        site = site.rstrip("/") + "/"
        others = [
            {"tag": tag, "href": site + self.plan.at[page.step, tag]}
            for tag in self.plan.tags
            if len(self.plan.tags) > 1
        ]
        self.gathered.addresses.update([site + page.path, *(other["href"] for other in others)])
        return {"canonical": site + page.path, "alternates": others}

    def _verify(self, page: Page, text: str) -> None:
        """Every page is looked at; the first of each kind and language with a parser too."""
        tag = page.tag or source_of(self.order.funnel)
        found = verify.faults(text, page.path, tag, self._known, self.gathered.addresses)
        if (page.template, page.tag) not in self._looked_at:
            self._looked_at.add((page.template, page.tag))
            broken = verify.structure_faults(text, page.path)
            if broken:
                raise UserError(_("The exporter wrote a broken page."), broken[0])
        self.gathered.warnings.extend(found)


def settings_of(funnel: Funnel, exporter: Exporter) -> dict[str, str]:
    """The exporter's settings as the user chose them, else as the manifest has them."""
    chosen: Mapping[str, str] = funnel.export.settings.get(exporter.name, {})
    return {setting.key: chosen.get(setting.key, setting.default) for setting in exporter.manifest.settings}


def cleaned(text: str) -> str:
    """`text` without the control characters that HTML forbids."""
    return _UNWANTED.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else "", text)


def order_of(
    funnel: Funnel, assets: Path | None, exporter: Exporter, tags: Sequence[str] = (), *, draft: bool = False
) -> Order:
    return Order(funnel, str(assets) if assets is not None else "", exporter, tuple(tags), draft)
