"""Keeps the promise that an edition of a rule never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from village.kernel import canonical
from village.kernel.yaml import KitError
from village.kit.comparisons import PublicSeries
from village.kit.deprivation import LookUp
from village.kit.populations import LivingHere
from village.kit.reading import Kit
from village.kit.section import Entry, Kind
from village.kit.sections import SECTIONS

Edition = tuple[str, str, str]
"""Section, key and edition."""

_RULES = tuple(section.name for section in SECTIONS if section.kind is Kind.RULES)


@dataclass(frozen=True, slots=True)
class Changes:
    """What two loads of a kit's rules differ in. gone: editions that only the older one has."""

    added: frozenset[Edition]
    changed: frozenset[Edition]
    gone: frozenset[Edition]


def fingerprint(kit: Kit) -> dict[Edition, str]:
    """The SHA-256 of every edition of every rule. Comments, order of keys and lines don't count."""
    return {_edition(entry): _digest(entry) for name in _RULES for entry in kit.of(name)}


def compare(old: Mapping[Edition, str], new: Mapping[Edition, str]) -> Changes:
    """Compare two fingerprints."""
    both = old.keys() & new.keys()
    return Changes(
        added=frozenset(new.keys() - old.keys()),
        changed=frozenset(edition for edition in both if old[edition] != new[edition]),
        gone=frozenset(old.keys() - new.keys()),
    )


def refuse_changed(kit: Kit, *, known: Mapping[Edition, str]) -> list[KitError]:
    """A fault for each edition that is known with other content."""
    changed = compare(known, fingerprint(kit)).changed
    return [
        entry.node.error(
            f"“{entry.key}”, edition “{entry.edition}”, was loaded before with other content.",
            instead="Put the old content back, and write the new one as an edition of its own.",
        )
        for name in _RULES
        for entry in kit.of(name)
        if _edition(entry) in changed
    ]


def _edition(entry: Entry) -> Edition:
    return entry.section, entry.key, entry.edition


def _digest(entry: Entry) -> str:
    content = entry.content
    beside = content.sha256 if isinstance(content, LookUp | LivingHere | PublicSeries) else ""
    return sha256(canonical.dumps([dict(entry.value), beside])).hexdigest()
