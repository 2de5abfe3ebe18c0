"""Furnishes a house with a kit: rules by edition, people and bodies once, returns that are owed."""

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from village.kernel.refusal import Refusal
from village.kit.agreements import AgreementSeed
from village.kit.bodies import BodySeed
from village.kit.faults import nearest
from village.kit.fingerprints import fingerprint, refuse_changed
from village.kit.folder import chain
from village.kit.owed import Owed, OwedReturn
from village.kit.people import PersonSeed
from village.kit.reading import Kit, load
from village.kit.rulebook import House, house_of, rulebook

if TYPE_CHECKING:
    # Reading a kit needs no site; only what furnishes one wakes the web.
    from village.guard import Actor

Content = TypeVar("Content")


def connect(path: Path) -> None:
    """Let the rooms below read this kit's rules when they need them, and say whose house it is."""
    from village.design import slots
    from village.evidence.returns.services import house

    def bring() -> House:
        return rulebook(path)

    house.furnished_by(bring)
    name = partnership(path)
    slots.fill(slots.PARTNERSHIP, lambda _rights, _subjects: [name] if name else [])


def partnership(path: Path) -> str:
    """The partnership that a kit is for, from its cover alone; "" for a national kit."""
    folders, faults = chain(path)
    if faults:
        raise faults[0]
    named = [folder.cover.partnership for folder in folders if folder.cover.partnership]
    return named[-1] if named else ""


def furnish(
    path: Path, *, by: "Actor", at: datetime, take: Collection[str] = ()
) -> tuple[str, ...]:
    """Furnish the house with a kit. A second time it changes nothing and lists what differs.

    take: keys of bodies and people that become as the kit has them.
    Raises KitError for a kit that is not sound, changes an edition that is known, or names what
    the house cannot take; Refusal for a key to be taken that the kit does not have.
    """
    from village.evidence.returns import kitfile as returns
    from village.partnership.people import kitfile as people

    kit = load(path)
    bodies, persons = _of(kit, "bodies", BodySeed), _of(kit, "people", PersonSeed)
    _refuse_unknown(take, keys=[seed.key for seed in bodies] + [seed.key for seed in persons])
    for fault in refuse_changed(kit, known=returns.known()):
        raise fault
    returns.take_rules(fingerprint(kit), by=by, at=at)
    try:
        differences = people.furnish(bodies, persons, by=by, at=at, take=take)
    except people.NotTaken as no:
        raise _where_it_stands(kit, no.section, no.key, no.message) from no
    titles = {entry.key: str(entry.value["title"]) for entry in kit.of("returns")}
    returns.furnish(_owed(kit), titles=titles, by=by, at=at)
    seeds = _of(kit, "agreements", AgreementSeed)
    if seeds:
        returns.furnish_agreements(seeds, titles=titles, rules=house_of(kit), by=by, at=at)
    return tuple(
        f"{one.section} {one.key}: {one.what} is {one.here or 'nothing'} here, {one.kit} in the kit"
        for one in differences
    )


def _where_it_stands(kit: Kit, section: str, key: str, message: str) -> Exception:
    """A refusal of the house, at the line of the entry that it could not take."""
    entry = kit.find(section, key)
    if entry is None:
        return Refusal(message)
    return entry.node.error(
        f"The house cannot take “{key}”: {message}",
        instead=f"Mend the entry; nothing of {section} was loaded.",
    )


def _of(kit: Kit, section: str, kind: type[Content]) -> list[Content]:
    return [entry.content for entry in kit.of(section) if isinstance(entry.content, kind)]


def _refuse_unknown(take: Collection[str], *, keys: list[str]) -> None:
    for key in take:
        if key not in keys:
            raise Refusal(f"The kit has no body or person “{key}”. {nearest(key, sorted(keys))}")


def _owed(kit: Kit) -> Iterator[OwedReturn]:
    for entry in kit.of("owed"):
        if isinstance(entry.content, Owed):
            yield from entry.content.returns
