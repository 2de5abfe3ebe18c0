"""Each verb of a return acts once, says no in words, and stands in the trail as one event."""

import pytest

from tests.cast import AT, Cast
from tests.returns import sending
from tests.returns.sending import (
    Meanwhile,
    Quiet,
    census,
    events,
    faulty,
    files_of,
    jobs,
    now,
    police,
    sealed_files,
    work,
)
from village.evidence.returns.models import Edition, Return, Withdrawal
from village.evidence.returns.services import checking, clearing, editions, keeping
from village.kernel.periods import year_ending
from village.kernel.refusal import Refusal, Stale
from village.trail.models import Event, EventSubject

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(cast: Cast, owed: Return) -> Edition:
    return sending.checked(owed, census(more=[faulty()]), by=cast.owner)


def accept(edition: Edition, cast: Cast, *, commentary: str = "") -> Edition:
    return editions.accept(
        edition, version=edition.version, commentary=commentary, by=cast.owner, at=AT
    )


def leave_out(edition: Edition, cast: Cast) -> Edition:
    return editions.refuse(edition, version=edition.version, commentary="", by=cast.owner, at=AT)


def take_back(edition: Edition, cast: Cast, *, why: str = "Sent in error") -> Edition:
    return editions.withdraw(edition, version=edition.version, why=why, by=cast.owner, at=AT)


def subjects(event: Event) -> set[str]:
    rows = EventSubject.objects.system("a test looks").filter(event=event)
    return set(rows.values_list("ref", flat=True))


class TestToSend:
    def test_a_file_is_received_sealed_and_promised_a_check(self, cast, owed, store) -> None:
        made = sending.send(owed, census(), by=cast.owner, name="../Vale.xml")

        assert (made.number, made.state, made.file_name) == (1, "received", "Vale.xml")
        assert made.sent_by == cast.owner
        assert [(job.kind, job.about) for job in jobs()] == [
            ("returns.check", {"edition": made.ref})
        ]
        assert len(sealed_files(store)) == 1
        assert b"Message" not in sealed_files(store)[0].read_bytes()
        assert files_of(store, made.ref) == set()

    def test_it_is_one_event_about_the_edition_its_return_and_its_body(self, cast, owed) -> None:
        made = sending.send(owed, census(), by=cast.owner)

        (event,) = events("returns.receive")
        assert event.by == cast.owner.ref
        assert {made.ref, owed.ref, cast.council.ref} <= subjects(event)
        assert "return.xml" not in str(event.detail)

    def test_a_second_file_waits_until_the_first_is_checked(self, cast, owed, store) -> None:
        sending.send(owed, census(), by=cast.owner)

        with pytest.raises(Refusal, match="being checked") as no:
            sending.send(owed, census(), by=cast.colleague)

        assert no.value.field == "file"
        assert Edition.objects.system("a test").count() == 1

    def test_editions_are_numbered_in_turn(self, cast, owed) -> None:
        first = sending.checked(owed, census(), by=cast.owner)
        second = sending.checked(owed, census(), by=cast.owner)

        assert (first.number, second.number) == (1, 2)


class TestToAccept:
    def test_it_is_written_down_who_accepted_when_and_what_they_said(self, cast, checked) -> None:
        accept(checked, cast, commentary="A change of system in May.")

        made = now(checked)
        assert (made.state, made.decided_by, made.decided_at) == ("accepted", cast.owner, AT)
        assert made.commentary == "A change of system in May."
        assert [job.about for job in jobs("returns.keep")] == [{"edition": made.ref}]

    def test_it_is_one_event_with_no_word_of_what_was_said(self, cast, checked, owed) -> None:
        accept(checked, cast, commentary="A canary in the commentary")

        (event,) = events("returns.accept")
        assert {checked.ref, owed.ref, cast.council.ref} <= subjects(event)
        assert "canary" not in str(event.detail)

    def test_what_is_not_checked_yet_is_refused(self, cast, owed) -> None:
        made = sending.send(owed, census(), by=cast.owner)

        with pytest.raises(Refusal, match="is received; it cannot become accepted"):
            accept(made, cast)

    @pytest.mark.parametrize("year", [2024, 2025])
    def test_a_census_of_another_year_is_checked_and_not_accepted(self, cast, owed, year) -> None:
        made = sending.checked(owed, census(year=year), by=cast.owner)

        with pytest.raises(Refusal, match=f"year to March {year}; this return is owed for the"):
            accept(made, cast)

        assert made.state == "checked"
        assert f"{year - 1}-{year % 100}" in made.summary["year_words"]
        assert not jobs("returns.keep")

    def test_a_year_without_its_day_is_still_the_year_that_the_file_says(self, cast, owed) -> None:
        made = sending.checked(owed, census(year=2025, ReferenceDate=None), by=cast.owner)

        assert made.read_period == year_ending(2025)
        with pytest.raises(Refusal, match="year to March 2025"):
            accept(made, cast)

    def test_a_table_of_another_quarter_is_checked_and_not_accepted(
        self, cast, police_owed
    ) -> None:
        other = police(6).replace(b"/02/2026", b"/08/2025")
        made = sending.checked(police_owed, other, by=cast.other)

        with pytest.raises(Refusal, match="None of its rows lies in the period"):
            editions.accept(made, version=made.version, commentary="", by=cast.other, at=AT)

        assert made.state == "checked"

    def test_an_edition_that_was_never_read_as_any_period_is_refused(self, cast, checked) -> None:
        from village import trail

        with trail.verb("tests.forget", by=trail.System("tests"), at=AT, empty=True):
            Edition.objects.system("a test").update(period_first_on=None, period_last_on=None)

        with pytest.raises(Refusal, match="does not say which period"):
            accept(now(checked), cast)

    def test_of_two_who_decide_on_what_they_saw_the_second_is_told_who_was_first(
        self, cast, checked
    ) -> None:
        accept(checked, cast)

        with pytest.raises(Stale, match=r"Amina Owner accepted it on .* Look at it again"):
            editions.refuse(
                checked, version=checked.version, commentary="", by=cast.colleague, at=AT
            )

        assert now(checked).state == "accepted"

    def test_a_newer_edition_replaces_the_accepted_one_and_those_left_undecided(
        self, cast, owed, store, django_capture_on_commit_callbacks
    ) -> None:
        old = accept(sending.checked(owed, census(3), by=cast.owner), cast)
        undecided = sending.checked(owed, census(4), by=cast.owner)
        newer = sending.checked(owed, census(5), by=cast.owner)
        newest = sending.checked(owed, census(6), by=cast.owner)

        with django_capture_on_commit_callbacks(execute=True):
            accept(newer, cast)

        states = [now(each).state for each in (old, undecided, newer, newest)]
        assert states == ["superseded", "superseded", "accepted", "checked"]
        assert len(sealed_files(store)) == 2

    def test_its_commentary_may_be_changed_and_the_change_is_an_event(self, cast, checked) -> None:
        made = accept(checked, cast, commentary="One thing")

        editions.comment(made, version=made.version, commentary="Another", by=cast.colleague, at=AT)

        assert now(made).commentary == "Another"
        assert now(made).version == made.version + 1
        assert [event.by for event in events("returns.comment")] == [cast.colleague.ref]

    def test_what_is_not_accepted_takes_no_other_commentary(self, cast, checked) -> None:
        with pytest.raises(Refusal, match="is checked"):
            editions.comment(checked, version=checked.version, commentary="x", by=cast.owner, at=AT)


class TestToLeaveOut:
    def test_file_and_findings_are_destroyed_and_the_counts_stay(
        self, cast, checked, store, django_capture_on_commit_callbacks
    ) -> None:
        assert files_of(store, checked.ref) == {"identities", "reports"}

        with django_capture_on_commit_callbacks(execute=True):
            leave_out(checked, cast)
        assert [job.about for job in jobs("returns.clear")] == [{"edition": checked.ref}]
        work()

        assert now(checked).state == "refused"
        assert sealed_files(store) == []
        assert files_of(store, checked.ref) == set()
        assert now(checked).summary["children"] == 13
        assert len(events("returns.refuse")) == 1

    def test_it_is_final(self, cast, checked) -> None:
        made = leave_out(checked, cast)

        for verb in (accept, leave_out):
            with pytest.raises(Refusal, match="is refused; it cannot become"):
                verb(made, cast)

    def test_even_while_the_file_is_being_checked(self, cast, owed, store) -> None:
        made = sending.send(owed, census(more=[faulty()]), by=cast.owner)

        checking.check(made.ref, progress=Meanwhile(lambda: leave_out(now(made), cast)))

        assert now(made).state == "refused"
        assert now(made).checked_at is None
        assert files_of(store, made.ref) == set()
        assert not events("returns.check")


class TestToTakeBack:
    def test_it_is_a_line_of_the_journal_with_its_reason(self, cast, checked) -> None:
        made = accept(checked, cast)

        take_back(made, cast, why="Of the wrong district")

        line = Withdrawal.objects.system("a test").get(edition=made)
        assert (line.why, line.by, line.at) == ("Of the wrong district", cast.owner, AT)
        assert now(made).state == "withdrawn"
        assert len(events("returns.withdraw")) == 1
        assert "district" not in str(events("returns.withdraw")[0].detail)

    def test_only_what_is_accepted_can_be_taken_back_and_only_once(self, cast, checked) -> None:
        with pytest.raises(Refusal, match="is checked; it cannot become withdrawn"):
            take_back(checked, cast)
        made = take_back(accept(checked, cast), cast)

        with pytest.raises(Refusal, match="is withdrawn"):
            take_back(made, cast)

        assert Withdrawal.objects.system("a test").count() == 1

    def test_what_it_replaced_does_not_come_back(self, cast, owed, checked, store) -> None:
        accept(checked, cast)
        keeping.keep(checked.ref, progress=Quiet())
        newer = accept(sending.checked(owed, census(), by=cast.owner), cast)

        take_back(newer, cast)
        clearing.clear_away(newer.ref)

        assert now(checked).state == "superseded"
        assert files_of(store, checked.ref) == files_of(store, newer.ref) == set()
