"""Young mothers: whether it is said, and of whom."""

from collections.abc import Iterator
from typing import Any

from village.engine.checks.looked_after.cases import bad, ep, good, left, looked_after, uasc
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places

FAMILY = Family()
_BORN = {"DOB": "2008-05-20", "MOTHER": "1", "MC_DOB": "2024-02-01"}


@FAMILY.rows(
    "Header", "174", shows="SEX MC_DOB",
    message="A boy has the date of birth of a mother's child.",
    mend="Leave MC_DOB empty, or correct the sex.",
    cases=(
        bad(left(header={"MC_DOB": "2024-02-01"}), cells="SEX=M|MC_DOB=01/02/2024"),
        good(looked_after(header=_BORN)),
    ),
)  # fmt: skip
def _male(row: Any, life: Life) -> bool:
    return row.mc_dob is not None and row.sex == life.ground.terms.male


@FAMILY.rows(
    "Header", "611", shows="MOTHER MC_DOB",
    message="She is a mother, and her child's date of birth is missing.",
    mend="Enter the date of birth in MC_DOB.",
    cases=(
        bad(looked_after(header=_BORN | {"MC_DOB": ""}), cells="MOTHER=1|MC_DOB="),
        good(looked_after(header=_BORN)),
    ),
)  # fmt: skip
def _unborn(row: Any, _life: Life) -> bool:
    return row.mother == "1" and row.mc_dob is None


@FAMILY.rows(
    "Header", "612", shows="MOTHER MC_DOB",
    message="She is no mother, and has the date of birth of a mother's child.",
    mend="Enter 1 in MOTHER, or leave MC_DOB empty.",
    cases=(
        bad(looked_after(header=_BORN | {"MOTHER": "0"}), cells="MOTHER=0|MC_DOB=01/02/2024"),
        good(looked_after(header=_BORN)),
    ),
)  # fmt: skip
def _no_mother(row: Any, life: Life) -> bool:
    return row.mc_dob is not None and row.mother != "1" and row.sex != life.ground.terms.male


@FAMILY.rows(
    "Header", "620", shows="DOB MOTHER",
    message="A mother was under 11 years of age as the year began.",
    mend="Correct her date of birth, or MOTHER.",
    cases=(
        bad(looked_after(header=_BORN | {"DOB": "2013-04-02"}), cells="DOB=02/04/2013|MOTHER=1"),
        good(looked_after(header=_BORN)),
    ),
)  # fmt: skip
def _under_eleven(row: Any, life: Life) -> bool:
    return row.mother == "1" and life.under(11, life.ground.first)


@FAMILY.rows(
    "Header", "621", shows="DOB MC_DOB",
    message="A mother is younger than her child.",
    mend="Correct the date that is wrong.",
    cases=(
        bad(looked_after(header=_BORN | {"MC_DOB": "2008-05-19"}),
            cells="DOB=20/05/2008|MC_DOB=19/05/2008"),
        good(looked_after(header=_BORN)),
    ),
)  # fmt: skip
def _younger(row: Any, _life: Life) -> bool:
    return row.dob is not None and row.mc_dob is not None and row.mc_dob < row.dob


@FAMILY.rows(
    "Header", "625", shows="MC_DOB", fields="Episodes.DEC",
    message="A mother's child was born after the year, or after the mother's care ended.",
    mend="Correct the date, or leave it to next year's return.",
    cases=(
        bad(looked_after(header=_BORN | {"MC_DOB": "2025-04-01"}), cells="MC_DOB=01/04/2025"),
        bad(looked_after(header=_BORN | {"MC_DOB": "2024-09-02"},
                         episodes={"DEC": "2024-09-01", "REC": "E4A"}),
            cells="MC_DOB=02/09/2024"),
        good(looked_after(header=_BORN)),
    ),
)  # fmt: skip
def _born_late(row: Any, life: Life) -> bool:
    return row.mc_dob is not None and row.mc_dob > (life.left or life.ground.last)


def _asked(life: Life) -> bool:
    """Whether motherhood is asked for: of girls, short breaks aside."""
    girl = life.header.sex not in {life.ground.terms.male, "U", None}
    return girl and not life.in_respite


@FAMILY.lives(
    "393", fields="Header.MOTHER Episodes.DECOM", when="Episodes",
    message="A girl is looked after at the year's end, and whether she is a mother is not said.",
    mend="Enter 1 or 0 in MOTHER.",
    cases=(
        bad(looked_after(header={"MOTHER": ""}), cells="MOTHER="),
        good(looked_after()),
        good(uasc()),
    ),
)  # fmt: skip
def _unsaid(life: Life) -> Iterator[Places]:
    if life.child.header and life.open_at_end and _asked(life) and life.header.mother is None:
        yield ((life.header, "mother"),)


@FAMILY.lives(
    "607", fields="Header.MOTHER Episodes.DEC Episodes.REC", when="Episodes",
    message="A girl left care in the year, and whether she is a mother is not said.",
    mend="Enter 1 or 0 in MOTHER.",
    cases=(
        bad(looked_after(header={"DOB": "2010-05-20", "MOTHER": ""},
                         episodes={"DEC": "2024-09-01", "REC": "E4A"}),
            cells="MOTHER=|DEC=01/09/2024"),
        good(looked_after(header={"DOB": "2010-05-20"},
                          episodes={"DEC": "2024-09-01", "REC": "E4A"})),
    ),
)  # fmt: skip
def _left_unsaid(life: Life) -> Iterator[Places]:
    left_in_year = life.left is not None and life.ground.in_year(life.left)
    if life.child.header and left_in_year and _asked(life) and life.header.mother is None:
        yield ((life.header, "mother"), (life.episodes[-1], "dec"))


@FAMILY.rows(
    "Header", "628", shows="MOTHER", fields="Episodes.DECOM OC3.IN_TOUCH",
    message="Motherhood is said of a care leaver who was not looked after in the year.",
    mend="Leave MOTHER empty.",
    cases=(
        bad(left(header={"SEX": "F", "MOTHER": "0"}), cells="MOTHER=0"),
        good(left(header={"SEX": "F", "MOTHER": "0"},
                  episodes=[ep("2022-06-01", dec="2024-04-19", rec="E6")])),
    ),
)  # fmt: skip
def _needless(row: Any, life: Life) -> bool:
    return row.mother is not None and bool(life.child.oc3) and not life.episodes


@FAMILY.lives(
    "399", fields="Header.MOTHER Reviews.REVIEW Reviews.REVIEW_CODE Episodes.LS", when="Episodes",
    message="A child on short breaks alone has a review, or motherhood is said.",
    mend="Leave MOTHER empty and the reviews out: neither is asked for short breaks.",
    cases=(
        bad(looked_after(episodes=[ep("2024-06-01", ls="V4", dec="2024-06-20", rec="E4A")]),
            cells="MOTHER=0"),
        bad(looked_after(header={"MOTHER": ""},
                         episodes=[ep("2024-06-01", ls="V4", dec="2024-06-20", rec="E4A")]),
            cells="REVIEW=10/07/2024|REVIEW_CODE=PN1"),
        good(looked_after()),
    ),
)  # fmt: skip
def _asked_of_breaks(life: Life) -> Iterator[Places]:
    if not life.in_respite:
        return
    if life.header.mother is not None:
        yield ((life.header, "mother"),)
        return
    yield from (((one, "review", "review_code"),) for one in life.child.reviews)
