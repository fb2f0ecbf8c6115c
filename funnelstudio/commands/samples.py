"""`funnelstudio samples`: lists the bundled funnels."""

from __future__ import annotations

import argparse

from funnelstudio.commands.common import DONE, add_json, say, say_json
from funnelstudio.storage.samples import list_samples


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    samples = list_samples()
    if arguments.json:
        rows = [{"id": row.id, "title": row.title, "description": row.description} for row in samples]
        say_json({"samples": rows})
        return DONE
    width = max((len(sample.id) for sample in samples), default=0)
    for sample in samples:
        say(f"{sample.id:{width}}  {sample.title}: {sample.description}")
    return DONE
