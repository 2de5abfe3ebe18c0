"""Unique pupil numbers."""

from collections.abc import Iterator
from typing import Any

from village.engine.checks.census.upns import LAST, check_letter, is_digits
from village.engine.checks.looked_after.cases import bad, ep, good, looked_after
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Place, Places
from village.engine.specs.looked_after import Child
from village.engine.specs.looked_after_codes import UPN_UNKNOWN

FAMILY = Family()

_UPN = looked_after()["Header"][0]["UPN"]


def is_upn(text: str) -> bool:
    """A check letter, eleven digits and a digit or letter; the letter fits where all are digits."""
    if len(text) != 13 or not is_digits(text[1:12]) or text[12] not in LAST:
        return False
    return not text[12].isdigit() or text[0] == check_letter(text[1:])


@FAMILY.rows(
    "Header", "168", shows="UPN",
    message="The unique pupil number is not one.",
    mend="Enter the number as the school holds it, or UN1 to UN5 where it is not known.",
    cases=(
        bad(looked_after(header={"UPN": "A999999999999"}), cells="UPN=A999999999999"),
        bad(looked_after(header={"UPN": "UN6"}), cells="UPN=UN6"),
        good(looked_after(header={"UPN": "UN3"})),
        good(looked_after()),
    ),
)  # fmt: skip
def _no_upn(row: Any, _life: Life) -> bool:
    return row.upn is not None and row.upn not in UPN_UNKNOWN and not is_upn(row.upn)


@FAMILY.rows(
    "Header", "209", shows="UPN DOB",
    message="A child of school age has no pupil number because of age (UN1).",
    mend="Enter the number, or why it is not known (UN2 to UN5).",
    cases=(
        bad(looked_after(header={"UPN": "UN1"}), cells="UPN=UN1|DOB=20/05/2014"),
        good(looked_after(header={"UPN": "UN1", "DOB": "2019-09-01"})),
    ),
)  # fmt: skip
def _of_school_age(row: Any, life: Life) -> bool:
    august = life.ground.first.replace(month=8, day=31)
    return row.upn == "UN1" and life.reached(5, august)


@FAMILY.rows(
    "Header", "210", shows="UPN", fields="Episodes.DECOM",
    message="A child looked after for more than a week has no pupil number for being new (UN4).",
    mend="Enter the number, or why it is not known.",
    cases=(
        bad(looked_after(header={"UPN": "UN4"}), cells="UPN=UN4"),
        good(looked_after(header={"UPN": "UN4"}, episodes=[ep("2025-03-25")])),
    ),
)  # fmt: skip
def _not_new(row: Any, life: Life) -> bool:
    begun = life.periods[-1].begun if life.open_at_end and life.periods else None
    return row.upn == "UN4" and begun is not None and (life.ground.last - begun).days > 7


@FAMILY.lives(
    "442", fields="Header.UPN Episodes.LS", when="Episodes",
    message="A child looked after has no unique pupil number and no reason for that.",
    mend="Enter the number, or UN1 to UN5.",
    cases=(
        bad(looked_after(header={"UPN": ""}), cells="UPN="),
        good(looked_after(header={"UPN": ""},
                          episodes=[ep("2024-06-01", ls="V3", dec="2024-06-05", rec="E4A")])),
    ),
)  # fmt: skip
def _nothing(life: Life) -> Iterator[Places]:
    if life.child.header and life.header.upn is None and not life.in_respite:
        yield ((life.header, "upn"),)


class _Shared:
    """Remembers who had each number."""

    def __init__(self) -> None:
        self._had: dict[str, tuple[Place, Child]] = {}
        self._twice: dict[str, list[tuple[Place, Child]]] = {}

    def see(self, child: Child) -> None:
        for row in child.header[:1]:
            if row.upn is None or row.upn in UPN_UNKNOWN:
                continue
            whose = Child(child.child_id, child.number)
            here: tuple[Place, Child] = ((row, "upn"), whose)
            there = self._had.setdefault(row.upn, here)
            if there is not here:
                self._twice.setdefault(row.upn, [there]).append(here)

    def findings(self) -> Iterator[tuple[Place, Child]]:
        for shared in self._twice.values():
            yield from shared


FAMILY.whole(
    "444", fields="Header.UPN", start=_Shared,
    message="Two children have the same unique pupil number.",
    mend="Correct the number that is wrong; one child with two ids is one child.",
    cases=(
        bad(looked_after(), looked_after(header={"DOB": "2013-05-20"}), year="2025-26",
            cells=f"UPN={_UPN}|UPN={_UPN}"),
        good(looked_after(), looked_after(header={"UPN": "UN3"}), year="2025-26"),
    ),
)  # fmt: skip
