"""What linkage gives a definition: its tables, its splits, and why some cannot be made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from village.engine.measures.definition import Definition
from village.engine.measures.linked import Tables, of_children
from village.engine.specs.groups import DEPRIVATION, DISABILITY, OF_EVERY_EVENT
from village.figures.linkage_words import agency_words

NOT_LINKED = (
    "The children of different agencies are not linked in this version, so nobody can tell who is "
    "the same child."
)


@dataclass(frozen=True, slots=True)
class Links:
    """Who is the same child. children, statement: None where nobody was linked.

    senders: the agency whose children a table's are, named as in the statement.
    """

    children: ir.Table | None
    statement: Mapping[str, Any] | None  # Any: the statement's plain values
    senders: Mapping[str, str]


def why_not(definition: Definition, links: Links) -> str:
    """Why a definition that looks into other agencies' tables cannot be counted; "" if it can."""
    if not definition.looks_elsewhere:
        return ""
    if links.children is None:
        return NOT_LINKED
    unknown = dict.fromkeys(
        agency_words(links.senders[table])
        for table in definition.tables
        if not _is_linked(table, links)
    )
    if not unknown:
        return ""
    return f"No list of names came from {' and '.join(unknown)}, so their children are not linked."


def _is_linked(table: str, links: Links) -> bool:
    """Whether the children of a table were among those linked; where nobody says, they were."""
    sources = (links.statement or {}).get("sources")
    return sources is None or links.senders.get(table, "") in {"", *sources}


def tables_for(definition: Definition, tables: Tables, links: Links) -> Tables:
    """The tables to count in: of the whole's children where a definition needs that."""
    if links.children is None or not definition.needs_links:
        return tables
    own = {one.table for one in definition.counted} if DISABILITY in definition.breakdowns else ()
    return of_children(tables, links.children, wanted=definition.tables, split=own)


def splits_of(definition: Definition, tables: Tables) -> tuple[str, ...]:
    """By what its rows can be counted in groups; tables: as `tables_for` gives them."""
    wanted = (name for name in (DISABILITY, DEPRIVATION) if name in definition.breakdowns)
    told = tables[definition.counted[-1].table].columns
    return (*OF_EVERY_EVENT, *(name for name in wanted if name in told))


def unsplit(definition: Definition, tables: Tables) -> Iterator[str]:
    """Why a split that the definition wants is not made."""
    for name in definition.breakdowns:
        if name not in splits_of(definition, tables):
            yield f"There is no split by {name}. {NOT_LINKED}"
