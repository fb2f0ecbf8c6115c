"""What happens when the program itself has a fault: the work stays open, and the user gets a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from funnelstudio.gui.session import Message
from funnelstudio.i18n import _
from funnelstudio.storage.reports import write_report


def tell_faults(tell: Callable[[Message], object]) -> None:
    """From now on an error that nothing caught is written into a report and told, and the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            tell(message_of(error))

    sys.excepthook = hook


def message_of(error: Exception) -> Message:
    """The sentence for a fault of the program, with the place of its report."""
    place = write_report(error)
    hint = _("A report is in {path}.").format(path=place) if place is not None else ""
    told = _("Something went wrong that should not have ({kind}).").format(kind=type(error).__name__)
    calm = _("Your work is still there; save it.")
    return Message(told, f"{calm} {hint}".strip(), "error")
