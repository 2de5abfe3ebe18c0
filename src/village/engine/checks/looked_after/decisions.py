"""Decisions that a child should be placed for adoption, and their reversal."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from village.engine.checks.looked_after.adoption import first_placed
from village.engine.checks.looked_after.cases import adopted, bad, ep, good, looked_after, row
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after_codes import ADOPTED, FOR_ADOPTION

FAMILY = Family()

_REVERSED = {"DATE_PLACED_CEASED": "2024-05-01", "REASON_PLACED_CEASED": "RD3"}


@FAMILY.rows(
    "PlacedAdoption", "117", shows="DATE_PLACED DATE_PLACED_CEASED",
    fields="Episodes.DEC Episodes.REC",
    message="An adoption decision or its reversal is after the year, or after care ended.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED": "2025-04-01"}),
            cells="DATE_PLACED=01/04/2025|DATE_PLACED_CEASED="),
        bad(adopted(placed_adoption={"DATE_PLACED": "2024-11-05"}),
            cells="DATE_PLACED=05/11/2024|DATE_PLACED_CEASED="),
        good(adopted()),
    ),
)  # fmt: skip
def _too_late(row: Any, life: Life) -> bool:
    latest = min(life.left or life.ground.last, life.ground.last)
    return any(
        day is not None and day > latest for day in (row.date_placed, row.date_placed_ceased)
    )


@FAMILY.rows(
    "PlacedAdoption", "118", shows="DATE_PLACED_CEASED", fields="Episodes.DECOM",
    message="An adoption decision was reversed before the year, or before care began.",
    mend="Leave an earlier year's reversal out, or correct the day.",
    cases=(
        bad(looked_after(placed_adoption=[row(date_placed="2023-02-01",
                                              date_placed_ceased="2024-03-31",
                                              reason_placed_ceased="RD1")]),
            cells="DATE_PLACED_CEASED=31/03/2024"),
        good(looked_after(placed_adoption=[row(date_placed="2023-02-01",
                                               date_placed_ceased="2024-04-01",
                                               reason_placed_ceased="RD1")])),
    ),
)  # fmt: skip
def _reversed_early(row: Any, life: Life) -> bool:
    if row.date_placed_ceased is None or row is not life.child.placed_adoption[-1]:
        return False
    begun = life.periods[-1].begun if life.periods else None
    return bool(row.date_placed_ceased < max(life.ground.first, begun or life.ground.first))


@FAMILY.rows(
    "PlacedAdoption", "184", shows="DATE_PLACED", also="DOB",
    message="The adoption decision is before the child's birth.",
    mend="Correct the day or the date of birth.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED": "2021-09-01"}),
            cells="DATE_PLACED=01/09/2021|DOB=02/09/2021"),
        good(adopted()),
    ),
)  # fmt: skip
def _before_birth(row: Any, life: Life) -> bool:
    return row.date_placed is not None and life.dob is not None and row.date_placed < life.dob


@FAMILY.lives(
    "551", fields="Episodes.PLACE PlacedAdoption.DATE_PLACED", when="Episodes",
    message="A child is placed for adoption, and there is no decision to do so.",
    mend="Give the child a row in the table PlacedAdoption with DATE_PLACED.",
    cases=(bad(adopted(placed_adoption=None), cells="PLACE=A6"), good(adopted())),
)  # fmt: skip
def _undecided(life: Life) -> Iterator[Places]:
    decided = any(one.date_placed is not None for one in life.child.placed_adoption)
    one = first_placed(life)
    if one is not None and not decided:
        yield ((one, "place"),)


@FAMILY.rows(
    "PlacedAdoption", "552", shows="DATE_PLACED", fields="Episodes.DECOM Episodes.PLACE",
    message="The decision to place for adoption is after the child was placed.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED": "2023-09-19"}), cells="DATE_PLACED=19/09/2023"),
        good(adopted()),
    ),
)  # fmt: skip
def _decided_late(row: Any, life: Life) -> bool:
    placed = [one.decom for one in life.episodes if one.place in FOR_ADOPTION and one.decom]
    return bool(placed) and row.date_placed is not None and row.date_placed > max(placed)


@FAMILY.lives(
    "553", fields="Episodes.LS PlacedAdoption.DATE_PLACED", when="Episodes",
    message="A placement order was made, and there is no decision to place for adoption.",
    mend="Give the child a row in the table PlacedAdoption with DATE_PLACED.",
    cases=(
        bad(looked_after(episodes={"LS": "E1"}), cells="LS=E1"),
        good(adopted()),
    ),
)  # fmt: skip
def _ordered_undecided(life: Life) -> Iterator[Places]:
    decided = any(one.date_placed is not None for one in life.child.placed_adoption)
    ordered = next((one for one in life.episodes if one.ls == "E1"), None)
    if ordered is not None and not decided:
        yield ((ordered, "ls"),)


@FAMILY.rows(
    "PlacedAdoption", "554", shows="DATE_PLACED", query=True, fields="Episodes.LS Episodes.DECOM",
    message="The decision to place for adoption is after the placement order.",
    mend="Check both days; explain it if an earlier order is meant.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED": "2023-03-07"}), cells="DATE_PLACED=07/03/2023"),
        good(adopted(placed_adoption={"DATE_PLACED": "2023-03-06"})),
    ),
)  # fmt: skip
def _after_order(row: Any, life: Life) -> bool:
    ordered = [one.decom for one in life.episodes if one.ls == "E1" and one.decom]
    return bool(ordered) and row.date_placed is not None and row.date_placed > min(ordered)


@FAMILY.lives(
    "557", fields="Episodes.REC PlacedAdoption.DATE_PLACED_CEASED "
    "PlacedAdoption.REASON_PLACED_CEASED", when="PlacedAdoption",
    message="A child to be placed for adoption left care without it, and the decision stands.",
    mend="Enter when and why the decision was reversed.",
    cases=(
        bad(adopted(episodes=[ep("2022-03-01", ls="E1", dec="2024-11-04", rec="E4A")]),
            cells="REC=E4A|DATE_PLACED_CEASED=|REASON_PLACED_CEASED="),
        good(adopted()),
    ),
)  # fmt: skip
def _left_unadopted(life: Life) -> Iterator[Places]:
    final = life.episodes[-1] if life.episodes else None
    if final is None or life.left is None or final.rec in ADOPTED:
        return
    one = life.child.placed_adoption[-1]
    if one.date_placed is not None and one.date_placed_ceased is None:
        yield ((final, "rec"), (one, "date_placed_ceased", "reason_placed_ceased"))


@FAMILY.lives(
    "558", fields="Episodes.REC PlacedAdoption.DATE_PLACED_CEASED", when="PlacedAdoption",
    message="A child was adopted, and the decision to place for adoption is said to be reversed.",
    mend="Leave DATE_PLACED_CEASED empty for a child who was adopted.",
    cases=(
        bad(adopted(placed_adoption=_REVERSED), cells="REC=E12|DATE_PLACED_CEASED=01/05/2024"),
        good(adopted()),
    ),
)  # fmt: skip
def _adopted_all_the_same(life: Life) -> Iterator[Places]:
    ended = next((one for one in life.episodes if one.rec in ADOPTED), None)
    one = life.child.placed_adoption[-1]
    if ended is not None and one.date_placed_ceased is not None:
        yield ((ended, "rec"), (one, "date_placed_ceased"))


def _decisions(*days: tuple[str, str]) -> Any:
    rows = [row(date_placed=a, date_placed_ceased=b, reason_placed_ceased="RD1" if b else "")
            for a, b in days]  # fmt: skip
    return looked_after(placed_adoption=rows)


@FAMILY.lives(
    "579", fields="PlacedAdoption.DATE_PLACED PlacedAdoption.DATE_PLACED_CEASED",
    when="PlacedAdoption",
    message="A new adoption decision is made before the one before it was reversed.",
    mend="Enter when the earlier decision was reversed, or correct a day.",
    cases=(
        bad(_decisions(("2023-02-01", "2024-06-01"), ("2024-05-31", "")),
            cells="DATE_PLACED=31/05/2024|DATE_PLACED_CEASED=01/06/2024"),
        good(_decisions(("2023-02-01", "2024-06-01"), ("2024-06-01", ""))),
    ),
)  # fmt: skip
def _overlap(life: Life) -> Iterator[Places]:
    decided = [one for one in life.child.placed_adoption if one.date_placed is not None]
    decided.sort(key=lambda one: one.date_placed or life.ground.last)
    for one, other in pairwise(decided):
        ceased = one.date_placed_ceased
        if ceased is not None and other.date_placed and other.date_placed < ceased:
            yield ((other, "date_placed"), (one, "date_placed_ceased"))


@FAMILY.lives(
    "583", fields="PlacedAdoption.DATE_PLACED PlacedAdoption.DATE_PLACED_CEASED", query=True,
    when="PlacedAdoption",
    message="There is more than one adoption decision, and an earlier one was not reversed.",
    mend="Check that both are meant; enter when the earlier one was reversed.",
    cases=(
        bad(_decisions(("2023-02-01", ""), ("2024-05-31", "")),
            cells="DATE_PLACED=01/02/2023|DATE_PLACED_CEASED="),
        good(_decisions(("2023-02-01", "2024-05-01"), ("2024-05-31", ""))),
    ),
)  # fmt: skip
def _not_revoked(life: Life) -> Iterator[Places]:
    decided = [one for one in life.child.placed_adoption if one.date_placed is not None]
    decided.sort(key=lambda one: one.date_placed or life.ground.last)
    for one in decided[:-1]:
        if one.date_placed_ceased is None:
            yield ((one, "date_placed", "date_placed_ceased"),)


@FAMILY.rows(
    "PlacedAdoption", "1003", shows="DATE_PLACED", fields="Episodes.DECOM Episodes.RNE",
    message="The adoption decision is before the child was looked after.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(adopted(placed_adoption={"DATE_PLACED": "2022-02-28"}), cells="DATE_PLACED=28/02/2022"),
        good(adopted()),
    ),
)  # fmt: skip
def _before_care(row: Any, life: Life) -> bool:
    first = life.episodes[0] if life.episodes else None
    known = first is not None and first.rne == "S" and first.decom is not None
    return bool(known and first and first.decom and row.date_placed
                and row.date_placed < first.decom)  # fmt: skip


@FAMILY.lives(
    "560", fields="PlacedAdoption.DATE_PLACED PlacedAdoption.DATE_PLACED_CEASED", last_year=True,
    when="PlacedAdoption",
    message="The day of the adoption decision is another than last year, and it still stands.",
    mend="Enter last year's day, or when last year's decision was reversed.",
    cases=(
        bad(adopted(), cells="DATE_PLACED=01/02/2023",
            last=adopted(placed_adoption={"DATE_PLACED": "2023-02-02"})),
        good(adopted(), last=adopted()),
    ),
)  # fmt: skip
def _changed(life: Life) -> Iterator[Places]:
    standing = [one.date_placed for one in life.last.placed_adoption if not one.date_placed_ceased]
    one = life.child.placed_adoption[0]
    if standing and one.date_placed is not None and one.date_placed != standing[-1]:
        yield ((one, "date_placed"),)


@FAMILY.lives(
    "561", fields="PlacedAdoption.DATE_PLACED PlacedAdoption.DATE_PLACED_CEASED", last_year=True,
    when="PlacedAdoption",
    message="The adoption decision has last year's day, and last year it was reversed.",
    mend="Enter the day of the new decision, or take the row out.",
    cases=(
        bad(adopted(), cells="DATE_PLACED=01/02/2023", last=adopted(placed_adoption=_REVERSED)),
        good(adopted(), last=adopted()),
    ),
)  # fmt: skip
def _revived(life: Life) -> Iterator[Places]:
    gone = {one.date_placed for one in life.last.placed_adoption if one.date_placed_ceased}
    for one in life.child.placed_adoption:
        if one.date_placed is not None and one.date_placed in gone:
            yield ((one, "date_placed"),)


@FAMILY.rows(
    "PlacedAdoption", "559", shows="DATE_PLACED", last_year=True,
    message="An adoption decision of an earlier year was not in last year's return.",
    mend="Check the day; correct last year's return with the department if it was left out.",
    cases=(
        bad(adopted(), cells="DATE_PLACED=01/02/2023", last=adopted(placed_adoption=None)),
        good(adopted(), last=adopted()),
    ),
)  # fmt: skip
def _never_told(row: Any, life: Life) -> bool:
    earlier = row.date_placed is not None and row.date_placed < life.ground.first
    return earlier and bool(life.last.episodes) and not life.last.placed_adoption
