"""A file of claims, as YAML or CSV: what stands in charts, or what a person corrects."""

import csv
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING, Final

from village.figures.check.document import Document
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.belonging import beside_of, held_back
from village.figures.check.taking_in.forms import KEYS, Form
from village.figures.check.taking_in.laying import too_long
from village.figures.check.taking_in.letters import clean, decoded
from village.figures.check.taking_in.rows import THOUSANDS, Row, Rows, day, fault, other, whole
from village.figures.claims import Claim, Place, Unit

if TYPE_CHECKING:
    from yaml import Node

_UNITS: Final = {unit.value: unit for unit in Unit} | {
    "percent": Unit.PERCENT, "per cent": Unit.PERCENT, "pounds": Unit.MONEY,
    "months": Unit.DURATION, "years": Unit.AGE, "number": Unit.COUNT,
}  # fmt: skip
_SIGNS: Final = {"%": Unit.PERCENT, "£": Unit.MONEY}
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")


def take_csv(data: bytes, name: str) -> Document:
    """Columns as KEYS name them, in any order. Raises Untaken with the line of the first fault."""
    text = decoded(data) or ""
    first = text.lstrip().partition("\n")[0]
    parting = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=parting, strict=True)
    try:
        return _document(name, Form.CSV, list(_csv_rows(reader, name)))
    except csv.Error:
        raise fault("A quotation mark is opened and not closed.", name, reader.line_num) from None


def _csv_rows(reader: "Iterator[list[str]]", name: str) -> Iterator[Row]:
    header: Sequence[str] = ()
    for line, cells in _numbered(reader):
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [clean(cell).lower() for cell in cells]
            _known(header, name, line)
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            raise fault("This row has more cells than there are columns.", name, line)
        says = dict(zip(header, map(clean, cells), strict=False))
        yield Row(line, {key: said for key, said in says.items() if said})


def _numbered(reader: "Iterator[list[str]]") -> Iterator[tuple[int, list[str]]]:
    for cells in reader:
        yield int(getattr(reader, "line_num", 0)), cells


def take_yaml(data: bytes, name: str) -> Document:
    """A list of claims, or one under `claims`. Raises Untaken with the line of the first fault."""
    import yaml

    text = decoded(data) or ""
    if len(text) > limits.SIGNS:
        raise too_long(name)
    try:
        _plain_events(text, name)
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        raise fault("This is not YAML.", name, mark.line + 1 if mark else 1) from None
    return _document(name, Form.YAML, list(_yaml_rows(root, name)))


def _plain_events(text: str, name: str) -> None:
    """Raises Untaken for aliases and for deep nesting, before either costs anything."""
    import yaml

    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise fault("An alias (*) stands here, where claims need none.", name, line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > limits.NESTED:
            raise fault("The lists are nested too deeply.", name, line)


def _yaml_rows(root: object, name: str) -> Iterator[Row]:
    import yaml

    if isinstance(root, yaml.MappingNode):
        under = {_scalar(key, name): one for key, one in root.value}
        root = under.get("claims") if under.keys() <= {"claims", "document"} else None
    if not isinstance(root, yaml.SequenceNode):
        raise fault("Here belongs a list of claims, under `claims:`.", name, 1)
    for entry in root.value:
        line = entry.start_mark.line + 1
        if not isinstance(entry, yaml.MappingNode):
            raise fault("A claim is written as key: value.", name, line)
        says: dict[str, str] = {}
        for key, said in entry.value:
            _known([str(key.value)], name, key.start_mark.line + 1)
            if not isinstance(said, yaml.ScalarNode):
                raise fault(f"“{key.value}” takes one value.", name, said.start_mark.line + 1)
            is_empty = said.tag == "tag:yaml.org,2002:null"
            says |= {} if is_empty else {key.value: clean(said.value)}
        yield Row(line, says)


def _scalar(key: "Node", name: str) -> str:
    import yaml

    if not isinstance(key, yaml.ScalarNode):
        raise fault("A key is one word, and no list.", name, key.start_mark.line + 1)
    return str(key.value)


def _known(keys: Sequence[str], name: str, line: int) -> None:
    """Every key must be one of ours. A strange one is not repeated: it may be anything."""
    for number, key in enumerate(keys, 1):
        if key not in KEYS:
            which = f"column {number}" if len(keys) > 1 else "a key"
            raise fault(
                f"There is no such thing to say of a claim ({which}).",
                name, line, f"The keys are {', '.join(KEYS)}.",
            )  # fmt: skip


def _document(name: str, form: Form, rows: Sequence[Row]) -> Document:
    if len(rows) > limits.CLAIMS:
        raise too_long(name)
    keys = _keys(rows, name)
    counted = {key: row for key, row in keys.items() if "rule" not in row.says}
    return Document(
        name,
        form,
        (),
        claims=tuple(_claim(row, key, keys, name) for key, row in counted.items()),
        beside={key: beside_of(row, keys, name) for key, row in counted.items()},
        held_back=tuple(
            held_back(row, key, name) for key, row in keys.items() if key not in counted
        ),
    )


def _keys(rows: Sequence[Row], name: str) -> dict[str, Row]:
    """Rows by the key that a person gave, or else by their line."""
    keys: dict[str, Row] = {}
    for row in rows:
        key = row.says.get("key") or f"line {row.line}"
        if key in keys:
            raise fault("Another claim has this key.", name, row.line)
        keys[key] = row
    return keys


def _claim(row: Row, key: str, keys: Rows, name: str) -> Claim:
    says = row.says
    text = says.get("value", "")
    unit = _unit(says.get("unit", ""), text, name, row.line)
    value, decimals = _value(text, unit, name, row.line)
    page = whole(says.get("page"), "page", name, row.line)
    return Claim(
        key=key,
        value=value,
        unit=unit,
        text=text,
        quote=says.get("quote") or f"{says.get('measure', '')} {text}".strip(),
        place=Place(page, row.line, says.get("section", "")),
        start=max(says.get("quote", "").find(text), 0),
        decimals=decimals,
        n=whole(says.get("n"), "n", name, row.line),
        measure=says.get("measure", ""),
        population=says.get("population", ""),
        period=says.get("period", ""),
        parent=other(says.get("parent", ""), "the parent’s", keys, name, row),
    )


def _unit(said: str, text: str, name: str, line: int) -> Unit:
    """What is said, or what stands beside the number, or a count."""
    if not said:
        return next((unit for sign, unit in _SIGNS.items() if sign in text), Unit.COUNT)
    if said.lower() not in _UNITS:
        raise fault("This unit is unknown.", name, line, f"Write one of {', '.join(Unit)}.")
    return _UNITS[said.lower()]


def _value(text: str, unit: Unit, name: str, line: int) -> tuple[Fraction, int]:
    """Exact, with its decimals as printed."""
    if unit is Unit.DATE:
        return Fraction(day(text, "The value", name, line).toordinal()), 0
    number = THOUSANDS.sub("", text).strip("£% ").replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(number):
        how = "Write it as 1,136 or 65.7, with 15 digits at most."
        raise fault("The value is no number.", name, line, how)
    value = Fraction(number)
    if unit is Unit.COUNT and value.denominator != 1:
        raise fault("A count is a whole number.", name, line, "Or write what unit it has.")
    return value, len(number.partition(".")[2])
