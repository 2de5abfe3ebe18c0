"""People, bodies, who holds which role, and what each may see."""

from village.partnership.people.models.entry import Brake, Invitation, Kept, SignIn
from village.partnership.people.models.keys import AgencyKey, KeyUse
from village.partnership.people.models.sight import Barred, BarredScope, Grant
from village.partnership.people.models.who import (
    Body,
    Delegation,
    Person,
    Role,
    Succession,
    signing_in,
)

__all__ = [
    "AgencyKey",
    "Barred",
    "BarredScope",
    "Body",
    "Brake",
    "Delegation",
    "Grant",
    "Invitation",
    "Kept",
    "KeyUse",
    "Person",
    "Role",
    "SignIn",
    "Succession",
    "signing_in",
]
