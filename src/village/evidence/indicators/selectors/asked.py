"""Tables that were counted because somebody asked: which they are, and where their files lie."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from village import engine
from village.kernel import canonical

Plain = Mapping[str, Any]  # Any: plain JSON


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator of a version in one period, by one breakdown or two, in the kit's order."""

    version: str
    indicator: str
    period: str
    by: tuple[str, ...]

    @property
    def ref(self) -> str:
        """The same for the same table, however it was asked for."""
        in_order = sorted(self.by, key=engine.BREAKDOWNS.index)
        said = canonical.dumps([self.version, self.indicator, self.period, in_order])
        return hashlib.sha256(said).hexdigest()[:32]


def counted(wanted: Asked) -> Plain | None:
    """The table, or `could_not` with why; None where it was not counted yet."""
    return _read(wanted.ref)


def filled(version: str) -> Plain | None:
    """How far the fields of a version are filled; None where it was not written down."""
    return _read(filled_ref(version))


def filled_ref(version: str) -> str:
    return f"filled-{version}"


def keep(ref: str, told: Plain) -> None:
    """Write it whole or not at all: two workers may count the same."""
    path = _path(ref)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_bytes(canonical.dumps(dict(told)))
    scratch.replace(path)


def _read(ref: str) -> Plain | None:
    path = _path(ref)
    if not path.is_file():
        return None
    found: Plain = json.loads(path.read_bytes())
    return found


def _path(ref: str) -> Path:
    return Path(settings.VILLAGE_STORE) / "tables" / f"{ref}.json"
