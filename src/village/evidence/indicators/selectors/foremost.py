"""Which indicators stand first for a reader: the own agency's, then what changed last."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from village import engine
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.drawing import drawn_from
from village.evidence.indicators.selectors.figures import Card, cards, store, versions
from village.partnership.people.rights import Rights

OWN, CHANGED = "Your agency feeds it", "changed since {before}"


@dataclass(frozen=True, slots=True)
class First:
    """An indicator and why it stands where it does; `why` is empty where it is its name alone."""

    card: Card
    why: str


@dataclass(frozen=True, slots=True)
class Foremost:
    """The newest version, and what of it stands first."""

    version: Version | None
    first: list[First]


def foremost(rights: Rights, *, specs: Collection[str], most: int) -> Foremost:
    """What has no figure yet stands last. One query for two versions.

    specs: the kinds of return that the reader's own bodies owe.
    """
    newest, before, *_ = (*versions(rights)[:2], None, None)
    if newest is None:
        return Foremost(None, [])
    told = _indicators(newest)
    own = {name for spec in specs for name in drawn_from(spec, of=told)}
    changed = _changed(told, before)
    ordered = sorted(
        cards(newest),
        key=lambda card: (card.newest is None, card.id not in own, card.id not in changed),
    )
    return Foremost(
        newest,
        [First(card, _why(card, own, changed, before)) for card in ordered[:most]],
    )


def _indicators(of: Version) -> Mapping[str, str]:
    """Hashes of what a version says, by indicator."""
    found = engine.version(store(), of.name)
    return found.indicators if found else {}


def _changed(told: Mapping[str, str], before: Version | None) -> Collection[str]:
    """The indicators of which the version before said something else, or nothing."""
    if before is None:
        return ()
    was = _indicators(before)
    return {name for name, said in told.items() if was.get(name) != said}


def _why(card: Card, own: Collection[str], changed: Collection[str], before: Version | None) -> str:
    moved = CHANGED.format(before=before.label.lower()) if before and card.id in changed else ""
    said = "; ".join(filter(None, (OWN if card.id in own else "", moved)))
    return said[:1].upper() + said[1:]
