"""`funnelstudio export`: checks a funnel, then writes its pages into a folder or a .zip file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from funnelstudio.commands.check import blocking, plain, show, tally
from funnelstudio.commands.common import (
    BLOCKED,
    DONE,
    add_exporter,
    add_file,
    add_json,
    complain,
    open_funnel,
    say,
    say_json,
    user_exporters,
)
from funnelstudio.i18n import _, ngettext

if TYPE_CHECKING:
    from funnelstudio.export import Exporter
    from funnelstudio.export.changes import Planned
    from funnelstudio.export.run import ExportResult
    from funnelstudio.storage.files import Opened

SHOWN_FILES = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", metavar="DIR", type=Path, help=_("the folder of the site"))
    where.add_argument("--zip", metavar="ZIP", type=Path, help=_("one .zip file instead of a folder"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would change in the folder, write nothing")
    )
    add_exporter(parser)
    parser.add_argument(
        "--language", metavar="TAG", action="append", default=[], help=_("only this one; can be repeated")
    )
    parser.add_argument("--jobs", metavar="N", type=_jobs, default=1, help=_("processes to use, 1 to 64"))
    parser.add_argument("--draft", action="store_true", help=_("write the pages in spite of errors"))
    add_json(parser)


def _jobs(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 1 <= number <= 64:
        raise argparse.ArgumentTypeError(_("must be a number from 1 to 64"))
    return number


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.checks import check
    from funnelstudio.export.exporter import chosen_exporter
    from funnelstudio.export.limits import limits_of

    opened = open_funnel(arguments.file)
    funnel = opened.funnel
    exporter = chosen_exporter(arguments.exporter, funnel.export.exporter, user_exporters())
    problems = check(funnel, limits_of(exporter))
    errors = blocking(problems)
    if errors and not arguments.draft:
        if arguments.json:
            say_json({"problems": [plain(problem) for problem in problems]})
        else:
            show(errors)
            say(tally(problems) + " " + _("Nothing was written; --draft writes the pages as they are."))
        return BLOCKED
    if arguments.dry_run:
        return _say_dry_run(arguments, opened, exporter)
    result = _write(arguments, opened, exporter)
    to = arguments.zip or arguments.to
    for warning in result.warnings:
        complain(warning)
    if arguments.json:
        found = [plain(problem) for problem in problems]
        say_json({"to": str(to), **_plain(result), "problems": found})
    else:
        _tell(result, to)
        say(tally(problems))
    return DONE


def _write(arguments: argparse.Namespace, opened: Opened, exporter: Exporter) -> ExportResult:
    from funnelstudio.export import export

    if arguments.zip is not None:
        from funnelstudio.export.archive import export_zip

        write = export_zip
    else:
        write = export
    return write(
        opened.funnel,
        opened.assets,
        arguments.zip or arguments.to,
        exporter=exporter,
        languages=tuple(arguments.language),
        jobs=arguments.jobs,
        draft=arguments.draft,
    )


def _say_dry_run(arguments: argparse.Namespace, opened: Opened, exporter: Exporter) -> int:
    """What would happen in the folder; a .zip file is always written anew."""
    from funnelstudio.export.changes import SAME, dry_run

    languages = tuple(arguments.language)
    run = dry_run(
        opened.funnel,
        opened.assets,
        arguments.to,
        exporter=exporter,
        languages=languages,
        draft=arguments.draft,
    )
    for warning in run.warnings:
        complain(warning)
    if arguments.json:
        files = [_plain_file(file) for file in run.files]
        say_json({"to": str(arguments.zip or arguments.to), "files": files, "warnings": list(run.warnings)})
        return DONE
    changing = [file for file in run.files if file.fate != SAME]
    for file in changing[:SHOWN_FILES]:
        say(f"{file.fate}  {file.path}")
    _say_more(len(changing) - SHOWN_FILES)
    same = run.count(fate=SAME)
    said = ngettext("{count} file would change, ", "{count} files would change, ", len(changing))
    unchanged = ngettext("{count} would stay the same.", "{count} would stay the same.", same)
    say(said.format(count=len(changing)) + unchanged.format(count=same))
    return DONE


def _plain_file(file: Planned) -> dict[str, object]:
    return {
        "path": file.path,
        "kind": file.kind,
        "fate": file.fate,
        "step": file.step,
        "language": file.tag,
        "internal": file.internal,
        "size": file.size,
        "packed": file.packed,
    }


def _plain(result: ExportResult) -> dict[str, list[str]]:
    return {
        "written": [str(path) for path in result.written],
        "unchanged": [str(path) for path in result.unchanged],
        "removed": [str(path) for path in result.removed],
        "warnings": list(result.warnings),
    }


def _tell(result: ExportResult, to: Path) -> None:
    for word, paths in ((_("written"), result.written), (_("removed"), result.removed)):
        for path in list(paths)[:SHOWN_FILES]:
            say(f"{word}  {path}")
        _say_more(len(paths) - SHOWN_FILES)
    message = _("{written} written, {unchanged} unchanged, {removed} removed in {folder}.")
    counts = {"written": len(result.written), "unchanged": len(result.unchanged)}
    say(message.format(**counts, removed=len(result.removed), folder=to))


def _say_more(more: int) -> None:
    if more > 0:
        say(ngettext("… and {count} more", "… and {count} more", more).format(count=more))
