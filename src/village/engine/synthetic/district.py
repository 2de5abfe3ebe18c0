"""The made-up district: its households, each with its children and what has happened to them."""

from collections.abc import Iterator
from datetime import date

from village.engine.synthetic.absences import Absences
from village.engine.synthetic.census_return import belongs
from village.engine.synthetic.families import Families
from village.engine.synthetic.journeys import Journeys
from village.engine.synthetic.people import Household
from village.engine.synthetic.rates import CHILDREN_IN_NEWEST_CENSUS
from village.engine.synthetic.span import Span
from village.kernel.days import england

AS_AT = date(2026, 7, 15)
SEED = 2026


class District:
    """About 38,000 children at scale 1, from 0.01 (380) to 33 (a region).

    It has as many households as it takes for its newest census to hold exactly 4,012 times scale
    children. Equal arguments give equal districts. Nothing is kept: each call of `households`
    tells them anew, one at a time, so memory does not grow with scale.
    """

    def __init__(self, seed: int = SEED, *, scale: float = 1.0, as_at: date = AS_AT) -> None:
        if not 0.0 < scale <= 33.0:
            raise ValueError("A district's scale is more than 0 and at most 33.")
        self.seed = seed
        self.scale = scale
        self.span = Span(as_at)
        self.children_in_newest_census = max(round(CHILDREN_IN_NEWEST_CENSUS * scale), 1)

    def households(self) -> Iterator[Household]:
        """Every household, in the order in which agencies would list them."""
        journeys = Journeys(seed=self.seed, span=self.span, days=england())
        absences = Absences(seed=self.seed, span=self.span)
        missing = self.children_in_newest_census
        for household in Families(seed=self.seed, span=self.span):
            journeys.tell(household)
            returned = self._returned(household)
            if returned > missing:
                continue
            absences.tell(household)
            yield household
            missing -= returned
            if not missing:
                return

    def _returned(self, household: Household) -> int:
        """How many of its children the newest census holds."""
        year = self.span.newest
        return sum(
            any(belongs(episode, year=year) for episode in child.episodes)
            for child in household.children
        )
