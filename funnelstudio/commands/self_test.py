"""`funnelstudio self-test`: tries out the installed program, one line a part."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import funnelstudio
from funnelstudio.commands.common import BLOCKED, DONE, say
from funnelstudio.commands.window import has_window_library
from funnelstudio.i18n import _, ngettext
from funnelstudio.storage.samples import Sample, list_samples
from funnelstudio.storage.schema import decode, encode


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    failed = 0
    for name, test in _tests():
        try:
            found = test()
        except Exception as error:  # a self-test reports whatever it meets and goes on
            failed += 1
            say(f"FAILED  {name}: {type(error).__name__}: {error}")
        else:
            say(f"ok      {name}: {found}")
    broken = ngettext("{count} part does not work.", "{count} parts do not work.", failed)
    say(broken.format(count=failed) if failed else _("Everything works."))
    return BLOCKED if failed else DONE


def _tests() -> Iterator[tuple[str, Callable[[], str]]]:
    yield _("modules"), partial(_import_all, window=False)
    for sample in list_samples():
        yield _("sample {id}").format(id=sample.id), partial(_try_sample, sample)
    yield _("picture"), _draw
    if has_window_library():
        yield _("window"), partial(_import_all, window=True)


def _import_all(*, window: bool) -> str:
    """Import every module, either of the window alone or of all but the window."""
    names = [
        module.name
        for module in pkgutil.walk_packages(
            funnelstudio.__path__, "funnelstudio.", onerror=_raise_import_error
        )
        if not module.name.endswith("__main__") and module.name.startswith("funnelstudio.gui") == window
    ]
    for name in names:
        importlib.import_module(name)
    return _("{count} imported").format(count=len(names))


def _raise_import_error(name: str) -> None:
    """`walk_packages` imports packages to look into them; the window's may be missing their library."""
    if not name.startswith("funnelstudio.gui"):
        raise ImportError(name)


def _try_sample(sample: Sample) -> str:
    from funnelstudio.checks import check
    from funnelstudio.export import export
    from funnelstudio.storage.files import load

    opened = load(sample.path)
    data = encode(opened.funnel)
    if decode(data) != opened.funnel or encode(decode(data)) != data:
        raise ValueError("the file does not come back as it was written")
    errors = [problem for problem in check(opened.funnel) if problem.severity == "error"]
    if errors:
        raise ValueError(errors[0].message)
    with tempfile.TemporaryDirectory(prefix="funnelstudio-") as folder:
        result = export(opened.funnel, opened.assets, Path(folder) / "site")
        return _("{count} pages").format(count=len(result.written))


def _draw() -> str:
    from funnelstudio.export.picture import svg
    from funnelstudio.storage.files import load

    made = svg(load(list_samples()[0].path).funnel)
    return _("{count} characters").format(count=len(made))
