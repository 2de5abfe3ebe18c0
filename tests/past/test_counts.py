"""Years of counts out of old spreadsheets, long or wide, into the charts and out again."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.past.bringing import Bringer, Rows, book, csv
from tests.returns import sending
from tests.returns.sending import events
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import State as Returned
from village.kernel.periods import Period
from village.partnership.people.rules import RoleKind
from village.past.rules import State
from village.post.models import Letter

pytestmark = pytest.mark.django_db
LOOK = "a test looks"
POLICE = "counts-police"
NOTICES = "Police protection used"
RECENT = Period(date(2026, 1, 1), date(2026, 3, 31))
sending.TITLES |= {POLICE: "Police counts", "counts-council": "Council counts"}


@pytest.fixture(autouse=True)
def owed(cast: Cast) -> Return:
    """The police owe counts, and an agreement covers them."""
    return sending.owe(cast.police, spec=POLICE, period=RECENT)


@pytest.fixture
def asked() -> list[tuple[str, str, bool]]:
    """The first three indicators that the police are asked for: id, title, has it a denominator."""
    from village.evidence.returns.services import house

    counts = house.spec(POLICE).counts
    assert counts is not None
    return [(one.indicator, one.title, bool(one.denominator)) for one in counts.asked]


@pytest.fixture
def quality(cast: Cast) -> Bringer:
    return Bringer(cast, cast.by_role[RoleKind.QA_MANAGER])


@pytest.fixture
def plain(asked: list[tuple[str, str, bool]]) -> tuple[str, str]:
    """An indicator of a number alone: its id and its title."""
    return next((key, title) for key, title, below in asked if not below)


def brought() -> list[Edition]:
    found = Edition.objects.system(LOOK).filter(of__brought=True).select_related("of__body")
    return list(found.order_by("pk"))


def years(title: str) -> Rows:
    """A column for each quarter of two years, as such lists are kept."""
    return [
        ["Performance report", "", "", "", "", "", "", "", "", ""],
        [
            "Measure",
            "Comment",
            *(f"Q{n} {year}" for year in ("2023/24", "2024/25") for n in (1, 2, 3, 4)),
        ],
        [title, "A new form in 2024", 12, 15, 18, 11, 14, "", 16, 13],
        ["Burglaries", "", 1, 2, 3, 4, 5, 6, 7, 8],
    ]


def test_a_column_for_each_quarter_becomes_a_row_for_each_count(
    quality: Bringer, plain: tuple[str, str]
) -> None:
    quality.bring("counts", book(Police=years(plain[1])), name="kpi.xlsx")
    quality.columns()
    quality.words(Burglaries="Leave its rows out")

    run = quality.dry_run()

    assert quality.found.head == 2
    assert run.ready == 7
    assert (run.chosen, run.left_out) == (8, [])
    assert "7 counts of 1 indicator over 7 quarters, from April 2023 to March 2025." in (
        run.weighed.sentences
    )


def test_a_column_for_each_indicator_with_what_it_is_out_of(
    quality: Bringer, asked: list[tuple[str, str, bool]]
) -> None:
    share = next((key, title) for key, title, below in asked if below)
    rows: Rows = [
        ["Quarter ending", share[1], "All of them"],
        ["30/06/2023", 9, 12],
        ["30/09/2023", 13, 12],
        ["31/12/2023", "45%", 12],
        ["soon", 1, 2],
    ]
    quality.bring("counts", csv(rows))
    quality.columns(column_1=f"counted:{share[0]}", column_2=f"outof:{share[0]}")

    run = quality.dry_run()

    assert run.ready == 1
    assert [(line.place, line.what) for line in run.left_out] == [
        ("B3", "The count is larger than what it is out of."),
        ("B4", "“45%” is a share, not a count."),
        ("B5", "“soon” is no quarter, or could be one of two."),
    ]


def test_a_row_for_each_count_with_groups(
    quality: Bringer, plain: tuple[str, str], cast: Cast
) -> None:
    head = ["Agency", "Period", "KPI", "Split by", "Category", "Value"]
    rows: Rows = [
        head,
        ["Vale Police", "Apr-Jun 2023", plain[1], "", "", "1,204"],
        ["Vale Police", "Apr-Jun 2023", plain[1], "shoe size", "42", "7"],
        ["Vale Police", "Apr-Jun 2023", plain[1], "", "", "1204"],
        ["Vale Police", "Apr-Jun 2023", plain[1], "", "", "1205"],
        ["Vale Police", "Jan-Mar 2027", plain[1], "", "", "3"],
        [cast.council.name, "Apr-Jun 2023", plain[1], "", "", "3"],
        ["Vale Police", "Jul-Sep 2023", plain[1], "", "", ""],
    ]
    quality.bring("counts", csv(rows))
    quality.columns()
    quality.words()

    run = quality.dry_run()

    assert (run.ready, run.there) == (1, 1)
    assert [line.place for line in run.left_out] == ["Row 3", "Row 5", "Row 6", "Row 7", "Row 8"]
    assert "another number" in run.left_out[1].what
    assert "is not over" in run.left_out[2].what
    assert "does not send" in run.left_out[3].what
    assert run.left_out[4].what == "“Count” is empty."


def test_a_row_of_what_a_count_is_out_of_goes_with_the_row_of_the_count(
    quality: Bringer, asked: list[tuple[str, str, bool]]
) -> None:
    title = next(title for _, title, below in asked if below)
    rows: Rows = [
        ["Measure", "Q1 2023/24", "Q2 2023/24"],
        [title, 9, 13],
        [f"{title} (denominator)", 12, 20],
        ["Another one: out of", 7, 7],
    ]
    quality.bring("counts", csv(rows))
    quality.columns()
    quality.words(**{"Another one: out of": "Contacts that became referrals: out of"})

    run = quality.dry_run()

    assert (run.ready, run.joined) == (2, 2)
    assert [line.place for line in run.left_out] == ["B4, C4"]


def taken(quality: Bringer, title: str) -> Bringer:
    quality.bring("counts", book(Police=years(title)), name="kpi.xlsx")
    quality.columns()
    quality.words(Burglaries="Leave its rows out")
    answer = quality.take()
    assert answer.status_code == 302, answer.content.decode()
    sending.work()
    return quality


def test_years_are_taken_in_as_one_accepted_return_and_their_agency_is_told(
    cast: Cast, quality: Bringer, plain: tuple[str, str]
) -> None:
    taken(quality, plain[1])

    (edition,) = brought()
    letters = Letter.objects.system(LOOK).filter(template="returns/letters/brought")
    assert (edition.state, edition.of.body) == (Returned.ACCEPTED, cast.police)
    assert edition.of.period == Period(date(2023, 4, 1), date(2025, 3, 31))
    assert edition.stored_at is not None
    assert [letter.to for letter in letters] == [cast.other.ref]
    assert quality.found.state == State.TAKEN
    assert [event.name for event in events("returns.bring")] == []
    assert len(events("past.take")) == 1


def test_the_chart_shows_what_was_brought(
    cast: Cast, quality: Bringer, plain: tuple[str, str]
) -> None:
    taken(quality, plain[1])

    page = quality.client.get(reverse("indicators:one", args=[plain[0]])).content.decode()

    assert "April to June 2023" in page
    assert "July to September 2024" not in page


def test_all_of_it_is_taken_back_and_the_calendar_forgets_it(
    cast: Cast, quality: Bringer, plain: tuple[str, str]
) -> None:
    taken(quality, plain[1])

    quality.undo()
    sending.work()

    calendar = cast.client(cast.other).get(reverse("returns:calendar")).content.decode()
    (edition,) = brought()
    assert edition.state == Returned.WITHDRAWN
    assert "April 2023 to March 2025" not in calendar
    assert quality.found.state == State.UNDONE


def test_nothing_is_brought_twice(quality: Bringer, plain: tuple[str, str]) -> None:
    taken(quality, plain[1])

    again = quality.bring("counts", book(Police=years(plain[1])), name="kpi.xlsx")
    again.columns()
    run = again.dry_run()

    assert (run.ready, run.there) == (0, 7)


def test_what_an_agency_sent_itself_counts_before_what_is_brought(
    cast: Cast, quality: Bringer, plain: tuple[str, str]
) -> None:
    own = sending.owe(cast.police, spec=POLICE, period=Period(date(2023, 4, 1), date(2023, 6, 30)))
    head = "Quarter,Indicator,Breakdown,Group,Numerator,Denominator,Comment"
    file = f"{head}\r\nApril to June 2023,{plain[0]},all,all,99,,\r\n".encode()
    sending.stored(own, file, by=cast.other)

    quality.bring("counts", book(Police=years(plain[1])), name="kpi.xlsx")
    quality.columns()
    quality.words(Burglaries="Leave its rows out")
    run = quality.dry_run()

    assert (run.ready, run.there) == (6, 1)


def test_without_an_agreement_nothing_is_brought(cast: Cast, quality: Bringer) -> None:
    from village.evidence.returns.services import house

    counts = house.spec("counts-council").counts
    assert counts is not None
    sending.owe(cast.council, spec="counts-council", period=RECENT, is_covered=False)
    quality.bring(
        "counts", csv([["Indicator", "Quarter", "Count"], [counts.asked[0].title, "Q1 2023/24", 5]])
    )
    quality.columns()

    run = quality.dry_run()

    assert run.ready == 0
    assert "No sharing agreement in force covers" in run.left_out[0].what


def test_a_data_lead_brings_the_own_agencys_past_and_no_others(
    cast: Cast, plain: tuple[str, str]
) -> None:
    rows: Rows = [["Indicator", "Quarter", "Count"], [plain[1], "Q1 2023/24", 12]]
    ready = {}
    for name, person in (("police", cast.other), ("council", cast.owner)):
        lead = Bringer(cast, person).bring("counts", csv(rows))
        lead.columns()
        ready[name] = lead.dry_run().ready

    assert ready == {"police": 1, "council": 0}


def test_odd_numbers_are_asked_about_and_brought_all_the_same(
    quality: Bringer, plain: tuple[str, str]
) -> None:
    rows: Rows = [
        ["Indicator", "Quarter", "Count"],
        [plain[1], "Q1 2023/24", 12],
        [plain[1], "Q2 2023/24", 1200],
    ]
    quality.bring("counts", csv(rows))
    quality.columns()

    run = quality.dry_run()

    assert run.ready == 2
    assert any("ten times" in ask for ask in run.weighed.asks)


def test_its_agency_sees_what_was_brought_and_corrects_it_by_a_file(
    cast: Cast, quality: Bringer, plain: tuple[str, str]
) -> None:
    taken(quality, plain[1])
    (edition,) = brought()
    lead = cast.client(cast.other)

    page = lead.get(reverse("returns:one", args=[edition.of.ref])).content.decode()
    form = lead.get(reverse("returns:counts", args=[edition.of.ref]))
    shown = lead.get(reverse("returns:edition", args=[edition.ref])).content.decode()

    assert "brought out of a spreadsheet" in page
    assert "Fill in here" not in page
    assert "Take this edition back" in shown
    assert form.status_code == 404


def test_the_months_of_a_correction_are_weighed_like_those_that_were_brought(
    cast: Cast, quality: Bringer, plain: tuple[str, str]
) -> None:
    taken(quality, plain[1])
    (edition,) = brought()
    rows: Rows = [
        ["Quarter", "Indicator", "Numerator"],
        ["Q1 2023/24", plain[0], 12],
        ["Q2 2023/24", plain[0], 1_200],
    ]

    sent = sending.checked(edition.of, csv(rows), by=cast.other)

    found = {kind["rule"]: kind["findings"] for kind in sent.summary["kinds"]}
    assert sent.state == Returned.CHECKED
    assert found["CT-tenfold"] == 1


def test_one_quarter_of_the_past_is_not_asked_for_what_nobody_counted_then(
    quality: Bringer, plain: tuple[str, str]
) -> None:
    quality.bring("counts", csv([["Indicator", "Quarter", "Count"], [plain[1], "Q1 2023/24", 12]]))
    quality.columns()

    run = quality.dry_run()

    assert run.ready == 1
    assert run.weighed.asks == ()


def test_each_look_at_the_rows_is_written_down(quality: Bringer, plain: tuple[str, str]) -> None:
    quality.bring("counts", csv([["Indicator", "Quarter", "Count"], ["Ours", "Q1 2023/24", 12]]))
    quality.columns()
    before = len(events("past.look"))

    quality.get("words")
    quality.get("dry_run")

    assert len(events("past.look")) == before + 2
