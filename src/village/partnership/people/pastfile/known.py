"""Whom and what the house knows already, read once for a whole sheet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from village.kernel.brought import said
from village.partnership.people.models import Body, Person, Role
from village.partnership.people.rules import RoleKind

WHY = "a row of a sheet is the same person only where the whole house is asked"


@dataclass(slots=True)
class Known:
    """People by address and by name, bodies by ref, and roles by who holds them."""

    by_email: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, Body] = field(default_factory=dict)
    roles: dict[int, list[Role]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def now(cls) -> Self:
        """As the house stands: three queries."""
        known = cls()
        for person in Person.objects.system(WHY).order_by("pk"):
            known.note(person)
        known.bodies = {body.ref: body for body in Body.objects.system(WHY)}
        for role in Role.objects.system(WHY).order_by("pk"):
            known.roles[role.person_id].append(role)
        return known

    def note(self, person: Person) -> None:
        if person.email:
            self.by_email[person.email] = person
        self.by_name[said(person.name)].append(person)

    def person(self, *, email: str, name: str) -> Person | None:
        """Whom an address names or, where there is none, a name that one person alone has."""
        if email:
            return self.by_email.get(email)
        called = self.by_name.get(said(name), [])
        return called[0] if len(called) == 1 else None

    def namesakes(self, name: str) -> Sequence[Person]:
        return self.by_name.get(said(name), [])

    def has_role(
        self, person: Person, kind: RoleKind, body: Body | None, *, starts_on: date, day: date
    ) -> bool:
        """Whether the person holds that role there today, or held it from that very day."""
        same = [
            role
            for role in self.roles.get(person.pk, [])
            if (role.kind, role.body_id) == (kind.value, body.pk if body else None)
        ]
        running = (min(role.ends_on or date.max, role.confirmed_until) > day for role in same)
        return any(running) or any(role.starts_on == starts_on for role in same)
