"""Values that should be one child's alone and stand on several."""

from village.engine.checks.census.cells import cell
from village.engine.checks.census.rules import Findings
from village.engine.checks.findings import Cell, Finding
from village.engine.specs.census import Child


class Duplicates:
    """Remembers where each value of an attribute stood; a missing value is nobody's double."""

    def __init__(self, attribute: str) -> None:
        self.attribute = attribute
        self.first: dict[str, Cell] = {}
        self.all: dict[str, list[Cell]] = {}

    def see(self, child: Child) -> None:
        value = getattr(child, self.attribute)
        if not value:
            return
        here = cell(child, self.attribute, child=child)
        there = self.first.setdefault(value, here)
        if there is not here:
            self.all.setdefault(value, [there]).append(here)

    def findings(self) -> Findings:
        for copies in self.all.values():
            yield Finding(tuple(copies))
