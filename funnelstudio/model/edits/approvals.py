"""Edits of what is approved: a page as it is now, for one exporter, or no longer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from funnelstudio.errors import NotPossible
from funnelstudio.i18n import _
from funnelstudio.model import ids
from funnelstudio.model.approval import approval_key, approval_of, page_of
from funnelstudio.model.funnel import Approval, ExportSettings, Funnel
from funnelstudio.model.value import replace, with_item, without
from funnelstudio.progress import Progress

Page = tuple[str, str]
"""A step's id and a language's tag."""

_REPORTED: Final = 256
"""Pages that are approved before it is told how far that is."""


def approve(
    funnel: Funnel,
    exporter: str,
    pages: Collection[Page],
    platform: str = "",
    progress: Progress | None = None,
) -> Funnel:
    """Note that the pages are approved as they are now. Raises NotPossible.

    `platform` is the key of the products' numbers where the exporter's buttons need them.
    """
    if not ids.is_safe(exporter):
        raise NotPossible(_("“{name}” is not an exporter's name.").format(name=exporter[:40]))
    tags = {language.tag for language in funnel.languages}
    for step_id, tag in pages:
        if step_id not in funnel.steps or tag not in tags:
            raise NotPossible(_("This page isn't there any more."))
    kept = {key: item for key, item in _known(funnel, exporter).items() if _is_there(funnel, key)}
    for number, (step_id, tag) in enumerate(pages):
        if progress is not None and number % _REPORTED == 0:
            progress.at(number / len(pages))
        kept[approval_key(step_id, tag)] = approval_of(funnel, step_id, tag, exporter, platform)
    return _with(funnel, exporter, kept)


def disapprove(funnel: Funnel, exporter: str, pages: Collection[Page]) -> Funnel:
    """Forget that the pages were approved."""
    keys = [approval_key(step_id, tag) for step_id, tag in pages]
    return _with(funnel, exporter, without(_known(funnel, exporter), *keys))


def tags_renamed(export: ExportSettings, tag: str, new: str) -> ExportSettings:
    """Export settings after a language got another tag, or went (`new` empty): the keys follow."""

    def renamed(key: str) -> str:
        parts = key.split(":")
        return ":".join(new if part == tag else part for part in parts)

    def follow(values: Mapping[str, object]) -> dict[str, object]:
        return {renamed(key): item for key, item in values.items() if new or tag not in key.split(":")[1:]}

    approvals = {name: follow(pages) for name, pages in export.approvals.items()}
    settings = {name: follow(values) for name, values in export.settings.items()}
    changed: ExportSettings = replace(
        export,
        approvals={name: pages for name, pages in approvals.items() if pages},
        settings={name: values for name, values in settings.items() if values},
    )
    return export if changed == export else changed


def _known(funnel: Funnel, exporter: str) -> Mapping[str, Approval]:
    return funnel.export.approvals.get(exporter, {})


def _is_there(funnel: Funnel, key: str) -> bool:
    step_id, tag = page_of(key)
    return step_id in funnel.steps and any(language.tag == tag for language in funnel.languages)


def _with(funnel: Funnel, exporter: str, pages: Mapping[str, Approval]) -> Funnel:
    if pages == _known(funnel, exporter):
        return funnel
    approvals = funnel.export.approvals
    approvals = with_item(approvals, exporter, pages) if pages else without(approvals, exporter)
    return replace(funnel, export=replace(funnel.export, approvals=approvals))
