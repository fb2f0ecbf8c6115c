"""What the operating system refused, said in one sentence with what to do about it."""

from __future__ import annotations

import errno
from pathlib import Path

from funnelstudio.errors import UserError
from funnelstudio.i18n import _


def reading(error: OSError, path: Path) -> UserError:
    """Why `path` can't be read."""
    name = path.name or str(path)
    if isinstance(error, FileNotFoundError):
        return UserError(_("There is no file “{path}”.").format(path=path))
    if isinstance(error, PermissionError):
        return UserError(
            _("You may not read “{name}”.").format(name=name), _("Ask its owner for permission.")
        )
    if isinstance(error, (IsADirectoryError, NotADirectoryError)):
        return UserError(_("“{name}” is a folder, not a file.").format(name=name))
    return UserError(_("“{name}” can't be read: {reason}.").format(name=name, reason=_reason(error)))


def writing(error: OSError, path: Path) -> UserError:
    """Why `path` can't be written; what stood there before is as it was."""
    name, folder = path.name, path.parent
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            _("There is no room left on the disk to save “{name}”.").format(name=name),
            _("Free some space, or save it elsewhere."),
        )
    if isinstance(error, FileNotFoundError):
        return UserError(
            _("The folder “{folder}” is not there.").format(folder=folder), _("Save it in another folder.")
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserError(
            _("You may not write in “{folder}”.").format(folder=folder), _("Save it in another folder.")
        )
    return UserError(
        _("“{name}” can't be saved: {reason}.").format(name=name, reason=_reason(error)),
        _("Try again, or save it elsewhere."),
    )


def _reason(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).rstrip(".")
