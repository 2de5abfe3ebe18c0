"""Which reminders of a return were written, so that none is written twice."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from village.evidence.returns.models.editions import Return
from village.evidence.returns.rules.reminders import Step
from village.guard import Guarded


class Reminder(models.Model):
    """One step of reminding a body of one return; its letters were written in the same verb."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=12)
    letters = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "step"], name="return_is_reminded_once_a_step"),
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in Step]), name="reminder_step_is_known"
            ),
            models.CheckConstraint(condition=Q(letters__gt=0), name="reminder_is_of_some_letter"),
        ]
