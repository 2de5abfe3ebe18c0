"""What somebody with a wish to harm, or to read, would try with a spreadsheet."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, PRODUCER, Cast
from tests.past.bringing import Bringer, Rows, book, csv
from tests.past.test_counts import POLICE, RECENT, brought, sending, years
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State as Returned
from village.kernel.periods import Period
from village.partnership.people import services
from village.partnership.people.models import Body, Person, Role
from village.partnership.people.rules import RoleKind
from village.past.models import Bringing, Remembered
from village.past.rules import State
from village.past.services import deciding

pytestmark = pytest.mark.django_db
LOOK = "a test looks"
HEAD = "Quarter,Indicator,Breakdown,Group,Numerator,Denominator,Comment"
SPRING = Period(date(2023, 4, 1), date(2023, 6, 30))


@pytest.fixture(autouse=True)
def _owed(cast: Cast) -> None:
    sending.owe(cast.police, spec=POLICE, period=RECENT)


@pytest.fixture
def plain() -> tuple[str, str]:
    """An indicator of a number alone that the police count: its id and title."""
    from village.evidence.returns.services import house

    counts = house.spec(POLICE).counts
    assert counts is not None
    return next((one.indicator, one.title) for one in counts.asked if not one.denominator)


def one_count(title: str, number: object = 12) -> Rows:
    return [["Indicator", "Quarter", "Count"], [title, "Q1 2023/24", number]]


def brings(cast: Cast, person: Person, rows: Rows) -> Bringer:
    one = Bringer(cast, person).bring("counts", csv(rows))
    one.columns()
    return one


def quality(cast: Cast) -> Person:
    return cast.by_role[RoleKind.QA_MANAGER]


def points(plain: tuple[str, str], client: object) -> str:
    return client.get(reverse("indicators:one", args=[plain[0]])).content.decode()


@pytest.mark.parametrize("number", ["13", "14", "15", "16"])
def test_what_an_agency_sends_later_counts_before_one_quarter_that_was_brought(
    cast: Cast, plain: tuple[str, str], number: str
) -> None:
    sheet = brings(cast, quality(cast), one_count(plain[1], number))
    sheet.take()
    own = sending.owe(cast.police, spec=POLICE, period=SPRING)
    sending.stored(own, f"{HEAD}\r\nQ1 2023/24,{plain[0]},all,all,99,,\r\n".encode(), by=cast.other)
    sending.work()

    page = points(plain, sheet.client)

    assert ">99<" in page
    assert f">{number}<" not in page


def test_what_an_agency_suppressed_is_not_told_by_a_sheet(
    cast: Cast, plain: tuple[str, str]
) -> None:
    sheet = brings(cast, quality(cast), one_count(plain[1], 14))
    sheet.take()
    own = sending.owe(cast.police, spec=POLICE, period=SPRING)
    file = f"{HEAD}\r\nQ1 2023/24,{plain[0]},all,all,suppressed,,\r\n".encode()
    sending.stored(own, file, by=cast.other)
    sending.work()

    page = points(plain, sheet.client)

    assert ">14<" not in page


def test_a_data_lead_who_left_neither_reads_nor_undoes_what_they_brought(
    cast: Cast, plain: tuple[str, str]
) -> None:
    sheet = brings(cast, cast.other, one_count(plain[1]))
    sheet.take()
    role = Role.objects.system(LOOK).get(person=cast.other)
    services.end(role, by=PRODUCER, at=AT)
    services.appoint(
        cast.other,
        kind=RoleKind.DATA_LEAD,
        body=cast.council,
        starts_on=AT.date(),
        by=PRODUCER,
        at=AT,
    )

    answers = [sheet.get(page).status_code for page in ("one", "left_out", "undo")]
    answers.append(sheet.undo().status_code)

    assert answers == [404, 404, 404, 404]
    assert brought()[0].state == Returned.ACCEPTED


def test_who_left_the_unit_sees_its_sheets_no_more(cast: Cast, plain: tuple[str, str]) -> None:
    sheet = brings(cast, quality(cast), one_count(plain[1], 3))
    services.end(Role.objects.system(LOOK).get(person=sheet.person), by=PRODUCER, at=AT)
    services.appoint(
        sheet.person,
        kind=RoleKind.DATA_LEAD,
        body=cast.council,
        starts_on=AT.date(),
        by=PRODUCER,
        at=AT,
    )

    assert sheet.get("dry_run").status_code == 404


@pytest.mark.parametrize("who", ["lead", "unit"])
def test_who_is_barred_from_an_agencys_returns_brings_none_of_its_counts(
    cast: Cast, plain: tuple[str, str], who: str
) -> None:
    person = cast.other if who == "lead" else quality(cast)
    services.bar(person, scope=f"returns:{cast.police.ref}", why="a relative", by=PRODUCER, at=AT)
    sheet = Bringer(cast, person).bring("counts", csv(one_count(plain[1])))

    answer = sheet.columns() if sheet.get("columns").status_code == 200 else None

    assert answer is None or sheet.dry_run().ready == 0


def test_what_one_agency_says_of_words_steers_nobody_else(
    cast: Cast, plain: tuple[str, str]
) -> None:
    lead = Bringer(cast, cast.owner).bring("counts", csv(one_count("Our measure")))
    lead.columns()
    lead.words(**{"Our measure": "Children hurt by serious violence"})
    mine = Bringer(cast, quality(cast)).bring("counts", csv(one_count("Our measure")))

    answer = mine.columns()

    assert answer["Location"] == mine.at("words")
    assert mine.found.words["indicator"] == {}


def test_what_the_house_calls_something_is_what_its_name_means(
    cast: Cast, plain: tuple[str, str]
) -> None:
    first = brings(cast, quality(cast), one_count(plain[1]))
    first.words(**{plain[1]: "Leave its rows out"})
    again = brings(cast, quality(cast), one_count(plain[1]))

    assert again.dry_run().ready == 1


def test_words_and_names_go_with_the_rows(cast: Cast, plain: tuple[str, str]) -> None:
    rows: Rows = [["Indicator", "Quarter", "Count"], ["Zoe Canary, born 2015", "Q1 2023/24", 1]]
    sheet = Bringer(cast, quality(cast)).bring("counts", csv(rows), name="zoecanary.csv")
    sheet.columns()
    sheet.words(**{"Zoe Canary, born 2015": "Leave its rows out"})

    sheet.post("drop")

    kept = [sheet.found.file_name, sheet.found.columns, sheet.found.words]
    assert kept == ["", {}, {}]
    assert not Remembered.objects.system(LOOK).filter(said__contains="canary").exists()


def test_a_day_that_no_calendar_has_is_a_fault_of_its_row(
    cast: Cast, plain: tuple[str, str]
) -> None:
    rows = [*one_count(plain[1]), [plain[1], "31/12/9999", 5], [plain[1], "9999-12-31", 5]]

    run = brings(cast, quality(cast), rows).dry_run()

    assert run.ready == 1
    assert len(run.left_out) == 2


def test_a_file_that_was_never_read_is_destroyed_in_time(cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from village.kernel.refs import new_ref

    client = cast.client(quality(cast))
    file = SimpleUploadedFile("old.csv", b"Indicator,Quarter\r\na,b")
    client.post(reverse("past:add", args=["counts"]), {"file": file, "request_key": new_ref()})

    swept = deciding.sweep(at=AT + timedelta(days=31))

    (found,) = Bringing.objects.system(LOOK).all()
    assert swept == 1
    assert found.state == State.DROPPED


def test_a_comment_is_brought_only_where_somebody_says_so(
    cast: Cast, plain: tuple[str, str]
) -> None:
    rows: Rows = [
        ["Indicator", "Quarter", "Count", "Comment"],
        [plain[1], "Q1 2023/24", 30, "Zoe Canary and two brothers"],
    ]
    sheet = brings(cast, quality(cast), rows)
    sheet.take()
    sending.work()

    assert "3" not in sheet.found.columns
    assert "Canary" not in points(plain, sheet.client)


def test_an_organisation_without_a_name_is_not_added(cast: Cast) -> None:
    manager = Bringer(cast, cast.by_role[RoleKind.BUSINESS_MANAGER])
    manager.bring("contacts", csv([["Name", "Email"], ["Ada Example", "ada@example.org"]]))
    form = manager.get("columns").context["form"]
    said = {name: field.initial or "" for name, field in form.fields.items() if "-" in name}

    answer = manager.post("columns", **{**said, "all-organisation": "add:provider"})

    assert answer.status_code == 200
    assert not Body.objects.system(LOOK).filter(name="").exists()


def test_signs_that_nobody_sees_are_left_out_of_names(cast: Cast) -> None:
    manager = Bringer(cast, cast.by_role[RoleKind.BUSINESS_MANAGER])
    manager.bring(
        "contacts", book(A=[["Name", "Email"], ["A\u202eda Exam\u200bple", "ada@example.org"]])
    )
    manager.columns()
    manager.take()

    assert Person.objects.system(LOOK).get(email="ada@example.org").name == "Ada Example"


def test_the_list_of_a_dropped_sheet_is_gone_with_a_word(
    cast: Cast, plain: tuple[str, str]
) -> None:
    sheet = brings(cast, quality(cast), one_count(plain[1]))
    sheet.post("drop")

    answer = sheet.get("left_out")

    assert answer.status_code == 302


def test_the_index_opens_while_a_sheet_waits(cast: Cast, plain: tuple[str, str]) -> None:
    sheet = brings(cast, quality(cast), one_count(plain[1]))

    answer = sheet.client.get(reverse("past:index"))

    assert answer.status_code == 200


def test_what_was_brought_says_so_beside_the_chart(cast: Cast, plain: tuple[str, str]) -> None:
    sheet = Bringer(cast, quality(cast)).bring("counts", book(A=years(plain[1])), name="a.xlsx")
    sheet.columns()
    sheet.words(Burglaries="Leave its rows out")
    sheet.take()
    own = sending.owe(cast.police, spec=POLICE, period=Period(date(2025, 4, 1), date(2025, 6, 30)))
    file = f"{HEAD}\r\nApril to June 2025,{plain[0]},all,all,99,,\r\n".encode()
    sending.stored(own, file, by=cast.other)
    sending.work()

    page = points(plain, sheet.client)

    assert "brought out of a spreadsheet of past years" in page
    assert "The series changes its form" in page


def test_a_sheet_that_was_taken_back_stays_so_after_a_restore(cast: Cast) -> None:
    manager = Bringer(cast, cast.by_role[RoleKind.BUSINESS_MANAGER])
    manager.bring("contacts", csv([["Name", "Email"], ["Ada Example", "ada@example.org"]]))
    manager.columns()
    manager.take()
    ref = manager.ref

    told = deciding.forget_again(ref, at=AT)

    assert told
    assert not Person.objects.system(LOOK).filter(email="ada@example.org").exists()
    assert Bringing.objects.system(LOOK).get(ref=ref).state == State.UNDONE
    assert deciding.gone() == [ref]
    assert not deciding.forget_again(ref, at=AT)


def test_the_year_above_its_quarters_is_read_with_them(cast: Cast, plain: tuple[str, str]) -> None:
    rows: Rows = [
        ["", "2022/23", "", "", "", "2023/24", "", "", ""],
        ["Measure", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"],
        [plain[1], *range(30, 38)],
    ]

    run = brings(cast, quality(cast), rows).dry_run()

    assert run.ready == 8
    assert "over 8 quarters, from April 2022 to March 2024" in run.weighed.sentences[0]


def test_a_column_can_be_said_to_be_a_quarter_whatever_its_head(
    cast: Cast, plain: tuple[str, str]
) -> None:
    sheet = Bringer(cast, quality(cast)).bring(
        "counts", csv([["Measure", "Last spring"], [plain[1], 30]])
    )
    sheet.columns(column_1="quarter:2023-04-01--2023-06-30")

    assert sheet.dry_run().ready == 1


def test_accepted_editions_are_as_many_as_sheets(cast: Cast, plain: tuple[str, str]) -> None:
    brings(cast, quality(cast), one_count(plain[1])).take()
    second = brings(cast, quality(cast), one_count(plain[1]))

    run = second.dry_run()

    assert (run.ready, run.there) == (0, 1)
    assert Edition.objects.system(LOOK).filter(state=Returned.ACCEPTED).count() == 1
