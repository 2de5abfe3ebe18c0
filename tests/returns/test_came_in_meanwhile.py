"""Two people send the same quarter at once: one wins, the other is told and loses nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import Cast, give, person
from tests.returns import asking, sending
from tests.returns.asking import GOOD, SPEC, SPRING
from tests.returns.sending import census, events, now
from tests.returns.test_races import at_once
from village.evidence.returns.models import Edition, Return
from village.jobs.drafts import typed_so_far
from village.kernel.refs import new_ref
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db(transaction=True)
MINE = {**GOOD, "c0-all-all-above": "121", "c0-sex-male-above": "49", "comment1": "My own words"}


@pytest.fixture(autouse=True)
def _asks() -> None:
    asking.connect()


@pytest.fixture
def counts(cast: Cast) -> Return:
    return sending.owe(cast.police, spec=SPEC.id, period=SPRING)


@pytest.fixture
def second(cast: Cast) -> Person:
    """Another data lead of the police."""
    found = person("Zara Second")
    give(found, RoleKind.DATA_LEAD, cast.police)
    return found


def of_counts(owed: Return) -> str:
    return reverse("returns:counts", args=[owed.ref])


def of_file(owed: Return) -> str:
    return reverse("returns:one", args=[owed.ref])


def send(cast: Cast, who: Person, address: str, **typed: Any) -> Any:  # Any: a test's response
    return cast.client(who).post(address, {**typed, "request_key": new_ref()})


def all_sent(owed: Return) -> list[Edition]:
    return list(Edition.objects.system("a test").filter(of=owed).order_by("number"))


def a_file(children: int = 2) -> SimpleUploadedFile:
    return SimpleUploadedFile("return.xml", census(children))


class TestCountsOnThePage:
    def test_the_form_says_how_many_editions_there_were(self, cast, counts) -> None:
        form = cast.client(cast.other).get(of_counts(counts)).content.decode()
        assert 'name="version" value="0"' in form

        send(cast, cast.other, of_counts(counts), **GOOD, version=0)

        sending.work()
        form = cast.client(cast.other).get(of_counts(counts)).content.decode()
        assert 'name="version" value="1"' in form

    def test_the_slower_one_reads_who_sent_what_when_and_how_many_figures_differ(
        self, cast, counts, second
    ) -> None:
        send(cast, cast.other, of_counts(counts), **GOOD, version=0)
        sending.work()

        answer = send(cast, second, of_counts(counts), **MINE, version=0)

        told = answer.content.decode()
        assert answer.status_code == 409
        assert "Edition 1 was sent by the agency data lead, Vale Police, on 15 July 2026" in told
        assert "Of 6 figures, 2 are other than you typed" in told
        assert "Police notices: Notices sent: Male" in told
        assert "Decided in a day: comment" in told
        assert cast.other.name not in told
        for typed in ("121", "49", "My own words"):
            assert f'value="{typed}"' in told or f">{typed}" in told or typed in told
        assert len(all_sent(counts)) == 1

    def test_what_was_typed_is_a_draft_too_and_the_look_is_in_the_trail(
        self, cast, counts, second
    ) -> None:
        send(cast, cast.other, of_counts(counts), **GOOD, version=0)
        sending.work()
        before = len(events("returns.look_counts"))

        send(cast, second, of_counts(counts), **MINE, version=0)

        draft = typed_so_far(f"returns.counts:{counts.ref}", by=second, at=sending.AT)
        assert draft is not None
        assert draft["c0-all-all-above"] == ["121"]
        assert len(events("returns.look_counts")) == before + 1
        again = cast.client(second).get(of_counts(counts)).content.decode()
        assert 'value="121"' in again
        assert 'name="version" value="0"' in again

    def test_what_was_chosen_becomes_the_next_edition(self, cast, counts, second) -> None:
        send(cast, cast.other, of_counts(counts), **GOOD, version=0)
        sending.work()
        chosen = {**MINE, "take-c0-sex-male-above": "saved"}
        chosen["saved-c0-sex-male-above"] = '{"c0-sex-male-above": ["48"]}'

        answer = send(cast, second, of_counts(counts), **chosen, version=1)

        sending.work()
        _, made = all_sent(counts)
        assert answer.status_code == 302
        assert now(made).summary["beside"] == {"edition": 1, "differ": 1, "figures": 6}
        shown = cast.client(second).get(answer["Location"]).content.decode()
        assert "Of 6 figures, 1 is other than in edition 1" in shown

    def test_while_the_other_is_checked_the_typed_stays_on_the_page(
        self, cast, counts, second
    ) -> None:
        send(cast, cast.other, of_counts(counts), **GOOD, version=0)

        answer = send(cast, second, of_counts(counts), **MINE, version=0)

        told = answer.content.decode()
        assert "being checked. Wait until it has been" in told
        assert "the agency data lead, Vale Police" in told
        assert 'value="121"' in told
        assert typed_so_far(f"returns.counts:{counts.ref}", by=second, at=sending.AT)

    def test_what_the_other_left_out_stands_in_nobody_s_way(self, cast, counts, second) -> None:
        send(cast, cast.other, of_counts(counts), **GOOD, version=0)
        sending.work()
        (made,) = all_sent(counts)
        sending.editions.refuse(now(made), version=2, by=cast.other, at=sending.AT)

        assert send(cast, second, of_counts(counts), **MINE, version=0).status_code == 302

    def test_after_an_accepted_one_the_slower_one_is_told_and_then_asked_why(
        self, cast, counts, second
    ) -> None:
        send(cast, cast.other, of_counts(counts), **GOOD, version=0)
        sending.work()
        (made,) = all_sent(counts)
        sending.editions.accept(now(made), version=2, commentary="", by=cast.other, at=sending.AT)

        first = send(cast, second, of_counts(counts), **MINE, version=0)
        asked = send(cast, second, of_counts(counts), **MINE, version=1)
        third = send(cast, second, of_counts(counts), **MINE, version=1, reason="Twice counted")

        assert [answer.status_code for answer in (first, asked, third)] == [409, 200, 302]
        assert "Say why you send this return once more" in asked.content.decode()
        assert 'value="121"' in asked.content.decode()
        assert all_sent(counts)[1].reason == "Twice counted"

    def test_two_at_one_moment_are_one_edition_and_a_page_that_keeps_what_was_typed(
        self, cast, counts, second
    ) -> None:
        browsers = [cast.client(cast.other), cast.client(second)]
        keys = [new_ref(), new_ref()]

        ends = at_once(
            *(
                lambda browser=browser, key=key: browser.post(
                    of_counts(counts), {**MINE, "version": 0, "request_key": key}
                )
                for browser, key in zip(browsers, keys, strict=True)
            )
        )

        assert len(all_sent(counts)) == 1
        (told,) = [end.content.decode() for end in ends if end.status_code != 302]
        assert 'value="121"' in told
        assert "was sent by the agency data lead, Vale Police" in told

    def test_is_shown_to_nobody_of_another_agency(self, cast, counts) -> None:
        send(cast, cast.other, of_counts(counts), **GOOD, version=0)
        sending.work()

        for who in (cast.owner, cast.by_role[RoleKind.QA_MANAGER], cast.stranger):
            answer = send(cast, who, of_counts(counts), **MINE, version=0)
            assert answer.status_code == 404


class TestAFile:
    def test_chosen_before_another_came_in_is_not_taken_in_and_its_reason_stays(
        self, cast, owed
    ) -> None:
        sending.accepted(owed, census(2), by=cast.owner)

        answer = send(
            cast, cast.colleague, of_file(owed), file=a_file(3), version=0, reason="A child missed"
        )

        told = answer.content.decode()
        assert answer.status_code == 409
        assert "Edition 1 was sent by the agency data lead, Thornbury Vale Council" in told
        assert cast.owner.name not in told
        assert "A child missed" in told
        assert 'name="version" value="1"' in told
        assert "2 children read" in told
        assert len(all_sent(owed)) == 1

    def test_sent_again_from_there_it_is_the_next_edition(self, cast, owed) -> None:
        sending.checked(owed, census(2), by=cast.owner)

        answer = send(cast, cast.colleague, of_file(owed), file=a_file(3), version=1)

        assert answer.status_code == 302
        assert len(all_sent(owed)) == 2

    def test_two_at_one_moment_are_one_edition_and_a_word_to_the_other(self, cast, owed) -> None:
        browsers = [cast.client(cast.owner), cast.client(cast.colleague)]

        ends = at_once(
            *(
                lambda browser=browser: browser.post(
                    of_file(owed), {"file": a_file(), "version": 0, "request_key": new_ref()}
                )
                for browser in browsers
            )
        )

        assert len(all_sent(owed)) == 1
        (told,) = [end.content.decode() for end in ends if end.status_code != 302]
        assert "was sent by the agency data lead, Thornbury Vale Council" in told

    def test_of_somebody_who_saw_what_was_there_goes_in_at_once(self, cast, owed) -> None:
        sending.checked(owed, census(2), by=cast.owner)

        assert send(cast, cast.owner, of_file(owed), file=a_file(), version=1).status_code == 302
