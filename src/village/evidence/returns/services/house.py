"""The engine's store and keys of this house, and what the kit says of returns."""

from functools import lru_cache
from typing import Any

from django.conf import settings

from village import engine
from village.kernel.seal import Keyring


def store() -> "engine.Store":
    return engine.Store(settings.VILLAGE_STORE)


@lru_cache(maxsize=4)
def _keyring(text: str) -> Keyring:
    return Keyring.from_environment(text)


def keyring() -> Keyring:
    return _keyring(settings.VILLAGE_KEYS)


_specs: dict[str, Any] = {}  # Any: the kit's mapping of a return, read by the engine


def know(specs: dict[str, Any]) -> None:
    """Take the specs of the kit in use; said once when the site starts or a kit is loaded."""
    _specs.update(specs)


def spec(name: str) -> Any:
    """The spec of a return. KeyError where the kit in use has none of that name."""
    return _specs[name]
