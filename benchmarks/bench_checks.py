"""Checks of 5,461 steps in five languages: all of them cold, and after an edit only what it touches."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

from funnelstudio.checks.checker import Checker, check
from funnelstudio.model.edits import branches, products, texts
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.limits import Limits
from tests.builders import big_funnel

CONCLUDED = Limits(concluded=True)


def thread_seconds(work: Callable[[], object]) -> float:
    """CPU time of this thread, the least of three runs."""
    best = float("inf")
    for _run in range(3):
        begun = time.thread_time()
        work()
        best = min(best, time.thread_time() - begun)
    return best


def after(funnel: Funnel, changed: Funnel) -> float:
    """Seconds to check `changed` when `funnel` has been checked."""
    best = float("inf")
    for _run in range(3):
        checker = Checker(CONCLUDED)
        checker.update(funnel)
        begun = time.thread_time()
        checker.update(changed)
        best = min(best, time.thread_time() - begun)
    return best


def kept_bytes(funnel: Funnel) -> int:
    """What a checker holds on to after a run, its findings included."""
    check(funnel, CONCLUDED)  # what the model remembers of the funnel is not the checker's
    tracemalloc.start()
    checker = Checker(CONCLUDED)
    checker.update(funnel)
    size, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size


def main() -> None:
    """Print what an edit costs as a share of checking everything, and what the caches hold."""
    funnel = big_funnel()
    found = len(check(funnel, CONCLUDED))
    cold = thread_seconds(lambda: check(funnel, CONCLUDED))
    text = after(funnel, texts.set_text(funnel, "de-DE", "o3", "headline", "Neu"))
    tree = after(funnel, branches.delete_branch(funnel, "o300"))
    top = after(funnel, branches.delete_branch(funnel, "o1"))
    price = after(funnel, products.set_product_price(funnel, "more", "EUR", "8"))
    print(f"checks, all of 5,461 steps in five languages, cold ({found:,} found)\t{cold:.2f} s\t")
    print(f"checks after a text, of all checks\t{text / cold:.3f}\t<= 0.02")
    print(f"checks after a change of the tree, of all checks\t{tree / cold:.3f}\t<= 0.08")
    times = ", ".join(f"{seconds * 1000:.1f}" for seconds in (text, tree, top, price))
    print(f"checks after a text, a cut, a cut near the start, a price everywhere\t{times} ms\t")
    each = kept_bytes(funnel) / len(funnel.steps)
    print(f"kept by the checker, of the funnel's steps\t{each:.0f} bytes each\t")


if __name__ == "__main__":
    main()
