"""Releases for partners and the public: who asked for each, and the tables that may leave."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from village.figures.audiences import Audience
from village.guard import Guarded, GuardedQuerySet
from village.kernel.refs import new_ref
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights


class ReleaseState(models.TextChoices):
    """How far a release has come."""

    WAITING = "being made"
    MADE = "made"
    REFUSED = "not made"


class ReleaseQuerySet(GuardedQuerySet["Release"]):
    def visible_to(self, rights: Rights) -> Self:
        """All of them to whoever may see internal figures, none to others."""
        return self.all() if rights.sees("figures") else self.none()


class Release(models.Model):
    """One release as it was tried and let out. What it hid stands in the engine's ledger alone.

    tables: as they may leave, plain JSON. hidden: how many numbers are not shown in them.
    refusal: what keeps it from being made, and what to do.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("asked_by",)

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    audience = models.CharField(
        max_length=8, choices=[(one, one) for one in (Audience.PARTNER, Audience.PUBLIC)]
    )
    state = models.CharField(
        max_length=12, choices=ReleaseState.choices, default=ReleaseState.WAITING
    )
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="releases")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=24, blank=True)
    of_version = models.CharField(max_length=16, blank=True)
    tables = models.JSONField(default=dict, blank=True)
    hidden = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(default=dict, blank=True)

    objects = Guarded.from_queryset(ReleaseQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience"],
                condition=Q(state="being made"),
                name="one_release_is_made_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | ~Q(name=""), name="release_that_was_made_has_a_name"
            ),
        ]
