"""What is known of the bytes that people bring; the bytes lie sealed in the store."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from village.guard import Guarded
from village.kernel.refs import new_ref


class SealedFile(models.Model):
    """The receipt of one file: bytes in the store without one were never taken in.

    name: as its sender called it, cleaned for display; the bytes are found by ref alone.
    sha256 and size are those of the open bytes.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("name", "by")

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    kept_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)
    destroyed_why = models.CharField(max_length=120, blank=True)

    objects = Guarded()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True, destroyed_why="")
                | (Q(destroyed_at__isnull=False) & ~Q(destroyed_why="")),
                name="file_destroyed_says_why",
            ),
        )
