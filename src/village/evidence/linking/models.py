"""What was decided of pairs of records, and up to where each version has followed it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from village.evidence.linking.rules import SCOPE, Said, Why
from village.guard import Guarded, GuardedQuerySet
from village.kernel.refs import new_ref
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights


def may_link(rights: Rights) -> bool:
    """Whether somebody sees the pairs: by a grant, and only where they see no agency's rows.

    A linker sees identifiers and no events, so whoever may see events is no linker.
    """
    return rights.sees(SCOPE) and not sees_rows(rights)


def sees_rows(rights: Rights) -> bool:
    return rights.sees_any("returns") or rights.sees_any("identities")


class PairDecisions(GuardedQuerySet["PairDecision"]):
    def visible_to(self, rights: Rights) -> Self:
        """All of them to a linker, none to anybody else."""
        return self.all() if may_link(rights) else self.none()


class PairDecision(models.Model):
    """What one linker said of two records: never changed, and undone by the next one of the pair.

    one, other: the records' keys in the engine's store, in order. number: the first, second ... of
    this pair, so that of two at once only one is written. version: in whose queue it stood.
    waited: why it had waited there. agencies: refs, of the first record and of the other.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("one", "other", "by")
    APPEND_ONLY: ClassVar[bool] = True

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    one = models.CharField(max_length=128)
    other = models.CharField(max_length=128)
    number = models.PositiveIntegerField()
    said = models.CharField(max_length=12, choices=[(said.value, said.value) for said in Said])
    why = models.CharField(max_length=12, choices=[(why.value, why.value) for why in Why])
    version = models.CharField(max_length=16)
    waited = models.CharField(max_length=200)
    agencies = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pairs_decided")
    at = models.DateTimeField()

    objects = Guarded.from_queryset(PairDecisions)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other", "number"], name="pair_is_decided_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_keys_are_in_order"),
            models.CheckConstraint(
                condition=Q(said__in=[said.value for said in Said]), name="pair_said_is_known"
            ),
            models.CheckConstraint(
                condition=Q(why__in=[why.value for why in Why]), name="pair_why_is_known"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="pair_numbers_begin_at_one"),
        ]

    @property
    def stands(self) -> bool:
        """Whether it says something of the pair; where it takes back, the pair is open again."""
        return self.said != Said.UNDONE


class Followed(models.Model):
    """Which decisions a version was made with: all up to this one, by its place among all."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    version = models.CharField(max_length=16, unique=True)
    upto = models.PositiveBigIntegerField()

    objects = Guarded()
