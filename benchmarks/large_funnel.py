"""The funnel that the export is measured with: as many steps as asked for, in five languages."""

from __future__ import annotations

from funnelstudio.model.funnel import Brand, Funnel, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.products import Product

LANGUAGES = (("en-GB", "GBP"), ("de-DE", "EUR"), ("pl-PL", "PLN"), ("fr-FR", "EUR"), ("es-ES", "EUR"))


def large_funnel(steps: int) -> Funnel:
    """A funnel with as many steps, in five languages, each text different from every other."""
    made: dict[str, Step] = {"s0": Step(type="start", name="Start", product="p0", next={"yes": "s1"})}
    ends = max(1, steps // 4)
    offers = steps - ends - 1
    for number in range(1, offers + 1):
        following = {"a": f"s{2 * number}", "b": f"s{2 * number}", "no": f"s{2 * number + 1}"}
        made[f"s{number}"] = Step(
            type="quantities",
            name=f"Offer {number}",
            product=f"p{number % 50}",
            options=(Option(id="a", quantity=6, price=_price(number)), Option(id="b", quantity=12)),
            next={
                key: target if int(target[1:]) < steps else f"s{steps - 1}"
                for key, target in following.items()
            },
        )
    for number in range(offers + 1, steps):
        made[f"s{number}"] = Step(type="ending", name=f"Ending {number}")
    products = {f"p{n}": Product(name=f"Product {n}", price=_price(n), units=1) for n in range(50)}
    return Funnel(
        title="Large",
        languages=tuple(
            Language(tag=tag, currency=currency, price_note="Incl. VAT") for tag, currency in LANGUAGES
        ),
        brand=Brand(name="Rosebud & Co."),
        products=products,
        steps=made,
        texts={tag: {key: _texts(tag, key, step) for key, step in made.items()} for tag, _ in LANGUAGES},
    )


def _price(number: int) -> dict[str, str]:
    return dict.fromkeys(("GBP", "EUR", "PLN"), f"{10 + number % 90}.{number % 10}0")


def _texts(tag: str, key: str, step: Step) -> dict[str, Text]:
    about = f"{tag} {key}"
    texts = {
        "headline": f"Make it a fuller bouquet, for less per stem: {about}",
        "lead": f"Your {{main_product}} are on their way. Add more to the same delivery, {about}.",
        "benefit_1": f"Same van, no extra delivery charge for {about}",
        "benefit_2": f"Fresh for seven days, or we replace them, {about}",
        "benefit_3": f"Nothing to fill in again, {about}",
        "body": f"We cut at sunrise and send them in water, so that they open **in your vase**, {about}.",
        "question_1": f"Will they fit into one vase, {about}?",
        "answer_1": f"Yes: all of them do, {about}.",
    }
    for option in step.options:
        texts[f"{option.id}.title"] = f"{option.quantity} more, {about}"
        texts[f"{option.id}.button"] = "Add {quantity} and pay {price}"
    if step.options:
        texts["decline"] = f"No, thanks. Continue without, {about}."
    return {field: Text(value=value) for field, value in texts.items()}
