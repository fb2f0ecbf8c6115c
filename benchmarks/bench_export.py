"""Export of 10,000 pages against bare sandboxed Jinja2 writing the same bytes, and unchanged against full.

Prints ratios of times from one run, best of two rounds in fresh folders.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import time
from pathlib import Path

from funnelstudio.export import export, find_exporter
from funnelstudio.export.build import Build, order_of
from funnelstudio.export.render import environment
from funnelstudio.model.funnel import Brand, Funnel, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import Option, Step
from funnelstudio.model.products import Product

LANGUAGES = (("en-GB", "GBP"), ("de-DE", "EUR"), ("pl-PL", "PLN"), ("fr-FR", "EUR"), ("es-ES", "EUR"))


def big_funnel(steps: int) -> Funnel:
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


def bare(build: Build, to: Path) -> float:
    """Seconds that the sandbox needs to render and write all pages from contexts that are ready."""
    exporter = build.order.exporter
    ready = [(page, build.seen(page, build.context(page))) for page in build.plan.pages]
    for folder in {(to / page.path).parent for page, _ in ready}:
        folder.mkdir(parents=True, exist_ok=True)
    gc.collect()
    started = time.perf_counter()
    engine = environment(exporter)
    for page, context in ready:
        text = engine.get_template(page.template).render(context)
        (to / page.path).write_bytes(text.encode())
    return time.perf_counter() - started


def timed_export(funnel: Funnel, to: Path, jobs: int = 1) -> float:
    gc.collect()
    started = time.perf_counter()
    export(funnel, None, to, jobs=jobs)
    return time.perf_counter() - started


def measure(steps: int, rounds: int) -> dict[str, float]:
    """Best times in seconds of several rounds, each in fresh folders."""
    funnel = big_funnel(steps)
    best: dict[str, float] = {}
    for number in range(rounds):
        work = Path(tempfile.mkdtemp(prefix="bench-export-"))
        try:
            build = Build(order_of(funnel, None, find_exporter("static")))
            times = {
                "bare": bare(build, work / "bare"),
                "full": timed_export(funnel, work / "full"),
                "unchanged": timed_export(funnel, work / "full"),
                "two jobs": timed_export(funnel, work / "two", jobs=2),
            }
            if number == 0:
                _same_bytes(work / "bare", work / "full")
        finally:
            shutil.rmtree(work)
        best = {key: min(value, best.get(key, value)) for key, value in times.items()}
    return best


def _same_bytes(one: Path, other: Path) -> None:
    for path in one.rglob("*.html"):
        if path.read_bytes() != (other / path.relative_to(one)).read_bytes():
            raise SystemExit(f"{path.relative_to(one)} differs: the comparison would not be fair")


def report(pages: int, rounds: int) -> None:
    times = measure(max(8, pages // len(LANGUAGES)), rounds)
    print(f"export of {pages} pages / bare sandboxed Jinja2\t{times['full'] / times['bare']:.2f}\t<= 1.5")
    print(f"unchanged export / full export\t{times['unchanged'] / times['full']:.2f}\t<= 0.25")
    print(f"export with one job / with two jobs\t{times['full'] / times['two jobs']:.2f}\t")


def main() -> None:
    report(10_000, 2)


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, 2)
