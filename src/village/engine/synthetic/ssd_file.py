"""Writes the district's Standard Safeguarding Dataset as a zip of CSV files, mistakes and all."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from village.engine.specs.tables import TableSpec
from village.engine.synthetic.annex_file import SetWritten
from village.engine.synthetic.council_record import records
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import AS_AT, SEED, District
from village.engine.synthetic.mistakes import Planted
from village.engine.synthetic.people import birthday
from village.engine.synthetic.ssd_return import Row, ssd_rows

YEARS: Final = 2
"""Of cases that were open: the extract's own reach is six, and makes the file larger, no more."""
_STREAM: Final = 35


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake in one table; `spoil` says whether the row lends itself."""

    name: str
    table: str
    rule: str
    spoil: Callable[[Row], bool]


def _written(name: str, text: str) -> Callable[[Row], bool]:
    def spoil(row: Row) -> bool:
        was = row.get(name, "")
        row[name] = text
        return bool(was)

    return spoil


def _day_before(name: str, other: str) -> Callable[[Row], bool]:
    def spoil(row: Row) -> bool:
        if not row.get(name) or not row.get(other):
            return False
        row[name] = (date.fromisoformat(row[other]) - timedelta(days=1)).isoformat()
        return True

    return spoil


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("a referral that is none", "cin_assessments", "SSD-cin-assessments-without-referral",
             _written("referral_id", "X999999")),
        Kind("a plan that is none", "cp_reviews", "SSD-review-without-plan",
             _written("plan_id", "X999999")),
        Kind("factors cut short", "assessment_factors",
             "SSD-assessment-factors-factors-json-unreadable",
             _written("factors_json", '["3B", "16')),
        Kind("no such factor", "assessment_factors", "SSD-assessment-factors-factors-unreadable",
             _written("factors_json", '["3B", "77Q"]')),
        Kind("authorised before start", "cin_assessments",
             "SSD-cin-assessments-ends-before-start", _day_before("authorised_on", "started_on")),
        Kind("plan ends before start", "cp_plans", "SSD-cp-plans-ends-before-start",
             _day_before("ended_on", "started_on")),
        Kind("no reason", "cin_episodes", "SSD-cin-episodes-reason-and-date",
             _written("closure_reason", "")),
        Kind("no such placement", "cla_placement", "SSD-cla-placement-placement-unreadable",
             _written("placement", "Foster family")),
    )
}  # fmt: skip
HONEST: Final[Mapping[str, int]] = dict.fromkeys(KINDS, 3)
"""How often each is made at any scale, where as many rows lend themselves."""


def write_ssd(
    path: Path,
    *,
    spec: TableSpec,
    district: District | None = None,
    mistakes: Mapping[str, int] = HONEST,
) -> SetWritten:
    """Write every table of the kit's `spec` as the extract's scripts name it and its columns.

    The day is the last of the newest quarter. Equal arguments write equal bytes.
    """
    found = district or District(SEED, as_at=AS_AT)
    day, planted = found.span.listed_on, list[Planted]()
    since = birthday(day, -YEARS)
    tables: dict[str, list[Row]] = {part.sheets[0]: [] for part in spec.parts}
    rows = (
        row
        for record in records(found, day=day, since=since)
        for row in ssd_rows(record, seed=found.seed)
    )
    for name, row in _spoilt(rows, mistakes, seed=found.seed, planted=planted):
        tables[name].append(row)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part in spec.parts:
            text = _csv(part, tables[part.sheets[0]])
            archive.writestr(ZipInfo(f"{part.id}.csv"), text, ZIP_DEFLATED)
    return SetWritten({name: len(held) for name, held in tables.items()}, day, tuple(planted))


def _spoilt(
    rows: Iterable[tuple[str, Row]],
    mistakes: Mapping[str, int],
    *,
    seed: int,
    planted: list[Planted],
) -> Iterator[tuple[str, Row]]:
    """The rows, some of them spoilt, none twice."""
    if unknown := sorted(set(mistakes) - set(KINDS)):
        raise ValueError(f"No such kind of mistake: {unknown[0]}. Known: {', '.join(KINDS)}.")
    dice, left = Dice(seed, _STREAM), dict(mistakes)
    for name, row in rows:
        for kind in KINDS.values():
            due = kind.table == name and left.get(kind.name, 0) and dice.chance(0.2)
            if due and kind.spoil(row):
                left[kind.name] -= 1
                planted.append(Planted(row.get("child_id", ""), kind.name, kind.rule))
                break
        yield name, row


def _csv(part: TableSpec, rows: Iterable[Row]) -> str:
    """The columns by the data set's own names, which are the first of their aliases."""
    columns = {one.name: one.aliases[0] for one in part.fields if one.inside is None}
    out = StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(columns.values())
    lines.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue()
