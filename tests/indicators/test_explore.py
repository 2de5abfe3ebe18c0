"""Explore: tables that a reader puts together, the engine's crossed ones counted on request."""

import csv
import io
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import AT, PRODUCER, Cast
from tests.indicators.by_hand import LAST, indicator, published
from tests.indicators.counting import RATE
from tests.returns import sending
from village import engine
from village.evidence.indicators import services
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import asked
from village.evidence.indicators.services import explored
from village.evidence.returns.services import house
from village.jobs.models import Job
from village.kernel.refs import new_ref
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db
GROUPS = {"sex": {"Female": 60, "Male": 3, "Not known": 9}}


@pytest.fixture
def counted(cast: Cast, owed) -> Version:
    """A version of a census of as many children as may be crossed by sex and age."""
    made = sending.stored(owed, sending.census(240), by=cast.owner)
    version = services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    assert version is not None
    return version


def address(version: Version, kind: str = "", **chosen: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    if kind:
        path = reverse("indicators:explored_sheet", args=[version.name, kind])
    else:
        path = reverse("indicators:explored", args=[version.name])
    return f"{path}?{query}"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def page(cast: Cast, version: Version, **chosen: str) -> str:
    return (
        cast.client(cast.by_role[RoleKind.CHAIR]).get(address(version, **chosen)).content.decode()
    )


def ask(cast: Cast, version: Version, **chosen: str) -> None:
    """Press the button, and let the worker do what it is told."""
    answer = cast.client(cast.by_role[RoleKind.CHAIR]).post(
        address(version, **chosen), {"request_key": new_ref()}
    )
    assert answer.status_code == 302
    for job in Job.objects.system("a test works").filter(kind=explored.COUNT):
        explored.count(job.about, progress=sending.Quiet())


def test_nobody_fills_the_worker_with_tables(
    cast: Cast, counted: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one person so many wait and no more; another person may still ask."""
    monkeypatch.setattr(explored, "AT_ONCE", 2)
    crossed = itertools.combinations(["sex", "age_band", "ethnicity"], 2)
    wishes = [address(counted, indicator=RATE, by=by, cross=cross) for by, cross in crossed]
    chair = cast.client(cast.by_role[RoleKind.CHAIR])

    answers = [chair.post(wish, {"request_key": new_ref()}) for wish in wishes]

    waiting = Job.objects.system("a test looks").filter(kind=explored.COUNT)
    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert "2 tables that you asked for are still to be counted." in text(answers[-1])
    assert waiting.count() == 2
    other = cast.client(cast.by_role[RoleKind.QA_MANAGER])
    assert other.post(wishes[-1], {"request_key": new_ref()}).status_code == 302
    assert waiting.count() == 3


class TestOneBreakdown:
    def test_is_the_versions_own_with_what_it_holds_back(self, cast, owed) -> None:
        version = published(indicator("late-visits", (70, 72), groups=GROUPS))

        said = page(cast, version, indicator="late-visits", by="sex")

        assert re.search(r"Female.*?<td[^>]*>60</td>", said, re.S)
        assert re.search(r"Male.*?<td[^>]*>not shown</td>", said, re.S)
        assert "Count it" not in said

    def test_over_time_stands_beside_up_to_two_others(self, cast, owed) -> None:
        version = published(indicator("late-visits", (70, 72)), indicator("visits", (90, 95)))

        said = page(cast, version, indicator="late-visits", second="visits", period="quarter")

        assert "Late visits, over time" in said
        assert "Visits, over time" in said

    def test_of_a_period_that_was_sent_as_counts_is_not_counted(self, cast, owed) -> None:
        version = published(
            indicator("late-visits", (70, 72), forms=("counts", "rows"), groups=GROUPS)
        )

        said = page(cast, version, indicator="late-visits", by="sex", period=LAST[-2].key)

        assert "The agency counts it itself and sends no rows" in said
        assert "Count it" not in said

    def test_that_the_version_has_not_is_said_to_be_none(self, cast, owed) -> None:
        version = published(indicator("late-visits", (70, 72), groups=GROUPS))

        assert "It is not broken down by age." in page(
            cast, version, indicator="late-visits", by="age_band"
        )


class TestTwoThatCross:
    def test_are_counted_once_somebody_asks_and_are_the_same_in_any_order(
        self, cast, counted
    ) -> None:
        before = page(cast, counted, indicator=RATE, by="sex", cross="age_band")

        ask(cast, counted, indicator=RATE, by="sex", cross="age_band")

        after = page(cast, counted, indicator=RATE, by="sex", cross="age_band")
        other = page(cast, counted, indicator=RATE, by="age_band", cross="sex")
        assert "Count it" in before
        assert "by sex and age" in after
        assert table(after) == table(other)
        assert Job.objects.system("a test").filter(kind=explored.COUNT).count() == 1

    def test_show_no_small_number_and_say_that_totals_do_not_add_up(self, cast, counted) -> None:
        ask(cast, counted, indicator=RATE, by="sex", cross="ethnicity")

        said = page(cast, counted, indicator=RATE, by="sex", cross="ethnicity")

        assert "totals do not add up" in said
        assert table(said)
        assert not {"1", "2", "3", "4", "5"} & set(table(said))

    def test_keep_their_address_and_answer_when_the_rows_go_and_no_more_is_counted(
        self, cast, counted
    ) -> None:
        ask(cast, counted, indicator=RATE, by="sex", cross="age_band")
        before = page(cast, counted, indicator=RATE, by="sex", cross="age_band")
        found = engine.version(house.store(), counted.name)
        for made_of in found.returns:
            engine.destroy(house.store(), made_of["ref"])

        after = page(cast, counted, indicator=RATE, by="sex", cross="age_band")
        more = page(cast, counted, indicator=RATE, by="sex", cross="ethnicity")

        assert table(before) == table(after)
        assert "The rows behind this version are gone" in more
        assert "Count it" not in more

    def test_are_refused_by_the_engine_too_where_the_rows_are_gone(self, cast, counted) -> None:
        found = engine.version(house.store(), counted.name)
        for made_of in found.returns:
            engine.destroy(house.store(), made_of["ref"])
        wanted = asked.Asked(counted.name, RATE, newest_year(counted), ("sex", "age_band"))

        explored.count(about(wanted), progress=sending.Quiet())

        assert "The rows behind this version are gone" in asked.counted(wanted)["could_not"]

    def test_hold_no_key_and_no_row(self, cast, counted) -> None:
        wanted = asked.Asked(counted.name, RATE, newest_year(counted), ("sex", "age_band"))

        explored.count(about(wanted), progress=sending.Quiet())

        told = asked.counted(wanted)
        assert set(told["cells"][0]) == {"groups", "figure"}
        assert not re.search(r"[0-9a-f]{16}", json.dumps(told["cells"]))


class TestWhatGoesOut:
    def test_is_the_same_as_csv_and_json_with_definition_and_warning(self, cast, counted) -> None:
        chosen = {"indicator": RATE, "by": "sex", "cross": "age_band"}
        ask(cast, counted, **chosen)
        browser = cast.client(cast.by_role[RoleKind.CHAIR])

        sheet = browser.get(address(counted, "csv", **chosen)).getvalue().decode("utf-8-sig")
        plain = browser.get(address(counted, "json", **chosen)).json()

        rows = list(csv.reader(io.StringIO(sheet)))
        (told,) = plain["tables"]
        numbers = [row[6] for row in rows if row[2:3] == ["Sex"]]
        assert "totals do not add up" in sheet
        assert told["is_moved"]
        assert told["definition"]["numerator"]
        assert [
            str(one["number"] if one["number"] is not None else "not shown")
            for one in told["figures"]
        ] == numbers
        assert browser.get(address(counted, "xlsx", **chosen)).status_code == 200

    def test_is_nothing_before_it_was_counted(self, cast, counted) -> None:
        browser = cast.client(cast.by_role[RoleKind.CHAIR])

        for kind in ("csv", "xlsx", "json"):
            chosen = address(counted, kind, indicator=RATE, by="sex", cross="age_band")
            assert browser.get(chosen).status_code == 404

    def test_never_brings_what_counts_into_the_web(self) -> None:
        code = (
            "import sys, django; django.setup(); import village.urls\n"
            "from django.urls import get_resolver; get_resolver().url_patterns\n"
            "from village.evidence.indicators.views import explore\n"
            "from village.evidence.indicators.services import explored\n"
            "print([m for m in ('duckdb', 'ibis', 'pyarrow') if m in sys.modules])"
        )

        said = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env=web_env(),
        )  # fmt: skip

        assert said.stdout.strip().endswith("[]")


def web_env() -> Mapping[str, str]:

    return {**os.environ, "DJANGO_SETTINGS_MODULE": "village.settings"}


def table(said: str) -> list[str]:
    """Every cell of the page's first table, in order."""
    (first,) = re.findall(r"<tbody.*?</tbody>", said, re.S)[:1] or [""]
    return [
        " ".join(cell.split()) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", first, re.S)
    ]


def newest_year(version: Version) -> str:
    plain = engine.figures_of(house.store(), version.name, RATE)
    return str(plain["series"]["year"][-1]["period"])


def about(wanted: asked.Asked) -> dict[str, str]:
    return {
        "version": wanted.version,
        "indicator": wanted.indicator,
        "period": wanted.period,
        "by": "+".join(wanted.by),
    }
