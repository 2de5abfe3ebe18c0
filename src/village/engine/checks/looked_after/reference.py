"""Prints the rules of the looked-after return as a page of the reference documentation."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from village.engine.checks.findings import Severity
from village.engine.checks.looked_after import years
from village.engine.checks.looked_after.differences import NOT_HELD, OUR_WAY
from village.engine.checks.looked_after.ground import Need
from village.engine.checks.looked_after.notices import NOTICES
from village.engine.checks.looked_after.rules import OURS, PUBLISHED, Rule

_HEAD = """\
# The rules of the looked-after return (SSDA903)

Generated from the rules themselves; do not edit.
`python -m village.engine.checks.looked_after.reference` writes it again.

Codes and meaning are those of the {published},
as the field's open reference implementation carried them on 1 May 2026; messages are in our own
words. They are not yet compared with the department's own list.

An **error** must be mended, a **query** mended or explained, a **notice** is only said.
Each rule ends as *held*, *found*, or *could not run*; the last never counts as held. A rule over a
table that was not sent could not run. One marked *last year* needs last year's return beside this
one (in a folder `last-year` of the same zip).
Rows are counted from 1 in each table. Codes may come in small letters, dates as 31/03/2025 or
2025-03-31.
"""


def page() -> Iterator[str]:
    """The page in lines."""
    yield from _HEAD.format(published=PUBLISHED).splitlines()
    yield from ["", "## Years", ""]
    yield from _table(
        "Year", "Published rules", "Errors", "Queries", "Changed since the year before"
    )
    for edition in years.EDITIONS:
        held = years.published(edition.year)
        queries = sum(rule.severity is Severity.QUERY for rule in held)
        counts = (str(len(held)), str(len(held) - queries), str(queries))
        yield _row(edition.year, *counts, edition.says)
    yield from _section("Published rules", (r for r in years.all_rules() if r.source != OURS))
    yield from _section("Village's own rules", (r for r in years.all_rules() if r.source == OURS))
    yield from ["", "## What the reader notices", ""]
    yield from _table("Code", "Level", "What is wrong", "What to do")
    for notice in NOTICES.values():
        yield _row(notice.code, notice.severity, notice.message, notice.mend)
    yield from ["", "## Published rules that are not held", ""]
    yield from _table("Rules", "Why")
    yield from (_row(*one) for one in NOT_HELD)
    yield from ["", "## Where the wording leaves room", ""]
    yield from _table("Rules", "How it is read here")
    yield from (_row(*one) for one in OUR_WAY)


def _section(title: str, rules: Iterable[Rule]) -> Iterator[str]:
    yield from ["", f"## {title}", ""]
    yield from _table("Code", "Level", "What is wrong", "What to do", "Looks at", "Years")
    for rule in rules:
        needs = " *last year*" if Need.LAST_YEAR in rule.needs else ""
        fields = ", ".join(rule.fields) + needs
        yield _row(rule.code, rule.severity, rule.message, rule.mend, fields, _years(rule.code))


def _years(code: str) -> str:
    held = years.years_of(code)
    if held == years.YEARS:
        return "all"
    return held[0] if len(held) == 1 else f"{held[0]} to {held[-1]}"


def _table(*titles: str) -> Iterator[str]:
    yield _row(*titles)
    yield _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def looked_after_rules_page() -> str:
    """The whole page."""
    return "\n".join(page()) + "\n"


if __name__ == "__main__":
    Path("docs/reference/looked-after-rules.md").write_text(
        looked_after_rules_page(), encoding="utf-8"
    )
