"""Checks rows of the two national tables as if they had come in a file."""

from collections.abc import Sequence
from datetime import date

from tests.engine.tables.makers import (
    EPISODE_HEADERS,
    PERSON_HEADERS,
    csv_text,
    episode,
    person,
    received,
    spec,
)
from village.engine.checks import Checked
from village.engine.checks.tables import check
from village.kernel.periods import Period, quarters, year_ending

SPRING = quarters(year_ending(2027))[0]
THE_DAY = Period(date(2026, 3, 31), date(2026, 3, 31))
PEOPLE, EPISODES = "person-list", "police-missing"


def checked(of: str, found: Sequence[Sequence[str]]) -> Checked:
    """The check of rows under the usual column names, for the usual period."""
    headers = PERSON_HEADERS if of == PEOPLE else EPISODE_HEADERS
    period = THE_DAY if of == PEOPLE else SPRING
    return check(received(csv_text([headers, *found])), spec(of), period=period)


def without(column: str, *, of: str) -> Checked:
    """The check of a sound file from which a column was left out."""
    headers, row = (PERSON_HEADERS, person()) if of == PEOPLE else (EPISODE_HEADERS, episode())
    place = headers.index(column)
    text = csv_text([(*cells[:place], *cells[place + 1 :]) for cells in (headers, row)])
    return check(received(text), spec(of), period=THE_DAY if of == PEOPLE else SPRING)


def places(rule: str, result: Checked) -> str:
    """Where a rule found something: 3 Sex=M; 2 Sex=F."""
    issues = (issue for issue in result.issues if issue.rule == rule)
    return "; ".join(f"{issue.row} {issue.column}={issue.value}" for issue in issues)


def return_of(rule: str) -> str:
    return PEOPLE if rule.startswith("PL-") else EPISODES
