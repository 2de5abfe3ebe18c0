"""What a child's age allows: legal statuses, placements, ends of care, reviews, the year itself."""

from collections.abc import Callable
from typing import Any, NamedTuple

from village.engine.checks.looked_after.cases import bad, ep, good, left, looked_after, row
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family
from village.engine.specs.looked_after_codes import ADOPTED, GUARDIANSHIP, UNDER_FOUR

FAMILY = Family()


class Aged(NamedTuple):
    """A column's codes that need an age on the episode's first or last day."""

    code: str
    column: str
    codes: frozenset[str]
    on: str
    least: int
    message: str


AGED: tuple[Aged, ...] = (
    Aged("358", "LS", frozenset({"J1", "J2", "J3"}), "DECOM", 10,
         "A child under 10 has a legal status of youth justice."),
    Aged("370", "PLACE", frozenset({"P2"}), "DECOM", 16, "A child under 16 lives independently."),
    Aged("372", "PLACE", frozenset({"R5"}), "DECOM", 10,
         "A child under 10 is in youth custody or prison."),
    Aged("373", "PLACE", frozenset({"S1"}), "DECOM", 4,
         "A child under 4 is placed in a residential school."),
    Aged("374", "PLACE", frozenset({"P3"}), "DECOM", 14,
         "A child under 14 is in residential employment."),
    Aged("387", "REC", frozenset({"E5", "E6"}), "DEC", 14,
         "A child under 14 leaves care to live independently."),
    Aged("389", "REC", frozenset({"E7"}), "DEC", 16,
         "A child under 16 leaves care for adult social care."),
    Aged("460", "REC", frozenset({"E17"}), "DEC", 18,
         "A child under 18 leaves care by staying with carers as an adult."),
    Aged("234", "REASON_PLACE_CHANGE", frozenset({"CUSTOD"}), "DECOM", 10,
         "A child under 10 changes placement because of custody."),
)  # fmt: skip


def _too_young(aged: Aged) -> Callable[[Any, Life], bool]:
    attribute, on = aged.column.lower(), aged.on.lower()

    def wrong(row: Any, life: Life) -> bool:
        return getattr(row, attribute) in aged.codes and life.under(aged.least, getattr(row, on))

    return wrong


def _aged(aged: Aged, *, born: str) -> Any:
    changes = {aged.column.lower(): min(aged.codes)}
    if aged.on == "DEC":
        changes["dec"] = "2024-09-01"
    return looked_after(header={"DOB": born}, episodes=[ep("2024-06-01", **changes)])


for _aged_one in AGED:
    _day = "2024-09-01" if _aged_one.on == "DEC" else "2024-06-01"
    _year = int(_day[:4]) - _aged_one.least
    _edition = "2025-26" if _aged_one.code == "234" else "2023-24"
    FAMILY.add_rows(
        "Episodes",
        _aged_one.code,
        wrong=_too_young(_aged_one),
        shows=f"{_aged_one.on} {_aged_one.column}",
        also="DOB",
        message=_aged_one.message,
        mend="Correct the code, the day or the date of birth.",
        cases=(
            bad(_aged(_aged_one, born=f"{_year}{_day[4:8]}02"), year=_edition,
                cells=f"{_aged_one.on}|{_aged_one.column}={min(_aged_one.codes)}|DOB"),
            good(_aged(_aged_one, born=f"{_year}{_day[4:]}"), year=_edition),
        ),
    )  # fmt: skip


def _supported(place: str, born: str) -> Any:
    return looked_after(header={"DOB": born}, episodes=[ep("2022-06-01", place=place)])


@FAMILY.rows(
    "Episodes", "371", shows="DECOM PLACE", also="DOB",
    message="A child too young for it is in supported accommodation.",
    mend="Correct the placement, the day or the date of birth: it is from 16 on (14 in 2022-23).",
    cases=(
        bad(_supported("K3", "2006-06-02"), cells="DECOM=01/06/2022|PLACE=K3|DOB=02/06/2006"),
        good(_supported("K3", "2006-06-01")),
        bad(_supported("H5", "2006-06-02"), cells="DECOM|PLACE=H5|DOB", year="2023-24"),
        good(_supported("H5", "2006-06-02"), year="2022-23"),
        bad(_supported("H5", "2008-06-02"), cells="DECOM|PLACE=H5|DOB", year="2022-23"),
    ),
)  # fmt: skip
def _too_young_for_support(row: Any, life: Life) -> bool:
    least = life.ground.terms.supported_from
    return row.place in {"H5", "K3"} and life.under(least, row.decom)


class Grown(NamedTuple):
    """Ends of care that the 18th birthday rules out."""

    code: str
    codes: frozenset[str]
    message: str


GROWN: tuple[Grown, ...] = (
    Grown("386", ADOPTED, "A young person of 18 or over is adopted."),
    Grown("407", GUARDIANSHIP, "A young person of 18 or over has a special guardianship order."),
)


def _too_old(grown: Grown) -> Callable[[Any, Life], bool]:
    def wrong(row: Any, life: Life) -> bool:
        return row.rec in grown.codes and life.reached(18, row.dec)

    return wrong


for _grown in GROWN:
    _end = min(_grown.codes)
    FAMILY.add_rows(
        "Episodes",
        _grown.code,
        wrong=_too_old(_grown),
        shows="DEC REC",
        also="DOB",
        message=_grown.message,
        mend="Correct the reason, the day or the date of birth.",
        cases=(
            bad(looked_after(header={"DOB": "2006-06-10"},
                             episodes=[ep("2022-06-01", dec="2024-06-10", rec=_end)]),
                cells=f"DEC=10/06/2024|REC={_end}|DOB=10/06/2006"),
            good(looked_after(header={"DOB": "2006-06-10"},
                              episodes=[ep("2022-06-01", dec="2024-06-09", rec=_end)])),
        ),
    )  # fmt: skip


@FAMILY.rows(
    "Header", "301", shows="DOB",
    message="The date of birth is after the end of the year.",
    mend="Correct the date of birth, or leave the child to next year's return.",
    cases=(
        bad(looked_after(header={"DOB": "2025-04-01"}), cells="DOB=01/04/2025"),
        good(looked_after(header={"DOB": "2025-03-31"})),
    ),
)  # fmt: skip
def _unborn(row: Any, life: Life) -> bool:
    return row.dob is not None and row.dob > life.ground.last


@FAMILY.rows(
    "Header", "351", shows="DOB",
    message="The young person was over 25 before the year began.",
    mend="Correct the date of birth, or leave the person out.",
    cases=(
        bad(looked_after(header={"DOB": "1998-03-31"}), cells="DOB=31/03/1998"),
        good(looked_after(header={"DOB": "1999-04-01"})),
    ),
)  # fmt: skip
def _long_grown(_row: Any, life: Life) -> bool:
    return life.reached(26, life.ground.first)


@FAMILY.rows(
    "Episodes", "302", shows="DECOM", also="DOB",
    message="An episode begins before the child was born.",
    mend="Correct the day or the date of birth.",
    cases=(
        bad(looked_after(header={"DOB": "2022-06-02"}), cells="DECOM=01/06/2022|DOB=02/06/2022"),
        good(looked_after(header={"DOB": "2022-06-01"})),
    ),
)  # fmt: skip
def _before_birth(row: Any, life: Life) -> bool:
    return row.decom is not None and life.dob is not None and row.decom < life.dob


@FAMILY.rows(
    "Episodes", "352", shows="DECOM RNE", also="DOB",
    message="A young person of 18 or over starts to be looked after.",
    mend="Correct the day or the date of birth; from 18 on nobody starts.",
    cases=(
        bad(looked_after(header={"DOB": "2004-06-01"}),
            cells="DECOM=01/06/2022|RNE=S|DOB=01/06/2004"),
        good(looked_after(header={"DOB": "2004-06-02"})),
    ),
)  # fmt: skip
def _started_grown(row: Any, life: Life) -> bool:
    return row.rne == "S" and life.reached(18, row.decom)


@FAMILY.rows(
    "Reviews", "440", shows="REVIEW REVIEW_CODE", also="DOB",
    message="The child is marked as under 4 at a review, and was 4 or older.",
    mend="Enter how the child took part (PN1 to PN7), or correct a date.",
    cases=(
        bad(looked_after(reviews={"REVIEW_CODE": "PN0"}),
            cells="REVIEW=10/07/2024|REVIEW_CODE=PN0|DOB=20/05/2014"),
        good(looked_after(header={"DOB": "2020-07-11"}, reviews={"REVIEW_CODE": "PN0"})),
    ),
)  # fmt: skip
def _not_so_young(row: Any, life: Life) -> bool:
    return row.review_code == UNDER_FOUR and life.reached(4, row.review)


@FAMILY.rows(
    "Reviews", "441", shows="REVIEW REVIEW_CODE", also="DOB",
    message="The child took part in a review as one of 4 or older, and was under 4.",
    mend="Enter PN0, or correct a date.",
    cases=(
        bad(looked_after(header={"DOB": "2020-07-11"}),
            cells="REVIEW=10/07/2024|REVIEW_CODE=PN1|DOB=11/07/2020"),
        good(looked_after(header={"DOB": "2020-07-10"})),
    ),
)  # fmt: skip
def _too_young_to_take_part(row: Any, life: Life) -> bool:
    return row.review_code not in {None, UNDER_FOUR} and life.under(4, row.review)


@FAMILY.rows(
    "Missing", "586", shows="MIS_START", also="DOB",
    message="An absence begins before the child was born.",
    mend="Correct the day or the date of birth.",
    cases=(
        bad(looked_after(header={"DOB": "2024-08-02"},
                         missing=[row(missing="M", mis_start="2024-08-01")]),
            cells="MIS_START=01/08/2024|DOB=02/08/2024"),
        good(looked_after(missing=[row(missing="M", mis_start="2024-08-01")])),
    ),
)  # fmt: skip
def _absent_before_birth(row: Any, life: Life) -> bool:
    return row.mis_start is not None and life.dob is not None and row.mis_start < life.dob


@FAMILY.rows(
    "OC3", "391", shows="IN_TOUCH ACTIV ACCOM", also="DOB",
    message="A care leaver was not 17 to 21 during the year.",
    mend="Leave the person out of the table, or correct the date of birth.",
    cases=(
        bad(left(header={"DOB": "2008-04-01"}), cells="IN_TOUCH=YES|ACTIV=F2|ACCOM=K1|DOB"),
        bad(left(header={"DOB": "2002-03-31"}), cells="IN_TOUCH=YES|ACTIV=F2|ACCOM=K1|DOB"),
        good(left(header={"DOB": "2007-03-31"})),
    ),
)  # fmt: skip
def _no_leaver(_row: Any, life: Life) -> bool:
    return life.under(17, life.ground.last) or life.reached(22, life.ground.first)
