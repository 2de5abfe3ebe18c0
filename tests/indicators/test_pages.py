"""The pages of figures: who opens them, in how many queries, and what they say and give out."""

import csv
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import AT, PRODUCER, Cast
from tests.indicators.counting import RATE
from tests.returns import sending
from tests.returns.sending import census
from village.evidence.indicators import selectors, services
from village.evidence.indicators.models import Version
from village.figures.words import MAY_BE_ANY
from village.partnership.people import services as people
from village.partnership.people.rules import ROLES, RoleKind
from village.trail.models import Event

pytestmark = pytest.mark.django_db
SEE_FIGURES = {kind.value for kind, spec in ROLES.items() if "figures" in spec.scopes}


@pytest.fixture
def version(cast: Cast, owed) -> Version:
    made = sending.stored(owed, census(6), by=cast.owner)
    version = services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    assert version is not None
    return version


def pages(version: Version) -> dict[str, str]:
    chart = next(iter(selectors.pictures_of_version(version)))
    return {
        "list": reverse("indicators:list"),
        "one": reverse("indicators:one", args=[RATE]),
        "picture": reverse("indicators:picture", args=[chart.ref]),
        "versions": reverse("indicators:versions"),
        "version": reverse("indicators:version", args=[version.name]),
        "data set": reverse("indicators:data_set"),
        "changed": reverse("indicators:changed"),
        "agencies": reverse("indicators:agencies"),
        "agency": reverse("indicators:agency", args=["council"]),
        "audiences": reverse("indicators:audiences"),
        "explore": reverse("indicators:explore"),
        "explored": reverse("indicators:explored", args=[version.name]),
        "releases": reverse("indicators:releases"),
        "permanent": reverse("indicators:permanent", args=[version.name, RATE]),
        "csv": reverse("indicators:sheet", args=[version.name, RATE, "csv"]),
        "xlsx": reverse("indicators:sheet", args=[version.name, RATE, "xlsx"]),
    }


def page_of(cast: Cast, indicator: str, owed) -> str:
    """The page of one indicator after a census of the year that England is published for."""
    made = sending.stored(owed, census(6), by=cast.owner)
    services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])
    return read(browser.get(reverse("indicators:one", args=[indicator])))


def read(answer) -> str:
    return answer.getvalue().decode("utf-8-sig") if answer.streaming else answer.content.decode()


class TestWhoOpensThem:
    def test_are_those_whose_role_sees_figures_and_others_are_told_so(self, cast, version) -> None:
        for who, person in cast.everybody.items():
            browser = cast.client(person)
            status = {browser.get(page).status_code for page in pages(version).values()}
            sees = who in SEE_FIGURES or who in {"colleague", "other agency"}
            assert status == ({200} if sees else {403}), who

    def test_somebody_not_signed_in_is_asked_to_sign_in(self, cast, version) -> None:
        for page in pages(version).values():
            assert cast.client(None).get(page)["Location"].startswith("/sign-in/?next=")

    def test_somebody_barred_from_figures_is_refused(self, cast, version) -> None:
        chair = cast.by_role[RoleKind.CHAIR]
        people.bar(chair, scope="figures", why="A relative.", by=PRODUCER, at=AT)

        assert cast.client(chair).get(pages(version)["list"]).status_code == 403

    def test_what_is_not_there_is_not_found(self, cast, version) -> None:
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])
        nowhere = [
            reverse("indicators:one", args=["no-such"]),
            reverse("indicators:version", args=["v99999"]),
            reverse("indicators:permanent", args=[version.name, "no-such"]),
            reverse("indicators:permanent", args=["v99999", RATE]),
            reverse("indicators:sheet", args=["v99999", RATE, "csv"]),
            reverse("indicators:picture", args=["0" * 32]),
        ]

        assert [browser.get(page).status_code for page in nowhere] == [404] * len(nowhere)


# Session, person, roles, grants and bodies spoken for are read by every request: five.
QUERIES = {
    "list": 6, "one": 7, "versions": 6, "version": 12, "permanent": 7, "csv": 6, "picture": 5,
    "data set": 12, "changed": 9, "agency": 8, "explored": 6, "releases": 6,
}  # fmt: skip


class TestTheirQueries:
    @pytest.mark.parametrize("name", QUERIES)
    def test_are_as_many_as_they_were(self, cast, version, django_assert_num_queries, name) -> None:
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])
        address = pages(version)[name]

        with django_assert_num_queries(QUERIES[name]):
            assert browser.get(address).status_code == 200


class TestWhatTheySay:
    def test_before_the_first_version_they_say_that_there_is_none(self, cast, store) -> None:
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])

        assert "No version yet" in read(browser.get(reverse("indicators:list")))
        assert "No version has been made yet" in read(browser.get(reverse("indicators:versions")))
        assert browser.get(reverse("indicators:one", args=[RATE])).status_code == 404

    def test_one_indicator_shows_its_figure_its_definition_and_its_version(
        self, cast, version
    ) -> None:
        page = read(cast.client(cast.by_role[RoleKind.SCRUTINEER]).get(pages(version)["one"]))

        assert "for every 10,000" in page or "10,000" in page
        assert "95% interval" in page
        assert f"{version.label}, counted" in page
        assert "Not for publication" in page

    def test_the_sheet_gives_the_same_figures_as_csv_and_workbook(self, cast, version) -> None:
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])

        rows = list(csv.reader(io.StringIO(read(browser.get(pages(version)["csv"])))))
        book = load_workbook(io.BytesIO(browser.get(pages(version)["xlsx"]).content))

        (row,) = [row for row in rows if row[:3] == ["All", "All", "year to March 2026"]]
        cells = [line for sheet in book for line in sheet.values if line[:2] == ("All", "All")]
        assert row[3] == "6"
        assert cells[0][3] == 6
        assert float(row[5]) == pytest.approx(cells[0][5])

    def test_small_numbers_are_withheld_in_words_and_are_nought_nowhere(self, cast, owed) -> None:
        made = sending.stored(owed, census(3), by=cast.owner)
        version = services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])

        rows = list(csv.reader(io.StringIO(read(browser.get(pages(version)["csv"])))))
        page = read(browser.get(pages(version)["one"]))

        (row,) = [row for row in rows if row[:3] == ["All", "All", "year to March 2026"]]
        assert not re.fullmatch(r"[\d.]*", row[3])
        assert not re.search(r">\s*3\s*</td>", page)
        assert not re.search(r">\s*0\s*</td>", page)

    def test_the_page_of_a_version_says_what_it_was_made_of_without_a_ref(
        self, cast, version, owed
    ) -> None:
        page = read(cast.client(cast.by_role[RoleKind.SCRUTINEER]).get(pages(version)["version"]))

        assert "Children in need census" in page
        assert "Thornbury Vale Council" in page
        assert version.figures in page
        assert owed.ref not in page

    def test_our_own_line_stands_first_beside_england_and_is_marked(self, cast, owed) -> None:
        page = page_of(cast, "assessments-in-45-working-days", owed)

        first, second = re.findall(r"<tr[^>]*>\s*<th[^>]*data-label=\"Place\">(.*?)</th>", page)[:2]
        (marked,) = re.findall(r'<tr class="is-here"[^>]*><th[^>]*>(.*?)</th>', page)[:1]
        assert (first, second) == ("Here", "England")
        assert marked == "Here"
        assert "beside Here, in percent" in page

    def test_what_is_small_is_explained_at_its_table(self, cast, owed) -> None:
        made = sending.stored(owed, census(3), by=cast.owner)
        services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())

        page = read(
            cast.client(cast.by_role[RoleKind.SCRUTINEER]).get(
                reverse("indicators:one", args=[RATE])
            )
        )

        assert "Numbers from 1 to 5, and the next smallest" in page
        assert MAY_BE_ANY in page
        assert "Why a large group can be missing" in page

    def test_no_day_is_written_as_machines_write_it(self, cast, version) -> None:
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])

        for name in ("list", "one", "versions", "version", "permanent"):
            page = re.sub(r"<[^>]*>", " ", read(browser.get(pages(version)[name])))
            assert re.findall(r"\b\d{4}-\d\d-\d\d\b", page) == [], name

    def test_versions_have_a_number_a_day_and_a_reason(self, cast, version) -> None:
        page = read(cast.client(cast.by_role[RoleKind.SCRUTINEER]).get(pages(version)["versions"]))

        assert ">Version 1</a>" in page
        assert "15 July 2026, 10:30am" in page
        assert "Counted because a return was accepted: Children in need census" in page

    def test_the_menu_marks_indicators_on_the_pages_of_versions_too(self, cast, version) -> None:
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])

        for name in ("list", "one", "versions", "version", "permanent"):
            html = read(browser.get(pages(version)[name]))
            assert re.findall(r'href="([^"]+)" aria-current="true"', html) == ["/indicators/"], name

    def test_a_look_at_figures_that_hold_nothing_small_is_no_event(self, cast, version) -> None:
        browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])
        before = Event.objects.system("a test").count()

        for page in pages(version).values():
            browser.get(page)

        assert Event.objects.system("a test").count() == before
