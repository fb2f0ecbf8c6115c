"""A funnel with all that an exporter asks for: every setting, number and address that a platform wants."""

from __future__ import annotations

from collections.abc import Iterator

from funnelstudio.export.exporter import Exporter
from funnelstudio.export.manifest import Setting
from funnelstudio.export.settings import concerns, setting_key, settings_of
from funnelstudio.export.wiring import Way, platform_address
from funnelstudio.model.funnel import Funnel, source_tag
from funnelstudio.model.offers import EVERY_LANGUAGE, NO, Step, outcomes
from funnelstudio.model.value import replace

SITE = "https://shop.example/offers/"
PAY = "https://pay.example"
OWN = ("address", "pictures")
"""Settings that say where the site itself stands, or its pictures."""


def filled(funnel: Funnel, exporter: Exporter, **settings: str) -> Funnel:
    """`funnel` as its user would fill it in for `exporter`; `settings` are those that matter to a test.

    What the user has chosen stays. Switches stay as the manifest has them, unless `settings` turn them.
    """
    name = exporter.name
    kept = funnel.export.settings.get(name, {})
    asked = {key: value for setting in exporter.manifest.settings for key, value in _asked(funnel, setting)}
    chosen = {**funnel.export.settings, name: {**asked, **kept, **settings}}
    export = replace(funnel.export, exporter=name, settings=chosen)
    return _linked(replace(_numbered(funnel, exporter), export=export), exporter)


def _asked(funnel: Funnel, setting: Setting) -> Iterator[tuple[str, str]]:
    """Every key that a setting is kept by, with a value that the platform might take."""
    if setting.per == "funnel":
        yield setting.key, SITE if setting.key in OWN else _value(setting, "")
        return
    for tag in [language.tag for language in funnel.languages]:
        if setting.per == "language":
            yield setting_key(setting, tag=tag), _value(setting, tag)
            continue
        for step_id, step in funnel.steps.items():
            if not concerns(setting, step):
                continue
            if setting.per == "step":
                yield setting_key(setting, step_id, tag), _value(setting, f"{step_id}-{tag}")
                continue
            for outcome in outcomes(step):
                if outcome != NO:
                    value = _value(setting, f"{step_id}-{outcome}-{tag}")
                    yield setting_key(setting, step_id, tag, outcome), value


def _value(setting: Setting, place: str) -> str:
    name = f"{setting.key}-{place}".strip("-")
    if setting.kind == "address":
        return f"{PAY}/{name}"
    if setting.kind == "embed":
        if setting.place == "head":
            return f'<meta name="example" content="{name}">'
        look, words = ("decline", "No, thanks") if setting.place == "decline" else ("button", "Buy now")
        return f'<a class="{look}" href="{PAY}/{name}">{words}</a>'
    if setting.kind == "choice":
        return setting.default or setting.choices[0]
    return setting.default or ("no" if setting.kind == "yes_no" else f"example-{name}")


def _numbered(funnel: Funnel, exporter: Exporter) -> Funnel:
    """`funnel` with a number for each product at the exporter's platform, another one in each language."""
    platform = exporter.manifest.limits.platform
    if not platform:
        return funnel
    products = {
        key: replace(
            product,
            ids={
                **product.ids,
                platform: {
                    language.tag: f"{1000 * (place + 1) + number}"
                    for place, language in enumerate(funnel.languages)
                }
                | dict(product.ids.get(platform, {})),
            },
        )
        for number, (key, product) in enumerate(funnel.products.items())
    }
    return replace(funnel, products=products)


def _linked(funnel: Funnel, exporter: Exporter) -> Funnel:
    """`funnel` with addresses of the user's own for answers that the platform has none for."""
    if exporter.manifest.answers is None:
        return funnel
    steps = {key: _linked_step(funnel, exporter, key, step) for key, step in funnel.steps.items()}
    return replace(funnel, steps=steps)


def _linked_step(funnel: Funnel, exporter: Exporter, key: str, step: Step) -> Step:
    tag = source_tag(funnel)
    links = dict(step.links)
    for outcome in outcomes(step):
        option = step.options[0].id if outcome == NO and step.options else outcome
        settings = settings_of(funnel, exporter, key, tag, option)
        way = Way(step, outcome, tag, "next.html", f"{SITE}next.html", settings)
        address, _why = platform_address(funnel, exporter.manifest, way)
        if not address and not links.get(outcome):
            links[outcome] = {EVERY_LANGUAGE: f"{PAY}/{key}/{outcome}"}
    return replace(step, links=links)
