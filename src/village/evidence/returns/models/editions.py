"""Returns that bodies owe, and the editions that they send."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from village.evidence.returns.rules import LIVE, TONES, State
from village.evidence.returns.rules.corrections import LONGEST
from village.guard import Guarded, GuardedQuerySet
from village.kernel.periods import Period
from village.kernel.refs import new_ref
from village.partnership.people.models import Body, Person
from village.partnership.people.rights import Rights


class ReturnQuerySet(GuardedQuerySet["Return"]):
    def visible_to(self, rights: Rights) -> Self:
        """The returns of bodies whose returns the person may see."""
        return self.filter(scope__in=rights.scopes("returns"))

    def without_gone(self) -> Self:
        """Without what was brought out of the past and taken back: nobody owes it."""
        stands = Edition.objects.system("how a return stands holds no row about a child").filter(
            of=OuterRef("pk"), state__in=LIVE
        )
        return self.exclude(~Exists(stands), brought=True)


class Return(models.Model):
    """What one body owes: one kind of file for one period, by a day.

    brought: nobody owed it; somebody brought it out of the past, and may take it back.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="returns")
    scope = models.CharField(max_length=80, editable=False)
    spec = models.SlugField(max_length=64)
    title = models.CharField(max_length=160)
    first_on = models.DateField()
    last_on = models.DateField()
    due_on = models.DateField()
    brought = models.BooleanField(default=False)

    objects = Guarded.from_queryset(ReturnQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "spec", "first_on", "last_on"],
                condition=Q(brought=False),
                name="return_is_owed_once",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="return_period_does_not_end_early"
            ),
            models.CheckConstraint(
                condition=Q(scope__startswith="returns:"), name="return_has_a_scope"
            ),
        ]

    @property
    def period(self) -> Period:
        return Period(self.first_on, self.last_on)


class EditionQuerySet(GuardedQuerySet["Edition"]):
    def visible_to(self, rights: Rights) -> Self:
        """The editions of returns that the person may see."""
        return self.filter(of__scope__in=rights.scopes("returns"))


class Edition(models.Model):
    """One file sent for a return. A later accepted one replaces it, and never adds to it.

    summary: counts of the check, no row and no id. failure: what kept the file from being read.
    reason: why it takes the place of what was sent before; empty where it corrects nothing.
    """

    PERSONAL = ("sent_by", "decided_by", "file_name", "commentary", "reason")

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=[(state, state) for state in State], default=State.RECEIVED
    )
    file_ref = models.CharField(max_length=16)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sent_editions")
    sent_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    period_first_on = models.DateField(null=True, blank=True)
    period_last_on = models.DateField(null=True, blank=True)
    summary = models.JSONField(default=dict)
    failure = models.JSONField(default=dict)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="decided_editions"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    commentary = models.TextField(blank=True, max_length=2000)
    reason = models.CharField(max_length=LONGEST, blank=True)
    stored_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Guarded.from_queryset(EditionQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="edition_is_numbered_once"),
            models.UniqueConstraint(
                fields=["of"], condition=Q(state=State.ACCEPTED), name="one_edition_is_accepted"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="edition_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ACCEPTED, State.WITHDRAWN])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="edition_says_who_decided",
            ),
        ]

    @property
    def read_period(self) -> Period | None:
        """The period that the file itself says it is of."""
        if self.period_first_on is None or self.period_last_on is None:
            return None
        return Period(self.period_first_on, self.period_last_on)

    @property
    def children(self) -> int | None:
        """How many the check read; None before it, or where the file could not be read."""
        return self._said("children")

    @property
    def errors(self) -> int | None:
        return self._said("errors")

    def _said(self, name: str) -> int | None:
        said: int | None = self.summary.get(name)
        return said

    @property
    def sender(self) -> str:
        """Who sent it: a person, or a system of the body by its key."""
        sending = getattr(self, "sending", None)
        return f"the key “{sending.key.label}”" if sending else str(self.sent_by.name)

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


class Withdrawal(models.Model):
    """The journal of what was taken back: a restore leaves these rows out again."""

    PERSONAL = ("by", "why")

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="withdrawal")
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="withdrawals")
    at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="withdrawal_says_why")]


class RuleEdition(models.Model):
    """One edition of one rule of the kit, by its hash: the same edition never changes."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    section = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    known_at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "key", "edition"], name="rule_edition_is_known_once"
            )
        ]
