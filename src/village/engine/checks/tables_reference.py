"""Prints a return of several tables as a page of the reference documentation."""

from collections.abc import Iterator

from village.engine.checks.tables import RuleOfTable, code_of
from village.engine.checks.tables_set import list_rules_of_set
from village.engine.specs.tables import FieldSpec, TableSpec
from village.engine.specs.tables_values import Kind

_HEAD = """\
# {title}: tables and rules

Generated from `kits/england/returns/{id}.yaml`; do not edit.
`python -m village.cli reference` writes it again.

Source of the layout: {source}

{notes}

An **error** must be put right, a **query** put right or explained. Each rule ends as *held*,
*found* or *could not run*; the last never counts as held. Every rule is Village's own. Beside
those below, each column has one for what is missing where it is needed, and one for what cannot
be read. These stand for an empty cell: {blanks}. A day may come as dd/mm/yyyy, as
yyyy-mm-dd, with a time, or as a spreadsheet's number for it; a code may have its letter before it
and its meaning behind it ("f) U6: Foster placement"). What else a column may be called is
declared, and nothing is guessed: a column with another name is named to the sender and not read.
"""


def tables_page(spec: TableSpec) -> str:
    """The whole page."""
    return "\n".join(_lines(spec)) + "\n"


def _lines(spec: TableSpec) -> Iterator[str]:
    blanks = dict.fromkeys(blank for part in spec.parts for f in part.fields for blank in f.blanks)
    yield from _HEAD.format(
        title=spec.title,
        id=spec.id,
        source=spec.source,
        notes=spec.notes,
        blanks=", ".join(f"“{blank}”" for blank in blanks),
    ).splitlines()
    rules = {rule.code: rule for rule in list_rules_of_set(spec)}
    for part in spec.parts:
        yield from _table_of(part)
        yield from _rules(f"Rules of {part.id}", [rules[code_of(part, r.id)] for r in part.rules])
    yield from _rules("Rules between tables", [rules[code_of(spec, r.id)] for r in spec.between], 2)


def _table_of(part: TableSpec) -> Iterator[str]:
    named = ", ".join(f"“{name}”" for name in part.sheets)
    yield from ["", f"## {part.title}", ""]
    yield f"{part.each_row} Indicators name it `{part.id}`. Its sheet or file: {named}."
    if part.beside:
        yield f"Never read: {', '.join(part.beside)}."
    yield from ["", *_head("Column", "Name in events", "Holds", "Also called")]
    for field in part.fields:
        yield _row(field.title, _kept(field), _holds(field), ", ".join(field.aliases))


def _kept(field: FieldSpec) -> str:
    return "*identity*" if field.identity else f"`{field.name}`"


def _holds(field: FieldSpec) -> str:
    needed = ", needed" if field.required else ""
    several = ", several" if field.repeats else ""
    inside = f", `{field.inside.key}` of `{field.inside.column}`" if field.inside else ""
    codes = f" ({', '.join(code.code for code in field.codes)})" if field.kind is Kind.CODE else ""
    return f"{field.kind.value}{codes}{needed}{several}{inside}"


def _rules(title: str, rules: list[RuleOfTable], level: int = 3) -> Iterator[str]:
    if not rules:
        return
    yield from ["", f"{'#' * level} {title}", ""]
    yield from _head("Code", "Level", "What is wrong", "What to do", "Looks at")
    for rule in rules:
        looks = ", ".join(rule.fields)
        yield _row(rule.code, rule.severity.value, rule.message, rule.mend, looks)


def _head(*titles: str) -> Iterator[str]:
    yield _row(*titles)
    yield _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
