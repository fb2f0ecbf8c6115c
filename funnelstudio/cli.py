"""The command line: finds the command, runs it, and turns whatever fails into one sentence."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from funnelstudio import __version__, i18n
from funnelstudio.commands.common import BAD_USE, DONE, INTERRUPTED, PIPE_CLOSED, CommandParser, complain, say
from funnelstudio.errors import Cancelled, UserError
from funnelstudio.i18n import N_, _


class Command(NamedTuple):
    """`module` is in `funnelstudio.commands` and has `add_arguments(parser)` and `run(arguments) -> int`."""

    name: str
    about: str
    module: str


COMMANDS: Final = (
    Command("samples", N_("list the bundled funnels"), "samples"),
    Command("new", N_("write a bundled funnel as a new file"), "new"),
    Command("check", N_("show every problem of a funnel"), "check"),
    Command("export", N_("write the pages of a funnel"), "export"),
    Command("import", N_("build a funnel from a platform's own tree"), "imports"),
    Command("exporters", N_("list the exporters with their limits"), "exporters"),
    Command("paths", N_("list every buyer's path through a funnel"), "paths"),
    Command("forecast", N_("show who comes where and what it brings"), "forecast"),
    Command("diff", N_("tell in words what changed between two funnels"), "diff"),
    Command("picture", N_("draw the tree as a picture"), "picture"),
    Command("preview", N_("serve the pages on this machine with live reload"), "preview"),
    Command("schema", N_("print the JSON Schema of the file"), "schema"),
    Command("self-test", N_("try out the installed program"), "self_test"),
)
"""A new command takes one module and one line here. `about` is a message id."""

WINDOW: Final = Command("", N_("open the studio"), "window")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with `arguments` (the process's own by default); returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    _prepare_output()
    try:
        i18n.use_language(i18n.system_language())
        return _flushed(_run(words))
    except UserError as error:
        return _failed(str(error))
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except BrokenPipeError:
        _silence_output()
        return PIPE_CLOSED
    except Exception as error:  # whatever it is, the user gets a sentence and the report gets the rest
        if debug:
            raise
        return _failed(_unexpected(error))


def _run(words: list[str]) -> int:
    first = words[0] if words else ""
    if first in ("--version", "-V"):
        say(f"Funnel Studio {__version__}")
        return DONE
    if first in ("--help", "-h", "help"):
        say(_help())
        return DONE
    command = next((command for command in COMMANDS if command.name == first), WINDOW)
    if command is WINDOW:
        _check_first_word(first)
    module = importlib.import_module(f"funnelstudio.commands.{command.module}")
    parser = CommandParser(prog=f"funnelstudio {command.name}".strip(), description=_(command.about))
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(words if command is WINDOW else words[1:]))
    return code


def _check_first_word(word: str) -> None:
    """Raise UserError for a word that is neither a command nor a file: most likely a slip of the pen."""
    if not word or word.startswith("-") or Path(word).suffix or os.path.lexists(word) or os.sep in word:
        return
    meant = get_close_matches(word, [command.name for command in COMMANDS], n=1)
    hint = _("Did you mean “{name}”?").format(name=meant[0]) if meant else _("See funnelstudio --help.")
    raise UserError(_("“{word}” is neither a command nor a file.").format(word=word), hint)


def _help() -> str:
    width = max(len(name) for name in ("[FILE ...]", *(command.name for command in COMMANDS)))
    lines = [
        _("Funnel Studio: draw upsell decision trees, write their pages, export static sites."),
        "",
        f"funnelstudio {'[FILE ...]':{width}}  {_(WINDOW.about)}",
        *(f"funnelstudio {command.name:{width}}  {_(command.about)}" for command in COMMANDS),
        "",
        _("funnelstudio COMMAND --help says more about a command; --version prints the version."),
    ]
    return "\n".join(lines)


def _prepare_output() -> None:
    """Print what the terminal's encoding lacks as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flushed(code: int) -> int:
    """Flush here, where a closed pipe can still be handled."""
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _silence_output() -> None:
    """Nobody reads any more: keep the interpreter from complaining when it flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(sentence: str) -> int:
    with contextlib.suppress(OSError):
        complain(sentence)
    return BAD_USE


def _unexpected(error: Exception) -> str:
    """The sentence for a fault of ours; the whole story goes into a file."""
    from funnelstudio.storage.reports import write_report

    place = write_report(error)
    message = _("Something went wrong that should not have ({kind}).").format(kind=type(error).__name__)
    more = _("Run it again with --debug to see where.")
    if place is not None:
        more = _("A report is in {path}.").format(path=place)
    return f"{message} {more}"
