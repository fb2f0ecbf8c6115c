"""`funnelstudio import digistore24`: builds a funnel from a platform's own tree."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from funnelstudio.commands.common import DONE, say
from funnelstudio.errors import BadInput, NotPossible, UserError
from funnelstudio.i18n import _, ngettext


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=["digistore24"], help=_("where the tree comes from"))
    parser.add_argument("tree", metavar="TREE.json", type=Path, help=_("the upsell map, as JSON"))
    parser.add_argument("--main", metavar="ID", required=True, help=_("number of the main product"))
    parser.add_argument(
        "-o", dest="out", metavar="FILE", type=Path, required=True, help=_("the new file; not there yet")
    )
    parser.add_argument("--language", metavar="TAG", default="en-GB", help=_("of the pages, such as de-DE"))
    parser.add_argument("--currency", metavar="CODE", default="EUR", help=_("of the prices, such as CHF"))


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.exchange.digistore24 import funnel_of, read_map
    from funnelstudio.model.edits.languages import add_language
    from funnelstudio.model.funnel import Funnel
    from funnelstudio.model.languages import Language
    from funnelstudio.storage.files import save

    out: Path = arguments.out if arguments.out.suffix else arguments.out.with_suffix(".funnel")
    if os.path.lexists(out):
        raise NotPossible(_("“{name}” is there already.").format(name=out.name), _("Choose another name."))
    tree = read_map(_bytes_of(arguments.tree), arguments.tree.name)
    # The edit refuses a tag or a currency that there is none of.
    language = Language(tag=arguments.language, currency=arguments.currency)
    spoken = add_language(Funnel(), language).languages[0]
    save(funnel_of(tree, arguments.main, spoken), out, keep_version=False)
    offers = ngettext("{count} offer", "{count} offers", len(tree)).format(count=len(tree))
    say(_("{path} written with {offers}.").format(path=out, offers=offers))
    return DONE


def _bytes_of(path: Path) -> bytes:
    """The file's bytes. Raises UserError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(_("“{name}” is not there.").format(name=path.name), place=str(path)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(
            _("“{name}” can't be read: {reason}.").format(name=path.name, reason=reason)
        ) from error
