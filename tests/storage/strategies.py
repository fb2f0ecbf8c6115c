"""Hypothesis strategies for whole funnels, sensible and senseless ones alike."""

from __future__ import annotations

from hypothesis import strategies as st

from funnelstudio.model.funnel import Brand, Funnel, PlanChange, Text
from funnelstudio.model.languages import Language
from funnelstudio.model.offers import STEP_TYPES, Moment, Option, Plan, Step
from funnelstudio.model.products import Product

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.one_of(st.sampled_from(["a", "b", "yes", "no", "~", "format", "../x"]), words)
numbers = st.integers(-5, 10**20)
shares = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.just(1))
prices = st.dictionaries(
    st.sampled_from(["EUR", "GBP", "?"]), st.sampled_from(["24.00", "1e99", ""]), max_size=2
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**25), 10**25), words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=5,
)
unknown = st.one_of(
    st.none(),
    st.dictionaries(st.sampled_from(["future", "zz", "~", "Ü"]), json_values, min_size=1, max_size=2),
)

plans = st.builds(Plan, interval=words, every=numbers, first=prices, extra=unknown)
options = st.builds(
    Option,
    id=ids,
    name=words,
    quantity=numbers,
    price=prices,
    plan=st.one_of(st.none(), plans),
    rate=shares,
    extra=unknown,
)
steps = st.builds(
    Step,
    type=st.one_of(st.sampled_from(STEP_TYPES), words),
    name=words,
    options=st.lists(options, max_size=2).map(tuple),
    moment=st.builds(Moment, after_days=numbers, extra=unknown),
    channel=st.sampled_from(["page", "call", "pigeon"]),
    picture_focus=st.one_of(st.just((50, 50)), st.tuples(numbers, numbers)),
    pinned=st.one_of(st.none(), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))),
    next=st.dictionaries(ids, ids, max_size=2),
    links=st.dictionaries(ids, st.dictionaries(ids, words, max_size=1), max_size=1),
    extra=unknown,
)
texts = st.builds(
    Text, value=words, state=st.sampled_from(["draft", "translated", "odd"]), source=words, extra=unknown
)
funnels = st.builds(
    Funnel,
    title=words,
    languages=st.lists(st.builds(Language, tag=ids, currency=words, extra=unknown), max_size=2).map(tuple),
    brand=st.builds(Brand, name=words, radius=numbers, extra=unknown),
    products=st.dictionaries(ids, st.builds(Product, name=words, price=prices, extra=unknown), max_size=2),
    steps=st.dictionaries(ids, steps, max_size=3),
    texts=st.dictionaries(
        ids, st.dictionaries(ids, st.dictionaries(ids, texts, max_size=2), max_size=2), max_size=2
    ),
    plan_changes=st.lists(st.builds(PlanChange, id=ids, optional=st.booleans()), max_size=1).map(tuple),
    extra=unknown,
)
