"""The demonstration holds what every agency owes, and leaves the newest for the visitor to send."""

import json
import sqlite3
from collections import defaultdict
from pathlib import Path

from village import engine

BY_COUNTS = {"neglect-toolkit-use", "workforce-by-ethnicity"}
"""Indicators for which nobody owes the made-up partnership anything."""


def test_every_agency_s_rows_are_there_and_every_indicator_of_them_has_a_figure(
    furniture: Path,
) -> None:
    accepted = returns(furniture / "village.sqlite3")
    assert {spec for spec in accepted if not spec.startswith("counts")} == {
        "census-cin", "person-list", "looked-after", "return-interviews", "police-missing",
        "police-domestic-abuse", "school-roll", "school-attendance", "school-exclusions",
        "camhs-referrals", "youth-justice-cohort",
    }  # fmt: skip
    assert max(accepted["police-domestic-abuse"]) == "2026-03-31"
    assert max(accepted["looked-after"]) == "2026-03-31"
    assert len(accepted["school-attendance"]) == 5
    assert waiting_jobs(furniture / "village.sqlite3") == 0
    store = engine.Store(furniture / "store")
    made = engine.version(store)
    assert made is not None
    empty = {name for name in made.indicators if not has_figure(store, made.name, name)}
    assert empty == BY_COUNTS
    assert json.dumps(engine.reconciled_of(store, made.name)).count("period") == 8


def returns(database: Path) -> dict[str, list[str]]:
    """The last days of accepted returns, by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    with sqlite3.connect(database) as house:
        for spec, last_on in house.execute(
            "SELECT r.spec, r.last_on FROM returns_edition e JOIN returns_return r "
            "ON r.id = e.of_id WHERE e.state = 'accepted' AND e.stored_at IS NOT NULL"
        ):
            found[spec].append(last_on)
    return found


def waiting_jobs(database: Path) -> int:
    with sqlite3.connect(database) as house:
        found = house.execute("SELECT count(*) FROM jobs_job WHERE state <> 'done'").fetchone()
    return int(found[0])


def has_figure(store: "engine.Store", version: str, indicator: str) -> bool:
    plain = engine.figures_of(store, version, indicator)
    return plain is not None and any(plain["series"].values())
