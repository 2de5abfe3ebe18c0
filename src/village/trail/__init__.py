"""Who did, read, exported or was refused what: one chain of events that nobody can mend."""

from village.trail import guards
from village.trail.verbs import (
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
    "EmptyVerb",
    "System",
    "Unrecorded",
    "Verb",
    "guards",
    "read",
    "refused",
    "refused_to_nobody",
    "verb",
]
