"""Reports that were dropped to be checked: sealed, their owner's alone, gone after 30 days."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from village.account.reporting.models.sealing import unsealed
from village.account.reporting.rules import (
    KEPT_FOR_DAYS,
    TONES,
    Said,
    State,
    in_few_words,
    nothing_said,
)
from village.guard import Guarded, GuardedQuerySet
from village.kernel.refs import new_ref
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights


class Reports(GuardedQuerySet["Report"]):
    def visible_to(self, rights: Rights) -> Self:
        """Those that the reader dropped in 30 days; nobody else's, whatever the role."""
        young = Q(at__gt=rights.at - timedelta(days=KEPT_FOR_DAYS))
        return self.filter(young, by=rights.person_pk).exclude(state=State.DESTROYED)


class Report(models.Model):
    """One version of a report, as somebody dropped it.

    earlier: the version before it, whose corrections were carried over; number: from 1. file,
    findings, page and word: refs of sealed files (what came; what was found, as JSON; the annotated
    page and Word file). said: its name and what its owner said of it, sealed (rules.Said). summary:
    counts.
    checks: how often it was asked to be read.
    """

    PERSONAL = ("by", "said", "failure")

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    earlier = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=12, choices=[(state, state) for state in State], default=State.RECEIVED
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reports")
    at = models.DateTimeField()
    file_ref = models.CharField(max_length=16)
    findings_ref = models.CharField(max_length=16, blank=True)
    page_ref = models.CharField(max_length=16, blank=True)
    word_ref = models.CharField(max_length=16, blank=True)
    said = models.BinaryField(default=bytes)
    summary = models.JSONField(default=dict)
    failure = models.JSONField(default=dict)
    checks = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    objects = Guarded.from_queryset(Reports)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="report_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DESTROYED)
                | Q(findings_ref="", page_ref="", word_ref="", said=b""),
                name="report_destroyed_says_nothing",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="report_by_age")]

    @property
    def said_of(self) -> Said:
        """Its name and what its owner said; nothing where it is destroyed."""
        return unsealed(bytes(self.said), ref=self.ref) if self.said else nothing_said("")

    @property
    def name(self) -> str:
        """The file's own, as its owner sees it."""
        return self.said_of["name"]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def kept_until(self) -> datetime:
        return self.at + timedelta(days=KEPT_FOR_DAYS)

    @property
    def found(self) -> str:
        """What was found, in few words; “” until it is checked."""
        return in_few_words(self.summary["counts"]) if "counts" in self.summary else ""
