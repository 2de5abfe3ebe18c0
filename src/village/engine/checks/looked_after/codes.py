"""Values that should be one of a list of codes: one line a column."""

from collections.abc import Callable, Container
from typing import Any, NamedTuple

from village.engine.checks.census.authorities import ADDED_IN_2023, AUTHORITIES
from village.engine.checks.looked_after.cases import (
    Case,
    Kid,
    adopted,
    bad,
    good,
    left,
    looked_after,
)
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family
from village.engine.specs import looked_after_codes as codes
from village.engine.specs.census_codes import ETHNICITIES
from village.engine.specs.looked_after import table

FAMILY = Family()
LA_CODES = AUTHORITIES | ADDED_IN_2023 | codes.ELSEWHERE | {"999"}


class Coded(NamedTuple):
    """A column, what it is called, its codes, and whether it may be empty."""

    code: str
    table: str
    column: str
    what: str
    known: Container[str]
    may_be_empty: bool
    child: Callable[..., Kid] = looked_after


CODED: tuple[Coded, ...] = (
    Coded("103", "Header", "ETHNIC", "ethnicity", ETHNICITIES, False),
    Coded("114", "AD1", "FOSTER_CARE", "mark whether the adopters fostered the child",
          codes.YES_NO, True, adopted),
    Coded("120", "PlacedAdoption", "REASON_PLACED_CEASED",
          "reason why the adoption decision was reversed", codes.REVERSALS, True, adopted),
    Coded("131", "OC3", "IN_TOUCH", "mark whether the care leaver is in touch", codes.IN_TOUCH,
          True, left),
    Coded("132", "OC3", "ACTIV", "care leaver's activity", codes.ACTIVITIES, True, left),
    Coded("133", "OC3", "ACCOM", "care leaver's accommodation", codes.ACCOMMODATION, True, left),
    Coded("143", "Episodes", "RNE", "reason why the episode began", codes.NEW_EPISODE, False),
    Coded("144", "Episodes", "LS", "legal status", codes.LEGAL, False),
    Coded("145", "Episodes", "CIN", "category of need", codes.NEEDS, False),
    Coded("149", "Episodes", "REC", "reason why the episode ended", codes.ENDS, True),
    Coded("1006", "Missing", "MISSING", "kind of absence", codes.ABSENCES, True),
    Coded("1009", "Episodes", "REASON_PLACE_CHANGE", "reason why the placement changed",
          codes.CHANGE_OF_PLACE, True),
    Coded("165", "Header", "MOTHER", "mark whether she is a mother", codes.YES_NO, True),
    Coded("167", "Reviews", "REVIEW_CODE", "child's part in the review", codes.PARTICIPATION,
          False),
    Coded("175", "AD1", "NB_ADOPTR", "number of adopters", frozenset({"1", "2"}), True, adopted),
    Coded("176", "AD1", "SEX_ADOPTR", "sex of the adopters", codes.ADOPTERS, True, adopted),
    Coded("177", "AD1", "LS_ADOPTR", "legal status of the adopters", codes.ADOPTERS_STATUS, True,
          adopted),
    Coded("178", "Episodes", "PLACE_PROVIDER", "provider of the placement", codes.PROVIDERS, True),
    Coded("180", "OC2", "SDQ_SCORE", "strengths and difficulties score (0 to 40)", codes.SCORES,
          True),
    Coded("196", "OC2", "SDQ_REASON", "reason why there is no strengths and difficulties score",
          codes.NO_SCORE, True),
    Coded("631", "PrevPerm", "PREV_PERM", "previous permanence", codes.PERMANENCE, False),
    Coded("633", "PrevPerm", "LA_PERM", "authority of the previous permanence", LA_CODES, True),
)  # fmt: skip

WRONG = "?9"


def _wrong(one: Coded) -> Callable[[Any, Life], bool]:
    attribute, known, may_be_empty = one.column.lower(), one.known, one.may_be_empty

    def wrong(row: Any, _life: Life) -> bool:
        value = getattr(row, attribute)
        return not may_be_empty if value is None else value not in known

    return wrong


def _cases(one: Coded) -> tuple[Case, ...]:
    within = table(one.table).within
    spoilt = one.child(**{within: {one.column: WRONG}})
    empty = one.child(**{within: {one.column: ""}})
    without = good(empty) if one.may_be_empty else bad(empty, cells=f"{one.column}=")
    return (bad(spoilt, cells=f"{one.column}={WRONG}"), without, good(one.child()))


for _one in CODED:
    _lacks = "" if _one.may_be_empty else " is missing, or"
    FAMILY.add_rows(
        _one.table,
        _one.code,
        wrong=_wrong(_one),
        shows=_one.column,
        message=f"The {_one.what}{_lacks} is not one of the codes.",
        mend=f"Enter a code of the guide in {_one.column}"
        + (", or leave it empty." if _one.may_be_empty else "."),
        cases=_cases(_one),
    )


@FAMILY.rows(
    "Header", "101", shows="SEX",
    message="The sex is missing, or is not one of the year's codes.",
    mend="Enter M, F or U from 2024-25 on; 1 or 2 before.",
    cases=(
        bad(looked_after(header={"SEX": "2"}), cells="SEX=2"),
        bad(looked_after(header={"SEX": ""}), cells="SEX="),
        good(looked_after(header={"SEX": "2"}), year="2023-24"),
        bad(looked_after(header={"SEX": "F"}), cells="SEX=F", year="2023-24"),
        good(looked_after(header={"SEX": "u"})),
    ),
)  # fmt: skip
def _sex(row: Any, life: Life) -> bool:
    return row.sex not in life.ground.terms.sexes


@FAMILY.rows(
    "Episodes", "146", shows="PLACE",
    message="The placement is missing, or is not one of the year's codes.",
    mend="Enter a placement code of that year's guide.",
    cases=(
        bad(looked_after(episodes={"PLACE": "Z11"}), cells="PLACE=Z11"),
        good(looked_after(episodes={"PLACE": "Z11"}), year="2025-26"),
        bad(looked_after(episodes={"PLACE": "K3"}), cells="PLACE=K3", year="2023-24"),
        good(looked_after(episodes={"PLACE": "K3"})),
        bad(looked_after(episodes={"PLACE": ""}), cells="PLACE="),
    ),
)  # fmt: skip
def _place(row: Any, life: Life) -> bool:
    return row.place not in life.ground.terms.places


@FAMILY.rows(
    "SWEpisodes", "SW02STG1", shows="SW_ID",
    message="The social worker's number does not begin with SW or XX.",
    mend="Enter the registration number (SW and digits), or the stand-in of the guide.",
    cases=(
        bad(looked_after(sw_episodes={"SW_ID": "123456"}), cells="SW_ID=123456"),
        good(looked_after(sw_episodes={"SW_ID": "xx9"})),
        good(looked_after(sw_episodes={"SW_ID": ""})),
    ),
)  # fmt: skip
def _worker(row: Any, _life: Life) -> bool:
    return row.sw_id is not None and not row.sw_id.startswith(("SW", "XX"))


@FAMILY.rows(
    "SWEpisodes", "SW13STG1", shows="SW_REASON",
    message="The reason why the social worker changed is missing, or is not one of the codes.",
    mend="Enter a code of the guide; only an episode that began before the year may have none.",
    cases=(
        bad(looked_after(sw_episodes={"SW_REASON": "GONE"}), cells="SW_REASON=GONE"),
        bad(looked_after(sw_episodes={"SW_REASON": ""}), cells="SW_REASON="),
        good(looked_after(sw_episodes={"SW_REASON": "", "SW_DECOM": "2024-03-31"})),
    ),
)  # fmt: skip
def _worker_changed(row: Any, life: Life) -> bool:
    if row.sw_reason is None:
        return row.sw_decom is None or row.sw_decom >= life.ground.first
    return row.sw_reason not in codes.WORKER_CHANGED
