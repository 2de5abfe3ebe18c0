"""Who owes a return is written to before it is due and while it is late, once a step."""

from datetime import date, datetime, timedelta

import pytest

from tests.cast import AT, PRODUCER, Cast
from tests.returns import sending
from tests.returns.sending import events
from tests.returns.test_races import at_once
from village import trail
from village.evidence.returns.models import Reminder, Return
from village.evidence.returns.rules import reminders as rules
from village.evidence.returns.rules.reminders import Step
from village.evidence.returns.services import reminding
from village.kernel.days import england
from village.kernel.periods import Period
from village.partnership.people import services
from village.partnership.people.models import Body, Role
from village.partnership.people.rules import RoleKind
from village.post import services as post
from village.post.models import Letter
from village.post.tasks import opened, rendered

pytestmark = pytest.mark.django_db
WORKER = trail.System("worker")
DUE = date(2026, 7, 30)
"""A Thursday, thirty days after the quarter."""
SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))
STEPS = {
    Step.SOON: date(2026, 7, 16),
    Step.VERY_SOON: date(2026, 7, 28),
    Step.LATE: date(2026, 7, 31),
    Step.LATE_1: date(2026, 8, 7),
    Step.LATE_2: date(2026, 8, 14),
    Step.LATE_3: date(2026, 8, 21),
    Step.LATE_4: date(2026, 8, 28),
    Step.UNIT: date(2026, 9, 4),
}
A_DAY = timedelta(days=1)
LEADS = {"Amina Owner", "Bram Colleague"}
LEAD = {"Milo Agency-Lead"}
UNIT = {"Hari Business-Manager", "Ines Quality"}


@pytest.fixture
def owed(cast: Cast) -> Return:
    """The council's list of people, due on 30 July."""
    made = sending.owe(cast.council, spec="person-list", period=SPRING)
    with trail.verb("tests.move_the_day", by=PRODUCER, at=AT, empty=True):
        Return.objects.system("a test").filter(pk=made.pk).update(due_on=DUE)
    made.refresh_from_db()
    return made


def moment(day: date) -> datetime:
    return AT + (day - AT.date())


def letters() -> list[Letter]:
    return list(Letter.objects.system("a test").order_by("pk"))


def told(cast: Cast, day: date) -> set[str]:
    """Who was written to on that day, by name."""
    before = len(letters())
    reminding.remind(by=WORKER, at=moment(day))
    names = {opened(letter)["name"] for letter in letters()[before:]}
    assert len(names) == len(letters()) - before, "somebody got two"
    return names


def text(letter: Letter) -> str:
    return "\n".join(rendered(letter.template, opened(letter)))


class TestTheDays:
    def test_are_working_days_before_and_a_working_day_and_weeks_after(self) -> None:
        assert rules.days(DUE, calendar=england()) == STEPS

    def test_step_over_a_bank_holiday_and_a_week_end(self) -> None:
        # 31 July 2026 is a Friday, 31 August the summer bank holiday.
        days = rules.days(date(2026, 7, 31), calendar=england())

        assert days[Step.LATE] == date(2026, 8, 3)
        assert days[Step.LATE_4] == date(2026, 9, 1)

    @pytest.mark.parametrize(
        ("day", "step"),
        [
            (date(2026, 7, 15), None),
            (date(2026, 7, 16), Step.SOON),
            (date(2026, 7, 27), Step.SOON),
            (date(2026, 7, 28), Step.VERY_SOON),
            (date(2026, 7, 30), Step.VERY_SOON),
            (date(2026, 7, 31), Step.LATE),
            (date(2026, 9, 3), Step.LATE_4),
            (date(2026, 9, 4), Step.UNIT),
            (date(2026, 10, 4), Step.UNIT),
            (date(2026, 10, 5), None),
        ],
    )
    def test_reach_a_step(self, day: date, step: Step | None) -> None:
        assert rules.reached(DUE, day=day, calendar=england()) == step

    def test_say_that_no_law_sets_them(self) -> None:
        assert rules.PROMISE.source.startswith("Local promise")

    def test_lie_within_the_window_that_is_looked_through(self) -> None:
        for due in (date(2026, 12, 24), date(2026, 4, 6), DUE):
            for day in rules.days(due, calendar=england()).values():
                first, last = rules.window(day)
                assert first <= due <= last


class TestTheLetters:
    def test_go_to_data_leads_before_and_to_the_agency_lead_as_well_when_late(
        self, cast, owed
    ) -> None:
        found = {step: told(cast, day) for step, day in STEPS.items()}

        assert found[Step.SOON] == found[Step.VERY_SOON] == LEADS
        late = (Step.LATE, Step.LATE_1, Step.LATE_2, Step.LATE_3, Step.LATE_4)
        assert [found[step] for step in late] == [LEADS | LEAD] * 5
        assert found[Step.UNIT] == UNIT
        assert len(events("returns.remind")) == len(STEPS)

    def test_are_written_once_a_step_however_often_the_task_runs(self, cast, owed) -> None:
        days = [DUE + number * A_DAY for number in (-16, -15, -14, -14, -13, -2, -1, 0, 1, 2, 7)]

        counts = [len(told(cast, day)) for day in days]

        assert counts == [0, 0, 2, 0, 0, 2, 0, 0, 3, 0, 0]

    def test_say_what_is_owed_until_when_and_where_and_nothing_else(self, cast, owed) -> None:
        told(cast, STEPS[Step.SOON])
        told(cast, STEPS[Step.LATE_1])
        soon, _, late, _, copy = map(text, letters())

        assert "Council person list" in soon
        assert "due\non 30 July 2026" in soon
        assert f"/returns/{owed.ref}/" in soon
        assert "late by 8 days" in late
        assert "A copy goes to the agency lead" in late
        assert "This is a copy for you as agency lead of Thornbury Vale Council" in copy
        assert owed.ref not in copy

    def test_are_told_of_on_the_page_of_the_return(self, cast, owed) -> None:
        for step in (Step.SOON, Step.LATE):
            told(cast, STEPS[step])

        shown = cast.client(cast.owner).get(f"/returns/{owed.ref}/").content.decode()

        assert "Letters went out on 16 July 2026, before it was due and on 31 July 2026" in shown

    def test_of_a_late_return_ask_the_business_unit_to_speak_to_the_agency(
        self, cast, owed
    ) -> None:
        told(cast, STEPS[Step.UNIT])

        (one, _) = map(text, letters())

        assert "Still late after every reminder" in one
        assert "Thornbury Vale Council" in one
        assert owed.ref not in one

    @pytest.mark.parametrize("state", ["received", "checked", "accepted"])
    def test_are_not_written_of_what_was_received(self, cast, owed, state) -> None:
        data = b"not a list"
        made = sending.send(owed, data, by=cast.owner)
        with trail.verb("tests.set_state", by=PRODUCER, at=AT, empty=True):
            made.state, made.decided_by, made.decided_at = state, cast.owner, AT
            made.save()

        assert [told(cast, day) for day in STEPS.values()] == [set()] * len(STEPS)

    def test_are_written_again_of_what_could_not_be_read(self, cast, owed) -> None:
        sending.checked(owed, b"\x00no list at all", by=cast.owner)

        assert told(cast, STEPS[Step.SOON]) == LEADS

    def test_are_not_written_to_a_body_that_ended(self, cast, owed) -> None:
        with trail.verb("tests.end_body", by=PRODUCER, at=AT, empty=True):
            Body.objects.system("a test").filter(pk=cast.council.pk).update(
                ends_on=DUE - 20 * A_DAY
            )

        assert [told(cast, day) for day in STEPS.values()] == [set()] * len(STEPS)

    def test_are_not_written_to_who_is_barred_or_whose_role_ended(self, cast, owed) -> None:
        scope = f"returns:{cast.council.ref}"
        services.bar(cast.owner, scope=scope, why="A relative", by=PRODUCER, at=AT)
        role = Role.objects.system("a test").get(person=cast.colleague)
        services.end(role, on=DUE, by=PRODUCER, at=AT)

        assert told(cast, STEPS[Step.SOON]) == {"Bram Colleague"}
        assert told(cast, STEPS[Step.LATE]) == set() | LEAD

    def test_are_not_written_to_who_may_not_sign_in_any_more(self, cast, owed) -> None:
        services.close_sign_in(cast.owner, why="Left", by=PRODUCER, at=AT)

        assert told(cast, STEPS[Step.SOON]) == {"Bram Colleague"}

    def test_are_not_written_to_an_agency_lead_who_is_barred(self, cast, owed) -> None:
        lead, scope = cast.by_role[RoleKind.AGENCY_LEAD], f"returns:{cast.council.ref}"
        services.bar(lead, scope=scope, why="A relative", by=PRODUCER, at=AT)

        assert told(cast, STEPS[Step.LATE]) == LEADS

    def test_go_to_who_stands_in_for_a_data_lead(self, cast, owed) -> None:
        role = Role.objects.system("a test").get(person=cast.owner)
        services.delegate(
            role,
            to=cast.stranger,
            from_on=AT.date(),
            until_on=DUE,
            why="On leave",
            by=PRODUCER,
            at=AT,
        )

        assert told(cast, STEPS[Step.SOON]) == LEADS | {"Dora Stranger"}

    def test_are_not_written_of_what_was_due_long_ago(self, cast, owed) -> None:
        assert told(cast, STEPS[Step.UNIT] + rules.PROMISE.forgotten + A_DAY) == set()

    def test_that_break_off_leave_nothing_and_come_whole_the_next_time(
        self, cast, owed, monkeypatch
    ) -> None:
        write, left = post.write, [1]

        def breaks_at_the_second(**named: object) -> Letter:
            if not left:
                raise KeyboardInterrupt
            left.pop()
            return write(**named)  # type: ignore[arg-type]

        monkeypatch.setattr(reminding.post, "write", breaks_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            told(cast, STEPS[Step.SOON])
        monkeypatch.undo()

        assert (letters(), Reminder.objects.system("a test").count()) == ([], 0)
        assert told(cast, STEPS[Step.SOON]) == LEADS

    def test_are_asked_for_in_few_queries_where_nothing_is_to_be_said(
        self, cast, owed, django_assert_max_num_queries
    ) -> None:
        told(cast, STEPS[Step.SOON])

        with django_assert_max_num_queries(2):
            reminding.remind(by=WORKER, at=moment(STEPS[Step.SOON]))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once(cast: Cast, owed: Return) -> None:
    deed = lambda: reminding.remind(by=WORKER, at=moment(STEPS[Step.SOON]))  # noqa: E731

    ends = at_once(deed, deed)

    assert sorted(ends) == [0, 1]
    assert {opened(letter)["name"] for letter in letters()} == LEADS
    assert len(letters()) == len(LEADS)
