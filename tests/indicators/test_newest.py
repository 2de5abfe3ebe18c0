"""The newest version is the one that was published last, whatever a clock that stands says."""

import pytest

from tests.cast import AT, Cast
from tests.indicators.by_hand import indicator, published
from village.evidence.indicators import selectors
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db


def test_a_version_of_after_midnight_is_newer_than_one_of_the_evening_before(cast: Cast) -> None:
    """Where the date stands, midnight turns the clock back by a day."""
    published(indicator("visits", (30, 40)), at=AT.replace(hour=22, minute=58))
    late = published(indicator("visits", (30, 41)), at=AT.replace(hour=0, minute=10))

    newest = selectors.version(cast.rights(cast.by_role[RoleKind.CHAIR]))

    assert newest is not None
    assert newest.name == late.name
