"""What the one who acts may do, read afresh inside the transaction that they act in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from village.guard import Actor
from village.kernel.refusal import Refusal, Stale
from village.partnership.people import rights
from village.partnership.people.models import Body, Person, Role
from village.partnership.people.rights import Rights
from village.partnership.people.rules import RoleKind, may_give
from village.trail import System


@dataclass(frozen=True, slots=True)
class Standing:
    """is_machine: the command line, a kit or the worker acts, which no page can make it do."""

    person: Person | None
    is_machine: bool
    rights: Rights

    @property
    def day(self) -> date:
        return self.rights.day

    @property
    def manages(self) -> bool:
        return self.rights.holds(RoleKind.BUSINESS_MANAGER)

    def may_give(self, kind: RoleKind, *, body: Body | None) -> bool:
        speaks = body is not None and self.rights.speaks(body)
        return self.is_machine or may_give(kind, manages=self.manages, speaks=speaks)

    def is_self(self, person: Person) -> bool:
        return self.person is not None and self.person.pk == person.pk


def standing(by: Actor, *, at: datetime) -> Standing:
    """Read what somebody may do now; a request's rights may be a moment old."""
    if isinstance(by, Person):
        return Standing(person=by, is_machine=False, rights=rights.read(by, at=at))
    return Standing(person=None, is_machine=isinstance(by, System), rights=rights.nobody(at=at))


def refuse_unless_giver(by: Actor, *, kind: RoleKind, body: Body | None, at: datetime) -> Standing:
    """Refuse who may not give or end a role of this kind there."""
    giver = standing(by, at=at)
    if not giver.may_give(kind, body=body):
        whose = f"the contact of {body.name}" if body else "a business manager"
        raise Refusal(f"Only {whose} can give or end the role of {kind}.")
    return giver


def refuse_if_stale(record: Role | Body | Person, *, version: int | None) -> None:
    """Refuse a change to something that changed since it was read; None where nobody read it."""
    if version is not None and record.version != version:
        raise Stale("Somebody changed this while you had it open. Look again, then decide.")


def today(at: datetime) -> date:
    return localdate(at)
