"""Keys by which an agency's own systems send its returns and read figures."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from village.guard import Guarded, GuardedQuerySet
from village.partnership.people.models.asker import Asker
from village.partnership.people.models.fields import ref_field
from village.partnership.people.models.who import Body, Person, Role
from village.partnership.people.rules import KeyScope


class AgencyKeys(GuardedQuerySet["AgencyKey"]):
    """A body's keys are for its data leads, its contact, and those who mind the house."""

    def visible_to(self, rights: Asker) -> Self:
        if rights.counts_the_invited or rights.guards:
            return self.all()
        return self.filter(body__ref__in=rights.sends_for | rights.speaks_for)


class AgencyKey(models.Model):
    """What one system of a body calls with; of the key itself only a digest is kept.

    role: by which its maker gave it; the key works no longer than that role runs. prefix: the
    beginning of the key, by which it is told from others and which opens nothing.
    """

    PERSONAL = ("made_by", "ended_by")

    ref = ref_field()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="keys")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="keys")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="keys_made")
    label = models.CharField(max_length=60)
    may_send = models.BooleanField()
    may_read = models.BooleanField()
    prefix = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField(help_text="The first day without it.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="keys_ended"
    )

    objects = Guarded.from_queryset(AgencyKeys)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="key_has_a_label"),
            models.CheckConstraint(
                condition=Q(may_send=True) | Q(may_read=True), name="key_is_for_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix}…)"

    @property
    def purposes(self) -> tuple[KeyScope, ...]:
        told = ((KeyScope.SEND, self.may_send), (KeyScope.READ, self.may_read))
        return tuple(purpose for purpose, is_meant in told if is_meant)

    @property
    def purposes_in_words(self) -> str:
        return " and ".join(self.purposes)

    def is_over(self, day: date) -> bool:
        """Whether somebody ended it, or its time has run out."""
        return self.ended_at is not None or day >= self.expires_on


class KeyUse(models.Model):
    """When a key was last used, and how often in the minute that began then."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    key = models.OneToOneField(AgencyKey, on_delete=models.PROTECT, related_name="use")
    last_used_at = models.DateTimeField()
    minute_at = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)

    objects = Guarded()
