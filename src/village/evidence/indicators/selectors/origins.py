"""In which form a figure came, from rows or as counts, and where a series changes it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

ROWS, COUNTS, BROUGHT = "rows", "counts", "brought"
FROM = {
    BROUGHT: "Brought out of a spreadsheet of past years, as it stood; not sent by the agency.",
    ROWS: "Counted here, from the rows that the agencies sent.",
    COUNTS: "Counted by the agency itself, which sends numbers and no children.",
}
WAS = {
    ROWS: "counted from rows",
    COUNTS: "the agency's own counts",
    BROUGHT: "brought out of a spreadsheet of past years",
}
BECOMES = {**WAS, ROWS: "counted from its rows"}
LATEST = 4
"""Comments that a page shows."""

Points = Sequence[Mapping[str, Any]]  # Any: points in plain JSON


def origins(series: Mapping[str, Points]) -> tuple[str, ...]:
    """A sentence where one form serves throughout, and one for each break where it does not."""
    forms = {_form(point) for points in series.values() for point in points}
    if len(forms) == 1:
        return (FROM[forms.pop()],)
    return tuple(said for points in series.values() for said in _breaks(points))


def _breaks(points: Points) -> Iterator[str]:
    for before, after in pairwise(points):
        if _form(before) == _form(after):
            continue
        was, becomes = WAS[_form(before)], BECOMES[_form(after)]
        yield (
            f"The series changes its form: up to {before['label']} {was}, from {after['label']} "
            f"{becomes}. Figures on either side can differ for that alone."
        )


def comments(series: Mapping[str, Points]) -> tuple[tuple[str, str], ...]:
    """What the agencies said of their newest counts, newest first, each with its period."""
    said = [
        (_whose(point), str(point["comment"]))
        for points in series.values()
        for point in points
        if point.get("comment")
    ]
    return tuple(reversed(said[-LATEST:]))


def _whose(point: Mapping[str, Any]) -> str:  # Any: as above
    label = str(point["label"])
    return f"{label}, from the spreadsheet" if point.get("brought") else label


def _form(point: Mapping[str, Any]) -> str:  # Any: as above
    """Versions that were counted before counts were taken in know rows alone."""
    return BROUGHT if point.get("brought") else str(point.get("form", ROWS))
