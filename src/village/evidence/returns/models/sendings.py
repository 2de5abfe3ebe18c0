"""What a body's own system sent, so that the same call is never acted on twice."""

from typing import ClassVar

from django.db import models

from village.evidence.returns.models.editions import Edition
from village.guard import Guarded
from village.partnership.people.models import AgencyKey


class Sending(models.Model):
    """One call that sent an edition.

    once: a digest of the call's own key, which its sender makes up and repeats. content: a digest
    of what was sent, so that another file under the same key is told from the same one.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="sending")
    key = models.ForeignKey(AgencyKey, on_delete=models.PROTECT, related_name="sendings")
    once = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    sent_at = models.DateTimeField()

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "once"], name="sending_is_done_once"),
        ]
