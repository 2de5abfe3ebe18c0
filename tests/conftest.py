"""The ground of all tests: which database, which keys, a store that goes, a clock that stands."""

import base64
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as properties

from tests.browser import browser, page, plain_page  # noqa: F401  (fixtures)
from village import guard
from village.trail import guards

KEYS = "test:" + base64.b64encode(b"a key that seals nothing of note").decode()
MEETS_A_DATABASE = {"db", "transactional_db", "live_server"}
LONG = {"journeys", "walker", "cli"}
"""Folders whose files take minutes: they come first, so that no core waits for the last of them."""
SECRET = "a word that signs nothing of note, long enough to be taken"


def pytest_configure() -> None:
    """Give the house what it asks of the environment; also for the processes that tests start."""
    os.environ.update(VILLAGE_KEYS=KEYS, VILLAGE_SECRET_KEY=SECRET)
    django_settings.VILLAGE_KEYS = KEYS
    # In CI the same examples each time: what others find by chance is a finding of their own.
    properties.register_profile("again", derandomize=True)
    properties.load_profile("again" if os.environ.get("VILLAGE_NO_SKIP") else "default")
    django_settings.SECRET_KEY = SECRET
    # A clean checkout has gathered no static files yet, of which whitenoise warns.
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # A real one takes a tenth of a second on purpose, for each sign-in of each test.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    TransactionTestCase._fixture_teardown = _empty_all_tables


def _empty_all_tables(_: TransactionTestCase) -> None:
    """Django's own flush, past the guards that no flush may pass in a living house."""
    guards.remove()
    guard.migrating(True)
    # flush ends with post_migrate, which puts the guards back and closes the door again.
    call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in a real house: other threads and processes then see the same."""
    wanted = connections["default"].settings_dict
    if wanted["ENGINE"].endswith("sqlite3"):
        wanted["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "village.sqlite3")


@pytest.fixture(autouse=True)
def _fresh_store(request: pytest.FixtureRequest) -> None:
    if MEETS_A_DATABASE & set(request.fixturenames):
        request.getfixturevalue("store")


@pytest.fixture
def store(settings, tmp_path: Path) -> Path:
    """An empty VILLAGE_STORE, gone after the test."""
    settings.VILLAGE_STORE = tmp_path / "store"
    return settings.VILLAGE_STORE


@pytest.fixture
def child_env(transactional_db: None, settings, store: Path) -> dict[str, str]:
    """The environment under which a process started by a test meets the same database and store."""
    now = connections["default"].settings_dict
    address = f"sqlite:///{now['NAME']}"
    if now["ENGINE"].endswith("postgresql"):
        address = f"postgresql://{now['USER']}@/{now['NAME']}?host={quote(now['HOST'])}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "village.settings",
        "VILLAGE_DATABASE_URL": address,
        "VILLAGE_STORE": str(store),
    }


@pytest.fixture
def at() -> datetime:
    """The moment at which the tests' clock stands."""
    return datetime(2026, 7, 15, 9, 30, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", action="store_true", help="only tests that meet a database")
    parser.addoption("--first-cases", action="store_true", help="of a table of cases the first")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A second database tells nothing new of the engine, a second Python nothing of each case."""
    kept = list(items)
    if config.getoption("--database"):
        kept = [item for item in kept if meets_a_database(item)]
    if config.getoption("--first-cases"):
        kept = list({item.nodeid.partition("[")[0]: item for item in reversed(kept)}.values())
        kept.reverse()
    kept.sort(key=lambda item: item.path.parent.name not in LONG)
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def meets_a_database(item: pytest.Item) -> bool:
    named = MEETS_A_DATABASE & set(getattr(item, "fixturenames", ()))
    return bool(named) or item.get_closest_marker("django_db") is not None
