"""Every kind of sealed file of a store: where it lies, and what it says of itself in its seal."""

import re
from enum import Enum
from pathlib import Path, PurePath

from village.engine.store.layout import Store

REF = "[A-Za-z0-9_-]+"


class SealedKind(Enum):
    """place: the part and the name, with `*` for a ref. context: the same for the seal.

    The context stands nowhere in the file: a seal opens only under the words with which it was
    made, so that no file can stand in for another.
    """

    RAW = ("raw/*.sealed", "raw *")
    IDENTITIES = ("identities/*.sealed", "identities *")
    FOUND_OF_WHOM = ("identities/*.findings.sealed", "identities of the findings of *")
    FOUND_WHERE = ("reports/*.sealed", "reports of the findings of *")
    COUNTS = ("reports/*.counts.sealed", "counts of *")
    QUEUE = ("links/*/queue.sealed", "the linker's queue of *")
    ALONE = ("links/*/missing.sealed", "absences that one list alone knows, *")
    SECRET = ("child-secret.sealed", "village store: the secret of children's keys")

    def __init__(self, place: str, words: str) -> None:
        self.place = place
        self._words = words

    def path(self, store: Store, ref: str = "") -> Path:
        """Where the file of one return lies; ValueError for what is no ref."""
        part, _, rest = self.place.partition("/")
        name, _, within = rest.partition("/")
        return store.path(part, name.replace("*", ref)) / within if name else store.root / part

    def context(self, ref: str = "") -> bytes:
        """What the file of one return says of itself."""
        return self._words.replace("*", ref).encode()

    def ref_at(self, place: str) -> str | None:
        """The ref of a file at this place in the store, "" where it is of none; None: no such."""
        found = re.fullmatch(re.escape(self.place).replace(r"\*", f"({REF})"), place)
        return None if found is None else "".join(found.groups())


def sealed_context(place: PurePath) -> bytes | None:
    """What a sealed file of the store says of itself, by its place beneath the store's root.

    None where the store seals nothing at such a place.
    """
    for kind in SealedKind:
        ref = kind.ref_at(place.as_posix())
        if ref is not None:
            return kind.context(ref)
    return None
