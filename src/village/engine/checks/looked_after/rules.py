"""What a rule of the looked-after return is, and how a family of them is written down."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from village.engine.checks.findings import Severity
from village.engine.checks.looked_after.cases import Case
from village.engine.checks.looked_after.ground import Need
from village.engine.checks.looked_after.life import Life
from village.engine.specs.looked_after import Child, Row, table

PUBLISHED = "Department for Education, SSDA903 collection, validation rules 2024 to 2025"
OURS = "Village"

Place = tuple[Row, *tuple[str, ...]]
"""A row and the attributes that take part; of an absent row nothing is shown but its table."""
Places = tuple[Place, ...]
"""One finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule without its reach.

    message: what is wrong, in our words. mend: what to do. fields: "Table.Column" looked at.
    tables: what must be in the set; `when`: the child's tuple without which it is not called.
    """

    code: str
    severity: Severity
    message: str
    mend: str
    fields: tuple[str, ...]
    cases: tuple[Case, ...]
    when: str = ""
    needs: frozenset[Need] = frozenset()
    source: str = PUBLISHED
    tables: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        looked_at = {name.split(".")[0] for name in self.fields}
        object.__setattr__(self, "tables", frozenset(looked_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule(Rule):
    """Runs on each row of one table; wrong ones show `shows`, and the header's `also`."""

    # Any: the record of the rule's own table.
    wrong: Callable[[Any, Life], bool]
    shows: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeRule(Rule):
    """Runs on each child and finds places itself."""

    find: Callable[[Life], Iterable[Places]]


class State(Protocol):
    """What a whole-return rule remembers of the children that pass."""

    def see(self, child: Child) -> None:
        """Remember what counts of one child."""

    def findings(self) -> Iterable[tuple[Place, Child]]:
        """The verdict, once every child has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRule(Rule):
    """Runs over the whole return with a small state of its own."""

    start: Callable[[], State]


Found = TypeVar("Found", bound=Callable[..., Any])  # Any: as the two kinds of rules call them


class Family:
    """Rules that belong together, in the order in which they are written."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rows(
        self,
        where: str,
        code: str,
        *,
        shows: str,
        message: str,
        mend: str,
        cases: tuple[Case, ...],
        also: str = "",
        fields: str = "",
        query: bool = False,
        last_year: bool = False,
        source: str = PUBLISHED,
    ) -> Callable[[Found], Found]:
        """A rule over the rows of a table: `@FAMILY.rows("Episodes", "355", shows="DECOM DEC")`.

        also: columns of the header that are shown with it. fields: further "Table.Column"s.
        """

        def keep(wrong: Found) -> Found:
            self.add_rows(
                where, code, wrong=wrong, shows=shows, message=message, mend=mend, cases=cases,
                also=also, fields=fields, query=query, last_year=last_year, source=source,
            )  # fmt: skip
            return wrong

        return keep

    def add_rows(
        self,
        where: str,
        code: str,
        *,
        wrong: Callable[..., bool],
        shows: str,
        message: str,
        mend: str,
        cases: tuple[Case, ...],
        also: str = "",
        fields: str = "",
        query: bool = False,
        last_year: bool = False,
        source: str = PUBLISHED,
    ) -> None:
        """The same for rules that a table of them makes."""
        named = [f"{where}.{one}" for one in shows.split()]
        named += [f"Header.{one}" for one in also.split()]
        self.rules.append(
            RowRule(
                code=code,
                severity=Severity.QUERY if query else Severity.ERROR,
                message=message,
                mend=mend,
                fields=tuple(dict.fromkeys((*named, *fields.split()))),
                cases=cases,
                when=table(where).within,
                needs=frozenset({Need.LAST_YEAR}) if last_year else frozenset(),
                source=source,
                wrong=wrong,
                shows=tuple(shows.lower().split()),
                also=tuple(also.lower().split()),
            )
        )

    def lives(
        self,
        code: str,
        *,
        fields: str,
        message: str,
        mend: str,
        cases: tuple[Case, ...],
        when: str = "",
        query: bool = False,
        last_year: bool = False,
        source: str = PUBLISHED,
    ) -> Callable[[Found], Found]:
        """A rule over a child: the function yields a tuple of places for each finding."""

        def keep(find: Found) -> Found:
            self.rules.append(
                LifeRule(
                    code=code,
                    severity=Severity.QUERY if query else Severity.ERROR,
                    message=message,
                    mend=mend,
                    fields=tuple(fields.split()),
                    cases=cases,
                    when=table(when).within if when else "",
                    needs=frozenset({Need.LAST_YEAR}) if last_year else frozenset(),
                    source=source,
                    find=find,
                )
            )
            return find

        return keep

    def whole(
        self,
        code: str,
        *,
        fields: str,
        start: Callable[[], State],
        message: str,
        mend: str,
        cases: tuple[Case, ...],
        query: bool = False,
        source: str = PUBLISHED,
    ) -> None:
        """A rule over the whole return."""
        self.rules.append(
            ReturnRule(
                code=code,
                severity=Severity.QUERY if query else Severity.ERROR,
                message=message,
                mend=mend,
                fields=tuple(fields.split()),
                cases=cases,
                source=source,
                start=start,
            )
        )
