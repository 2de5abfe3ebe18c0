"""The cast, for the tests of people."""

from tests.cast import cast
from tests.returns.conftest import _rules, owed

__all__ = ["_rules", "cast", "owed"]
