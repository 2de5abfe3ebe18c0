"""Checks an edition's file in a process apart, and writes down what came of it."""

from dataclasses import asdict
from typing import Any

from village import engine, trail
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.evidence.returns.services import apart, house
from village.files import services as files
from village.jobs.registry import Progress
from village.kernel.periods import year_ending
from village.partnership.people.rights import moment

WORKER = trail.System("worker")


def check(ref: str, *, progress: Progress) -> None:
    """Check one edition; a second time changes nothing.

    A file that cannot be read is refused with what, where and what to do, and destroyed.
    """
    edition = _edition(ref)
    if edition.state != State.RECEIVED:
        return
    try:
        checked = _checked(edition, progress)
    except engine.EngineError as fault:
        _refuse(edition, fault.as_record(), progress)
        return
    engine.keep_findings(
        house.store(), edition.ref, house.keyring(), [asdict(issue) for issue in checked.issues]
    )
    _write_down(edition, checked, progress)


def _edition(ref: str) -> Edition:
    rows = Edition.objects.system("a job reads the edition that it is about")
    return rows.select_related("of__body").get(ref=ref)


def _checked(edition: Edition, progress: Progress) -> "engine.Checked":
    """The check, in a process of its own. Raises the engine's own faults."""
    lines: list[str] = []
    with files.open_file(edition.file_ref) as stream:
        apart.run("check", edition, stream, on_row=lines.append, progress=progress)
    return engine.from_lines(lines)


def _write_down(edition: Edition, checked: "engine.Checked", progress: Progress) -> None:
    at = moment()
    with trail.verb("returns.check", by=WORKER, at=at) as verb:
        edition.state = State.CHECKED
        edition.checked_at = at
        edition.summary = summary_of(checked)
        edition.period_first_on, edition.period_last_on = _period(checked, edition)
        edition.version += 1
        edition.save(
            update_fields=[
                "state", "checked_at", "summary", "period_first_on", "period_last_on", "version",
            ]
        )  # fmt: skip
        verb.wrote("edition", edition.ref, fields=("state", "summary"))
        progress.complete()


def _period(checked: "engine.Checked", edition: Edition) -> Any:  # Any: two dates
    """The period that a census says it is of; a table is of the period it is owed for."""
    if not checked.reference_date or house.spec(edition.of.spec).table is not None:
        return edition.of.first_on, edition.of.last_on
    said = year_ending(int(checked.reference_date[:4]))
    return said.first, said.last


def _refuse(edition: Edition, failure: dict[str, str], progress: Progress) -> None:
    at = moment()
    with trail.verb("returns.refuse_unreadable", by=WORKER, at=at) as verb:
        edition.state = State.REFUSED
        edition.checked_at = at
        edition.failure = failure
        edition.version += 1
        edition.save(update_fields=["state", "checked_at", "failure", "version"])
        files.discard(edition.file_ref, why="it could not be read", by=WORKER, at=at)
        verb.wrote("edition", edition.ref, fields=("state", "failure"))
        progress.complete()


def summary_of(checked: "engine.Checked") -> dict[str, Any]:
    """A check in counts, for pages and for those who may not see a row."""
    found = checked.summary()
    return {
        **asdict(found),
        "headline": f"{found.children:,} children read",
        "sentence": _sentence(found),
        "year_words": f"by the rules of {checked.year} ({checked.year_from})",
        "kinds": [_kind(outcome, checked) for outcome in checked.outcomes],
    }


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
    """The first rows that a rule found, by table and number: places in the file, no values."""
    found = [issue for issue in checked.issues if issue.rule == outcome.rule and issue.row]
    rows = list(dict.fromkeys((issue.table, issue.row) for issue in found))
    if not rows:
        return ""
    table = rows[0][0]
    numbers = [number for where, number in rows if where == table]
    first = ", ".join(f"{number:,}" for number in numbers[:MOST_PLACES])
    more = len(rows) - min(len(numbers), MOST_PLACES)
    word = "row" if len(rows) == 1 else "rows"
    return f"{table} {word} {first}{f' and {more:,} more' if more else ''}"


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
