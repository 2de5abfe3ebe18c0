"""A period that is longer or shorter than the document says."""

from collections.abc import Iterator

from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Span

KIND = "length of a period"


def found(read: Read) -> Iterator[Finding]:
    for span in read.ties.spans:
        if months(span) != span.said_months:
            yield _finding(span)


def months(span: Span) -> int:
    """Months that it touches, both ends counted."""
    first, last = span.first, span.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _finding(span: Span) -> Finding:
    first, last = f"{span.first:%B %Y}", f"{span.last:%B %Y}"
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=span.sentence.quote,
        says=f"{first} to {last} is {months(span)} months, not {span.said_months}.",
        arithmetic=f"{first} to {last}, both counted = {months(span)} months",
        consistent=f"{months(span)} months, or other ends",
    )
