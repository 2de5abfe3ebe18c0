"""The cast, the kit of the demonstration, and what the council and the police owe."""

import pytest

from tests.cast import Cast, cast
from tests.indicators.conftest import _drawn_once, charts
from tests.returns import asking, sending
from tests.returns.conftest import owed, police_owed
from village.evidence.returns.models import Return

__all__ = ["_drawn_once", "cast", "charts", "owed", "police_owed"]


@pytest.fixture(autouse=True)
def _rules() -> None:
    asking.connect()


@pytest.fixture
def counts_owed(cast: Cast) -> Return:
    """The council's made-up counts of spring 2026."""
    return sending.owe(cast.council, spec=asking.SPEC.id, period=asking.SPRING)
