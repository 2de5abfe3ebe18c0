"""Files of claims: each number as a person wrote it down, each fault with its line."""

from datetime import date
from fractions import Fraction

import pytest

from village.figures.check.taking_in import Untaken, take_in
from village.figures.claims import Claim, Place, Unit

CSV = """\
key,value,unit,n,period,measure,population,parent,page,section,quote
all,"1,136",count,,2023-24,episodes,children,,27,Missing,
girls,61.4%,,"1,136",2023-24,girls’ share,children,all,27,Missing,Girls had 61.4% of them
"""
YAML = """\
# from the chart on page 27
claims:
  - measure: episodes
    value: 1,136
    page: 27
  - measure: underspend
    value: £2,196.50
    parent: episodes
    n:
"""


def claims(text: str) -> tuple[Claim, ...]:
    return take_in(text.encode(), "claims").claims


def test_a_sheet_becomes_claims() -> None:
    whole, share = claims(CSV)

    assert whole == Claim(
        key="all", value=Fraction(1136), unit=Unit.COUNT, text="1,136", quote="episodes 1,136",
        place=Place(27, 2, "Missing"), measure="episodes", population="children", period="2023-24",
    )  # fmt: skip
    assert (share.value, share.decimals, share.unit) == (Fraction(614, 10), 1, Unit.PERCENT)
    assert (share.n, share.parent, share.start) == (1136, "all", 10)


def test_a_list_becomes_claims_and_a_parent_may_be_named_by_its_measure() -> None:
    whole, money = claims(YAML)

    assert (whole.key, whole.place) == ("line 3", Place(27, 3))
    assert (money.unit, money.value, money.decimals) == (Unit.MONEY, Fraction(219650, 100), 2)
    assert (money.parent, money.n) == ("line 3", None)


def test_a_list_may_name_its_document() -> None:
    assert [one.whole for one in claims("document: report\nclaims:\n  - value: 5\n")] == [5]


def test_a_list_without_a_name_is_read_too() -> None:
    assert [one.whole for one in claims("- value: 5\n- value: 7\n")] == [5, 7]


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("2026-07-15", "date", date(2026, 7, 15).toordinal()),
        ("15 July 2026", "date", date(2026, 7, 15).toordinal()),
        ("19", "duration", 19),
        ("per cent", "", None),
        ("17", "age", 17),
    ],
)
def test_a_value_is_read_by_its_unit(value: str, unit: str, told: int | None) -> None:
    text = f"value;unit\n{value};{unit}\n"

    if told is None:
        with pytest.raises(Untaken, match="The value is no number"):
            claims(text)
    else:
        assert claims(text)[0].value == told


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("value,unit,colour\n5,count,red\n", 1, "no such thing to say of a claim (column 3)"),
        ("value,unit\n5,count\nfive,count\n", 3, "The value is no number"),
        ("value,unit\n5,furlongs\n", 2, "This unit is unknown"),
        ("value,unit\n5.5,count\n", 2, "A count is a whole number"),
        ("value,n\n5,0\n", 2, "“n” is no whole number above nought"),
        ("value,n\n5,many\n", 2, "“n” is no whole number above nought"),
        ("value,page\n5,-1\n", 2, "“page” is no whole number above nought"),
        ("value,unit\n5,count,red\n", 2, "more cells than there are columns"),
        ("value,key\n5,a\n6,a\n", 3, "Another claim has this key"),
        ("value,parent\n5,all\n", 2, "No other claim has the parent’s name"),
        ("value,measure,parent\n5,a,\n6,a,\n2,b,a\n", 4, "More than one claim has"),
        ('value,quote\n5,"open\n', 2, "A quotation mark is opened"),
        ("value,unit\n31/02/2026,date\n", 2, "The value is no date"),
        ("claims:\n  - value: 5\n    colour: red\n", 3, "no such thing to say of a claim"),
        ("claims:\n  - value: [5]\n", 2, "“value” takes one value"),
        ("claims:\n  - value: 5\n  - six\n", 3, "A claim is written as key: value"),
        ("claims: &a\n  - value: 5\n    n: *a\n", 3, "An alias"),
        ("# Ours\nclaims:\n  - value: 5\n? [a, b]\n: c\n", 4, "A key is one word"),
        ("claims:\n  - ? [a, b]\n    : 5\n", 2, "no such thing to say of a claim"),
        ("claims:\n  " + "[" * 50_000, 2, "nested too deeply"),
        (f"value,unit\n{'9' * 16},count\n", 2, "The value is no number"),
        ("value,unit\n1e999999999,rate\n", 2, "The value is no number"),
        ("claims:\n  - value: 5\n   n: 6\n", 3, "This is not YAML"),
        ("- value: 5\n- {value: 5, same: six}\n", 2, "No other claim has that name"),
        ("- {key: a, value: 5}\n- {value: 5, between: a}\n", 2, "“between” names two claims"),
        ("- {value: 5, parts: some}\n", 1, "“parts” says one thing alone"),
        ("- {value: 5, unit: months, from: 2023-04-01}\n", 1, "A period has a first day"),
        ("- {value: 5, from: 2023-04-01, until: soon}\n", 1, "“until” is no date"),
        ("- {value: 5, from: 2023-04-01, until: 2023-04-01}\n", 1, "A period has a first day"),
        ("- {key: a, rule: told story, quote: A boy of six}\n", 1, "has neither number nor words"),
        ("- {key: a, rule: gossip}\n", 1, "There is no such rule"),
        ("- {key: a, rule: told story}\n- {value: 5, parent: a}\n", 2, "No other claim has"),
        ("- measure: none\n", 1, "The value is no number"),
    ],
)
def test_each_fault_is_told_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(Untaken) as refused:
        claims(text)

    assert says in refused.value.what
    assert refused.value.where == f"claims, line {line}"
    assert refused.value.mend


def test_a_yaml_bomb_is_refused_before_it_is_built() -> None:
    bomb = "claims: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"b{n}: &b{n} [{','.join(['*a'] * 9)}]\n" for n in range(9)
    )

    with pytest.raises(Untaken, match="An alias"):
        take_in(bomb.encode(), "claims.yaml")


def test_a_sheet_of_other_things_is_no_file_of_claims() -> None:
    with pytest.raises(Untaken, match=r"column 1.*The keys are key, value"):
        take_in(b"child,born\n1,2\n", "children.csv")
