"""Turns a record into what is compared: folded names, their keys, checked numbers, a whole date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Final

from village.engine.linkage.names import folded, keys, parts, skeleton
from village.engine.linkage.records import PersonRecord
from village.engine.specs import tables_marks as marks

SEXES: Final = {"f": "F", "female": "F", "2": "F", "m": "M", "male": "M", "1": "M"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the model compares. Nothing is None but what is not known; tuples are sorted.

    given: the first forename; middle: keys of the other ones; names: keys of all parts of all
    names; full: one key for each part of the present name; twos: every two of those, so that
    swapped and shortened names meet; surname_keys: of the present and earlier surnames; partial:
    born on 1 January, which often stands for "that year"; nhs: as said, ten digits; checked:
    whether its check digit holds.
    """

    unique_id: str
    source: str
    given: str | None
    given_key: str | None
    given_keys: tuple[str, ...]
    middle: tuple[str, ...]
    names: tuple[str, ...]
    skeletons: tuple[str, ...]
    surname: str | None
    surname_key: str | None
    surname_keys: tuple[str, ...]
    full: tuple[str, ...]
    twos: tuple[str, ...]
    born: date | None
    partial: bool
    year: int | None
    turned: str | None
    sex: str | None
    postcodes: tuple[str, ...]
    sectors: tuple[str, ...]
    nhs: str | None
    checked: bool
    upns: tuple[str, ...]


def prepare(record: PersonRecord) -> Prepared:
    """The record as it is compared; of a number that has the wrong shape nothing is kept."""
    fore, last = parts(record.forenames), parts(record.surname)
    earlier = [part for name in record.other_names for part in parts(name)]
    joined = "".join(last)
    nhs = marks.nhs_number(record.nhs_number)
    postcodes = _sorted(code for text in record.postcodes if (code := marks.postcode(text)))
    given = fore[0] if fore else None
    full = _sorted(_some_key(part) for part in (*fore, *last))
    born = record.born
    return Prepared(
        unique_id=record.key,
        source=record.agency,
        given=given,
        given_key=_first_key(given),
        given_keys=_keys((*fore[:1], "".join(fore))),
        middle=_keys(fore[1:]),
        names=_keys((*fore, *last, *earlier, *_whole_surname(last))),
        skeletons=_sorted(skeleton(part) for part in (*fore, *last, *earlier)),
        surname=joined or None,
        surname_key=_first_key(joined) if len(last) < 2 else " ".join(map(_some_key, last)),
        surname_keys=_keys((*last, *earlier, *_whole_surname(last))),
        full=full,
        twos=tuple(f"{one} {other}" for one, other in combinations(full, 2)),
        born=born,
        partial=bool(born and (born.month, born.day) == (1, 1)),
        year=born.year if born else None,
        turned=_turned(born),
        sex=SEXES.get(folded(record.sex) or record.sex),
        postcodes=postcodes,
        sectors=_sorted(code[:-2] for code in postcodes),
        nhs=nhs if nhs and len(set(nhs)) > 1 else None,
        checked=bool(nhs and marks.nhs_check_holds(nhs)),
        upns=_sorted(mark for text in record.upns if (mark := marks.upn(text))),
    )


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*texts} - {""}))


@lru_cache(maxsize=200_000)
def _keys(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*map(keys, names)) - {""}))


@lru_cache(maxsize=200_000)
def _some_key(part: str) -> str:
    return min(keys(part))


def _first_key(part: str | None) -> str | None:
    return _some_key(part) if part else None


def _whole_surname(last: tuple[str, ...]) -> tuple[str, ...]:
    """A surname of parts is sometimes written as one word."""
    return ("".join(last),) if len(last) > 1 else ()


def _turned(born: date | None) -> str | None:
    """A day of birth in which day and month may have changed places."""
    if born is None:
        return None
    low, high = sorted((born.day, born.month))
    return f"{born.year} {low} {high}"
