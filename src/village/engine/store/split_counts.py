"""Parts a return of counts, in which nobody is a row; with the standard library alone."""

from collections.abc import Iterable
from typing import Any

from village.engine.intake.counts import Line
from village.engine.specs.counts import Amount, Fault, Mark
from village.engine.store.split import Event, Tokens

TABLE = "counts"


def split_counts(lines: Iterable[Line], *, event: Event, keyed: Tokens) -> int:
    """Give each count that can be read to `event`; its issue says so of the others. Returns 0.

    Of two lines of the same place the later counts. A line of another quarter than the return is
    owed for counts for nothing: its own return may be accepted long since. Nobody is named, so
    nobody is parted.
    """
    for line in lines:
        if line.quarter is None or line.place is None or isinstance(line.numerator, Fault):
            continue
        if not keyed.sent.period.covers(line.quarter):
            continue
        event(
            TABLE,
            {
                "row_key": keyed.row(TABLE, line.number),
                "row": line.number,
                "first_on": line.quarter.first,
                "last_on": line.quarter.last,
                "indicator": line.place.indicator,
                "breakdown": line.place.breakdown,
                "group": line.place.group,
                **_kept("numerator", line.numerator),
                **_kept("denominator", line.denominator),
                "comment": line.comment or None,
                "brought": keyed.sent.period.step != "quarter",
            },
        )
    return 0


def _kept(name: str, amount: Amount) -> dict[str, Any]:
    """A count, or the mark that stands for one; an empty cell is neither."""
    return {
        name: amount if isinstance(amount, int) else None,
        f"{name}_mark": amount.value if isinstance(amount, Mark) else None,
    }
