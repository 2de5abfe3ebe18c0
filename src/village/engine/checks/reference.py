"""Prints the rules of the census as a page of the reference documentation."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from village.engine.checks.census import years
from village.engine.checks.census.differences import DIFFERENCES, TO_CONFIRM
from village.engine.checks.census.rules import OURS, PUBLISHED, Rule
from village.engine.checks.findings import Severity
from village.engine.checks.notices import NOTICES

_HEAD = """\
# The rules of the children in need census

Generated from the rules themselves; do not edit. `python -m village.engine.checks.reference`
writes it again.

The published rules are those of the {published},
as the field's open reference implementation carried them on 1 May 2026; they are not yet compared
with the department's own spreadsheet (see the questions at the end). Messages are in our own words.

An **error** must be mended, a **query** mended or explained, a **notice** is only said.
Each rule ends as *held*, *found*, or *could not run*; the last never counts as held.
R is the reference date (31 March), S the 1 April before it. A date that cannot be read is reported
by V-DATE and treated as missing. `true`, `false`, `1` and `0` are understood in any case.
Rows are counted from 1 in each table.
"""


_COMPARED = """\
`village check FILE --as-reference` reports what that tool would, faults and all, so that the two
lists can be laid side by side; the findings of the site, and of the command without it, never do.
Whether a rule reports is followed, the cells that it shows are not. Not followed either: groups of
reviews without a date (8842Q), and an unusable reference date (8620, 8736).

"""


def page() -> Iterator[str]:
    """The page in lines."""
    yield from _HEAD.format(published=PUBLISHED).splitlines()
    yield from _years()
    yield from _section("Published rules", (years.rule(code) for code in _published()))
    yield from _section("Village's own rules", map(years.rule, years.OUR_RULES))
    yield from ["", "## What the reader notices", ""]
    yield from _table("Code", "Level", "What is wrong", "What to do")
    for notice in NOTICES.values():
        yield _row(notice.code, notice.severity, notice.message, notice.mend)
    yield from ["", "## Deliberate differences from the open reference implementation", ""]
    yield from _COMPARED.splitlines()
    yield from _table("Rules", "There", "Here")
    for difference in DIFFERENCES:
        yield _row(" ".join(difference.rules), difference.there, difference.here)
    yield from ["", "## To be confirmed with the department's spreadsheet", ""]
    yield from (f"- {question}" for question in TO_CONFIRM)


def _published() -> tuple[str, ...]:
    return years.codes(years.YEARS[-1])


def _years() -> Iterator[str]:
    yield from ["", "## Years", ""]
    yield from _table("Year", "Rules", "Errors", "Queries", "Changed since the year before")
    for edition in years.EDITIONS:
        codes = years.codes(edition.year)
        queries = sum(years.rule(code).severity is Severity.QUERY for code in codes)
        counts = (str(len(codes)), str(len(codes) - queries), str(queries))
        yield _row(edition.year, *counts, edition.says)


def _section(title: str, rules: Iterable[Rule]) -> Iterator[str]:
    yield from ["", f"## {title}", ""]
    yield from _table("Code", "Level", "What is wrong", "What to do", "Looks at")
    for rule in rules:
        fields = ", ".join(rule.fields)
        source = f" ({OURS})" if rule.source == OURS else ""
        yield _row(rule.code + source, rule.severity, rule.message, rule.mend, fields)


def _table(*titles: str) -> Iterator[str]:
    yield _row(*titles)
    yield _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def census_rules_page() -> str:
    """The whole page."""
    return "\n".join(page()) + "\n"


if __name__ == "__main__":
    Path("docs/reference/census-rules.md").write_text(census_rules_page(), encoding="utf-8")
