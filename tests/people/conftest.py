"""The cast and the browser, for the tests of people."""

from tests.browser import browser, page, plain_page
from tests.cast import cast

__all__ = ["browser", "cast", "page", "plain_page"]
