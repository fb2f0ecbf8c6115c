"""What differs between two funnels, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import Funnel
from funnelstudio.model.texts import place_name


def differences(old: Funnel, new: Funnel) -> list[str]:
    """A sentence for each thing that came, went or changed from `old` to `new`."""
    return [*_of_document(old, new), *_of_items(old, new), *_of_texts(old, new), *_of_waivers(old, new)]


def _of_document(old: Funnel, new: Funnel) -> Iterator[str]:
    if old.title != new.title:
        yield _("The title was “{old}” and is “{new}”.").format(old=old.title, new=new.title)
    before, after = ({language.tag for language in funnel.languages} for funnel in (old, new))
    for tag in sorted(after - before):
        yield _("The language {tag} was added.").format(tag=tag)
    for tag in sorted(before - after):
        yield _("The language {tag} was removed.").format(tag=tag)
    if before == after and old.languages != new.languages:
        yield _("The settings of the languages were changed.")
    sentences = {
        "brand": _("The brand was changed: {fields}."),
        "assumptions": _("The assumptions of the forecast were changed: {fields}."),
        "export": _("The settings of the export were changed: {fields}."),
        "checking": _("The settings of the checks were changed: {fields}."),
    }
    for name, sentence in sentences.items():
        fields = _fields_that_differ(getattr(old, name), getattr(new, name))
        if fields:
            yield sentence.format(fields=", ".join(fields))
    if old.plan_changes != new.plan_changes:
        yield _("The plan changes were changed.")


def _of_items(old: Funnel, new: Funnel) -> Iterator[str]:
    kinds: tuple[tuple[Mapping[str, Any], Mapping[str, Any], str, str, str], ...] = (
        (
            old.products,
            new.products,
            _("The product “{name}” was added."),
            _("The product “{name}” was removed."),
            _("The product “{name}” was changed: {fields}."),
        ),
        (
            old.steps,
            new.steps,
            _("The step “{name}” was added."),
            _("The step “{name}” was removed."),
            _("The step “{name}” was changed: {fields}."),
        ),
    )
    for before, after, added, removed, changed in kinds:
        for key in sorted(before.keys() | after.keys()):
            if key not in before:
                yield added.format(name=after[key].name or key)
            elif key not in after:
                yield removed.format(name=before[key].name or key)
            elif before[key] != after[key]:
                fields = ", ".join(_fields_that_differ(before[key], after[key]))
                yield changed.format(name=after[key].name or key, fields=fields)


def _of_texts(old: Funnel, new: Funnel) -> Iterator[str]:
    """One sentence for each page and language, with the fields that differ."""
    for tag in sorted(old.texts.keys() | new.texts.keys()):
        before, after = old.texts.get(tag, {}), new.texts.get(tag, {})
        for place in sorted(before.keys() | after.keys()):
            was, now = before.get(place, {}), after.get(place, {})
            fields = sorted(field for field in was.keys() | now.keys() if was.get(field) != now.get(field))
            if fields:
                name = place_name(new if place in after else old, place)
                message = ngettext(
                    "{tag}, {page}: {count} text differs ({fields}).",
                    "{tag}, {page}: {count} texts differ ({fields}).",
                    len(fields),
                )
                yield message.format(tag=tag, page=name, count=len(fields), fields=", ".join(fields))


def _fields_that_differ(old: msgspec.Struct, new: msgspec.Struct) -> list[str]:
    return [
        field.encode_name if field.name != "extra" else _("fields of a newer version")
        for field in msgspec.structs.fields(old)
        if getattr(old, field.name) != getattr(new, field.name)
    ]


def _of_waivers(old: Funnel, new: Funnel) -> Iterator[str]:
    """What was set aside since, and what counts again."""
    for waiver in new.waivers:
        if waiver not in old.waivers:
            yield _("Set aside: {check} at “{place}”, because “{reason}” ({by}).").format(
                check=waiver.check, place=place_name(new, waiver.place), reason=waiver.reason, by=waiver.by
            )
    for waiver in old.waivers:
        if waiver not in new.waivers:
            yield _("No longer set aside: {check} at “{place}”.").format(
                check=waiver.check, place=place_name(old, waiver.place)
            )
