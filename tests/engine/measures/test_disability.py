"""Who is disabled: from the census, from a kit's own table, and of older stores not known."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.engine.store.houses import House, definition, mapping_of
from tests.engine.tables.makers import csv_text, episode
from village.engine.checks.census.cases import a_child, an_episode
from village.engine.measures.definition import Definition
from village.engine.pipeline import Rulebook
from village.engine.specs.returns import Spec
from village.engine.specs.tables_build import table_spec
from village.engine.store.split import disability_group
from village.kernel.periods import year_ending

NFA, SECOND = "referrals-no-further-action", "plans-second-or-subsequent"
CLUBS: Mapping[str, Any] = {
    "return": "clubs",
    "title": "Clubs",
    "edition": "1",
    "source": "made up",
    "sender": "voluntary",
    "period": "year",
    "prefix": "CL",
    "child": "member",
    "each_row": "One visit of a child to a club",
    "fields": [
        {"name": "member", "title": "Member", "kind": "identifier", "required": True,
         "identity": True},
        {"name": "disability", "title": "Disability", "kind": "code", "codes": [
            {"code": "NONE", "title": "None"}, {"code": "AUT", "title": "Autism"},
        ]},
        {"name": "came_on", "title": "Came on", "kind": "date", "required": True},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "group"),
    [
        (["AUT"], "Disabled"),
        (["aut "], "Disabled"),
        (["NONE", "LD"], "Disabled"),
        (["NONE"], "No disability recorded"),
        (["NONE", "??"], "No disability recorded"),
        ([True], "Disabled"),
        ([False], "No disability recorded"),
        (["Yes"], "Disabled"),
        (["no"], "No disability recorded"),
        ([], "Not known"),
        ([None, "", "Amelia"], "Not known"),
    ],
)
def test_codes_and_plain_words_become_a_group(told: list[Any], group: str) -> None:
    assert disability_group(told) == group


def by_disability(house: House, indicator: str) -> dict[str, int]:
    """The children of each group, of a measured year that leaves nobody."""
    return {
        one["group"]: one["figure"]["denominator"]["children"]
        for one in house.figures(indicator)["breakdowns"]["by"]["disability"]
    }


def census_of(house: House, *disabilities: tuple[str, ...], year: int = 2026) -> None:
    """Ten children of each kind, so that none is withheld; nobody's referral was acted upon."""
    children = [
        a_child(
            an_episode(CINreferralDate=f"{year - 1}-06-02", ReferralNFA="true"),
            LAchildID=f"{year} {kind} {number}",
            disabilities=codes,
        )
        for kind, codes in enumerate(disabilities)
        for number in range(10)
    ]
    house.census(*children, year=year)


def test_a_census_tells_it_without_any_link(house: House) -> None:
    census_of(house, ("AUT", "LD"), ("NONE",), ())

    house.build(NFA)

    assert by_disability(house, NFA) == {
        "Disabled": 10,
        "No disability recorded": 10,
        "Not known": 10,
    }
    assert house.figures(NFA)["could_not"] == []


def forget_disabilities(house: House, ref: str) -> None:
    """As a store kept it before events held the column."""
    for path in (house.root / "events" / ref).glob("*.parquet"):
        table = pq.read_table(path)
        pq.write_table(table.drop_columns(["disability"]), path)


def test_of_an_older_store_it_is_not_known(house: House) -> None:
    census_of(house, ("AUT",))
    forget_disabilities(house, "census-2026")

    house.build(NFA)

    assert by_disability(house, NFA) == {
        "Disabled": 0,
        "No disability recorded": 0,
        "Not known": 10,
    }


def test_an_older_return_beside_a_newer_one_still_counts(house: House) -> None:
    census_of(house, ("AUT",), year=2025)
    census_of(house, ("AUT",), year=2026)
    forget_disabilities(house, "census-2025")

    house.build(NFA)

    assert by_disability(house, NFA)["Disabled"] == 10
    assert len(house.figures(NFA)["series"]["year"]) == 2


def test_a_kit_s_own_table_tells_it_by_a_column_of_that_name(house: House) -> None:
    clubs = Spec("clubs", table_spec(CLUBS, code_sets={}), "voluntary", {"mapping": CLUBS})
    rows = [(f"{code}{n}", code, "02/06/2025") for code in ("AUT", "NONE", "") for n in range(10)]
    content = csv_text([("Member", "Disability", "Came on"), *rows]).encode()
    house.keep(content, "clubs", of=clubs, period=year_ending(2026))
    came = {"table": "clubs", "counts": "children", "on": "came_on"}
    mapping = {**mapping_of(NFA), "numerator": came, "denominator": came, "steps": ["year"]}

    house.build(rulebook=Rulebook([Definition.from_mapping(mapping)], (), {}))

    assert by_disability(house, NFA) == {
        "Disabled": 10,
        "No disability recorded": 10,
        "Not known": 10,
    }


def test_only_a_table_that_does_not_tell_it_needs_links() -> None:
    of_police = replace(definition("missing-children-rate"), breakdowns=("disability",))

    assert not definition(SECOND).needs_links
    assert of_police.needs_links
    assert definition("plans-rate-at-date").needs_links


def test_without_links_the_split_is_not_made_and_the_rest_stands(house: House) -> None:
    house.missing(episode())
    of_police = replace(definition("missing-episodes-graded-high"), breakdowns=("disability",))

    house.build(rulebook=Rulebook([of_police], (), {}))

    found = house.figures(of_police.id)
    assert found["breakdowns"]["by"] == {}
    assert found["series"]["quarter"]
    assert found["could_not"][0].startswith("There is no split by disability.")
