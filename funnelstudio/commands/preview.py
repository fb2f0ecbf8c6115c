"""`funnelstudio preview`: serves a funnel's pages on this machine and reloads them when the file changes."""

from __future__ import annotations

import argparse

from funnelstudio.commands.common import (
    DONE,
    add_exporter,
    add_file,
    complain,
    open_funnel,
    say,
    user_exporters,
)
from funnelstudio.errors import UserError
from funnelstudio.i18n import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--port", metavar="N", type=_port, default=8000, help=_("0 for any that is free"))
    add_exporter(parser)


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(_("must be a number from 0 to 65535"))
    return number


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.preview_server import PreviewServer

    open_funnel(arguments.file)
    try:
        server = PreviewServer(
            arguments.file,
            arguments.port,
            exporter=arguments.exporter,
            own_exporters=user_exporters(),
            told=complain,
        )
    except OSError as error:
        message = _("The port {port} can't be used: {reason}.")
        reason = error.strerror or str(error)
        raise UserError(message.format(port=arguments.port, reason=reason), _("Choose another.")) from error
    with server:
        say(_("The pages are at {address} until you press Ctrl+C.").format(address=server.address))
        _flush()
        server.serve()
    return DONE


def _flush() -> None:
    """The address is wanted now, also by a program that reads it through a pipe."""
    import sys

    sys.stdout.flush()
