"""Counts that an agency types: as a file like any other, and beside what it sent before."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from village import engine, trail
from village.evidence.returns import selectors
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import house
from village.kernel.refusal import Refusal
from village.partnership.people.rights import Rights

Line = Mapping[str, str]
"""One count by column, as it was typed."""
Typed = Mapping["engine.Place", Line]


def asked(owed: Return) -> "engine.CountsSpec | None":
    """What is asked for, where it is a return of counts."""
    return house.spec(owed.spec).counts


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
    trail.read(
        "returns.look_counts",
        by=rights.person,
        at=at,
        kind="edition",
        ref=edition.ref,
        subjects=(edition.of.ref, edition.of.body.ref),
        rows=len(found),
    )
    placed = ((engine.place_of(line, spec), line) for line in found)
    return {place: line for place, line in placed if place is not None}
