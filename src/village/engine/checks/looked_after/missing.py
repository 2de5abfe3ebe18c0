"""Times missing or away, beside the episodes in which they fall."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from village.engine.checks.looked_after.cases import Kid, bad, ep, good, looked_after, row
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places

FAMILY = Family()


def away(*days: tuple[str, str], **changes: Any) -> Kid:
    """The child in order, missing from one day to another."""
    return looked_after(missing=[row(missing="M", mis_start=a, mis_end=b) for a, b in days],
                        **changes)  # fmt: skip


_ENDED = [ep("2022-06-01", dec="2024-09-01", rec="E4A")]


@FAMILY.rows(
    "Missing", "570", shows="MIS_START",
    message="An absence begins after the end of the year.",
    mend="Correct the day, or leave it to next year's return.",
    cases=(
        bad(away(("2025-04-01", "")), cells="MIS_START=01/04/2025"),
        good(away(("2025-03-31", ""))),
    ),
)  # fmt: skip
def _begins_late(row: Any, life: Life) -> bool:
    return row.mis_start is not None and row.mis_start > life.ground.last


@FAMILY.rows(
    "Missing", "571", shows="MIS_END",
    message="An absence ends outside the year.",
    mend="Leave out what ended before the year; leave MIS_END empty where it goes on past it.",
    cases=(
        bad(away(("2025-03-30", "2025-04-01")), cells="MIS_END=01/04/2025"),
        bad(away(("2024-03-30", "2024-03-31")), cells="MIS_END=31/03/2024"),
        good(away(("2024-03-30", "2024-04-01"))),
    ),
)  # fmt: skip
def _ends_outside(row: Any, life: Life) -> bool:
    return row.mis_end is not None and not life.ground.in_year(row.mis_end)


@FAMILY.lives(
    "574", fields="Missing.MIS_START Missing.MIS_END", when="Missing",
    message="An absence begins while the one before it goes on.",
    mend="Enter when the earlier one ended, or make one of the two.",
    cases=(
        bad(away(("2024-08-01", "2024-08-09"), ("2024-08-08", "2024-08-10")),
            cells="MIS_START=08/08/2024|MIS_END=09/08/2024"),
        bad(away(("2024-08-01", ""), ("2024-08-08", "2024-08-10")),
            cells="MIS_START=08/08/2024|MIS_END="),
        good(away(("2024-08-01", "2024-08-08"), ("2024-08-08", "2024-08-10"))),
    ),
)  # fmt: skip
def _overlap(life: Life) -> Iterator[Places]:
    known = [one for one in life.child.missing if one.mis_start is not None]
    known.sort(key=lambda one: (one.mis_start or life.ground.first, one.row))
    for one, other in pairwise(known):
        if one.mis_end is None or (other.mis_start and other.mis_start < one.mis_end):
            yield ((other, "mis_start"), (one, "mis_end"))


@FAMILY.rows(
    "Missing", "577", shows="MIS_END", fields="Episodes.DEC",
    message="Care ended, and an absence has no last day or one after it.",
    mend="Enter when the absence ended: at the latest when care did.",
    cases=(
        bad(away(("2024-08-01", ""), episodes=_ENDED), cells="MIS_END="),
        bad(away(("2024-08-01", "2024-09-02"), episodes=_ENDED), cells="MIS_END=02/09/2024"),
        good(away(("2024-08-01", "2024-09-01"), episodes=_ENDED)),
    ),
)  # fmt: skip
def _outlasts_care(row: Any, life: Life) -> bool:
    left = life.left
    if left is None or row.mis_start is None or row.mis_start > left:
        return False
    return row.mis_end is None or row.mis_end > left


@FAMILY.rows(
    "Missing", "578", shows="MIS_START", fields="Episodes.DEC",
    message="An absence begins after care ended.",
    mend="Correct the day, or take the absence out.",
    cases=(
        bad(away(("2024-09-02", "2024-09-03"), episodes=_ENDED), cells="MIS_START=02/09/2024"),
        good(away(("2024-08-30", "2024-09-01"), episodes=_ENDED)),
    ),
)  # fmt: skip
def _after_care(row: Any, life: Life) -> bool:
    return life.left is not None and row.mis_start is not None and row.mis_start > life.left


@FAMILY.rows(
    "Missing", "581", shows="MIS_START", fields="Episodes.DECOM",
    message="An absence begins before the child was looked after.",
    mend="Correct the day, or take the absence out.",
    cases=(
        bad(away(("2022-05-31", "")), cells="MIS_START=31/05/2022"),
        good(away(("2022-06-01", ""))),
    ),
)  # fmt: skip
def _before_care(row: Any, life: Life) -> bool:
    begun = [one.decom for one in life.episodes if one.decom is not None]
    return bool(begun) and row.mis_start is not None and row.mis_start < min(begun)


@FAMILY.lives(
    "575", fields="Missing.MIS_END Episodes.DEC Episodes.PLACE", when="Missing", query=True,
    message="The placement from which a child went missing ended, and the absence goes on.",
    mend="Check when the absence ended; enter it.",
    cases=(
        bad(away(("2024-08-01", ""), episodes=[
            ep("2022-06-01", dec="2024-09-01", rec="X1"), ep("2024-09-01", "P", place="U4")]),
            cells="MIS_END=|DEC=01/09/2024"),
        good(away(("2024-08-01", "2024-08-30"), episodes=[
            ep("2022-06-01", dec="2024-09-01", rec="X1"), ep("2024-09-01", "P", place="U4")])),
    ),
)  # fmt: skip
def _left_the_placement(life: Life) -> Iterator[Places]:
    for one in life.child.missing:
        if one.mis_start is None or one.mis_end is not None:
            continue
        for episode, other in life.one_after_another():
            began = episode.decom is not None and episode.decom <= one.mis_start
            if began and episode.dec and one.mis_start < episode.dec and other.rne in {"P", "B"}:
                yield ((one, "mis_end"), (episode, "dec"))


@FAMILY.lives(
    "580", fields="Missing.MIS_END Episodes.REC Episodes.DEC", when="Missing",
    message="The child was missing as care ended, and the reason of the end is not E8.",
    mend="Enter E8 (any other reason), or correct when the absence ended.",
    cases=(
        bad(away(("2024-08-01", "2024-09-01"), episodes=[
            ep("2022-06-01", dec="2024-09-01", rec="E4B")]), cells="MIS_END=01/09/2024|REC=E4B"),
        good(away(("2024-08-01", "2024-09-01"), episodes=[
            ep("2022-06-01", dec="2024-09-01", rec="E8")])),
    ),
)  # fmt: skip
def _missing_at_the_end(life: Life) -> Iterator[Places]:
    final = life.episodes[-1] if life.episodes else None
    if final is None or life.left is None or final.rec == "E8":
        return
    for one in life.child.missing:
        if one.mis_end is not None and one.mis_end == life.left and one.missing == "M":
            yield ((one, "mis_end"), (final, "rec"))


@FAMILY.lives(
    "576", fields="Missing.CHILD Missing.MIS_END Header.CHILD", last_year=True, when="Header",
    message="Last year ended with an open absence, and this year does not begin with it.",
    mend="Enter the absence with last year's first day, or correct last year's return.",
    cases=(
        bad(looked_after(), cells="CHILD=A1", last=away(("2024-03-20", ""))),
        good(away(("2024-03-20", "2024-04-02")), last=away(("2024-03-20", ""))),
    ),
)  # fmt: skip
def _forgotten(life: Life) -> Iterator[Places]:
    still = {one.mis_start for one in life.last.missing if one.mis_end is None and one.mis_start}
    if still - {one.mis_start for one in life.child.missing}:
        yield ((life.header, "child"),)
