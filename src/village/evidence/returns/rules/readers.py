"""Who reads how every agency's returns stand, and who reads of their own body alone."""

from village.partnership.people.rules import RoleKind

EXECUTIVE = (
    RoleKind.LEAD_PARTNER,
    RoleKind.DELEGATED_PARTNER,
    RoleKind.CHAIR,
    RoleKind.BUSINESS_MANAGER,
    RoleKind.QA_MANAGER,
    RoleKind.SUBGROUP_CHAIR,
    RoleKind.SCRUTINEER,
)
"""Who answers for the whole, or tests it: they see every agency's line, and open no return."""
OWN_BODY = RoleKind.AGENCY_LEAD
"""Who sees how the returns of the body stand at which they hold the role."""
