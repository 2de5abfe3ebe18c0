"""What is true of the district and stands in no return: who is whom, and how many live there."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final, TextIO

from village.engine.specs.groups import DEPRIVATION, GROUPS
from village.engine.synthetic import numbers, rates
from village.engine.synthetic.agencies import Known
from village.engine.synthetic.mistakes import Planted
from village.engine.synthetic.people import Child
from village.engine.synthetic.span import Span
from village.kernel.codes import ethnic_group
from village.kernel.days import age_on

PEOPLE: Final = (
    "child", "household", "council_ids", "police_ids", "health_ids", "education_ids",
    "youth_justice_ids", "nhs_number", "upn", "forenames", "surname",
    "former_surname", "born_on", "sex", "born_together", "ethnicity", "culture",
)  # fmt: skip
POPULATION: Final = ("population", "year_ending", "dimension", "group", "children")
PLANTED: Final = ("file", "child_id", "kind", "rule")

UNDER_18: Final = "under-18"
_BANDS: Final = ((0, "under 1"), (4, "1 to 4"), (9, "5 to 9"), (15, "10 to 15"), (17, "16 to 17"))


class PeopleTruth:
    """Which ids of which agencies are one child; ids of one agency stand with semicolons."""

    def __init__(self, out: TextIO) -> None:
        self.children = 0
        self._rows = csv.writer(out, lineterminator="\n")
        self._rows.writerow(PEOPLE)

    def add(self, child: Child, known: Known) -> None:
        """Write a child whom some agency knows."""
        self.children += 1
        name = child.name
        self._rows.writerow(
            (
                child.serial, child.household, ";".join(known.council), ";".join(known.police),
                ";".join(known.health), ";".join(known.education), ";".join(known.youth_justice),
                child.nhs_number, child.upn, " ".join(name.forenames), name.family,
                child.former_family, child.born.isoformat(), child.sex, child.births,
                child.ethnicity, child.culture,
            )
        )  # fmt: skip


class Population:
    """Counts the children who live in the district, for the denominators of its rates.

    As the department does: a year that ends in March is set against the June before.
    """

    def __init__(self, span: Span) -> None:
        self._days = {date(year, 3, 31): date(year - 1, 6, 30) for year in span.census_years}
        self._counts: Counter[tuple[date, str, str]] = Counter()

    def add(self, child: Child) -> None:
        for ending, day in self._days.items():
            if child.born <= day <= child.grown_on and (child.died is None or child.died > day):
                for dimension, group in _groups(child, day):
                    self._counts[ending, dimension, group] += 1

    def write(self, out: TextIO) -> None:
        """Rows in the shape of the engine's populations."""
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(POPULATION)
        for (ending, dimension, group), children in sorted(self._counts.items()):
            rows.writerow((UNDER_18, ending.isoformat(), dimension, group, children))


def write_planted(out: TextIO, planted: Iterable[tuple[str, Planted]]) -> None:
    """The mistakes planted, with the file that each stands in."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(PLANTED)
    rows.writerows((file, one.child_id, one.kind, one.rule) for file, one in planted)


def _groups(child: Child, day: date) -> tuple[tuple[str, str], ...]:
    age = age_on(child.born, day)
    band = next(words for top, words in _BANDS if age <= top)
    return (
        ("all", "all"),
        ("sex", "Female" if child.girl else "Male"),
        ("age_band", band),
        ("ethnicity", ethnic_group(child.ethnicity).name),
        ("deprivation", _deprivation(child, day)),
    )


def _deprivation(child: Child, day: date) -> str:
    district = numbers.district_of(child.address_on(day).postcode)
    known = GROUPS[DEPRIVATION]
    return known[-1] if district is None else known[rates.AREA_FIFTH[district] - 1]
