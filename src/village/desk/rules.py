"""What each role can do here as the house stands, in the words of Today's page."""

from collections.abc import Iterable, Mapping

from village.partnership.people.rules import RoleKind

READS_FIGURES = (
    "You read the partnership’s figures with their definitions and limits, "
    "and see which agency owes what and what is late."
)
LETS_OUT = (
    "You read the partnership’s figures with their definitions and limits, see which agency owes "
    "what and what is late, and let tables out for partners and the public."
)
LEADS_AN_AGENCY = (
    "You read the partnership’s figures with their definitions and limits, see what your agency "
    "owes and what is late, and sign its sharing agreements."
)
NO_CASES = (
    "Panels and cases are not part of Village yet, so nothing waits for you. "
    "You see who works here and which bodies there are."
)
NO_AUDITS = (
    "Audits are not part of Village yet, so nothing waits for you. "
    "You see who works here and which bodies there are."
)
NO_TRAINING = (
    "Courses are not part of Village yet, so nothing waits for you. "
    "You see who works here and which bodies there are."
)

CAN_DO: Mapping[RoleKind, str] = {
    RoleKind.LEAD_PARTNER: READS_FIGURES,
    RoleKind.DELEGATED_PARTNER: READS_FIGURES,
    RoleKind.CHAIR: READS_FIGURES,
    RoleKind.BUSINESS_MANAGER: (
        "You note bodies’ contacts and people, give roles, invite people to sign in, help with "
        "lost one-time codes, and see who owes which return. You read the partnership’s figures."
    ),
    RoleKind.QA_MANAGER: LETS_OUT,
    RoleKind.TRAINING_MANAGER: NO_TRAINING,
    RoleKind.ADMINISTRATOR: (
        "You look after letters that bounced, and see who cannot sign in yet. "
        "You see no figures and no records."
    ),
    RoleKind.SUBGROUP_CHAIR: READS_FIGURES,
    RoleKind.AGENCY_LEAD: LEADS_AN_AGENCY,
    RoleKind.DATA_LEAD: (
        "You send your body’s returns, read what the checks found, and say whether a return "
        "is taken in. You read the partnership’s figures."
    ),
    RoleKind.LINKER: (
        "You look at pairs of records and say whether they are of one child. You see names, "
        "birthdays, addresses and numbers, and nothing that happened to a child."
    ),
    RoleKind.PANEL_COORDINATOR: NO_CASES,
    RoleKind.PANEL_MEMBER: NO_CASES,
    RoleKind.SCHOOL_LEAD: (
        "What schools are asked is not part of Village yet, so nothing waits for you. "
        "You see who works here and which bodies there are."
    ),
    RoleKind.AUDITOR: NO_AUDITS,
    RoleKind.LEAD_REVIEWER: (
        "Reviews are not part of Village yet, so nothing waits for you. "
        "You see who works here and which bodies there are."
    ),
    RoleKind.TRAINER: NO_TRAINING,
    RoleKind.SCRUTINEER: READS_FIGURES,
    RoleKind.IG_OFFICER: (
        "You read the trail: who did, saw or was refused what. You bar people from records that "
        "they must not see, and lift bars."
    ),
    RoleKind.PRACTITIONER: (
        "Pathways and referrals are not part of Village yet, so nothing waits for you. "
        "You see who works here and which bodies there are."
    ),
    RoleKind.PUBLIC: (
        "You see which bodies the partnership has. Nothing else is public yet: figures stay "
        "internal until the partnership publishes them."
    ),
}
SPEAKS = (
    "You speak for a body: you give its roles, confirm each of them every quarter, "
    "and alone say who sees what it sends."
)
NO_ROLE = (
    "You hold no role yet, so there is little to see. Whoever speaks for your agency, "
    "or a business manager, can give you one."
)


def can_do(kinds: Iterable[RoleKind], *, speaks: bool) -> list[tuple[str, str]]:
    """What somebody can do, by role; roles that can do the same stand together."""
    together: dict[str, list[str]] = {}
    for kind in dict.fromkeys(kinds):
        together.setdefault(CAN_DO[kind], []).append(kind.value)
    told = [(" and ".join(names), words) for words, names in together.items()]
    if speaks:
        told.append(("contact", SPEAKS))
    return told or [("no role", NO_ROLE)]
