"""Furnishes the house with a kit's starting content; needs the site's database."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from village.kernel.refusal import Refusal
from village.kit.faults import nearest
from village.kit.fingerprints import Edition, refuse_changed
from village.kit.people import BodySeed, PersonSeed
from village.kit.reading import Kit

if TYPE_CHECKING:
    from village.guard import Actor
    from village.partnership.people.kitfile import Difference

_NOTHING_KNOWN: Mapping[Edition, str] = MappingProxyType({})


def furnish(
    kit: Kit,
    *,
    by: "Actor",
    at: datetime,
    take: Collection[str] = (),
    known: Mapping[Edition, str] = _NOTHING_KNOWN,
) -> "tuple[Difference, ...]":
    """Seed what is new by key, and list what the house has otherwise; that is left as it is.

    take: keys of entries that the house takes over from the kit on purpose.
    known: the fingerprint of the kit's rules when it was loaded last.
    Raises KitError for an edition that has changed since, Refusal for a key that is not there.
    """
    # Models need a site that has been started, and reading a kit does not.
    from village.partnership.people import kitfile

    for fault in refuse_changed(kit, known=known):
        raise fault
    bodies = [one.content for one in kit.of("bodies") if isinstance(one.content, BodySeed)]
    people = [one.content for one in kit.of("people") if isinstance(one.content, PersonSeed)]
    keys = {seed.key for seed in bodies} | {seed.key for seed in people}
    _refuse_unknown(take, keys=sorted(keys))
    return kitfile.furnish(bodies, people, by=by, at=at, take=take)


def _refuse_unknown(take: Collection[str], *, keys: list[str]) -> None:
    for key in take:
        if key not in keys:
            raise Refusal(f"The kit has no body or person “{key}”. {nearest(key, keys)}")
