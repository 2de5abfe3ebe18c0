"""What may be wrong with a file that somebody wants read: one clear message each."""

from typing import ClassVar


class Untaken(Exception):
    """A file that cannot be read. what happened, where (file and line), and what to do about it.

    None of the three holds a word of the file: they may reach logs. line: where one is known, or 1.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, *, where: str = "", mend: str = "", line: int = 1) -> None:
        self.line = line
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(
            " ".join(part for part in (f"{where}: {what}" if where else what, mend) if part)
        )


class Harmful(Untaken):
    """A file that looks built to harm whoever opens it."""

    exit_code = 4
