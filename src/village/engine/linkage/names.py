"""Brings names into a form in which they can be compared: letters, parts and keys."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from village.engine.linkage.spellings import FAMILIES

PLACEHOLDERS: Final = frozenset(
    {"unborn", "baby", "infant", "unknown", "notknown", "twin", "boy", "girl", "child", "unnamed"}
)
"""Words that stand where a name is not known yet."""

_APART: Final = str.maketrans(
    {"ł": "l", "ı": "i", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_PARTICLES: Final = "al|el|abdul|abd|abu|ben|bin|bint|de|da|di|du|la|le|mac|mc|o|st|ud|ur|van|von"
_JOINED: Final = re.compile(rf"\b({_PARTICLES}) (?=[a-z])")
_FOLDS: Final = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("ph", "f"), ("ck|q", "k"), ("kh|gh(?=[aeiou])", "k"), ("dh", "d"), ("th$", "t"),
        ("x", "ks"), ("ou|oo", "u"), ("ai|ay|ei|ey", "e"), ("ee|ie|ea|y", "i"), ("aa", "a"),
        ("(?<=.)h$", ""),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_SKELETON: Final = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("^(a|e|i|o|u)+", "a"), ("(?<=.)[aeiouhw]", ""), ("[cgkqj]", "k"), ("[sz]", "s"),
        ("[pbv]|f", "b"), ("[td]", "t"), ("[mn]", "m"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Small plain letters and single spaces; accents, signs and case are gone."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_APART))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    plain = re.sub(r"['’`´.]", "", plain)
    return " ".join(re.sub(r"[^a-z]+", " ", plain).split())


@lru_cache(maxsize=200_000)
def parts(text: str) -> tuple[str, ...]:
    """The parts of a name: a particle belongs to the part after it; placeholders are no names."""
    words = _JOINED.sub(r"\1", folded(text)).split()
    return tuple(word for word in words if word not in PLACEHOLDERS)


@lru_cache(maxsize=200_000)
def keys(part: str) -> frozenset[str]:
    """What two spellings of one name share: a family, or the sound, also without al- before it."""
    found = FAMILIES.get(part, frozenset()) | {sounding(part)}
    return found | {sounding(part[2:])} if part[:2] in {"al", "el"} and len(part) > 5 else found


@lru_cache(maxsize=200_000)
def sounding(part: str) -> str:
    """A part in one spelling of each sound: light enough that different names stay apart."""
    for pattern, to in _FOLDS:
        part = pattern.sub(to, part)
    return part


@lru_cache(maxsize=200_000)
def skeleton(part: str) -> str:
    """The consonants by kind: only to bring records together, never to say that they agree."""
    sound = sounding(part)
    for pattern, to in _SKELETON:
        sound = pattern.sub(to, sound)
    return sound
