"""The census of children in need, parted: one child's rows into the tables of events."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from village.engine.specs.census import Child, Episode
from village.engine.specs.census_codes import ABUSE, CLOSURES, FACTORS, NEEDS, REFERRAL_SOURCES
from village.engine.specs.returns import CENSUS_TABLES
from village.engine.store.events import EVENT_TABLES, age_band
from village.engine.store.split import (
    Event,
    Keep,
    Tokens,
    disability_group,
    ethnicity_group,
    listed,
    sex_group,
    whole_years,
)
from village.kernel.days import OutsideCalendar, WorkingDays

Row = dict[str, Any]  # Any: a row of a table whose schema is written in events
TABLES = CENSUS_TABLES
NUMBERED = ("assessments", "enquiries")


def split_census(
    children: Iterable[Child], *, event: Event, keyed: Tokens, keep: Keep, days: WorkingDays
) -> int:
    """Give every child's events to `event` and its identity to `keep`. Returns how many."""
    number = 0
    for child in children:
        number += 1
        keep(identity(child, keyed))
        for table, row in events(child, keyed=keyed, days=days):
            event(table, row)
    return number


def identity(child: Child, keyed: Tokens) -> dict[str, str | None]:
    """Who the child is: this leaves for the identities, and nothing of it for the events."""
    born = child.birth_date or child.expected_birth_date
    return {
        "row_key": keyed.row("children", child.row),
        "child_key": keyed.child(child.la_child_id, row=child.row),
        "child_id": child.la_child_id,
        "upn": child.upn,
        "former_upn": child.former_upn,
        "birth_date": born.isoformat() if born else None,
    }


def events(child: Child, *, keyed: Tokens, days: WorkingDays) -> Iterator[tuple[str, Row]]:
    """Each event of a child with what figures may be broken down by, and no identifier."""
    common = {
        "child_key": keyed.child(child.la_child_id, row=child.row),
        "period_end": keyed.sent.period.last,
        "sex": sex_group(child.sex or child.gender_current),
        "ethnicity": ethnicity_group(child.ethnicity),
        "disability": disability_group(one.code for one in child.disabilities),
    }
    born = child.birth_date or child.expected_birth_date
    for episode in child.episodes:
        for table, row, record_row in _of_episode(episode, days):
            dated = row[EVENT_TABLES[table].dated_by]
            yield (
                table,
                {
                    **common,
                    **row,
                    "row_key": keyed.row(table, record_row),
                    "row": record_row,
                    "age_band": age_band(whole_years(born, dated)),
                },
            )


def _of_episode(episode: Episode, days: WorkingDays) -> Iterator[tuple[str, Row, int]]:
    yield "referrals", _referral(episode), episode.row
    parts = (
        ("assessments", episode.assessments, _assessment),
        ("enquiries", episode.section47s, _enquiry),
        ("need_plans", episode.cin_plans, _need_plan),
        ("protection_plans", episode.cp_plans, _protection_plan),
    )
    for table, records, to_row in parts:
        rows = [{"referred_on": episode.referral_date, **to_row(one, days)} for one in records]
        for record, row in zip(records, _numbered(table, rows), strict=True):
            yield table, row, record.row


def _numbered(table: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Tell apart what starts on one day, so that it has the same number in next year's return.

    Not by its place among all: last year's return may hold others before it.
    """
    begun: Counter[date | None] = Counter()
    for row in rows:
        begun[row["started_on"]] += 1
        yield {**row, "number": begun[row["started_on"]]} if table in NUMBERED else row


def _referral(episode: Episode) -> Row:
    return {
        "referred_on": episode.referral_date,
        "referral_source": listed(episode.referral_source, REFERRAL_SOURCES),
        "primary_need": listed(episode.primary_need_code, NEEDS),
        "no_further_action": episode.nfa,
        "closed_on": episode.closure_date,
        "closure_reason": listed(episode.reason_for_closure, CLOSURES),
    }


def _assessment(record: Any, days: WorkingDays) -> Row:  # Any: one of the records of an episode
    return {
        "started_on": record.actual_start_date,
        "authorised_on": record.authorisation_date,
        "working_days": taken(record.actual_start_date, record.authorisation_date, days),
        "factors": " ".join(factor for factor in record.factors if factor in FACTORS),
    }


def _enquiry(record: Any, days: WorkingDays) -> Row:
    return {
        "started_on": record.actual_start_date,
        "conference_on": record.date_of_initial_cpc,
        "conference_not_required": record.not_required,
        "working_days": taken(record.actual_start_date, record.date_of_initial_cpc, days),
    }


def _need_plan(record: Any, _days: WorkingDays) -> Row:
    return {"started_on": record.start_date, "ended_on": record.end_date}


def _protection_plan(record: Any, _days: WorkingDays) -> Row:
    return {
        "started_on": record.start_date,
        "ended_on": record.end_date,
        "initial_category": listed(record.initial_category_of_abuse, ABUSE),
        "latest_category": listed(record.latest_category_of_abuse, ABUSE),
        "previous_plans": record.number_of_previous_cpp,
    }


def taken(start: date | None, end: date | None, days: WorkingDays) -> int | None:
    """Working days from start to end; None where either is missing or beyond the calendar.

    None too for an end before its start: a date that is wrong is no quick piece of work.
    """
    if start is None or end is None or end < start:
        return None
    try:
        return days.between(start, end)
    except OutsideCalendar:
        return None
