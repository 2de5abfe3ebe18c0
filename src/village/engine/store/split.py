"""Parts identities from events: what a person is called, and what happened, never in one file."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from village.kernel.codes import SEX, ethnic_group
from village.kernel.periods import Period

Identity = dict[str, str | None]
Keep = Callable[[Identity], None]

SEXES = {"F": "Female", "M": "Male"}


@dataclass(frozen=True, slots=True)
class Sent:
    """Whose return it is. `agency` and `ref` are refs, never names."""

    agency: str
    ref: str
    period: Period


@dataclass(frozen=True, slots=True)
class Keyed:
    """Keys of rows and children: HMAC-SHA256 under the store's own secret, 32 hex characters.

    The same child of the same agency has the same key in every return; nobody without the secret
    can find a child's key from an identifier.
    """

    secret: bytes
    sent: Sent

    def child(self, child_id: str | None, *, row: int) -> str:
        """A child without an id is somebody of this one return only."""
        if child_id is None:
            return self._key("row", self.sent.ref, str(row))
        return self._key("child", self.sent.agency, child_id)

    def row(self, table: str, row: int) -> str:
        return self._key("row", self.sent.ref, table, str(row))

    def event(self, parts: list[str], *, row: int) -> str:
        """The same event in every return of the agency; one without a key is of this return only.

        parts: what makes it that event, such as the sender's own reference for it.
        """
        if not parts:
            return self._key("row", self.sent.ref, str(row))
        return self._key("event", self.sent.agency, *parts)

    def _key(self, *parts: str) -> str:
        words = "\x1f".join(parts).encode()
        return hmac.new(self.secret, words, hashlib.sha256).hexdigest()[:32]


def sex_group(text: str | None) -> str:
    """Female, Male or Not known, whatever edition's code was sent."""
    return SEXES.get(SEX.normalise(text) or "", "Not known")


def ethnicity_group(text: str | None) -> str:
    """One of the five groups, or Not known; nobody is left out."""
    return ethnic_group(text).name


def whole_years(born: date | None, day: date | None) -> int | None:
    """Completed years at an event, 0 before birth, or None where either date is missing."""
    if born is None or day is None:
        return None
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))
