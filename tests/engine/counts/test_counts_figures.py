"""From a return of counts to figures: kept, counted, joined with rows, and protected."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.engine.counts.makers import GOOD, HEAD, Line, as_csv
from tests.engine.store.houses import LIVING, POLICE, House, mapping_of
from tests.engine.tables.makers import episode
from village.engine import apart
from village.engine.checks.census.cases import a_child, an_episode
from village.engine.measures.definition import Definition, DefinitionFault
from village.engine.pipeline import Rulebook
from village.engine.specs.counts import Asked, CountsSpec
from village.engine.specs.groups import GROUPS
from village.engine.specs.returns import Spec, counts_return
from village.kernel.periods import Period, quarters, year_ending

SHARE: Mapping[str, Any] = {
    **{name: f"{name} of it" for name in ("title", "question", "why", "source", "author")},
    "id": "decided",
    "edition": "2026-1",
    "unit": "percent",
    "direction": "neither",
    "numerator_words": "decided in a day",
    "denominator_words": "notices decided",
    "wording": {"counted": "notices", "one": "notice", "did": "were decided in a day"},
    "steps": ["quarter", "year"],
    "breakdowns": ["sex"],
    "review_on": date(2027, 3, 31),
    "counts": {"return": "counts-police", "numerator": "in a day", "denominator": "decided"},
}
NUMBER = {
    **{key: value for key, value in SHARE.items() if key != "counts"},
    "id": "notices",
    "unit": "count",
    "wording": {"counted": "notices", "one": "notice"},
    "counts": {"return": "counts-police", "numerator": "sent"},
}
ASKED = (
    Asked("notices", "Notices", "sent", "", ("sex",)),
    Asked("decided", "Decided in a day", "in a day", "decided", ("sex",)),
)
SPEC = counts_return(CountsSpec("counts-police", "Police counts", "1", "made up", "police", ASKED))
YEAR = quarters(year_ending(2026))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "store")


def book(*definitions: Mapping[str, Any]) -> Rulebook:
    found = [Definition.from_mapping(one) for one in definitions]
    return Rulebook(found, LIVING, {})


def lines(quarter: Period, indicator: str, total: object, *groups: object) -> list[Line]:
    """A line for all, and one for girls, boys and the rest; each a number or (part, whole)."""
    by_sex = zip(GROUPS["sex"] if groups else (), groups, strict=True)
    named = [("all", "all", total), *(("sex", group, number) for group, number in by_sex)]
    return [
        (quarter.label, indicator, breakdown, group, *_pair(number), "")
        for breakdown, group, number in named
    ]


def _pair(number: object) -> tuple[object, object]:
    return number if isinstance(number, tuple) else (number, "")


def keep(
    house: House, quarter: Period, sent: list[Line], *, ref: str = "", of: Spec = SPEC
) -> None:
    content = as_csv(sent, head=HEAD).open().read()
    house.keep(content, ref or f"counts-{quarter.key}", of=of, period=quarter, agency=POLICE)


def groups_of(house: House, indicator: str) -> dict[str, Any]:
    by = house.figures(indicator)["breakdowns"]["by"]
    return {one["group"]: one["figure"] for one in by["sex"]}


def test_four_quarters_make_a_year(house: House) -> None:
    for number, quarter in enumerate(YEAR):
        keep(house, quarter, lines(quarter, "notices", 100 + number, 60, 40 + number, 0))

    house.build(rulebook=book(NUMBER))

    assert house.points("notices")["year to March 2026"]["value"] == 406
    assert [p["form"] for p in house.figures("notices")["series"]["quarter"]] == ["counts"] * 4


def test_a_year_with_a_quarter_that_was_not_collected_is_missed_in_words(house: House) -> None:
    for number, quarter in enumerate(YEAR):
        total = "not collected" if number == 2 else 100
        keep(house, quarter, lines(quarter, "notices", total))

    house.build(rulebook=book(NUMBER))

    plain = house.figures("notices")
    assert plain["series"]["year"] == []
    assert (
        "There is no year to March 2026: October to December 2025 was “not collected”."
        in plain["could_not"]
    )


def test_the_sentence_is_of_the_year_where_one_is_whole_and_else_of_the_quarter(house) -> None:
    for quarter in YEAR[:3]:
        keep(house, quarter, lines(quarter, "notices", 100, 60, 40, 0))
    house.build(rulebook=book(NUMBER))
    three = house.figures("notices")["sentence"]

    keep(house, YEAR[3], lines(YEAR[3], "notices", 100, 60, 40, 0))
    house.build(rulebook=book(NUMBER))

    assert "October to December 2025" in three
    assert "In the year to March 2026" in house.figures("notices")["sentence"]


def test_a_quarter_without_a_population_is_named_as_a_quarter(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", 100))
    rate = {**NUMBER, "unit": "per 10,000", "denominator": {"population": "children"}}

    house.build(rulebook=replace(book(rate), populations=[]))

    (said,) = [one for one in house.figures("notices")["could_not"] if "population" in one]
    assert said.startswith("No population is known for April to June 2025, so there is no rate.")


def test_what_does_not_add_up_has_no_year(house: House) -> None:
    for quarter in YEAR:
        keep(house, quarter, lines(quarter, "notices", 100, 60, 40, 0))
    asked = {**NUMBER, "counts": {**NUMBER["counts"], "adds_up": False}}

    house.build(rulebook=book(asked))

    plain = house.figures("notices")
    assert plain["series"]["year"] == []
    assert plain["could_not"] == [
        "The quarters do not add up to a year: one child may stand in several."
    ]


def test_a_share_has_its_part_its_whole_and_its_interval(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "decided", (80, 100), (50, 60), (30, 40), (0, 0)))

    house.build(rulebook=book(SHARE))

    (figure,) = house.points("decided", "quarter").values()
    assert (figure["numerator"]["children"], figure["denominator"]["children"]) == (80, 100)
    assert figure["value"] == 80
    assert figure["interval"]["lower"] < 80 < figure["interval"]["upper"]
    assert groups_of(house, "decided")["Male"]["value"] == 75


def test_a_group_that_the_agency_held_back_is_covered(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", 100, 70, 27, "suppressed"))

    house.build(rulebook=book(NUMBER))

    shown = {
        group: "withheld" in one["numerator"] for group, one in groups_of(house, "notices").items()
    }
    assert shown == {"Female": False, "Male": True, "Not known": True}


def test_a_group_that_nobody_collects_says_so_and_is_no_nought(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", 100, 70, 30, "not collected"))

    house.build(rulebook=book(NUMBER))

    shown = groups_of(house, "notices")
    assert shown["Not known"]["numerator"] == {"withheld": "not collected"}
    assert shown["Female"]["value"] == 70


def test_what_is_left_for_a_group_that_nobody_collects_is_not_told_where_it_is_small(
    house: House,
) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", 100, 70, 27, "not collected"))

    house.build(rulebook=book(NUMBER))

    assert "withheld" in groups_of(house, "notices")["Male"]["numerator"]


def test_a_total_that_was_held_back_shows_no_group_and_hides_in_its_year(house: House) -> None:
    for quarter, total in zip(YEAR, ("suppressed", 40, 50, 60), strict=True):
        keep(house, quarter, lines(quarter, "notices", total))

    house.build(rulebook=book(NUMBER))

    quarterly = house.points("notices", "quarter")
    hidden = [label for label, one in quarterly.items() if "withheld" in one["numerator"]]
    assert (
        len(hidden) >= 2 or "withheld" in house.points("notices")["year to March 2026"]["numerator"]
    )
    assert "April to June 2025" in hidden


def test_a_quarter_that_nobody_collected_is_no_point(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", "not collected", *["not collected"] * 3))

    house.build(rulebook=book(NUMBER))

    assert house.figures("notices")["series"]["quarter"] == []


def test_small_counts_are_withheld_and_never_nought(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", 3, 3, 0, 0))

    house.build(rulebook=book(NUMBER))

    (figure,) = house.points("notices", "quarter").values()
    assert figure["numerator"] == {"withheld": "small number"}


def test_a_later_edition_replaces_and_never_adds(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", 100, 60, 40, 0), ref="first")
    keep(house, YEAR[0], lines(YEAR[0], "notices", 90, 50, 40, 0), ref="second")
    del house.returns["first"]

    house.build(rulebook=book(NUMBER))

    assert [one["value"] for one in house.points("notices", "quarter").values()] == [90]


def test_a_quarter_that_an_agency_sent_counts_before_years_of_the_past(house: House) -> None:
    keep(house, YEAR[0], lines(YEAR[0], "notices", 90), ref="own")
    both = [*lines(YEAR[0], "notices", 100), *lines(YEAR[1], "notices", 70)]
    keep(house, Period(YEAR[0].first, YEAR[1].last), both, ref="past")

    house.build(rulebook=book(NUMBER))

    assert [one["value"] for one in house.points("notices", "quarter").values()] == [90, 70]


def test_rows_and_counts_meet_in_one_series(house: House) -> None:
    """Counts of the quarters before the first census; from then on rows, which win."""
    both = {
        **mapping_of("referrals-no-further-action"),
        "counts": {"return": "counts-police", "numerator": "n", "denominator": "d"},
    }
    asked = (Asked(str(both["id"]), "R", "n", "d", ()),)
    spec = counts_return(CountsSpec("counts-council", "C", "1", "made up", "council", asked))
    for quarter in (*quarters(year_ending(2025)), YEAR[0]):
        sent: list[Line] = [(quarter.label, both["id"], "all", "all", 20, 80, "")]
        keep(house, quarter, sent, ref=f"c-{quarter.key}", of=spec)
    referred = (an_episode(CINreferralDate="2025-05-01", ReferralNFA="0") for _ in range(9))
    house.census(*(a_child(one, LAchildID=f"C{n}") for n, one in enumerate(referred)))

    house.build(rulebook=book(both))

    series = house.figures(str(both["id"]))["series"]
    assert [(p["label"], p["form"]) for p in series["year"]] == [
        ("year to March 2025", "counts"),
        ("year to March 2026", "rows"),
    ]
    assert [p["form"] for p in series["quarter"]] == ["counts"] * 4 + ["rows"] * 4
    assert series["year"][0]["figure"]["value"] == 25


def test_a_year_is_not_taken_from_counts_where_a_quarter_of_it_came_as_rows(house: House) -> None:
    """Else what is withheld of the one could be taken from the other."""
    both = {
        **NUMBER,
        "numerator": {"table": "police-missing", "counts": "rows", "on": "missing_from"},
    }
    for quarter in YEAR:
        keep(house, quarter, lines(quarter, "notices", 30, 20, 10, 0))
    house.missing(episode(), year=2026, number=4)

    house.build(rulebook=book(both))

    series = house.figures("notices")["series"]
    assert [point["form"] for point in series["quarter"]] == ["counts"] * 3 + ["rows"]
    assert series["year"] == []


def test_a_comment_goes_with_its_figure(house: House) -> None:
    sent = lines(YEAR[0], "notices", 100, 60, 40, 0)
    sent[0] = (*sent[0][:-1], "A new force-wide form began in May.")
    keep(house, YEAR[0], sent)

    house.build(rulebook=book(NUMBER))

    (point,) = house.figures("notices")["series"]["quarter"]
    assert point["comment"] == "A new force-wide form began in May."


def test_a_return_of_counts_crosses_to_another_process_and_back() -> None:
    assert apart.understand(apart.tell(SPEC)) == SPEC


def test_another_process_parts_it_the_same() -> None:
    said: list[Any] = []
    say = type("Say", (), {"progress": lambda *_: None, "row": lambda _self, row: said.append(row)})

    apart.split(
        io.BytesIO(as_csv(lines(YEAR[0], "notices", 9, 5, 4, "c")).open().read()),
        say=say(),
        name="counts.csv",
        spec=apart.tell(SPEC),
        period=YEAR[0].key,
        agency="a",
        ref="r",
    )

    assert [table for table, _ in said] == ["counts"] * 4
    assert said[-1][1]["numerator_mark"] == "suppressed"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"counts": None}, "numerator"),
        ({"counts": {"return": "counts-police", "numerator": "n"}}, "counts.denominator"),
        ({"counts": {"numerator": "n", "denominator": "d"}}, "counts.return"),
        ({"counts": {**SHARE["counts"], "adds_up": "yes"}}, "counts.adds_up"),
        ({"counts": {**SHARE["counts"], "guidance": 7}}, "counts.guidance"),
    ],
)
def test_what_asks_for_nothing_that_can_be_counted_is_refused(
    changes: Mapping[str, Any], path: str
) -> None:
    with pytest.raises(DefinitionFault) as refused:
        Definition.from_mapping({**SHARE, **changes})

    assert refused.value.path == path


def test_the_good_lines_of_the_tests_are_what_is_asked() -> None:
    assert {line[1] for line in GOOD} == {"notices", "decided"}
