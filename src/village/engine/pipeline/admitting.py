"""What of events and links whoever counts takes: keys, groups, codes, days and numbers, no words.

The files come from elsewhere, and their sums find accidents alone. Whatever is not of the return's
own columns and lists might be a name.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import pyarrow as pa

from village.engine.specs import looked_after_codes as care
from village.engine.specs.census_codes import ABUSE, CLOSURES, FACTORS, NEEDS, REFERRAL_SOURCES
from village.engine.specs.counts import LONGEST_COMMENT, MOST, Mark, Place
from village.engine.specs.groups import DEPRIVATION, DISABILITY, GROUPS
from village.engine.specs.returns import Spec
from village.engine.specs.tables import FieldSpec, Kind, TableSpec
from village.engine.store.split_looked_after import KEPT_PLACES
from village.engine.store.split_set import READ_AS
from village.kernel.periods import Period

Cell = Any  # Any: JSON
Check = Callable[[Cell], bool]

KEY: Final = re.compile(r"[0-9a-f]{32}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
SPELT: Final = 8
"""Characters of the shortest spellings: a code of four behind the letters of a list."""

_BUILT_IN: Final[Mapping[str, Collection[str]]] = {
    "referral_source": REFERRAL_SOURCES,
    "primary_need": NEEDS,
    "closure_reason": CLOSURES,
    "initial_category": ABUSE,
    "latest_category": ABUSE,
    "change": care.NEW_EPISODE,
    "legal_status": care.LEGAL,
    "need": care.NEEDS,
    "placement": KEPT_PLACES,
    "provider": care.PROVIDERS,
    "end_reason": care.ENDS,
    "change_reason": care.CHANGE_OF_PLACE,
    "participation": care.PARTICIPATION,
    "kind": care.ABSENCES,
    "in_touch": care.IN_TOUCH,
    "activity": care.ACTIVITIES,
    "accommodation": care.ACCOMMODATION,
}


def is_key(cell: Cell) -> bool:
    return isinstance(cell, str) and KEY.fullmatch(cell) is not None


def is_link(row: Cell) -> bool:
    """A child's key, the whole's token, and a group of deprivation."""
    match row:
        case [key, token, str(group)]:
            return is_key(key) and is_key(token) and group in GROUPS[DEPRIVATION]
    return False


class Admitting:
    """What the rows of one return may say."""

    def __init__(self, spec: Spec, period: Period, schemas: Mapping[str, pa.Schema]) -> None:
        self._counts = spec.counts
        self._period = period
        told = {part.id: part for part in spec.table.tables} if spec.table else {}
        self._of = {
            table: dict(self._checks(schema, None if spec.counts else told.get(table)))
            for table, schema in schemas.items()
        }

    def fault(self, row: Cell) -> str | None:
        """The column that is not as `village split` writes it, or “row”; None where all is well."""
        match row:
            case [str(table), dict(event)] if event.keys() <= self._of.get(table, {}).keys():
                wrong = (n for n, fits in self._of[table].items() if not fits(event.get(n)))
                return next(wrong, None) or self._place(event)
        return "row"

    def _place(self, event: Mapping[str, Cell]) -> str | None:
        """Of a count: whether it was asked for, and in this period."""
        if self._counts is None:
            return None
        place = Place(*(event[name] for name in ("indicator", "breakdown", "group")))
        first, last = (date.fromisoformat(event[name]) for name in ("first_on", "last_on"))
        asked = place in self._counts.places
        fits = first <= last and self._period.covers(Period(first, last))
        return None if asked and fits else "indicator"

    def _checks(self, schema: pa.Schema, spec: TableSpec | None) -> Iterator[tuple[str, Check]]:
        own = _of_counts() if self._counts else _of_kit(spec) if spec else _of_built_in()
        common: dict[str, Check] = {
            **dict.fromkeys(("row_key", "child_key", "event_key"), is_key),
            "row": lambda cell: cell is not None and _is_whole(cell, 32),
            "period_end": lambda cell: bool(cell == self._period.last.isoformat()),
            **{name: _one_of(GROUPS[name]) for name in ("sex", "age_band", "ethnicity")},
            DISABILITY: _one_of(GROUPS[DISABILITY]),
        }
        for column in schema:
            yield column.name, common.get(column.name) or own.get(column.name) or _of(column.type)


def _of_built_in() -> Mapping[str, Check]:
    codes = {name: _or_nothing(_one_of(known)) for name, known in _BUILT_IN.items()}
    return {**codes, "factors": _all_of(FACTORS, apart=" ")}


def _of_kit(spec: TableSpec) -> Mapping[str, Check]:
    checks: dict[str, Check] = {}
    for field in spec.fields:
        if field.kind is Kind.CODE:
            codes = [code.code for code in field.codes]
            checks[f"{field.name}_sent"] = _or_nothing(_spelling(field))
            checks[field.name] = _or_nothing(_all_of(codes, apart="; "))
    edition = f"{spec.member.of if spec.member else spec.id} {spec.edition}"
    return {**checks, READ_AS: _one_of([edition])}


def _of_counts() -> Mapping[str, Check]:
    amount = _or_nothing(lambda cell: _is_whole(cell, 64) and 0 <= cell <= MOST)
    mark = _or_nothing(_one_of([mark.value for mark in Mark]))
    day = lambda cell: cell is not None and _is_day(cell)  # noqa: E731
    return {
        **dict.fromkeys(("numerator", "denominator"), amount),
        **dict.fromkeys(("numerator_mark", "denominator_mark"), mark),
        **dict.fromkeys(("indicator", "breakdown", "group"), lambda cell: isinstance(cell, str)),
        **dict.fromkeys(("first_on", "last_on"), day),
        "comment": _or_nothing(lambda cell: isinstance(cell, str) and len(cell) <= LONGEST_COMMENT),
    }


def _of(column: pa.DataType) -> Check:
    """By the column's type; text that no list bounds is not taken."""
    if pa.types.is_date(column):
        return _or_nothing(_is_day)
    if pa.types.is_timestamp(column):
        return _or_nothing(_is_moment)
    if pa.types.is_boolean(column):
        return _or_nothing(lambda cell: isinstance(cell, bool))
    if pa.types.is_integer(column):
        return _or_nothing(lambda cell: _is_whole(cell, column.bit_width))
    return lambda cell: cell is None


def _or_nothing(check: Check) -> Check:
    return lambda cell: cell is None or check(cell)


def _one_of(known: Collection[str]) -> Check:
    return lambda cell: isinstance(cell, str) and cell in known


def _all_of(known: Collection[str], *, apart: str) -> Check:
    return lambda cell: (
        isinstance(cell, str) and all(one in known for one in cell.split(apart) if one)
    )


def _spelling(field: FieldSpec) -> Check:
    """A code as it was sent: short, or a spelling that the return knows."""
    read = field.reader()
    return lambda cell: (
        isinstance(cell, str) and (len(cell) <= SPELT or isinstance(read(cell), str))
    )


def _is_whole(cell: Cell, bits: int) -> bool:
    whole = isinstance(cell, int) and not isinstance(cell, bool)
    return whole and -(2 ** (bits - 1)) <= cell < 2 ** (bits - 1)


def _is_day(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and "T" not in cell and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _is_moment(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and "T" in cell and not datetime.fromisoformat(cell).tzinfo
    except ValueError:
        return False
