"""A sender sees what became of the last return, where it is used, and who looked: by role."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import asking, sending
from tests.returns.sending import census, faulty, now
from tests.returns.test_counts import GOOD, accept, fill_in
from village import engine, trail
from village.evidence.indicators import services as indicators
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules.lookers import NO_ROLE
from village.evidence.returns.selectors import lookers
from village.evidence.returns.services import counts, editions, looking
from village.partnership.people import services
from village.partnership.people.models import Person
from village.partnership.people.rules import KeyScope, RoleKind
from village.partnership.people.services import keys

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def page(cast: Cast, owed: Return, *, who: Person | None = None) -> str:
    answer = cast.client(who or cast.owner).get(reverse("returns:one", args=[owed.ref]))
    return answer.content.decode()


def part(html: str, heading: str) -> str:
    """What stands under one heading of a page, in words."""
    found = re.search(rf"<h2[^>]*>{heading}</h2>(.*?)<h2", html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def done(cast: Cast, owed: Return) -> str:
    return part(page(cast, owed), "What was done with your last return")


def looked(cast: Cast, owed: Return, *, who: Person | None = None) -> str:
    return part(page(cast, owed, who=who), "Who looked at it")


def look(edition: Edition, person: Person, cast: Cast, *, at=AT) -> None:
    """As the page of a rule does: it is written down, and then shown."""
    looking.all_rows(edition, kind="csv", rights=cast.rights(person, at=at), at=at)


@pytest.fixture
def checked(cast: Cast, owed: Return) -> Edition:
    return sending.checked(owed, census(3, more=[faulty()]), by=cast.owner)


class TestWhatWasDone:
    def test_is_not_told_before_anything_was_sent(self, cast, owed) -> None:
        assert not done(cast, owed)
        assert not looked(cast, owed)

    def test_tells_when_it_was_received_and_checked_and_what_was_found(
        self, cast, owed, checked
    ) -> None:
        told = done(cast, owed)

        assert "Received 15 July 2026, 10:30am" in told
        assert "Checked 15 July 2026" in told
        assert "4 children read" in told
        assert "It waits for your own: accept it, or leave it out" in told
        assert "No version of the data set yet" in told

    def test_tells_why_a_file_was_refused(self, cast, owed) -> None:
        made = sending.checked(owed, census()[:-300], by=cast.owner)

        assert made.failure["what"] in done(cast, owed)

    def test_tells_why_it_was_taken_back(self, cast, owed, checked) -> None:
        made = editions.accept(checked, version=2, commentary="", by=cast.owner, at=AT)
        editions.withdraw(made, version=made.version, why="The wrong year.", by=cast.owner, at=AT)

        assert "The wrong year." in done(cast, owed)

    def test_leads_to_the_version_and_the_indicators_that_draw_on_it(self, cast, owed) -> None:
        made = sending.stored(owed, census(6), by=cast.owner)
        indicators.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())

        html = page(cast, owed)

        assert "Version 1 of the data set, as edition 1" in done(cast, owed)
        for address in ("/versions/v00001/", "/versions/v00001/referrals-rate/"):
            assert f'href="{address}"' in html
            assert cast.client(cast.owner).get(address).status_code == 200

    def test_names_no_indicator_to_who_sees_no_figures(self, cast, owed) -> None:
        made = sending.stored(owed, census(6), by=cast.owner)
        indicators.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
        services.bar(cast.owner, scope="figures", why="A dispute", by=PRODUCER, at=AT)

        assert "/versions/v00001/" not in page(cast, owed)


class TestTheEditions:
    def test_an_older_checked_one_is_overtaken_by_the_newer_that_waits(self, cast, owed) -> None:
        sending.accepted(owed, census(2), by=cast.owner)
        sending.checked(owed, census(3), by=cast.owner)
        sending.checked(owed, census(4), by=cast.owner)

        shown = page(cast, owed)
        rows = part(f"{shown}<h2", "Editions")

        assert shown.count("and waits for your decision") == 1
        assert "overtaken checked; edition 3 came after it" in rows
        assert rows.count("this one counts") == 1


class TestWhoLooked:
    def test_is_told_by_role_body_and_day_and_never_by_name(self, cast, owed, checked) -> None:
        look(checked, cast.owner, cast, at=AT - A_DAY)
        look(checked, cast.colleague, cast)
        look(checked, cast.colleague, cast)

        told = looked(cast, owed)

        assert "15 Jul 2026 Agency data lead, Thornbury Vale Council" in told
        assert "Took out the list of what the checks found 2" in told
        assert "14 Jul 2026 Agency data lead, Thornbury Vale Council" in told
        for person in cast.everybody.values():
            assert person.name not in told
            assert person.ref not in told

    def test_holds_no_child_s_id(self, cast, owed, checked) -> None:
        look(checked, cast.owner, cast)

        assert sending.CANARY not in page(cast, owed)
        assert sending.WRONG_UPN not in page(cast, owed)

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (RoleKind.QA_MANAGER, "Quality assurance manager, Business unit"),
            (RoleKind.TRAINER, "Trainer, the partnership"),
            (RoleKind.AGENCY_LEAD, "Agency lead, Thornbury Vale Council"),
        ],
    )
    def test_names_the_role_of_somebody_who_was_let_see(
        self, cast, owed, checked, kind, words
    ) -> None:
        person = cast.by_role[kind]
        let_see(person, cast)
        look(checked, person, cast)

        assert words in looked(cast, owed)

    def test_names_the_role_that_was_held_on_the_day(self, cast, owed, checked) -> None:
        look(checked, cast.colleague, cast)
        found = lookers.role_of(cast.colleague.ref, AT, body=cast.council)
        before = lookers.role_of(cast.colleague.ref, AT - 365 * A_DAY, body=cast.council)

        assert (found, before) == ("Agency data lead, Thornbury Vale Council", NO_ROLE)

    def test_says_of_who_stands_in_that_they_do(self, cast, owed, checked) -> None:
        role = cast.owner.held.system("a test").get()
        until = DAY + 5 * A_DAY
        services.delegate(
            role, to=cast.stranger, from_on=DAY, until_on=until, why="Leave", by=PRODUCER, at=AT
        )
        look(checked, cast.stranger, cast)

        assert "Agency data lead (standing in), Thornbury Vale Council" in looked(cast, owed)

    def test_says_of_a_key_that_a_system_of_the_agency_asked(self, cast, owed, checked) -> None:
        key, _ = keys.make(
            cast.council,
            label="Amina’s laptop",
            purposes=[KeyScope.READ],
            expires_on=DAY + 30 * A_DAY,
            by=cast.owner,
            at=AT,
        )
        about = {"kind": "edition", "ref": checked.ref, "subjects": (owed.ref,)}
        trail.read("returns.export", by=key, at=AT, rows=1, **about)

        told = looked(cast, owed)

        assert "A system of the agency’s own, Thornbury Vale Council" in told
        assert "laptop" not in told

    def test_a_look_at_the_trail_is_no_look_at_the_return(self, cast, owed, checked) -> None:
        guardian = cast.by_role[RoleKind.IG_OFFICER]
        for ref in (checked.ref, owed.ref):
            assert cast.client(guardian).get(reverse("people:trail_of", args=[ref]))

        assert "Nobody has looked" in looked(cast, owed)

    def test_is_told_of_counts_too(self, cast) -> None:
        asking.connect()
        owed = sending.owe(cast.police, spec=asking.SPEC.id, period=asking.SPRING)
        accept(cast, fill_in(cast, owed, GOOD))
        cast.client(cast.other).get(reverse("returns:counts", args=[owed.ref]))

        told = looked(cast, owed, who=cast.other)

        assert "Agency data lead, Vale Police Its counts 1" in told

    def test_is_not_told_to_who_was_let_see_and_sends_nothing(self, cast, owed, checked) -> None:
        look(checked, cast.owner, cast)
        trainer = cast.by_role[RoleKind.TRAINER]
        let_see(trainer, cast)

        assert "Editions" in page(cast, owed, who=trainer)
        assert not looked(cast, owed, who=trainer)

    @pytest.mark.parametrize(
        "who", ["other agency", "agency lead", "QA manager", "stranger", "council contact"]
    )
    def test_is_not_there_for_others(self, cast, owed, checked, who) -> None:
        look(checked, cast.owner, cast)

        answer = cast.client(cast.everybody[who]).get(reverse("returns:one", args=[owed.ref]))

        assert answer.status_code == 404
        assert b"looked" not in answer.content

    def test_is_asked_in_as_many_queries_however_many_looked(
        self, cast, owed, checked, django_assert_num_queries
    ) -> None:
        for number in range(30):
            look(checked, (cast.owner, cast.colleague)[number % 2], cast, at=AT - number * A_DAY)
        browser = cast.client(cast.owner)

        with django_assert_num_queries(17):
            shown = browser.get(reverse("returns:one", args=[owed.ref])).content.decode()

        assert "Looks before these are in the trail" in shown


def let_see(person: Person, cast: Cast) -> None:
    services.grant(
        person,
        scope=f"returns:{cast.council.ref}",
        until_on=DAY.replace(month=9),
        why="to see how it is done",
        by=PRODUCER,
        at=AT,
    )


class TestTheReason:
    """A correction says why; what was never sent, or not read, is no correction."""

    def again(self, cast: Cast, owed: Return, reason: str = "", *, at=AT) -> Edition:
        return editions.receive(
            owed, upload=io.BytesIO(census(2)), name="a.xml", reason=reason, by=cast.owner, at=at
        )

    def test_a_first_sending_needs_none_though_it_is_late(self, cast, owed) -> None:
        late = AT + timedelta(days=60)

        assert self.again(cast, owed, at=late).reason == ""

    def test_before_its_day_a_return_is_mended_without_a_word(self, cast, owed, checked) -> None:
        assert self.again(cast, owed).reason == ""

    def test_after_its_day_it_is_not(self, cast, owed, checked) -> None:
        with pytest.raises(editions.Refusal) as no:
            self.again(cast, owed, at=AT + timedelta(days=60))

        assert no.value.field == "reason"

    def test_after_what_could_not_be_read_none_is_needed(self, cast, owed) -> None:
        sending.checked(owed, census()[:-300], by=cast.owner)

        assert self.again(cast, owed, at=AT + timedelta(days=60)).reason == ""

    @pytest.mark.parametrize("is_back", [False, True])
    @pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
    def test_after_what_was_accepted_it_must_be_given(
        self, cast, owed, checked, reason, is_back
    ) -> None:
        made = editions.accept(checked, version=2, commentary="", by=cast.owner, at=AT)
        if is_back:
            editions.withdraw(made, version=made.version, why="Wrong.", by=cast.owner, at=AT)

        with pytest.raises(editions.Refusal) as no:
            self.again(cast, owed, reason)

        assert no.value.field == "reason"
        assert Edition.objects.system("a test").filter(of=owed).count() == 1

    def test_given_it_is_kept_on_one_line_told_and_in_the_trail_by_its_name_alone(
        self, cast, owed, checked
    ) -> None:
        editions.accept(checked, version=2, commentary="", by=cast.owner, at=AT)

        made = self.again(cast, owed, "Two referrals\nwere counted twice")

        assert now(made).reason == "Two referrals were counted twice"
        assert "Two referrals were counted twice" in page(cast, owed)
        (_, event) = sending.events("returns.receive")
        entry = next(e for e in event.detail["entries"] if e["kind"] == "edition")
        assert "reason" in entry["fields"]
        assert "Two referrals" not in str(event.detail)

    def test_is_asked_beside_the_file_and_typed_words_stay(self, cast, owed, checked) -> None:
        browser, address = cast.client(cast.owner), reverse("returns:one", args=[owed.ref])
        assert "Why is this sent once more?" not in browser.get(address).content.decode()
        editions.accept(checked, version=2, commentary="", by=cast.owner, at=AT)

        shown = browser.get(address).content.decode()

        assert "Why is this sent once more?" in shown
        assert "Do not name a child" in shown

    def test_is_asked_of_who_accepts_after_another_edition_was(self, cast, owed, checked) -> None:
        second = sending.checked(owed, census(3), by=cast.colleague)
        editions.accept(checked, version=2, commentary="", by=cast.owner, at=AT)
        browser = cast.client(cast.colleague)
        address = reverse("returns:accept", args=[second.ref])
        typed = {"version": second.version, "commentary": "", "request_key": "A" * 16}

        without = browser.post(address, typed)
        given = browser.post(
            address, {**typed, "reason": "A child was missing", "request_key": "B" * 16}
        )

        assert "Enter why it takes its place" in without.content.decode()
        assert given.status_code == 302
        assert (now(second).state, now(second).reason) == ("accepted", "A child was missing")
        assert now(checked).state == "superseded"

    def test_the_service_refuses_what_the_form_would(self, cast, owed, checked) -> None:
        second = sending.checked(owed, census(3), by=cast.colleague)
        editions.accept(checked, version=2, commentary="", by=cast.owner, at=AT)

        with pytest.raises(editions.Refusal) as no:
            editions.accept(second, version=second.version, commentary="", by=cast.colleague, at=AT)

        assert no.value.field == "reason"
        assert (
            "Edition 1 was sent by the agency data lead, Thornbury Vale Council" in no.value.message
        )
        assert now(second).state == "checked"

    def test_stands_on_the_indicators_that_draw_on_it_and_on_no_other(self, cast, owed) -> None:
        sending.stored(owed, census(6), by=cast.owner)
        made = sending.checked(owed, census(7), by=cast.owner)
        with trail.verb("tests.reason", by=PRODUCER, at=AT, empty=True):
            Edition.objects.system("a test").filter(pk=made.pk).update(reason="One was missing")
        made = editions.accept(now(made), version=2, commentary="", by=cast.owner, at=AT)
        sending.keeping.keep(made.ref, progress=sending.Quiet())
        indicators.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])

        drawing = browser.get("/indicators/referrals-rate/").content.decode()
        other = browser.get("/indicators/missing-children-repeat/").content.decode()

        assert "Corrected on 15 July 2026 because: One was missing" in drawing
        assert "What to know about the data" in other
        assert "One was missing" not in other

    def test_of_counts_stands_on_the_indicator_whose_number_it_changed_alone(self, cast) -> None:
        sending.TITLES["counts-health"] = "Health's counts"
        owed = sending.owe(cast.police, spec="counts-health", period=asking.SPRING)
        sending.stored(owed, of_health(owed, {}), by=cast.other)
        changed = {"protection-medicals-in-time": "19"}
        made = sending.stored(owed, of_health(owed, changed), by=cast.other)
        indicators.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])

        its_own = browser.get("/indicators/protection-medicals-in-time/").content.decode()
        other = browser.get("/indicators/new-birth-visits-in-14-days/").content.decode()

        assert made.summary["corrected"] == ["protection-medicals-in-time"]
        assert "because: A test" in its_own
        assert "What to know about the data" in other
        assert "because: A test" not in other


def of_health(owed: Return, above: dict[str, str]) -> bytes:
    """Health's counts of a quarter: 20 of 40 of each, but for those that are given."""
    spec = counts.asked(owed)
    assert spec is not None
    places = [place for asked in spec.asked for place in asked.places]
    typed = {
        place: {
            "numerator": above.get(place.indicator, "20") if place.is_total else "suppressed",
            "denominator": "40" if place.is_total and spec_has_whole(spec, place) else "",
        }
        for place in places
    }
    return counts.as_file(owed, typed).getvalue()


def spec_has_whole(spec: engine.CountsSpec, place: engine.Place) -> bool:
    return any(asked.denominator for asked in spec.asked if asked.indicator == place.indicator)
