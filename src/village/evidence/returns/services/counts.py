"""Counts that an agency types: as a file like any other, and beside what it sent before."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from village import engine, trail
from village.evidence.returns import selectors
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import house
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights

Line = Mapping[str, str]
"""One count by column, as it was typed."""
Typed = Mapping["engine.Place", Line]


def asked(owed: Return) -> "engine.CountsSpec | None":
    """What is asked for, where it is a return of counts."""
    return house.spec(owed.spec).counts


def comes_as(owed: Return) -> str:
    """What it is sent as: "counts", "table", "tables", or the name of a built-in layout."""
    spec = house.spec(owed.spec)
    if spec.counts is not None:
        return "counts"
    if spec.table is None:
        return spec.built_in.value
    return "tables" if spec.table.parts else "table"


def asks_form(owed: Return) -> bool:
    """Whether it can be typed on a page: counts of one quarter, and not years of the past."""
    return asked(owed) is not None and owed.period.step == "quarter"


def specs_of_counts() -> frozenset[str]:
    """The kinds of return that come as counts; all others come as rows."""
    return frozenset(key for key, spec in house.rules().specs.items() if spec.counts is not None)


def as_file(owed: Return, typed: Typed) -> io.BytesIO:
    """What was typed on the page, as the file that its sender could have sent.

    typed: numerator, denominator and comment of each place.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in engine.COUNT_COLUMNS])
    for place, line in typed.items():
        where = (owed.period.label, place.indicator, place.breakdown, place.group)
        told = (line["numerator"], line["denominator"], as_words(line.get("comment", "")))
        writer.writerow([*where, *told])
    return io.BytesIO(text.getvalue().encode())


def as_words(text: str) -> str:
    """A comment on one line that no spreadsheet takes for a formula."""
    return " ".join(text.split()).lstrip("=+-@")


def weighed(edition: Edition, checked: "engine.Checked", told: Sequence[Line]) -> "engine.Checked":
    """Keep the counts sealed, and weigh them against the quarter before; others are unchanged."""
    spec = asked(edition.of)
    if spec is None:
        return checked
    engine.keep_counts(house.store(), edition.ref, house.keyring(), told)
    earlier = selectors.before(edition.of)
    if earlier is None:
        return checked
    before = engine.counts_for_sender(house.store(), earlier.ref, house.keyring())
    return engine.with_previous(checked, told, spec, period=edition.of.period, previous=before)


@dataclass(frozen=True, slots=True)
class Beside:
    """How far an edition's counts are other than those of another. figures: of both together."""

    edition: int
    differ: int
    figures: int


def beside(edition: Edition, other: Edition | None) -> Beside | None:
    """How many figures two editions tell otherwise, in numbers that tell of no count.

    None where one of them brought no counts, or nothing of it is left.
    """
    if other is None:
        return None
    mine, theirs = _figures(edition), _figures(other)
    if not mine or not theirs:
        return None
    places = mine.keys() | theirs.keys()
    differ = sum(mine.get(place) != theirs.get(place) for place in places)
    return Beside(other.number, differ, len(places))


def corrected(edition: Edition, counted: Edition | None) -> list[str] | None:
    """The indicators of which an edition tells other counts than the one that is counted now.

    None where it cannot be known: no edition is counted, or one of the two brought rows.
    """
    if counted is None:
        return None
    mine, theirs = _figures(edition), _figures(counted)
    if not mine or not theirs:
        return None
    cells = (cell for cell in mine.keys() | theirs.keys() if mine.get(cell) != theirs.get(cell))
    return sorted({place.indicator for _, place, _ in cells})


Cell = tuple[str, "engine.Place", str]
"""Quarter, place, and above or below."""


def _figures(edition: Edition) -> dict[Cell, object]:
    """What stands in each cell of an edition, as it was understood."""
    spec = asked(edition.of)
    found = engine.counts_for_sender(house.store(), edition.ref, house.keyring())
    if spec is None:
        return {}
    placed = ((engine.place_of(line, spec), line) for line in found)
    return {
        (line.get("quarter", ""), place, column): engine.amount(line[column])
        for place, line in placed
        for column in ("numerator", "denominator")
        if place is not None and line.get(column)
    }


def look(edition: Edition | None, *, rights: Rights, at: datetime) -> dict["engine.Place", Line]:
    """The counts of an edition, small ones too, for whoever may see the body's returns.

    The look is written down first. Nothing where there is no edition or nothing of it is left.
    """
    if edition is None or rights.person is None:
        return {}
    if not rights.sees(edition.of.scope):
        raise Refusal("These counts are for the agency that sent them.")
    spec = asked(edition.of)
    found = engine.counts_for_sender(house.store(), edition.ref, house.keyring())
    if spec is None or not found:
        return {}
    _write_down(edition, rights.person, rows=len(found), at=at)
    stands = engine.placed(found, spec, quarter=edition.of.period)
    return {place: line.told for place, line in stands.lines.items()}


def faults(edition: Edition | None, *, last: Edition | None) -> "tuple[engine.Faulty, ...]":
    """What is to be mended in the counts of an edition, count by count, without a number of it.

    last: the accepted edition of the quarter before. A `look` at the same edition comes first.
    """
    spec = None if edition is None else asked(edition.of)
    if edition is None or spec is None:
        return ()
    told = engine.counts_for_sender(house.store(), edition.ref, house.keyring())
    before = engine.counts_for_sender(house.store(), last.ref, house.keyring()) if last else None
    if not told:
        return ()
    return engine.counts_faults(told, spec, period=edition.of.period, previous=before or None)


def _write_down(edition: Edition, by: Person, *, rows: int, at: datetime) -> None:
    trail.read(
        "returns.look_counts",
        by=by,
        at=at,
        kind="edition",
        ref=edition.ref,
        subjects=(edition.of.ref, edition.of.body.ref),
        rows=rows,
    )
