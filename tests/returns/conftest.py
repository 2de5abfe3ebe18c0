"""The cast, the kit of the demonstration, and what the council and the police owe."""

import pytest

from tests.cast import Cast, cast
from tests.returns import sending
from village.evidence.returns.models import Return

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def _rules() -> None:
    sending.connect()


@pytest.fixture
def owed(cast: Cast) -> Return:
    """The council's census of the year to March 2026."""
    return sending.owe(cast.council)


@pytest.fixture
def police_owed(cast: Cast) -> Return:
    """The police's missing episodes of the first quarter of 2026."""
    return sending.owe(cast.police, spec="police-missing", period=sending.QUARTER)
