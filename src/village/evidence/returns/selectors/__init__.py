"""What pages ask of returns; every answer starts from what the reader may see."""

from village.evidence.returns.selectors.counting import (
    Part,
    any_gone,
    by_ref,
    counted,
    dead,
    made_of,
    stuck,
)
from village.evidence.returns.selectors.editions import (
    Kind,
    edition,
    editions,
    issues_label,
    issues_table,
    kind,
    kinds,
    must_send,
    page_number,
    progress,
    said_last,
    trouble,
    why_not,
)
from village.evidence.returns.selectors.owed import Line, calendar, may_send, returns

__all__ = [
    "Kind",
    "Line",
    "Part",
    "any_gone",
    "by_ref",
    "calendar",
    "counted",
    "dead",
    "edition",
    "editions",
    "issues_label",
    "issues_table",
    "kind",
    "kinds",
    "made_of",
    "may_send",
    "must_send",
    "page_number",
    "progress",
    "returns",
    "said_last",
    "stuck",
    "trouble",
    "why_not",
]
