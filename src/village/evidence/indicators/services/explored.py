"""Counts on request what a version's rows say: tables, and how far fields are filled.

What was counted is kept in files of the store under the hash of what was asked, as charts are. It
is protected already and holds no row, so it stays when the rows behind its version go.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from village import engine, trail
from village.design import charts
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import asked as asking
from village.evidence.indicators.selectors.asked import Asked
from village.evidence.indicators.selectors.crossed import chart_of
from village.evidence.returns.services import house
from village.guard import Actor
from village.jobs import services as jobs
from village.jobs.models import OPEN, Job
from village.jobs.models import State as JobState
from village.jobs.registry import Progress
from village.kernel.periods import Period
from village.kernel.refusal import Refusal

COUNT, DESCRIBE = "indicators.explore", "indicators.describe"
ENDED_BADLY = (JobState.FAILED, JobState.GIVEN_UP)


AT_ONCE = 6
"""Tables of one person that may wait to be counted: the worker has others' work too."""


class TooManyWait(Refusal):
    """So many tables of one person are still to be counted that no more are taken."""


def ask(tables: Iterable[Asked], *, by: Actor, at: datetime) -> int:
    """Promise to count tables, and say how many; one that was promised before is counted once.

    Refused: `AT_ONCE` of this person's wait already.
    """
    wanted = list(tables)
    for one in wanted:
        _refuse_too_many(by)
        _ask(one, by=by, at=at)
    return len(wanted)


def _refuse_too_many(by: Actor) -> None:
    theirs = Job.objects.system("how much one person waits for").filter(
        kind=COUNT, by=by.ref, state__in=OPEN
    )
    if theirs.count() >= AT_ONCE:
        raise TooManyWait(
            f"{AT_ONCE} tables that you asked for are still to be counted. "
            "Ask for more when they are there."
        )


def _ask(wanted: Asked, *, by: Actor, at: datetime) -> None:
    about = {
        "table": wanted.ref,
        "version": wanted.version,
        "indicator": wanted.indicator,
        "period": wanted.period,
        "by": "+".join(wanted.by),
    }
    with trail.verb("indicators.ask_for_table", by=by, at=at):
        job = jobs.enqueue(COUNT, key=wanted.ref, about=about, by=by, at=at)
        if job.state in ENDED_BADLY:
            jobs.again(job, by=by, at=at)


def count(about: dict[str, Any], *, progress: Progress) -> None:  # Any: refs of a job
    """Count a table that was asked for, unless it is there; what cannot be counted says why."""
    wanted = Asked(
        about["version"], about["indicator"], about["period"], tuple(about["by"].split("+"))
    )
    if asking.counted(wanted) is not None:
        return
    progress(0, 1, "Counting")
    told = _counted(wanted)
    asking.keep(wanted.ref, told)
    if "cells" in told:
        with suppress(charts.NotDrawn):
            charts.draw([chart_of(told)])


def _counted(wanted: Asked) -> dict[str, Any]:  # Any: plain JSON
    try:
        found = engine.explore(
            house.store(),
            wanted.version,
            indicator=wanted.indicator,
            period=Period.parse(wanted.period),
            by=wanted.by,
            specs=house.rules().specs,
            rulebook=house.rulebook(),
            keyring=house.keyring(),
        )
    except engine.Usage as no:
        return {"could_not": " ".join(filter(None, (no.what, no.mend)))}
    return dict(found)


def describe_missing() -> int:
    """Say how far fields are filled of the versions of which it is not written down yet."""
    every = Version.objects.system("how far fields are filled is for all who see figures")
    return sum(describe(of.name) for of in every.order_by("-pk"))


def describe(name: str) -> bool:
    """Write down how far the fields of a version are filled; False where it is there already.

    Of a version whose rows are gone nothing can be said any more, and nothing is.
    """
    found = engine.version(house.store(), name)
    if found is None or asking.filled(name) is not None or engine.rows_gone(house.store(), found):
        return False
    try:
        told = engine.completeness(house.store(), found)
    except OSError:
        return False  # rows that are destroyed meanwhile tell nothing any more
    asking.keep(asking.filled_ref(name), dict(told))
    return True
