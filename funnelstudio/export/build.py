"""A site ready to be rendered: its plan, its style and languages, and one function that makes a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Final

import msgspec
from markupsafe import Markup

from funnelstudio.export import verify
from funnelstudio.export.addresses import site_address
from funnelstudio.export.approval import texts_context
from funnelstudio.export.blocks import as_block
from funnelstudio.export.cleaning import cleaned, cleaned_bytes
from funnelstudio.export.context import (
    Gathered,
    Wires,
    language_links,
    page_context,
    picture_uses,
)
from funnelstudio.export.embeds import NO_EMBEDS, Embeds, embeds_of
from funnelstudio.export.exporter import Exporter
from funnelstudio.export.foreign import Renderer
from funnelstudio.export.goods import goods_context
from funnelstudio.export.indexed import indexed
from funnelstudio.export.inputs import Inputs
from funnelstudio.export.mail import mail_context, mail_faults, mail_uses
from funnelstudio.export.manifest import Gives, Output, Setting, crops_of
from funnelstudio.export.maps import map_context
from funnelstudio.export.narrow import narrowed
from funnelstudio.export.overview import overview_context
from funnelstudio.export.pictures import Pictures, Use
from funnelstudio.export.plan import Page, plan, to_root
from funnelstudio.export.render import Parts
from funnelstudio.export.scoped import scoped
from funnelstudio.export.settings import EMBED, settings_of
from funnelstudio.export.setup import setup_context
from funnelstudio.export.site_files import site_context
from funnelstudio.export.skeletons import Shape, Skeletons, filled
from funnelstudio.export.style import allowed, style
from funnelstudio.export.tongue import Tongue, language_names, own_words, source_of
from funnelstudio.export.whole import plan_changes_context, tree_context
from funnelstudio.export.words import missing_words
from funnelstudio.i18n import _
from funnelstudio.images.kept import Store, usual_folder
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.languages import is_rtl
from funnelstudio.model.limits import YES_NO
from funnelstudio.model.offers import NO, outcomes
from funnelstudio.progress import Progress


class Order(msgspec.Struct, frozen=True):
    """What is to be exported, small enough for another process; `quick` with pictures in one size only."""

    funnel: Funnel
    assets: str
    exporter: Exporter
    tags: tuple[str, ...]
    draft: bool
    quick: bool = False


class Build:
    """Makes the pages of one order. `gathered` and `pictures` fill while pages are made."""

    def __init__(self, order: Order, progress: Progress | None = None) -> None:
        self.order = order
        manifest = order.exporter.manifest
        self.funnel = narrowed(order.funnel) if manifest.limits.branches == YES_NO else order.funnel
        self.settings = settings_of(order.funnel, order.exporter)
        self.plan = plan(order.funnel, order.exporter, order.tags, self.settings)
        self.store = Store(usual_folder())
        assets = Path(order.assets) if order.assets else None
        crops = crops_of(manifest, order.funnel.brand.theme)
        self.pictures = Pictures(assets, crops, self.store, quick=order.quick)
        self.gathered = Gathered()
        self.renderer = Renderer(order.exporter, progress)
        self.outputs = {output.template: output for output in manifest.outputs}
        self._styles: dict[tuple[tuple[str, ...], bool], Mapping[str, Markup]] = {}
        self._encoded = cache(cleaned_bytes)
        self._skeletons = Skeletons(order.exporter)
        self.names = language_names(self.plan.tags)
        self.rtl = {tag: is_rtl(tag) for tag in self.plan.tags}
        self._tongues: dict[str, Tongue] = {}
        self._looked_at: set[tuple[str, str]] = set()
        self.address = site_address(self.settings.get("address", ""))
        self.wires = Wires(self.funnel, self.plan, order.exporter, self.gathered, self.address)
        self._scripts = {
            name.removesuffix(".js"): _script(text)
            for name, text in order.exporter.assets.items()
            if name.endswith(".js")
        }
        self._own_scripts = (
            *(str(script["element"]) for script in self._scripts.values()),
            *(f'<script src="{address}"></script>' for address in manifest.scripts),
        )
        self.scoped = any(setting.per != "funnel" for setting in manifest.settings)
        self.inputs = Inputs(self)
        self._embeds = any(setting.kind == EMBED for setting in manifest.settings)

    def context(self, page: Page) -> dict[str, Any]:
        """All that the template of this page sees but what is shared by its whole language."""
        tongue = self.tongue(page)
        context = _GIVES[self.outputs[page.template].given](self, page, tongue)
        context.update(self._emblems(page))
        context["languages"] = language_links(self.plan, page, self.names, self.rtl) if page.step else []
        context.update(indexed(self.plan, page, self.address))
        if context["canonical"]:
            self.gathered.addresses.add(context["canonical"])
            self.gathered.addresses.update(other["href"] for other in context["alternates"])
        return context

    def style_of(self, output: Output) -> Mapping[str, Markup]:
        """The style sheet of one kind of file, and what a policy allows it by."""
        key = (output.styles, output.fragment)
        if key not in self._styles:
            made = style(self.order.funnel.brand, self.order.exporter, output.styles)
            css = scoped(made.css) if output.fragment else made.css
            self._styles[key] = {"css": Markup(css), "allowed": Markup(made.allowed)}  # noqa: S704 - our own
        return self._styles[key]

    def seen(self, page: Page, context: Mapping[str, Any]) -> dict[str, Any]:
        """All that the page's template sees."""
        return {
            "page": context,
            "site": self.tongue(page).shared,
            "style": self.style_of(self.outputs[page.template]),
            "scripts": self._scripts,
            "settings": self.settings_of(page),
            "keeps_query": self.order.exporter.manifest.keeps_query,
        }

    def use_pictures(self, page: Page) -> None:
        """Note the pictures of a page that is not made anew, as they stay in the site."""
        for use in self.picture_uses(page):
            self.pictures.shown(use, to_root(page.path))
        self._emblems(page)

    def picture_uses(self, page: Page) -> list[Use]:
        """The pictures that a page shows."""
        output = self.outputs[page.template]
        if not page.step or output.alone:
            return []
        uses = mail_uses if output.mail else picture_uses
        return uses(self.funnel, self.funnel.steps[page.step])

    def _emblems(self, page: Page) -> dict[str, Any]:
        """The logo and the icons of a page; other kinds of files, and those that stand alone, have none."""
        output = self.outputs[page.template]
        if not page.path.endswith(".html") or output.alone or output.mail:
            return {"logo": None, "icons": []}
        root, brand = to_root(page.path), self.funnel.brand
        logo = self.pictures.shown(Use("logo", brand.logo), root)
        return {"logo": logo, "icons": self.pictures.icons(brand.logo, brand, self.funnel.title, root)}

    def text(self, page: Page, context: Mapping[str, Any]) -> str:
        """The file's text. Raises UserError when a template fails."""
        return cleaned("".join(self._parts(page, context)))

    def make(self, page: Page, context: Mapping[str, Any]) -> bytes:
        """The file's bytes; what is wrong with them is in `gathered.warnings`."""
        shape = self._shape(page, context)
        if shape is not None and shape.skeleton is not None:
            page_like_others = filled(shape, partial(verify.is_sound, path=page.path, site=self._site))
            if page_like_others is not None:
                return page_like_others
        parts = self._parts(page, context)
        wrong = len(self.gathered.warnings)
        # The style sheet, most of a page, is the same on all: it is encoded, cleaned and looked at once.
        self._verify(page, parts, context)
        if self.outputs[page.template].fragment:
            text = as_block("".join(parts), page.path, site_address(self.settings.get("pictures", "")))
            return cleaned_bytes(text)
        if page.path.endswith(".ics"):
            return cleaned_bytes(parts.after).replace(b"\n", b"\r\n")  # as calendars want it
        data = b"".join(
            (cleaned_bytes(parts.before), self._encoded(parts.shared), cleaned_bytes(parts.after))
        )
        if shape is not None and len(self.gathered.warnings) == wrong:
            own = self._own(page, context)
            self._skeletons.learn(shape, page.template, own, self.seen(page, context), data)
        return data

    def _shape(self, page: Page, context: Mapping[str, Any]) -> Shape | None:
        """The shape of a page such as there are many of; None of all others."""
        output = self.outputs[page.template]
        many = page.step and page.path.endswith(".html") and not (output.fragment or output.mail)
        if not many or not self.order.exporter.bundled:
            return None
        tag = self.tongue(page).tag
        return self._skeletons.shape(page.template, tag, self._own(page, context))

    def _own(self, page: Page, context: Mapping[str, Any]) -> dict[str, Any]:
        """What a page's template sees that other pages in its language see otherwise."""
        return {"page": context, "settings": self.settings_of(page)} if self.scoped else {"page": context}

    def _parts(self, page: Page, context: Mapping[str, Any]) -> Parts:
        seen = self.seen(page, context)
        return self.renderer.render(page.template, seen, seen["style"]["css"])

    def tongue(self, page: Page) -> Tongue:
        """The language that a page speaks: its own; one for the maker speaks the source or English."""
        if page.per == "language" and page.internal:
            return self.tongue_of(self._makers_tag(self.outputs[page.template].given in ("setup", "goods")))
        return self.tongue_of(page.tag)

    def tongue_of(self, tag: str) -> Tongue:
        """A language of the site, the source one without a tag."""
        tag = tag or source_of(self.funnel)
        if tag not in self._tongues:
            self._tongues[tag] = Tongue(self.funnel, self.order.exporter, tag, draft=self.order.draft)
        return self._tongues[tag]

    def _makers_tag(self, setup: bool) -> str:
        tag = source_of(self.funnel)
        own = own_words(self.funnel, tag)
        return "en" if missing_words(self.order.exporter, tag, own, maker=setup) else tag

    def settings_of(self, page: Page, option: str = "") -> dict[str, str]:
        """The settings as the page sees them, or one of its options."""
        if not self.scoped:
            return self.settings
        return settings_of(self.order.funnel, self.order.exporter, page.step, page.tag, option)

    def embeds(self, page: Page) -> Embeds:
        """The platform's own code that the user pasted for a page; what is wrong with it is gathered."""
        if not self._embeds:
            return NO_EMBEDS
        options = tuple(key for key in outcomes(self.funnel.steps[page.step]) if key != NO)

        def value(setting: Setting, option: str) -> str:
            return cleaned(self.settings_of(page, option)[setting.key])

        found = embeds_of(self.order.exporter.manifest, options, value)
        self.gathered.warnings.extend(
            _("{path}: {reason}.").format(path=page.path, reason=reason) for reason in found.faults
        )
        return found

    @cached_property
    def _site(self) -> verify.Site:
        return verify.Site(frozenset(page.path for page in self.plan.pages), self.gathered.addresses)

    def _verify(self, page: Page, parts: Parts, context: Mapping[str, Any]) -> None:
        """Every page is looked at, the first of each kind and language thoroughly."""
        head, text = parts.before, parts.after
        if not page.path.endswith(".html"):
            self.gathered.warnings.extend(verify.data_faults(text, page.path))
            return
        tag = self.tongue(page).tag
        kind = (page.template, page.tag)
        first = kind not in self._looked_at and page.per != "funnel"
        output = self.outputs[page.template]
        fragment = output.fragment
        known = [*(pasted["html"] for pasted in context.get("pasted", ())), *self._own_scripts]
        if output.mail:
            found = mail_faults(head + text, page.path, tag, self._site, self.address)
        else:
            lang = "" if fragment else tag
            found = verify.faults(text, page.path, lang, self._site, known, head=head, thorough=first)
        self._looked_at.add(kind)
        self.gathered.warnings.extend(found)


def _page(build: Build, page: Page, tongue: Tongue) -> dict[str, Any]:
    embeds = build.embeds(page)
    context = page_context(build.wires, page, tongue, build.pictures, embeds)
    context["pasted"] = embeds.all
    return context


def _map(build: Build, page: Page, _tongue: Tongue) -> dict[str, Any]:
    own = build.tongue_of(page.tag)
    return map_context(build.wires, build.order.funnel, page, own)


def _tree(build: Build, page: Page, tongue: Tongue) -> dict[str, Any]:
    return tree_context(build.wires, page, build.tongue_of(page.tag), tongue)


def _setup(build: Build, page: Page, _tongue: Tongue) -> dict[str, Any]:
    tongue = build.tongue_of(page.tag)
    return setup_context(build.wires, build.order.funnel, page, tongue, build.embeds)


def _goods(build: Build, page: Page, _tongue: Tongue) -> dict[str, Any]:
    return goods_context(build.wires, page, build.tongue_of(page.tag))


def _mail(build: Build, page: Page, tongue: Tongue) -> dict[str, Any]:
    alone = build.outputs[page.template].alone
    pictures = Pictures(None) if alone else build.pictures
    return mail_context(build.wires, page, tongue, pictures, build.settings_of(page))


def _texts(build: Build, page: Page, tongue: Tongue) -> dict[str, Any]:
    return texts_context(build.wires, page, build.tongue_of(page.tag), build.tongue_of(""), tongue)


def _overview(build: Build, page: Page, tongue: Tongue) -> dict[str, Any]:
    return overview_context(build.funnel, build.plan, page, tongue, build.names, build.rtl)


def _site(build: Build, page: Page, tongue: Tongue) -> dict[str, Any]:
    tongues = {tag: build.tongue_of(tag) for tag in build.plan.tags}
    context = site_context(build.funnel, build.plan, page, tongues, build.address, build.names)
    return {**context, "description": f"{context['title']}: {tongue.words.word('choose')}"}


def _plan_changes(build: Build, page: Page, _tongue: Tongue) -> dict[str, Any]:
    return plan_changes_context(build.funnel, page, build.tongue_of(page.tag))


_GIVES: Final[Mapping[Gives, Callable[[Build, Page, Tongue], dict[str, Any]]]] = {
    "page": _page,
    "map": _map,
    "tree": _tree,
    "setup": _setup,
    "goods": _goods,
    "overview": _overview,
    "site": _site,
    "plan_changes": _plan_changes,
    "mail": _mail,
    "texts": _texts,
}
"""What a template sees as `page`, by what the manifest says that its output gives."""


def _script(text: str) -> dict[str, Markup]:
    """A script of the exporter's as an element, and what a policy allows it by."""
    code = cleaned(text).strip().replace("</", "<\\/")
    element = Markup(f"<script>{code}</script>")  # noqa: S704 - the exporter's own, none of the funnel's
    return {"element": element, "allowed": Markup(allowed(code))}  # noqa: S704 - a hash


def order_of(
    funnel: Funnel,
    assets: Path | None,
    exporter: Exporter,
    tags: Sequence[str] = (),
    *,
    draft: bool = False,
    quick: bool = False,
) -> Order:
    return Order(funnel, str(assets) if assets is not None else "", exporter, tuple(tags), draft, quick)
