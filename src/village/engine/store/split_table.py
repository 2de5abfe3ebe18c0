"""A return that is one table, parted as its spec says: identity columns away, the rest an event."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from village.engine.intake.tables import Row
from village.engine.specs.groups import DISABILITY
from village.engine.specs.tables import FieldSpec, Kind, RuleKind, TableSpec, Unreadable, Value
from village.engine.store.derived import reckon
from village.engine.store.events import COMMON, DAY, FLAG, TEXT, age_band
from village.engine.store.split import (
    Event,
    Identity,
    Keep,
    Tokens,
    disability_group,
    ethnicity_group,
    sex_group,
    whole_years,
)

ENGLAND = ZoneInfo("Europe/London")
MOMENT, LONG = pa.timestamp("s"), pa.int64()
TYPES: Mapping[Kind, pa.DataType] = {
    Kind.DATE: DAY,
    Kind.MOMENT: MOMENT,
    Kind.WHOLE_NUMBER: LONG,
    Kind.FLAG: FLAG,
}
SEX, ETHNICITY, BORN = "sex", "ethnicity", "birth_on"
"""Columns with these names have their meaning in every spec."""
NAMELESS = {*TYPES, Kind.CODE}
"""Kinds in which nobody can be named. What a kit calls no identity is kept out all the same if it
is free text or a number that somebody is known by."""


def event_fields(spec: TableSpec) -> tuple[FieldSpec, ...]:
    """The columns that events keep: no identity, nor what every event has in its own words."""
    had = (SEX, ETHNICITY, BORN, DISABILITY)
    return tuple(
        field
        for field in spec.fields
        if field.kind in NAMELESS and not field.identity and field.name not in had
    )


def dated_by(spec: TableSpec) -> str | None:
    """The column that dates an event, the first date or moment kept; None for a list of people."""
    dated = (f.name for f in event_fields(spec) if f.kind in (Kind.DATE, Kind.MOMENT))
    return next(dated, None)


def tells_disability(spec: TableSpec) -> bool:
    """Whether the table says of a child whether it is disabled."""
    return any(field.name == DISABILITY for field in spec.fields)


def schemas(spec: TableSpec) -> Mapping[str, pa.Schema]:
    """The one table of events of a spec; none for a list of people, which is identities alone."""
    if dated_by(spec) is None:
        return {}
    kept: dict[str, pa.DataType] = {DISABILITY: TEXT} if tells_disability(spec) else {}
    kept |= {field.name: TYPES.get(field.kind, TEXT) for field in event_fields(spec)}
    kept |= {one.name: LONG for one in spec.reckoned}
    return {spec.id: pa.schema([*COMMON.items(), ("event_key", TEXT), *kept.items()])}


def split_table(
    rows: Iterable[Row], *, spec: TableSpec, event: Event, keyed: Tokens, keep: Keep
) -> int:
    """Give each row's event to `event` and its identity to `keep`. Returns how many children."""
    parting = Parting(spec, keyed)
    children = set()
    for row in rows:
        found = parting.found(row)
        keep(parting.identity(row, found))
        children.add(parting.child_key(row, found))
        if parting.dated_by:
            event(spec.id, parting.event(row, found))
    return len(children)


class Parting:
    """How rows of one spec come apart."""

    def __init__(self, spec: TableSpec, keyed: Tokens) -> None:
        self.spec = spec
        self.keyed = keyed
        self.dated_by = dated_by(spec)
        self.tells_disability = tells_disability(spec)
        self.also = tuple({SEX} & {field.name for field in spec.fields})
        """No identity by itself, and one more thing by which records of one child are known."""
        self.kept = tuple(field.name for field in event_fields(spec))
        self.key = next(
            (rule.fields for rule in spec.rules if rule.kind is RuleKind.UNIQUE), (spec.child,)
        )

    def found(self, row: Row) -> dict[str, Value]:
        """The row by column name; what could not be read is nothing (its issue says so)."""
        values = zip(self.spec.fields, row.values, strict=True)
        return {
            field.name: None if isinstance(value, Unreadable) else value for field, value in values
        }

    def child_key(self, row: Row, found: Mapping[str, Value]) -> str:
        named = found[self.spec.child]
        return self.keyed.child(str(named) if named else None, row=row.number)

    def identity(self, row: Row, found: Mapping[str, Value]) -> Identity:
        named = {name: _text(found[name]) for name in (*self.spec.identities, *self.also)}
        keys = {
            "row_key": self.keyed.row(self.spec.id, row.number),
            "child_key": self.child_key(row, found),
        }
        return {**named, **keys, "child_id": _text(found[self.spec.child])}

    def event(self, row: Row, found: Mapping[str, Value]) -> dict[str, Any]:
        happened = _local(found[self.dated_by]) if self.dated_by else None
        born = found.get(BORN)
        aged = whole_years(born if isinstance(born, date) else None, _day(happened))
        parts = [_text(found[name]) for name in self.key]
        return {
            **{name: _kept(found[name]) for name in self.kept},
            **{one.name: reckon(one, found) for one in self.spec.reckoned},
            "row_key": self.keyed.row(self.spec.id, row.number),
            "child_key": self.child_key(row, found),
            "row": row.number,
            "event_key": self.keyed.event(parts, row=row.number),
            "period_end": self.keyed.sent.period.last,
            "sex": sex_group(_text(found.get(SEX))),
            "age_band": age_band(aged),
            "ethnicity": ethnicity_group(_text(found.get(ETHNICITY))),
            **self._disability(found),
        }

    def _disability(self, found: Mapping[str, Value]) -> dict[str, str]:
        """The group, from one code, several, or a plain yes or no."""
        if not self.tells_disability:
            return {}
        told = found.get(DISABILITY)
        codes = told if isinstance(told, tuple) else (told,)
        return {
            DISABILITY: disability_group(
                one if isinstance(one, bool) else _text(one) for one in codes
            )
        }


def _local(value: Value) -> Any:  # Any: a date, or a moment on England's clock
    if isinstance(value, datetime):
        return value.astimezone(ENGLAND).replace(tzinfo=None)
    return value


def _day(value: Any) -> date | None:  # Any: as above
    return value.date() if isinstance(value, datetime) else value


def _kept(value: Value) -> Any:  # Any: what the column's type takes
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return _local(value)


def _text(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
