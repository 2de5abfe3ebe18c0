"""The cast and the kit's rules, for tests of what is brought."""

import pytest

from tests.cast import cast  # noqa: F401  (a fixture)
from tests.returns import sending


@pytest.fixture(autouse=True)
def _kit() -> None:
    sending.connect()
