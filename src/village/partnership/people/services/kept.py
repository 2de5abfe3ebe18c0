"""What somebody sent after their sitting had ended is kept here, sealed, for them alone."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings

from village import trail
from village.guard import Actor
from village.kernel.refs import new_ref
from village.kernel.seal import Keyring, seal, unseal
from village.partnership.people.models import Kept, Person
from village.partnership.people.rules import KEPT_FOR

LARGEST = 512 * 1024
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "code"})
NEVER_KEPT = "password"

Field = tuple[str, str]


def keep(
    person: Person,
    *,
    path: str,
    fields: Iterable[tuple[str, Sequence[str]]],
    files_left_out: int,
    at: datetime,
) -> Kept | None:
    """Keep what was typed for a day; None where it is too large to be something typed."""
    typed = [(name, value) for name, values in fields for value in values if is_kept(name)]
    plain = json.dumps(typed).encode()
    if len(plain) > LARGEST or not typed:
        return None
    ref = new_ref()
    with trail.verb("people.keep", by=person, at=at) as verb:
        kept = Kept.objects.create(
            ref=ref,
            person=person,
            path=path,
            sealed=seal(plain, keyring(), context=context_of(ref, person)),
            files_left_out=files_left_out,
            kept_at=at,
            expires_at=at + KEPT_FOR,
        )
        verb.wrote("people.kept", ref, fields=("sealed",), subjects=(person.ref,))
    return kept


def fields_of(kept: Kept, *, person: Person) -> list[Field]:
    """Open what was kept; only under the ref of the person for whom it was sealed."""
    plain = unseal(bytes(kept.sealed), keyring(), context=context_of(kept.ref, person))
    return [(name, value) for name, value in json.loads(plain)]


def discard(kept: Kept, *, by: Actor, at: datetime) -> None:
    """Throw away what was kept."""
    with trail.verb("people.discard_kept", by=by, at=at) as verb:
        Kept.objects.system("its own person throws it away").filter(pk=kept.pk).delete()
        verb.wrote("people.kept", kept.ref, subjects=(kept.person.ref,))


def sweep(*, by: Actor, at: datetime) -> int:
    """Destroy what nobody came back for within a day; say how many."""
    over = Kept.objects.system("a day is over").filter(expires_at__lte=at)
    refs = list(over.values_list("ref", flat=True))
    if refs:
        with trail.verb("people.sweep_kept", by=by, at=at) as verb:
            over.filter(ref__in=refs).delete()
            for ref in refs:
                verb.wrote("people.kept", ref)
    return len(refs)


def context_of(ref: str, person: Person) -> bytes:
    return f"people.kept:{ref}:{person.ref}".encode()


def keyring() -> Keyring:
    return Keyring.from_environment(settings.VILLAGE_KEYS)


def is_kept(name: str) -> bool:
    """Whether what was typed into a field may be kept: no password and no code ever is."""
    return name not in LEFT_OUT and NEVER_KEPT not in name.lower()
