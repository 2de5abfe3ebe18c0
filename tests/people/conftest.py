"""The cast, for the tests of people."""

from tests.cast import cast

__all__ = ["cast"]
