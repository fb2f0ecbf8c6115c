"""`funnelstudio schema`: prints the JSON Schema of the file."""

from __future__ import annotations

import argparse

from funnelstudio.commands.common import DONE, say_json
from funnelstudio.storage.schema import json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    say_json(json_schema())
    return DONE
