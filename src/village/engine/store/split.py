"""Parts identities from events: what a person is called, and what happened, never in one file."""

import hmac
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from village.engine.specs.census_codes import DISABILITIES, NO_DISABILITY
from village.engine.specs.groups import DISABLED, NO_DISABILITY_RECORDED
from village.kernel.codes import NOT_KNOWN, SEX, ethnic_group
from village.kernel.periods import Period

Identity = dict[str, str | None]
Keep = Callable[[Identity], None]
Event = Callable[[str, dict[str, Any]], None]  # Any: a row of the table that is named

SEXES = {"F": "Female", "M": "Male"}


@dataclass(frozen=True, slots=True)
class Sent:
    """Whose return it is. `agency` and `ref` are refs, never names."""

    agency: str
    ref: str
    period: Period


@dataclass(frozen=True, slots=True)
class Tokens:
    """What keys are made of: enough to know a row, a child and an event again within one store."""

    sent: Sent

    def child(self, child_id: str | None, *, row: int) -> str:
        """A child without an id is somebody of this one return only."""
        if child_id is None:
            return self._made("row", self.sent.ref, str(row))
        return self._made("child", self.sent.agency, child_id)

    def row(self, table: str, row: int) -> str:
        return self._made("row", self.sent.ref, table, str(row))

    def event(self, parts: Sequence[str | None], *, row: int) -> str:
        """The same event in every return of the agency; one without a key is of this return only.

        parts: what makes it that event, such as the sender's own reference for it.
        """
        if not any(parts):
            return self.row("event", row)
        return self._made("event", self.sent.agency, *(part or "" for part in parts))

    def _made(self, *parts: str) -> str:
        return "\x1f".join(parts)


@dataclass(frozen=True, slots=True)
class Keyed(Tokens):
    """Keys of rows and children: HMAC-SHA256 under the store's own secret, 32 hex characters.

    The same child of the same agency has the same key in every return; nobody without the secret
    can find a child's key from an identifier.
    """

    secret: bytes

    def key(self, token: str) -> str:
        """The key of a token that another process made."""
        words = token.encode(errors="surrogatepass")  # another process may say anything
        return hmac.digest(self.secret, words, "sha256").hex()[:32]

    def _made(self, *parts: str) -> str:
        return self.key("\x1f".join(parts))


KEYS = ("row_key", "child_key", "event_key")


def keyed_row(row: Mapping[str, Any], keyed: Keyed) -> dict[str, Any]:
    """A row whose tokens have become keys."""
    return {name: keyed.key(value) if name in KEYS else value for name, value in row.items()}


def sex_group(text: str | None) -> str:
    """Female, Male or Not known, whatever edition's code was sent."""
    return SEXES.get(SEX.normalise(text) or "", NOT_KNOWN)


_YES_OR_NO = {"YES": True, "Y": True, "NO": False, "N": False}


def disability_group(told: Iterable[str | bool | None]) -> str:
    """Disabled, No disability recorded or Not known, of a child's codes or of a plain yes or no.

    One disability is enough, whatever stands beside it; what is no code of the list is not known.
    """
    said = {one if isinstance(one, bool) else _disabled(one) for one in told}
    if True in said:
        return DISABLED
    return NO_DISABILITY_RECORDED if False in said else NOT_KNOWN


def _disabled(code: str | None) -> bool | None:
    tidy = (code or "").strip().upper()
    return _YES_OR_NO.get(tidy, tidy != NO_DISABILITY if tidy in DISABILITIES else None)


def ethnicity_group(text: str | None) -> str:
    """One of the five groups, or Not known; nobody is left out."""
    return ethnic_group(text).name


def listed(text: str | None, codes: Container[str]) -> str | None:
    """A code as sent where it is one of the list; anything else might be a name, and stays out."""
    return text if text in codes else None


def whole_years(born: date | None, day: date | None) -> int | None:
    """Completed years at an event, 0 before birth, or None where either date is missing."""
    if born is None or day is None:
        return None
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))
