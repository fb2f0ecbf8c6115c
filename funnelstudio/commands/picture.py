"""`funnelstudio picture`: the tree as an SVG, PNG or PDF file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from funnelstudio.commands.common import DONE, add_file, open_funnel, say
from funnelstudio.commands.window import need_window
from funnelstudio.errors import UserError
from funnelstudio.i18n import _
from funnelstudio.storage import durable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, required=True, help=_(".svg, .png or .pdf")
    )
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--language", metavar="TAG", default="", help=_("of the prices on the cards"))


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.forecast import forecast

    out: Path = arguments.output
    suffix = out.suffix.lower()
    if suffix not in (".svg", ".png", ".pdf"):
        message = _("“{name}” is not a kind of picture that can be written.").format(name=out.name)
        raise UserError(message, _("Use a name that ends in .svg, .png or .pdf."))
    funnel = open_funnel(arguments.file).funnel
    flow = forecast(funnel)
    if suffix == ".svg":
        from funnelstudio.export.picture import svg

        drawn = svg(funnel, theme=arguments.theme, tag=arguments.language, flow=flow)
        durable.write(out, drawn.encode())
    else:
        need_window(_("A picture as {kind}").format(kind=suffix[1:].upper()))
        # It is drawn on no screen, so none is needed.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from funnelstudio.gui.canvas.picture import save_picture

        durable.check_target(out)
        save_picture(funnel, out, theme=arguments.theme, tag=arguments.language, flow=flow)
    say(_("{path} written.").format(path=out))
    return DONE
