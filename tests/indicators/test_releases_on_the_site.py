"""Releases from the site: who lets out, what leaves, why not, and that it is written down."""

import csv
import io
import json
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import AT, PRODUCER, Cast
from tests.returns import sending
from village import engine, trail
from village.evidence.indicators import services
from village.evidence.indicators.models import Release, ReleaseState
from village.evidence.indicators.services import releases
from village.evidence.returns.services import house
from village.figures.audiences import Audience
from village.jobs.models import Job
from village.jobs.models import State as JobState
from village.kernel.refs import new_ref
from village.partnership.people.rules import RoleKind
from village.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(cast: Cast, owed) -> None:
    """A version of a census of forty children."""
    made = sending.stored(owed, sending.census(40), by=cast.owner)
    assert services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())


def asked(cast: Cast, audience: Audience = Audience.PUBLIC) -> Release:
    return releases.ask(audience, by=cast.by_role[RoleKind.QA_MANAGER], at=AT)


def made(cast: Cast, audience: Audience = Audience.PUBLIC) -> Release:
    wanted = asked(cast, audience)
    releases.make(wanted.ref, at=AT, progress=sending.Quiet())
    wanted.refresh_from_db()
    return wanted


def post(cast: Cast, who: RoleKind, audience: str = "public"):
    said = {"audience": audience, "request_key": new_ref()}
    return cast.client(cast.by_role[who]).post(reverse("indicators:releases"), said)


class TestWhoLetsOut:
    def test_is_the_qa_manager(self, cast, counted) -> None:
        answer = post(cast, RoleKind.QA_MANAGER)

        (waiting,) = Release.objects.system("a test looks")
        assert answer["Location"] == reverse("indicators:release", args=[waiting.ref])
        assert waiting.state == ReleaseState.WAITING
        assert Job.objects.system("a test looks").filter(about={"release": waiting.ref}).exists()

    @pytest.mark.parametrize("who", [RoleKind.CHAIR, RoleKind.DATA_LEAD, RoleKind.PUBLIC])
    def test_is_nobody_else(self, cast, counted, who) -> None:
        assert post(cast, who).status_code == 403
        assert not Release.objects.system("a test looks").exists()

    def test_is_asked_whom_it_is_for(self, cast, counted) -> None:
        answer = post(cast, RoleKind.QA_MANAGER, audience="internal")

        assert answer.status_code == 200
        assert not Release.objects.system("a test looks").exists()

    def test_waits_while_one_for_the_same_audience_is_made(self, cast, counted) -> None:
        asked(cast)

        again, other = post(cast, RoleKind.QA_MANAGER), post(cast, RoleKind.QA_MANAGER, "partner")

        assert "One is being made already" in again.content.decode()
        assert other.status_code == 302


class TestARelease:
    def test_holds_what_the_engine_let_out_and_nothing_twice(self, cast, counted) -> None:
        done = made(cast)

        releases.make(done.ref, at=AT, progress=sending.Quiet())

        assert (done.state, done.name) == (ReleaseState.MADE, "public-00001")
        assert done.tables["audience"] == "public"
        assert "referrals-rate" in done.tables["indicators"]
        assert len(list((house_releases()).glob("public-*"))) == 1

    def test_goes_out_as_csv_workbook_and_json_with_its_definition(self, cast, counted) -> None:
        done = made(cast)
        browser = cast.client(cast.by_role[RoleKind.CHAIR])

        def taken(kind: str):
            return browser.get(reverse("indicators:release_sheet", args=[done.ref, kind]))

        rows = list(csv.reader(io.StringIO(taken("csv").getvalue().decode("utf-8-sig"))))
        book = load_workbook(io.BytesIO(taken("xlsx").content))
        plain = json.loads(taken("json").content)
        assert ["Who may read it", "Anybody"] in rows
        assert any(
            row[:2] == ["Referrals to children's social care", "year to March 2026"] for row in rows
        )
        assert len(book.sheetnames) == 1 + len(done.tables["indicators"])
        assert plain == done.tables

    def test_is_recorded_before_it_is_taken_out(self, cast, counted) -> None:
        done = made(cast)

        cast.client(cast.by_role[RoleKind.CHAIR]).get(
            reverse("indicators:release_sheet", args=[done.ref, "csv"])
        )

        assert Event.objects.system("a test").filter(name="indicators.take_release").count() == 1

    def test_shows_no_small_number(self, cast, counted) -> None:
        done = made(cast)

        page = cast.client(cast.by_role[RoleKind.CHAIR]).get(
            reverse("indicators:release", args=[done.ref])
        )

        cells = re.findall(r'data-label="Number">(.*?)</t[dh]>', page.content.decode())
        assert cells
        assert not {"1", "2", "3", "4", "5"} & set(cells)

    def test_that_would_tell_too_much_says_so_in_words_and_leaves_nothing(
        self, cast, counted, monkeypatch
    ) -> None:
        def too_telling(*_given, **_named):
            raise engine.TooTelling("3 small numbers could be worked out.", mend="Take some off.")

        monkeypatch.setattr(engine, "release", too_telling, raising=False)

        done = made(cast)

        page = cast.client(cast.by_role[RoleKind.QA_MANAGER]).get(
            reverse("indicators:release", args=[done.ref])
        )
        sheet = reverse("indicators:release_sheet", args=[done.ref, "csv"])
        said = page.content.decode()
        assert done.state == ReleaseState.REFUSED
        assert "3 small numbers could be worked out." in said
        assert "Nothing has left." in said
        assert "cannot be taken back" in said
        assert cast.client(cast.by_role[RoleKind.QA_MANAGER]).get(sheet).status_code == 404

    def test_without_a_version_says_what_to_do(self, cast, owed) -> None:
        done = made(cast)

        assert done.refusal["what"] == "The store has no version yet."

    def test_that_a_busy_store_keeps_waiting_is_tried_again(self, cast, counted) -> None:
        wanted = asked(cast)

        with house.store().one_builder(), pytest.raises(engine.Busy):
            releases.make(wanted.ref, at=AT, progress=sending.Quiet())

        wanted.refresh_from_db()
        assert wanted.state == ReleaseState.WAITING

    def test_that_nobody_tries_any_more_makes_room_for_the_next(self, cast, counted) -> None:
        wanted = asked(cast)
        with trail.verb("tests.lose_a_job", by=PRODUCER, at=AT, empty=True):
            Job.objects.system("a test").update(state=JobState.GIVEN_UP)

        releases.end_stuck(at=AT)

        wanted.refresh_from_db()
        assert wanted.state == ReleaseState.REFUSED
        assert post(cast, RoleKind.QA_MANAGER).status_code == 302


def house_releases():

    return house.store().root / "releases"
