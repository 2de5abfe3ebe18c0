"""Writes a year's census as its children come, one at a time."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from village.engine.specs.census_document import document
from village.engine.synthetic.census_return import Element, header, return_child
from village.engine.synthetic.district import SEED, District
from village.engine.synthetic.mistakes import Planted, Planting
from village.engine.synthetic.people import Child
from village.engine.synthetic.rates import CHILDREN_IN_NEWEST_CENSUS


@dataclass(frozen=True, slots=True)
class CensusWritten:
    """How many children the file holds, the mistakes planted, and those that found no child."""

    children: int
    planted: tuple[Planted, ...]
    not_planted: tuple[str, ...]


class CensusFile:
    """Give it every child of the district, then end it; it keeps those who belong to the year.

    gender_current: as in `return_child`. mistakes: kinds of `KINDS`, each with how many.
    """

    def __init__(
        self,
        out: TextIO,
        district: District,
        *,
        year: int,
        mistakes: Mapping[str, int] | None = None,
        gender_current: bool | None = None,
    ) -> None:
        self.year = year
        self.children = 0
        self._out = out
        self._gender_current = gender_current
        self._coming: deque[Element] = deque()
        expected = district.children_in_newest_census
        self._planting = Planting(mistakes or {}, children=expected, year=year, seed=district.seed)
        self._pieces = document(header(year), self._planting.spoil(self._come()))

    def add(self, child: Child) -> None:
        """Write the child, if the census of the year holds it."""
        element = return_child(child, year=self.year, gender_current=self._gender_current)
        if element is None:
            return
        self.children += 1
        self._coming.append(element)
        while self._coming:
            self._out.write(next(self._pieces))

    def end(self) -> CensusWritten:
        """Write what stands after the last child."""
        for piece in self._pieces:
            self._out.write(piece)
        planting = self._planting
        return CensusWritten(self.children, tuple(planting.planted), planting.left())

    def _come(self) -> Iterator[Element]:
        """The children given since the last piece was asked for; the writer asks one at a time."""
        while self._coming:
            yield self._coming.popleft()


def census_file(
    out: TextIO,
    *,
    children: int = CHILDREN_IN_NEWEST_CENSUS,
    seed: int = SEED,
    mistakes: Mapping[str, int] | None = None,
    gender_current: bool | None = None,
) -> CensusWritten:
    """The newest census of a district that has exactly so many children in it."""
    district = District(seed, scale=children / CHILDREN_IN_NEWEST_CENSUS)
    written = CensusFile(
        out,
        district,
        year=district.span.newest,
        mistakes=mistakes,
        gender_current=gender_current,
    )
    for household in district.households():
        for child in household.children:
            written.add(child)
    return written.end()
