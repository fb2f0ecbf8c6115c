"""`funnelstudio diff`: what changed between two funnels, in words."""

from __future__ import annotations

import argparse
from pathlib import Path

from funnelstudio.commands.common import DONE, add_json, open_funnel, say, say_json
from funnelstudio.i18n import _
from funnelstudio.model.differences import differences


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="A", type=Path, help=_("the older .funnel file"))
    parser.add_argument("new", metavar="B", type=Path, help=_("the newer one"))
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    old, new = open_funnel(arguments.old).funnel, open_funnel(arguments.new).funnel
    changes = differences(old, new)
    if arguments.json:
        say_json({"changes": changes})
        return DONE
    for change in changes:
        say(change)
    if not changes:
        say(_("The funnels are the same."))
    return DONE
