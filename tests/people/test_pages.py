"""Every page of people opens for who it is for, in a fixed number of queries."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from village.partnership.people.models import Role
from village.partnership.people.rules import RoleKind

MANAGER = RoleKind.BUSINESS_MANAGER
GUARDIAN = RoleKind.IG_OFFICER


def role_ref(cast: Cast) -> str:
    roles = Role.objects.system("a role to show")
    return roles.get(person=cast.owner).ref


# Session, person, roles, grants and bodies spoken for are read by every request: five.
PAGES = [
    ("people:me", (), "agency data lead", 7),
    ("people:sittings", (), "agency data lead", 6),
    ("people:looked_at_me", (), "agency data lead", 9),
    ("people:bodies", (), "agency data lead", 7),
    ("people:body", ("council",), "agency data lead", 8),
    ("people:contact", ("council",), MANAGER, 7),
    ("people:appoint_at", ("council",), "council contact", 7),
    ("people:people", (), "agency data lead", 8),
    ("people:person", ("owner",), "agency data lead", 9),
    ("people:person", ("owner",), GUARDIAN, 10),
    ("people:bar", ("owner",), GUARDIAN, 9),
    ("people:add_person", (), MANAGER, 5),
    ("people:appoint", (), MANAGER, 6),
    ("people:sign_in", ("owner",), MANAGER, 6),
    ("people:to_confirm", (), "council contact", 6),
    ("people:end", ("role",), "agency data lead", 6),
    ("people:stand_in", ("role",), "agency data lead", 7),
    ("people:letters", (), MANAGER, 6),
    ("mfa_index", (), "agency data lead", 7),
]


def refs(cast: Cast, names: tuple[str, ...]) -> list[str]:
    known = {
        "council": cast.council.ref,
        "owner": cast.owner.ref,
        "role": role_ref(cast),
    }
    return [known[name] for name in names]


@pytest.mark.parametrize(("name", "about", "who", "queries"), PAGES)
def test_a_page_opens_in_its_number_of_queries(
    cast: Cast, django_assert_num_queries, name, about, who, queries
) -> None:
    browser = cast.client(cast.everybody[who])
    address = reverse(name, args=refs(cast, about))

    with django_assert_num_queries(queries):
        response = browser.get(address)

    assert response.status_code == 200


def test_who_manages_finds_the_page_that_gives_a_role_for_the_partnership(cast: Cast) -> None:
    there = reverse("people:appoint")

    for who, is_shown in [(MANAGER, True), ("council contact", False), ("agency data lead", False)]:
        page = cast.client(cast.everybody[who]).get(reverse("people:people"))

        assert (there in page.text) is is_shown


def test_only_roles_that_are_held_there_are_offered(cast: Cast) -> None:
    browser = cast.client(cast.everybody[MANAGER])

    at_none = browser.get(reverse("people:appoint")).text
    at_council = browser.get(reverse("people:appoint_at", args=[cast.council.ref])).text

    for kind, is_at_none in [(RoleKind.QA_MANAGER, True), (RoleKind.LEAD_PARTNER, False)]:
        assert (f'value="{kind}"' in at_none) is is_at_none
        assert (f'value="{kind}"' in at_council) is not is_at_none
