"""A sharing agreement is written, signed by all, runs out; and nothing that was signed changes."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, Cast, give
from tests.returns import agreeing, sending
from tests.returns.agreeing import A_DAY, UNTIL, drafted, shown, signed, signer, terms
from tests.returns.sending import events
from village import trail
from village.evidence.returns.models import Agreement, Edition, Party, Return
from village.evidence.returns.rules.agreements import (
    Days,
    Standing,
    Step,
    days_fault,
    is_news,
    stands,
    step,
)
from village.evidence.returns.selectors import agreements as selectors
from village.evidence.returns.services import agreements, editions, telling
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal, Stale
from village.partnership.people import services as people
from village.partnership.people.models import Body
from village.partnership.people.rules import RoleKind
from village.post.models import Letter
from village.trail.models import EventSubject

pytestmark = pytest.mark.django_db
END = date(2026, 9, 1)


class TestHowItStands:
    @pytest.mark.parametrize(
        ("day", "is_signed", "ended_on", "standing"),
        [
            (date(2026, 3, 31), True, None, Standing.TO_COME),
            (date(2026, 4, 1), True, None, Standing.IN_FORCE),
            (date(2026, 7, 2), True, None, Standing.IN_FORCE),
            (date(2026, 7, 3), True, None, Standing.NEAR),
            (date(2026, 8, 31), True, None, Standing.NEAR),
            (date(2026, 9, 1), True, None, Standing.EXPIRED),
            (date(2026, 5, 1), False, None, Standing.DRAFT),
            (date(2026, 9, 1), False, None, Standing.EXPIRED),
            (date(2026, 5, 1), True, date(2026, 5, 1), Standing.ENDED),
            (date(2026, 4, 30), True, date(2026, 5, 1), Standing.NEAR),
            (date(2026, 10, 1), True, date(2026, 5, 1), Standing.ENDED),
        ],
    )
    def test_by_its_days_and_its_signatures(self, day, is_signed, ended_on, standing) -> None:
        days = Days(date(2026, 4, 1), END, ended_on)

        assert stands(days, is_signed=is_signed, day=day) is standing

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            (date(2026, 7, 2), Step.NONE),
            (date(2026, 7, 3), Step.NEAR),
            (date(2026, 8, 17), Step.NEAR),
            (date(2026, 8, 18), Step.VERY_NEAR),
            (date(2026, 8, 31), Step.VERY_NEAR),
            (date(2026, 9, 1), Step.EXPIRED),
        ],
    )
    def test_what_is_told_of_it_on_which_day(self, day, told) -> None:
        assert step(END, day=day) is told

    def test_a_step_is_news_once(self) -> None:
        assert is_news(Step.NEAR, told="")
        assert not is_news(Step.NEAR, told="near")
        assert is_news(Step.EXPIRED, told="near")
        assert not is_news(Step.NEAR, told="expired")

    @pytest.mark.parametrize(
        ("from_on", "until_on", "review_on", "field"),
        [
            (DAY, DAY, DAY, "until_on"),
            (DAY, DAY + A_DAY, DAY, "review_on"),
            (DAY, DAY + A_DAY, DAY + 2 * A_DAY, "review_on"),
        ],
    )
    def test_days_that_cannot_be_name_the_field(self, from_on, until_on, review_on, field) -> None:
        found = days_fault(from_on, until_on, review_on)

        assert found is not None
        assert found[0] == field


class TestToWrite:
    def test_it_holds_the_law_and_the_columns_and_is_a_draft(self, cast) -> None:
        made = shown(drafted(cast.council, cast.police, specs=("census-cin", "police-missing")))

        assert made.standing is Standing.DRAFT
        assert [party.body for party in made.parties] == [cast.council, cast.police]
        basis = made.agreement.gateway[0]
        assert basis["title"] == "Children Act 2004, section 11"
        assert basis["evidence"] == "partly verified"
        columns = {c.spec: {f["title"]: f["identifies"] for f in c.fields} for c in made.covered}
        assert columns["police-missing"]["Surname"]
        assert columns["census-cin"]["Child's local id, pupil numbers"]

    def test_it_is_one_event_about_the_agreement_and_its_bodies(self, cast) -> None:
        made = drafted(cast.council, cast.police)

        (event,) = events("returns.draft_agreement")
        about = EventSubject.objects.system("a test").filter(event=event)
        assert {made.ref, cast.council.ref, cast.police.ref} <= set(
            about.values_list("ref", flat=True)
        )

    def test_a_title_that_is_taken_is_refused(self, cast) -> None:
        drafted(cast.council)

        with pytest.raises(Refusal, match="of this title already") as no:
            drafted(cast.police)

        assert no.value.field == "title"

    def test_days_that_cannot_be_are_refused_at_their_question(self, cast) -> None:
        with pytest.raises(Refusal, match="after the first day") as no:
            drafted(cast.council, until_on=agreeing.FROM)

        assert no.value.field == "last_on"


class TestToChange:
    def test_a_draft_that_nobody_signed_is_changed_in_place(self, cast) -> None:
        made = drafted(cast.council)

        now = agreements.change(
            made, terms(cast.police, purpose="Another"), version=1, by=PRODUCER, at=AT
        )

        assert (now.pk, now.edition, now.version) == (made.pk, 1, 2)
        assert [party.body for party in shown(now).parties] == [cast.police]

    def test_of_what_anybody_signed_the_next_edition_is_written_and_the_old_stays(
        self, cast
    ) -> None:
        old = signed(cast.council, by=signer(cast))

        new = agreements.change(
            old, terms(cast.council, purpose="Another"), version=1, by=PRODUCER, at=AT
        )

        assert (new.edition, shown(new).standing) == (2, Standing.DRAFT)
        assert shown(old).standing is Standing.IN_FORCE
        assert shown(old).agreement.purpose == terms().purpose
        assert selectors.lack(sending.owe(cast.council, is_covered=False), day=DAY) is None

    def test_when_all_have_signed_the_new_one_the_old_one_ends(self, cast) -> None:
        old = signed(cast.council, by=signer(cast))
        new = agreements.change(old, terms(cast.council), version=1, by=PRODUCER, at=AT)

        agreements.sign(new, body=cast.council, version=1, by=signer(cast), at=AT)

        assert shown(new).standing is Standing.IN_FORCE
        assert shown(old).standing is Standing.ENDED
        assert shown(old).agreement.ended_why == "Edition 2 takes its place"

    def test_an_old_edition_is_neither_changed_nor_signed(self, cast) -> None:
        old = signed(cast.council, by=signer(cast))
        agreements.change(old, terms(cast.council), version=1, by=PRODUCER, at=AT)

        with pytest.raises(Refusal, match="newer edition"):
            agreements.change(old, terms(cast.council), version=1, by=PRODUCER, at=AT)
        with pytest.raises(Refusal, match="newer edition"):
            agreements.sign(old, body=cast.council, version=1, by=signer(cast), at=AT)

    def test_of_two_who_change_what_they_saw_the_second_is_told(self, cast) -> None:
        made = drafted(cast.council)
        agreements.change(made, terms(cast.council), version=1, by=PRODUCER, at=AT)

        with pytest.raises(Stale):
            agreements.change(made, terms(cast.council), version=1, by=PRODUCER, at=AT)


class TestToSign:
    def test_it_is_in_force_once_every_party_has_signed(self, cast) -> None:
        made = drafted(cast.council, cast.police)
        give(cast.other, RoleKind.AGENCY_LEAD, cast.police)

        agreements.sign(made, body=cast.council, version=1, by=signer(cast), at=AT)
        after_one = shown(made).standing
        agreements.sign(made, body=cast.police, version=1, by=cast.other, at=AT)

        assert after_one is Standing.DRAFT
        assert shown(made).standing is Standing.IN_FORCE
        assert {(p.signed_by, p.signed_as) for p in shown(made).parties} == {
            (signer(cast), "agency lead"),
            (cast.other, "agency lead"),
        }
        assert len(events("returns.sign_agreement")) == 2

    @pytest.mark.parametrize("role", ["agency data lead", "information governance officer"])
    def test_who_may_not_sign_is_refused(self, cast, role) -> None:
        made = drafted(cast.council)

        with pytest.raises(Refusal, match="Only a delegated safeguarding partner or an agency"):
            agreements.sign(
                made, body=cast.council, version=1, by=cast.by_role[RoleKind(role)], at=AT
            )

    def test_nobody_signs_for_a_body_that_is_not_theirs(self, cast) -> None:
        made = drafted(cast.council, cast.police)

        with pytest.raises(Refusal, match="of Vale Police signs for it"):
            agreements.sign(made, body=cast.police, version=1, by=signer(cast), at=AT)

    def test_a_second_signature_for_one_body_is_refused_with_the_first(self, cast) -> None:
        made = drafted(cast.council)
        agreements.sign(made, body=cast.council, version=1, by=signer(cast), at=AT)

        with pytest.raises(Refusal, match="Milo Agency-Lead signed for Thornbury Vale Council"):
            agreements.sign(
                made,
                body=cast.council,
                version=1,
                by=cast.by_role[RoleKind.DELEGATED_PARTNER],
                at=AT,
            )

    def test_what_was_changed_after_it_was_read_is_not_signed(self, cast) -> None:
        made = drafted(cast.council)
        agreements.change(made, terms(cast.council), version=1, by=PRODUCER, at=AT)

        with pytest.raises(Stale):
            agreements.sign(made, body=cast.council, version=1, by=signer(cast), at=AT)

    def test_what_is_over_is_not_signed(self, cast) -> None:
        made = drafted(cast.council, until_on=DAY, review_on=DAY)

        with pytest.raises(Refusal, match="ran out; its last day was 14 July 2026"):
            agreements.sign(made, body=cast.council, version=1, by=signer(cast), at=AT)


class TestToEnd:
    def test_from_today_it_covers_nothing(self, cast) -> None:
        made = signed(cast.council, by=signer(cast))
        owed = sending.owe(cast.council, is_covered=False)

        agreements.end(made, version=1, why="The council stopped", by=PRODUCER, at=AT)

        assert shown(made).standing is Standing.ENDED
        assert selectors.lack(owed, day=DAY) is not None
        assert selectors.lack(owed, day=DAY - A_DAY) is None

    def test_what_is_over_is_not_ended_again(self, cast) -> None:
        made = signed(cast.council, by=signer(cast))
        agreements.end(made, version=1, why="x", by=PRODUCER, at=AT)

        with pytest.raises(Refusal, match="This agreement ended; its last day was 14 July 2026"):
            agreements.end(made, version=2, why="x", by=PRODUCER, at=AT)


class TestWhatIsCovered:
    def test_a_signed_one_of_the_body_and_the_kind_on_its_days(self, cast) -> None:
        signed(cast.council, by=signer(cast))
        owed = sending.owe(cast.council, is_covered=False)
        other = uncovered(cast.police)

        assert selectors.lack(owed, day=DAY) is None
        assert selectors.lack(owed, day=UNTIL - A_DAY) is None
        assert selectors.lack(owed, day=agreeing.FROM - A_DAY) is not None
        assert "1 January 2027" in (selectors.lack(owed, day=UNTIL) or "")
        assert "Vale Police" in (selectors.lack(other, day=DAY) or "")

    def test_a_draft_covers_nothing(self, cast) -> None:
        made = drafted(cast.council, cast.police)
        agreements.sign(made, body=cast.council, version=1, by=signer(cast), at=AT)

        assert selectors.lack(sending.owe(cast.council, is_covered=False), day=DAY) is not None

    def test_a_body_is_covered_by_what_it_became_and_not_by_what_it_was(self, cast) -> None:
        before = sending.owe(cast.charity, is_covered=False)
        people.succeed(cast.charity, into=cast.school, from_on=DAY, by=PRODUCER, at=AT)
        signed(cast.school, by=signer(cast))
        after = sending.owe(cast.school, is_covered=False)

        assert selectors.lack(before, day=DAY) is None
        with trail.verb("tests.unsign", by=PRODUCER, at=AT, empty=True):
            Party.objects.system("a test").update(body=cast.charity)
        assert selectors.lack(after, day=DAY) is not None

    def test_of_two_the_one_that_lasts_longest_is_told(self, cast) -> None:
        signed(cast.council, by=signer(cast), title="Short", until_on=DAY + A_DAY, review_on=DAY)
        long = signed(cast.council, by=signer(cast))

        found = selectors.covering(sending.owe(cast.council, is_covered=False), day=DAY)

        assert found is not None
        assert found.ref == long.ref


def uncovered(body: Body) -> Return:
    return sending.owe(body, spec="police-missing", period=sending.QUARTER, is_covered=False)


def page(name: str, agreement: Agreement, *more: str) -> str:
    return reverse(f"returns:{name}", args=[agreement.ref, *more])


def keeper(cast: Cast):
    return cast.client(cast.by_role[RoleKind.IG_OFFICER])


def sent(**answers: object) -> dict[str, object]:
    """What a browser sends of the form, some of it changed."""
    whole = {
        "title": "Police missing episodes",
        "specs": ["police-missing"],
        "purpose": "To see where children come to harm",
        "gateway": ["public-task"],
        "conditions": "Keep it closed\n\nTell nobody\n",
        "retention_months": "24",
        "destroyed": "Rows",
        "request_key": new_ref(),
    }
    for name, day in (
        ("from_on", date(2026, 7, 1)),
        ("last_on", date(2027, 6, 30)),
        ("review_on", date(2027, 3, 1)),
    ):
        whole |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return whole | answers


@pytest.fixture
def kinds(cast: Cast) -> None:
    """Returns are owed, so that agreements can be written about them."""
    sending.owe(cast.council, is_covered=False)
    uncovered(cast.police)


@pytest.mark.usefixtures("kinds")
class TestThePages:
    def test_the_register_lists_and_filters(self, cast) -> None:
        signed(cast.council, by=signer(cast))
        signed(cast.police, by=signer(cast), title="Near", until_on=DAY + 9 * A_DAY, review_on=DAY)
        drafted(cast.health, title="Only a draft")

        whole = keeper(cast).get(reverse("returns:agreements")).content.decode()
        near = keeper(cast).get(reverse("returns:agreements"), {"state": "near expiry"})

        assert all(title in whole for title in ("Census of children in need", "Only a draft"))
        assert whole.index("Near") < whole.index("Only a draft")
        assert "Only a draft" not in near.content.decode()

    def test_a_filter_that_nobody_offered_shows_all(self, cast) -> None:
        drafted(cast.health, title="Only a draft")

        shown_ = keeper(cast).get(reverse("returns:agreements"), {"state": "x", "body": "y"})

        assert "Only a draft" in shown_.content.decode()

    def test_a_data_lead_sees_the_agreements_of_their_own_body_alone(self, cast) -> None:
        own = signed(cast.council, cast.health, by=signer(cast))
        other = signed(cast.police, by=signer(cast), title="Another's")
        browser = cast.client(cast.owner)

        listed = browser.get(reverse("returns:agreements")).content.decode()

        assert "Census of children in need" in listed
        assert "Another" not in listed
        assert cast.police.name not in listed
        assert browser.get(page("agreement", own)).status_code == 200
        assert browser.get(page("agreement", other)).status_code == 404
        assert browser.get(page("agreement_text", other, "pdf")).status_code == 404

    def test_a_stranger_finds_no_register(self, cast) -> None:
        made = signed(cast.council, by=signer(cast))

        for role in (RoleKind.TRAINER, RoleKind.LINKER, RoleKind.SCRUTINEER):
            browser = cast.client(cast.by_role[role])
            assert browser.get(reverse("returns:agreements")).status_code == 404
            assert browser.get(page("agreement", made)).status_code == 404

    def test_it_is_written_on_a_page_and_shown(self, cast) -> None:
        answer = keeper(cast).post(
            reverse("returns:add_agreement"), sent(bodies=[cast.police.ref]), follow=True
        )

        text = answer.content.decode()
        assert "The agreement is written." in text
        assert "30 June 2027" in text
        assert "UK GDPR, article 6(1)(e)" in text
        assert "To be read before signing" in text
        made = Agreement.objects.system("a test").get()
        assert made.until_on == date(2027, 7, 1)
        assert made.conditions == ["Keep it closed", "Tell nobody"]

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"title": ""}, "Enter a title"),
            ({"specs": []}, "Choose at least one return"),
            ({"conditions": "x" * 301}, "Shorten each condition"),
            ({"retention_months": "some"}, "Enter a whole number of months"),
            ({"last_on_year": "2025"}, "Enter a last day after the first day"),
            ({"review_on_year": "2029"}, "Enter a day of review between"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_question(self, cast, answers, said) -> None:
        shown_ = keeper(cast).post(
            reverse("returns:add_agreement"), sent(bodies=[cast.police.ref], **answers)
        )

        assert said in shown_.content.decode()
        assert not Agreement.objects.system("a test").exists()

    def test_two_who_change_it_at_once_see_both_texts(self, cast) -> None:
        made = drafted(cast.police, title="Police missing episodes", specs=("police-missing",))
        agreements.change(
            made,
            terms(cast.police, title="Police missing episodes", purpose="Saved by another"),
            version=1,
            by=cast.by_role[RoleKind.IG_OFFICER],
            at=AT,
        )

        answer = keeper(cast).post(
            page("change_agreement", made), sent(bodies=[cast.police.ref], version=1)
        )

        assert answer.status_code == 409
        assert "Saved by another" in answer.content.decode()
        assert "To see where children come to harm" in answer.content.decode()

    def test_what_is_typed_may_be_kept_as_a_draft(self, cast) -> None:
        browser = keeper(cast)

        browser.post(reverse("returns:add_agreement"), sent(save_draft="1", purpose="Half typed"))

        assert "Half typed" in browser.get(reverse("returns:add_agreement")).content.decode()
        assert not Agreement.objects.system("a test").exists()

    def test_signing_is_asked_then_done(self, cast) -> None:
        made = drafted(cast.council)
        browser = cast.client(signer(cast))

        asked = browser.get(page("sign_agreement", made)).content.decode()
        browser.post(
            page("sign_agreement", made),
            {"version": 1, "body": cast.council.ref, "request_key": new_ref()},
        )

        assert "Sign for Thornbury Vale Council?" in asked
        assert "Keep it closed" in asked
        assert shown(made).standing is Standing.IN_FORCE

    def test_who_sees_it_and_signs_for_nobody_is_told_so(self, cast) -> None:
        made = drafted(cast.council)

        answer = cast.client(cast.owner).get(page("sign_agreement", made))

        assert answer.status_code == 403

    def test_ending_is_asked_then_done_with_a_reason(self, cast) -> None:
        made = signed(cast.council, by=signer(cast))
        browser = keeper(cast)

        asked = browser.get(page("end_agreement", made)).content.decode()
        silent = browser.post(
            page("end_agreement", made), {"version": 1, "request_key": new_ref()}
        ).content.decode()
        browser.post(
            page("end_agreement", made),
            {"version": 1, "why": "The council stopped", "request_key": new_ref()},
        )

        assert "This cannot be undone" in asked
        assert "Enter why it ends" in silent
        assert shown(made).standing is Standing.ENDED
        assert "The council stopped" in browser.get(page("agreement", made)).content.decode()

    def test_the_text_goes_out_as_word_and_pdf_and_the_trail_knows(self, cast) -> None:
        made = signed(cast.council, by=signer(cast))
        browser = cast.client(cast.owner)

        pdf = browser.get(page("agreement_text", made, "pdf"))
        word = browser.get(page("agreement_text", made, "docx"))

        assert pdf.content.startswith(b"%PDF-")
        book = docx.Document(io.BytesIO(word.content))
        headings = [p.text for p in book.paragraphs if p.style.name.startswith("Heading")]
        assert "1. Who shares" in headings
        assert "8. Signatures" in headings
        assert [event.by for event in events("returns.take_out_agreement")] == [cast.owner.ref] * 2

    def test_the_register_costs_the_same_however_long_it_is(
        self, cast, django_assert_max_num_queries
    ) -> None:
        for number in range(6):
            signed(cast.council, cast.police, by=signer(cast), title=f"Number {number}")
        browser = keeper(cast)
        browser.get(reverse("returns:agreements"))

        with django_assert_max_num_queries(20):
            browser.get(reverse("returns:agreements"))


def test_a_day_is_sixty_before(cast) -> None:
    made = signed(cast.council, by=signer(cast), until_on=DAY + timedelta(days=60), review_on=DAY)

    assert shown(made).standing is Standing.NEAR
    assert shown(made, day=DAY - A_DAY).standing is Standing.IN_FORCE


class TestTheLetters:
    def told(self, cast: Cast, day: date) -> set[str]:
        """Who was written to on that day, by name."""
        before = set(Letter.objects.system("a test").values_list("pk", flat=True))
        telling.tell(by=trail.System("worker"), at=AT + (day - DAY))
        new = Letter.objects.system("a test").exclude(pk__in=before)
        names = {person.ref: person.name for person in cast.everybody.values()}
        return {names[to] for to in new.values_list("to", flat=True)}

    def test_data_leads_and_the_keeper_are_told_once_a_step(self, cast) -> None:
        made = signed(cast.council, by=signer(cast), until_on=END, review_on=DAY)
        everyone = {"Amina Owner", "Bram Colleague", "Viktor Information"}

        days = [date(2026, 7, 2), DAY, DAY + A_DAY, date(2026, 8, 20), END, END + A_DAY]
        told = [self.told(cast, day) for day in days]

        assert told[:3] == [set(), everyone, set()]
        # By then roles that nobody confirmed may have lapsed; who is left is told.
        assert len(events("returns.tell_of_agreement")) == 3
        assert told[5] == set()
        assert shown(made).agreement.told == "expired"

    def test_nobody_is_told_of_a_draft_or_of_what_was_ended(self, cast) -> None:
        drafted(cast.council, until_on=END, review_on=DAY)
        ended = signed(cast.police, by=signer(cast), title="E", until_on=END, review_on=DAY)
        agreements.end(ended, version=1, why="x", by=PRODUCER, at=AT)

        assert self.told(cast, DAY) == set()

    def test_nobody_is_told_of_what_ran_out_long_ago(self, cast) -> None:
        signed(cast.council, by=signer(cast), until_on=END, review_on=DAY)

        assert self.told(cast, date(2026, 11, 1)) == set()


class TestAcceptance:
    """A checked edition waits for an agreement that covers it."""

    @pytest.fixture
    def owed(self, cast: Cast) -> Return:
        return sending.owe(cast.council, is_covered=False)

    @pytest.fixture
    def waiting(self, cast: Cast, owed) -> Edition:
        return sending.checked(owed, sending.census(2), by=cast.owner)

    def accept(self, made: Edition, cast: Cast) -> Edition:
        return editions.accept(made, version=made.version, commentary="", by=cast.owner, at=AT)

    def test_is_refused_without_one_and_says_what_is_missing_and_who_can_mend_it(
        self, cast, waiting
    ) -> None:
        with pytest.raises(Refusal) as no:
            self.accept(waiting, cast)

        said = no.value.message
        assert "No sharing agreement in force covers Children in need census" in said
        assert "Thornbury Vale Council on 15 July 2026" in said
        assert "information governance officer" in said
        assert sending.now(waiting).state == "checked"
        assert not sending.jobs("returns.keep")

    def test_is_done_on_the_last_day_and_refused_on_the_day_after(self, cast, waiting) -> None:
        last = signed(cast.council, by=signer(cast), until_on=DAY, review_on=DAY)
        with pytest.raises(Refusal, match="No sharing agreement"):
            self.accept(waiting, cast)

        agreements.change(
            last,
            terms(cast.council, until_on=DAY + A_DAY, review_on=DAY),
            version=1,
            by=PRODUCER,
            at=AT,
        )
        new = Agreement.objects.system("a test").get(key=last.key, edition=2)
        agreements.sign(new, body=cast.council, version=1, by=signer(cast), at=AT)

        assert self.accept(waiting, cast).state == "accepted"

    def test_the_edition_s_page_leads_to_the_agreements_instead(self, cast, waiting) -> None:
        address = reverse("returns:edition", args=[waiting.ref])

        page = cast.client(cast.owner).get(address).content.decode()

        assert "This file cannot be accepted yet." in page
        assert reverse("returns:agreements") in page
        assert "Accept into the data set" not in page

    def test_the_return_s_page_warns_near_the_end_and_says_where_there_is_none(
        self, cast, owed, waiting
    ) -> None:
        browser = cast.client(cast.owner)
        address = reverse("returns:one", args=[owed.ref])

        none = browser.get(address).content.decode()
        signed(cast.council, by=signer(cast), until_on=DAY + 9 * A_DAY, review_on=DAY)
        near = browser.get(address).content.decode()

        assert "No sharing agreement in force covers" in none
        assert "runs out after 23 July 2026" in near
