"""What a person says of a report's findings: a number was read wrongly, or a finding is none."""

from collections.abc import Mapping
from datetime import datetime

from village import trail
from village.account.reporting.models import Report, sealed
from village.account.reporting.rules import Said, State, mark_of
from village.account.reporting.selectors.shown import Number, Shown
from village.account.reporting.services.checking import summary
from village.account.reporting.services.dropping import wait
from village.account.reporting.services.standing import refuse_crowd, reread, write
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person

MOST_SAID = 300


def correct(
    report: Report,
    number: Number,
    *,
    fields: Mapping[str, str],
    version: int,
    by: Person,
    at: datetime,
) -> Report:
    """Say what a number is; the report is checked again with it, and so is its next version.

    fields: of value, n, measure and period those that were read wrongly; none takes the
    correction back. Refused: too much was said of this report.
    """
    with trail.verb("reporting.correct", by=by, at=at) as verb:
        now = reread(report, version=version, by=by)
        refuse_crowd(by)
        said = now.said_of
        said["corrected"].pop(number.key, None)
        if fields:
            told = {"text": number.text, "quote": number.told["quote"], "fields": dict(fields)}
            said["corrected"][number.key] = told
        _keep(now, said)
        now.state = State.RECEIVED
        now.checks += 1
        wait(now, by=by, at=at)
        write(now, verb, fields=("said", "state", "checks"))
    return now


def take_back(report: Report, mark: str, *, version: int, by: Person, at: datetime) -> Report:
    """Take a correction back, also of a number that no finding rests on any more.

    Refused: nothing was corrected there.
    """
    key = next((one for one in report.said_of["corrected"] if mark_of(one) == mark), None)
    if key is None:
        raise Refusal("There is no such correction any more.")
    number = Number(key, {"text": "", "quote": ""}, {})
    return correct(report, number, fields={}, version=version, by=by, at=at)


def set_aside(
    report: Report, finding: Shown, *, why: str, version: int, by: Person, at: datetime
) -> Report:
    """Say that a finding is none, or is known; it is so in the next version too."""
    with trail.verb("reporting.set_aside", by=by, at=at) as verb:
        now = reread(report, version=version, by=by)
        said = now.said_of
        said["aside"][finding.key] = {"why": why, "says": finding.told["says"]}
        _keep(now, said)
        now.summary = summary(now)
        write(now, verb, fields=("said", "summary"))
    return now


def put_back(report: Report, finding: Shown, *, version: int, by: Person, at: datetime) -> Report:
    """Let a finding stand again. Refused: it stands."""
    with trail.verb("reporting.put_back", by=by, at=at) as verb:
        now = reread(report, version=version, by=by)
        said = now.said_of
        if not said["aside"].pop(finding.key, None):
            raise Refusal("This finding stands already.")
        _keep(now, said)
        now.summary = summary(now)
        write(now, verb, fields=("said", "summary"))
    return now


def _keep(now: Report, said: Said) -> None:
    if len(said["corrected"]) + len(said["aside"]) > MOST_SAID:
        raise Refusal(f"More than {MOST_SAID} things cannot be said of one report.")
    now.said = sealed(said, ref=now.ref)
