"""What an exporter's manifest allows, in the words of the model, for the checks."""

from __future__ import annotations

from funnelstudio.export.exporter import Exporter
from funnelstudio.model.limits import BY_OPTION, YES_NO, Limits


def limits_of(exporter: Exporter) -> Limits:
    """The limits of an exporter and of the platform that it is for."""
    manifest = exporter.manifest
    return Limits(
        title=manifest.title,
        concluded=manifest.concluded,
        levels=manifest.limits.levels,
        branches=BY_OPTION if manifest.limits.branches == "option" else YES_NO,
        options=manifest.limits.options,
        lengths=manifest.limits.lengths,
    )
