"""The other agencies' returns become figures, and a slow plain count of the files agrees."""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.engine.store.houses import LIVING, House, all_definitions, definition
from village import kit
from village.engine.measures.engines import connected
from village.engine.measures.measured import Ground, measured
from village.engine.measures.stored import tables_of
from village.engine.synthetic import Return, write
from village.kernel.days import england
from village.kernel.periods import Period, year_ending

SCALE = 0.03
QUARTER, YEAR = Period(date(2025, 4, 1), date(2025, 6, 30)), year_ending(2026)
Row = Mapping[str, str]
Test = Callable[[Row], bool]


def day(text: str) -> date | None:
    return datetime.strptime(text[:10], "%d/%m/%Y").date() if text else None


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")


def said(header: str, *words: str) -> Test:
    return lambda row: row[header] in words


def always(_row: Row) -> bool:
    return True


def in_72_hours(row: Row) -> bool:
    held = row["Interview held"]
    return bool(held) and moment(held) - moment(row["Returned"]) <= timedelta(hours=72)


def next_working_day(row: Row) -> bool:
    told = day(row["Council told on"])
    return told is not None and england().between(day(row["Incident"]), told) <= 1


def within(first: str, second: str, days: int) -> Test:
    def is_within(row: Row) -> bool:
        start, end = day(row[first]), day(row[second])
        return start is not None and end is not None and (end - start).days <= days

    return is_within


def missed(tenths: int) -> Test:
    return lambda row: 10 * int(row["Missed sessions"]) >= tenths * int(row["Possible sessions"])


WHAT: Mapping[str, tuple[Return, str, str, Test, Test]] = {
    "return-interviews-in-72-hours": (
        Return.INTERVIEWS, "Interview reference", "Returned", always, in_72_hours,
    ),
    "return-interviews-offered": (
        Return.INTERVIEWS, "Interview reference", "Returned", always,
        within("Returned", "Interview offered", 3),
    ),
    "domestic-abuse-council-told": (
        Return.POLICE_ABUSE, "", "Incident", always, next_working_day,
    ),
    "domestic-abuse-repeat": (
        Return.POLICE_ABUSE, "", "Incident", always,
        said("Incident at this household in the 12 months before", "yes"),
    ),
    "missing-episodes-graded-high": (
        Return.POLICE_MISSING, "Episode reference", "Missing from", said("Category", "missing"),
        said("Risk grade", "high"),
    ),
    "persistent-absence": (Return.ATTENDANCE, "", "Counted until", always, missed(1)),
    "severe-absence": (Return.ATTENDANCE, "", "Counted until", always, missed(5)),
    "suspensions-with-special-needs": (
        Return.EXCLUSIONS, "Exclusion reference", "Began on", said("Kind", "suspension"),
        said("Special educational needs", "support", "plan"),
    ),
    "mental-health-seen-in-four-weeks": (
        Return.CLINIC, "Referral reference", "First contact", always,
        within("Referred on", "First contact", 28),
    ),
    "mental-health-accepted": (
        Return.CLINIC, "Referral reference", "Decided on", always, said("Decision", "accepted"),
    ),
    "children-diverted": (
        Return.YOUTH_JUSTICE, "Decision reference", "Decided on", always,
        said("Outcome", "diversion"),
    ),
}  # fmt: skip
"""Return, the reference by which one event stands in several lists, its date, whole and part."""

WANTED = frozenset(spec for spec, *_ in WHAT.values())


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, dict[Return, list[Row]]]:
    """A store with every quarterly return of a small district, and all their rows as sent."""
    specs = kit.specs(Path(__file__).parents[3] / "kits" / "england")
    house = House(tmp_path_factory.mktemp("agencies") / "store")
    rows: dict[Return, list[Row]] = {}
    for number, file in enumerate(
        write(tmp_path_factory.mktemp("files"), scale=SCALE, all_agencies=True).files
    ):
        if file.spec not in WANTED:
            continue
        found = read(file.path)
        rows.setdefault(file.spec, []).extend(found)
        if found:
            spec = specs[file.spec]
            content, agency = file.path.read_bytes(), f"agency of {spec.sender}"
            house.keep(content, f"r{number}", of=spec, period=file.period, agency=agency)
    return house, rows


@pytest.fixture(scope="module")
def ground(
    district: tuple[House, dict[Return, list[Row]]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    house, _ = district
    coverage: dict[str, list[Period]] = {}
    for kept in house.returns.values():
        coverage.setdefault(kept.spec.id, []).append(kept.period)
    with connected(spill=tmp_path_factory.mktemp("spill")) as engine:
        folders = [house.store.path("events", ref) for ref in house.returns]
        yield Ground(tables_of(engine, folders), coverage, LIVING)


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plainly(rows: list[Row], indicator: str, period: Period) -> tuple[int, int]:
    """Part and whole of the period; of an event in several lists the newest word counts."""
    _, reference, dated, whole, part = WHAT[indicator]
    newest = {row[reference] if reference else number: row for number, row in enumerate(rows)}
    counted = [
        row
        for row in newest.values()
        if (on := day(row[dated])) is not None and on in period and whole(row)
    ]
    return sum(map(part, counted)), len(counted)


@pytest.mark.parametrize("indicator", sorted(WHAT))
def test_rows_are_counted_as_a_plain_count_of_the_files_would(
    district: tuple[House, dict[Return, list[Row]]], ground: Ground, indicator: str
) -> None:
    _, rows = district

    found = measured(definition(indicator), ground)

    step, period = ("year", YEAR) if "year" in found.steps else ("quarter", QUARTER)
    (counts,) = [one for one in found.steps[step] if one.period == period]
    total = counts.total
    part, whole = plainly(rows[WHAT[indicator][0]], indicator, period)
    assert total.whole is not None
    assert (total.part.events, total.whole.events) == (part, whole)
    assert whole


def test_every_indicator_of_the_agencies_rows_is_computed(ground: Ground) -> None:
    of_agencies = [one for one in all_definitions() if set(one.tables) <= set(WANTED)]

    empty = [one.id for one in of_agencies if not any(measured(one, ground).steps.values())]

    assert len(of_agencies) == 31
    assert empty == []


def test_who_waits_at_a_quarter_s_end_is_known_for_earlier_quarters_too(
    district: tuple[House, dict[Return, list[Row]]], ground: Ground
) -> None:
    _, rows = district
    newest = {row["Referral reference"]: row["Decision"] for row in rows[Return.CLINIC]}
    waited = {row["Patient ID"] for row in rows[Return.CLINIC] if not row["First contact"]
              and newest[row["Referral reference"]] in {"accepted", "waiting"}}  # fmt: skip

    found = measured(definition("mental-health-waiting"), ground).steps["quarter"]

    waiting = [counts.total.part.children for counts in found]
    assert len(waiting) == 9
    assert 0 < max(waiting) <= len(waited) <= sum(waiting)
