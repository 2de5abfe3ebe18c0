"""A version of the data set: a manifest and one JSON file an indicator, never changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from village.engine.store.layout import Store
from village.kernel.canonical import dumps

MANIFEST = "manifest.json"
FIGURES = "figures.json"
EACH = "indicators"
STATEMENT, MODEL = "linkage.json", "linkage-model.json"


@dataclass(frozen=True, slots=True)
class Version:
    """One published version. `returns`: what it was made of; `indicators`: hashes by id."""

    name: str
    as_at: str
    made_up: bool
    returns: tuple[Mapping[str, str], ...]
    indicators: Mapping[str, str]
    figures: str  # SHA-256 of figures.json: the same returns and rules give the same one


def write_version(
    folder: Path,
    *,
    indicators: Mapping[str, Mapping[str, Any]],
    facts: Mapping[str, Any],
    linkage: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Write a version's files into a folder that nobody reads yet.

    indicators: by id, plain values as they may leave for one audience. linkage: the statement and
    the model, by their files' names. Raises OSError, disk full among them; the folder is then
    thrown away by its owner.
    """
    folder.mkdir(mode=0o700)
    (folder / EACH).mkdir(mode=0o700)
    hashes = {}
    for name in sorted(indicators):
        body = dumps(indicators[name])
        (folder / EACH / f"{name}.json").write_bytes(body)
        hashes[name] = hashlib.sha256(body).hexdigest()
    whole = dumps(dict(sorted(indicators.items())))
    (folder / FIGURES).write_bytes(whole)
    for name, plain in (linkage or {}).items():
        (folder / name).write_bytes(dumps(plain))
    manifest = {**facts, "indicators": hashes, "figures": hashlib.sha256(whole).hexdigest()}
    (folder / MANIFEST).write_bytes(dumps(manifest))


def version(store: Store, name: str | None = None) -> Version | None:
    """A version by name, or the current one; None where there is none."""
    name = name or store.current()
    if name is None or not (path := store.path("figures", name) / MANIFEST).exists():
        return None
    found = _read(path.absolute())
    return Version(
        name=name,
        as_at=found["as_at"],
        made_up=found["made_up"],
        returns=tuple(found["returns"]),
        indicators=found["indicators"],
        figures=found["figures"],
    )


def figures_of(store: Store, version_name: str, indicator: str) -> Mapping[str, Any] | None:
    """What one version says of one indicator, as it may leave; None where it says nothing."""
    found = version(store, version_name)
    if found is None or indicator not in found.indicators:
        return None
    path = store.path("figures", version_name) / EACH / f"{indicator}.json"
    return _read(path.absolute())


def statement_of(store: Store, version: str) -> Mapping[str, Any] | None:
    """The linkage statement of a version; None where nothing was linked for it."""
    path = store.path("figures", version) / STATEMENT
    return _read(path.absolute()) if path.exists() else None


def kept_model(store: Store) -> Mapping[str, Any] | None:
    """The linkage model of the newest version that has one."""
    folders = (store.path("figures", name) for name in reversed(store.versions()))
    paths = (folder / MODEL for folder in folders)
    return next((_read(path.absolute()) for path in paths if path.exists()), None)


def rows_gone(store: Store, of: Version) -> tuple[str, ...]:
    """Refs of the returns that a version was made of and whose rows were destroyed since.

    Where there are any, the version is figures only: it stands, and cannot be counted again.
    """
    refs = (made_of["ref"] for made_of in of.returns)
    return tuple(ref for ref in refs if not store.path("events", ref).exists())


@lru_cache(maxsize=256)
def _read(path: Path) -> Mapping[str, Any]:
    """A version's files never change, so a process reads each of them once.

    path: in whole, or another store's file could be meant once the process has moved.
    """
    found: Mapping[str, Any] = json.loads(path.read_bytes())
    return found
