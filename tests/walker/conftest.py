"""The stage on which the walker walks, furnished by the rules of every app."""

import pytest

from tests.cast import Cast, cast
from tests.walker.stage import set_up
from tests.walker.walking import Stage, all_rules

__all__ = ["cast", "stage"]


@pytest.fixture
def stage(cast: Cast) -> Stage:
    made = set_up(cast)
    for module in all_rules():
        module.furnish(made)
    return made
