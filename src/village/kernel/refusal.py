"""An expected no, worded for the person who asked."""


class Refusal(Exception):
    """The house declines, and says so in words that the person can act on.

    message: a whole sentence for the screen, without a child's name or a row's value.
    field: the name of the form field that it belongs to, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Refusal):
    """The record changed since it was shown to who wants to change it."""
