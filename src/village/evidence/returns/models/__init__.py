"""What is kept of returns, a module for each kind of record."""

from village.evidence.returns.models.agreements import (
    Agreement,
    AgreementQuerySet,
    Covered,
    Party,
)
from village.evidence.returns.models.editions import (
    Edition,
    EditionQuerySet,
    Return,
    RuleEdition,
    Withdrawal,
)
from village.evidence.returns.models.reminders import Reminder
from village.evidence.returns.models.sendings import Sending

__all__ = [
    "Agreement",
    "AgreementQuerySet",
    "Covered",
    "Edition",
    "EditionQuerySet",
    "Party",
    "Reminder",
    "Return",
    "RuleEdition",
    "Sending",
    "Withdrawal",
]
