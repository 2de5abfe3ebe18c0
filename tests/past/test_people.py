"""Contacts and memberships out of old spreadsheets: matched, tried, taken in, taken back."""

from datetime import date

import pytest

from tests.cast import AT, PRODUCER, Cast
from tests.past.bringing import Bringer, Rows, book, csv
from tests.returns.sending import events
from village.partnership.people import services
from village.partnership.people.models import Body, Person, Role
from village.partnership.people.rules import RoleKind
from village.past.models import Bringing, Remembered
from village.past.rules import State

pytestmark = pytest.mark.django_db
LOOK = "a test looks"
CONTACTS: Rows = [
    ["Agency", "Surname", "Forename", "Work email"],
    ["Vale Police", "Example", "Ada", "ada@example.org"],
    ["The Nick", "Sample", "Ben", "ben@example.org"],
    ["Hillside Nursery", "Model", "Cleo", "Cleo@Example.org"],
    ["Vale Police", "", "", "nobody@example.org"],
    ["Vale Police", "Nomail", "Dan", "not an address"],
    ["Parish council", "Pattern", "Eve", "eve@example.org"],
]
MEANT = {
    "The Nick": "Vale Police",
    "Hillside Nursery": "Add it, as a provider",
    "Parish council": "Leave its rows out",
}


@pytest.fixture
def manager(cast: Cast) -> Bringer:
    return Bringer(cast, cast.by_role[RoleKind.BUSINESS_MANAGER])


@pytest.fixture
def matched(manager: Bringer) -> Bringer:
    """Contacts whose columns and words were matched."""
    manager.bring("contacts", csv(CONTACTS))
    manager.columns()
    manager.words(**MEANT)
    return manager


def known(email: str) -> Person | None:
    return Person.objects.system(LOOK).filter(email=email).first()


def roles_of(person: Person | None) -> list[tuple[str, str]]:
    found = Role.objects.system(LOOK).filter(person=person).select_related("body")
    return [(role.kind, role.body.name if role.body else "") for role in found.order_by("pk")]


def test_columns_in_any_order_are_known_by_their_heads(manager: Bringer) -> None:
    manager.bring("contacts", csv(CONTACTS))

    answer = manager.columns()

    assert answer["Location"] == manager.at("words")
    assert manager.found.columns == {
        "0": "organisation",
        "1": "last_name",
        "2": "first_name",
        "3": "email",
    }


def test_a_dry_run_says_of_each_row_what_becomes_of_it_and_writes_nothing(
    matched: Bringer,
) -> None:
    run = matched.dry_run()

    assert (run.ready, run.there) == (3, 0)
    assert [(line.place, line.title) for line in run.left_out] == [
        ("Row 5", "Name"),
        ("Row 6", "E-mail address"),
    ]
    assert run.chosen == 1
    assert all(line.what and line.mend for line in run.left_out)
    assert "1 organisation is new." in run.weighed.sentences
    assert known("ada@example.org") is None


def test_the_good_rows_are_taken_in_and_the_others_are_not(cast: Cast, matched: Bringer) -> None:
    answer = matched.take()

    nursery = Body.objects.system(LOOK).get(name="Hillside Nursery")
    assert answer.status_code == 302
    assert roles_of(known("ada@example.org")) == [("practitioner", cast.police.name)]
    assert roles_of(known("ben@example.org")) == [("practitioner", cast.police.name)]
    assert roles_of(known("cleo@example.org")) == [("practitioner", "Hillside Nursery")]
    assert (nursery.kind, nursery.key) == ("provider", "hillside-nursery")
    assert known("eve@example.org") is None
    assert matched.found.state == State.TAKEN
    assert matched.found.summary["rows"] == 3
    assert [event.name for event in events("past.take")] == ["past.take"]


def test_nobody_is_written_to(matched: Bringer) -> None:
    from village.post.models import Letter

    matched.take()

    assert not Letter.objects.system(LOOK).exists()


def test_all_of_it_is_taken_back_as_a_whole(matched: Bringer) -> None:
    before = (Person.objects.system(LOOK).count(), Role.objects.system(LOOK).count())
    matched.take()

    answer = matched.undo()

    assert answer.status_code == 302
    assert known("ada@example.org") is None
    assert not Body.objects.system(LOOK).filter(name="Hillside Nursery").exists()
    assert (Person.objects.system(LOOK).count(), Role.objects.system(LOOK).count()) == before
    assert matched.found.state == State.UNDONE
    assert not matched.found.has_rows


def test_what_something_hangs_on_by_now_keeps_all_of_it_until_a_person_says_leave_it(
    cast: Cast, matched: Bringer
) -> None:
    matched.take()
    ada = known("ada@example.org")
    assert ada is not None
    services.appoint(
        ada,
        kind=RoleKind.TRAINER,
        body=None,
        starts_on=date(2026, 7, 15),
        by=PRODUCER,
        at=AT,
    )

    refused = matched.undo()
    still_there = known("ben@example.org")
    matched.undo(leaves="on")

    assert "Ada Example" in refused.content.decode()
    assert still_there is not None
    assert known("ben@example.org") is None
    assert known("ada@example.org") is not None
    assert any("Ada Example" in stay for stay in matched.found.summary["stays"])


def test_what_was_said_of_heads_and_words_is_remembered_for_the_next_sheet(
    cast: Cast, matched: Bringer
) -> None:
    other = Bringer(cast, matched.person).bring(
        "contacts", csv([["Mail", "Who", "Agency"], ["x@example.org", "Xia Other", "The Nick"]])
    )
    other.columns(column_1="name")
    again = Bringer(cast, matched.person).bring(
        "contacts", csv([["Who", "Agency"], ["Yan Third", "the nick"]])
    )

    answer = again.columns()

    assert answer["Location"] == again.at("dry_run")
    assert again.found.columns == {"0": "name", "1": "organisation"}
    assert again.found.words == {"organisation": {"the nick": cast.police.ref}}
    assert Remembered.objects.system(LOOK).filter(what="organisation", said="the nick").exists()


def test_memberships_bring_roles_of_today_and_of_the_past(cast: Cast, manager: Bringer) -> None:
    rows: Rows = [
        ["Member", "E-mail", "Position", "Representing", "Start", "End"],
        ["Ada Example", "ada@example.org", "Agency lead", "Vale Police", "1 April 2024", ""],
        ["Ben Sample", "ben@example.org", "practitioner", "Vale Police", "01/04/2022", "31.03.24"],
        ["Cleo Model", "cleo@example.org", "agency data lead", "Vale Police", "", ""],
        ["Dan Pattern", "dan@example.org", "practitioner", "Vale Police", "31/02/2024", ""],
        ["Eve Shape", "eve@example.org", "trainer", "Vale Police", "", ""],
    ]
    manager.bring("memberships", csv(rows))
    manager.columns()
    manager.words()

    run = manager.dry_run()
    manager.take()

    ben = Role.objects.system(LOOK).get(person=known("ben@example.org"))
    assert run.ready == 2
    assert [line.what for line in run.left_out] == [
        "Only the contact of Vale Police can give the role of agency data lead.",
        "“31/02/2024” is no day.",
        "Nobody is trainer at Vale Police.",
    ]
    assert roles_of(known("ada@example.org")) == [("agency lead", cast.police.name)]
    assert (ben.starts_on, ben.ends_on) == (date(2022, 4, 1), date(2024, 3, 31))


def test_a_role_that_goes_on_is_brought_once_and_an_earlier_time_of_it_too(
    manager: Bringer,
) -> None:
    rows: Rows = [
        ["Name", "Email", "Role", "Organisation", "From", "Until"],
        ["Ada Example", "ada@example.org", "agency lead", "Vale Police", "1/4/2020", "1/4/2022"],
        ["Ada Example", "ada@example.org", "agency lead", "Vale Police", "1/4/2024", ""],
        ["Ada Example", "ada@example.org", "agency lead", "Vale Police", "1/4/2025", ""],
    ]
    manager.bring("memberships", csv(rows))
    manager.columns()

    run = manager.dry_run()
    manager.take()

    assert run.ready == 2
    assert [line.what for line in run.left_out] == ["Row 3 gives the same role from another day."]
    assert len(roles_of(known("ada@example.org"))) == 2


def test_who_is_here_already_is_left_as_they_are(cast: Cast, manager: Bringer) -> None:
    wanda = cast.by_role[RoleKind.PRACTITIONER]
    rows: Rows = [
        ["Name", "Email", "Organisation"],
        [wanda.name, wanda.email, cast.council.name],
        ["Somebody Else", cast.other.email, cast.police.name],
        ["Ada Example", "ada@example.org", cast.police.name],
        ["Ada Example", "ADA@example.org", cast.police.name],
        ["Adam Example", "ada@example.org", cast.police.name],
    ]
    manager.bring("contacts", csv(rows))
    manager.columns()

    run = manager.dry_run()

    assert (run.ready, run.there) == (1, 1)
    assert [line.what for line in run.left_out] == [
        f"{cast.other.email} is the address of {cast.other.name} here.",
        "Row 4 says the same.",
        "Row 4 gives this address to somebody else.",
    ]


def test_the_sheet_and_the_row_of_heads_can_be_chosen(manager: Bringer) -> None:
    manager.bring(
        "contacts",
        book(
            Notes=[["Read me"]],
            People=[["Our list of 2024"], [], ["Who", "Mail"], ["Ada Example", "ada@example.org"]],
        ),
        name="list.xlsx",
    )
    manager.post("lay_out", sheet="People", head="1")

    answer = manager.post("lay_out", sheet="People", head="3")

    assert answer.status_code == 302
    assert (manager.found.sheet, manager.found.head) == ("People", 3)
    assert [column.head for column in manager.get("columns").context["laid"].places] == [
        "Who",
        "Mail",
    ]


def test_one_field_in_two_columns_is_refused_in_words(manager: Bringer) -> None:
    manager.bring("contacts", csv([["A", "B"], ["Ada Example", "Ben Sample"]]))

    answer = manager.columns(column_0="name", column_1="name")

    assert "Two columns are said to hold “Name”" in answer.content.decode()


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(manager: Bringer) -> None:
    manager.bring("contacts", b"%PDF-1.7 a scan of a list", name="list.csv")

    page = manager.get("one").content.decode()

    assert manager.found.state == State.REFUSED
    assert "PDF" in page
    assert "What to do" in page


def test_what_was_left_out_leaves_as_a_list_to_mend(matched: Bringer) -> None:
    answer = matched.get("left_out")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert '"Row 6","E-mail address","not an address"' in text
    assert "Parish council" not in text
    assert [event.name for event in events("past.export")] == ["past.export"]


def test_the_rows_are_destroyed_with_a_dropped_sheet(matched: Bringer, store) -> None:
    answer = matched.post("drop")

    assert answer.status_code == 302
    assert matched.found.state == State.DROPPED
    assert not matched.found.has_rows


def test_old_rows_are_swept(matched: Bringer) -> None:
    from datetime import timedelta

    from village.past.services import deciding

    matched.take()

    young = deciding.sweep(at=AT + timedelta(days=29))
    old = deciding.sweep(at=AT + timedelta(days=32))

    assert (young, old) == (0, 1)
    assert not matched.found.has_rows
    assert matched.found.state == State.TAKEN


def test_the_house_that_changed_since_the_dry_run_is_asked_about_again(
    cast: Cast, matched: Bringer
) -> None:
    shown = matched.dry_run().ready
    services.add_person("Ada Example", email="ada@example.org", by=PRODUCER, at=AT)
    services.add_person("Ben Sample", email=None, by=PRODUCER, at=AT)

    answer = matched.take(ready=shown)

    assert "The house has changed meanwhile" in answer.content.decode()
    assert matched.found.state == State.READ


def test_a_sheet_is_taken_in_once_though_two_people_press_at_once(
    cast: Cast, matched: Bringer
) -> None:
    version = matched.found.version
    matched.take()

    answer = matched.post("take", ready=3, version=version)

    assert answer["Location"] == matched.at("one")
    assert len(events("past.take")) == 1


def test_a_sheet_is_seen_by_its_bringer_and_the_unit_alone(cast: Cast, matched: Bringer) -> None:
    answers = {
        who: Bringer(cast, person)
        for who, person in {
            "qa": cast.by_role[RoleKind.QA_MANAGER],
            "lead": cast.owner,
            "stranger": cast.stranger,
        }.items()
    }
    for one in answers.values():
        one.ref = matched.ref

    codes = {who: one.get("dry_run").status_code for who, one in answers.items()}

    assert codes == {"qa": 404, "lead": 404, "stranger": 403}


def test_a_role_that_ended_meanwhile_takes_nothing_in(cast: Cast, matched: Bringer) -> None:
    held = Role.objects.system(LOOK).get(person=matched.person)
    ready = matched.dry_run().ready
    services.end(held, by=PRODUCER, at=AT)

    answer = matched.post("take", ready=ready)

    assert answer.status_code == 403
    assert Bringing.objects.system(LOOK).get(ref=matched.ref).state == State.READ
