"""Queued jobs, typed drafts, keys of requests, and when each regular task last ran."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from village.guard import Guarded, GuardedQuerySet
from village.kernel.refs import new_ref


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    GIVEN_UP = "given up"


OPEN = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """Work that was promised in the transaction which made it necessary.

    about: refs alone, never a value. Times are the world's, as leases outlast a standing clock;
    asked_at is the moment of the verb. error: the reference under which the log tells more.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("by",)

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    about = models.JSONField(default=dict)
    by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=16, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=16, blank=True)

    objects = Guarded()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "key"], name="job_runs_once_by_key"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="running") | (~Q(holder="") & Q(lease_until__isnull=False)),
                name="job_running_is_leased",
            ),
        )
        indexes = (
            models.Index(
                fields=["run_after", "id"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_open",
            ),
        )


class DraftQuerySet(GuardedQuerySet["Draft"]):
    def visible_to(self, rights: Any) -> Self:  # Any: people.Rights lies above
        """Its owner's alone."""
        return self.filter(owner=rights.ref) if rights.ref else self.none()


class Draft(models.Model):
    """What somebody typed into a long form and has not sent; sealed, and theirs alone.

    form: which form about which record, such as "returns.decide:<ref>".
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("owner", "sealed")

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    owner = models.CharField(max_length=80)
    form = models.CharField(max_length=120)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    objects = Guarded.from_queryset(DraftQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner", "form"], name="draft_one_of_a_form"),
            models.CheckConstraint(condition=~Q(owner=""), name="draft_has_an_owner"),
        )
        indexes = (models.Index(fields=["saved_at"], name="draft_by_age"),)


class RequestKey(models.Model):
    """The key of a form that was sent and acted on: sent again, it gives the first answer.

    Written within the first verb of the request, so that deed and key stand or fall together.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("owner",)

    owner = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=40)
    path = models.CharField(max_length=300)
    answer = models.CharField(max_length=300, blank=True)
    used_at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "key"], name="request_acts_once"),)
        indexes = (models.Index(fields=["used_at"], name="request_key_by_age"),)


class Tick(models.Model):
    """When a regular task last began, so that of many workers one does it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    name = models.CharField(max_length=80, unique=True)
    began_at = models.DateTimeField()

    objects = Guarded()
