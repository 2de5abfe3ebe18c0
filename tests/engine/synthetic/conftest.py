"""A made-up district told once for the tests that ask what it is like."""

import io
from collections.abc import Callable, Mapping

import pytest

from village.engine.checks import Checked, run
from village.engine.intake import receive
from village.engine.synthetic import CensusWritten, District, census_file
from village.engine.synthetic.people import Child, Household

Census = Callable[..., tuple[CensusWritten, Checked]]


@pytest.fixture(scope="session")
def district() -> District:
    return District(2026, scale=0.5)


@pytest.fixture(scope="session")
def households(district) -> list[Household]:
    return list(district.households())


@pytest.fixture(scope="session")
def children(households) -> list[Child]:
    return [child for household in households for child in household.children]


@pytest.fixture(scope="session")
def checked_census() -> Census:
    """Write a newest census of so many children and check it through the real reader."""

    def write_and_check(
        children: int,
        *,
        seed: int = 2026,
        mistakes: Mapping[str, int] | None = None,
        gender_current: bool | None = None,
    ) -> tuple[CensusWritten, Checked]:
        out = io.StringIO()
        written = census_file(
            out, children=children, seed=seed, mistakes=mistakes, gender_current=gender_current
        )
        received = receive(io.BytesIO(out.getvalue().encode()), name="census.xml")
        return written, run(received, spec="census")

    return write_and_check
