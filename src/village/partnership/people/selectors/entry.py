"""Questions round sign-in: sittings, invitations, what was kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from village.partnership.people.models import Invitation, Kept, Person, SignIn
from village.partnership.people.rights import Rights


def sittings(rights: Rights) -> QuerySet[SignIn]:
    """The asker's sittings that have not ended."""
    found: QuerySet[SignIn] = SignIn.objects.visible_to(rights).filter(ended_at=None)
    return found.order_by("-began_at", "-pk")


def kept(rights: Rights, *, ref: str) -> Kept:
    """What was kept for the asker, or 404 for everybody else and after a day."""
    found: QuerySet[Kept] = Kept.objects.visible_to(rights).filter(expires_at__gt=rights.at)
    return get_object_or_404(found, ref=ref)


def kept_for(person: Person, *, at: datetime) -> Kept | None:
    """The latest that was kept for somebody who has just signed in."""
    found = Kept.objects.system("offered to its own person after sign-in")
    return found.filter(person=person, expires_at__gt=at).order_by("-kept_at", "-pk").first()


def open_invitation(*, digest: str, at: datetime) -> Invitation | None:
    """The invitation behind a link that is still good."""
    found = Invitation.objects.system("the link itself is the right to it")
    good = found.filter(digest=digest, used_at=None, expires_at__gt=at, person__is_active=True)
    return good.select_related("person").first()
