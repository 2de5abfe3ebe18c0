"""What is looked for, a module a kind: each gives findings of a document that was read."""

from village.figures.check.kinds import one_value, parts, percentages, period_length
from village.figures.check.read import Kind

KINDS: tuple[Kind, ...] = (
    parts.found,
    percentages.found,
    one_value.found,
    period_length.found,
)
