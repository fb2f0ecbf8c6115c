"""`funnelstudio new`: writes a bundled funnel and its pictures as a new file."""

from __future__ import annotations

import argparse
from pathlib import Path

from funnelstudio.commands.common import DONE, say
from funnelstudio.i18n import _
from funnelstudio.storage.samples import new_from_sample


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sample", metavar="SAMPLE", help=_("see funnelstudio samples"))
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the new file; it must not exist yet"))


def run(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file if arguments.file.suffix else arguments.file.with_suffix(".funnel")
    new_from_sample(arguments.sample, path)
    say(_("{path} written.").format(path=path))
    return DONE
