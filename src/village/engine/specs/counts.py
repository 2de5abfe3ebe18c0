"""A return of counts: what an agency is asked to count, and what may stand for a count."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from village.engine.specs.groups import GROUPS
from village.engine.specs.tables import FieldSpec, Length, TableSpec
from village.engine.specs.tables_values import Kind, plain
from village.kernel.periods import Period

ALL: Final = "all"
SHEET: Final = "Counts"
README: Final = "Read me"
BESIDE: Final = (
    "What to count",
    "Out of what",
    "Last quarter, numerator",
    "Last quarter, denominator",
    README,
    "How to count",
)
"""What the workbook that is handed out holds beside what is asked for."""
LONGEST_COMMENT: Final = 1_000
MOST: Final = 100_000_000
"""No agency counts more of anything in a quarter."""


class Mark(StrEnum):
    """What an agency may write where it gives no number. Neither is ever nought."""

    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not collected"


class Fault(StrEnum):
    """Why a cell is no count."""

    EMPTY = "empty"
    TEXT = "text"
    SHARE = "share"
    DATE = "date"
    MERGED = "merged"
    FORMULA = "formula"


Amount = int | Mark | Fault

_SPELLINGS: Final[Mapping[str, Mark]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("c", "*", "x", "<5", "<6", "<=5", "1-5", "suppressed", "small", "withheld"),
            Mark.SUPPRESSED,
        ),
        **dict.fromkeys(
            ("z", ":", "-", "n/a", "na", "not collected", "not available", "not applicable"),
            Mark.NOT_COLLECTED,
        ),
    }
)
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:[.]0+)?", re.ASCII)
_SHARE = re.compile(r"\d*[.]\d+\s*%?|\d+\s*%", re.ASCII)
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d{2})?", re.ASCII)


def amount(text: str | None) -> Amount:
    """Read what stands in a cell for a count: 1,204, suppressed, not collected, or a fault."""
    words = " ".join((text or "").split()).casefold()
    if not words:
        return Fault.EMPTY
    if words in _SPELLINGS:
        return _SPELLINGS[words]
    if found := _NUMBER.fullmatch(words):
        number = int(found[1].replace(",", "").replace(" ", ""))
        return number if number <= MOST else Fault.TEXT
    if _DATE.fullmatch(words):
        return Fault.DATE
    return Fault.SHARE if _SHARE.fullmatch(words) else Fault.TEXT


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a count stands: of which indicator, and of all or of one group of one breakdown."""

    indicator: str
    breakdown: str = ALL
    group: str = ALL

    @property
    def is_total(self) -> bool:
        return self.breakdown == ALL


Known = int | Mark


@dataclass(frozen=True, slots=True)
class Counted:
    """One count of an accepted return. denominator: None where none is asked for.

    brought: out of a spreadsheet of past years, and not sent by its agency for the quarter.
    """

    quarter: Period
    place: Place
    numerator: Known
    denominator: Known | None
    comment: str = field(default="", repr=False)
    brought: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator as an agency is asked for it. denominator: empty where there is none."""

    indicator: str
    title: str
    numerator: str
    denominator: str
    breakdowns: tuple[str, ...]
    guidance: str = ""

    @property
    def places(self) -> Iterator[Place]:
        yield Place(self.indicator)
        for breakdown in self.breakdowns:
            for group in GROUPS[breakdown]:
                yield Place(self.indicator, breakdown, group)


@dataclass(frozen=True, slots=True)
class CountsSpec:
    """What one agency is asked to count each quarter."""

    id: str
    title: str
    edition: str
    source: str
    sender: str
    asked: tuple[Asked, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every line that the return must have, in the order in which it is asked for."""
        return tuple(place for one in self.asked for place in one.places)

    def of(self, indicator: str) -> Asked:
        """Raises KeyError for an indicator that is not asked for."""
        for one in self.asked:
            if one.indicator == indicator:
                return one
        raise KeyError(indicator)

    def find(self, named: str) -> str | None:
        """The indicator of an id or a title, however it is spelt; None where it is none of ours."""
        wanted = plain(named)
        for one in self.asked:
            if wanted in {plain(one.indicator), plain(one.title)}:
                return one.indicator
        return None

    def layout(self) -> TableSpec:
        """The columns of the file, for the reader of tables."""
        return TableSpec(
            id=self.id,
            title=self.title,
            edition=self.edition,
            source=self.source,
            sender=self.sender,
            length=Length.QUARTER,
            prefix="CT",
            child="indicator",
            each_row="One indicator, or one group of it, in one quarter.",
            fields=COLUMNS,
            sheets=(SHEET,),
            is_typed=True,
            beside=BESIDE,
        )


def _column(name: str, title: str, *aliases: str, required: bool = False, **more: Any) -> FieldSpec:
    return FieldSpec(name, title, Kind.TEXT, aliases=aliases, required=required, **more)


COLUMNS: Final = (
    _column("quarter", "Quarter", "Period", "Reporting period", required=True),
    _column("indicator", "Indicator", "Measure", "Metric", "Indicator code", required=True),
    _column("breakdown", "Breakdown", "Broken down by", "Split"),
    _column("group", "Group", "Category"),
    _column("numerator", "Numerator", "Count", "Number", "Value", required=True),
    _column("denominator", "Denominator", "Out of", "Total"),
    _column("comment", "Comment", "Comments", "Commentary", "Note", longest=LONGEST_COMMENT),
)
"""The columns of a return of counts, in a CSV or on the sheet “Counts”."""


def breakdown_of(text: str | None) -> str | None:
    """A breakdown as an agency writes it: “Age band”, “sex”, nothing or “all”; None if unknown."""
    wanted = plain(text or ALL)
    names = {plain(name.replace("_", " ")): name for name in (ALL, *GROUPS)}
    return {**names, plain("total"): ALL, plain("age"): "age_band"}.get(wanted)


def group_of(breakdown: str, text: str | None) -> str | None:
    """A group of a breakdown, however it is spelt; None where there is no such group."""
    groups = (ALL,) if breakdown == ALL else GROUPS[breakdown]
    wanted = plain(text or ALL)
    spelt = {plain(group): group for group in groups}
    return {**({plain("total"): ALL} if breakdown == ALL else {}), **spelt}.get(wanted)
