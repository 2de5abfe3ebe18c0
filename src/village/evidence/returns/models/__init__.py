"""What is kept of returns, a module for each kind of record."""

from village.evidence.returns.models.editions import (
    Edition,
    EditionQuerySet,
    Return,
    RuleEdition,
    Withdrawal,
)

__all__ = ["Edition", "EditionQuerySet", "Return", "RuleEdition", "Withdrawal"]
