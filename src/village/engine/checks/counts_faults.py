"""Says beside each count of a return what is wrong with it, for whoever mends it on a page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from village.engine.checks.counts import Checking, Found, amounts_of, checked_anew
from village.engine.checks.counts_rules import RULES, Rule
from village.engine.checks.findings import Severity
from village.engine.intake.counts import FORMULA, Line
from village.engine.specs.counts import CountsSpec, Place
from village.kernel.periods import Period

Told = Sequence[Mapping[str, str]]
_NEITHER: Final = "a whole number, “suppressed” or “not collected”"


@dataclass(frozen=True, slots=True)
class Faulty:
    """One thing to mend. place: None for a row that stands nowhere. column: of a count.

    is_query: it may be right, and is asked about.
    """

    place: Place | None
    column: str
    words: str
    is_query: bool = False


def counts_faults(
    told: Told, spec: CountsSpec, *, period: Period, previous: Told | None
) -> tuple[Faulty, ...]:
    """What is wrong with each count of one quarter, in the order of the rules.

    told, previous: lines as `Line.told` writes them.
    """
    checking = checked_anew(told, spec, period=period, previous=previous)
    words = _Words(checking, period, {} if previous is None else amounts_of(previous, spec))
    return tuple(one for found in checking.found for one in words.of(found))


class _Words:
    """Turns what was found into sentences beside counts."""

    def __init__(
        self, checking: Checking, period: Period, before: Mapping[Place, tuple[object, object]]
    ) -> None:
        self.checking = checking
        self.period = period
        self.before = before
        self._wording: Mapping[Rule, Callable[[Line, str], str]] = {
            Rule.QUARTER: self._quarter,
            Rule.INDICATOR: self._label,
            Rule.TWICE: self._twice,
            Rule.EMPTY: lambda line, column: "Enter a count: 0 where there were none",
            Rule.SHARE: lambda line, column: (
                f"The file had {line.texts[column]} here. Enter how many there were"
            ),
            Rule.TEXT: lambda line, column: f"Enter {_NEITHER}",
            Rule.DATE: lambda line, column: f"The file had a date here. Enter {_NEITHER}",
            Rule.FORMULA: self._formula,
            Rule.MERGED: lambda line, column: (
                f"In the workbook {line.odd[column]} is merged. Enter this count by itself"
            ),
            Rule.COLUMN: lambda line, column: "The file had no such column. Enter it here",
            Rule.PART: lambda line, column: (
                "The part is larger than the whole. Look whether the two changed places"
            ),
            Rule.GROUPS: self._groups,
            Rule.TENFOLD: self._tenfold,
            Rule.STOPPED: lambda line, column: (
                "This was counted last quarter. If nobody counts it now, say why in the comment"
            ),
        }

    def of(self, found: Found) -> Iterator[Faulty]:
        if found.missing is not None:
            named = "" if found.missing.is_total else f"{found.missing.group}: "
            words = f"{named}the file had no row for this. Enter it here"
            yield Faulty(found.missing, "numerator", words[:1].upper() + words[1:])
        is_query = RULES[found.rule].severity is Severity.QUERY
        said: set[tuple[Place | None, str, str]] = set()
        for line, column in found.cells[:1] if found.rule is Rule.GROUPS else found.cells:
            place = self.checking.standing.place_of(line)
            spot = column if column in {"numerator", "denominator"} else "numerator"
            words = self._wording[found.rule](line, column)
            if place and not place.is_total:
                words = f"{place.group}: {words[:1].lower()}{words[1:]}"
            if (place, spot, words) not in said:
                said.add((place, spot, words))
                yield Faulty(place, spot, words, is_query=is_query)

    def _stands(self, line: Line) -> bool:
        return self.checking.standing.place_of(line) is not None

    def _quarter(self, line: Line, column: str) -> str:
        if not self._stands(line):
            return f"Row {line.number} of the file is of another quarter, and is not on this page"
        return (
            f"Row {line.number} of the file names another quarter. Look whether this is the count "
            f"of {self.period.label}"
        )

    def _label(self, line: Line, column: str) -> str:
        if not self._stands(line):
            return f"Row {line.number} of the file says nothing that is asked for, and is not here"
        return (
            f"In row {line.number} of the file a label was typed over. Look whether this is the "
            "count of what stands here"
        )

    def _twice(self, line: Line, column: str) -> str:
        return f"Row {line.number} of the file repeats a count, and is not on this page"

    def _formula(self, line: Line, column: str) -> str:
        cell = f"{line.at.get(column, '')}{line.number}"
        if line.odd[column] != FORMULA or not line.texts[column]:
            return f"Cell {cell} held a formula without a saved result. Enter the count"
        return f"Cell {cell} held a formula. Look whether its result is right"

    def _groups(self, line: Line, column: str) -> str:
        return "The groups do not add up to this. Put the rest under “Not known”, or mend the total"

    def _tenfold(self, line: Line, column: str) -> str:
        amounts = self.before.get(line.place) if line.place else None
        last = amounts[column == "denominator"] if amounts else "another"
        return f"Last quarter this was {last}. If it is right, say in the comment what happened"
