"""What is looked for, a module a kind: each gives findings of a document that was read."""

from village.figures.check.kinds import (
    changes,
    extremes,
    one_value,
    parts,
    per_head,
    percentages,
    period_length,
    without_n,
    wording,
)
from village.figures.check.read import Kind

KINDS: tuple[Kind, ...] = (
    parts.found,
    percentages.found,
    one_value.found,
    period_length.found,
    changes.found,
    extremes.found,
    per_head.found,
    wording.found,
    without_n.found,
)
