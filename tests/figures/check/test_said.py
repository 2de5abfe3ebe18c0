"""A file of claims is checked by the wholes and numbers that a person wrote into it."""

from datetime import date

import pytest

from village.figures.check.checking import check
from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds import hidden_cells, named_settings, small_cells, vignettes
from village.figures.check.taking_in import take_in
from village.figures.check.taking_in.belonging import RULES

HEAD = "key,value,unit,n,period,measure,parent\n"


def found(rows: str) -> tuple[Finding, ...]:
    return check(take_in((HEAD + rows).encode(), "claims.csv"), today=date(2026, 7, 15))


@pytest.mark.parametrize(
    ("rows", "kind", "arithmetic"),
    [
        (
            "all,98,count,,,audited,\nyes,93,count,,,agreed,all\nno,6,count,,,not agreed,all\n",
            "parts and whole",
            "93 + 6 = 99",
        ),
        ("share,95.5%,,98,,agreed,\n", "reachable percentage", "94 of 98 is 95.9"),
        (
            "all,98,count,,,audited,\nshare,95.5%,,,,agreed,all\n",
            "reachable percentage",
            "94 of 98 is 95.9",
        ),
        ("yes,99,count,98,,agreed,\n", "part of a whole", "99 > 98"),
    ],
)
def test_what_cannot_be_is_found_with_its_line(rows: str, kind: str, arithmetic: str) -> None:
    (one,) = found(rows)

    assert (one.kind, one.verdict) == (kind, Verdict.CANNOT)
    assert arithmetic in one.arithmetic
    assert one.quote.place.line == (2 if "all,98" not in rows or "parts" in kind else 3)


@pytest.mark.parametrize(
    "rows",
    [
        "all,98,count,,,audited,\nyes,92,count,,,agreed,all\nno,6,count,,,not agreed,all\n",
        "all,98,count,,,audited,\nyes,92,count,,,agreed,all\n",
        "all,98,count,,2023,audited,\nyes,60,count,,2023,agreed,all\nmore,60,count,,2024,agreed,all\n",
        "share,94.9%,,98,,agreed,\n",
        "all,98,count,,,audited,\nshare,93.9%,,,,agreed,all\nmoney,£500,£,,,spent,all\n",
    ],
)
def test_what_is_consistent_is_left_alone(rows: str) -> None:
    assert [one for one in found(rows) if one.verdict is Verdict.CANNOT] == []


def told(yaml: str) -> list[tuple[str, Verdict, tuple[str, ...]]]:
    findings = check(take_in(yaml.encode(), "claims.yaml"), today=date(2026, 7, 15))
    return [(one.kind, one.verdict, one.rests_on) for one in findings]


ALL = "- {key: all, value: 98, measure: children, parts: all}\n"
SEX = """
- {key: girls, value: 50, parent: all, split: sex}
- {key: boys, value: 48, parent: all, split: sex}
"""


def test_a_whole_may_be_told_apart_in_two_ways() -> None:
    ages = "- {key: young, value: 60, parent: all, split: age, period: Q1}\n"

    assert told(ALL + SEX + ages + "- {key: old, value: 38, parent: all, split: age}\n") == []
    assert told(ALL + SEX + ages + "- {key: old, value: 39, parent: all, split: age}\n") == [
        ("parts and whole", Verdict.CANNOT, ("all", "young", "old"))
    ]


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [("parts: all", Verdict.CANNOT), ("period: Q1", Verdict.EXPLAIN)],
)
def test_less_than_the_whole_is_impossible_only_where_all_parts_are_said_to_be_there(
    whole: str, verdict: Verdict
) -> None:
    rows = f"- {{key: all, value: 98, {whole}}}\n- {{key: a, value: 60, parent: all, split: age}}\n"

    assert told(rows) == [("parts and whole", verdict, ("all", "a"))]


def test_a_number_said_again_is_no_further_part_and_must_be_the_same() -> None:
    rows = ALL.replace(", parts: all", "") + "- {key: a, value: 60, parent: all}\n"

    assert told(rows + "- {key: again, value: 60, parent: all, same: a}\n") == []
    assert told(rows + "- {key: again, value: 61, parent: all, same: a}\n") == [
        ("one measure, two values", Verdict.CANNOT, ("again", "a"))
    ]


@pytest.mark.parametrize(("again", "findings"), [("64.3%", 0), ("64.2%", 0), ("64.4%", 1)])
def test_the_coarser_of_two_numbers_may_be_rounded(again: str, findings: int) -> None:
    rows = f"- {{key: a, value: 64.25%, n: 10000}}\n- {{key: b, value: {again}, same: a}}\n"

    assert len(told(rows)) == findings


@pytest.mark.parametrize(("percent", "findings"), [("94%", 0), ("95%", 1)])
def test_a_percentage_that_is_the_same_as_a_count_is_reckoned_from_it(
    percent: str, findings: int
) -> None:
    rows = f"- {{key: a, value: 92, n: 98}}\n- {{key: share, value: {percent}, same: a}}\n"

    assert [kind for kind, _, _ in told(rows)] == ["percentage of its count"] * findings


def test_two_numbers_of_one_n_are_two_measures_unless_the_file_says_otherwise() -> None:
    rows = """
- {key: a, value: 31, n: 98, measure: referrals of children made by the police}
- {key: b, value: 22, n: 98, measure: referrals of children made by health}
"""

    assert told(rows) == []


@pytest.mark.parametrize(("long", "findings"), [(19, 0), (18, 1), (20, 1)])
def test_a_period_is_as_long_as_its_two_days_say(long: int, findings: int) -> None:
    period = "from: 2022-09-01, until: 2024-04-01"

    assert [k for k, _, _ in told(f"- {{key: a, value: {long}, unit: months, {period}}}\n")] == [
        "length of a period"
    ] * findings


MONEY = "- {key: in, value: £900}\n- {key: out, value: £1000}\n"


@pytest.mark.parametrize(("over", "findings"), [("£100", 0), ("£99", 1)])
def test_what_is_left_over_is_the_difference_of_two_totals(over: str, findings: int) -> None:
    rows = MONEY + f"- {{key: over, value: {over}, between: out and in}}\n"

    assert [kind for kind, _, _ in told(rows)] == ["money that does not balance"] * findings


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [(("31%", "58%"), Verdict.EXPLAIN), (("31%", "79%"), Verdict.CANNOT), (("33%", "66%"), None)],
)
def test_answers_to_one_question_come_to_a_hundred(
    answers: tuple[str, str], verdict: Verdict | None
) -> None:
    rows = "".join(
        f"- {{key: a{n}, value: {one}, n: 300, split: better}}\n" for n, one in enumerate(answers)
    )

    findings = [(kind, said) for kind, said, _ in told(rows)]

    assert findings == ([("options to 100", verdict)] if verdict else [])


def test_answers_of_a_whole_that_names_them_all_cannot_come_to_less() -> None:
    rows = ALL + "- {key: a, value: 50%, parent: all, split: for what}\n"

    assert told(rows) == [("options to 100", Verdict.CANNOT, ("a",))]


EPISODES = """
- {key: children, value: 220}
- {key: girls, value: 124, parent: children}
- {key: boys, value: 93, parent: children}
- {key: episodes, value: 1136, whose: children}
- {key: of girls, value: 697, parent: episodes, whose: girls}
"""


@pytest.mark.parametrize(("boys", "findings"), [(261, 1), (430, 0)])
def test_many_events_left_for_few_whom_nobody_names_need_a_word(boys: int, findings: int) -> None:
    rows = f"- {{key: of boys, value: {boys}, parent: episodes, whose: boys}}\n"

    assert [(kind, verdict) for kind, verdict, _ in told(EPISODES + rows)] == [
        ("what is left for the others", Verdict.EXPLAIN)
    ] * findings


def test_a_percentage_of_nobody_knows_how_many_is_asked_for_its_number() -> None:
    assert told("- {key: a, value: 83%}\n- {key: b, value: 80%, n: 30}\n") == [
        ("percentage of nobody knows how many", Verdict.EXPLAIN, ("a",))
    ]


def test_a_passage_held_back_is_a_place_and_a_rule() -> None:
    rows = "- {key: story, rule: told story, section: Reviews, page: 41}\n"

    (one,) = check(take_in(rows.encode(), "claims.yaml"), today=date(2026, 7, 15))

    assert (one.kind, one.verdict) == ("told story", Verdict.IDENTIFIES)
    assert (one.quote.place.page, one.quote.place.section) == (41, "Reviews")


def test_a_rule_is_named_as_its_findings_are() -> None:
    assert {small_cells.KIND, vignettes.KIND, named_settings.KIND, hidden_cells.KIND} == set(RULES)
