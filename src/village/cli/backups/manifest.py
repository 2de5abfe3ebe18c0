"""What a backup says of itself: what made it, what is in it, and the hash of each part."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from village import engine
from village.kernel import canonical

FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
NOT_OURS = "Give a file that `village backup` wrote, to a Village that is not older."


@dataclass(frozen=True, slots=True)
class About:
    """The first member: enough to refuse a backup before all of it was read."""

    village: str
    made_at: str
    database: str  # sqlite or postgresql
    migrations: tuple[tuple[str, str], ...]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the backup."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last member: nothing counts that it does not name.

    tables: the columns of each table, and sequences: where they stand (PostgreSQL alone). keys: ids
    of the seals' keys that the store needs. missing: parts that a record names and that were gone
    from the house before. rules: the kit's rules that the house knew, by section, key, edition.
    """

    about: About
    head: str
    version: str
    keys: tuple[str, ...]
    folders: tuple[str, ...]
    missing: tuple[str, ...]
    rules: Mapping[str, str]
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sequences: Mapping[str, int] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)


def written(said: About | Manifest) -> bytes:
    return canonical.dumps(asdict(said))


def about(text: bytes, *, where: str) -> About:
    """Read the first member. Raises Unreadable where it is another format."""
    try:
        return _about(json.loads(text))
    except (ValueError, KeyError, TypeError):
        raise engine.Unreadable(
            "This is sealed, but it is no backup of a house, or one of another format.",
            where=where,
            mend=NOT_OURS,
        ) from None


def _about(plain: dict[str, Any]) -> About:  # Any: plain JSON
    if plain["format"] != FORMAT:
        raise ValueError("another format")
    migrations = tuple((str(app), str(name)) for app, name in plain["migrations"])
    village, made_at, database = (str(plain[name]) for name in ("village", "made_at", "database"))
    return About(village, made_at, database, migrations)


def manifest(text: bytes, *, where: str) -> Manifest:
    """Read the last member. Raises Unreadable where it is not whole."""
    try:
        plain = json.loads(text)
        plain["about"] = _about(plain["about"])
        plain["members"] = {name: Member(**each) for name, each in plain["members"].items()}
        plain["tables"] = {name: tuple(columns) for name, columns in plain["tables"].items()}
        for name in ("keys", "folders", "missing"):
            plain[name] = tuple(plain[name])
        return Manifest(**plain)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise engine.Unreadable(
            "What the backup says of its parts cannot be read.", where=where, mend=NOT_OURS
        ) from None
