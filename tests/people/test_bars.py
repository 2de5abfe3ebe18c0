"""A bar beats every grant, reaches as far as it must, and only its guardians know of it."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, SINCE, Cast
from tests.returns import sending
from village.evidence.returns.models import Return
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal
from village.partnership.people import services
from village.partnership.people.models import Barred, Grant, Person
from village.partnership.people.rules import RoleKind
from village.trail.models import Event

TOMORROW = DAY + timedelta(days=1)
WHY = "a relative is in these records"


def guardian(cast: Cast) -> Person:
    return cast.by_role[RoleKind.IG_OFFICER]


def bar(cast: Cast, scope: str, *, person: Person | None = None) -> Barred:
    return services.bar(person or cast.owner, scope=scope, why=WHY, by=guardian(cast), at=AT)


def seen(cast: Cast, person: Person, kind: str) -> set[str]:
    return set(cast.rights(person).scopes(kind))


def events(name: str) -> int:
    return Event.objects.system("a test").filter(name=name).count()


def sees_all_of(cast: Cast, person: Person, *bodies: object) -> None:
    """Grants by hand, as a role at the last of these bodies would bring them."""
    for body in bodies:
        for kind in ("returns", "identities"):
            services.grant(
                person,
                scope=f"{kind}:{body.ref}",
                until_on=DAY + timedelta(days=30),
                why="a test",
                by=PRODUCER,
                at=AT,
            )


def test_a_bar_on_returns_takes_who_is_who_in_them_too(cast: Cast) -> None:
    bar(cast, f"returns:{cast.council.ref}")

    assert seen(cast, cast.owner, "returns") == set()
    assert seen(cast, cast.owner, "identities") == set()
    assert cast.rights(cast.owner).granted == {"figures"}
    assert seen(cast, cast.colleague, "returns") == {f"returns:{cast.council.ref}"}


@pytest.mark.parametrize("named", ["charity", "school", "health"])
def test_a_bar_reaches_what_a_body_came_from_and_what_it_became(cast: Cast, named) -> None:
    line = (cast.charity, cast.school, cast.health)
    for one, other in pairwise(line):
        services.succeed(one, into=other, from_on=DAY, by=PRODUCER, at=AT)
    sees_all_of(cast, cast.stranger, *line, cast.police)

    bar(cast, f"returns:{getattr(cast, named).ref}", person=cast.stranger)

    assert seen(cast, cast.stranger, "returns") == {f"returns:{cast.police.ref}"}
    assert seen(cast, cast.stranger, "identities") == {f"identities:{cast.police.ref}"}


def test_a_bar_does_not_reach_another_body_that_became_the_same_one(cast: Cast) -> None:
    for earlier in (cast.charity, cast.school):
        services.succeed(earlier, into=cast.health, from_on=DAY, by=PRODUCER, at=AT)
    sees_all_of(cast, cast.stranger, cast.charity, cast.school, cast.health)

    bar(cast, f"returns:{cast.charity.ref}", person=cast.stranger)

    assert seen(cast, cast.stranger, "returns") == {f"returns:{cast.school.ref}"}


@pytest.mark.parametrize("barred_from", ["police", "health"])
def test_a_bar_reaches_a_body_that_is_joined_later(cast: Cast, barred_from) -> None:
    services.appoint(
        cast.stranger,
        kind=RoleKind.DATA_LEAD,
        body=cast.health,
        starts_on=SINCE,
        by=PRODUCER,
        at=AT,
    )
    bar(cast, f"returns:{getattr(cast, barred_from).ref}", person=cast.stranger)

    services.succeed(cast.police, into=cast.health, from_on=DAY, by=PRODUCER, at=AT)

    assert Grant.objects.system("a test").filter(scope=f"returns:{cast.police.ref}").exists()
    assert seen(cast, cast.stranger, "returns") == set()


def test_a_bar_beats_what_is_granted_after_it(cast: Cast) -> None:
    bar(cast, "figures", person=cast.stranger)

    services.appoint(
        cast.stranger, kind=RoleKind.SCRUTINEER, body=None, starts_on=DAY, by=PRODUCER, at=AT
    )

    assert not cast.rights(cast.stranger).sees("figures")


def test_the_next_request_of_whom_is_barred_finds_nothing(cast: Cast) -> None:
    owed = sending.owe(cast.council)
    browser = cast.client(cast.owner)
    page = reverse("returns:one", args=[owed.ref])
    assert browser.get(page).status_code == 200

    made = bar(cast, f"returns:{cast.council.ref}")

    assert browser.get(page).status_code == 404
    assert not Return.objects.visible_to(cast.rights(cast.owner)).exists()
    services.lift(made, why="it is settled", by=guardian(cast), at=AT)
    assert browser.get(page).status_code == 200


@pytest.mark.parametrize("who", [RoleKind.BUSINESS_MANAGER, "council contact", "stranger"])
def test_only_an_officer_bars_and_lifts(cast: Cast, who) -> None:
    made = bar(cast, "figures")

    with pytest.raises(Refusal, match="Only an information governance officer"):
        services.bar(cast.owner, scope="trail", why=WHY, by=cast.everybody[who], at=AT)
    with pytest.raises(Refusal, match="Only an information governance officer"):
        services.lift(made, why="no", by=cast.everybody[who], at=AT)

    assert (events("people.bar"), events("people.lift")) == (1, 0)


def test_nobody_bars_themselves_and_nobody_is_barred_twice(cast: Cast) -> None:
    bar(cast, "figures")

    with pytest.raises(Refusal, match="themselves"):
        bar(cast, "figures", person=guardian(cast))
    with pytest.raises(Refusal, match="already"):
        bar(cast, "figures")

    assert Barred.objects.system("a test").count() == 1


def test_a_lifted_bar_is_not_lifted_again(cast: Cast) -> None:
    made = bar(cast, "figures")
    services.lift(made, why="it is settled", by=guardian(cast), at=AT)

    with pytest.raises(Refusal, match="already"):
        services.lift(made, why="again", by=guardian(cast), at=AT)


class TestThePages:
    """Asked, asked once more, done; and not there for anybody else."""

    def send(self, cast: Cast, **answers: str):
        browser = cast.client(guardian(cast))
        address = reverse("people:bar", args=[cast.owner.ref])
        answers = {"scope": f"returns:{cast.council.ref}", "why": WHY} | answers
        return browser.post(address, {"request_key": new_ref(), **answers}, follow=True)

    def test_what_can_be_chosen_is_in_plain_words(self, cast: Cast) -> None:
        address = reverse("people:bar", args=[cast.owner.ref])

        page = cast.client(guardian(cast)).get(address).content.decode()

        assert "The returns of Thornbury Vale Council" in page
        assert "Who is who in the returns of Thornbury Vale Council" in page
        assert ">returns:" not in page

    def test_the_first_sending_only_asks(self, cast: Cast) -> None:
        page = self.send(cast).content.decode()

        assert "Bar Amina Owner?" in page
        assert "who is who in the returns of Thornbury Vale Council" in page
        assert not Barred.objects.system("a test").exists()

    def test_the_second_sending_bars_and_says_so_to_the_officer(self, cast: Cast) -> None:
        page = self.send(cast, sure="on").content.decode()

        made = Barred.objects.system("a test").get()
        assert (made.person, made.why) == (cast.owner, WHY)
        assert "Amina Owner is barred" in page
        assert WHY in page

    @pytest.mark.parametrize(
        "answers", [{"why": ""}, {"scope": ""}, {"scope": "returns:nobody"}, {"why": "x" * 301}]
    )
    def test_a_bar_without_a_reason_or_a_scope_is_not_made(self, cast: Cast, answers) -> None:
        page = self.send(cast, sure="on", **answers).content.decode()

        assert "There is a problem" in page
        assert not Barred.objects.system("a test").exists()

    def test_a_bar_is_lifted_with_a_reason(self, cast: Cast) -> None:
        made = bar(cast, "figures")
        address = reverse("people:lift", args=[made.ref])
        browser = cast.client(guardian(cast))

        empty = browser.post(address, {"request_key": new_ref(), "why": ""})
        browser.post(address, {"request_key": new_ref(), "why": "it is settled"})

        assert "There is a problem" in empty.content.decode()
        made.refresh_from_db()
        assert (made.until_on, made.lifted_why) == (DAY, "it is settled")

    @pytest.mark.parametrize("who", ["agency data lead", "business manager", "administrator"])
    def test_for_all_others_there_is_no_such_page(self, cast: Cast, who) -> None:
        made = bar(cast, "figures")
        browser = cast.client(cast.everybody[who])

        answers = [
            browser.get(reverse("people:bar", args=[cast.owner.ref])).status_code,
            browser.get(reverse("people:lift", args=[made.ref])).status_code,
        ]

        assert answers == [404, 404]

    def test_whom_it_bars_reads_nothing_of_it(self, cast: Cast) -> None:
        bar(cast, "figures")
        browser = cast.client(cast.owner)
        pages = ["/me/", "/me/looked/", reverse("people:person", args=[cast.owner.ref])]

        read = "".join(browser.get(page).content.decode() for page in pages)

        assert WHY not in read
        assert "arred" not in read
        assert guardian(cast).name not in read

    def test_an_officer_cannot_bar_themselves_by_address(self, cast: Cast) -> None:
        browser = cast.client(guardian(cast))

        answer = browser.get(reverse("people:bar", args=[guardian(cast).ref]))

        assert answer.status_code == 404
