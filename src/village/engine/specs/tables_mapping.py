"""Reads one mapping of a kit key by key, so that a wrong key is named with its path."""

from collections.abc import Mapping, Sequence
from typing import Final

from village.engine.errors import KitFault

Path = tuple[str | int, ...]


class SpecFault(KitFault):
    """A return spec that cannot be used: which key, what is wrong, what to write instead.

    path: the keys that lead to it, ("fields", 3, "kind"). The kit adds the file and the line.
    """

    def __init__(self, message: str, *, path: Path, instead: str) -> None:
        super().__init__(message, where=shown(path), mend=instead)
        self.path = path


def shown(path: Path) -> str:
    """A path as a person reads it: fields[4].kind, counting list items from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "the spec"


class _Needed:
    """Marks a key that has no value of its own when it is left out."""


NEEDED: Final = _Needed()


class Part:
    """One mapping of a spec. Take what is known, then call `done`: what is left is a fault."""

    def __init__(self, value: object, *, path: Path = ()) -> None:
        if not isinstance(value, Mapping):
            raise SpecFault(
                "A list of keys and values is wanted here.",
                path=path,
                instead="Write one “key: value” a line.",
            )
        self.path = path
        self._left: dict[str, object] = {str(key): item for key, item in value.items()}
        self._known: list[str] = []

    def has(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, *, default: object = NEEDED) -> object:
        self._known.append(key)
        if key in self._left:
            return self._left.pop(key)
        if default is NEEDED:
            raise SpecFault(f"“{key}” is missing.", path=self.path, instead=f"Add “{key}: …”.")
        return default

    def text(self, key: str, *, default: str | _Needed = NEEDED) -> str:
        value = self.take(key, default=default)
        if isinstance(value, str) and (value.strip() or value == default):
            return " ".join(value.split())
        raise self.fault(key, "Words are wanted here.", instead=_quoted(value))

    def flag(self, key: str) -> bool:
        value = self.take(key, default=False)
        if isinstance(value, bool):
            return value
        raise self.fault(key, "Yes or no is wanted here.", instead="Write “true” or “false”.")

    def number(self, key: str, *, default: int | _Needed = NEEDED) -> int:
        value = self.take(key, default=default)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        raise self.fault(key, "A whole number above 0 is wanted.", instead="Write it in figures.")

    def one_of(self, key: str, choices: Sequence[str], *, default: str | _Needed = NEEDED) -> str:
        value = self.take(key, default=default)
        if isinstance(value, str) and value in choices:
            return value
        listed = ", ".join(choices)
        raise self.fault(key, "This word is not known here.", instead=f"Write one of: {listed}.")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; a key left out is an empty list."""
        found: list[str] = []
        for number, value in enumerate(self.items(key, default=())):
            if not isinstance(value, str) or not value.strip():
                raise SpecFault(
                    "Words are wanted here.", path=(*self.path, key, number), instead=_quoted(value)
                )
            found.append(value)
        return tuple(found)

    def items(self, key: str, *, default: object = NEEDED) -> Sequence[object]:
        value = self.take(key, default=default)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return value
        raise self.fault(key, "A list is wanted here.", instead="Begin each line with “- ”.")

    def parts(self, key: str, *, default: object = NEEDED) -> tuple["Part", ...]:
        values = self.items(key, default=default)
        return tuple(Part(v, path=(*self.path, key, n)) for n, v in enumerate(values))

    def fault(self, key: str, message: str, *, instead: str) -> SpecFault:
        return SpecFault(message, path=(*self.path, key), instead=instead)

    def done(self) -> None:
        for key in self._left:
            listed = ", ".join(self._known)
            raise self.fault(key, "This key is not known here.", instead=f"Known: {listed}.")


def _quoted(value: object) -> str:
    if isinstance(value, bool | int | float):
        return f'Put it in quotation marks: "{value}".'
    return "Write at least one word."
