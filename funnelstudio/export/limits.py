"""What an exporter's manifest allows, in the words of the model, for the checks."""

from __future__ import annotations

import msgspec

from funnelstudio.export.exporter import Exporter
from funnelstudio.model.limits import Limits


def limits_of(exporter: Exporter) -> Limits:
    """The limits of an exporter and of the platform that it is for."""
    manifest = exporter.manifest
    return Limits(
        exporter=exporter.name,
        title=manifest.title,
        concluded=manifest.concluded,
        **msgspec.structs.asdict(manifest.limits),
    )
