"""The links of a version: who is whose child, the statement, the model, and the linker's queue."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from village.engine.linkage.decisions import Decision
from village.engine.linkage.linked import Linked, ToReview, link
from village.engine.linkage.match_keys import KeyedRecord, link_keyed
from village.engine.linkage.model import Model, of_settings
from village.engine.linkage.opening import child_tokens
from village.engine.linkage.queue import seal_queue
from village.engine.linkage.records import PersonRecord
from village.engine.linkage.statement import statement
from village.engine.specs import tables_marks as marks
from village.engine.store.versions import MODEL, STATEMENT
from village.kernel.codes import NOT_KNOWN
from village.kernel.seal import Keyring

CHILDREN: Final = "children.parquet"
QUEUE: Final = "queue.sealed"
AGENCIES: Final = 2
"""From so many on there is something to link."""

AGAIN_FROM: Final = 2
"""A model is learnt anew where there are so many times the records that it was learnt from."""

_TEXT: Final = pa.string()
_SCHEMA: Final = pa.schema([(name, _TEXT) for name in ("child_key", "child", "deprivation")])

Plain = Mapping[str, Any]  # Any: JSON


class Link(NamedTuple):
    """child_key: an agency's child. child: the whole's, a token of this version alone."""

    child_key: str
    child: str
    deprivation: str


@dataclass(frozen=True, slots=True)
class Links:
    """What a version keeps of its linkage. rows, queue: while it is current; the rest for ever."""

    rows: tuple[Link, ...]
    statement: Plain
    model: Plain
    queue: tuple[ToReview, ...] = ()

    @property
    def for_ever(self) -> Mapping[str, Plain]:
        """Statement and model by their files' names."""
        return {STATEMENT: self.statement, MODEL: self.model}


def links_of(
    records: Sequence[PersonRecord],
    *,
    deprivation: Mapping[str, str],
    keyed: Sequence[KeyedRecord] = (),
    decisions: Iterable[Decision] = (),
    kept: Plain | None = None,
) -> Links:
    """Link the records of several agencies for one version.

    deprivation: the group by postcode (N1 2UD) or by how a postcode begins (N1 2, N1). keyed: the
    match keys of those who came with them, alone or beside their identifiers. kept: the model of
    an earlier version, used again unless agencies or many records are new to it.
    """
    decided = list(decisions)
    model = of_settings(kept["settings"]) if kept and _still_fits(kept, records) else None
    linked = link(records, model=model, decisions=decided)
    learnt = kept if kept and model else _learnt(linked.model, records)
    if keyed:
        linked = replace(linked, children=link_keyed(keyed, known=linked.children))
    said = statement(linked, records, decisions=decided, keyed=keyed)
    return Links(tuple(_rows(linked, records, deprivation)), said, learnt, linked.queue)


def write_links(links: Links, folder: Path, *, version: str, keyring: Keyring | None) -> None:
    """Write rows and sealed queue into a folder that nobody reads yet."""
    folder.mkdir(mode=0o700)
    rows = [row._asdict() for row in links.rows]
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), folder / CHILDREN)
    if keyring is not None:
        seal_queue(folder / QUEUE, links.queue, version=version, keyring=keyring)


def _learnt(model: Model, records: Iterable[PersonRecord]) -> Plain:
    agencies = Counter(record.agency for record in records)
    return {"version": model.version, "learnt_from": dict(agencies), "settings": model.settings}


def _still_fits(kept: Plain, records: Iterable[PersonRecord]) -> bool:
    """Whether it knew all these agencies, and not far fewer records than there are now."""
    now, then = Counter(record.agency for record in records), kept["learnt_from"]
    enough = now.total() < AGAIN_FROM * sum(map(int, then.values()))
    return enough and all(agency in then for agency in now)


def _rows(
    linked: Linked, records: Iterable[PersonRecord], deprivation: Mapping[str, str]
) -> Iterator[Link]:
    """Sorted by the agencies' keys, so that the order of rows tells nothing of who is together."""
    record_of = {record.key: record for record in records}
    group_of = {
        keys[0]: _group((record_of[key] for key in keys if key in record_of), deprivation)
        for keys in linked.children
    }
    first_of = {key: keys[0] for keys in linked.children for key in keys}
    tokens = child_tokens(linked, secret=secrets.token_bytes(32))
    return (Link(key, tokens[key], group_of[first_of[key]]) for key in sorted(first_of))


def _group(records: Iterable[PersonRecord], deprivation: Mapping[str, str]) -> str:
    """By the postcode that most of a child's records have last; of several, one that is known."""
    newest = (marks.postcode(one.postcodes[-1]) for one in records if one.postcodes)
    votes = Counter(code for code in newest if code)
    groups = {code: deprived(code, deprivation) for code in votes}
    order = sorted(votes, key=lambda code: (-votes[code], groups[code] == NOT_KNOWN, code))
    return groups[order[0]] if order else NOT_KNOWN


def deprived(postcode: str, groups: Mapping[str, str]) -> str:
    """The group of the longest known beginning of a postcode, which holds its first half (N1)."""
    for end in range(len(postcode), postcode.index(" ") - 1, -1):
        if found := groups.get(postcode[:end].rstrip()):
            return found
    return NOT_KNOWN
