"""What somebody typed and has not sent: sealed, theirs alone, gone after thirty days."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from django.conf import settings

from village import guard
from village.guard import Actor
from village.jobs.models import Draft
from village.kernel.refusal import Refusal
from village.kernel.seal import Keyring, seal, unseal

LARGEST = 512 * 1024
KEPT_FOR = timedelta(days=30)
WHY = "typing is kept by the second; what is sent becomes an event"

Typed: TypeAlias = dict[str, list[str]]


def save(
    form: str, *, typed: Iterable[tuple[str, Sequence[str]]], by: Actor, at: datetime
) -> Draft:
    """Keep what somebody has typed so far, in place of what they had before.

    form: which form about which record, such as "returns.decide:<ref>". typed: field names and
    their values, as a QueryDict's lists() gives them. Refused: too long to be something typed.
    """
    plain = json.dumps({name: list(values) for name, values in typed}).encode()
    if len(plain) > LARGEST:
        raise Refusal("This is too long to be kept as a draft. Save what you have, then go on.")
    sealed = seal(plain, keyring(), context=context_of(form, by))
    with guard.writing_beside(Draft, why=WHY):
        Draft.objects.bulk_create(
            [Draft(owner=by.ref, form=form, sealed=sealed, saved_at=at)],
            ignore_conflicts=True,
        )
        own(form, by=by).update(sealed=sealed, saved_at=at)
        return own(form, by=by).get()


def typed_so_far(
    form: str, *, by: Actor, at: datetime, since: datetime | None = None
) -> Typed | None:
    """What its owner has typed into a form, or None; never anybody else's.

    since: nothing where it was kept before that moment.
    """
    from_when = at - KEPT_FOR if since is None else max(since, at - KEPT_FOR)
    draft = own(form, by=by).filter(saved_at__gt=from_when).first()
    if draft is None:
        return None
    plain: Typed = json.loads(unseal(bytes(draft.sealed), keyring(), context=context_of(form, by)))
    return plain


def drop(form: str, *, by: Actor) -> None:
    """Throw a draft away: it was sent, or its owner does not want it."""
    if own(form, by=by).exists():
        with guard.writing_beside(Draft, why=WHY):
            own(form, by=by).delete()


def sweep(*, at: datetime) -> int:
    """Destroy what nobody came back for in thirty days; say how many."""
    with guard.writing_beside(Draft, why=WHY):
        gone: Mapping[str, int]
        _, gone = Draft.objects.system(WHY).filter(saved_at__lte=at - KEPT_FOR).delete()
    return gone.get("jobs.Draft", 0)


def own(form: str, *, by: Actor) -> guard.GuardedQuerySet[Draft]:
    return Draft.objects.system("its owner asks for it").filter(owner=by.ref, form=form)


def context_of(form: str, by: Actor) -> bytes:
    """Sealed under owner and form, so that a row moved to somebody else opens for nobody."""
    return f"jobs.draft:{by.ref}:{form}".encode()


def keyring() -> Keyring:
    return Keyring.from_environment(settings.VILLAGE_KEYS)
