"""How the trail names our records; it lies beneath us, so that we tell it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from village.partnership.people.models import (
    AgencyKey,
    Barred,
    Body,
    Delegation,
    Grant,
    Invitation,
    Person,
    Role,
    Succession,
)
from village.partnership.people.selectors.sight import in_words
from village.post.models import Letter
from village.trail import words
from village.trail.words import Named

WHY = "the trail's own readers see which record"

Names = Mapping[str, Named]
LETTERS = {
    "address_changed": "their address changed",
    "confirm_roles": "roles to confirm",
    "invitation": "an invitation",
    "password_changed": "their password changed",
    "password_forgotten": "a new password",
    "recovery_codes_made": "new recovery codes",
    "second_step_removed": "their second step was taken off",
    "second_step_set_up": "a second step was set up",
    "sign_in_closed": "their sign-in was closed",
    "sign_in_opened": "their sign-in was opened",
}


def systems(refs: Collection[str]) -> Names:
    """The parts of the house that act by themselves: nothing is asked for their names."""
    return {ref: Named(words.of_system(ref)) for ref in refs if ref.startswith("system:")}


def persons(refs: Collection[str]) -> Names:
    found = Person.objects.system(WHY).filter(ref__in=refs)
    return {p.ref: Named(p.name, reverse("people:person", args=[p.ref])) for p in found}


def bodies(refs: Collection[str]) -> Names:
    found = Body.objects.system(WHY).filter(ref__in=refs)
    return {b.ref: Named(b.name, reverse("people:body", args=[b.ref])) for b in found}


def keys(refs: Collection[str]) -> Names:
    found = AgencyKey.objects.system(WHY).filter(ref__in=refs).select_related("body")
    return {key.ref: Named(key_in_words(key)) for key in found}


def key_in_words(key: AgencyKey) -> str:
    return f"key “{key.label}” of {key.body.name}"


def roles(refs: Collection[str]) -> Names:
    found = Role.objects.system(WHY).filter(ref__in=refs).select_related("person", "body")
    return {role.ref: Named(role_in_words(role)) for role in found}


def role_in_words(role: Role) -> str:
    place = f" at {role.body.name}" if role.body else ""
    return f"{role.person.name} as {role.kind}{place}"


def delegations(refs: Collection[str]) -> Names:
    found = Delegation.objects.system(WHY).filter(ref__in=refs)
    found = found.select_related("person", "role__person", "role__body")
    return {d.ref: Named(f"{d.person.name} in place of {role_in_words(d.role)}") for d in found}


def successions(refs: Collection[str]) -> Names:
    found = Succession.objects.system(WHY).filter(ref__in=refs)
    found = found.select_related("predecessor", "successor")
    return {s.ref: Named(f"{s.predecessor.name} became {s.successor.name}") for s in found}


def grants(refs: Collection[str]) -> Names:
    return of_sight(Grant.objects.system(WHY).filter(ref__in=refs), "{who} may see {what}")


def bars(refs: Collection[str]) -> Names:
    return of_sight(Barred.objects.system(WHY).filter(ref__in=refs), "{who} barred from {what}")


def of_sight(found: QuerySet[Any], sentence: str) -> Names:  # Any: Grant or Barred
    rows = list(found.select_related("person"))
    sight = in_words(row.scope for row in rows)
    return {
        row.ref: Named(sentence.format(who=row.person.name, what=sight[row.scope])) for row in rows
    }


def invitations(refs: Collection[str]) -> Names:
    found = Invitation.objects.system(WHY).filter(ref__in=refs).select_related("person")
    return {i.ref: Named(f"the invitation of {i.person.name}") for i in found}


def letters(refs: Collection[str]) -> Names:
    found = list(Letter.objects.system(WHY).filter(ref__in=refs))
    people = persons([letter.to for letter in found])
    somebody = Named("somebody")
    return {
        letter.ref: Named(
            f"a letter to {people.get(letter.to, somebody).text}: {letter_in_words(letter)}"
        )
        for letter in found
    }


def letter_in_words(letter: Letter) -> str:
    """What a letter is about; never what it says."""
    name = letter.template.rpartition("/")[2]
    return LETTERS.get(name, name.replace("_", " "))
