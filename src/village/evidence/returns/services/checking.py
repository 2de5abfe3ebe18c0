"""Checks an edition's file in a process apart, and writes down what came of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from village import engine, trail
from village.evidence.returns import selectors
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.evidence.returns.services import apart, counts, house
from village.evidence.returns.services.clearing import clear, clear_away
from village.evidence.returns.services.standing import WORKER, Overtaken, about, now, write
from village.files import services as files
from village.jobs.registry import Progress
from village.kernel.periods import Period, year_ending
from village.partnership.people.rights import moment

GIVEN_UP = "This file could not be checked, and the fault is ours."
MEND = "Send the file again."
CENSUS = "census"
"""What the engine calls a checked census; any other return is a table."""


def check(ref: str, *, progress: Progress) -> None:
    """Check one edition; a second time changes nothing.

    A file that cannot be read is refused with what, where and what to do, and destroyed.
    """
    edition = selectors.by_ref(ref)
    if edition.state != State.RECEIVED:
        clear_away(ref)  # a worker that was killed may have left findings
        return
    try:
        _check(edition, progress)
    except Overtaken:
        clear_away(ref)


def _check(edition: Edition, progress: Progress) -> None:
    try:
        checked = _checked(edition, progress)
    except engine.EngineError as fault:
        refuse(edition, fault.as_record(), complete=progress.complete)
        return
    engine.keep_findings(
        house.store(), edition.ref, house.keyring(), [asdict(issue) for issue in checked.issues]
    )
    _write_down(edition, checked, progress)


def _checked(edition: Edition, progress: Progress) -> "engine.Checked":
    """The check, in a process of its own. Raises the engine's own faults."""
    lines: list[str] = []
    told: list[counts.Line] = []

    def hear(row: Any) -> None:  # Any: a line of the check, or a count
        told.append(row) if isinstance(row, dict) else lines.append(row)

    with files.open_file(edition.file_ref) as stream:
        apart.run("check", edition, stream, on_row=hear, progress=progress)
    return counts.weighed(edition, engine.from_lines(lines), told)


def _write_down(edition: Edition, checked: "engine.Checked", progress: Progress) -> None:
    at = moment()
    period = _period(checked, edition)
    with trail.verb("returns.check", by=WORKER, at=at) as verb:
        found = still_received(edition)
        found.state = State.CHECKED
        found.checked_at = at
        found.summary = summary_of(checked) | _outside(checked, edition) | _beside(edition)
        found.period_first_on, found.period_last_on = period.first, period.last
        write(
            found,
            fields=("state", "checked_at", "summary", "period_first_on", "period_last_on"),
        )
        verb.wrote("edition", found.ref, fields=("state", "summary"), **about(found))
        progress.complete()


def _outside(checked: "engine.Checked", edition: Edition) -> dict[str, int]:
    """How many rows a table has, and how many of them a rule found outside the period."""
    table = house.spec(edition.of.spec).table
    if table is None:
        return {}
    asking = {
        f"{table.prefix}-{rule.id}"
        for rule in table.rules
        if rule.kind is engine.RuleKind.IN_PERIOD
    }
    found = (outcome.findings for outcome in checked.outcomes if outcome.rule in asking)
    return {"table_rows": sum(checked.rows.values()), "outside": max(found, default=0)}


def _beside(edition: Edition) -> dict[str, dict[str, int]]:
    """How many figures are other than in the edition that stood before, where both are counts."""
    found = counts.beside(edition, selectors.stood_before(edition))
    return {"beside": asdict(found)} if found else {}


def still_received(edition: Edition) -> Edition:
    """The edition under lock. Raises Overtaken where somebody decided on it meanwhile."""
    found = now(edition)
    if found.state != State.RECEIVED:
        raise Overtaken
    return found


def _period(checked: "engine.Checked", edition: Edition) -> Period:
    """The year that a census was read as; a table is of the period it is owed for."""
    if house.spec(edition.of.spec).table is not None:
        return edition.of.period
    return year_ending(int(checked.year[:4]) + 1)


def refuse(
    edition: Edition, failure: dict[str, str], *, complete: Callable[[], None] = lambda: None
) -> None:
    """Refuse what could not be read or checked: its bytes are destroyed, the words stay.

    complete: what marks the job done within the same verb. Raises Overtaken.
    """
    at = moment()
    with trail.verb("returns.refuse_unreadable", by=WORKER, at=at) as verb:
        found = still_received(edition)
        found.state = State.REFUSED
        found.checked_at = at
        found.failure = failure
        write(found, fields=("state", "checked_at", "failure"))
        files.discard(found.file_ref, why="it could not be read", by=WORKER, at=at)
        clear(found, by=WORKER, at=at)
        verb.wrote("edition", found.ref, fields=("state", "failure"), **about(found))
        complete()


def refuse_stuck() -> None:
    """Tell the senders of editions whose check was given up, so that they can send again."""
    for edition, job in selectors.stuck():
        with suppress(Overtaken):
            refuse(edition, {"what": GIVEN_UP, "where": "", "mend": f"{job.words} {MEND}"})


def summary_of(checked: "engine.Checked") -> dict[str, Any]:
    """A check in counts, for pages and for those who may not see a row."""
    found = checked.summary()
    return {
        **asdict(found),
        "headline": _headline(found, checked),
        "sentence": _sentence(found),
        "year_words": _read_as(checked),
        "kinds": [_kind(outcome, checked) for outcome in checked.outcomes],
    }


def _headline(found: Any, checked: "engine.Checked") -> str:  # Any: the engine's Summary
    if "quarters" in checked.header:
        return _counted_lines(sum(checked.rows.values()))
    return f"{found.children:,} children read"


def _counted_lines(number: int) -> str:
    return "1 count read" if number == 1 else f"{number:,} counts read"


def _read_as(checked: "engine.Checked") -> str:
    """By which year's rules a census was read, and for which period a table."""
    if checked.spec == CENSUS:
        return f"by the rules of {checked.year} ({checked.year_from})"
    if "quarters" in checked.header:
        return f"of {checked.year}"
    return f"read as {checked.year} ({checked.year_from})"


def _sentence(found: Any) -> str:  # Any: the engine's Summary
    errors = _counted(found.errors, "error", found.error_kinds)
    queries = _counted(found.queries, "query", found.query_kinds)
    return f"{errors}, {queries}"


def _counted(number: int, word: str, kinds: int) -> str:
    many = {"query": "queries"}.get(word, f"{word}s")
    if not number:
        return f"no {many}"
    return f"{number:,} {word if number == 1 else many} in {kinds} kind{'' if kinds == 1 else 's'}"


MOST_PLACES = 5


def _places(outcome: "engine.Outcome", checked: "engine.Checked") -> str:
    """The first rows that a rule found, by table and number: places in the file, no values.

    Of a finding that has cells in several tables each table is named with its own rows.
    """
    found = [issue for issue in checked.issues if issue.rule == outcome.rule and issue.row]
    rows: dict[str, dict[int, None]] = {}
    for issue in found:
        rows.setdefault(issue.table, {})[issue.row] = None
    return "; ".join(_rows(table, list(numbers)) for table, numbers in rows.items())


def _rows(table: str, numbers: Sequence[int]) -> str:
    first = ", ".join(f"{number:,}" for number in numbers[:MOST_PLACES])
    more = len(numbers) - MOST_PLACES
    word = "row" if len(numbers) == 1 else "rows"
    return f"{table} {word} {first}{f' and {more:,} more' if more > 0 else ''}"


def _kind(outcome: "engine.Outcome", checked: "engine.Checked") -> dict[str, Any]:
    return {
        "places": _places(outcome, checked),
        "rule": outcome.rule,
        "severity": str(outcome.severity),
        "message": outcome.message,
        "mend": outcome.mend,
        "end": str(outcome.end),
        "findings": outcome.findings,
        "issues": outcome.issues,
        "children": outcome.children,
        "why": outcome.why,
    }
