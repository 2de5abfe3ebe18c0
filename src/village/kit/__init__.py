"""Reads a kit, a folder of YAML and CSV, checks it, and furnishes the house with it."""

from village.kit.fingerprints import Changes, compare, fingerprint, refuse_changed
from village.kit.furnishing import connect, furnish
from village.kit.reading import Kit, check, load
from village.kit.rulebook import House, rulebook, specs
from village.kit.section import Entry
from village.kit.telling import report

__all__ = [
    "Changes",
    "Entry",
    "House",
    "Kit",
    "check",
    "compare",
    "connect",
    "fingerprint",
    "furnish",
    "load",
    "refuse_changed",
    "report",
    "rulebook",
    "specs",
]
