"""A period that is longer or shorter than the document says."""

from collections.abc import Iterator

from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Span

KIND = "length of a period"
WEEKEND = 3
"""Days that a number of weeks may be short or long: they run from a Monday to a Friday."""


def found(read: Read) -> Iterator[Finding]:
    for span in read.ties.spans:
        if span.in_weeks:
            days = (span.last - span.first).days + 1
            if abs(days - 7 * span.said_long) > WEEKEND:
                yield _finding(span, f"{days / 7:.0f} weeks", f"{span.said_long} weeks")
        elif _months(span) != span.said_long:
            yield _finding(span, f"{_months(span)} months", f"{span.said_long} months")


def _months(span: Span) -> int:
    """Months that it touches, both ends counted."""
    first, last = span.first, span.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _finding(span: Span, true: str, said: str) -> Finding:
    ends = "%-d %B %Y" if span.in_weeks else "%B %Y"
    first, last = f"{span.first:{ends}}", f"{span.last:{ends}}"
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=span.sentence.quote,
        says=f"{first} to {last} is {true}, not {said}.",
        arithmetic=f"{first} to {last}, both counted = {true}",
        consistent=f"{true}, or other ends",
        rests_on=(span.key,) if span.key else (),
    )
