"""What the engine asks of a kit: which returns there are, and what is counted over what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from village import engine
from village.kernel.yaml import KitError
from village.kit import reading
from village.kit.codes import CodeList
from village.kit.comparisons import PublicSeries
from village.kit.deprivation import LookUp
from village.kit.fingerprints import fingerprint
from village.kit.gateways import Gateway, of
from village.kit.populations import LivingHere
from village.kit.reading import Kit
from village.kit.returns import OfCounts
from village.kit.section import Entry


@dataclass(frozen=True, slots=True)
class House:
    """A kit as the engine takes it."""

    specs: "Mapping[str, engine.Spec]"
    rulebook: "engine.Rulebook"
    made_up: bool
    gateways: Mapping[str, Gateway] = field(default_factory=dict)


def specs(path: Path) -> "Mapping[str, engine.Spec]":
    """The returns of a kit by key, newest edition of each. Raises engine.KitFault."""
    return _specs(_kit(path))


def rulebook(path: Path) -> House:
    """A kit as the engine takes it. Raises engine.KitFault."""
    return house_of(_kit(path))


def house_of(kit: Kit) -> House:
    """A kit that was read already, as the engine takes it."""
    return House(
        specs=_specs(kit),
        rulebook=engine.Rulebook(
            definitions=[
                entry.content
                for entry in _newest(kit, "indicators")
                if isinstance(entry.content, engine.Definition)
            ],
            populations=_populations(kit),
            editions={"/".join(edition): sha for edition, sha in fingerprint(kit).items()},
            comparisons={
                entry.key: entry.content.series
                for entry in _newest(kit, "comparisons")
                if isinstance(entry.content, PublicSeries)
            },
            listed=[
                entry.content
                for entry in _newest(kit, "releases")
                if isinstance(entry.content, engine.Listed)
            ],
            deprivation=_deprivation(kit),
        ),
        made_up=kit.made_up,
        gateways={gateway.key: gateway for gateway in of(kit.of("gateways"))},
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
    lists = {
        entry.key: entry.content.spellings()
        for entry in kit.of("codes")
        if isinstance(entry.content, CodeList)
    }
    return {entry.key: _spec(entry, kit, lists) for entry in _newest(kit, "returns")}


def _spec(entry: Entry, kit: Kit, lists: Mapping[str, object]) -> "engine.Spec":
    """A table's mapping goes with it, so that another process can read it as the kit wrote it."""
    sender = str(entry.value["sender"])
    if isinstance(entry.content, OfCounts):
        return _asking(entry.content, kit)
    if not isinstance(entry.content, engine.TableSpec):
        return _built_in(entry, sender=sender)
    named = {str(field["codes"]) for field in _fields(entry) if isinstance(field.get("codes"), str)}
    told = {
        "mapping": dict(entry.value),
        "code_sets": {name: lists[name] for name in sorted(named)},
    }
    return engine.Spec(id=entry.key, table=entry.content, sender=sender, told=told)


def _built_in(entry: Entry, *, sender: str) -> "engine.Spec":
    """A return whose layout stands in the engine's own code."""
    return engine.built_in_return(entry.key, sender=sender, layout=str(entry.value["spec"]))


def _asking(returned: OfCounts, kit: Kit) -> "engine.Spec":
    """A return of counts, with every indicator that asks for something in it, by title."""
    definitions = (entry.content for entry in _newest(kit, "indicators"))
    asked = [
        engine.Asked(
            one.id,
            one.title,
            one.asking.numerator,
            one.asking.denominator,
            one.asked_breakdowns,
            one.asking.guidance,
        )
        for one in definitions
        if isinstance(one, engine.Definition)
        and one.asking is not None
        and one.asking.returned_in == returned.id
    ]
    return engine.counts_return(
        engine.CountsSpec(
            returned.id,
            returned.title,
            returned.edition,
            returned.source,
            returned.sender,
            tuple(sorted(asked, key=lambda one: one.title)),
        )
    )


def _fields(entry: Entry) -> Iterator[Mapping[str, object]]:
    """Of every table, where a return is several."""
    tables = entry.value.get("tables")
    several = [one for one in tables if isinstance(one, dict)] if isinstance(tables, list) else []
    for held in (entry.value, *several):
        for key in ("opening", "fields"):
            fields = held.get(key)
            if isinstance(fields, list):
                yield from (field for field in fields if isinstance(field, dict))


def _populations(kit: Kit) -> "list[engine.PopulationRow]":
    return [
        engine.PopulationRow(entry.key, row.year_ending, row.dimension, row.group, row.children)
        for entry in _newest(kit, "populations")
        if isinstance(entry.content, LivingHere)
        for row in entry.content.rows
    ]


def _deprivation(kit: Kit) -> dict[str, str]:
    """The group of every postcode, or of how postcodes begin, in all look-ups."""
    found: dict[str, str] = {}
    for entry in _newest(kit, "deprivation"):
        if isinstance(entry.content, LookUp):
            found |= entry.content.groups
    return found
