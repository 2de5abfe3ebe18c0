"""What each audience sees of a count: the page says what the rules do, by name and by number."""

import re

import pytest
from django.urls import reverse

from tests.cast import Cast
from village.evidence.indicators.selectors import audiences
from village.figures.audiences import CASES
from village.figures.words import MAY_BE_ANY
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db


def page(cast: Cast) -> str:
    browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])
    return browser.get(reverse("indicators:audiences")).content.decode()


def test_the_page_shows_a_count_of_0_3_7_and_40_for_every_audience() -> None:
    inside, partner, public = audiences.tables()

    assert CASES == (0, 3, 7, 40)
    assert [row[1:] for row in inside.rows] == [
        ("0", "not shown", "7", "40"),
        ("0", "not shown", "6 to 9", "38 to 42"),
    ]
    assert [row[1:] for row in partner.rows] == [
        ("0", "not shown", "7", "40"),
        ("0", "not shown", "not shown", "40"),
    ]
    assert [row[1:] for row in public.rows] == [
        ("0", "not shown", "7", "40"),
        ("0", "not shown", "not shown", "40"),
    ]


def test_no_audience_is_shown_a_three_and_none_reads_it_as_nought(cast) -> None:
    cells = re.findall(r'data-label="3 children">(.*?)</td>', page(cast))

    assert cells == ["not shown"] * 6


def test_the_page_claims_no_number_for_what_is_not_shown(cast) -> None:
    said = page(cast)

    assert MAY_BE_ANY in said
    assert "never nought" not in said


def test_each_rule_is_named_with_its_source(cast) -> None:
    said = page(cast)

    assert "(dfe)" in said and "DfE, children in need statistics" in said
    assert "(nhs)" in said and "NHS England" in said and "nearest 5" in said
    assert "cell key" in said and "ONS, Census 2021" in said
