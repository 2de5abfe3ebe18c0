"""Questions about people and bodies; each starts from what the asker may see."""

from village.partnership.people.selectors.bodies import (
    BodyPage,
    bodies,
    bodies_by_kind,
    bodies_to_remind,
    body,
    body_page,
    came_from,
    past_bodies,
)
from village.partnership.people.selectors.entry import kept, kept_for, open_invitation, sittings
from village.partnership.people.selectors.persons import (
    PersonPage,
    demo_people,
    people,
    people_page,
    person,
    person_page,
)
from village.partnership.people.selectors.roles import (
    delegation,
    is_current,
    kinds_to_give,
    may_add_people,
    may_give_role,
    own_roles,
    role,
    roles_at,
    roles_to_confirm,
    stand_ins,
)

__all__ = [
    "BodyPage",
    "PersonPage",
    "bodies",
    "bodies_by_kind",
    "bodies_to_remind",
    "body",
    "body_page",
    "came_from",
    "delegation",
    "demo_people",
    "is_current",
    "kept",
    "kept_for",
    "kinds_to_give",
    "may_add_people",
    "may_give_role",
    "open_invitation",
    "own_roles",
    "past_bodies",
    "people",
    "people_page",
    "person",
    "person_page",
    "role",
    "roles_at",
    "roles_to_confirm",
    "sittings",
    "stand_ins",
]
