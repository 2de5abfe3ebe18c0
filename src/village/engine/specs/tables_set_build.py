"""Builds the spec of a return of several tables out of a kit's mapping: each table, and between."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from village.engine.specs.tables import (
    Between,
    Column,
    FieldSpec,
    Length,
    Member,
    Severity,
    TableRule,
    TableSpec,
    Through,
)
from village.engine.specs.tables_build import (
    ID,
    NAME,
    PREFIX,
    field_spec,
    reckoned,
    refuse_contradictions,
    refuse_twice,
    table_rule,
    when_of,
    word,
)
from village.engine.specs.tables_mapping import Part, SpecFault
from village.engine.specs.tables_set import BetweenKind
from village.engine.specs.tables_values import Kind, plain

_DATED: Final = frozenset({Kind.DATE, Kind.MOMENT})

CodeSets = Mapping[str, Any]  # Any: YAML


def set_spec(part: Part, *, code_sets: CodeSets) -> TableSpec:
    """Read a return of several tables. Raises SpecFault, which names the key.

    `opening` stands before the columns of each table that does not say `opens: false`. A table's
    id, by which indicators name it, is `stem`, a low line and its own name.
    """
    whole = _Whole(part, code_sets)
    tables = tuple(whole.table(item) for item in part.parts("tables"))
    spec = replace(
        whole.head,
        parts=tables,
        between=tuple(_between(item, tables) for item in part.parts("between", default=())),
        who=_one_of_tables(part, "who", tables) if part.has("who") else "",
    )
    part.done()
    _refuse_lost_children(tables)
    refuse_twice(
        (frozenset(map(plain, one.sheets)), ("tables", n, "sheets")) for n, one in enumerate(tables)
    )
    return spec


class _Whole:
    """What every table of the set shares."""

    def __init__(self, part: Part, code_sets: CodeSets) -> None:
        self._stem = word(part, "stem", ID)
        self._child = part.text("child")
        self._blanks = part.texts("blanks")
        self._code_sets = code_sets
        self._opening = part.items("opening", default=())
        self._opening_rules = part.items("opening_rules", default=())
        self.head = TableSpec(
            id=word(part, "return", ID),
            title=part.text("title"),
            edition=part.text("edition"),
            source=part.text("source"),
            sender=part.text("sender"),
            length=Length(part.one_of("period", list(Length))),
            prefix=word(part, "prefix", PREFIX),
            child=self._child,
            each_row="",
            fields=(),
            sheets=(),
            notes=part.text("notes", default=""),
            beside=part.texts("other_sheets"),
        )

    def table(self, part: Part) -> TableSpec:
        """One table, with what it shares with the others before its own."""
        name, title = word(part, "table", NAME), part.text("title")
        opens = not part.has("opens") or part.flag("opens")
        fields = self._fields(part, opens=opens)
        spec = replace(
            self.head,
            id=f"{self._stem}_{name}",
            title=title,
            prefix=f"{self.head.prefix}-{name}",
            child=part.text("child", default=self._child),
            each_row=part.text("each_row"),
            fields=fields,
            rules=self._rules(part, fields, opens=opens),
            reckoned=tuple(reckoned(one, fields) for one in part.parts("reckoned", default=())),
            sheets=(name, title, *part.texts("sheets")),
            notes="",
            beside=part.texts("left_alone"),
            is_titled=True,
            member=self._member(part),
        )
        part.done()
        _refuse(spec, part)
        return spec

    def _fields(self, part: Part, *, opens: bool) -> tuple[FieldSpec, ...]:
        shared = _again(self._opening, "opening") if opens else ()
        items = (*shared, *part.parts("fields"))
        read = (field_spec(item, code_sets=self._code_sets) for item in items)
        return tuple(replace(one, lenient=True, blanks=self._blanks) for one in read)

    def _rules(
        self, part: Part, fields: tuple[FieldSpec, ...], *, opens: bool
    ) -> tuple[TableRule, ...]:
        shared = _again(self._opening_rules, "opening_rules") if opens else ()
        items = (*shared, *part.parts("rules", default=()))
        return tuple(table_rule(item, fields=fields) for item in items)

    def _member(self, part: Part) -> Member:
        return Member(
            of=self.head.id,
            may_be_empty=part.flag("may_be_empty"),
            may_be_absent=part.flag("may_be_absent"),
            of_adults=part.flag("adults"),
            through=self._through(part) if part.has("through") else None,
        )

    def _through(self, part: Part) -> Through:
        held = Part(part.take("through"), path=(*part.path, "through"))
        found = Through(held.text("by"), f"{self._stem}_{held.text('table')}", held.text("key"))
        held.done()
        return found


def _again(items: Sequence[object], key: str) -> tuple[Part, ...]:
    """Parts anew, for each table takes theirs apart."""
    return tuple(Part(item, path=(key, number)) for number, item in enumerate(items))


def _refuse(spec: TableSpec, part: Part) -> None:
    """What contradicts itself within a table, told where the table stands."""
    try:
        refuse_contradictions(spec)
    except SpecFault as fault:
        raise SpecFault(fault.what, path=part.path, instead=fault.as_record()["mend"]) from None


def _between(part: Part, tables: tuple[TableSpec, ...]) -> Between:
    kind = BetweenKind(part.one_of("kind", list(BetweenKind)))
    of = _column(part, "of", tables)
    table = _table(of.table, tables)
    by = key = ""
    if kind is BetweenKind.NOT_BEFORE:
        by, key = part.text("by", default=table.child), part.text("key", default="")
    to = None if kind is BetweenKind.AGREES else _column(part, "to", tables)
    rule = Between(
        id=word(part, "id", ID),
        kind=kind,
        of=of,
        to=to,
        message=part.text("message"),
        mend=part.text("mend"),
        severity=Severity(part.one_of("severity", list(Severity), default=Severity.ERROR)),
        by=by,
        key=key or (_table(to.table, tables).child if to else ""),
        when=when_of(part, fields=table.fields) if part.has("when") else None,
    )
    part.done()
    _refuse_between(rule, part, tables)
    return rule


def _refuse_between(rule: Between, part: Part, tables: tuple[TableSpec, ...]) -> None:
    if rule.kind is not BetweenKind.NOT_BEFORE or rule.to is None:
        return
    for column, name in ((rule.of, rule.by), (rule.to, rule.key)):
        table = _table(column.table, tables)
        if table.field(column.field).kind not in _DATED:
            raise part.fault("of", "Only days have an order.", instead="Name two columns of days.")
        if name not in table.places:
            raise part.fault("by", f"“{name}” is no column of {table.id}.", instead=_named(table))


def _column(part: Part, key: str, tables: tuple[TableSpec, ...]) -> Column:
    name, _, field = part.text(key).partition(".")
    table = next((one for one in tables if one.id.endswith(f"_{name}")), None)
    if table is None or field not in table.places:
        known = ", ".join(one.id.partition("_")[2] for one in tables)
        instead = _named(table) if table else f"Write TABLE.COLUMN; tables: {known}."
        raise part.fault(key, "This is no column of the return's tables.", instead=instead)
    return Column(table.id, field)


def _table(id: str, tables: tuple[TableSpec, ...]) -> TableSpec:
    return next(one for one in tables if one.id == id)


def _named(table: TableSpec) -> str:
    return f"Columns of {table.id}: {', '.join(table.places)}."


def _one_of_tables(part: Part, key: str, tables: tuple[TableSpec, ...]) -> str:
    names = {one.id.partition("_")[2]: one.id for one in tables}
    return names[part.one_of(key, list(names))]


def _refuse_lost_children(tables: tuple[TableSpec, ...]) -> None:
    """A row finds its child through a table that has the columns for it."""
    for number, table in enumerate(tables):
        way = table.member.through if table.member else None
        if way is None:
            continue
        held = {one.id: one for one in tables}.get(way.table)
        if way.by not in table.places or held is None or way.key not in held.places:
            raise SpecFault(
                "The way to the child leads nowhere.",
                path=("tables", number, "through"),
                instead="Name a column of this table, another table, and that one's key column.",
            )
