"""Honest mistakes of recording in the Annex A lists, each with the rule that finds it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from village.engine.synthetic.annex_return import Row
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.mistakes import Planted

_STREAM: Final = 33
Spoil = Callable[[Row, date], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake in one list; `spoil` says whether the row lends itself."""

    name: str
    table: str
    rule: str
    spoil: Spoil


def _day(row: Row, name: str) -> date | None:
    found = row.get(name)
    return found if isinstance(found, date) else None


def _moved(name: str, *, before: str) -> Spoil:
    """A day comes to lie the day before another."""

    def spoil(row: Row, _day_of_lists: date) -> bool:
        other = _day(row, before)
        if other is None or _day(row, name) is None:
            return False
        row[name] = other - timedelta(days=1)
        return True

    return spoil


def _later(name: str) -> Spoil:
    """A day of the year to come, as in January."""

    def spoil(row: Row, day: date) -> bool:
        if _day(row, name) is None:
            return False
        row[name] = day + timedelta(days=30)
        return True

    return spoil


def _written(name: str, text: str) -> Spoil:
    def spoil(row: Row, _day_of_lists: date) -> bool:
        was = row.get(name)
        row[name] = text
        return was is not None

    return spoil


def _emptied(name: str) -> Spoil:
    def spoil(row: Row, _day_of_lists: date) -> bool:
        return row.pop(name, None) is not None

    return spoil


def _mistyped_birth(row: Row, _day_of_lists: date) -> bool:
    born = _day(row, "birth_on")
    if born is None:
        return False
    row["birth_on"] = born.replace(day=born.day - 1 if born.day > 1 else 2)
    return True


def _too_old(row: Row, _day_of_lists: date) -> bool:
    age = row.get("age")
    if not isinstance(age, int) or row.get("birth_on") is None:
        return False
    row["age"] = age + 10
    return True


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("another birth date", "in_need", "AA-two-birth-dates", _mistyped_birth),
        Kind("a wrong age", "contacts", "AA-contacts-age-and-birth", _too_old),
        Kind("no such day", "referrals", "AA-referrals-referred-on-unreadable",
             _written("referred_on", "31/02/2026")),
        Kind("no such source", "contacts", "AA-contacts-source-unreadable",
             _written("source", "Grandmother")),
        Kind("no such category", "protection", "AA-protection-latest-category-unreadable",
             _written("latest_category", "Neglect and emotional")),
        Kind("a day to come", "assessments", "AA-assessments-after-the-day",
             _later("authorised_on")),
        Kind("conference before enquiry", "enquiries",
             "AA-enquiries-conference-before-enquiry",
             _moved("conference_on", before="started_on")),
        Kind("closed before start", "in_need", "AA-in-need-closed-before-start",
             _moved("closed_on", before="started_on")),
        Kind("no reason", "in_need", "AA-in-need-reason-and-date", _emptied("closure_reason")),
        Kind("no referral day", "referrals", "AA-referrals-referred-on-missing",
             _emptied("referred_on")),
    )
}  # fmt: skip
"""Every kind of mistake by its name."""

HONEST: Final[Mapping[str, int]] = dict.fromkeys(KINDS, 3)
"""How often each is made in a workbook at any scale, where as many rows lend themselves."""


def spoilt(
    rows: Iterable[tuple[str, Row]],
    mistakes: Mapping[str, int],
    *,
    day: date,
    seed: int,
    planted: list[Planted],
) -> Iterator[tuple[str, Row]]:
    """The rows, some of them spoilt, none twice; what was made is put into `planted`."""
    if unknown := sorted(set(mistakes) - set(KINDS)):
        raise ValueError(f"No such kind of mistake: {unknown[0]}. Known: {', '.join(KINDS)}.")
    dice, left = Dice(seed, _STREAM), dict(mistakes)
    for name, row in rows:
        for kind in KINDS.values():
            due = kind.table == name and left.get(kind.name, 0) and dice.chance(0.25)
            if due and kind.spoil(row, day):
                left[kind.name] -= 1
                planted.append(Planted(str(row["child_id"]), kind.name, kind.rule))
                break
        yield name, row
