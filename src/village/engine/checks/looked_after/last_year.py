"""What should be as it was in last year's return: the child, and the episode that was open."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from village.engine.checks.looked_after.cases import bad, ep, good, looked_after, uasc
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after import Episode
from village.engine.specs.looked_after_codes import UPN_UNKNOWN

FAMILY = Family()


class Kept(NamedTuple):
    """A column of the header that does not change from year to year."""

    code: str
    column: str
    other: str
    shown: str
    what: str
    query: bool = False


KEPT: tuple[Kept, ...] = (
    Kept("202", "SEX", "M", "F", "sex"),
    Kept("203", "DOB", "2014-05-21", "20/05/2014", "date of birth"),
    Kept("204", "ETHNIC", "WIRI", "WBRI", "ethnicity", True),
    Kept("624", "MC_DOB", "2024-02-02", "01/02/2024", "date of birth of her first child"),
)
_MOTHER = {"MOTHER": "1", "MC_DOB": "2024-02-01"}


def _differs(one: Kept) -> Callable[[Any, Life], bool]:
    attribute = one.column.lower()

    def wrong(row: Any, life: Life) -> bool:
        value = getattr(row, attribute)
        before = getattr(life.last.header[0], attribute) if life.last.header else None
        if attribute == "sex":
            value, before = _SEXES.get(str(value)), _SEXES.get(str(before))
        return value is not None and before is not None and value != before

    return wrong


_SEXES = {"1": "M", "2": "F", "M": "M", "F": "F"}
"""One sex under this year's code and under last year's."""

for _one in KEPT:
    _this = looked_after(header=_MOTHER if _one.column == "MC_DOB" else {})
    FAMILY.add_rows(
        "Header",
        _one.code,
        wrong=_differs(_one),
        shows=_one.column,
        message=f"The {_one.what} is not the one that last year's return had.",
        mend="Correct this year's entry; if last year's was wrong, explain it.",
        query=_one.query,
        last_year=True,
        cases=(
            bad(_this, cells=f"{_one.column}={_one.shown}",
                last=looked_after(header={**_MOTHER, _one.column: _one.other})),
            good(_this, last=_this),
            good(_this, last=looked_after(header={_one.column: ""})),
        ),
    )  # fmt: skip


@FAMILY.rows(
    "Header", "207", shows="MOTHER", last_year=True,
    message="She was a mother last year, and is none this year.",
    mend="Enter 1 in MOTHER, or explain last year's entry.",
    cases=(
        bad(looked_after(), cells="MOTHER=0", last=looked_after(header=_MOTHER)),
        good(looked_after(header=_MOTHER), last=looked_after(header=_MOTHER)),
    ),
)  # fmt: skip
def _no_more_a_mother(row: Any, life: Life) -> bool:
    was = bool(life.last.header) and life.last.header[0].mother == "1"
    return was and row.mother == "0"


@FAMILY.rows(
    "Header", "208", shows="UPN", last_year=True, query=True,
    message="The unique pupil number is not the one that last year's return had.",
    mend="Check the number with the school; explain it if it changed.",
    cases=(
        bad(looked_after(), cells="UPN", last=looked_after(header={"UPN": "L801200001003"})),
        good(looked_after(), last=looked_after(header={"UPN": "UN3"})),
    ),
)  # fmt: skip
def _new_number(row: Any, life: Life) -> bool:
    before = life.last.header[0].upn if life.last.header else None
    known = row.upn is not None and before is not None
    return known and not {row.upn, before} & UPN_UNKNOWN and row.upn != before


@FAMILY.rows(
    "Header", "626", shows="MOTHER MC_DOB", last_year=True,
    message="Her child was born before this year, and last year she was no mother.",
    mend="Correct the date of birth, or explain last year's entry.",
    cases=(
        bad(looked_after(header=_MOTHER), cells="MOTHER=1|MC_DOB=01/02/2024", last=looked_after()),
        good(looked_after(header=_MOTHER), last=looked_after(header=_MOTHER)),
    ),
)  # fmt: skip
def _mother_before(row: Any, life: Life) -> bool:
    was_none = bool(life.last.header) and life.last.header[0].mother == "0"
    return was_none and row.mc_dob is not None and row.mc_dob < life.ground.first


@FAMILY.lives(
    "205A", fields="UASC.CHILD Header.CHILD", when="Header", last_year=True,
    message="The child came unaccompanied last year, and this year there is no word of it.",
    mend="Enter the child in the table UASC, or when the status ceased.",
    cases=(
        bad(uasc(uasc=None), cells="CHILD=A1", last=uasc()),
        good(uasc(), last=uasc()),
        good(uasc(uasc=None), last=uasc(uasc={"DUC": "2024-03-01"})),
    ),
)  # fmt: skip
def _accompanied(life: Life) -> Iterator[Places]:
    before = life.last.uasc[0] if life.last.uasc else None
    still = before is not None and (before.duc is None or before.duc >= life.ground.first)
    if still and not life.child.uasc:
        yield ((life.header, "child"),)


@FAMILY.rows(
    "UASC", "205B", shows="DUC", last_year=True,
    message="The day on which the status as unaccompanied ceased is not last year's.",
    mend="Correct the day, or explain why it changed.",
    cases=(
        bad(uasc(), cells="DUC=12/03/2027", last=uasc(uasc={"DUC": "2027-03-11"})),
        good(uasc(), last=uasc()),
    ),
)  # fmt: skip
def _ceases_elsewhen(row: Any, life: Life) -> bool:
    before = life.last.uasc[0].duc if life.last.uasc else None
    return row.duc is not None and before is not None and row.duc != before


@FAMILY.rows(
    "UASC", "205D", shows="CHILD", last_year=True, fields="Header.CHILD",
    message="The child came unaccompanied, and last year's return did not say so.",
    mend="Check the status; explain it if last year's return was wrong.",
    cases=(
        bad(uasc(), cells="CHILD=A1", last=uasc(uasc=None)),
        good(uasc(), last=uasc()),
    ),
)  # fmt: skip
def _newly_unaccompanied(_row: Any, life: Life) -> bool:
    return bool(life.last.header) and not life.last.uasc


# The episode that was open as last year ended.


@FAMILY.lives(
    "502", fields="Episodes.DECOM", when="Episodes", last_year=True,
    message="Last year ended with an open episode, and this year has none that began on its day.",
    mend="Begin this year's episodes with the one that was open.",
    cases=(
        bad(looked_after(episodes={"DECOM": "2022-06-02"}), cells="DECOM=02/06/2022",
            last=looked_after()),
        good(looked_after(), last=looked_after()),
    ),
)  # fmt: skip
def _begins_elsewhen(life: Life) -> Iterator[Places]:
    before = life.open_before
    if before is not None and before.decom is not None and _carried(life) is None:
        yield ((life.episodes[0], "decom"),)


def _carried(life: Life) -> Episode | None:
    """This year's episode that is last year's open one, by its first day."""
    before = life.open_before
    if before is None or before.decom is None:
        return None
    return next((one for one in life.episodes if one.decom == before.decom), None)


class Open(NamedTuple):
    """A column in which this year's first episode should be last year's open one."""

    code: str
    column: str
    other: str
    what: str


OPEN: tuple[Open, ...] = (
    Open("503A", "RNE", "L", "reason why the episode carried over began"),
    Open("503B", "LS", "C1", "legal status of the episode carried over"),
    Open("503C", "CIN", "N2", "category of need of the episode carried over"),
    Open("503D", "PLACE", "U4", "placement of the episode carried over"),
    Open("503E", "PLACE_PROVIDER", "PR2", "provider of the episode carried over"),
    Open("503F", "URN", "SC099999", "Ofsted number of the episode carried over"),
)


def _carried_wrongly(attribute: str) -> Callable[[Life], Iterator[Places]]:
    def find(life: Life) -> Iterator[Places]:
        before, now = life.open_before, _carried(life)
        if now is not None and getattr(before, attribute) != getattr(now, attribute):
            yield ((now, attribute),)

    return find


for _open in OPEN:
    FAMILY.lives(
        _open.code,
        fields=f"Episodes.{_open.column}",
        when="Episodes",
        last_year=True,
        message=f"The {_open.what} is not as it was when last year ended.",
        mend="Carry last year's open episode over as it was; enter a change as a new episode.",
        cases=(
            bad(looked_after(episodes={_open.column: _open.other}), last=looked_after(),
                cells=f"{_open.column}={_open.other}"),
            good(looked_after(), last=looked_after()),
        ),
    )(_carried_wrongly(_open.column.lower()))  # fmt: skip


@FAMILY.lives(
    "562", fields="Episodes.DECOM Episodes.RNE", when="Episodes", last_year=True,
    message="An episode that began before the year was not open in last year's return.",
    mend="Correct its first day, or last year's return with the department.",
    cases=(
        bad(looked_after(), cells="DECOM=01/06/2022",
            last=looked_after(episodes=[ep("2022-01-01", dec="2022-03-01", rec="E4A")])),
        good(looked_after(), last=looked_after()),
    ),
)  # fmt: skip
def _not_there_before(life: Life) -> Iterator[Places]:
    first = life.episodes[0]
    if first.decom is None or first.decom >= life.ground.first or not life.last.episodes:
        return
    if first.decom not in {one.decom for one in life.last.episodes}:
        yield ((first, "decom"),)


@FAMILY.lives(
    "NoE", fields="Episodes.DECOM", when="Episodes", last_year=True,
    message="The child was looked after before the year, and last year's return has no episode.",
    mend="Check that the ids are the same in both years, or correct the first day.",
    cases=(
        bad(looked_after(), cells="DECOM=01/06/2022", last=looked_after(episodes=None)),
        good(looked_after(episodes={"DECOM": "2024-04-01"}), last=looked_after(episodes=None)),
        good(looked_after(), last=looked_after()),
    ),
)  # fmt: skip
def _unknown_before(life: Life) -> Iterator[Places]:
    first = life.episodes[0]
    before = first.decom is not None and first.decom < life.ground.first
    if before and first.ls not in {"V3", "V4"} and not life.last.episodes:
        yield ((first, "decom"),)
