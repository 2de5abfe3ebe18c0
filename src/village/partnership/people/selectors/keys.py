"""Questions about keys: which a body has, how each stands, who may make one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from village.partnership.people.models import AgencyKey, Body, KeyUse
from village.partnership.people.rights import Rights
from village.partnership.people.selectors.roles import is_current

SOON = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Shown:
    """A key as a list shows it. standing, tone: how it stands, in words and as a colour."""

    key: AgencyKey
    standing: str
    tone: str
    last_used_at: datetime | None

    @property
    def is_live(self) -> bool:
        return self.standing not in {EXPIRED, ENDED}


OPEN, ENDS_SOON, EXPIRED, ENDED = "open", "expires soon", "expired", "ended"
RESTS = "its maker’s role has ended"


def keys(rights: Rights) -> QuerySet[AgencyKey]:
    """The keys that the asker may know of, by body, the newest first."""
    seen = AgencyKey.objects.visible_to(rights)
    whole = seen.select_related("body", "role", "made_by", "ended_by", "use")
    return whole.order_by("body__name", "-made_at", "-pk")


def of_body(rights: Rights, body: Body) -> list[Shown]:
    return [shown(key, rights) for key in keys(rights).filter(body=body)]


def everywhere(rights: Rights) -> list[Shown]:
    """The keys of all bodies that are not over, for those who mind the house."""
    there = keys(rights).filter(Q(ended_at=None), expires_on__gt=rights.day)
    return [shown(key, rights) for key in there]


def key(rights: Rights, *, ref: str) -> AgencyKey:
    """One key, or 404."""
    return get_object_or_404(keys(rights), ref=ref)


def shown(key: AgencyKey, rights: Rights) -> Shown:
    """A key with how it stands, by what all who see it may know.

    A bar on its maker stops it too, and changes nothing here: that somebody is barred is told to
    nobody.
    """
    day = rights.day
    if key.ended_at is not None:
        return Shown(key, ENDED, "quiet", _last_used(key))
    if key.is_over(day):
        return Shown(key, EXPIRED, "quiet", _last_used(key))
    if not is_current(key.role, day=day):
        return Shown(key, RESTS, "bad", _last_used(key))
    is_near = key.expires_on - day <= SOON
    words = (ENDS_SOON, "warn") if is_near else (OPEN, "good")
    return Shown(key, *words, _last_used(key))


def _last_used(key: AgencyKey) -> datetime | None:
    try:
        use: KeyUse = key.use
    except ObjectDoesNotExist:
        return None
    return use.last_used_at


def may_see(rights: Rights, body: Body) -> bool:
    """Whether the asker may know which keys a body has."""
    mine = rights.sends_for | rights.speaks_for
    return minds_all(rights) or body.ref in mine


def minds_all(rights: Rights) -> bool:
    """Whether the asker minds the keys of every body."""
    return rights.counts_the_invited or rights.guards


def may_make(rights: Rights, body: Body) -> bool:
    """Whether the asker is a data lead of that body themselves."""
    own = (held for held in rights.roles if not held.delegated and held.body == body.ref)
    return bool(rights.sends_for & {held.body for held in own if held.kind == "agency data lead"})
