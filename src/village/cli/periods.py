"""The period of a table: from its file's name, or as whoever checks it says."""

import re
from datetime import date
from pathlib import Path

from village import engine
from village.kernel.periods import Period, quarter_holding, year_holding

DAY = r"\d{4}-\d\d-\d\d"
TWO_DAYS = re.compile(rf"(?<!\d){DAY}--{DAY}(?!\d)")
ONE_DAY = re.compile(rf"(?<!\d){DAY}(?!\d)")
HOW = {
    "as-at": "its day, such as 2026-06-30",
    "quarter": "its first and its last day, such as 2026-01-01--2026-03-31",
    "year": "its first and its last day, such as 2025-04-01--2026-03-31",
}
"""How a period is written, by the length of what a return is of."""


def period_in(path: Path, spec: "engine.Spec") -> Period | None:
    """The period that a file's name says for this return; None where it says none.

    Raises Usage for days that cannot be, WrongReturn for a period that the return is never of.
    """
    if found := TWO_DAYS.search(path.name):
        return period_of(found.group(), spec, where=path.name)
    found = ONE_DAY.search(path.name) if spec.table else None
    if found is None:
        return None
    days = _days(found.group(), spec, where=path.name)
    # A day that ends no quarter is perhaps the day of the export: it says nothing of the period.
    return _whole(days, spec)


def period_of(words: str, spec: "engine.Spec", *, where: str) -> Period:
    """The period that the words say for this return. Raises as `period_in` does."""
    days = _days(words, spec, where=where)
    period = _whole(days, spec)
    if period is None:
        raise engine.WrongReturn(
            f"The return {spec.id} is never of {days.label}.",
            where=where,
            mend=f"Write {how(spec)}.",
        )
    return period


def how(spec: "engine.Spec") -> str:
    """How the period of a return is written."""
    return HOW[_length(spec)]


def unsaid(spec: "engine.Spec", path: Path) -> "engine.WrongReturn":
    """What is wrong with a table whose name says no period, where one is needed."""
    example = f"{spec.id}-{how(spec).rpartition(' ')[2]}{path.suffix}"
    return engine.WrongReturn(
        "The file does not say which period it is of.",
        where=path.name,
        mend=f"Write {how(spec)}, into its name: {example}",
    )


def _days(words: str, spec: "engine.Spec", *, where: str) -> Period:
    first, _, last = words.partition("--")
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        raise engine.Usage(
            f"The period “{words}” is none that there can be.",
            where=where,
            mend=f"Write {how(spec)}.",
        ) from None


def _whole(days: Period, spec: "engine.Spec") -> Period | None:
    """A list is of one day; of a quarter or a year, the day that ends it says it as well as two."""
    length, is_day = _length(spec), days.first == days.last
    if is_day == (length == "as-at"):
        return days
    if not is_day:
        return None
    whole = quarter_holding(days.last) if length == "quarter" else year_holding(days.last)
    return whole if whole.last == days.last else None


def _length(spec: "engine.Spec") -> str:
    """The census, which is no table, is of a year."""
    return spec.table.length.value if spec.table else "year"
