"""A file of claims, as YAML or CSV: what stands in charts, or what a person corrects."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from io import StringIO
from typing import Final

from village.figures.check.document import Document
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.faults import Untaken
from village.figures.check.taking_in.forms import KEYS, Form
from village.figures.check.taking_in.laying import too_long
from village.figures.check.taking_in.letters import clean, decoded
from village.figures.claims import Claim, Place, Unit

_UNITS: Final = {unit.value: unit for unit in Unit} | {
    "percent": Unit.PERCENT, "per cent": Unit.PERCENT, "pounds": Unit.MONEY,
    "months": Unit.DURATION, "years": Unit.AGE, "number": Unit.COUNT,
}  # fmt: skip
_SIGNS: Final = {"%": Unit.PERCENT, "£": Unit.MONEY}
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_DAYS: Final = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class _Row:
    """What a person wrote of one claim. line: where it begins in the file."""

    line: int
    says: Mapping[str, str]


def take_csv(data: bytes, name: str) -> Document:
    """Columns as KEYS name them, in any order. Raises Untaken with the line of the first fault."""
    text = decoded(data) or ""
    first = text.lstrip().partition("\n")[0]
    parting = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=parting, strict=True)
    try:
        return _document(name, Form.CSV, list(_csv_rows(reader, name)))
    except csv.Error:
        raise _fault("A quotation mark is opened and not closed.", name, reader.line_num) from None


def _csv_rows(reader: "Iterator[list[str]]", name: str) -> Iterator[_Row]:
    header: Sequence[str] = ()
    for line, cells in _numbered(reader):
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [clean(cell).lower() for cell in cells]
            _known(header, name, line)
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            raise _fault("This row has more cells than there are columns.", name, line)
        says = dict(zip(header, map(clean, cells), strict=False))
        yield _Row(line, {key: said for key, said in says.items() if said})


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
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise _fault("An alias (*) stands here, where claims need none.", name, 1)
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise _fault("This is not YAML.", name, mark.line + 1 if mark else 1) from None
    except RecursionError:
        raise _fault("The lists are nested too deeply.", name, 1) from None
    return _document(name, Form.YAML, list(_yaml_rows(root, name)))


def _yaml_rows(root: object, name: str) -> Iterator[_Row]:
    import yaml

    if isinstance(root, yaml.MappingNode):
        only = [one for key, one in root.value if key.value == "claims"]
        root = only[0] if len(only) == len(root.value) == 1 else None
    if not isinstance(root, yaml.SequenceNode):
        raise _fault("Here belongs a list of claims, under `claims:`.", name, 1)
    for entry in root.value:
        line = entry.start_mark.line + 1
        if not isinstance(entry, yaml.MappingNode):
            raise _fault("A claim is written as key: value.", name, line)
        says: dict[str, str] = {}
        for key, said in entry.value:
            _known([str(key.value)], name, key.start_mark.line + 1)
            if not isinstance(said, yaml.ScalarNode):
                raise _fault(f"“{key.value}” takes one value.", name, said.start_mark.line + 1)
            is_empty = said.tag == "tag:yaml.org,2002:null"
            says |= {} if is_empty else {key.value: clean(said.value)}
        yield _Row(line, says)


def _known(keys: Sequence[str], name: str, line: int) -> None:
    """Every key must be one of ours. A strange one is not repeated: it may be anything."""
    for number, key in enumerate(keys, 1):
        if key not in KEYS:
            which = f"column {number}" if len(keys) > 1 else "a key"
            raise _fault(
                f"There is no such thing to say of a claim ({which}).",
                name, line, f"The keys are {', '.join(KEYS)}.",
            )  # fmt: skip


def _document(name: str, form: Form, rows: Sequence[_Row]) -> Document:
    if len(rows) > limits.CLAIMS:
        raise too_long(name)
    keys = _keys(rows, name)
    claims = tuple(_claim(row, key, keys, name) for key, row in keys.items())
    return Document(name, form, (), claims=claims)


def _keys(rows: Sequence[_Row], name: str) -> dict[str, _Row]:
    """Rows by the key that a person gave, or else by their line."""
    keys: dict[str, _Row] = {}
    for row in rows:
        key = row.says.get("key") or f"line {row.line}"
        if key in keys:
            raise _fault("Another claim has this key.", name, row.line)
        keys[key] = row
    return keys


def _claim(row: _Row, key: str, keys: Mapping[str, _Row], name: str) -> Claim:
    says = row.says
    text = says.get("value", "")
    unit = _unit(says.get("unit", ""), text, name, row.line)
    value, decimals = _value(text, unit, name, row.line)
    page = _whole(says.get("page"), "page", name, row.line)
    return Claim(
        key=key,
        value=value,
        unit=unit,
        text=text,
        quote=says.get("quote") or f"{says.get('measure', '')} {text}".strip(),
        place=Place(page, row.line, says.get("section", "")),
        start=max(says.get("quote", "").find(text), 0),
        decimals=decimals,
        n=_whole(says.get("n"), "n", name, row.line),
        measure=says.get("measure", ""),
        population=says.get("population", ""),
        period=says.get("period", ""),
        parent=_parent(says.get("parent", ""), keys, name, row.line),
    )


def _unit(said: str, text: str, name: str, line: int) -> Unit:
    """What is said, or what stands beside the number, or a count."""
    if not said:
        return next((unit for sign, unit in _SIGNS.items() if sign in text), Unit.COUNT)
    if said.lower() not in _UNITS:
        raise _fault("This unit is unknown.", name, line, f"Write one of {', '.join(Unit)}.")
    return _UNITS[said.lower()]


def _value(text: str, unit: Unit, name: str, line: int) -> tuple[Fraction, int]:
    """Exact, with its decimals as printed."""
    if unit is Unit.DATE:
        return Fraction(_day(text, name, line).toordinal()), 0
    number = _THOUSANDS.sub("", text).strip("£% ").replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(number):
        raise _fault("The value is no number.", name, line, "Write it as 1,136 or 65.7.")
    value = Fraction(number)
    if unit is Unit.COUNT and value.denominator != 1:
        raise _fault("A count is a whole number.", name, line, "Or write what unit it has.")
    return value, len(number.partition(".")[2])


def _day(text: str, name: str, line: int) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # reason: a day alone
        except ValueError:
            continue
    raise _fault("The value is no date.", name, line, "Write it as 2026-07-15.")


def _whole(said: str | None, key: str, name: str, line: int) -> int | None:
    if not said:
        return None
    number = _THOUSANDS.sub("", said)
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 10 and int(number)):
        raise _fault(f"“{key}” is no whole number above nought.", name, line)
    return int(number)


def _parent(said: str, keys: Mapping[str, _Row], name: str, line: int) -> str:
    """The key of another claim, which may be named by its key or by its measure."""
    if not said:
        return ""
    found = (
        [said] if said in keys else [k for k, r in keys.items() if r.says.get("measure") == said]
    )
    if len(found) != 1 or keys[found[0]].line == line:
        many = "More than one claim has" if len(found) > 1 else "No other claim has"
        raise _fault(f"{many} the parent’s name for its key or measure.", name, line)
    return found[0]


def _fault(what: str, name: str, line: int, mend: str = "Mend this line.") -> Untaken:
    return Untaken(what, where=f"{name}, line {line}", mend=mend)
