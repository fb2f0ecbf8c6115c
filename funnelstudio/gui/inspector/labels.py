"""Words for the choices that the inspector offers."""

from __future__ import annotations

from funnelstudio.i18n import N_, _, ngettext
from funnelstudio.model.cards import outcome_label
from funnelstudio.model.figures import percent
from funnelstudio.model.funnel import Funnel, price_of
from funnelstudio.model.money import price_in, spelled
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.value import replace

STRATEGIES = (
    ("", N_("None")),
    ("upsell", N_("Upsell: more of the same")),
    ("downsell", N_("Downsell: less, after a refusal")),
    ("cross-sell", N_("Cross-sell: what goes with it")),
    ("add-on", N_("Add-on: an extra for the order")),
)

CHANNELS = (
    ("page", N_("On a page")),
    ("call", N_("By telephone")),
    ("email", N_("By e-mail")),
    ("account", N_("In the customer’s account")),
)

INTERVALS = (
    ("day", N_("Days")),
    ("week", N_("Weeks")),
    ("month", N_("Months")),
    ("year", N_("Years")),
)

PRODUCT_KINDS = (
    ("digital", N_("Digital")),
    ("physical", N_("Physical")),
    ("service", N_("Service")),
    ("subscription", N_("Subscription")),
)

TRANSITIONS = (
    ("at_once", N_("At once")),
    ("at_once_invoice_later", N_("At once, invoice later")),
    ("retroactive", N_("From the start of the interval")),
    ("next_booking", N_("At the next booking")),
    ("interval_end", N_("At the end of the interval")),
)

FONTS = (
    ("sans", N_("Sans serif")),
    ("serif", N_("Serif")),
    ("rounded", N_("Rounded")),
    ("mono", N_("Monospaced")),
)

THEMES = (
    ("classic", N_("Classic")),
    ("editorial", N_("Editorial")),
    ("bold", N_("Bold")),
    ("soft", N_("Soft")),
)

SCALES = (
    ("small", N_("Small")),
    ("usual", N_("Usual")),
    ("large", N_("Large")),
)

SPACINGS = (
    ("tight", N_("Tight")),
    ("usual", N_("Usual")),
    ("airy", N_("Airy")),
)

ADD_LABELS = {
    "alternatives": N_("Add an alternative"),
    "quantities": N_("Add a quantity"),
    "plans": N_("Add a payment plan"),
}


def translated(choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """A table of choices in the interface language."""
    return tuple((value, _(words)) for value, words in choices)


def rate_words(rate: float | None) -> str:
    """A share (0 to 1) as per cent, "" where none is assumed."""
    return f"{round(rate * 100, 4):g}%" if rate is not None else ""


def plan_words(option: Option) -> str:
    """How often a plan is paid, in few words."""
    plan = option.plan
    if plan is None:
        return ""
    if plan.instalments == 1:
        return _("once")
    if plan.instalments > 1:
        words = ngettext("{count} payment", "{count} payments", plan.instalments)
        return words.format(count=plan.instalments)
    units = {
        "day": ngettext("per day", "every {count} days", plan.every),
        "week": ngettext("per week", "every {count} weeks", plan.every),
        "month": ngettext("per month", "every {count} months", plan.every),
        "year": ngettext("per year", "every {count} years", plan.every),
    }
    return units.get(plan.interval, plan.interval).format(count=plan.every)


def days(count: int) -> str:
    """The unit of a number of days."""
    return ngettext("day", "days", count)


def days_later(count: int) -> str:
    """The unit of a delay in days."""
    return ngettext("day later", "days later", count)


def intervals(count: int) -> str:
    """The unit of a minimum term."""
    return ngettext("interval", "intervals", count)


def summary(funnel: Funnel, step: Step, option: Option, currency: str, tag: str) -> str:
    """An option in one line: its name as on the card, price, share."""
    return " · ".join(
        part
        for part in (
            outcome_label(funnel, step, option.id),
            " ".join(
                part
                for part in (price_words(funnel, step, option, currency, tag), plan_words(option))
                if part
            ),
            percent(option.rate) if option.rate is not None else "",
        )
        if part
    )


def price_words(funnel: Funnel, step: Step, option: Option, currency: str, tag: str) -> str:
    """What the option costs in a currency, as people write it, "" where no price is known."""
    amount = price_in(own_or_product_price(funnel, step, option), currency)
    return spelled(amount, currency, tag) if amount is not None else ""


def own_or_product_price(funnel: Funnel, step: Step, option: Option) -> dict[str, str]:
    """The option's price in each currency: its own, else its product's times the amount."""
    return dict(price_of(funnel, replace(step, options=(option,)), option.id))
