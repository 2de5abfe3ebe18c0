"""A file of claims is checked by the wholes and numbers that a person wrote into it."""

from datetime import date

import pytest

from village.figures.check.checking import check
from village.figures.check.findings import Finding, Verdict
from village.figures.check.taking_in import take_in

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
