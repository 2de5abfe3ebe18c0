"""Versions of the data set, as the site knows them; their figures lie in the engine's store."""

from typing import ClassVar, Self

from django.db import models

from village.guard import Guarded, GuardedQuerySet
from village.kernel.refs import new_ref
from village.partnership.people.rights import Rights


class VersionQuerySet(GuardedQuerySet["Version"]):
    def visible_to(self, rights: Rights) -> Self:
        """All of them to whoever may see internal figures, none to others."""
        return self.all() if rights.sees("figures") else self.none()


class Version(models.Model):
    """One build that was published: what it was made of stands in its manifest."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    name = models.SlugField(max_length=16, unique=True)
    built_at = models.DateTimeField()
    made_up = models.BooleanField()
    figures = models.CharField(max_length=64)
    returns = models.PositiveIntegerField()
    why = models.CharField(max_length=200)

    objects = Guarded.from_queryset(VersionQuerySet)()

    @property
    def label(self) -> str:
        """Version 1; its name in addresses and in the store is v00001."""
        return f"Version {self.name.removeprefix('v').lstrip('0')}"
