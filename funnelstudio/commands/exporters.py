"""`funnelstudio exporters`: lists the exporters with their limits."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from funnelstudio.commands.common import DONE, add_json, say, say_json, user_exporters
from funnelstudio.i18n import _, ngettext

if TYPE_CHECKING:
    from funnelstudio.export.exporter import Exporter


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from funnelstudio.export.exporter import load_exporters

    exporters = load_exporters(user_exporters())
    if arguments.json:
        say_json({"exporters": [_plain(exporter) for exporter in exporters.values()]})
        return DONE
    width = max((len(name) for name in exporters), default=0)
    for name, exporter in exporters.items():
        manifest = exporter.manifest
        about = f"{manifest.title}: {manifest.description}" if manifest.description else manifest.title
        say(f"{name:{width}}  {about}")
        say(f"{'':{width}}  {_limits(exporter)}")
    return DONE


def _plain(exporter: Exporter) -> dict[str, Any]:
    import msgspec

    manifest = exporter.manifest
    return {
        "id": exporter.name,
        "title": manifest.title,
        "description": manifest.description,
        "concluded": manifest.concluded,
        "limits": msgspec.to_builtins(manifest.limits),
        "settings": [msgspec.to_builtins(setting) for setting in manifest.settings],
    }


def _limits(exporter: Exporter) -> str:
    limits = exporter.manifest.limits
    parts = [ngettext("{count} level", "{count} levels", limits.levels).format(count=limits.levels)]
    if limits.options:
        text = ngettext("{count} option a page", "{count} options a page", limits.options)
        parts.append(text.format(count=limits.options))
    parts.append(
        _("one way on for each option") if limits.branches == "option" else _("one way on for all options")
    )
    parts += [
        _("{field}: {count} characters").format(field=key, count=n) for key, n in limits.lengths.items()
    ]
    return ", ".join(parts)
