"""The cast, the kit of the demonstration, what is owed, and one folder of charts for all tests."""

from pathlib import Path

import pytest

from tests.cast import cast
from tests.returns.conftest import _rules, owed, police_owed

__all__ = ["_rules", "cast", "owed", "police_owed"]


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(autouse=True)
def _drawn_once(store: Path, charts: Path) -> None:
    """A chart is named by what it shows, so what one test has drawn no other draws again."""
    store.mkdir(mode=0o700)
    (store / "charts").symlink_to(charts)
