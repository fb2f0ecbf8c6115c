"""The funnel itself: one immutable value that holds the whole document."""

from __future__ import annotations

from collections.abc import Mapping

from funnelstudio.model.checking import Checking, Waiver
from funnelstudio.model.languages import Language
from funnelstudio.model.money import Price, total
from funnelstudio.model.offers import START, Step, option_of, product_of
from funnelstudio.model.products import Product
from funnelstudio.model.value import Value


class Text(Value, frozen=True):
    """One field of one page in one language. `state` is "draft", "translated" or "reviewed".

    `source` is the fingerprint of the source text that this was translated from: when it no longer fits,
    the text is stale. Missing and stale are worked out (`texts.state_of`), never stored.
    """

    value: str
    state: str = "draft"
    source: str = ""


Fields = Mapping[str, Text]
Places = Mapping[str, Fields]
Texts = Mapping[str, Places]
"""language tag -> place -> field -> text"""


class Brand(Value, frozen=True):
    """How the pages look: colours as #RRGGBB, corner `radius` in pixels, `font` a family of system fonts.

    `scale` is the size of the type ("small", "usual", "large"), `spacing` the room between things ("tight",
    "usual", "airy").
    """

    name: str = ""
    accent: str = "#3B5BDB"
    background: str = "#FFFFFF"
    ink: str = "#1B2330"
    positive: str = "#2B8A3E"
    radius: int = 16
    font: str = "sans"
    logo: str = ""
    theme: str = "classic"
    scale: str = "usual"
    spacing: str = "usual"


class PlanChange(Value, frozen=True):
    """A rule that turns source plans into target plans, both named by tags; `transition` is one of five."""

    id: str
    title: str = ""
    description: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    optional: bool = False
    transition: str = "at_once"


TRANSITIONS = ("at_once", "at_once_invoice_later", "retroactive", "next_booking", "interval_end")


class Assumptions(Value, frozen=True):
    """What the forecast starts from: `orders` of the main product, and the `months` a subscription counts."""

    orders: int = 1000
    months: int = 12
    currency: str = ""


class Approval(Value, frozen=True):
    """A page as it was approved: hashes of its wording, buttons and pictures, and per answer its `price`."""

    price: Mapping[str, str] = {}
    wording: str = ""
    buttons: str = ""
    pictures: str = ""


class ExportSettings(Value, frozen=True):
    """What Publish last used: the exporter's name, a folder, the languages (empty for all), its settings.

    `approvals` are the pages that were approved, by exporter and by step and language, such as "STEP:de-DE".
    """

    exporter: str = "static"
    folder: str = ""
    languages: tuple[str, ...] = ()
    settings: Mapping[str, Mapping[str, str]] = {}
    approvals: Mapping[str, Mapping[str, Approval]] = {}


class Funnel(Value, frozen=True):
    """The document. The first language is the source that the others are translated from."""

    title: str = ""
    languages: tuple[Language, ...] = ()
    brand: Brand = Brand()
    products: Mapping[str, Product] = {}
    steps: Mapping[str, Step] = {}
    texts: Texts = {}
    plan_changes: tuple[PlanChange, ...] = ()
    assumptions: Assumptions = Assumptions()
    export: ExportSettings = ExportSettings()
    checking: Checking = Checking()
    waivers: tuple[Waiver, ...] = ()


def source_tag(funnel: Funnel) -> str:
    """Tag of the language that the others are translated from; "" in a funnel without languages."""
    return funnel.languages[0].tag if funnel.languages else ""


def language(funnel: Funnel, tag: str) -> Language | None:
    """The language with this tag."""
    return next((language for language in funnel.languages if language.tag == tag), None)


def start_id(funnel: Funnel) -> str:
    """Id of the start; "" where there is none. Of several the first counts, and a check names the others."""
    return next((key for key, step in funnel.steps.items() if step.type == START), "")


def price_of(funnel: Funnel, step: Step, outcome: str) -> Price:
    """What the buyer pays with `outcome` in each currency: the option's own price, else the product's."""
    option = option_of(step, outcome)
    if option is not None and option.price:
        return option.price
    product = funnel.products.get(product_of(step, outcome))
    if product is None:
        return {}
    return total(product.price, option.quantity if option is not None else 1)
