"""Which tables a SQL statement writes, read from its words; the unreadable counts as a write."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

UNREADABLE: Final = "(unreadable)"

_MAY_WRITE = re.compile(
    r"\b(insert|update|delete|replace|merge|truncate|copy|do|call|execute|prepare)\b", re.IGNORECASE
)
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+ | --[^\n]* | /\*.*?\*/ )
  | (?P<text>'(?:[^']|'')*' | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$ )
  | (?P<quoted>"(?:[^"]|"")*" | `[^`]*` | \[\w+\] )
  | (?P<word>\w+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# A definition is the business of migrations; a trigger's body names the verbs that it refuses.
_DEFINITIONS = frozenset({"create", "alter", "drop"})
# Their tables cannot be read from the statement.
_OPAQUE = frozenset({"do", "call", "execute", "prepare", "truncate"})
_LEADS: Final = {
    "insert": frozenset({"or", "rollback", "abort", "fail", "ignore", "replace", "into"}),
    "replace": frozenset({"into"}),
    "update": frozenset({"or", "rollback", "abort", "fail", "ignore", "replace", "only"}),
    "delete": frozenset({"from", "only"}),
    "merge": frozenset({"into", "only"}),
    "copy": frozenset(),
}
_NEEDS = {"insert": "into", "replace": "into", "delete": "from", "merge": "into"}
# `for update`, `for no key update`, `on conflict do update` and `on delete cascade` write nothing.
_NOT_AFTER = {"update": {"for", "key", "do", "on"}, "delete": {"on"}, "insert": {"as"}}


def written_tables(sql: str) -> frozenset[str]:
    """Name the tables that a statement inserts into, changes or empties, in lower case."""
    if not _MAY_WRITE.search(sql):
        return frozenset()
    # Long ones are bulk inserts with as many shapes as there are batch sizes.
    return _read(sql) if len(sql) > 8_000 else _read_and_keep(sql)


def _read(sql: str) -> frozenset[str]:
    return frozenset(table for statement in _statements(sql) for table in _tables_of(statement))


_read_and_keep = lru_cache(maxsize=2048)(_read)


def _statements(sql: str) -> list[list[str]]:
    """Words of each statement: plain ones in lower case, quoted names with a leading mark."""
    statements: list[list[str]] = [[]]
    for token in _TOKEN.finditer(sql):
        if token["word"]:
            statements[-1].append(token["word"].lower())
        elif token["quoted"]:
            statements[-1].append('"' + token["quoted"][1:-1].lower())
        elif token["sign"] == ";" and not _defines(statements[-1]):
            statements.append([])
        elif token["sign"] or token["text"]:
            statements[-1].append(token["sign"] or "'")
    return statements


def _defines(words: Sequence[str]) -> bool:
    return bool(words) and words[0] in _DEFINITIONS


def _tables_of(words: Sequence[str]) -> list[str]:
    if not words or _defines(words):
        return []
    if words[0] in _OPAQUE:
        return [UNREADABLE]
    return [
        _target(words, at) for at, word in enumerate(words) if word in _LEADS and _writes(words, at)
    ]


def _writes(words: Sequence[str], at: int) -> bool:
    """Tell a verb from a function, a column or a lock of the same name."""
    word, before = words[at], words[at - 1] if at else ""
    following = words[at + 1 : at + 4]
    if before in _NOT_AFTER.get(word, set()) or before == ".":
        return False
    return following[:1] != ["("] and _NEEDS.get(word, "") in ("", *following)


def _target(words: Sequence[str], at: int) -> str:
    leads, place = _LEADS[words[at]], at + 1
    while place < len(words) and words[place] in leads:
        place += 1
    # schema.table: the last part is the table.
    while place + 2 < len(words) and words[place + 1] == ".":
        place += 2
    name = words[place].removeprefix('"') if place < len(words) else ""
    return name if re.fullmatch(r"\w+", name) else UNREADABLE
