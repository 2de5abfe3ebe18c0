"""Care leavers (OC3): who they are, and what is said of them."""

from collections.abc import Callable
from typing import Any

from village.engine.checks.looked_after.cases import (
    Kid,
    adopted,
    bad,
    ep,
    good,
    left,
    uasc,
)
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family

FAMILY = Family()
_SHOWN = "IN_TOUCH ACTIV ACCOM"
_CELLS = "IN_TOUCH=YES|ACTIV=F2|ACCOM=K1"


def _ended(rec: str, *, dec: str = "2024-06-01") -> Kid:
    return left(episodes=[ep("2022-06-01", dec=dec, rec=rec)])


def _final(life: Life) -> Any:
    return life.episodes[-1] if life.episodes else None


def _ends_by(*reasons: str) -> Callable[[Any, Life], bool]:
    """The last episode of all ended for one of these reasons."""

    def wrong(_row: Any, life: Life) -> bool:
        final = _final(life)
        return final is not None and final.rec in reasons

    return wrong


FAMILY.add_rows(
    "OC3", "1000", wrong=_ends_by("E2"), shows=_SHOWN, fields="Episodes.REC",
    message="The young person died in care, and is in the table of care leavers.",
    mend="Take the person out of the table OC3.",
    cases=(bad(_ended("E2"), cells=_CELLS), good(left())),
)  # fmt: skip
FAMILY.add_rows(
    "OC3", "1011", wrong=_ends_by("E3"), shows=_SHOWN, fields="Episodes.REC",
    message="Another authority took over the care, and the person is in the table of leavers.",
    mend="Take the person out of the table OC3: the other authority returns it.",
    cases=(bad(_ended("E3"), cells=_CELLS), good(left())),
)  # fmt: skip


@FAMILY.rows(
    "OC3", "1007", shows=_SHOWN, also="DOB", fields="Episodes.DEC",
    message="A care leaver of 17 or 18 is still looked after.",
    mend="Take the person out of the table OC3, or enter when care ended.",
    cases=(
        bad(left(header={"DOB": "2007-06-01"}, episodes=[ep("2022-06-01")]), cells=f"{_CELLS}|DOB"),
        good(left()),
    ),
)  # fmt: skip
def _still_looked_after(_row: Any, life: Life) -> bool:
    of_age = life.reached(17, life.ground.last) and life.under(19, life.ground.last)
    return life.open_at_end is not None and of_age


@FAMILY.rows(
    "OC3", "1014", shows=_SHOWN, fields="UASC.DUC",
    message="A care leaver is in the table of unaccompanied children, which is not asked for.",
    mend="Take the person out of the table UASC.",
    cases=(bad(left(uasc=uasc()["UASC"]), cells=_CELLS), good(left()), good(uasc())),
)  # fmt: skip
def _unaccompanied(_row: Any, life: Life) -> bool:
    return bool(life.child.uasc) and not life.episodes


@FAMILY.rows(
    "OC3", "134", shows=_SHOWN, fields="AD1.DATE_INT",
    message="A care leaver is in the table of adoptions.",
    mend="Take the person out of the table AD1 or OC3.",
    cases=(bad(left(ad1=adopted()["AD1"]), cells=_CELLS), good(left())),
)  # fmt: skip
def _adopted(_row: Any, life: Life) -> bool:
    return bool(life.child.ad1)


@FAMILY.rows(
    "OC3", "344", shows=_SHOWN,
    message="The leaver died or went home to parents, and activity or accommodation is said.",
    mend="Enter 0 for activity and accommodation.",
    cases=(
        bad(left(oc3={"IN_TOUCH": "RHOM"}), cells="IN_TOUCH=RHOM|ACTIV=F2|ACCOM=K1"),
        good(left(oc3={"IN_TOUCH": "RHOM", "ACTIV": "0", "ACCOM": "0"})),
    ),
)  # fmt: skip
def _no_more_asked(row: Any, _life: Life) -> bool:
    said = row.activ not in {None, "0"} or row.accom not in {None, "0"}
    return row.in_touch in {"DIED", "RHOM"} and said


@FAMILY.rows(
    "OC3", "345", shows=_SHOWN,
    message="The authority is in touch with the leaver, and activity or accommodation is 0.",
    mend="Enter what the young person does and where they live.",
    cases=(
        bad(left(oc3={"ACCOM": "0"}), cells="IN_TOUCH=YES|ACTIV=F2|ACCOM=0"),
        good(left()),
    ),
)  # fmt: skip
def _in_touch_unknown(row: Any, _life: Life) -> bool:
    return row.in_touch == "YES" and "0" in {row.activ, row.accom}


@FAMILY.rows(
    "OC3", "347", shows="ACCOM", also="DOB",
    message="A leaver under 18 lives in a foyer.",
    mend="Correct the accommodation or the date of birth.",
    cases=(
        bad(left(header={"DOB": "2007-04-01"}, oc3={"ACCOM": "T1"}), cells="ACCOM=T1|DOB"),
        good(left(oc3={"ACCOM": "T1"})),
    ),
)  # fmt: skip
def _foyer(row: Any, life: Life) -> bool:
    return row.accom in {"T1", "T2"} and life.under(18, life.ground.last)


@FAMILY.rows(
    "OC3", "1002", shows=_SHOWN, last_year=True, query=True, fields="Episodes.DECOM",
    message="A leaver of 17 or 18 has no episode in this year's return nor in last year's.",
    mend="Check that the young person was looked after; explain it if it was longer ago.",
    cases=(
        bad(left(header={"DOB": "2006-06-01"}), cells=_CELLS, last=left()),
        good(left(header={"DOB": "2006-06-01"}),
             last=left(episodes=[ep("2022-06-01", dec="2024-01-19", rec="E6")])),
    ),
)  # fmt: skip
def _never_looked_after(_row: Any, life: Life) -> bool:
    return not life.episodes and not life.last.episodes and life.under(19, life.ground.last)


@FAMILY.rows(
    "OC3", "1010", shows=_SHOWN, last_year=True, fields="Episodes.DEC",
    message="A leaver was in care as last year ended, and has no episode this year.",
    mend="Add the episode with its end, or take the person out of the table OC3.",
    cases=(
        bad(left(), cells=_CELLS, last=left(episodes=[ep("2022-06-01")])),
        good(left(), last=left(episodes=[ep("2022-06-01", dec="2024-01-19", rec="E6")])),
    ),
)  # fmt: skip
def _left_open(_row: Any, life: Life) -> bool:
    return not life.episodes and life.open_before is not None


@FAMILY.rows(
    "OC3", "348", shows="IN_TOUCH", last_year=True,
    message="The leaver was said to have died last year.",
    mend="Correct this year's entry, or last year's with the department.",
    cases=(
        bad(left(), cells="IN_TOUCH=YES", year="2025-26", last=left(oc3={"IN_TOUCH": "DIED"})),
        good(left(), year="2025-26", last=left()),
    ),
)  # fmt: skip
def _died_before(row: Any, life: Life) -> bool:
    return row.in_touch != "DIED" and any(one.in_touch == "DIED" for one in life.last.oc3)
