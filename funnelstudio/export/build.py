"""A site ready to be rendered: its plan, its style and languages, and one function that makes a page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import babel
import jinja2
import msgspec
from markupsafe import Markup

from funnelstudio.export import verify
from funnelstudio.export.addresses import safe_address
from funnelstudio.export.bought import certain
from funnelstudio.export.context import (
    Gathered,
    Wires,
    language_links,
    page_context,
    picture_dict,
    picture_names,
)
from funnelstudio.export.embed import embed
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.maps import map_context
from funnelstudio.export.narrow import narrowed
from funnelstudio.export.overview import overview_context
from funnelstudio.export.pictures import Pictures
from funnelstudio.export.plan import Page, plan
from funnelstudio.export.render import environment, render
from funnelstudio.export.settings import EMBED, settings_of
from funnelstudio.export.style import allowed, style
from funnelstudio.export.tongue import Tongue, language_names, own_words, source_of
from funnelstudio.export.words import missing_words
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import is_rtl
from funnelstudio.model.limits import YES_NO

ENGINE: Final = ("1", babel.__version__, jinja2.__version__)
"""Goes into every page's input hash: to be raised when the same input begins to give another page."""

_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Order(msgspec.Struct, frozen=True):
    """What is to be exported; small enough to hand to another process."""

    funnel: Funnel
    assets: str
    exporter: Exporter
    tags: tuple[str, ...]
    draft: bool


def _encode(value: object) -> bytes:
    """Bytes that tell one value from another; also of what has none, lone surrogates and huge numbers."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=str)
    except (UnicodeEncodeError, OverflowError):
        return repr(value).encode("utf-8", "backslashreplace")


class Build:
    """Makes the pages of one order. `gathered` and `pictures` fill while pages are made."""

    def __init__(self, order: Order) -> None:
        self.order = order
        manifest = order.exporter.manifest
        self.funnel = narrowed(order.funnel) if manifest.limits.branches == YES_NO else order.funnel
        self.settings = settings_of(order.funnel, order.exporter)
        overview = self.settings.get("overview") != "no"
        self.plan = plan(order.funnel, order.exporter, order.tags, overview=overview)
        self.pictures = Pictures(Path(order.assets) if order.assets else None)
        self.gathered = Gathered()
        self._engine = environment(order.exporter)
        self.style = style(order.funnel.brand, order.exporter)
        look = self.style
        self._look = {"css": Markup(look.css), "allowed": Markup(look.allowed)}  # noqa: S704 - our own
        self._names = language_names(self.plan.tags)
        self._rtl = {tag: is_rtl(tag) for tag in self.plan.tags}
        self._tongues: dict[str, Tongue] = {}
        self._hashes: dict[str, bytes] = {}
        self._looked_at: set[tuple[str, str]] = set()
        self._wires = Wires(self.funnel, self.plan, manifest, self.gathered)
        self._scripts = {
            name.removesuffix(".js"): _script(text)
            for name, text in order.exporter.assets.items()
            if name.endswith(".js")
        }
        self._scoped = any(setting.per != "funnel" for setting in manifest.settings)
        fixed = (ENGINE, order.exporter.digest, self.style.css, self.settings)
        self._base = hashlib.blake2b(_encode(fixed), digest_size=16).digest()

    def context(self, page: Page) -> dict[str, Any]:
        """All that the template of this page sees but what is shared by its whole language."""
        funnel = self.funnel
        tongue = self._tongue(page)
        if page.per == "language":
            own = self._tongues_of(page.tag)
            context = map_context(self._wires, self.order.funnel, page, own, self.settings.get("address", ""))
            context["languages"] = []
        elif not page.step:
            context = overview_context(funnel, self.plan, page, tongue, self._names, self._rtl)
            context["languages"] = []
        else:
            context = page_context(self._wires, page, tongue, self.pictures, self._embed(page))
            context["languages"] = language_links(self.plan, page, self._names, self._rtl)
        logo = self.pictures.get(funnel.brand.logo)
        context["logo"] = picture_dict(page.path, logo) if logo is not None else None
        context.update(self._indexed(page))
        return context

    def seen(self, page: Page, context: Mapping[str, Any]) -> dict[str, Any]:
        """All that the page's template sees."""
        return {
            "page": context,
            "site": self._tongue(page).shared,
            "style": self._look,
            "scripts": self._scripts,
            "settings": self._settings(page),
        }

    def input_hash(self, page: Page) -> str:
        """A hash of everything that the page is made from, far cheaper than making it."""
        funnel, tongue = self.funnel, self._tongue(page)
        total = hashlib.blake2b(self._hash_of(tongue), digest_size=12)
        total.update(f"{page.template}\0{page.path}".encode())
        if not page.step:
            own = self._tongues_of(page.tag)
            total.update(self._hash_of(own))
            total.update(_encode((funnel.title, self.order.funnel.steps, self._settings(page))))
            return total.hexdigest()
        step = funnel.steps[page.step]
        total.update(_encode((step, tongue.texts(page.step).fields)))
        if self._scoped:
            total.update(_encode(self._settings(page)))
        total.update(_encode([self.pictures.seen(name) for name in self._picture_names(page)]))
        if page.per == "ending":
            known = certain(funnel)[page.step]
            before = [(funnel.steps[key], tongue.texts(key).fields) for key, _answer in known.purchases]
            total.update(_encode((known, before)))
        return total.hexdigest()

    def use_pictures(self, page: Page) -> None:
        """Note the pictures of a page that is not made anew, as they stay in the site."""
        for name in self._picture_names(page):
            self.pictures.get(name)

    def _picture_names(self, page: Page) -> list[str]:
        funnel = self.funnel
        names = picture_names(funnel, funnel.steps[page.step]) if page.step else []
        return [*names, funnel.brand.logo]

    def text(self, page: Page, context: Mapping[str, Any]) -> str:
        """The file's text. Raises UserError when a template fails."""
        return cleaned(render(self._engine, self.order.exporter, page.template, self.seen(page, context)))

    def make(self, page: Page, context: Mapping[str, Any]) -> bytes:
        """The file's bytes; what is wrong with them is in `gathered.warnings`."""
        text = self.text(page, context)
        self._verify(page, text, context)
        return text.encode("utf-8", "replace")

    def _tongue(self, page: Page) -> Tongue:
        """The language that a page speaks: its own; one for the maker speaks the source or English."""
        if page.per == "language" and page.internal:
            return self._tongues_of(self._makers_tag)
        return self._tongues_of(page.tag)

    def _tongues_of(self, tag: str) -> Tongue:
        tag = tag or source_of(self.funnel)
        if tag not in self._tongues:
            self._tongues[tag] = Tongue(self.funnel, self.order.exporter, tag, draft=self.order.draft)
        return self._tongues[tag]

    @cached_property
    def _makers_tag(self) -> str:
        tag = source_of(self.funnel)
        return "en" if missing_words(self.order.exporter, tag, own_words(self.funnel, tag)) else tag

    def _settings(self, page: Page) -> dict[str, str]:
        """The settings as the page sees them."""
        if not self._scoped:
            return self.settings
        found = settings_of(self.order.funnel, self.order.exporter, page.step, page.tag)
        kinds = {setting.key: setting for setting in self.order.exporter.manifest.settings}
        return {
            key: value if kinds[key].per != "step" or page.per in kinds[key].steps else ""
            for key, value in found.items()
        }

    def _embed(self, page: Page) -> dict[str, Markup] | None:
        """The platform's own code that the user pasted for a page; None where there is none to be used."""
        settings = self._settings(page)
        manifest = self.order.exporter.manifest
        code = next((settings[each.key] for each in manifest.settings if each.kind == EMBED), "")
        if not code.strip():
            return None
        made = embed(cleaned(code), manifest.hosts)
        self.gathered.warnings.extend(
            _("{path}: {reason}.").format(path=page.path, reason=reason) for reason in made.faults
        )
        if not made.html:
            return None
        # The one place where HTML of the user's enters a page, asked for by that name.
        parts = {"html": made.html, "scripts": made.scripts, "sources": made.sources}
        return {name: Markup(part) for name, part in parts.items()}  # noqa: S704 - see above

    def _hash_of(self, tongue: Tongue) -> bytes:
        """A hash of what all pages in a language depend on: the exporter, words, products, and every path."""
        if tongue.tag not in self._hashes:
            funnel = self.funnel
            total = hashlib.blake2b(self._base, digest_size=16)
            words = (tongue.shared, tongue.links, tongue.values, tongue.own, tongue.money.currency)
            total.update(_encode(words))
            total.update(_encode((funnel.products, [tongue.product(key).fields for key in funnel.products])))
            total.update(_encode(([*self.plan.at], [*self.plan.at.values()], self._names)))
            self._hashes[tongue.tag] = total.digest()
        return self._hashes[tongue.tag]

    @cached_property
    def _own_scripts(self) -> tuple[str, ...]:
        """The elements of scripts that the exporter's pages may have."""
        loaded = [f'<script src="{address}"></script>' for address in self.order.exporter.manifest.scripts]
        return (*(str(script["element"]) for script in self._scripts.values()), *loaded)

    @cached_property
    def _links(self) -> Mapping[str, frozenset[str]]:
        return verify.links_by_folder(page.path for page in self.plan.pages)

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

    def _verify(self, page: Page, text: str, context: Mapping[str, Any]) -> None:
        """Every page is looked at, the first of each kind and language thoroughly."""
        if not page.path.endswith(".html"):
            self.gathered.warnings.extend(verify.data_faults(text, page.path))
            return
        tag = self._tongue(page).tag
        pasted = context.get("embed")
        text = text.replace(pasted["html"], "") if pasted else text
        for code in self._own_scripts:
            text = text.replace(code, "")
        kind = (page.template, page.tag)
        first = kind not in self._looked_at and page.per != "funnel"
        site = verify.Site(self._links, self.gathered.addresses)
        found = verify.faults(text, page.path, tag, site, thorough=first)
        self._looked_at.add(kind)
        self.gathered.warnings.extend(found)


def _script(text: str) -> dict[str, Markup]:
    """A script of the exporter's as an element, and what a policy allows it by."""
    code = cleaned(text).strip().replace("</", "<\\/")
    element = Markup(f"<script>{code}</script>")  # noqa: S704 - the exporter's own, none of the funnel's
    return {"element": element, "allowed": Markup(allowed(code))}  # noqa: S704 - a hash


def cleaned(text: str) -> str:
    """`text` without the characters that HTML forbids; the style sheet, half of a page, has none."""
    style = text.find("<style>")
    after = text.find("</style>") if style >= 0 else 0
    if _UNWANTED.search(text, 0, max(style, 0)) is None and _UNWANTED.search(text, after) is None:
        return text
    return _UNWANTED.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else "", text)


def order_of(
    funnel: Funnel, assets: Path | None, exporter: Exporter, tags: Sequence[str] = (), *, draft: bool = False
) -> Order:
    return Order(funnel, str(assets) if assets is not None else "", exporter, tuple(tags), draft)
