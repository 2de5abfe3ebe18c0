"""Rights are read afresh each time, and a bar beats every grant."""

from datetime import timedelta

from tests.cast import AT, DAY, PRODUCER, Cast
from village.partnership.people import rights, services
from village.partnership.people.models import Barred, Grant, Person
from village.partnership.people.rules import RoleKind


def test_a_data_lead_sees_her_own_body_and_the_figures(cast: Cast) -> None:
    seen = cast.rights(cast.owner)

    assert seen.granted == {
        f"returns:{cast.council.ref}",
        f"identities:{cast.council.ref}",
        "figures",
    }
    assert seen.holds("agency data lead", body=cast.council)
    assert not seen.holds("agency data lead", body=cast.police)


def test_scopes_are_a_subquery_of_one_kind(cast: Cast) -> None:
    scopes = cast.rights(cast.owner).scopes("returns")

    assert list(scopes) == [f"returns:{cast.council.ref}"]
    assert str(scopes.query).startswith("SELECT")


def test_the_public_and_a_stranger_are_granted_nothing(cast: Cast) -> None:
    nobody = rights.nobody(at=AT)
    stranger = cast.rights(cast.stranger)

    assert list(nobody.scopes("figures")) == []
    assert stranger.granted == frozenset()
    assert not stranger.needs_second_step


def test_a_bar_takes_a_grant_away_and_no_other(cast: Cast) -> None:
    scope = f"identities:{cast.council.ref}"
    guardian = cast.by_role[RoleKind.IG_OFFICER]

    services.bar(cast.owner, scope=scope, why="a relative is in the census", by=guardian, at=AT)

    seen = cast.rights(cast.owner)
    assert list(seen.scopes("identities")) == []
    assert seen.sees(f"returns:{cast.council.ref}")
    assert cast.rights(cast.colleague).sees(scope)


def test_a_lifted_bar_gives_the_grant_back(cast: Cast) -> None:
    guardian = cast.by_role[RoleKind.IG_OFFICER]
    bar = services.bar(cast.owner, scope="figures", why="a dispute", by=guardian, at=AT)

    services.lift(bar, why="it is settled", by=guardian, at=AT + timedelta(days=1))

    assert not cast.rights(cast.owner, at=AT).sees("figures")
    assert cast.rights(cast.owner, at=AT + timedelta(days=1)).sees("figures")


def test_whose_sign_in_is_closed_is_granted_nothing(cast: Cast) -> None:
    services.close_sign_in(cast.owner, why="left the council", by=PRODUCER, at=AT)

    seen = cast.rights(Person.objects.system("re-read").get(pk=cast.owner.pk))

    assert seen.roles == ()
    assert seen.granted == frozenset()
    assert list(seen.scopes("figures")) == []


def test_a_grant_ends_on_its_day_and_not_after(cast: Cast) -> None:
    services.grant(
        cast.stranger,
        scope="figures",
        until_on=DAY + timedelta(days=2),
        why="a visit",
        by=PRODUCER,
        at=AT,
    )

    assert cast.rights(cast.stranger, at=AT + timedelta(days=1)).sees("figures")
    assert not cast.rights(cast.stranger, at=AT + timedelta(days=2)).sees("figures")


def test_rights_are_read_in_three_queries(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        cast.rights(cast.owner)


def test_nobody_reads_the_grants_of_others_but_who_guards_them(cast: Cast) -> None:
    seen_by = {
        name: {grant.person_id for grant in Grant.objects.visible_to(cast.rights(person))}
        for name, person in cast.everybody.items()
    }

    guardian = seen_by.pop(RoleKind.IG_OFFICER.value)
    assert len(guardian) > 1
    assert all(found <= {cast.everybody[name].pk} for name, found in seen_by.items())


def test_a_bar_is_hidden_from_whom_it_bars(cast: Cast) -> None:
    guardian = cast.by_role[RoleKind.IG_OFFICER]
    services.bar(cast.owner, scope="figures", why="a dispute", by=guardian, at=AT)

    assert not Barred.objects.visible_to(cast.rights(cast.owner)).exists()
    assert Barred.objects.visible_to(cast.rights(guardian)).count() == 1


def test_a_role_that_nobody_confirmed_gives_no_sight(cast: Cast) -> None:
    last = AT.replace(month=10, day=14)
    lapsed = AT.replace(month=10, day=15)

    assert cast.rights(cast.owner, at=last).sees("figures")
    assert cast.rights(cast.owner, at=lapsed).granted == frozenset()
    assert cast.rights(cast.owner, at=lapsed).roles == ()
