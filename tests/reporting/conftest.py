"""The cast and a store of its own, for tests of reports that are checked."""

from tests.cast import cast  # noqa: F401  (a fixture)
