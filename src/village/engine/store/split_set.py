"""A return of several tables, parted: every table's rows into events, each child's names away."""

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from village.engine.intake.tables import Row
from village.engine.intake.tables_set import TableSet, child_id
from village.engine.specs.tables import FieldSpec, Kind, TableSpec, Unreadable, Value
from village.engine.specs.tables_lenient import as_coded
from village.engine.store.events import COMMON, TEXT
from village.engine.store.split import Event, Identity, Keep, Tokens
from village.engine.store.split_table import (
    BORN,
    ETHNICITY,
    SEX,
    TYPES,
    Parting,
    event_fields,
    schemas,
)

READ_AS: Final = "codes_of"
"""The column of events that says by which edition of the return its codes were read."""
_SENT: Final = "_sent"
_OF_PEOPLE: Final = (SEX, ETHNICITY, BORN)
_ADULT: Final = "adult\x1f"
"""Before a grown person's id, so that nobody's child bears it too."""


def schemas_of_set(spec: TableSpec) -> Mapping[str, pa.Schema]:
    """The tables of events of a return of several tables; none of a list of people alone."""
    return {part.id: _schema(part) for part in spec.parts if event_fields(part)}


def _schema(part: TableSpec) -> pa.Schema:
    """As of a table by itself, dated or not, with each code as it was sent beside it."""
    known = schemas(part).get(part.id)
    fields = known or pa.schema([*COMMON.items(), ("event_key", TEXT), *_undated(part)])
    beside = [(name, TEXT) for name in (*_sent(part).values(), READ_AS)]
    return pa.schema([*((field.name, field.type) for field in fields), *beside])


def _undated(part: TableSpec) -> list[tuple[str, pa.DataType]]:
    return [(field.name, TYPES.get(field.kind, TEXT)) for field in event_fields(part)]


def _sent(part: TableSpec) -> dict[int, str]:
    """The column that keeps a code as it was sent, by the place of the code's own."""
    return {
        place: f"{field.name}{_SENT}"
        for place, field in enumerate(part.fields)
        if _is_single_code(field)
    }


def _is_single_code(field: FieldSpec) -> bool:
    return field.kind is Kind.CODE and not field.repeats and field.inside is None


def split_set(tables: TableSet, *, event: Event, keyed: Tokens, keep: Keep) -> int:
    """Give each row's event to `event` and what names a child to `keep`. Returns how many."""
    people, owners = _people(tables), tables.children_of()
    seen: set[int] = set()
    children: set[str] = set()
    for id, table in tables.tables.items():
        parting = PartingOfSet(table.spec, keyed, people=people, owners=owners.get(id))
        for row in table.rows():
            found = parting.found(row)
            if parting.names_children:
                children.add(parting.child_key(row, found))
                _keep_once(parting.identity(row, found), keep, seen)
            if parting.has_events:
                event(id, parting.event(row, found))
    return len(children)


def _keep_once(identity: Identity, keep: Keep, seen: set[int]) -> None:
    """A child stands in many lists: what each says of it is kept once."""
    said = hash(tuple(sorted((k, v or "") for k, v in identity.items() if k != "row_key")))
    if identity["child_id"] and said not in seen:
        seen.add(said)
        keep(identity)


def _people(tables: TableSet) -> Mapping[str, Mapping[str, Value]]:
    """What the one table that says who children are tells of each, for those that do not."""
    table = tables.tables.get(tables.spec.who)
    if table is None:
        return {}
    spec = table.spec
    places = {name: spec.places[name] for name in _OF_PEOPLE if name in spec.places}
    return {
        id: {name: _read(row.values[place]) for name, place in places.items()}
        for row in table.rows()
        if (id := child_id(row, spec, None))
    }


def _read(value: Value) -> Value:
    return None if isinstance(value, Unreadable) else value


class PartingOfSet(Parting):
    """How rows of one table of a set come apart."""

    def __init__(
        self,
        spec: TableSpec,
        keyed: Tokens,
        *,
        people: Mapping[str, Mapping[str, Value]],
        owners: Mapping[str, str] | None,
    ) -> None:
        super().__init__(spec, keyed)
        self._people = people
        self._owners = owners
        self._sent = _sent(spec)
        self.has_events = bool(event_fields(spec))
        self.names_children = not (spec.member and spec.member.of_adults)

    def found(self, row: Row) -> dict[str, Value]:
        """The row by column name, with what another table says of its child."""
        of_child = self._people.get(child_id(row, self.spec, self._owners), {})
        return {**of_child, **super().found(row)}

    def child_key(self, row: Row, found: Mapping[str, Value]) -> str:
        """A row without a child is somebody of this one row only."""
        named = child_id(row, self.spec, self._owners)
        if not named:
            return self.keyed.row(self.spec.id, row.number)
        return self.keyed.child(named if self.names_children else _ADULT + named, row=row.number)

    def identity(self, row: Row, found: Mapping[str, Value]) -> Identity:
        told = super().identity(row, found)
        return {**told, "child_id": child_id(row, self.spec, self._owners) or None}

    def event(self, row: Row, found: Mapping[str, Value]) -> dict[str, Any]:
        """As of any table, with its codes as they were sent and by which edition they were read."""
        sent = {
            name: as_coded(row.shown(place)) if isinstance(row.values[place], str) else None
            for place, name in self._sent.items()
        }
        edition = f"{self.spec.member.of if self.spec.member else self.spec.id} {self.spec.edition}"
        return {**super().event(row, found), **sent, READ_AS: edition}
