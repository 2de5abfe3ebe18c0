"""Which roles there are, what each may see, who may give one, and when one lapses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class BodyKind(StrEnum):
    STATUTORY_PARTNER = "statutory partner"
    RELEVANT_AGENCY = "relevant agency"
    SCHOOL = "school"
    PROVIDER = "provider"
    VOLUNTARY = "voluntary"

    @property
    def plural(self) -> str:
        """As the heading over bodies of this kind."""
        return _PLURALS[self]


_PLURALS: Mapping[BodyKind, str] = {
    BodyKind.STATUTORY_PARTNER: "Statutory partners",
    BodyKind.RELEVANT_AGENCY: "Relevant agencies",
    BodyKind.SCHOOL: "Schools and colleges",
    BodyKind.PROVIDER: "Providers",
    BodyKind.VOLUNTARY: "Voluntary organisations",
}


class Seat(StrEnum):
    """The three seats of the statutory partners (Children Act 2004, section 16E)."""

    COUNCIL = "council"
    NHS = "NHS"
    POLICE = "police"


class RoleKind(StrEnum):
    LEAD_PARTNER = "lead safeguarding partner"
    DELEGATED_PARTNER = "delegated safeguarding partner"
    CHAIR = "partnership chair"
    BUSINESS_MANAGER = "business manager"
    QA_MANAGER = "QA manager"
    TRAINING_MANAGER = "training manager"
    ADMINISTRATOR = "administrator"
    SUBGROUP_CHAIR = "subgroup chair"
    AGENCY_LEAD = "agency lead"
    DATA_LEAD = "agency data lead"
    LINKER = "linker"
    PANEL_COORDINATOR = "panel coordinator"
    PANEL_MEMBER = "panel member"
    SCHOOL_LEAD = "school safeguarding lead"
    AUDITOR = "auditor"
    LEAD_REVIEWER = "lead reviewer"
    TRAINER = "trainer"
    SCRUTINEER = "scrutineer"
    IG_OFFICER = "information governance officer"
    PRACTITIONER = "practitioner"
    PUBLIC = "public"


_PARTNERS = frozenset({BodyKind.STATUTORY_PARTNER})
_SCHOOLS = frozenset({BodyKind.SCHOOL})
_ANY_BODY = frozenset(BodyKind)


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """What comes with a role.

    bodies: the kinds of body that it must be held at; empty where it is held at none.
    scopes: what the holder may see, `{body}` standing for the body's ref.
    """

    bodies: frozenset[BodyKind] = frozenset()
    scopes: tuple[str, ...] = ()


# Administrators, panel and review roles see no records by role: sight comes with the case, later.
ROLES: dict[RoleKind, RoleSpec] = {
    RoleKind.LEAD_PARTNER: RoleSpec(_PARTNERS, ("figures",)),
    RoleKind.DELEGATED_PARTNER: RoleSpec(_PARTNERS, ("figures",)),
    RoleKind.CHAIR: RoleSpec(scopes=("figures",)),
    RoleKind.BUSINESS_MANAGER: RoleSpec(scopes=("figures",)),
    RoleKind.QA_MANAGER: RoleSpec(scopes=("figures",)),
    RoleKind.TRAINING_MANAGER: RoleSpec(),
    RoleKind.ADMINISTRATOR: RoleSpec(),
    RoleKind.SUBGROUP_CHAIR: RoleSpec(scopes=("figures",)),
    RoleKind.AGENCY_LEAD: RoleSpec(_ANY_BODY, ("figures",)),
    RoleKind.DATA_LEAD: RoleSpec(_ANY_BODY, ("returns:{body}", "identities:{body}", "figures")),
    RoleKind.LINKER: RoleSpec(scopes=("links",)),
    RoleKind.PANEL_COORDINATOR: RoleSpec(),
    RoleKind.PANEL_MEMBER: RoleSpec(_ANY_BODY),
    RoleKind.SCHOOL_LEAD: RoleSpec(_SCHOOLS),
    RoleKind.AUDITOR: RoleSpec(),
    RoleKind.LEAD_REVIEWER: RoleSpec(),
    RoleKind.TRAINER: RoleSpec(),
    RoleKind.SCRUTINEER: RoleSpec(scopes=("figures",)),
    RoleKind.IG_OFFICER: RoleSpec(scopes=("trail",)),
    RoleKind.PRACTITIONER: RoleSpec(_ANY_BODY),
    RoleKind.PUBLIC: RoleSpec(),
}

LONGEST_DELEGATION = timedelta(days=184)
REMINDED_BEFORE = timedelta(days=28)
INVITED_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=1)


def scopes_of(kind: RoleKind, *, bodies: Iterable[str]) -> tuple[str, ...]:
    """Spell out what a role sees.

    bodies: refs of the body that it is held at and of those that became it; may be empty.
    """
    refs = tuple(bodies)
    spelled = (
        scope.format(body=ref)
        for scope in ROLES[kind].scopes
        for ref in (refs if "{body}" in scope else ("",))
    )
    return tuple(dict.fromkeys(spelled))


# Who may see the stronger scope could read the weaker one from it: a bar takes both.
STRONGER = {"returns": ("returns", "identities")}

SIGHT = {
    "figures": "the partnership’s internal figures",
    "returns": "the returns of {body}",
    "identities": "who is who in the returns of {body}",
    "trail": "the trail",
    "links": "pairs of records that may be of one child",
}


def barred_with(scope: str, *, kin: Iterable[str]) -> tuple[str, ...]:
    """Spell out what a bar from a scope takes away.

    kin: refs of the bodies that the scope's own body came from or became; may be empty.
    """
    kind, _, ref = scope.partition(":")
    if not ref:
        return (scope,)
    kinds = STRONGER.get(kind, (kind,))
    return tuple(dict.fromkeys(f"{k}:{r}" for r in (ref, *kin) for k in kinds))


def sight_in_words(scope: str, *, body: str = "a body") -> str:
    """A scope as people say it. body: the name of the body that it names."""
    kind = scope.partition(":")[0]
    return SIGHT.get(kind, kind).format(body=body)


def fits(kind: RoleKind, body: BodyKind | None) -> bool:
    """Say whether a role can be held there. body: None where it is held at no body."""
    allowed = ROLES[kind].bodies
    return body is None if not allowed else body in allowed


def sees_records(kind: RoleKind) -> bool:
    """Say whether a role sees rows of one body's returns: only that body gives such a role."""
    return any("{body}" in scope for scope in ROLES[kind].scopes)


def needs_second_step(kinds: Iterable[RoleKind]) -> bool:
    """Say whether sign-in must ask for a one-time code: whenever more than the public is seen."""
    return any(kind != RoleKind.PUBLIC for kind in kinds)


def confirmed_until(day: date) -> date:
    """Give the first day without a role confirmed on this day: a quarter of a year later.

    Where that month is too short for the day, the first of the next one: 30 November leads to
    1 March.
    """
    month = day.year * 12 + day.month - 1 + 3
    year, month = divmod(month, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 2, 1)


def in_force(day: date, *, starts_on: date, ends_on: date | None, confirmed_until: date) -> bool:
    """Say whether a role gives anything that day; both ends are the first day without it."""
    return starts_on <= day < min(ends_on or confirmed_until, confirmed_until)


def needs_reminding(day: date, *, ends_on: date | None, confirmed_until: date) -> bool:
    """Say whether a running role lapses soon for want of a word from the body's contact."""
    if ends_on is not None and ends_on <= confirmed_until:
        return False
    return day < confirmed_until <= day + REMINDED_BEFORE


@dataclass(frozen=True, slots=True)
class BrakeSpec:
    """free: failures that cost nothing. first: how long the next one locks, then twice as long."""

    free: int
    first: timedelta
    longest: timedelta
    forgotten_after: timedelta = timedelta(days=1)


# An address may be the one door of a whole council, so it is given more tries than an account.
ACCOUNT_BRAKE = BrakeSpec(4, timedelta(minutes=15), timedelta(hours=4))
ADDRESS_BRAKE = BrakeSpec(29, timedelta(minutes=15), timedelta(hours=4))
LETTER_BRAKE = BrakeSpec(2, timedelta(minutes=15), timedelta(hours=4))


def locked_for(failures: int, spec: BrakeSpec) -> timedelta:
    """Give how long the latest of so many failures in a row locks."""
    beyond = failures - spec.free
    if beyond <= 0:
        return timedelta(0)
    # Past 2**10 the longest lock has long been reached, and the power would only grow.
    doubled: int = 2 ** min(beyond - 1, 10)
    return min(spec.first * doubled, spec.longest)


class KeyScope(StrEnum):
    """What an agency's key is for."""

    SEND = "send returns"
    READ = "read figures"


# The first scope of each is what a key is worth nothing without.
OPENED_BY_KEY: Mapping[KeyScope, tuple[str, ...]] = {
    KeyScope.SEND: ("returns:{body}", "identities:{body}"),
    KeyScope.READ: ("figures",),
}


def opened_by_key(purposes: Iterable[KeyScope], *, body: str) -> frozenset[str]:
    """What a key may open where its maker sees it too. body: the ref of the key's body."""
    return frozenset(s.format(body=body) for p in purposes for s in OPENED_BY_KEY[p])


def asked_by_key(purposes: Iterable[KeyScope], *, body: str) -> frozenset[str]:
    """What the maker of a key must see as long as it works."""
    return frozenset(OPENED_BY_KEY[purpose][0].format(body=body) for purpose in purposes)


def last_expiry(day: date) -> date:
    """Give the latest first day without a key that is made on this day: a year later."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


CALLS_A_MINUTE = 60
"""How often one key may call: enough to poll every second, too little to wear the house out."""


IDLE_FOR = timedelta(minutes=30)
WARNED_BEFORE = timedelta(minutes=5)
SITTING_FOR = timedelta(hours=12)


def sitting_is_over(now: datetime, *, began_at: datetime, seen_at: datetime) -> bool:
    """Say whether a sitting has ended: half an hour idle, or half a day in all."""
    return now - seen_at >= IDLE_FOR or now - began_at >= SITTING_FOR


def may_give(kind: RoleKind, *, manages: bool, speaks: bool) -> bool:
    """Say whether somebody may give or end a role of this kind.

    manages: the giver is a business manager. speaks: the giver is the contact of the role's body.
    """
    if sees_records(kind):
        return speaks
    return manages or (speaks and bool(ROLES[kind].bodies))


# The first one that is there: most browsers also name those that they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome or Chromium"),
    ("Chrome/", "Chrome or Chromium"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
ANOTHER_BROWSER = "another browser"


def browser_in_words(agent: str) -> str:
    """Name a browser and its system from what it says of itself; words stay as they are."""
    browser = next((name for mark, name in BROWSERS if mark in agent), ANOTHER_BROWSER)
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if "/" not in agent and agent:
        return agent
    return f"{browser} on {system}" if system else browser
