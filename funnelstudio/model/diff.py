"""What differs between two funnels, found by identity: what an edit did not touch is the same object."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from operator import is_, is_not
from typing import Any

import msgspec

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.offers import Step, outcomes

NOTHING: frozenset[str] = frozenset()


class Changes(msgspec.Struct, frozen=True):
    """What every view is told. Sets hold the ids of what was added, removed or changed.

    `everything` means another document: forget all. `structure` means that steps came, went, or hang
    together differently; without it every card stays where it is. `texts` maps a tag to places.
    """

    old: Funnel | None
    new: Funnel
    everything: bool = False
    steps: frozenset[str] = NOTHING
    structure: bool = False
    products: frozenset[str] = NOTHING
    texts: Mapping[str, frozenset[str]] = {}
    languages: bool = False
    brand: bool = False
    title: bool = False
    plan_changes: bool = False
    assumptions: bool = False
    export: bool = False
    checking: bool = False
    waivers: bool = False

    def __bool__(self) -> bool:
        return self.everything or self.old is not self.new


def diff(old: Funnel | None, new: Funnel) -> Changes:
    """The changes that lead from `old` to `new`; from None all of it is new."""
    if old is None:
        return Changes(old=None, new=new, everything=True, structure=True)
    steps = keys_that_differ(old.steps, new.steps)
    return Changes(
        old=old,
        new=new,
        steps=steps,
        structure=any(hangs_differently(old.steps.get(key), new.steps.get(key)) for key in steps),
        products=keys_that_differ(old.products, new.products),
        texts={
            tag: keys_that_differ(old.texts.get(tag, {}), new.texts.get(tag, {}))
            for tag in sorted(keys_that_differ(old.texts, new.texts))
        },
        languages=old.languages is not new.languages and old.languages != new.languages,
        brand=old.brand is not new.brand and old.brand != new.brand,
        title=old.title != new.title,
        plan_changes=old.plan_changes is not new.plan_changes and old.plan_changes != new.plan_changes,
        assumptions=old.assumptions is not new.assumptions and old.assumptions != new.assumptions,
        export=old.export is not new.export and old.export != new.export,
        checking=old.checking is not new.checking and old.checking != new.checking,
        waivers=old.waivers is not new.waivers and old.waivers != new.waivers,
    )


def keys_that_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Keys whose values are not the same object in both mappings."""
    if old is new:
        return NOTHING
    if len(old) == len(new) and all(map(is_, old, new)):
        # The keys are the very same ones in the same order, as most edits leave them: no loop in Python.
        return frozenset(compress(new, map(is_not, old.values(), new.values())))
    changed = set(compress(new, map(is_not, map(old.get, new), new.values())))
    if len(old) + len(changed) != len(new) or changed:
        changed.update(key for key in old.keys() - new.keys())
    return frozenset(changed)


def hangs_differently(old: Step | None, new: Step | None) -> bool:
    if old is None or new is None:
        return True
    return old.next != new.next or old.type != new.type or outcomes(old) != outcomes(new)
