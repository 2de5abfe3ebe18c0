"""How people come in: invitations, sittings, tries, and what came too late."""

from typing import ClassVar, Self

from django.db import models

from village.guard import Guarded, GuardedQuerySet
from village.partnership.people.models.asker import Asker
from village.partnership.people.models.fields import ref_field
from village.partnership.people.models.who import Body, Person, Role
from village.partnership.people.rules import browser_in_words


class Invitations(GuardedQuerySet["Invitation"]):
    """Who was invited is for who could have done it, and for who looks after the post."""

    def visible_to(self, rights: Asker) -> Self:
        if rights.counts_the_invited:
            return self.all()
        spoken_for = Body.objects.system("own invitations").filter(ref__in=rights.speaks_for)
        there = Role.objects.system("own invitations").filter(body__in=spoken_for)
        return self.filter(person__in=there.values("person"))


class SignIns(GuardedQuerySet["SignIn"]):
    """Where somebody is signed in is their own business."""

    def visible_to(self, rights: Asker) -> Self:
        return self.filter(person=rights.person_pk)


class KeptThings(GuardedQuerySet["Kept"]):
    """What somebody typed is their own."""

    def visible_to(self, rights: Asker) -> Self:
        return self.filter(person=rights.person_pk)


class Invitation(models.Model):
    """A link by which a worker of any agency sets a password once; only its digest is kept."""

    PERSONAL = ("person",)

    ref = ref_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = Guarded.from_queryset(Invitations)()


class SignIn(models.Model):
    """One sitting at one browser, so that a person can see and end the others."""

    PERSONAL = ("person", "browser", "session_key")

    ref = ref_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Guarded.from_queryset(SignIns)()

    @property
    def where(self) -> str:
        """The browser in words, also where an older sitting kept what it said of itself."""
        return browser_in_words(self.browser)


class Brake(models.Model):
    """How often something that can be guessed was tried; whose it is, is a keyed digest."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    ref = ref_field()
    digest = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    objects = Guarded()


class Kept(models.Model):
    """What somebody sent after their sitting had ended: sealed, and theirs alone for a day."""

    PERSONAL = ("person", "path", "sealed")

    ref = ref_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kept")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    files_left_out = models.PositiveSmallIntegerField(default=0)
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = Guarded.from_queryset(KeptThings)()
