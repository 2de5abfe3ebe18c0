"""What a return that comes as one table is: its columns, codes and rules, read out of a kit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from village.engine.specs.tables_lenient import blank_key, json_text, leniently
from village.engine.specs.tables_mapping import SpecFault
from village.engine.specs.tables_set import Between, Column, Member, Severity, Through
from village.engine.specs.tables_values import (
    LONGEST,
    Cell,
    Kind,
    Reader,
    Unreadable,
    Value,
    code_key,
    plain,
    reader,
)

__all__ = [
    "Between",
    "Cell",
    "Code",
    "Column",
    "FieldSpec",
    "Inside",
    "Kind",
    "Length",
    "Member",
    "Reckoned",
    "Reckoning",
    "RuleKind",
    "Severity",
    "SpecFault",
    "TableRule",
    "TableSpec",
    "Through",
    "Unreadable",
    "Value",
]


class Length(StrEnum):
    """What stretch of time one return covers."""

    YEAR = "year"
    QUARTER = "quarter"
    AS_AT = "as-at"


class RuleKind(StrEnum):
    """What a rule of a table may ask, beside what each column asks of itself."""

    UNIQUE = "unique"
    ONE_VALUE = "one value for a child"
    ONE_CHILD = "one child for a value"
    AT_LEAST_ONE = "at least one"
    NEEDED_WHEN = "needed when"
    IN_ORDER = "in order"
    IN_PERIOD = "in period"
    NOT_AFTER_PERIOD = "not after period"
    UNDER_AGE = "under age"
    TOGETHER = "filled together"
    EMPTY_WHEN = "empty when"
    IN_MONTHS = "in the months before"
    AGE_AGREES = "age agrees"


class Reckoning(StrEnum):
    """What an event may gain that no column says: a whole number out of two columns.

    A stretch of time is rounded up, so that 72 hours and a minute are 73; a share of 100 is
    rounded down, so that just under a tenth is 9.
    """

    HOURS = "hours between"
    DAYS = "days between"
    WORKING_DAYS = "working days between"
    PER_CENT = "per cent"


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a column, and the other spellings that stand for it."""

    code: str
    title: str
    aliases: tuple[str, ...] = ()

    def spellings(self) -> frozenset[str]:
        """How each accepted spelling looks without case, space and punctuation."""
        return frozenset(
            key
            for spelling in (self.code, self.title, *self.aliases)
            for key in (plain(spelling), code_key(spelling))
        )


@dataclass(frozen=True, slots=True)
class Inside:
    """Where a column stands inside a cell of JSON. key: "[]" for a list's own values."""

    column: str
    key: str


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One column.

    identity: parted from events before anything is stored. repeats: may come as several columns
    ("Alias 1", "Alias 2") or as one cell with semicolons, and is read as a tuple of text.
    inside: it is no column of its own. lenient: read as `leniently` does, blanks and all.
    """

    name: str
    title: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    identity: bool = False
    repeats: bool = False
    codes: tuple[Code, ...] = ()
    longest: int = LONGEST
    note: str = ""
    inside: Inside | None = None
    lenient: bool = False
    blanks: tuple[str, ...] = ()

    def headers(self) -> frozenset[str]:
        """How the headers by which the column is known look without case and punctuation."""
        return frozenset(plain(text) for text in (self.name, self.title, *self.aliases))

    def reader(self) -> Reader:
        if self.kind is Kind.JSON:
            return json_text
        codes = {key: code.code for code in self.codes for key in code.spellings()}
        read = reader(self.kind, codes=codes, longest=self.longest)
        if not self.lenient:
            return read
        return leniently(read, kind=self.kind, blanks=frozenset(map(blank_key, self.blanks)))


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule over several columns or rows. `when`: a column and the code it must hold."""

    id: str
    kind: RuleKind
    fields: tuple[str, ...]
    message: str
    mend: str
    severity: Severity = Severity.ERROR
    when: tuple[str, str] | None = None
    years: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A column that is reckoned for each event, for indicators to ask. fields: from and to, or
    part and whole; where either is empty, nothing is reckoned."""

    name: str
    title: str
    kind: Reckoning
    fields: tuple[str, str]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A return as its kit describes it.

    prefix: opens the code of every rule ("PL-birth-on-missing"). child: the column with the id by
    which the sender knows the child. sheets: titles under which the table stands in a workbook.
    is_typed: somebody types it cell by cell, so that a line above the column names, a formula or a
    merged cell is told of where it stands and does not refuse the file. beside: columns and sheets
    of its own workbook that say something and hold nothing, so that nobody is told of them.
    is_titled: titles may stand above the column names. member: how it stands in a return of
    several tables; such a return has `parts` and no fields, `who` names the table that says who
    the children are.
    """

    id: str
    title: str
    edition: str
    source: str
    sender: str
    length: Length
    prefix: str
    child: str
    each_row: str
    fields: tuple[FieldSpec, ...]
    rules: tuple[TableRule, ...] = ()
    sheets: tuple[str, ...] = ()
    notes: str = ""
    is_typed: bool = False
    beside: tuple[str, ...] = ()
    reckoned: tuple[Reckoned, ...] = ()
    is_titled: bool = False
    member: Member | None = None
    parts: tuple["TableSpec", ...] = ()
    between: tuple[Between, ...] = ()
    who: str = ""
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {field.name: place for place, field in enumerate(self.fields)}
        object.__setattr__(self, "places", MappingProxyType(places))

    def field(self, name: str) -> FieldSpec:
        """Raises KeyError for a name that the spec does not have."""
        return self.fields[self.places[name]]

    @property
    def tables(self) -> tuple["TableSpec", ...]:
        """Its tables: itself, or its parts."""
        return self.parts or (self,)

    @property
    def identities(self) -> tuple[str, ...]:
        """Names of the columns that are parted from events."""
        return tuple(field.name for field in self.fields if field.identity)

    @property
    def required(self) -> tuple[FieldSpec, ...]:
        return tuple(field for field in self.fields if field.required)
