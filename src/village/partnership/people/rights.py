"""What one person may do and see at one moment: read once a request, never kept in the session."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from village.kernel.clock import clock_of
from village.partnership.people.models import (
    AgencyKey,
    BarredScope,
    Body,
    Delegation,
    Grant,
    Person,
    Role,
)
from village.partnership.people.rules import (
    RoleKind,
    asked_by_key,
    needs_second_step,
    opened_by_key,
)
from village.partnership.people.rules import in_force as runs


@dataclass(frozen=True, slots=True)
class Held:
    """A role in force, own or stood in for."""

    kind: RoleKind
    body: str | None
    body_name: str
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """What is in force for one person, or for the public.

    person: None for the public. granted: the scopes in force, barred ones already left out.
    owes_second_step: nothing is in force until the one-time code has been given. key: by which
    a body's own system asks; person is then who answers for it.
    """

    person: Person | None
    at: datetime
    roles: tuple[Held, ...] = ()
    granted: frozenset[str] = field(default_factory=frozenset)
    speaks_for: frozenset[str] = field(default_factory=frozenset)
    owes_second_step: bool = False
    key: AgencyKey | None = None

    @property
    def ref(self) -> str:
        """Who acts: the key where one is used, else the person; "" for the public."""
        actor = self.key or self.person
        return actor.ref if actor else ""

    @property
    def person_pk(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def works_here(self) -> bool:
        """Whether any role but the public's is held, or a body spoken for."""
        return needs_second_step(held.kind for held in self.roles) or bool(self.speaks_for)

    @property
    def manages(self) -> bool:
        return self.holds(RoleKind.BUSINESS_MANAGER)

    @property
    def guards(self) -> bool:
        """Whether they may read the trail, and so look after who sees what."""
        return self.sees("trail")

    @property
    def counts_the_invited(self) -> bool:
        return self.holds(RoleKind.BUSINESS_MANAGER, RoleKind.ADMINISTRATOR)

    @property
    def sends_for(self) -> frozenset[str]:
        """Refs of the bodies whose data lead they are."""
        led = (held.body for held in self.roles if held.kind == RoleKind.DATA_LEAD)
        return frozenset(filter(None, led))

    @property
    def day(self) -> date:
        return localdate(self.at)

    def holds(self, *kinds: str, body: Body | str | None = None) -> bool:
        """Say whether one of these roles is held, at this body (or its ref) where one is given."""
        ref = body if isinstance(body, str) or body is None else body.ref
        return any(held.kind in kinds and (ref is None or held.body == ref) for held in self.roles)

    def sees(self, scope: str) -> bool:
        return scope in self.granted

    def sees_any(self, kind: str) -> bool:
        """Say whether a scope of this kind is in force, whichever body it names."""
        return any(scope.partition(":")[0] == kind for scope in self.granted)

    def speaks(self, body: Body | str) -> bool:
        """Say whether the person is that body's contact."""
        return (body if isinstance(body, str) else body.ref) in self.speaks_for

    def scopes(self, kind: str) -> QuerySet[Grant, str]:
        """Give the scope strings in force, for an `IN (select ...)` on the records' own scope."""
        person = None if self.owes_second_step else self.person
        grants = in_force(person, at=self.at, kind=kind)
        if self.key is not None:
            grants = grants.filter(scope__in=self.granted)
        return grants.values_list("scope", flat=True)

    @property
    def needs_second_step(self) -> bool:
        return self.works_here or bool(self.granted)


def moment() -> datetime:
    """The moment in which the house lives: now, or this time of day on the demo's standing date."""
    return clock_of(settings.VILLAGE_AS_AT).now()


def nobody(*, at: datetime) -> Rights:
    return Rights(person=None, at=at)


def in_force(person: Person | None, *, at: datetime, kind: str | None = None) -> QuerySet[Grant]:
    """Grants of a person that hold on that day and that no bar takes away."""
    if person is None or not person.is_active:
        return Grant.objects.system("the public is granted nothing").none()
    day = localdate(at)
    grants = Grant.objects.system("rights are read from the grants").filter(
        ~taken_away(day), person=person, from_on__lte=day, until_on__gt=day
    )
    return (
        grants if kind is None else grants.filter(Q(scope=kind) | Q(scope__startswith=f"{kind}:"))
    )


def taken_away(day: date) -> Exists:
    """The condition on Grant that a bar on its person takes it away that day."""
    barred = BarredScope.objects.system("a bar takes a grant away").filter(
        Q(bar__until_on__isnull=True) | Q(bar__until_on__gt=day),
        bar__person=OuterRef("person"),
        bar__from_on__lte=day,
        scope=OuterRef("scope"),
    )
    return Exists(barred)


def running(day: date) -> Q:
    """The condition on Role for being in force that day."""
    return Q(starts_on__lte=day, confirmed_until__gt=day) & (
        Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    )


def held(person: Person, *, at: datetime) -> tuple[Held, ...]:
    """The roles that a person holds or stands in for at that moment."""
    day = localdate(at)
    own = Role.objects.system("rights are read from the roles").filter(running(day), person=person)
    lent = Delegation.objects.system("rights are read from the delegations").filter(
        person=person, from_on__lte=day, until_on__gt=day
    )
    lent_roles = Role.objects.system("rights are read from the delegations").filter(
        running(day), pk__in=lent.values("role")
    )
    rows = (own | lent_roles).select_related("body").order_by("starts_on", "pk")
    return tuple(as_held(role, person=person) for role in rows)


def as_held(role: Role, *, person: Person) -> Held:
    body = role.body
    return Held(
        kind=RoleKind(role.kind),
        body=body.ref if body else None,
        body_name=body.name if body else "",
        delegated=role.person_id != person.pk,
    )


def read(person: Person, *, at: datetime) -> Rights:
    """Read a person's roles, stand-ins and scopes as they are at that moment: three queries."""
    if not person.is_active:
        return Rights(person=person, at=at)
    spoken_for = Body.objects.system("rights are read from the bodies").filter(contact=person)
    return Rights(
        person=person,
        at=at,
        roles=held(person, at=at),
        granted=frozenset(in_force(person, at=at).values_list("scope", flat=True)),
        speaks_for=frozenset(spoken_for.values_list("ref", flat=True)),
    )


def by_key(key: AgencyKey, *, at: datetime) -> Rights | None:
    """What a key opens: what its maker may see that day, and of that what it was made for.

    None where it works no more: it was ended or has expired, its body is gone, the role by which
    it was made runs no longer, or its maker may no longer see what it is for. Give it with its
    body, its role and its maker. Cost: three queries.
    """
    day, body, role = localdate(at), key.body, key.role
    has_run_out = body.ends_on is not None and body.ends_on <= day
    is_led = runs(
        day,
        starts_on=role.starts_on,
        ends_on=role.ends_on,
        confirmed_until=role.confirmed_until,
    )
    if key.is_over(day) or has_run_out or not is_led:
        return None
    maker = read(key.made_by, at=at)
    if not asked_by_key(key.purposes, body=body.ref) <= maker.granted:
        return None
    led = tuple(h for h in maker.roles if h.kind == RoleKind.DATA_LEAD and h.body == body.ref)
    opened = opened_by_key(key.purposes, body=body.ref)
    return Rights(
        person=key.made_by,
        at=at,
        roles=led if key.may_send else (),
        granted=maker.granted & opened,
        key=key,
    )
