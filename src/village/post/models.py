"""Letters that wait to leave the house, and those that left."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from village.guard import Guarded
from village.kernel.refs import new_ref


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    UNDELIVERED = "undelivered"


class Letter(models.Model):
    """One letter to one person.

    sealed: address, name and what the template fills in, as a link may open an account; destroyed
    when the letter is sent.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("to", "sealed")

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    to = models.CharField(max_length=80)
    template = models.CharField(max_length=120)
    sealed = models.BinaryField(blank=True)
    by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)

    objects = Guarded()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="letter_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="letter_sent_has_a_moment",
            ),
        )
        indexes = (models.Index(fields=["state", "id"], name="letter_by_state"),)
