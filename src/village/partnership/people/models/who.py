"""People, bodies, and who holds which role."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from village.guard import Guarded, GuardedQuerySet
from village.partnership.people.models.asker import Asker
from village.partnership.people.models.fields import one_of, ref_field, words
from village.partnership.people.rules import BodyKind, RoleKind, Seat

_signing_in: ContextVar[bool] = ContextVar("signing_in", default=False)


def is_signing_in() -> bool:
    return _signing_in.get()


@contextmanager
def signing_in() -> Iterator[None]:
    """Let the sign-in library look people up; opened around its own pages and nothing else."""
    token = _signing_in.set(True)
    try:
        yield
    finally:
        _signing_in.reset(token)


class People(GuardedQuerySet["Person"]):
    """Who works in the partnership is known to all who do; others see themselves alone.

    Who gives roles also sees those that hold none yet, and so does who guards what all may see.
    """

    def visible_to(self, rights: Asker) -> Self:
        if rights.manages or rights.speaks_for or rights.guards:
            return self.all()
        own = Q(pk=rights.person_pk)
        working = Q(pk__in=Role.objects.system("who holds a role is no secret").values("person"))
        return self.filter(own | working if rights.works_here else own)


class Bodies(GuardedQuerySet["Body"]):
    """Anybody may know which bodies there are."""

    def visible_to(self, rights: Asker) -> Self:
        return self.all()


class Successions(GuardedQuerySet["Succession"]):
    """Anybody may know what became of a body."""

    def visible_to(self, rights: Asker) -> Self:
        return self.all()


class Roles(GuardedQuerySet["Role"]):
    """Who holds which role is known to all who hold one."""

    def visible_to(self, rights: Asker) -> Self:
        return self.all() if rights.works_here else self.filter(person=rights.person_pk)


class Delegations(GuardedQuerySet["Delegation"]):
    """Why somebody stands in is for the two of them, and for who may end it."""

    def visible_to(self, rights: Asker) -> Self:
        if rights.manages:
            return self.all()
        return self.filter(
            Q(person=rights.person_pk)
            | Q(role__person=rights.person_pk)
            | Q(role__body__contact=rights.person_pk, role__body__contact__isnull=False)
        )


class PersonManager(Guarded["Person"]):
    """As every manager of ours; the sign-in library, which knows no scope, is let through."""

    _queryset_class = People

    def get_queryset(self) -> GuardedQuerySet["Person"]:
        people = super().get_queryset()
        return people.system("sign-in finds a person") if is_signing_in() else people


class Person(AbstractBaseUser):
    """Somebody whom the partnership knows by name; to sign in is optional."""

    PERSONAL = ("name", "email", "password")

    ref = ref_field()
    key = models.SlugField(max_length=64, unique=True, null=True, blank=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    # The trail knows when somebody signed in; a column would be written outside it.
    last_login = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | (Q(email=Lower("email")) & ~Q(email="")),
                name="person_email_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """An organisation of the partnership: a partner, an agency, a school, a provider, a charity."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    ref = ref_field()
    key = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=words(BodyKind))
    seat = models.CharField(max_length=8, blank=True, choices=words(Seat))
    contact = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="speaks_for"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The first day without it.")
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Guarded.from_queryset(Bodies)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("kind", BodyKind), name="body_kind_is_known"),
            models.CheckConstraint(
                condition=Q(seat="")
                | (one_of("seat", Seat) & Q(kind=BodyKind.STATUTORY_PARTNER.value)),
                name="body_seat_is_a_statutory_partners",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gt=F("starts_on")),
                name="body_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One body became another from a date; what the first one did stays its own."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    ref = ref_field()
    predecessor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="became")
    successor = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="came_from")
    from_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)

    objects = Guarded.from_queryset(Successions)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_is_told_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_is_between_two"
            ),
        ]


class Role(models.Model):
    """A person holds a role, mostly at a body, for a time; both ends are half-open."""

    PERSONAL = ("person",)

    ref = ref_field()
    kind = models.CharField(max_length=40, choices=words(RoleKind))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="held")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day without it.")
    confirmed_until = models.DateField(help_text="The first day without it, unless confirmed.")
    version = models.PositiveIntegerField(default=1)

    objects = Guarded.from_queryset(Roles)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("kind", RoleKind), name="role_kind_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "body"],
                condition=Q(ends_on__isnull=True),
                name="role_is_held_once_at_a_body",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(ends_on__isnull=True, body__isnull=True),
                name="role_is_held_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on"], name="role_of_person")]


class Delegation(models.Model):
    """Somebody stands in for the holder of a role, for a time and a reason."""

    PERSONAL = ("person", "why")

    ref = ref_field()
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in")
    from_on = models.DateField()
    until_on = models.DateField(help_text="The first day without it.")
    why = models.CharField(max_length=300)

    objects = Guarded.from_queryset(Delegations)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="delegation_says_why"),
        ]
