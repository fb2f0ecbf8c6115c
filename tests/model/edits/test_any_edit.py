"""Whatever is edited in whatever order: the tree stays a tree, and every older value stays what it was."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from funnelstudio.errors import NotPossible
from funnelstudio.model import tree
from funnelstudio.model.diff import diff
from funnelstudio.model.edits import branches, languages, options, products, steps, texts
from funnelstudio.model.funnel import Funnel, start_id
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import ENDING, MAX_LEVELS, OFFERS, START, Option, is_offer, outcomes
from funnelstudio.model.products import Product
from funnelstudio.model.texts import PRODUCT_PLACE, SHARED, places, tally
from funnelstudio.model.walk import depth, walk
from funnelstudio.storage import schema
from tests.builders import a_funnel

pick = st.integers(0, 10_000)
kind = st.sampled_from((*OFFERS, ENDING))


def nth(choices: object, number: int) -> str:
    found = sorted(choices)  # type: ignore[call-overload]  # any container of strings
    return str(found[number % len(found)]) if found else "none"


class Held(RuleBasedStateMachine):
    """A funnel with its history, and what must hold after every edit."""

    def __init__(self) -> None:
        super().__init__()
        self.funnel = a_funnel()
        self.history: list[tuple[Funnel, bytes]] = [(self.funnel, schema.encode(self.funnel))]
        self.numbers = count()

    def do(self, edit: Callable[..., Funnel], *args: object, **fields: object) -> None:
        try:
            after = edit(self.funnel, *args, **fields)
        except NotPossible as refusal:
            assert str(refusal).endswith((".", "?"))
            return
        changes = diff(self.funnel, after)
        for key in self.funnel.steps.keys() | after.steps.keys():
            if self.funnel.steps.get(key) != after.steps.get(key):
                assert key in changes.steps
        self.funnel = after
        self.history.append((after, schema.encode(after)))

    def step(self, number: int) -> str:
        return nth(self.funnel.steps, number)

    def answer(self, step: str, number: int) -> str:
        return nth(outcomes(self.funnel.steps[step]), number)

    def fresh(self, taken: object = ()) -> str:
        return f"x{next(self.numbers)}"

    @rule()
    def undo(self) -> None:
        if len(self.history) > 1:
            self.history.pop()
            self.funnel = self.history[-1][0]

    @invariant()
    def stays_a_tree(self) -> None:
        funnel = self.funnel
        assert start_id(funnel)
        assert [step.type for step in funnel.steps.values()].count(START) == 1
        assert tree.cycles(funnel) == []
        assert depth(walk(funnel.steps), funnel.steps) <= MAX_LEVELS
        assert sorted(walk(funnel.steps).order) == sorted(funnel.steps)
        for step in funnel.steps.values():
            assert step.next.keys() | step.links.keys() <= set(outcomes(step))
            assert set(step.next.values()) <= funnel.steps.keys()
            assert funnel.steps[start_id(funnel)] not in [funnel.steps[t] for t in step.next.values()]
            assert len({option.id for option in step.options}) == len(step.options)
            assert bool(step.options) == is_offer(step)

    @invariant()
    def leaves_nothing_behind(self) -> None:
        funnel = self.funnel
        tags = {language.tag for language in funnel.languages}
        known = {*funnel.steps, *(f"{PRODUCT_PLACE}{key}" for key in funnel.products), SHARED}
        for tag, pages in funnel.texts.items():
            assert tag in tags
            assert pages, "an empty language"
            assert pages.keys() <= known
            assert all(pages.values()), "an empty page"
        bases = {language.tag: language.base for language in funnel.languages}
        assert all(not base or bases[base] == "" for base in bases.values())
        assert not funnel.languages or not funnel.languages[0].base
        for tag in tags:
            done, needed = tally(funnel, tag, start_id(funnel))
            assert done <= needed

    @invariant()
    def older_values_stay(self) -> None:
        for funnel, encoded in self.history[-3:]:
            assert schema.encode(funnel) == encoded
        assert schema.decode(self.history[-1][1]) == self.funnel


class Edits(Held):
    """Edits of every sort, each on things that are there most of the time."""

    @rule(kind=kind, after=pick, answer=pick)
    def add_step(self, kind: str, after: int, answer: int) -> None:
        step = self.step(after)
        made = steps.new_step(kind, "New", nth(self.funnel.products, answer))
        self.do(steps.add_step, self.fresh(), made, step, self.answer(step, answer))

    @rule(kind=kind, after=pick, answer=pick)
    def insert_step(self, kind: str, after: int, answer: int) -> None:
        step = self.step(after)
        self.do(steps.insert_step, self.fresh(), steps.new_step(kind), step, self.answer(step, answer))

    @rule(kind=kind)
    def add_loose_step(self, kind: str) -> None:
        self.do(steps.add_loose_step, self.fresh(), steps.new_step(kind))

    @rule(kind=kind, step=pick)
    def set_type(self, kind: str, step: int) -> None:
        self.do(steps.set_type, self.step(step), kind)

    @rule(step=pick, answer=pick, to=pick)
    def connect(self, step: int, answer: int, to: int) -> None:
        key = self.step(step)
        self.do(branches.connect, key, self.answer(key, answer), self.step(to))

    @rule(step=pick, answer=pick)
    def disconnect(self, step: int, answer: int) -> None:
        key = self.step(step)
        self.do(branches.disconnect, key, self.answer(key, answer))

    @rule(step=pick, one=pick, other=pick)
    def swap(self, step: int, one: int, other: int) -> None:
        key = self.step(step)
        self.do(branches.swap_outcomes, key, self.answer(key, one), self.answer(key, other))

    @rule(step=pick, to=pick, answer=pick)
    def move_branch(self, step: int, to: int, answer: int) -> None:
        key = self.step(to)
        self.do(branches.move_branch, self.step(step), key, self.answer(key, answer))

    @precondition(lambda self: len(self.funnel.steps) < 60)
    @rule(step=pick, to=pick, answer=pick)
    def duplicate_branch(self, step: int, to: int, answer: int) -> None:
        key = self.step(to)
        place = (self.step(step), key, self.answer(key, answer))
        self.do(branches.duplicate_branch, *place, make_id=self.fresh)

    @rule(step=pick)
    def delete_branch(self, step: int) -> None:
        self.do(branches.delete_branch, self.step(step))

    @rule(step=pick, keep=pick)
    def delete_step(self, step: int, keep: int) -> None:
        key = self.step(step)
        self.do(branches.delete_step, key, self.answer(key, keep))

    @rule(step=pick, position=pick)
    def options_come_and_go(self, step: int, position: int) -> None:
        key = self.step(step)
        known = {option.id for option in self.funnel.steps[key].options}
        if position % 3 == 0:
            self.do(options.add_option, key, Option(id=self.fresh()), position % 4)
        elif position % 3 == 1:
            self.do(options.move_option, key, nth(known, position), position % 4)
        else:
            self.do(options.remove_option, key, nth(known, position))

    @rule(tag=pick, place=pick, value=st.sampled_from(["", "New", "Other *words*"]), minor=st.booleans())
    def set_text(self, tag: int, place: int, value: str, minor: bool) -> None:
        tags = [language.tag for language in self.funnel.languages]
        page = nth(places(self.funnel), place)
        self.do(texts.set_text, nth(tags, tag), page, "headline", value, minor=minor)

    @rule(number=pick)
    def languages_come_and_go(self, number: int) -> None:
        tags = [language.tag for language in self.funnel.languages]
        if number % 4 == 0:
            new = Language(tag=("fr", "de-AT", "en-US")[number % 3], base=nth(["", *tags], number))
            self.do(languages.add_language, new)
        elif number % 4 == 1:
            self.do(languages.move_language, nth(tags, number), number % 3)
        elif number % 4 == 2:
            self.do(languages.retag, nth(tags, number), ("it", "es", "nl")[number % 3])
        elif len(tags) > 1:
            self.do(languages.remove_language, nth(tags, number))

    @rule(number=pick)
    def products_come_and_go(self, number: int) -> None:
        if number % 2:
            self.do(products.add_product, self.fresh(), Product(name="New"))
        else:
            self.do(products.remove_product, nth(self.funnel.products, number))


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=40, stateful_step_count=30)
