"""The engine's store and keys of this house, and what the kit in use says of returns."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

from django.conf import settings

from village import engine
from village.kernel.seal import Keyring


class Gateway(Protocol):
    """A legal basis as the kit words it. check: what of its text is still to be read."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def evidence(self) -> str: ...
    @property
    def check(self) -> str: ...


class Rules(Protocol):
    """What a kit tells the engine; kits lie above this room, so an edge brings it."""

    @property
    def specs(self) -> "Mapping[str, engine.Spec]": ...

    @property
    def rulebook(self) -> "engine.Rulebook": ...

    @property
    def gateways(self) -> Mapping[str, Gateway]: ...


_bring: list[Callable[[], Rules]] = []


def furnished_by(bring: Callable[[], Rules]) -> None:
    """Say where the rules of the kit in use come from; an edge does, when a process starts."""
    _bring[:] = [bring]
    _rules.cache_clear()


@lru_cache(maxsize=1)
def _rules() -> Rules:
    if not _bring:
        raise LookupError("no kit was brought into this process")
    return _bring[0]()


def spec(name: str) -> "engine.Spec":
    """The spec of a return. KeyError where the kit in use has none of that name."""
    return _rules().specs[name]


def rulebook() -> "engine.Rulebook":
    """Definitions, populations and comparisons of the kit in use."""
    return _rules().rulebook


def rules() -> Rules:
    """All that the kit in use says."""
    return _rules()


def gateways() -> Mapping[str, Gateway]:
    """The legal bases of the kit in use, by key."""
    return _rules().gateways


def store() -> "engine.Store":
    return engine.Store(settings.VILLAGE_STORE)


@lru_cache(maxsize=4)
def _keyring(text: str) -> Keyring:
    return Keyring.from_environment(text)


def keyring() -> Keyring:
    return _keyring(settings.VILLAGE_KEYS)
