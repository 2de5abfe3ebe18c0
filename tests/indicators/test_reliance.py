"""Groups that nobody knows enough of are not held against each other, wherever a figure goes."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.indicators.by_hand import indicator, published
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import crossed
from village.evidence.indicators.selectors.reliance import warning
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, number, percentage
from village.figures.plain import to_plain

Points = list[tuple[str, Figure]]

# 1,175 of 1,600 and 30 of 120
FEW_KNOWN = "Disability is not known for 73.4% of them, so the groups cannot be relied on."
WARNED = "Sex is not known for 25.0% of them, so the groups cannot be relied on"
UNSHOWN = Withheld()


def share(part: int | Withheld, whole: int | Withheld) -> Figure:
    counts = [one if isinstance(one, Withheld) else Count(one) for one in (part, whole)]
    return percentage(*counts, period="year to March 2026")


def by_disability(disabled: Figure, others: Figure, unknown: Figure) -> Points:
    return [("Disabled", disabled), ("No disability recorded", others), ("Not known", unknown)]


def test_a_group_that_only_the_part_tells_of_is_no_finding() -> None:
    points = by_disability(share(50, 94), share(163, 331), share(0, 1175))

    assert warning("Disability", points, whole=share(213, 1600)) == FEW_KNOWN


@pytest.mark.parametrize(("unknown", "warned"), [(100, False), (112, True)])
def test_a_tenth_may_be_not_known_and_no_more(unknown: int, warned: bool) -> None:
    rest = 1000 - unknown
    points = by_disability(share(100, 400), share(150, rest - 400), share(25, unknown))

    assert bool(warning("Disability", points, whole=share(275, 1000))) == warned


def test_of_a_count_it_is_what_is_counted_that_is_not_known() -> None:
    counts = {"Disabled": 40, "No disability recorded": 30, "Not known": 30}
    points = [(name, number(Count(of), period="2026")) for name, of in counts.items()]

    said = warning("Disability", points, whole=number(Count(100), period="2026"))

    assert "not known for 30.0% of them" in said


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (
            share(163, 331),  # 1,600 - 331 = 1,269 may be of any group
            "Disability may be not known for up to 79.3% of them, so the groups cannot be relied "
            "on.",
        ),
        (share(700, 1500), ""),  # 100 of 1,600
    ],
)
def test_of_a_number_that_is_not_shown_the_most_that_it_may_be_is_said(
    others: Figure, said: str
) -> None:
    points = by_disability(share(UNSHOWN, UNSHOWN), others, share(UNSHOWN, UNSHOWN))

    assert warning("Disability", points, whole=share(750, 1600)) == said


@pytest.mark.parametrize(
    ("unknown", "is_linked", "warned"),
    [
        (share(0, 60), True, True),  # 0.0 to 6.0 beside 41.4 and more
        (share(0, 60), False, False),
        (share(29, 60), True, False),
    ],
)
def test_over_links_few_of_no_known_group_warn_where_they_differ_from_all_others(
    unknown: Figure, is_linked: bool, warned: bool
) -> None:
    points = by_disability(share(200, 440), share(240, 500), unknown)

    said = warning("Disability", points, whole=share(440, 1000), is_linked=is_linked)

    assert bool(said) == warned
    assert not said or said.startswith("Those of whom disability is not known differ clearly")


def test_a_table_on_request_warns_of_each_of_its_breakdowns() -> None:
    counted = {"All": 120, "Female": 50, "Male": 40, "Not known": 30}
    told: dict[str, Any] = {
        "by": ["sex"],
        "noise": 2,
        "cells": [
            {"groups": [name], "figure": to_plain(number(Count(of), period="2026"))}
            for name, of in counted.items()
        ],
    }

    assert crossed.noted(told).startswith(WARNED)


@pytest.mark.django_db
class TestWhereverItGoes:
    @pytest.fixture
    def version(self, cast: Cast, owed: object) -> Version:
        groups = {"sex": {"Female": 50, "Male": 40, "Not known": 30}}
        return published(indicator("late-visits", (118, 120), groups=groups))

    def read(self, cast: Cast, version: Version, kind: str = "") -> Any:
        given = [version.name, "late-visits", *filter(None, (kind,))]
        address = reverse("indicators:sheet" if kind else "indicators:permanent", args=given)
        return cast.client(cast.colleague).get(address)

    def test_its_page_says_so_and_tells_no_range(self, cast: Cast, version: Version) -> None:
        page = self.read(cast, version).content.decode()

        assert WARNED in page
        assert "Sex: from" not in page

    def test_its_sheets_and_its_json_say_so(self, cast: Cast, version: Version) -> None:
        sheet = self.read(cast, version, "csv").getvalue().decode("utf-8-sig")
        (told,) = self.read(cast, version, "json").json()["breakdowns"]

        assert any(WARNED in cell for row in csv.reader(io.StringIO(sheet)) for cell in row)
        assert told["warning"] == f"{WARNED}."

    def test_explore_says_so_on_its_page_and_in_its_sheets(
        self, cast: Cast, version: Version
    ) -> None:
        browser, chosen = cast.client(cast.colleague), "?indicator=late-visits&by=sex"
        page = reverse("indicators:explored", args=[version.name])
        sheets = [
            reverse("indicators:explored_sheet", args=[version.name, kind])
            for kind in ("csv", "json")
        ]

        said = [b"".join(browser.get(one + chosen)).decode() for one in (page, *sheets)]

        assert [WARNED in one for one in said] == [True] * 3
