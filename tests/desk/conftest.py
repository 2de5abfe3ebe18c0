"""The cast, the kit of the demonstration, and what the council and the police owe."""

from tests.cast import cast
from tests.returns.conftest import _rules, owed, police_owed

__all__ = ["_rules", "cast", "owed", "police_owed"]
