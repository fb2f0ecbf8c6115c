"""`funnelstudio exporters`: lists them with their limits; begins or checks one of the user's own."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from funnelstudio.commands.common import (
    BLOCKED,
    DONE,
    add_json,
    complain,
    say,
    say_json,
    user_exporters,
)
from funnelstudio.errors import UserError
from funnelstudio.i18n import _, ngettext

if TYPE_CHECKING:
    from funnelstudio.checks.problem import Problem
    from funnelstudio.export.exporter import Exporter
    from funnelstudio.export.lint import Finding

TRIED_ON = "agency"
"""The sample that a checked exporter renders: it has a page of every kind."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--check", metavar="FOLDER", type=Path, help=_("look for mistakes in an exporter of your own")
    )
    either.add_argument("--new", metavar="NAME", help=_("begin an exporter of your own"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    if arguments.check is not None:
        return _check(arguments.check, as_json=arguments.json)
    if arguments.new is not None:
        return _new(arguments.new, as_json=arguments.json)
    return _list(as_json=arguments.json)


def _list(*, as_json: bool) -> int:
    from funnelstudio.export.exporter import read_exporters

    exporters, broken = read_exporters(user_exporters())
    if as_json:
        say_json(
            {"exporters": [_plain(exporter) for exporter in exporters.values()], "broken": _told(broken)}
        )
        return DONE
    width = max((len(name) for name in exporters), default=0)
    for name, exporter in exporters.items():
        manifest = exporter.manifest
        about = f"{manifest.title}: {manifest.description}" if manifest.description else manifest.title
        say(f"{name:{width}}  {about}")
        say(f"{'':{width}}  {_limits(exporter)}")
        if not exporter.bundled:
            say(f"{'':{width}}  {_own(exporter)}")
    for error in broken.values():
        complain(str(error))
    return DONE


def _check(folder: Path, *, as_json: bool) -> int:
    """Print every finding as `check` prints problems; 1 when one of them keeps pages from being written."""
    from funnelstudio.commands.check import blocking, plain, show, tally
    from funnelstudio.export.lint import lint
    from funnelstudio.storage.files import load
    from funnelstudio.storage.samples import find_sample

    named = user_exporters() / folder
    folder = named if not folder.exists() and named.is_dir() else folder
    sample = load(find_sample(TRIED_ON).path)
    problems = [_problem(finding) for finding in lint(folder, sample.funnel, sample.assets)]
    if as_json:
        say_json({"folder": str(folder), "problems": [plain(problem) for problem in problems]})
    else:
        show(problems)
        say(tally(problems))
    return BLOCKED if blocking(problems) else DONE


def _problem(finding: Finding) -> Problem:
    from funnelstudio.checks.problem import Problem

    return Problem(
        finding.id, finding.severity, finding.message, field=finding.place, language=finding.language
    )


def _new(name: str, *, as_json: bool) -> int:
    """Copy the starter into the folder of the user's exporters under a name of its own."""
    from funnelstudio import bundled
    from funnelstudio.export.exporter import load_exporter, read_exporters

    if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) is None:
        raise UserError(
            _("“{name}” can't be the name of an exporter.").format(name=name[:40]),
            _("It needs small letters, digits and _ only, a letter first."),
        )
    folder = user_exporters() / name
    if name in read_exporters(user_exporters()).exporters or folder.exists():
        raise UserError(_("There is an exporter “{name}” already.").format(name=name))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(bundled.resource("exporter"), folder)
        manifest = folder / "exporter.toml"
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace('name = "my_pages"', f'name = "{name}"'), encoding="utf-8")
    except OSError as error:
        raise UserError(_("The folder {folder} can't be written to.").format(folder=folder)) from error
    load_exporter(folder)
    if as_json:
        say_json({"folder": str(folder), "name": name})
    else:
        say(
            _("{folder} is your exporter “{name}”. It extends the static pages.").format(
                folder=folder, name=name
            )
        )
    return DONE


def _plain(exporter: Exporter) -> dict[str, Any]:
    import msgspec

    manifest = exporter.manifest
    return {
        "id": exporter.name,
        "title": manifest.title,
        "description": manifest.description,
        "concluded": manifest.concluded,
        "bundled": exporter.bundled,
        "folder": exporter.folder,
        "limits": msgspec.to_builtins(manifest.limits),
        "settings": [msgspec.to_builtins(setting) for setting in manifest.settings],
    }


def _told(broken: Mapping[Path, UserError]) -> list[dict[str, str]]:
    return [{"folder": str(folder), "reason": str(error)} for folder, error in broken.items()]


def _own(exporter: Exporter) -> str:
    """Where one of the user's own is, and what its pages may load from elsewhere."""
    told = _("your own, in {folder}").format(folder=exporter.folder)
    reached = (*exporter.manifest.scripts, *exporter.manifest.hosts)
    if reached:
        return f"{told}; " + _("its pages may load from {addresses}").format(addresses=", ".join(reached))
    return told


def _limits(exporter: Exporter) -> str:
    limits = exporter.manifest.limits
    parts = [ngettext("{count} level", "{count} levels", limits.levels).format(count=limits.levels)]
    if limits.options:
        text = ngettext("{count} option a page", "{count} options a page", limits.options)
        parts.append(text.format(count=limits.options))
    parts.append(
        _("one way on for each option") if limits.branches == "option" else _("one way on for all options")
    )
    parts += [
        _("{field}: {count} characters").format(field=key, count=n) for key, n in limits.lengths.items()
    ]
    return ", ".join(parts)
