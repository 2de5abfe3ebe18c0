"""The pairs of the newest version that wait for a linker, each under a name of its own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from village import engine
from village.evidence.linking.models import PairDecision, may_link
from village.evidence.linking.rules import odds, sureness
from village.evidence.linking.selectors.decided import last_words
from village.evidence.returns.services import house
from village.kernel.refs import LENGTH
from village.partnership.people.rights import Rights

SALT = "village.linking.pair"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair in the queue of a version. ref: of this version alone. place: from 1, of all there.

    last: the last word on it, if any.
    """

    ref: str
    place: int
    version: str
    pair: "engine.ToReview" = field(repr=False)
    last: PairDecision | None = None

    @property
    def keys(self) -> tuple[str, str]:
        """The records' keys in order, as decisions name a pair."""
        left, right = self.pair.left.key, self.pair.right.key
        return (min(left, right), max(left, right))

    @property
    def agencies(self) -> tuple[str, str]:
        return (self.pair.left.agency, self.pair.right.agency)

    @property
    def of_whom(self) -> str:
        """Whose records they are: “Council and police”."""
        one, other = (name.replace("-", " ") for name in self.agencies)
        words = f"{one}, twice" if one == other else f"{one} and {other}"
        return words[:1].upper() + words[1:]

    @property
    def why(self) -> str:
        return str(self.pair.why)

    @property
    def sureness(self) -> str:
        return sureness(self.pair.weight)

    @property
    def odds(self) -> str:
        return odds(self.pair.weight)

    @property
    def is_open(self) -> bool:
        return self.last is None or not self.last.stands

    @property
    def number(self) -> int:
        """How many decisions of it there are: the next one is the one after."""
        return self.last.number if self.last else 0


@dataclass(frozen=True, slots=True)
class Queue:
    """version: whose queue it is; None before the first. pairs: all of it, the surest first."""

    version: str | None
    pairs: tuple[Waiting, ...]

    @property
    def open(self) -> list[Waiting]:
        """Those that nobody has decided yet."""
        return [one for one in self.pairs if one.is_open]

    @property
    def words(self) -> str:
        """What stands beside their number."""
        return "pair waits for a linker" if len(self.open) == 1 else "pairs wait for a linker"

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """How many wait for which reason, the most first."""
        counted = Counter(one.why for one in self.open)
        return sorted(counted.items(), key=lambda kind: (-kind[1], kind[0]))

    def after(self, found: Waiting) -> Waiting | None:
        """The next open pair after one, going round; None where no other is left."""
        others = [one for one in self.open if one.ref != found.ref]
        later = (one for one in others if one.place > found.place)
        return next(later, others[0] if others else None)


def queue(rights: Rights) -> Queue:
    """The queue of the newest version, for a linker; empty for anybody else.

    The records within are not for a page as they are: `services.look` writes the look down first.
    """
    store = house.store()
    version = store.current()
    if version is None or not may_link(rights):
        return Queue(version, ())
    pairs = engine.queue_for_linker(store, house.keyring())
    if store.current() != version:
        return queue(rights)
    last = last_words(rights)
    found = (_waiting(pair, place, version, last) for place, pair in enumerate(pairs, start=1))
    return Queue(version, tuple(found))


def pair_of(found: Queue, ref: str) -> Waiting | None:
    """One pair by its name; None for what is no pair of this version."""
    return next((one for one in found.pairs if one.ref == ref), None)


def _waiting(
    pair: "engine.ToReview",
    place: int,
    version: str,
    last: Mapping[tuple[str, str], PairDecision],
) -> Waiting:
    one, other = sorted((pair.left.key, pair.right.key))
    return Waiting(queue_ref(version, one, other), place, version, pair, last.get((one, other)))


def queue_ref(version: str, one: str, other: str) -> str:
    """A name for an address, which says nothing of the records and changes with the version."""
    return salted_hmac(SALT, f"{version}.{one}.{other}").hexdigest()[:LENGTH]
