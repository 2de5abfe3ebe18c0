"""What a placement, a legal status and an end of care allow of each other."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from village.engine.checks.looked_after.cases import adopted, bad, ep, good, looked_after
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after_codes import (
    ADOPTED,
    CONTINUES,
    FOR_ADOPTION,
    FOSTERED,
    RESPITE,
    TEMPORARY,
    WITH_FORMER_CARERS,
)

FAMILY = Family()

ACT_OF_2002 = date(2005, 12, 30)
"""The Adoption and Children Act 2002 came into force: no more freeing, but placement orders."""
CARERS_ALIKE = date(2015, 4, 1)
"""From here on the reasons T and U tell that the carers stay the same."""
FIRST_DAY = date(1991, 10, 14)
"""The Children Act 1989 came into force."""


@FAMILY.rows(
    "Episodes", "217", shows="PLACE RNE DECOM",
    message="A child placed for adoption with the foster carers begins that by a change of carer.",
    mend="Enter S, T or U: the carers stay the same.",
    cases=(
        bad(looked_after(episodes=[ep("2024-06-01", "P", place="A5")]),
            cells="PLACE=A5|RNE=P|DECOM=01/06/2024"),
        good(looked_after(episodes=[ep("2024-06-01", "T", place="A5")])),
    ),
)  # fmt: skip
def _new_carers(row: Any, _life: Life) -> bool:
    new = row.decom is not None and row.decom >= CARERS_ALIKE
    return new and row.place in WITH_FORMER_CARERS and row.rne not in {"S", "T", "U", None}


@FAMILY.rows(
    "Episodes", "353", shows="DECOM",
    message="An episode begins before 14 October 1991.",
    mend="Correct the day: the collection knows none earlier.",
    cases=(
        bad(looked_after(header={"DOB": "1990-01-01"}, episodes={"DECOM": "1991-10-13"}),
            cells="DECOM=13/10/1991"),
        good(looked_after(episodes={"DECOM": "1991-10-14"})),
    ),
)  # fmt: skip
def _too_early(row: Any, _life: Life) -> bool:
    return row.decom is not None and row.decom < FIRST_DAY


@FAMILY.rows(
    "Episodes", "354", shows="DECOM",
    message="An episode begins after the end of the year.",
    mend="Correct the day, or leave the episode to next year's return.",
    cases=(
        bad(looked_after(episodes={"DECOM": "2025-04-01"}), cells="DECOM=01/04/2025"),
        good(looked_after(episodes={"DECOM": "2025-03-31"})),
    ),
)  # fmt: skip
def _too_late(row: Any, life: Life) -> bool:
    return row.decom is not None and row.decom > life.ground.last


@FAMILY.rows(
    "Episodes", "385", shows="DEC",
    message="An episode ends after the end of the year.",
    mend="Leave DEC and REC empty where the episode goes on past 31 March.",
    cases=(
        bad(looked_after(episodes={"DEC": "2025-04-01", "REC": "E4A"}), cells="DEC=01/04/2025"),
        good(looked_after(episodes={"DEC": "2025-03-31", "REC": "E4A"})),
    ),
)  # fmt: skip
def _ends_too_late(row: Any, life: Life) -> bool:
    return row.dec is not None and row.dec > life.ground.last


@FAMILY.rows(
    "Episodes", "359", shows="LS PLACE DEC", also="DOB",
    message="A young person is looked after past 18, and not in a community home by agreement.",
    mend="Enter why care ended at 18, or legal status V2 in placement K2.",
    cases=(
        bad(looked_after(header={"DOB": "2006-06-01"}), cells="LS=C2|PLACE=U6|DEC=|DOB"),
        good(looked_after(header={"DOB": "2006-06-01"}, episodes={"LS": "V2", "PLACE": "K2"})),
        good(looked_after(header={"DOB": "2006-06-01"},
                          episodes={"DEC": "2024-06-01", "REC": "E17"})),
    ),
)  # fmt: skip
def _past_eighteen(row: Any, life: Life) -> bool:
    grown = life.birthday(18)
    if grown is None or grown > life.ground.last or (row.ls == "V2" and row.place == "K2"):
        return False
    return row.dec is None or bool(row.dec > grown)


@FAMILY.rows(
    "Episodes", "378", shows="LS PLACE",
    message="The child is placed with parents while accommodated by agreement (section 20).",
    mend="Correct the legal status or the placement.",
    cases=(
        bad(looked_after(episodes={"LS": "V2", "PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": ""}),
            cells="LS=V2|PLACE=P1"),
        good(looked_after(episodes={"PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": ""})),
    ),
)  # fmt: skip
def _with_parents(row: Any, _life: Life) -> bool:
    return bool(row.place == "P1" and row.ls == "V2")


@FAMILY.rows(
    "Episodes", "382", shows="LS PLACE",
    message="A short break is in a temporary placement.",
    mend="Enter where the short break was spent.",
    cases=(
        bad(looked_after(episodes={"LS": "V3", "PLACE": "T0"}), cells="LS=V3|PLACE=T0"),
        good(looked_after(episodes={"LS": "V3", "PLACE": "K2"})),
    ),
)  # fmt: skip
def _break_in_temporary(row: Any, _life: Life) -> bool:
    return row.ls in RESPITE and row.place in TEMPORARY


@FAMILY.rows(
    "Episodes", "384", shows="LS PLACE",
    message="A short break is in a long-term foster placement.",
    mend="Enter U3 or U6 for a short break in foster care.",
    cases=(
        bad(looked_after(episodes={"LS": "V4", "PLACE": "U4"}), cells="LS=V4|PLACE=U4"),
        good(looked_after(episodes={"LS": "V4", "PLACE": "U6"})),
    ),
)  # fmt: skip
def _break_long_term(row: Any, _life: Life) -> bool:
    return row.ls in RESPITE and row.place in {"U1", "U4"}


@FAMILY.rows(
    "Episodes", "390", shows="REC PLACE",
    message="The child is adopted from a placement that was not for adoption.",
    mend="Enter the adoption placement (A3 to A6), or why care ended.",
    cases=(
        bad(looked_after(episodes={"DEC": "2024-08-01", "REC": "E11"}), cells="REC=E11|PLACE=U6"),
        good(adopted()),
    ),
)  # fmt: skip
def _adopted_from_elsewhere(row: Any, _life: Life) -> bool:
    return row.rec in ADOPTED and row.place not in FOR_ADOPTION


@FAMILY.lives(
    "336", fields="Episodes.PLACE", when="Episodes",
    message="A child placed for adoption with the foster carers was not in foster care before.",
    mend="Enter the foster placement before it, or A4 or A6.",
    cases=(
        bad(looked_after(episodes=[ep("2022-06-01", place="K2", dec="2024-06-01", rec="X1"),
                                   ep("2024-06-01", "T", place="A3")]), cells="PLACE=A3"),
        good(looked_after(episodes=[ep("2022-06-01", dec="2024-06-01", rec="X1"),
                                    ep("2024-06-01", "T", place="A3")])),
    ),
)  # fmt: skip
def _not_fostered(life: Life) -> Iterator[Places]:
    for one, other in life.one_after_another():
        came = other.place in WITH_FORMER_CARERS and one.place not in WITH_FORMER_CARERS
        if came and one.rec == CONTINUES and one.place not in FOSTERED:
            yield ((other, "place"),)


@FAMILY.rows(
    "Episodes", "408", shows="LS PLACE",
    message="The child is placed for adoption by order (A5, A6), and the status is no such order.",
    mend="Enter E1 (placement order), or A3 or A4 for a placement by consent.",
    cases=(
        bad(looked_after(episodes={"PLACE": "A6"}), cells="LS=C2|PLACE=A6"),
        good(looked_after(episodes={"PLACE": "A6", "LS": "E1"})),
    ),
)  # fmt: skip
def _no_order(row: Any, _life: Life) -> bool:
    return row.place in {"A5", "A6"} and row.ls not in {"E1", "D1"}


@FAMILY.rows(
    "Episodes", "445", shows="LS DECOM",
    message="A freeing order (D1) is the status of an episode that begins after December 2005.",
    mend="Enter the status that the child has; E1 is the placement order.",
    cases=(
        bad(looked_after(episodes={"LS": "D1"}), cells="LS=D1|DECOM=01/06/2022"),
        good(looked_after(episodes={"LS": "E1"})),
    ),
)  # fmt: skip
def _freed(row: Any, _life: Life) -> bool:
    return row.ls == "D1" and row.decom is not None and row.decom >= ACT_OF_2002


@FAMILY.rows(
    "Episodes", "446", shows="LS DECOM",
    message="A placement order (E1) is the status of an episode that begins before December 2005.",
    mend="Correct the day or the legal status.",
    cases=(
        bad(looked_after(header={"DOB": "2004-05-20"},
                         episodes={"LS": "E1", "DECOM": "2005-12-29"}),
            cells="LS=E1|DECOM=29/12/2005"),
        good(looked_after(episodes={"LS": "E1"})),
    ),
)  # fmt: skip
def _ordered_early(row: Any, _life: Life) -> bool:
    return row.ls == "E1" and row.decom is not None and row.decom < ACT_OF_2002


@FAMILY.rows(
    "Episodes", "451", shows="LS DEC REC", query=True,
    message="The child is still freed for adoption (D1), for which nobody could apply since 2005.",
    mend="Check the legal status; explain it if the order still stands.",
    cases=(
        bad(looked_after(episodes={"LS": "D1"}), cells="LS=D1|DEC=|REC="),
        good(looked_after(episodes={"LS": "D1", "DEC": "2024-05-01", "REC": "E4A"})),
    ),
)  # fmt: skip
def _still_freed(row: Any, _life: Life) -> bool:
    return row.ls == "D1" and row.dec is None and row.rec is None


@FAMILY.rows(
    "Episodes", "516", shows="PLACE REC",
    message="The former foster carers became special guardians, and it was no foster placement.",
    mend="Enter E47 or E48, or the foster placement (U1 to U6).",
    cases=(
        bad(looked_after(episodes={"PLACE": "K2", "DEC": "2024-08-01", "REC": "E46"}),
            cells="PLACE=K2|REC=E46"),
        good(looked_after(episodes={"DEC": "2024-08-01", "REC": "E46"})),
    ),
)  # fmt: skip
def _guardians_elsewhere(row: Any, _life: Life) -> bool:
    return row.rec in {"E45", "E46"} and row.place not in FOSTERED


@FAMILY.lives(
    "630", fields="PrevPerm.PREV_PERM Episodes.RNE Episodes.DECOM", when="Episodes",
    message="A child started to be looked after in the year, and previous permanence is not said.",
    mend="Give the child a row in the table PrevPerm; Z1 where there was none.",
    cases=(
        bad(looked_after(episodes={"DECOM": "2024-04-01"}, previous_permanence=None),
            cells="RNE=S|DECOM=01/04/2024"),
        good(looked_after(previous_permanence=None)),
        good(looked_after(episodes={"DECOM": "2024-04-01"})),
    ),
)  # fmt: skip
def _unsaid(life: Life) -> Iterator[Places]:
    if life.child.previous_permanence:
        return
    for one in life.episodes:
        new = one.rne == "S" and one.decom is not None and one.ls not in RESPITE
        if new and one.decom and life.ground.in_year(one.decom):
            yield ((one, "rne", "decom"),)


@FAMILY.rows(
    "PrevPerm", "634", shows="PREV_PERM LA_PERM DATE_PERM", fields="Episodes.DECOM",
    message="Previous permanence is said of a child who did not start since 1 April 2016.",
    mend="Take the row out of the table PrevPerm.",
    cases=(
        bad(looked_after(episodes={"DECOM": "2016-03-31"}),
            cells="PREV_PERM=Z1|LA_PERM=|DATE_PERM="),
        good(looked_after(episodes={"DECOM": "2016-04-01"})),
    ),
)  # fmt: skip
def _said_needlessly(_row: Any, life: Life) -> bool:
    days = [one.decom for one in life.episodes if one.decom is not None]
    return bool(days) and max(days) < date(2016, 4, 1)
