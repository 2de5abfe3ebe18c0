"""Builds a table's spec out of a kit's mapping, and refuses one that contradicts itself."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from village.engine.specs.tables import (
    Code,
    FieldSpec,
    Inside,
    Length,
    Reckoned,
    Reckoning,
    RuleKind,
    Severity,
    TableRule,
    TableSpec,
)
from village.engine.specs.tables_mapping import Part, Path, SpecFault
from village.engine.specs.tables_values import LONGEST, Kind

NAME = re.compile(r"[a-z][a-z0-9_]*")
ID = re.compile(r"[a-z][a-z0-9-]*")
PREFIX = re.compile(r"[A-Z]{2,4}")

# How the codes of the rules end that each column brings by itself.
_COLUMN_ENDS: Final = ("missing", "unreadable", "check-digit", "check-letter", "whole-column")

# What each kind of rule works on: how many columns at least and at most, and of which kinds.
_DATED: Final = frozenset({Kind.DATE, Kind.MOMENT})
_SHAPES: Final[Mapping[RuleKind, tuple[int, int, frozenset[Kind]]]] = {
    RuleKind.UNIQUE: (1, 6, frozenset(Kind)),
    RuleKind.ONE_VALUE: (1, 6, frozenset(Kind)),
    RuleKind.ONE_CHILD: (1, 1, frozenset(Kind)),
    RuleKind.AT_LEAST_ONE: (2, 6, frozenset(Kind)),
    RuleKind.NEEDED_WHEN: (1, 1, frozenset(Kind)),
    RuleKind.IN_ORDER: (2, 2, _DATED),
    RuleKind.IN_PERIOD: (1, 1, _DATED),
    RuleKind.NOT_AFTER_PERIOD: (1, 6, _DATED),
    RuleKind.UNDER_AGE: (2, 2, _DATED),
    RuleKind.TOGETHER: (2, 6, frozenset(Kind)),
    RuleKind.EMPTY_WHEN: (1, 1, frozenset(Kind)),
    RuleKind.IN_MONTHS: (1, 1, _DATED),
    RuleKind.AGE_AGREES: (2, 2, _DATED | {Kind.AGE}),
}
_OF_A_CODE: Final = frozenset({RuleKind.NEEDED_WHEN, RuleKind.EMPTY_WHEN})
_ANSWERS: Final = ("yes", "no")

_EVERY_EVENT_HAS: Final = frozenset(
    {"row_key", "child_key", "row", "event_key", "period_end", "sex", "age_band", "ethnicity"}
)
"""Columns that an event has beside those of its table."""

_RECKONED_FROM: Final[Mapping[Reckoning, frozenset[Kind]]] = {
    Reckoning.HOURS: frozenset({Kind.MOMENT}),
    Reckoning.DAYS: _DATED,
    Reckoning.WORKING_DAYS: _DATED,
    Reckoning.PER_CENT: frozenset({Kind.WHOLE_NUMBER}),
}


def table_spec(
    mapping: Mapping[str, Any],  # Any: YAML as it was loaded, before its shape is known
    *,
    code_sets: Mapping[str, Any] = MappingProxyType({}),  # Any: as above
) -> TableSpec:
    """Read the mapping of a kit's file. Raises SpecFault, which names the key.

    code_sets: what `codes: ethnicity` refers to: a list such as a field's own `codes`.
    """
    part = Part(mapping)
    if part.has("tables"):
        from village.engine.specs.tables_set_build import set_spec  # it builds on this module

        return set_spec(part, code_sets=code_sets)
    fields = tuple(field_spec(item, code_sets=code_sets) for item in part.parts("fields"))
    spec = TableSpec(
        id=word(part, "return", ID),
        title=part.text("title"),
        edition=part.text("edition"),
        source=part.text("source"),
        sender=part.text("sender"),
        length=Length(part.one_of("period", list(Length))),
        prefix=word(part, "prefix", PREFIX),
        child=part.text("child"),
        each_row=part.text("each_row"),
        fields=fields,
        rules=tuple(table_rule(item, fields=fields) for item in part.parts("rules", default=())),
        reckoned=tuple(reckoned(item, fields) for item in part.parts("reckoned", default=())),
        sheets=part.texts("sheets"),
        notes=part.text("notes", default=""),
    )
    part.done()
    refuse_contradictions(spec)
    return spec


def word(part: Part, key: str, shape: re.Pattern[str]) -> str:
    word = part.text(key)
    if shape.fullmatch(word):
        return word
    raise part.fault(key, "This is not a name that can be used.", instead=_SHAPES_IN_WORDS[shape])


_SHAPES_IN_WORDS: Final = {
    NAME: "Write small letters, figures and “_”, beginning with a letter.",
    ID: "Write small letters, figures and “-”, beginning with a letter.",
    PREFIX: "Write two to four capital letters.",
}


def field_spec(part: Part, *, code_sets: Mapping[str, Any]) -> FieldSpec:  # Any: YAML
    kind = Kind(part.one_of("kind", list(Kind)))
    spec = FieldSpec(
        name=word(part, "name", NAME),
        title=part.text("title"),
        kind=kind,
        aliases=part.texts("aliases"),
        required=part.flag("required"),
        identity=part.flag("identity"),
        repeats=part.flag("repeats"),
        codes=_codes(part, code_sets=code_sets) if kind is Kind.CODE else (),
        longest=part.number("longest", default=LONGEST),
        note=part.text("note", default=""),
        inside=_inside(part) if part.has("inside") else None,
    )
    if spec.repeats and kind not in {Kind.TEXT, Kind.CODE}:
        raise part.fault(
            "repeats", "Only text and codes may repeat.", instead="Write “kind: text”."
        )
    part.done()
    return spec


def _inside(part: Part) -> Inside:
    held = Part(part.take("inside"), path=(*part.path, "inside"))
    spec = Inside(held.text("column"), held.text("key"))
    held.done()
    return spec


def _codes(part: Part, *, code_sets: Mapping[str, Any]) -> tuple[Code, ...]:  # Any: YAML
    listed = part.take("codes")
    if isinstance(listed, str):
        if listed not in code_sets:
            known = ", ".join(sorted(code_sets)) or "none"
            raise part.fault("codes", "This code set is not known.", instead=f"Known: {known}.")
        listed = code_sets[listed]
    items = Part({"codes": listed}, path=part.path).parts("codes")
    codes = tuple(_code(item) for item in items)
    refuse_twice((c.spellings(), item.path) for c, item in zip(codes, items, strict=True))
    return codes


def _code(part: Part) -> Code:
    code = Code(part.text("code"), part.text("title"), part.texts("aliases"))
    part.done()
    return code


def refuse_twice(named: Iterable[tuple[frozenset[str], Path]]) -> None:
    seen: set[str] = set()
    for keys, path in named:
        if both := sorted(seen & keys):
            raise SpecFault(
                f"“{both[0]}” already stands for another one.",
                path=path,
                instead="Give each a spelling of its own.",
            )
        seen |= keys


def table_rule(part: Part, *, fields: tuple[FieldSpec, ...]) -> TableRule:
    kind = RuleKind(part.one_of("kind", list(RuleKind)))
    rule = TableRule(
        id=word(part, "id", ID),
        kind=kind,
        fields=part.texts("fields"),
        message=part.text("message"),
        mend=part.text("mend"),
        severity=Severity(part.one_of("severity", list(Severity), default=Severity.ERROR)),
        when=when_of(part, fields=fields) if kind in _OF_A_CODE else None,
        years=part.number("years") if kind is RuleKind.UNDER_AGE else None,
        months=part.number("months") if kind is RuleKind.IN_MONTHS else None,
    )
    part.done()
    _refuse_shape(rule, part=part, fields=fields)
    return rule


def when_of(part: Part, *, fields: tuple[FieldSpec, ...]) -> tuple[str, str]:
    when = Part(part.take("when"), path=(*part.path, "when"))
    names = {field.name: field for field in fields}
    name = when.one_of("field", list(names))
    is_flag = names[name].kind is Kind.FLAG
    codes = list(_ANSWERS) if is_flag else [code.code for code in names[name].codes]
    code = when.one_of("is", codes)
    when.done()
    return name, code


def reckoned(part: Part, fields: tuple[FieldSpec, ...]) -> Reckoned:
    kind = Reckoning(part.one_of("kind", list(Reckoning)))
    names = part.texts("fields")
    able = [one.name for one in fields if one.kind in _RECKONED_FROM[kind]]
    if len(names) != 2 or not set(names) <= set(able):
        listed = ", ".join(able) or "none of this return"
        raise part.fault(
            "fields", "This is reckoned from two columns.", instead=f"Write two of: {listed}."
        )
    spec = Reckoned(word(part, "name", NAME), part.text("title"), kind, (names[0], names[1]))
    part.done()
    return spec


def _refuse_shape(rule: TableRule, *, part: Part, fields: tuple[FieldSpec, ...]) -> None:
    kinds = {field.name: field.kind for field in fields}
    fewest, most, wanted = _SHAPES[rule.kind]
    for number, name in enumerate(rule.fields):
        if kinds.get(name) not in wanted:
            listed = ", ".join(known for known, kind in kinds.items() if kind in wanted)
            raise SpecFault(
                f"“{name}” is not a column that this rule can ask.",
                path=(*part.path, "fields", number),
                instead=f"Write one of: {listed}.",
            )
    if not fewest <= len(rule.fields) <= most:
        raise part.fault(
            "fields",
            f"“{rule.kind}” does not work on this number of columns.",
            instead=f"Write {fewest} column{'s' if fewest > 1 else ''}"
            + (f" to {most}." if most > fewest else "."),
        )


def refuse_contradictions(spec: TableSpec) -> None:
    refuse_twice((field.headers(), ("fields", n)) for n, field in enumerate(spec.fields))
    columns = {f"{f.name}-{end}".replace("_", "-") for f in spec.fields for end in _COLUMN_ENDS}
    refuse_twice(
        [(frozenset(columns), ("fields",))]
        + [(frozenset({rule.id}), ("rules", n, "id")) for n, rule in enumerate(spec.rules)]
    )
    _refuse_lost(spec)
    columns = {field.name for field in spec.fields}
    refuse_twice(
        [(frozenset(columns | _EVERY_EVENT_HAS), ("fields",))]
        + [(frozenset({one.name}), ("reckoned", n, "name")) for n, one in enumerate(spec.reckoned)]
    )
    required = [field.name for field in spec.required]
    if spec.child not in required:
        raise SpecFault(
            "The child's column must be one of the required fields.",
            path=("child",),
            instead=f"Write one of: {', '.join(required)}.",
        )


def _refuse_lost(spec: TableSpec) -> None:
    """A column inside another one needs that one, and it must hold JSON."""
    holders = [field.name for field in spec.fields if field.kind is Kind.JSON]
    for number, field in enumerate(spec.fields):
        if field.inside and field.inside.column not in holders:
            raise SpecFault(
                f"“{field.inside.column}” is no column of JSON.",
                path=("fields", number, "inside"),
                instead=f"Write one of: {', '.join(holders) or 'none of this table'}.",
            )
