"""What templates see of an offer made by e-mail, and what a mail must hold that mail programs show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from markupsafe import Markup, escape

from funnelstudio.export import verify
from funnelstudio.export.addresses import link_of, safe_address
from funnelstudio.export.choices import choices_of
from funnelstudio.export.colours import palette
from funnelstudio.export.context import Gathered, Wires, page_context, picture_uses
from funnelstudio.export.pictures import Pictures, Use
from funnelstudio.export.plain import plain_text
from funnelstudio.export.plan import PICTURES, Page, to_root
from funnelstudio.export.reading import Texts, Values
from funnelstudio.export.style import FONTS
from funnelstudio.export.tongue import Tongue
from funnelstudio.i18n import _
from funnelstudio.model.funnel import Brand, Funnel
from funnelstudio.model.offers import NO, Step

PLACE: Final = "mail"
MAX_BYTES: Final = 102_400
"""Longer mails are cut by Gmail; the pictures don't count."""

_LEAD_SHOWN: Final = 140
_LOOK: Final = re.compile(r' style="[^"]*"')
_LINK: Final = re.compile(r'<[^<>]*\s(?:href|src)="([^"]*)"')
_WHOLE: Final = ("https://", "http://", "mailto:", "tel:")
_CODE: Final = re.compile(r"(?:[^\s\"'<>]|<%[^\"'<>]*%>|(?<=[{%|*]) | (?=[}%|*]))+")
"""What a mail platform's own code may be: no quote and no bracket but those of <% %>, blanks inside marks."""


def mail_context(
    wires: Wires, page: Page, tongue: Tongue, pictures: Pictures, settings: Mapping[str, str]
) -> dict[str, Any]:
    """An offer for the template of a mail: what its page has, with addresses whole.

    `subject` and `preheader` are plain text, `address` is that of the offer's own page, `colours` those of
    the brand in light and dark. An option's `href` is the user's own address for it, else None. `unsubscribe`
    is the user's code from the setting of that name.
    """
    step = wires.funnel.steps[page.step]
    own = wires._replace(gathered=Gathered())
    shown = page_context(own, page, tongue, Pictures(None))
    texts = tongue.texts(page.step)
    for option in shown["options"]:
        option["href"] = _own_link(wires, page, step, option["id"])
    choices = choices_of(wires.funnel, tongue, step, texts)
    values = choices[0].values if choices else tongue.values
    subject, preheader = mail_lines(texts, values, shown)
    address = wires.plan.elsewhere.get((page.step, page.tag), "")
    shown.update(
        subject=subject,
        preheader=preheader,
        title=subject,
        address=wires.address + address if wires.address and address else "",
        **_pictures(wires, step, pictures, texts.string("picture_alt", values)),
        refuse=_own_link(wires, page, step, NO),
        colours=_colours(wires.funnel.brand),
        font=FONTS.get(wires.funnel.brand.font, FONTS["sans"]).replace('"', "'"),
        unsubscribe=_code(wires, page, settings.get("unsubscribe", "")),
    )
    wires.gathered.addresses.update(
        each for each in (shown["address"], shown["unsubscribe"], shown["refuse"]) if each
    )
    _tell_of_links(wires, page, shown)
    return shown


def mail_lines(texts: Texts, values: Values, shown: Mapping[str, Any]) -> tuple[str, str]:
    """The subject of a mail and the line that programs show after it, as plain text."""
    subject = texts.string("mail_subject", values) or " ".join(plain_text(shown["headline"]).split())
    lead = " ".join(plain_text(shown["lead"]).split())
    if len(lead) > _LEAD_SHOWN:
        lead = lead[:_LEAD_SHOWN].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    return subject, lead


def mail_faults(text: str, path: str, tag: str, site: verify.Site, address: str) -> list[str]:
    """What is wrong with a mail of the site at `address`, in sentences."""
    # To the eyes of a page's checks: without its look, and with its pictures beside it.
    page = _LOOK.sub("", text)
    if address:
        page = page.replace(f'src="{escape(address)}{PICTURES}/', f'src="{to_root(path)}{PICTURES}/')
    found = verify.faults(page, path, tag, site, thorough=True)
    for link in _LINK.findall(text):
        if unescape(link) not in site.addresses and not link.startswith(_WHOLE):
            found.append(_("{path}: the link “{address}” is not whole.").format(path=path, address=link[:80]))
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        told = _("{path}: the mail has {size} kB; Gmail cuts what is longer than {most} kB.")
        found.append(told.format(path=path, size=-(-size // 1024), most=MAX_BYTES // 1024))
    return found


def _own_link(wires: Wires, page: Page, step: Step, outcome: str) -> str | None:
    """The user's own address for an answer, whole; None without."""
    address = safe_address(link_of(step, outcome, page.tag))
    if not address.startswith(_WHOLE):
        return None
    wires.gathered.addresses.add(address)
    return address


def _tell_of_links(wires: Wires, page: Page, shown: Mapping[str, Any]) -> None:
    if shown["address"] or (shown["options"] and all(option["href"] for option in shown["options"])):
        return
    told = _("{path}: its button leads nowhere: enter the address of the site, or one for each answer.")
    wires.gathered.warnings.append(told.format(path=page.path))


def mail_uses(funnel: Funnel, step: Step) -> list[Use]:
    """The pictures that a mail shows: the step's and the logo."""
    found = picture_uses(funnel, step)[:1]
    uses = [*(Use(PLACE, use.name, use.focus) for use in found), Use("mail_logo", funnel.brand.logo)]
    return [use for use in uses if use.name]


def _pictures(wires: Wires, step: Step, pictures: Pictures, alt: str) -> dict[str, Any]:
    """The `picture` of a mail and the `emblem` of its brand at their whole addresses.

    None while the site's address is not known, and for drawings, which mail programs don't show.
    """
    found: dict[str, Any] = {"picture": None, "emblem": None}
    for use in mail_uses(wires.funnel, step) if wires.address else ():
        made = pictures.shown(use, wires.address)
        if made is not None and not made["path"].endswith(".svg"):
            source = wires.address + made["share"]
            found["picture" if use.place == PLACE else "emblem"] = {**made, "src": source, "alt": alt}
    return found


def _code(wires: Wires, page: Page, typed: str) -> Markup | str:
    """The user's code for an address, such as {{ unsubscribe }}, as it is; "" where it can't be one."""
    code = typed.strip()
    if not code:
        return ""
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", code)
    if _CODE.fullmatch(code) is None or (scheme and not code.startswith(("https:", "http:", "mailto:"))):
        wires.gathered.warnings.append(
            _("{path}: “{code}” can't be the address of a link.").format(path=page.path, code=code[:80])
        )
        return ""
    return Markup(code)  # noqa: S704 - holds nothing that could end an attribute


def _colours(brand: Brand) -> dict[str, dict[str, str]]:
    return {"light": palette(brand, dark=False), "dark": palette(brand, dark=True)}
