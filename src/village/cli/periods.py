"""The period that a file's name says, such as police-missing.2026-01-01--2026-03-31.csv."""

import re
from pathlib import Path

from village import engine
from village.kernel.periods import Period

IN_NAME = re.compile(r"\d{4}-\d\d-\d\d--\d{4}-\d\d-\d\d")


def period_in(path: Path) -> Period | None:
    """The period in a file's name, if there is one. Raises Usage for one that cannot be."""
    found = IN_NAME.search(path.name)
    try:
        return Period.parse(found.group()) if found else None
    except ValueError:
        raise engine.Usage(
            "The period in the file's name is none that there can be.",
            where=path.name,
            mend="Write its first and its last day, such as .2026-01-01--2026-03-31.csv",
        ) from None
