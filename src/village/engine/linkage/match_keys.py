"""Match keys for an agency that may not send identifiers: keyed tokens made at the agency.

The agencies hold the key and the linker does not: whoever has key and tokens can try all ten-digit
numbers. Tokens are personal data. Linking by them finds fewer children than linking by what they
are made of: see docs/reference/linkage.md.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from village.engine.errors import Usage
from village.engine.linkage.clusters import Children
from village.engine.linkage.prepare import Prepared, prepare
from village.engine.linkage.records import PersonRecord

LEAST_BYTES: Final = 32
_APART: Final = "\x1f"

NUMBER: Final = "NHS number"
STRENGTH: Final = (
    NUMBER,
    "UPN",
    "name, birthday and postcode",
    "first and last name and birthday",
    "two parts of the name and birthday",
    "first name, birthday and postcode",
    "two parts of the name, birthday turned and postcode area",
    "two parts of the name, month of birth and postcode",
)
"""What keys are made of, the surest first. All but the numbers hold a first name or two names."""


@dataclass(frozen=True, slots=True)
class KeyedRecord:
    """A child as tokens. tokens: (what it is made of, 64 hex characters)."""

    key: str
    agency: str
    tokens: tuple[tuple[str, str], ...]


def tokens(record: PersonRecord, *, secret: bytes) -> KeyedRecord:
    """The record's match keys under the agencies' shared secret of at least 32 bytes.

    Raises Usage without one: an unkeyed hash of a birthday and a name is read by trying them all.
    """
    key = secret_of(secret)
    person = prepare(record)
    made = {(what, _token(what, value, key)) for what, value in _values(person)}
    return KeyedRecord(record.key, record.agency, tuple(sorted(made)))


def link_keyed(
    records: Iterable[KeyedRecord], *, known: Iterable[tuple[str, ...]] = ()
) -> tuple[tuple[str, ...], ...]:
    """Children by equal tokens, the surest kind first; never two NHS numbers in one child.

    known: children that were put together by what their records say. Tokens add to them those who
    came as tokens alone, and say nothing of two who came with more.
    """
    kept = sorted(records, key=lambda record: (record.tokens, record.key))
    together = list(known)
    clear = {key for keys in together for key in keys}
    numbers = {one.key: text for one in kept for what, text in one.tokens if what == NUMBER}
    children = Children({*clear, *(record.key for record in kept)}, numbers=numbers)
    for first, *others in together:
        for other in others:
            children.join(first, other, decided=True)
    for one, other in _meeting(kept):
        if not clear >= {one, other}:
            children.join(one, other)
    return children.all()


def _meeting(records: Iterable[KeyedRecord]) -> Iterator[tuple[str, str]]:
    """Every two that share a token, by the surest kind first."""
    by_token: dict[tuple[str, str], list[str]] = {}
    for record in records:
        for token in record.tokens:
            by_token.setdefault(token, []).append(record.key)
    for what in STRENGTH:
        for (kind, _text), keys in sorted(by_token.items()):
            if kind == what:
                yield from combinations(keys, 2)


def secret_of(secret: bytes) -> bytes:
    """The secret itself; Usage for one that could be guessed."""
    if len(secret) < LEAST_BYTES:
        raise Usage(
            "Keys are made under a secret of at least 32 bytes.",
            mend="Make one with “openssl rand -hex 32”, and keep it where the linker is not.",
        )
    return secret


def _values(person: Prepared) -> Iterator[tuple[str, str]]:
    if person.nhs and person.checked:
        yield NUMBER, person.nhs
    yield from (("UPN", upn) for upn in person.upns)
    if person.born is None or person.given is None:
        return
    day, month = person.born.isoformat(), f"{person.born:%Y-%m}"
    first, last = person.given_keys, person.surname_keys
    yield from _of(STRENGTH[2], first, last, [day], person.postcodes)
    if not person.partial:
        yield from _of(STRENGTH[3], first, last, [day])
        yield from _of(STRENGTH[4], person.twos, [day])
        yield from _of(STRENGTH[5], first, [day], person.postcodes)
    yield from _of(STRENGTH[6], person.twos, [person.turned or ""], person.sectors)
    yield from _of(STRENGTH[7], person.twos, [month], person.postcodes)


def _of(what: str, *lists: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((what, _APART.join(values)) for values in product(*lists))


def _token(what: str, value: str, secret: bytes) -> str:
    return hmac.digest(secret, f"{what}{_APART}{value}".encode(), "sha256").hex()
