"""Who did, read, exported or was refused what: one chain of events that nobody can mend."""

from village.trail import guards
from village.trail.chain import Broken, Head, Verified, head, verify
from village.trail.verbs import (
    REF,
    EmptyVerb,
    System,
    Unrecorded,
    Verb,
    read,
    refused,
    refused_to_nobody,
    verb,
)

__all__ = [
    "REF",
    "Broken",
    "EmptyVerb",
    "Head",
    "System",
    "Unrecorded",
    "Verb",
    "Verified",
    "guards",
    "head",
    "read",
    "refused",
    "refused_to_nobody",
    "verb",
    "verify",
]
