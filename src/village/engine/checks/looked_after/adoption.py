"""Adoptions in the year (AD1) beside the episodes that lead to them."""

from collections.abc import Iterator
from typing import Any

from village.engine.checks.looked_after.cases import adopted, bad, good, looked_after, row
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after import Episode
from village.engine.specs.looked_after_codes import ADOPTED, FOR_ADOPTION, WITH_FORMER_CARERS

FAMILY = Family()

_AD1 = "DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"
_EACH = "|".join(_AD1.split())
_EPISODES = adopted()["Episodes"]


def adopted_from(life: Life) -> Episode | None:
    """The episode that ended with adoption."""
    return next((one for one in life.episodes if one.rec in ADOPTED), None)


def first_placed(life: Life) -> Episode | None:
    """The first episode in a placement for adoption."""
    return next((one for one in life.episodes if one.place in FOR_ADOPTION), None)


@FAMILY.lives(
    "601", fields="Episodes.REC Episodes.DEC AD1.CHILD", when="Episodes",
    message="A child was adopted in the year, and has no row in the table of adoptions.",
    mend="Give the child a row in the table AD1, or correct why care ended.",
    cases=(bad(adopted(ad1=None), cells="REC=E12|DEC=04/11/2024"), good(adopted())),
)  # fmt: skip
def _not_told(life: Life) -> Iterator[Places]:
    one = adopted_from(life)
    if one is not None and one.dec and life.ground.in_year(one.dec) and not life.child.ad1:
        yield ((one, "rec", "dec"),)


@FAMILY.rows(
    "AD1", "602", shows="CHILD", fields="Episodes.REC Episodes.DEC",
    message="A child is in the table of adoptions, and no episode ends with adoption in the year.",
    mend="Enter E11 or E12 where care ended, or take the child out of the table AD1.",
    cases=(bad(looked_after(ad1=adopted()["AD1"]), cells="CHILD=A1"), good(adopted())),
)  # fmt: skip
def _told_in_vain(_row: Any, life: Life) -> bool:
    one = adopted_from(life)
    return one is None or one.dec is None or not life.ground.in_year(one.dec)


@FAMILY.rows(
    "AD1", "331", shows="DATE_MATCH", fields="Episodes.DECOM Episodes.PLACE",
    message="The child was matched with adopters after being placed with them.",
    mend="Correct the day of the match, or when the placement began.",
    cases=(
        bad(adopted(ad1={"DATE_MATCH": "2023-09-19"}), cells="DATE_MATCH=19/09/2023"),
        good(adopted(ad1={"DATE_MATCH": "2023-09-18"})),
    ),
)  # fmt: skip
def _matched_late(row: Any, life: Life) -> bool:
    one = first_placed(life)
    known = one is not None and one.decom is not None and row.date_match is not None
    return bool(known and one and one.decom and row.date_match > one.decom)


@FAMILY.rows(
    "AD1", "334", shows="DATE_INT", fields="Episodes.DECOM Episodes.RNE",
    message="Adoption was decided to be best before the child was looked after.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(adopted(ad1={"DATE_INT": "2022-02-28"}), cells="DATE_INT=28/02/2022"),
        good(adopted(ad1={"DATE_INT": "2022-03-01"})),
    ),
)  # fmt: skip
def _decided_early(row: Any, life: Life) -> bool:
    begun = life.periods[-1].begun if life.periods else None
    starts = bool(life.periods) and life.periods[-1].episodes[0].rne == "S"
    return starts and begun is not None and row.date_int is not None and row.date_int < begun


@FAMILY.rows(
    "AD1", "335", shows="FOSTER_CARE", fields="Episodes.PLACE",
    message="Whether the adopters fostered the child is at odds with the last placement.",
    mend="Enter 1 after A3 or A5 and 0 after A4 or A6, or correct the placement.",
    cases=(
        bad(adopted(ad1={"FOSTER_CARE": "1"}), cells="FOSTER_CARE=1"),
        good(adopted()),
    ),
)  # fmt: skip
def _carers_differ(row: Any, life: Life) -> bool:
    one = adopted_from(life)
    if one is None or one.place not in FOR_ADOPTION or row.foster_care is None:
        return False
    return (row.foster_care == "1") is not (one.place in WITH_FORMER_CARERS)


@FAMILY.rows(
    "AD1", "521", shows="DATE_INT", fields="Episodes.DECOM Episodes.PLACE",
    message="Adoption was decided to be best after the child was placed for it.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(adopted(ad1={"DATE_INT": "2023-09-19", "DATE_MATCH": "2023-09-19"}),
            cells="DATE_INT=19/09/2023"),
        good(adopted()),
    ),
)  # fmt: skip
def _decided_late(row: Any, life: Life) -> bool:
    one = first_placed(life)
    if one is None or one.decom is None or row.date_int is None:
        return False
    return bool(row.date_int > one.decom)


@FAMILY.rows(
    "AD1", "523", shows="DATE_INT", fields="PlacedAdoption.DATE_PLACED",
    message="The day of the adoption decision differs between the tables AD1 and PlacedAdoption.",
    mend="Enter the same day in DATE_INT and DATE_PLACED.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED": "2023-02-02"}), cells="DATE_INT=01/02/2023"),
        good(adopted()),
    ),
)  # fmt: skip
def _days_differ(row: Any, life: Life) -> bool:
    placed = {one.date_placed for one in life.child.placed_adoption if one.date_placed}
    return bool(placed) and row.date_int is not None and row.date_int not in placed


@FAMILY.rows(
    "AD1", "525", shows=_AD1, fields="PlacedAdoption.DATE_PLACED_CEASED",
    message="The decision to place for adoption was reversed, and the child is in the adoptions.",
    mend="Take the reversal out, or take the child out of the table AD1.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED_CEASED": "2024-05-01",
                                     "REASON_PLACED_CEASED": "RD3"}), cells=_EACH),
        good(adopted(placed_adoption=[
            row(date_placed="2022-06-01", date_placed_ceased="2022-12-01",
                reason_placed_ceased="RD1"), row(date_placed="2023-02-01")])),
    ),
)  # fmt: skip
def _reversed(_row: Any, life: Life) -> bool:
    decisions = life.child.placed_adoption
    return bool(decisions) and all(one.date_placed_ceased is not None for one in decisions)


@FAMILY.rows(
    "AD1", "582", shows="DATE_MATCH", query=True, fields="Episodes.DEC Episodes.REC",
    message="The child was matched with adopters on the day of the adoption.",
    mend="Check the day of the match; explain it if it is right.",
    cases=(
        bad(adopted(ad1={"DATE_MATCH": "2024-11-04"}), cells="DATE_MATCH=04/11/2024"),
        good(adopted()),
    ),
)  # fmt: skip
def _matched_last(row: Any, life: Life) -> bool:
    one = adopted_from(life)
    return one is not None and row.date_match is not None and one.dec == row.date_match


@FAMILY.rows(
    "Episodes", "199", shows="CHILD REC DEC", last_year=True,
    message="The child was adopted from care last year, and has an episode this year.",
    mend="Check that it is the same child; after adoption a child has a new id.",
    cases=(
        bad(looked_after(), cells="CHILD=A1|REC=|DEC=",
            last=looked_after(episodes={"DEC": "2023-09-01", "REC": "E11"})),
        good(looked_after(), last=looked_after()),
    ),
)  # fmt: skip
def _adopted_before(_row: Any, life: Life) -> bool:
    return any(one.rec in ADOPTED for one in life.last.episodes)
