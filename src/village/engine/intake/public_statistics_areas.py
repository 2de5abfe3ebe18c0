"""One area, many codes: what the publishers of public statistics call the same place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Area:
    """A place: its ONS code, the number that DfE gives it, and its name."""

    code: str
    number: str
    name: str


ENGLAND: Final = Area("E92000001", "970", "England")
LONDON: Final = Area("E12000007", "986", "London")
INNER_LONDON: Final = Area("E13000001", "987", "Inner London")
OUTER_LONDON: Final = Area("E13000002", "988", "Outer London")
"""Regions have no local authority number, so DfE's interactive tool gives them one of its own."""

_KNOWN: Final = (ENGLAND, LONDON, INNER_LONDON, OUTER_LONDON)
_BY_ALIAS: Final = {alias: area for area in _KNOWN for alias in (area.code, area.number)}


def known_area(alias: str) -> Area | None:
    """Give England or a part of London by any of its codes; None for other places."""
    return _BY_ALIAS.get(alias)


def directory(areas: Iterable[Area]) -> Mapping[str, Area]:
    """Index areas by both of their codes, so that files with different codes can meet."""
    found = dict(_BY_ALIAS)
    for area in areas:
        found |= {alias: area for alias in (area.code, area.number) if alias}
    return found
