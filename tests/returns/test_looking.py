"""Rows about children go to their sender alone, and never before the look is written down."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import sending
from tests.returns.sending import CANARY, WRONG_UPN, census, events, faulty
from village.engine.checks.census.cases import a_child
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import clearing, editions, looking
from village.partnership.people import services
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind
from village.trail.models import Event, EventSubject

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(cast: Cast, owed: Return) -> Edition:
    return sending.checked(owed, census(3, more=[faulty()]), by=cast.owner)


@pytest.fixture
def long_one(cast: Cast, owed: Return) -> Edition:
    """An edition with 120 rows of one rule."""
    more = [faulty(number=number) for number in range(100, 220)]
    return sending.checked(owed, census(3, more=more), by=cast.owner)


def broken(edition: Edition) -> str:
    found = [kind for kind in edition.summary["kinds"] if kind["end"] == "found"]
    return next(kind["rule"] for kind in found if "UPN" in kind["message"])


def page_of(edition: Edition) -> str:
    return reverse("returns:rule", args=[edition.ref, broken(edition)])


def sheet_of(edition: Edition, kind: str = "csv") -> str:
    return reverse("returns:issues", args=[edition.ref, kind])


def read(answer) -> str:
    streamed = getattr(answer, "streaming", False)
    return (answer.getvalue() if streamed else answer.content).decode("utf-8-sig", "replace")


def looks(name: str) -> list[tuple[str, str, int]]:
    """Who looked at what, and at how many rows."""
    return [
        (event.by, entry["ref"], entry["rows"])
        for event in events(name)
        for entry in event.detail["entries"]
    ]


def see(person: Person, *scopes: str) -> Person:
    for scope in scopes:
        services.grant(
            person,
            scope=scope,
            until_on=DAY.replace(month=9),
            why="to see how it is done",
            by=PRODUCER,
            at=AT,
        )
    return person


class TestWhoSendsThem:
    def test_sees_its_own_ids_and_values_with_their_places(self, cast, checked) -> None:
        text = read(cast.client(cast.owner).get(page_of(checked)))

        assert CANARY in text
        assert WRONG_UPN in text

    def test_takes_the_whole_list_as_csv(self, cast, checked) -> None:
        answer = cast.client(cast.owner).get(sheet_of(checked))

        rows = list(csv.reader(io.StringIO(read(answer))))
        head, listed = rows[0], rows[1 : rows.index([])]
        found = [row for row in listed if row[0] == CANARY]
        assert answer.streaming
        assert answer["Content-Disposition"].startswith("attachment;")
        assert any(WRONG_UPN in row for row in found)
        assert len(listed) == sum(kind["issues"] for kind in checked.summary["kinds"])
        assert all(row[head.index("What to do")] for row in listed)

    def test_and_as_a_workbook_with_the_same_rows(self, cast, checked) -> None:
        answer = cast.client(cast.owner).get(sheet_of(checked, "xlsx"))

        book = load_workbook(io.BytesIO(answer.content), read_only=True)
        cells = [
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        ]
        assert CANARY in cells
        assert WRONG_UPN in cells

    def test_gets_no_formula_to_run(self, cast, owed) -> None:
        trap = a_child(LAchildID='=HYPERLINK("http://x")', UPN="@SUM(1)")
        made = sending.checked(owed, census(1, more=[trap]), by=cast.owner)

        rows = csv.reader(io.StringIO(read(cast.client(cast.owner).get(sheet_of(made)))))

        cells = [cell for row in rows for cell in row]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
        assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]

    def test_turns_pages_and_beyond_the_last_stays_on_it(self, cast, long_one) -> None:
        browser = cast.client(cast.owner)

        pages = [read(browser.get(page_of(long_one), {"page": n})) for n in ("1", "3", "99", "x")]

        shown = [text.count("MU-CANARY-") for text in pages]
        assert shown == [50, 20, 20, 50]
        assert pages[1].count("MU-CANARY-219") == pages[2].count("MU-CANARY-219") == 1

    def test_is_not_broken_by_a_page_number_that_never_ends(self, cast, checked) -> None:
        answer = cast.client(cast.owner).get(page_of(checked), {"page": "9" * 5000})

        assert answer.status_code == 200


class TestTheLook:
    def test_at_a_page_of_rows_is_an_event_with_who_what_and_how_many(
        self, cast, owed, long_one
    ) -> None:
        browser = cast.client(cast.owner)

        browser.get(page_of(long_one), {"page": "3"})

        assert looks("returns.look") == [(cast.owner.ref, long_one.ref, 20)]
        (event,) = events("returns.look")
        assert subjects(event) >= {long_one.ref, owed.ref, cast.council.ref}
        assert "CANARY" not in str(event.detail)

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_at_the_whole_list_is_an_event_before_a_byte_leaves(self, cast, checked, kind) -> None:
        answer = cast.client(cast.owner).get(sheet_of(checked, kind))

        # Nothing of a streamed answer has been asked for yet.
        issues = sum(each["issues"] for each in checked.summary["kinds"])
        assert looks("returns.export") == [(cast.owner.ref, checked.ref, issues)]
        assert CANARY in read(answer) or kind == "xlsx"

    @pytest.mark.parametrize("address", [page_of, sheet_of])
    def test_by_head_is_written_down_too_and_gives_no_byte(self, cast, checked, address) -> None:
        answer = cast.client(cast.owner).head(address(checked))

        assert answer.status_code == 200
        assert read(answer) == ""
        assert len(events("returns.look")) + len(events("returns.export")) == 1

    @pytest.mark.parametrize("address", [page_of, sheet_of])
    def test_that_cannot_be_written_down_shows_nothing(
        self, cast, checked, address, unwritable
    ) -> None:
        browser = cast.client(cast.owner)

        answer = browser.get(address(checked))

        page = read(browser.get(answer["Location"]))
        assert answer.status_code == 302
        assert "could not be recorded" in page
        assert CANARY not in page


@pytest.fixture
def unwritable(db: None) -> Iterator[None]:
    """A trail that takes no look at rows, as a full disk would not."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "trail_event" in sql and "returns." in str(params):
            raise OperationalError("the disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def subjects(event: Event) -> set[str]:
    rows = EventSubject.objects.system("a test looks").filter(event=event)
    return set(rows.values_list("ref", flat=True))


class TestWhoIsNotTheirSender:
    def test_and_sees_the_return_alone_sees_places_without_ids_or_values(
        self, cast, checked
    ) -> None:
        trainer = see(cast.by_role[RoleKind.TRAINER], f"returns:{cast.council.ref}")
        browser = cast.client(trainer)

        answers = [
            browser.get(page_of(checked)),
            browser.get(sheet_of(checked)),
        ]
        book = load_workbook(io.BytesIO(browser.get(sheet_of(checked, "xlsx")).content))

        for answer in answers:
            assert answer.status_code == 200
            assert CANARY not in read(answer)
            assert WRONG_UPN not in read(answer)
        assert re.search(r">\s*4\s*</td>", read(answers[0]))
        assert CANARY not in str([list(s.values) for s in book])
        assert {by for by, _, _ in looks("returns.look")} == {trainer.ref}

    def test_nor_does_a_data_lead_who_is_barred_from_names(self, cast, checked) -> None:
        scope = f"identities:{cast.council.ref}"
        services.bar(cast.colleague, scope=scope, why="A relative.", by=PRODUCER, at=AT)
        browser = cast.client(cast.colleague)

        for address in (page_of(checked), sheet_of(checked)):
            assert CANARY not in read(browser.get(address))
            assert WRONG_UPN not in read(browser.get(address))

    def test_nor_who_sees_the_names_of_another_body(self, cast, checked) -> None:
        auditor = see(
            cast.by_role[RoleKind.AUDITOR],
            f"returns:{cast.council.ref}",
            f"identities:{cast.police.ref}",
        )

        assert CANARY not in read(cast.client(auditor).get(page_of(checked)))

    def test_and_sees_names_without_the_return_finds_nothing(self, cast, checked) -> None:
        auditor = see(cast.by_role[RoleKind.AUDITOR], f"identities:{cast.council.ref}")

        assert cast.client(auditor).get(page_of(checked)).status_code == 404
        assert not events("returns.look")

    def test_is_told_nothing_by_a_page_they_may_not_open(self, cast, checked) -> None:
        for person in (cast.other, cast.by_role[RoleKind.AGENCY_LEAD], None):
            browser = cast.client(person) if person else Client()
            assert CANARY not in read(browser.get(page_of(checked)))

        assert not events("returns.look")


class TestRowsThatAreGone:
    @pytest.mark.parametrize("is_cleared", [False, True])
    def test_of_an_edition_left_out_send_back_to_its_page_with_words(
        self, cast, checked, is_cleared
    ) -> None:
        editions.refuse(checked, version=checked.version, by=cast.owner, at=AT)
        if is_cleared:
            clearing.clear_away(checked.ref)
        browser = cast.client(cast.owner)

        for address in (page_of(checked), sheet_of(checked), sheet_of(checked, "xlsx")):
            answer = browser.get(address)
            assert answer["Location"] == reverse("returns:edition", args=[checked.ref])
            assert "are destroyed, or not there yet" in read(browser.get(answer["Location"]))
        assert not events("returns.look")

    def test_of_an_edition_that_was_not_checked_yet_are_not_there(self, cast, owed) -> None:
        made = sending.send(owed, census(), by=cast.owner)
        browser = cast.client(cast.owner)

        assert browser.get(sheet_of(made))["Location"]
        assert browser.get(reverse("returns:rule", args=[made.ref, "8500"])).status_code == 404

    def test_of_a_store_that_lost_them_are_told_of_as_gone(self, cast, checked, store) -> None:
        for path in (store / "reports").glob("*"):
            path.unlink()

        answer = cast.client(cast.owner).get(page_of(checked))

        assert answer["Location"] == reverse("returns:edition", args=[checked.ref])


def test_a_list_longer_than_a_workbook_holds_is_offered_as_csv(
    cast: Cast, checked, monkeypatch
) -> None:
    monkeypatch.setattr(looking, "MOST_ROWS", 1)
    browser = cast.client(cast.owner)

    answer = browser.get(sheet_of(checked, "xlsx"))

    assert "Take it as CSV" in read(browser.get(answer["Location"]))
    assert browser.get(sheet_of(checked)).status_code == 200
