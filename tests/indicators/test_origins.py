"""A page says in which form a figure came, and where a series changes from one to the other."""

from typing import Any

from village.evidence.indicators.selectors.origins import comments, origins


def points(*forms: str, comment: str = "") -> list[dict[str, Any]]:
    said = {"comment": comment} if comment else {}
    return [{"label": f"quarter {n}", "form": form, **said} for n, form in enumerate(forms, 1)]


def test_one_form_is_one_sentence() -> None:
    assert origins({"quarter": points("rows", "rows"), "year": points("rows")}) == (
        "Counted here, from the rows that the agencies sent.",
    )
    assert "counted by the agency itself" in origins({"quarter": points("counts")})[0].lower()


def test_a_version_from_before_counts_knows_rows_alone() -> None:
    assert "from the rows" in origins({"year": [{"label": "year to March 2026"}]})[0]


def test_each_break_is_declared_where_it_is() -> None:
    said = origins({"quarter": points("counts", "counts", "rows", "counts")})

    assert len(said) == 2
    assert (
        "up to quarter 2 the agency's own counts, from quarter 3 counted from its rows" in said[0]
    )
    assert "up to quarter 3 counted from rows, from quarter 4 the agency's own counts" in said[1]


def test_nothing_counted_says_nothing() -> None:
    assert origins({"year": []}) == ()


def test_the_newest_comments_stand_first() -> None:
    found = comments({"quarter": points(*["counts"] * 6, comment="A new form.")})

    assert [period for period, _ in found] == ["quarter 6", "quarter 5", "quarter 4", "quarter 3"]
