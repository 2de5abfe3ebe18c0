"""Values of one row that belong together, exclude each other or follow one another in time."""

from collections.abc import Callable
from datetime import date
from typing import Any

from village.engine.checks.looked_after.cases import (
    adopted,
    bad,
    ep,
    good,
    left,
    looked_after,
    row,
    uasc,
)
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family
from village.engine.specs.looked_after_codes import COUPLES, SAME_SEX, SINGLE

FAMILY = Family()
Wrong = Callable[[Any, Life], bool]


def all_or_none(*attributes: str) -> Wrong:
    """Some of these are given and some are not."""

    def wrong(row: Any, _life: Life) -> bool:
        given = [getattr(row, name) is not None for name in attributes]
        return any(given) and not all(given)

    return wrong


def later_than(first: str, second: str) -> Wrong:
    """The first day is after the second."""

    def wrong(row: Any, _life: Life) -> bool:
        one: date | None = getattr(row, first)
        other: date | None = getattr(row, second)
        return one is not None and other is not None and one > other

    return wrong


FAMILY.add_rows(
    "PlacedAdoption", "119", wrong=all_or_none("date_placed_ceased", "reason_placed_ceased"),
    shows="DATE_PLACED_CEASED REASON_PLACED_CEASED",
    message="The reversal of an adoption decision has a day and no reason, or a reason and no day.",
    mend="Give both, or neither.",
    cases=(
        bad(adopted(placed_adoption={"REASON_PLACED_CEASED": "RD1"}),
            cells="DATE_PLACED_CEASED=|REASON_PLACED_CEASED=RD1"),
        good(adopted()),
    ),
)  # fmt: skip
FAMILY.add_rows(
    "Episodes", "148", wrong=all_or_none("dec", "rec"), shows="DEC REC",
    message="An episode has a last day and no reason why it ended, or a reason and no last day.",
    mend="Give both, or neither where the episode goes on.",
    cases=(
        bad(looked_after(episodes={"REC": "E4A"}), cells="DEC=|REC=E4A"),
        bad(looked_after(episodes={"DEC": "2024-08-01"}), cells="DEC=01/08/2024|REC="),
        good(looked_after()),
    ),
)  # fmt: skip
FAMILY.add_rows(
    "AD1", "151",
    wrong=all_or_none("date_int", "date_match", "foster_care", "nb_adoptr", "sex_adoptr",
                      "ls_adoptr"),
    shows="DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
    message="Some of what is asked about an adoption is given and some is not.",
    mend="Complete the adoption's row, or leave the child out of the table.",
    cases=(
        bad(adopted(ad1={"NB_ADOPTR": ""}),
            cells="DATE_INT|DATE_MATCH|FOSTER_CARE|NB_ADOPTR=|SEX_ADOPTR|LS_ADOPTR"),
        good(adopted()),
    ),
)  # fmt: skip
FAMILY.add_rows(
    "OC3", "153", wrong=all_or_none("in_touch", "activ", "accom"), shows="IN_TOUCH ACTIV ACCOM",
    message="Some of what is asked about a care leaver is given and some is not.",
    mend="Complete the three, with 0 where activity and accommodation are not known.",
    cases=(
        bad(left(oc3={"ACTIV": ""}), cells="IN_TOUCH=YES|ACTIV=|ACCOM=K1"),
        good(left(oc3={"IN_TOUCH": "", "ACTIV": "", "ACCOM": ""})),
        good(left()),
    ),
)  # fmt: skip


FAMILY.add_rows(
    "AD1", "333", wrong=later_than("date_int", "date_match"), shows="DATE_INT DATE_MATCH",
    message="The child was matched with adopters before adoption was decided to be best.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(adopted(ad1={"DATE_MATCH": "2023-01-31"}),
            cells="DATE_INT=01/02/2023|DATE_MATCH=31/01/2023"),
        good(adopted(ad1={"DATE_MATCH": "2023-02-01"})),
    ),
)  # fmt: skip
FAMILY.add_rows(
    "Episodes", "356", wrong=later_than("decom", "dec"), shows="DECOM DEC",
    message="An episode ends before it begins.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(looked_after(episodes={"DEC": "2022-05-31", "REC": "E4A"}),
            cells="DECOM=01/06/2022|DEC=31/05/2022"),
        good(looked_after(episodes={"DEC": "2022-06-02", "REC": "E4A"})),
    ),
)  # fmt: skip
FAMILY.add_rows(
    "PlacedAdoption", "522", wrong=later_than("date_placed", "date_placed_ceased"),
    shows="DATE_PLACED DATE_PLACED_CEASED",
    message="The adoption decision was reversed before it was made.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED_CEASED": "2023-01-31"}),
            cells="DATE_PLACED=01/02/2023|DATE_PLACED_CEASED=31/01/2023"),
        good(adopted(placed_adoption={"DATE_PLACED_CEASED": "2023-02-01"})),
    ),
)  # fmt: skip
FAMILY.add_rows(
    "Missing", "567", wrong=later_than("mis_start", "mis_end"), shows="MIS_START MIS_END",
    message="An absence ends before it begins.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(looked_after(missing=[row(missing="M", mis_start="2024-08-02", mis_end="2024-08-01")]),
            cells="MIS_START=02/08/2024|MIS_END=01/08/2024"),
        good(looked_after(missing=[row(missing="M", mis_start="2024-08-02",
                                       mis_end="2024-08-02")])),
    ),
)  # fmt: skip


@FAMILY.rows(
    "Episodes", "355", shows="DECOM DEC",
    message="An episode lasts less than a day.",
    mend="Leave the episode out and let the next one begin on its day.",
    cases=(
        bad(looked_after(episodes=[ep("2024-06-01", dec="2024-06-01", rec="E4A")]),
            cells="DECOM=01/06/2024|DEC=01/06/2024"),
        good(looked_after(episodes=[ep("2024-06-01", dec="2024-06-02", rec="E4A")])),
    ),
)  # fmt: skip
def _no_day(row: Any, _life: Life) -> bool:
    return row.decom is not None and row.decom == row.dec


@FAMILY.rows(
    "PlacedAdoption", "563", shows="DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
    message="An adoption decision is reversed that has no day of its own.",
    mend="Enter the day of the decision in DATE_PLACED.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED": "", "DATE_PLACED_CEASED": "2024-05-01",
                                     "REASON_PLACED_CEASED": "RD3"}),
            cells="DATE_PLACED=|DATE_PLACED_CEASED=01/05/2024|REASON_PLACED_CEASED=RD3"),
        good(adopted()),
    ),
)  # fmt: skip
def _reversed_undecided(row: Any, _life: Life) -> bool:
    reverses = row.date_placed_ceased is not None or row.reason_placed_ceased is not None
    return row.date_placed is None and reverses


def _away(**values: str) -> Any:
    return looked_after(missing=[row(**values)])


@FAMILY.rows(
    "Missing", "564", shows="MISSING MIS_START",
    message="An absence has no first day.",
    mend="Enter the day on which it began.",
    cases=(
        bad(_away(missing="M", mis_end="2024-08-01"), cells="MISSING=M|MIS_START="),
        good(_away(missing="M", mis_start="2024-08-01", mis_end="2024-08-01")),
    ),
)  # fmt: skip
def _unstarted(row: Any, _life: Life) -> bool:
    return row.missing is not None and row.mis_start is None


@FAMILY.rows(
    "Missing", "565", shows="MISSING MIS_START",
    message="An absence has a first day, and its kind is not said.",
    mend="Enter M (missing) or A (away without authorisation).",
    cases=(
        bad(_away(mis_start="2024-08-01"), cells="MISSING=|MIS_START=01/08/2024"),
        good(_away(missing="A", mis_start="2024-08-01")),
    ),
)  # fmt: skip
def _unnamed_start(row: Any, _life: Life) -> bool:
    return row.missing is None and row.mis_start is not None


@FAMILY.rows(
    "Missing", "566", shows="MISSING MIS_END",
    message="An absence has a last day, and its kind is not said.",
    mend="Enter M (missing) or A (away without authorisation).",
    cases=(
        bad(_away(mis_end="2024-08-01"), cells="MISSING=|MIS_END=01/08/2024"),
        good(_away(missing="A", mis_start="2024-08-01", mis_end="2024-08-02")),
    ),
)  # fmt: skip
def _unnamed_end(row: Any, _life: Life) -> bool:
    return row.missing is None and row.mis_end is not None


@FAMILY.rows(
    "AD1", "511", shows="NB_ADOPTR SEX_ADOPTR",
    message="Two adopters are counted, and their sex is that of one.",
    mend="Enter MM, FF or MF for two adopters.",
    cases=(
        bad(adopted(ad1={"SEX_ADOPTR": "F1"}), cells="NB_ADOPTR=2|SEX_ADOPTR=F1"),
        good(adopted()),
    ),
)  # fmt: skip
def _two_as_one(row: Any, _life: Life) -> bool:
    return row.nb_adoptr == "2" and row.sex_adoptr in {"M1", "F1"}


@FAMILY.rows(
    "AD1", "514", shows="LS_ADOPTR SEX_ADOPTR",
    message="The legal status is that of a single adopter, and the sex that of a couple.",
    mend="Correct LS_ADOPTR or SEX_ADOPTR.",
    cases=(
        bad(adopted(ad1={"LS_ADOPTR": "L0"}), cells="LS_ADOPTR=L0|SEX_ADOPTR=MF"),
        good(adopted(ad1={"LS_ADOPTR": "L0", "NB_ADOPTR": "1", "SEX_ADOPTR": "F1"})),
    ),
)  # fmt: skip
def _single_couple(row: Any, _life: Life) -> bool:
    return row.ls_adoptr == SINGLE and row.sex_adoptr in COUPLES


COUPLED: dict[str, tuple[str, frozenset[str], str]] = {
    "517": ("L3", frozenset({"MF"}), "an unmarried couple of different sexes"),
    "518": ("L4", SAME_SEX, "an unmarried couple of one sex"),
    "519": ("L2", COUPLES, "civil partners"),
    "520": ("L11", frozenset({"MF"}), "a married couple of different sexes"),
    "524": ("L12", SAME_SEX, "a married couple of one sex"),
}
"""By rule: a legal status, the sexes that go with it, and what it means."""


def _uncoupled(status: str, sexes: frozenset[str]) -> Wrong:
    def wrong(row: Any, _life: Life) -> bool:
        return row.ls_adoptr == status and row.sex_adoptr not in sexes

    return wrong


for _code, (_status, _sexes, _words) in COUPLED.items():
    FAMILY.add_rows(
        "AD1",
        _code,
        wrong=_uncoupled(_status, _sexes),
        shows="LS_ADOPTR SEX_ADOPTR",
        message=f"The adopters are {_words} by status ({_status}), and not by sex.",
        mend=f"Enter {' or '.join(sorted(_sexes))} in SEX_ADOPTR, or correct LS_ADOPTR.",
        cases=(
            bad(adopted(ad1={"LS_ADOPTR": _status, "SEX_ADOPTR": "M1"}),
                cells=f"LS_ADOPTR={_status}|SEX_ADOPTR=M1"),
            good(adopted(ad1={"LS_ADOPTR": _status, "SEX_ADOPTR": min(_sexes)})),
        ),
    )  # fmt: skip


@FAMILY.rows(
    "PrevPerm", "635", shows="PREV_PERM LA_PERM DATE_PERM",
    message="There was no previous permanence, and yet it has an authority or a day.",
    mend="Leave LA_PERM and DATE_PERM empty, or correct PREV_PERM.",
    cases=(
        bad(looked_after(previous_permanence={"LA_PERM": "204"}),
            cells="PREV_PERM=Z1|LA_PERM=204|DATE_PERM="),
        good(looked_after(previous_permanence={"PREV_PERM": "P2", "LA_PERM": "204"})),
    ),
)  # fmt: skip
def _permanent_nowhere(row: Any, _life: Life) -> bool:
    return row.prev_perm == "Z1" and (row.la_perm is not None or row.date_perm is not None)


@FAMILY.rows(
    "UASC", "304", shows="DUC", also="DOB",
    message="The status as unaccompanied ceased after the 18th birthday.",
    mend="Enter the 18th birthday or an earlier day.",
    cases=(
        bad(uasc(uasc={"DUC": "2027-03-13"}), cells="DUC=13/03/2027|DOB"),
        good(uasc()),
    ),
)  # fmt: skip
def _too_old(row: Any, life: Life) -> bool:
    grown = life.birthday(18)
    return row.duc is not None and grown is not None and row.duc > grown
