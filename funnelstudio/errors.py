"""Errors whose text a user can read: one clear sentence, and a hint where something can be done."""


class UserError(Exception):
    """An error that is shown as it stands: `message` is one sentence, `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class BadInput(UserError):  # noqa: N818 - reads as what it is, and callers catch UserError
    """A file or value from outside that can't be used; `place` says where in it (a path or a line)."""

    def __init__(self, message: str, hint: str = "", place: str = "") -> None:
        super().__init__(message, hint)
        self.place = place


class NotPossible(UserError):  # noqa: N818 - as above
    """An edit that the funnel's rules forbid, such as a seventh level or a jump that makes a cycle."""


class Cancelled(Exception):  # noqa: N818 - as above
    """The user stopped the work; nobody needs to be told."""
