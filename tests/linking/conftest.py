"""The cast and the kit of the demonstration; a test publishes the queue that it needs."""

from tests.cast import cast
from tests.indicators.conftest import _drawn_once, charts
from tests.returns.conftest import _rules

__all__ = ["_drawn_once", "_rules", "cast", "charts"]
