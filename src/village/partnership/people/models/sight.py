"""Who may see what: grants, and bars that take them away."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from village.guard import Guarded, GuardedQuerySet
from village.partnership.people.models.asker import Asker
from village.partnership.people.models.fields import ref_field
from village.partnership.people.models.who import Delegation, Person, Role


class Grants(GuardedQuerySet["Grant"]):
    """What somebody may see is for them, and for who guards it."""

    def visible_to(self, rights: Asker) -> Self:
        return self.all() if rights.guards else self.filter(person=rights.person_pk)


class Bars(GuardedQuerySet["Barred"]):
    """A bar may itself say too much: only who guards it sees it, never the one barred."""

    def visible_to(self, rights: Asker) -> Self:
        return self.exclude(person=rights.person_pk) if rights.guards else self.none()


class Grant(models.Model):
    """The only source of sight: this person may see this scope from one day until another."""

    PERSONAL = ("person", "why")

    ref = ref_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=80)
    from_on = models.DateField()
    until_on = models.DateField(help_text="The first day without it.")
    why = models.CharField(max_length=300)
    role = models.ForeignKey(
        Role, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )

    objects = Guarded.from_queryset(Grants)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="grant_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(why="") & ~Q(scope=""), name="grant_says_why"),
        ]
        indexes = [models.Index(fields=["person", "scope"], name="grant_of_person")]


class Barred(models.Model):
    """This person may not see this scope, whatever they were granted."""

    PERSONAL = ("person", "why", "lifted_why")

    ref = ref_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="barred")
    scope = models.CharField(max_length=80)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="The first day without it.")
    why = models.CharField(max_length=300)
    lifted_why = models.CharField(max_length=300, blank=True)

    objects = Guarded.from_queryset(Bars)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why="") & ~Q(scope=""), name="barred_says_why"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | ~Q(lifted_why=""),
                name="barred_says_why_it_was_lifted",
            ),
            models.UniqueConstraint(
                fields=["person", "scope"],
                condition=Q(until_on__isnull=True),
                name="barred_once",
            ),
        ]


class BarredScope(models.Model):
    """One scope that a bar takes away: the one it names, a stronger one, or another body's."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    bar = models.ForeignKey(Barred, on_delete=models.PROTECT, related_name="scopes")
    scope = models.CharField(max_length=80)

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bar", "scope"], name="bar_names_a_scope_once"),
        ]
        indexes = [models.Index(fields=["scope", "bar"], name="bar_by_scope")]
