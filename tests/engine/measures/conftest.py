"""What the tests of measures stand in."""

from pathlib import Path

import pytest

from tests.engine.store.houses import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "store")
