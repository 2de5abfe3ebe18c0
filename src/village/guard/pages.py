"""Every page says who may open it; what it says is read by the middleware in `people`."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

# Any: a view takes what its address gives it.
View = TypeVar("View", bound=Callable[..., Any])

OPEN_TO_ALL: Final = "open to all"
_MARK: Final = "village_access"


def declare(view: View, access: object) -> View:
    """Write on a view who may open it; decorators above it keep the mark."""
    setattr(view, _MARK, access)
    return view


def open_to_all(view: View) -> View:
    """Declare that anybody, signed in or not, may open this page."""
    return declare(view, OPEN_TO_ALL)


def declared(view: Callable[..., object]) -> object | None:
    """Read what a view declares; None where it declares nothing and must be refused."""
    access: object | None = getattr(view, _MARK, None)
    return access
