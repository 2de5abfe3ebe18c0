"""The events, what each is about, and the salts of what they changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from village.guard import Guarded


class Sort(models.TextChoices):
    DID = "did"
    READ = "read"
    REFUSED = "refused"


class Event(models.Model):
    """Somebody did, read or was refused something; a link of the one chain.

    detail: refs, field names and salted hashes, never a value. `by` and the subjects are refs as
    text, since the trail lies beneath everything that it speaks of.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("by",)
    APPEND_ONLY: ClassVar[bool] = True

    # Also SQLite's own row id, so that a REPLACE cannot reach the row by another name.
    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    sort = models.CharField(max_length=8, choices=Sort.choices)
    detail = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = Guarded()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sort__in=Sort.values), name="event_sort_is_known"),
            models.CheckConstraint(condition=~Q(by=""), name="event_has_an_actor"),
        )
        indexes = (models.Index(fields=["by", "seq"], name="event_by_person"),)


class EventSubject(models.Model):
    """One ref that an event is about: a record, a body, a person."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("ref",)
    APPEND_ONLY: ClassVar[bool] = True

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="subjects")
    ref = models.CharField(max_length=80)
    # Of this ref, not of the whole event: a deed may begin with a look at something else.
    sort = models.CharField(max_length=8, choices=Sort.choices)

    objects = Guarded()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["event", "ref", "sort"], name="event_names_a_subject_once"
            ),
            models.CheckConstraint(condition=Q(sort__in=Sort.values), name="subject_sort_is_known"),
        )
        indexes = (models.Index(fields=["ref", "sort", "event"], name="event_by_subject"),)


class EventSalt(models.Model):
    """The salt of one event's hashes; destroyed when the values it hides must be forgotten.

    The chain covers the hashes and not the salts, so it stays whole.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("salt",)

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True)
    salt = models.CharField(max_length=64)

    objects = Guarded()


class AnonymousRefusals(models.Model):
    """How often somebody not signed in was refused, by the hour: a count, as nobody is named."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    name = models.CharField(max_length=80)
    hour_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    objects = Guarded()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["name", "hour_at"], name="refusals_counted_by_the_hour"
            ),
        )
