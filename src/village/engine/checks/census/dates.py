"""Comparing dates of which either may be missing: a comparison with a missing date is false."""

from datetime import date


def before(one: date | None, other: date | None) -> bool:
    """Whether both are there and the one comes first."""
    return one is not None and other is not None and one < other
