"""Sharing agreements: what is shared by whom under which law, and who has signed."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from village.evidence.returns.rules.agreements import SEE_ALL, SEE_OWN, Days, Standing, stands
from village.guard import Guarded, GuardedQuerySet
from village.kernel.refs import new_ref
from village.partnership.people.models import Body, Person
from village.partnership.people.rights import Rights

WHY = "the parties of an agreement are seen with it"


class AgreementQuerySet(GuardedQuerySet["Agreement"]):
    def visible_to(self, rights: Rights) -> Self:
        """All to the executive and who keeps them; their own body's to those who send or sign."""
        if rights.holds(*SEE_ALL):
            return self.all()
        own = {held.body for held in rights.roles if held.kind in SEE_OWN and held.body}
        parties = Party.objects.system(WHY).filter(body__ref__in=own)
        return self.filter(pk__in=parties.values("agreement"))

    def in_force(self, day: date) -> Self:
        """Signed by every party, begun, and neither over nor ended that day."""
        unsigned = Party.objects.system(WHY).filter(agreement=OuterRef("pk"), signed_at=None)
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            ~Exists(unsigned),
            from_on__lte=day,
            until_on__gt=day,
        )


class Agreement(models.Model):
    """One edition of an agreement; once somebody has signed it, a change is a new edition.

    gateway: the legal bases as they were worded when it was written. told: the last step before
    its end that people were written to about.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    key = models.SlugField(max_length=64)
    edition = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=160)
    purpose = models.TextField(max_length=2000)
    gateway = models.JSONField(default=list)
    conditions = models.JSONField(default=list)
    retention_months = models.PositiveIntegerField()
    destroyed = models.TextField(max_length=1000)
    from_on = models.DateField()
    until_on = models.DateField(help_text="The first day without it.")
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="The first day without it.")
    ended_why = models.CharField(max_length=300, blank=True)
    told = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Guarded.from_queryset(AgreementQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "edition"], name="agreement_edition_is_one"),
            models.CheckConstraint(
                condition=Q(until_on__gt=F("from_on")), name="agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="")
                | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="agreement_that_ended_says_why",
            ),
        ]

    @property
    def days(self) -> Days:
        return Days(self.from_on, self.until_on, self.ended_on)

    def standing(self, day: date) -> Standing:
        """How it stands that day; its parties must have been fetched with it."""
        is_signed = all(party.signed_at for party in self.parties.all())
        return stands(self.days, is_signed=is_signed, day=day)


class Covered(models.Model):
    """A kind of return that an agreement covers, with its columns as they were when written."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="covered")
    spec = models.SlugField(max_length=64)
    title = models.CharField(max_length=160)
    fields = models.JSONField(default=list)

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "spec"], name="agreement_covers_once")
        ]


class Party(models.Model):
    """A controller that is bound by an agreement once somebody has signed for it."""

    PERSONAL = ("signed_by",)

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="agreements")
    signed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures"
    )
    signed_as = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "body"], name="party_is_named_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, signed_as="")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(signed_as="")),
                name="party_says_who_signed",
            ),
        ]
