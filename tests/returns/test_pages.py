"""The pages of returns: who opens them, in how many queries, and what their forms do once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import sending
from tests.returns.sending import (
    CANARY,
    WRONG_UPN,
    census,
    events,
    faulty,
    jobs,
    now,
    sealed_files,
)
from village import trail
from village.evidence.returns.models import Edition, Return, Withdrawal
from village.evidence.returns.services import editions
from village.files.store import Spool
from village.jobs.drafts import typed_so_far
from village.kernel.refs import new_ref
from village.partnership.people import services
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(cast: Cast, owed: Return) -> Edition:
    return sending.checked(owed, census(3, more=[faulty()]), by=cast.owner)


@pytest.fixture
def reader(cast: Cast) -> Person:
    """Somebody who was granted sight of the council's returns, and leads none."""
    trainer = cast.by_role[RoleKind.TRAINER]
    services.grant(
        trainer,
        scope=f"returns:{cast.council.ref}",
        until_on=DAY.replace(month=9),
        why="to see how it is done",
        by=PRODUCER,
        at=AT,
    )
    return trainer


def at(name: str, thing: Return | Edition, *more: str) -> str:
    return reverse(f"returns:{name}", args=[thing.ref, *more])


def broken(edition: Edition) -> str:
    """The rule that found the planted child."""
    found = [kind for kind in edition.summary["kinds"] if kind["end"] == "found"]
    return next(kind["rule"] for kind in found if "UPN" in kind["message"])


def sent(**typed: object) -> dict[str, object]:
    return {"request_key": new_ref(), **typed}


def a_file(data: bytes = b"<Message/>", *, name: str = "return.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def error_summary(content: bytes) -> str:
    found = re.search(r"govuk-error-summary.*?</div>\s*</div>", content.decode(), re.DOTALL)
    return found.group() if found else ""


class TestWhoOpensThem:
    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("agency data lead", 200),
            ("colleague", 200),
            ("agency lead", 404),
            ("other agency", 404),
            ("administrator", 404),
            ("scrutineer", 404),
            ("business manager", 404),
            ("council contact", 404),
            ("stranger", 404),
        ],
    )
    def test_a_return_and_its_editions_are_there_for_its_data_leads_alone(
        self, cast, owed, checked, who, status
    ) -> None:
        browser = cast.client(cast.everybody[who])
        pages = [
            at("one", owed),
            at("edition", checked),
            at("rule", checked, broken(checked)),
            at("issues", checked, "csv"),
        ]

        assert [browser.get(page).status_code for page in pages] == [status] * len(pages)

    def test_somebody_not_signed_in_is_asked_to_sign_in(self, cast, owed, checked) -> None:
        browser = cast.client(None)

        for page in (at("one", owed), at("edition", checked), at("issues", checked, "csv")):
            assert browser.get(page)["Location"].startswith("/sign-in/?next=")

    def test_a_data_lead_who_is_barred_finds_nothing_there(self, cast, owed, checked) -> None:
        scope = f"returns:{cast.council.ref}"
        services.bar(cast.owner, scope=scope, why="A relative.", by=PRODUCER, at=AT)

        browser = cast.client(cast.owner)

        assert browser.get(at("one", owed)).status_code == 404
        assert browser.get(at("edition", checked)).status_code == 404
        assert browser.post(at("accept", checked), sent(version=2)).status_code == 404
        assert now(checked).state == "checked"

    def test_who_sees_it_and_leads_no_data_is_told_why_nothing_can_be_done(
        self, cast, owed, checked, reader, store
    ) -> None:
        browser = cast.client(reader)
        before = len(sealed_files(store))
        asked = [
            browser.post(at("one", owed), sent(file=a_file())),
            *(
                browser.post(at(name, checked), sent(version=checked.version, why="x"))
                for name in ("accept", "refuse", "withdraw")
            ),
            browser.get(at("withdraw", checked)),
        ]

        assert browser.get(at("one", owed)).status_code == 200
        assert [answer.status_code for answer in asked] == [403] * 5
        assert all(b"Only the agency data lead of this body" in each.content for each in asked)
        assert b"Check this file" not in browser.get(at("one", owed)).content
        assert b"Accept into the data set" not in browser.get(at("edition", checked)).content
        assert (now(checked).state, len(sealed_files(store))) == ("checked", before)

    def test_everybody_who_sees_figures_knows_how_returns_stand_and_opens_none(
        self, cast, owed, checked, police_owed
    ) -> None:
        page = cast.client(cast.by_role[RoleKind.SCRUTINEER]).get(reverse("returns:calendar"))

        text = page.content.decode()
        assert "Thornbury Vale Council" in text
        assert "Vale Police" in text
        assert owed.ref not in text
        assert checked.ref not in text

    def test_who_sees_no_figures_sees_no_ones_returns(self, cast, owed, police_owed) -> None:
        page = cast.client(cast.by_role[RoleKind.TRAINER]).get(reverse("returns:calendar"))

        assert b"Children in need census" not in page.content

    def test_a_census_is_not_opened_through_a_return_of_ones_own(
        self, cast, checked, police_owed
    ) -> None:
        browser = cast.client(cast.other)

        answer = browser.post(at("accept", checked), sent(version=checked.version))

        assert answer.status_code == 404
        assert now(checked).state == "checked"


# Session, person, roles, grants and bodies spoken for are read by every request: five.
# What was done with it is asked in three: its letters, the newest version, and who looked.
# What covers a return is asked in four: successions, agreements, their parties, what they cover.
QUERIES = {"calendar": 7, "one": 15, "edition": 12, "withdraw": 12, "accept": 12}


class TestTheirQueries:
    @pytest.mark.parametrize("name", ["one", "edition", "accept", "withdraw"])
    def test_are_as_many_as_they_were(
        self, cast, owed, checked, django_assert_num_queries, name
    ) -> None:
        browser = cast.client(cast.owner)
        address = at(name, owed if name == "one" else checked)

        with django_assert_num_queries(QUERIES[name]):
            assert browser.get(address).status_code == 200

    def test_are_as_many_for_many_returns(
        self, cast, owed, checked, django_assert_num_queries
    ) -> None:
        for year in range(2015, 2025):
            sending.owe(cast.council, period=sending.year_ending(year))
        browser = cast.client(cast.owner)

        with django_assert_num_queries(QUERIES["calendar"]):
            assert browser.get(reverse("returns:calendar")).status_code == 200

    def test_of_a_look_at_rows_are_the_page_s_and_those_of_the_trail(self, cast, checked) -> None:
        browser = cast.client(cast.owner)

        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(at("rule", checked, broken(checked)))

        assert len(asked) <= 20


class TestToSend:
    def test_a_file_that_is_chosen_is_sent_and_its_check_promised(self, cast, owed) -> None:
        browser = cast.client(cast.owner)

        answer = browser.post(at("one", owed), sent(file=a_file(census(), name="vale.xml")))

        made = Edition.objects.system("a test").get()
        assert answer["Location"] == at("edition", made)
        assert (made.file_name, made.state, made.sent_by) == ("vale.xml", "received", cast.owner)
        assert [job.kind for job in jobs()] == ["returns.check"]

    def test_sent_twice_it_is_one_edition_and_one_answer(self, cast, owed, store) -> None:
        browser = cast.client(cast.owner)
        typed = sent()

        first = browser.post(at("one", owed), {**typed, "file": a_file()})
        second = browser.post(at("one", owed), {**typed, "file": a_file()})

        assert first["Location"] == second["Location"]
        assert Edition.objects.system("a test").count() == 1
        assert len(sealed_files(store)) == 1

    def test_while_another_is_checked_it_is_refused_beside_the_question(
        self, cast, owed, store
    ) -> None:
        sending.send(owed, census(), by=cast.colleague)

        page = cast.client(cast.owner).post(at("one", owed), sent(file=a_file()))

        assert "being checked. Wait" in page.content.decode()
        assert len(sealed_files(store)) == 1

    @pytest.mark.parametrize(("file", "words"), [(None, "Choose a file"), (b"", "export it again")])
    def test_without_a_file_it_asks_for_one(self, cast, owed, file, words, store) -> None:
        typed = {} if file is None else {"file": a_file(file)}

        page = cast.client(cast.owner).post(at("one", owed), sent(**typed))

        assert words in page.content.decode()
        assert not Edition.objects.system("a test").exists()
        assert sealed_files(store) == []

    def test_too_large_a_file_is_refused_in_words(self, cast, owed, settings, store) -> None:
        settings.VILLAGE_LARGEST_UPLOAD = 1000

        page = cast.client(cast.owner).post(at("one", owed), sent(file=a_file(b"x" * 5000)))

        assert "The file is larger than" in page.content.decode()
        assert sealed_files(store) == []

    def test_the_page_shows_how_far_the_check_is_and_then_what_it_found(self, cast, owed) -> None:
        made = sending.send(owed, census(3, more=[faulty()]), by=cast.owner)
        browser = cast.client(cast.owner)
        waiting = browser.get(at("edition", made)).content.decode()

        sending.work()

        ended = browser.get(at("edition", made)).content.decode()
        assert "This page looks again by itself" in waiting
        assert "This page looks again by itself" not in ended
        assert "4 children read" in ended
        assert "Nothing of this file is in the data set yet" in ended

    def test_an_unreadable_file_is_explained_on_its_page(self, cast, owed) -> None:
        made = sending.checked(owed, census()[:-300], by=cast.owner)

        page = cast.client(cast.owner).get(at("edition", made)).content.decode()

        for words in (made.failure["what"], made.failure["mend"], "Nothing of it was kept."):
            assert words in page


class TestToDecide:
    def test_accepted_from_its_page_it_says_so(self, cast, checked) -> None:
        browser = cast.client(cast.owner)

        answer = browser.post(
            at("accept", checked), sent(version=checked.version, commentary="In May")
        )

        page = browser.get(answer["Location"]).content.decode()
        assert "The return is accepted" in page
        assert "In May" in page
        assert "Take this edition back" in page

    def test_sent_twice_it_acts_once_and_gives_the_first_answer(self, cast, checked) -> None:
        browser = cast.client(cast.owner)
        typed = sent(version=checked.version, commentary="")

        first = browser.post(at("accept", checked), typed)
        second = browser.post(at("accept", checked), typed)

        assert first["Location"] == second["Location"]
        assert len(events("returns.accept")) == 1

    def test_without_a_key_nothing_is_done(self, cast, checked) -> None:
        answer = cast.client(cast.owner).post(at("accept", checked), {"version": 2})

        assert answer.status_code == 400
        assert now(checked).state == "checked"

    def test_each_form_of_the_page_carries_a_key_and_the_version(self, cast, checked) -> None:
        browser = cast.client(cast.owner)

        for name in ("edition", "refuse"):
            page = browser.get(at(name, checked)).content.decode()
            (form,) = re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL)
            assert 'name="request_key"' in form
            assert f'name="version" value="{checked.version}"' in form

    def test_first_it_says_how_many_children_were_read_what_to_do_and_asks(
        self, cast, checked
    ) -> None:
        page = cast.client(cast.owner).get(at("edition", checked)).content.decode()

        read, top, asked, whole = (
            page.index(words)
            for words in ("4 children read", "Most often:", "What now?", "What was found, most")
        )
        assert read < top < asked < whole
        assert "What to do." in page[top:asked]

    def test_before_a_file_is_destroyed_it_is_asked_and_said_what_goes_and_what_stays(
        self, cast, checked, store
    ) -> None:
        before = len(sealed_files(store))
        browser = cast.client(cast.owner)

        page = browser.get(at("refuse", checked)).content.decode()

        assert "This cannot be undone." in page
        assert f"1 file: {checked.file_name}" in page
        assert "What was read of 4 children" in page
        assert "What stays" in page
        assert now(checked).state == "checked"
        assert len(sealed_files(store)) == before
        assert (
            "Leave it out and destroy the file</a>"
            in browser.get(at("edition", checked)).content.decode()
        )

    def test_before_it_is_taken_back_it_is_asked_and_said_what_goes_and_what_stays(
        self, cast, checked
    ) -> None:
        made = editions.accept(
            checked, version=checked.version, commentary="", by=cast.owner, at=AT
        )

        page = cast.client(cast.owner).get(at("withdraw", made)).content.decode()

        assert f"1 file: {checked.file_name}" in page
        assert "The rows of 4 children in the data set" in page
        assert "the next version is counted without this edition" in page
        assert now(made).state == "accepted"

    def test_there_is_nothing_to_take_back_of_what_was_not_accepted(self, cast, checked) -> None:
        page = cast.client(cast.owner).get(at("withdraw", checked)).content.decode()

        assert "Take edition" not in page
        assert "What now?" in page

    def test_left_out_from_its_page_file_and_rows_are_gone(
        self, cast, checked, store, django_capture_on_commit_callbacks
    ) -> None:
        browser = cast.client(cast.owner)
        typed = sent(version=checked.version)

        with django_capture_on_commit_callbacks(execute=True):
            browser.post(at("refuse", checked), typed)
            browser.post(at("refuse", checked), typed)

        assert now(checked).state == "refused"
        assert sealed_files(store) == []
        assert len(events("returns.refuse")) == 1

    def test_left_out_its_page_keeps_the_counts_and_leads_to_no_row(self, cast, checked) -> None:
        browser = cast.client(cast.owner)
        before = browser.get(at("edition", checked)).text
        browser.post(at("refuse", checked), sent(version=checked.version))

        after = browser.get(at("edition", checked)).text

        assert at("issues", checked, "csv") in before
        assert at("issues", checked, "csv") not in after
        assert "The rows behind these counts are destroyed." in after

    def test_of_another_year_it_cannot_be_accepted_and_says_which_it_is(self, cast, owed) -> None:
        made = sending.checked(owed, census(year=2025), by=cast.owner)
        browser = cast.client(cast.owner)

        page = browser.get(at("edition", made)).content.decode()
        answer = browser.post(at("accept", made), sent(version=made.version, commentary=""))

        assert "by the rules of 2024-25" in page
        assert "The file is of the year to March 2025" in page
        assert "Accept into the data set" not in page
        assert "year to March 2025" in answer.content.decode()
        assert now(made).state == "checked"

    def test_taken_back_from_its_page_the_reason_is_asked_and_kept(self, cast, checked) -> None:
        made = editions.accept(
            checked, version=checked.version, commentary="", by=cast.owner, at=AT
        )
        browser = cast.client(cast.owner)

        empty = browser.post(at("withdraw", made), sent(version=made.version, why=""))
        typed = sent(version=made.version, why="Of last year")
        answers = [browser.post(at("withdraw", made), typed) for _ in range(2)]

        assert "Enter why it is taken back" in empty.content.decode()
        assert {answer["Location"] for answer in answers} == {at("edition", made)}
        assert Withdrawal.objects.system("a test").get().why == "Of last year"


class TestEveryState:
    def test_of_an_edition_has_a_page_and_a_line_and_says_what_it_is(self, cast, owed) -> None:
        left_out = sending.checked(owed, census(2), by=cast.owner)
        editions.refuse(left_out, version=left_out.version, by=cast.owner, at=AT)
        unread = sending.checked(owed, b"<Message>", by=cast.owner)
        old = sending.stored(owed, census(2), by=cast.owner)
        undecided = sending.checked(owed, census(2), by=cast.owner)
        taken = sending.stored(owed, census(3), by=cast.owner)
        editions.withdraw(
            taken, version=taken.version, why="Of another district", by=cast.owner, at=AT
        )
        stored = sending.stored(owed, census(4), by=cast.owner)
        accepted = sending.checked(owed, census(5), by=cast.owner)
        newest = sending.send(owed, census(6), by=cast.owner)
        browser = cast.client(cast.owner)

        said = {
            made: re.sub(r"\s+", " ", browser.get(at("edition", made)).content.decode())
            for made in (left_out, unread, old, undecided, taken, stored, accepted, newest)
        }

        states = [now(made).state for made in said]
        assert states == [
            "refused", "refused", "superseded", "superseded",
            "withdrawn", "accepted", "checked", "received",
        ]  # fmt: skip
        for made, text in said.items():
            assert f"edition {made.number}" in text
            assert now(made).state in text
        assert "Of another district" in said[taken]
        assert "In the data set since" in said[stored]
        assert ("Accept into the data set" in said[accepted]) and (
            sum("Accept into the data set" in text for text in said.values()) == 1
        )
        lines = browser.get(at("one", owed)).content.decode()
        assert all(f"Edition {made.number}<" in lines for made in said)


class TestTwoWhoDecide:
    def test_the_second_sees_both_commentaries_and_may_merge_them(self, cast, checked) -> None:
        editions.accept(
            checked, version=checked.version, commentary="From Amina", by=cast.owner, at=AT
        )
        browser = cast.client(cast.colleague)
        typed = sent(version=checked.version, commentary="From Bram")

        conflict = browser.post(at("accept", checked), typed)

        page = conflict.content.decode()
        assert conflict.status_code == 409
        assert "Amina Owner saved a change" in page
        assert "From Amina" in page
        assert "From Bram" in page
        assert now(checked).commentary == "From Amina"

    def test_what_the_second_then_saves_is_the_commentary_of_what_was_accepted(
        self, cast, checked
    ) -> None:
        made = editions.accept(
            checked, version=checked.version, commentary="From Amina", by=cast.owner, at=AT
        )
        browser = cast.client(cast.colleague)
        typed = sent(version=checked.version, commentary="From Bram")
        page = browser.post(at("accept", checked), typed).content.decode()

        carried = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        answer = browser.post(at("accept", made), {**carried, "commentary": "Both"})

        assert carried["version"] == str(made.version)
        assert answer["Location"] == at("edition", made)
        assert now(made).commentary == "Both"
        assert now(made).decided_by == cast.owner
        assert [event.by for event in events("returns.comment")] == [cast.colleague.ref]

    def test_who_accepts_what_was_left_out_is_told_by_whom(self, cast, checked) -> None:
        editions.refuse(checked, version=checked.version, by=cast.owner, at=AT)

        page = cast.client(cast.colleague).post(
            at("accept", checked), sent(version=checked.version, commentary="From Bram")
        )

        assert "Amina Owner left it out on" in page.content.decode()
        assert now(checked).state == "refused"

    def test_who_takes_back_what_was_taken_back_keeps_what_they_typed(self, cast, checked) -> None:
        made = editions.accept(
            checked, version=checked.version, commentary="", by=cast.owner, at=AT
        )
        editions.withdraw(made, version=made.version, why="First", by=cast.owner, at=AT)

        page = cast.client(cast.colleague).post(
            at("withdraw", made), sent(version=made.version, why="Second reason")
        )

        assert "Amina Owner took it back on" in page.content.decode()
        assert 'value="Second reason"' in page.content.decode()


class TestADraft:
    def test_of_the_commentary_is_kept_sealed_and_offered_again(self, cast, checked) -> None:
        browser = cast.client(cast.owner)
        typed = sent(version=checked.version, commentary="Half a sent", save_draft="1")

        answer = browser.post(at("accept", checked), typed)

        page = browser.get(at("edition", checked)).content.decode()
        assert answer.status_code == 302
        assert now(checked).state == "checked"
        assert "Half a sent" in page
        assert (
            "Half a sent"
            not in cast.client(cast.colleague).get(at("edition", checked)).content.decode()
        )

    def test_is_dropped_once_it_was_sent(self, cast, checked) -> None:
        browser = cast.client(cast.owner)
        browser.post(
            at("accept", checked), sent(version=checked.version, commentary="H", save_draft="1")
        )

        browser.post(at("accept", checked), sent(version=checked.version, commentary="Whole"))

        assert typed_so_far(f"returns.decide:{checked.ref}", by=cast.owner, at=AT) is None
        assert now(checked).commentary == "Whole"

    def test_is_kept_for_nobody_who_may_not_decide(self, cast, checked, reader) -> None:
        answer = cast.client(reader).post(
            at("accept", checked), sent(version=2, commentary="x", save_draft="1")
        )

        assert answer.status_code == 403
        assert typed_so_far(f"returns.decide:{checked.ref}", by=reader, at=AT) is None


class TestAnEditionThatCouldNotBeStored:
    def test_says_so_to_its_data_lead(self, cast, checked) -> None:
        editions.accept(checked, version=checked.version, commentary="", by=cast.owner, at=AT)
        from tests.returns.test_checking import given_up

        sending.work(most=1)  # the check that was promised, and is done
        given_up(jobs("returns.keep")[0], tries=7)

        page = cast.client(cast.owner).get(at("edition", checked)).content.decode()

        assert "are not in the data set yet" in page
        assert jobs("returns.keep")[0].error in page


def test_no_page_but_those_of_rows_holds_an_id_or_a_value(cast: Cast, owed, checked) -> None:
    browser = cast.client(cast.owner)

    for page in (reverse("returns:calendar"), at("one", owed), at("edition", checked), "/"):
        text = browser.get(page).content.decode()
        assert CANARY not in text
        assert WRONG_UPN not in text


class TestAFileThatNobodyAskedFor:
    """Uploads are taken in by the one page that asks for them, from those who may send."""

    def test_is_dropped_unread_on_any_other_page(self, cast, checked, spooled) -> None:
        browser = cast.client(cast.owner)
        spooled.clear()

        for address in (
            at("edition", checked),
            at("accept", checked),
            reverse("people:me"),
            "/no/",
        ):
            browser.post(address, {"file": SimpleUploadedFile("a.csv", b"a,b")})

        assert spooled == []

    def test_is_dropped_unread_while_a_second_step_is_owed(self, cast, owed, spooled) -> None:
        browser = Client()
        browser.force_login(cast.owner)

        answer = browser.post(at("one", owed), {"file": SimpleUploadedFile("a.csv", b"a,b")})

        assert answer["Location"] == reverse("mfa_activate_totp")
        assert spooled == []

    def test_is_dropped_unread_from_somebody_who_sees_no_returns(self, cast, owed, spooled) -> None:
        public = cast.by_role[RoleKind.PUBLIC]

        for address in (at("one", owed), reverse("returns:one", args=["A" * 16])):
            cast.client(public).post(address, {"file": SimpleUploadedFile("a.csv", b"a,b")})

        assert spooled == []

    def test_is_taken_by_the_page_that_asks(self, cast, owed, spooled) -> None:
        cast.client(cast.owner).post(at("one", owed), {"file": SimpleUploadedFile("a.csv", b"a,b")})

        assert len(spooled) == 1


@pytest.fixture
def spooled(monkeypatch: pytest.MonkeyPatch) -> list[Spool]:
    """Every file of which a byte was ever taken in."""
    begun: list[Spool] = []
    begin = Spool.__init__

    def noted(self: Spool) -> None:
        begun.append(self)
        begin(self)

    monkeypatch.setattr(Spool, "__init__", noted)
    return begun


class TestWhatTheySay:
    def test_the_menu_marks_returns_on_the_pages_of_editions_too(self, cast, owed, checked) -> None:
        browser = cast.client(cast.owner)

        for page in (at("one", owed), at("edition", checked), at("rule", checked, broken(checked))):
            html = browser.get(page).content.decode()
            (here,) = re.findall(r'href="([^"]+)" aria-current="true"', html)
            assert here == reverse("returns:calendar")

    def test_before_a_file_is_sent_it_says_what_happens_how_long_and_who_sees_it(
        self, cast, owed
    ) -> None:
        page = cast.client(cast.owner).get(at("one", owed)).content.decode()

        assert "What happens next" in page
        assert "ten seconds" in page
        assert "only people at Thornbury Vale Council who send its returns see it" in page

    def test_the_editions_of_a_return_say_who_sent_and_decided_when_and_what_they_say(
        self, cast, owed, checked
    ) -> None:
        editions.accept(
            checked, version=checked.version, commentary="A new system.", by=cast.colleague, at=AT
        )

        page = cast.client(cast.owner).get(at("one", owed)).content.decode()

        row = re.search(r"Edition 1</a></td>.*?</tr>", page, re.DOTALL)[0]
        for words in (cast.owner.name, cast.colleague.name, "A new system.", "15 July 2026"):
            assert words in row

    def test_a_list_that_was_cut_says_so(self, cast, checked) -> None:
        rule = broken(checked)
        with_more = {**checked.summary, "kinds": [
            {**kind, "issues": 12_345} if kind["rule"] == rule else kind
            for kind in checked.summary["kinds"]
        ]}  # fmt: skip
        with trail.verb(name="returns.check", by=PRODUCER, at=AT) as verb:
            found = now(checked)
            found.summary = with_more
            found.save(update_fields=["summary"])
            verb.wrote("edition", found.ref, fields=("summary",))

        page = cast.client(cast.owner).get(at("rule", checked, rule)).content.decode()

        assert "This list is cut." in page
        assert "of 12,345 cells" in page
