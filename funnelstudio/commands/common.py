"""What commands share: exit codes, printing, and the arguments that many of them take."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from funnelstudio.i18n import _

if TYPE_CHECKING:
    from funnelstudio.storage.files import Opened

DONE: Final = 0
BLOCKED: Final = 1
BAD_USE: Final = 2
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
"""The last two are what shells report for a program that was stopped by Ctrl+C or by a closed pipe."""

# Control characters, and marks that change the direction of what follows: a title must not steer a terminal.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class CommandParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence and exits with 2."""

    def error(self, message: str) -> NoReturn:
        see = _("See {command} --help.").format(command=self.prog)
        complain(f"{message[:1].upper()}{message[1:]}. {see}")
        raise SystemExit(BAD_USE)


def say(text: str) -> None:
    """Print `text` to stdout with nothing in it that could steer a terminal."""
    if sys.stdout is not None:
        sys.stdout.write(_UNPRINTABLE.sub("�", text) + "\n")


def complain(sentence: str) -> None:
    """Print one line to stderr."""
    if sys.stderr is not None:
        line = " ".join(sentence.split())
        sys.stderr.write(f"funnelstudio: {_UNPRINTABLE.sub('�', line)}\n")


def say_json(data: Any) -> None:
    """Print one JSON object; characters that the terminal can't show are escaped the JSON way."""
    import json

    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    sys.stdout.write(json.dumps(data, ensure_ascii=encoding != "utf8", indent=2) + "\n")


def add_file(parser: argparse.ArgumentParser) -> None:
    """The argument FILE."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("a .funnel or .funnelz file"))


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option --json."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def add_exporter(parser: argparse.ArgumentParser) -> None:
    """The option --exporter; empty stands for the one that the funnel names."""
    parser.add_argument(
        "--exporter", metavar="NAME", default="", help=_("its name (see funnelstudio exporters), or a folder")
    )


def open_funnel(path: Path) -> Opened:
    """Load FILE and tell its notes. Raises UserError."""
    from funnelstudio.storage.files import load

    opened = load(path)
    for note in opened.notes:
        complain(note)
    return opened


def user_exporters() -> Path:
    """The folder of the user's own exporters."""
    from funnelstudio.storage.folders import data_folder

    return data_folder() / "exporters"
