"""Takes back people, roles and bodies that came out of a sheet, as though they had never come."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.contrib.auth.hashers import is_password_usable
from django.db import transaction
from django.db.models import ProtectedError

from village import trail
from village.guard import Actor
from village.kernel.brought import Made
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body, Delegation, Grant, Person, Role

WHY = "what came out of a sheet is taken back as a whole"
NAMED = 8


def take_back(made: Collection[Made], *, leaves: bool, by: Actor, at: datetime) -> tuple[str, ...]:
    """Delete what was made where nothing has come to hang on it; say what stays and why.

    leaves: take back the rest; otherwise refused where anything would stay, and nothing is.
    """
    with trail.verb("people.take_back", by=by, at=at) as verb:
        stays = [
            stay
            for kind, gone in _STEPS
            for one in sorted((m for m in made if m.kind == kind), key=lambda m: m.ref)
            if (stay := gone(one.ref, verb))
        ]
        if stays and not leaves:
            more = f" and {len(stays) - NAMED} more" if len(stays) > NAMED else ""
            raise Refusal(f"It cannot be taken back whole. {' '.join(stays[:NAMED])}{more}")
    return tuple(stays)


def _role_gone(ref: str, verb: trail.Verb) -> str:
    role = Role.objects.system(WHY).select_related("person", "body").filter(ref=ref).first()
    if role is None:
        return ""
    place = f" at {role.body.name}" if role.body else ""
    lent = Delegation.objects.system(WHY).filter(role=role).exists()
    if role.version > 1 or lent:
        return f"{role.person.name} as {role.kind}{place} was confirmed, ended or lent since."
    if not _deleted(lambda: _with_its_grants(role)):
        return f"A key hangs on {role.person.name} as {role.kind}{place}."
    verb.wrote("people.role", ref, fields=("taken_back",), subjects=(role.person.ref,))
    return ""


def _with_its_grants(role: Role) -> None:
    Grant.objects.system(WHY).filter(role=role).delete()
    Role.objects.system(WHY).filter(pk=role.pk).delete()


def _person_gone(ref: str, verb: trail.Verb) -> str:
    person = Person.objects.system(WHY).filter(ref=ref).first()
    if person is None:
        return ""
    if person.version > 1 or is_password_usable(person.password):
        return f"{person.name} was corrected or has signed in since."
    if not _deleted(lambda: Person.objects.system(WHY).filter(pk=person.pk).delete()):
        return f"{person.name} was invited, given a role or named elsewhere since."
    verb.wrote("people.person", ref, fields=("taken_back",), subjects=(ref,))
    return ""


def _body_gone(ref: str, verb: trail.Verb) -> str:
    body = Body.objects.system(WHY).filter(ref=ref).first()
    if body is None:
        return ""
    if body.version > 1 or not _deleted(
        lambda: Body.objects.system(WHY).filter(pk=body.pk).delete()
    ):
        return f"{body.name} was changed, or people and returns came to it since."
    verb.wrote("people.body", ref, fields=("taken_back",))
    return ""


def _deleted(delete: Callable[[], object]) -> bool:
    """Whether nothing else holds on to it; then it is gone."""
    try:
        with transaction.atomic():
            delete()
    except ProtectedError:
        return False
    return True


_STEPS: tuple[tuple[str, Callable[[str, trail.Verb], str]], ...] = (
    ("people.role", _role_gone),
    ("people.person", _person_gone),
    ("people.body", _body_gone),
)
"""In this order: a role holds on to its person and its body."""
