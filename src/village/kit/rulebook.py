"""What the engine asks of a kit: which returns there are, and what is counted over what."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from village import engine
from village.engine.measures.definition import Definition
from village.engine.specs.tables import TableSpec
from village.kernel.yaml import KitError
from village.kit import reading
from village.kit.comparisons import PublicSeries
from village.kit.fingerprints import fingerprint
from village.kit.populations import LivingHere
from village.kit.reading import Kit
from village.kit.section import Entry


@dataclass(frozen=True, slots=True)
class House:
    """A kit as the engine takes it."""

    specs: "Mapping[str, engine.Spec]"
    rulebook: "engine.Rulebook"
    made_up: bool


def specs(path: Path) -> "Mapping[str, engine.Spec]":
    """The returns of a kit by key, newest edition of each. Raises engine.KitFault."""
    return _specs(_kit(path))


def rulebook(path: Path) -> House:
    """A kit as the engine takes it. Raises engine.KitFault."""
    kit = _kit(path)
    return House(
        specs=_specs(kit),
        rulebook=engine.Rulebook(
            definitions=[
                entry.content
                for entry in _newest(kit, "indicators")
                if isinstance(entry.content, Definition)
            ],
            populations=_populations(kit),
            editions={"/".join(edition): sha for edition, sha in fingerprint(kit).items()},
            comparisons={
                entry.key: entry.content.series
                for entry in _newest(kit, "comparisons")
                if isinstance(entry.content, PublicSeries)
            },
        ),
        made_up=kit.made_up,
    )


def _kit(path: Path) -> Kit:
    try:
        return reading.load(path)
    except KitError as fault:
        where = f"{fault.file}, line {fault.line}"
        raise engine.KitFault(fault.message, where=where, mend=fault.instead) from fault


def _newest(kit: Kit, section: str) -> tuple[Entry, ...]:
    """The last edition of each key: the nearest kit's, and in one file the last that is written."""
    return tuple({entry.key: entry for entry in kit.of(section)}.values())


def _specs(kit: Kit) -> "dict[str, engine.Spec]":
    return {entry.key: _spec(entry) for entry in _newest(kit, "returns")}


def _spec(entry: Entry) -> "engine.Spec":
    table = entry.content if isinstance(entry.content, TableSpec) else None
    return engine.Spec(id=entry.key, table=table)


def _populations(kit: Kit) -> "list[engine.PopulationRow]":
    return [
        engine.PopulationRow(entry.key, row.year_ending, row.dimension, row.group, row.children)
        for entry in _newest(kit, "populations")
        if isinstance(entry.content, LivingHere)
        for row in entry.content.rows
    ]
