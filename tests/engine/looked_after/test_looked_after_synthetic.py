"""The made-up district's looked-after returns: in order, until a mistake is made on purpose."""

import hashlib
import io
from functools import cache
from pathlib import Path

import pytest

from tests.engine.looked_after.sets import zipped
from village.engine.checks.findings import End, Severity
from village.engine.checks.looked_after.run import check
from village.engine.intake import receive
from village.engine.specs.looked_after_document import tables
from village.engine.synthetic import care_rates
from village.engine.synthetic.care import Cared
from village.engine.synthetic.care_file import (
    everyone_cared_for,
    looked_after_file,
    looked_after_of,
    write_looked_after,
)
from village.engine.synthetic.care_return import Kid
from village.engine.synthetic.care_slips import HONEST, KINDS, Slipping
from village.engine.synthetic.district import District
from village.engine.synthetic.span import year_end

SMALL, SEED = 0.25, 41


@cache
def district() -> District:
    return District(SEED, scale=SMALL)


@cache
def everyone() -> tuple[Cared, ...]:
    return tuple(everyone_cared_for(district()))


def children(year: int) -> list[tuple[str, Kid]]:
    return list(looked_after_of(everyone(), year=year, seed=SEED))


def test_without_mistakes_every_rule_of_the_year_runs_and_holds(tmp_path: Path) -> None:
    written = write_looked_after(tmp_path, district=district(), mistakes={})

    with (tmp_path / "looked-after-2026.zip").open("rb") as stream:
        result = check(receive(stream, name="looked-after-2026.zip"))

    found = {one.rule: one.message for one in result.issues if one.severity != Severity.NOTICE}
    assert found == {}
    assert [one.rule for one in result.ended(End.COULD_NOT_RUN)] == []
    assert (result.year, result.children) == ("2025-26", written.children)


@pytest.mark.parametrize("year", [2024, 2025])
def test_earlier_years_hold_by_their_own_rules(year: int) -> None:
    this = tables(children(year))
    before = {f"last-year/{name}": text for name, text in tables(children(year - 1)).items()}

    result = check(zipped(this | before), year=f"{year - 1}-{year % 100}")

    assert {one.rule for one in result.issues if one.severity != Severity.NOTICE} == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_mistake_is_found_by_its_rule_on_the_child_it_was_made_on(kind) -> None:
    slipping = Slipping({kind.name: 0.9}, seed=SEED, year=2026)
    spoilt = tables(slipping.spoil(children(2026)))

    result = check(zipped(spoilt), year="2025-26")

    found = {issue.child_id for issue in result.issues if issue.rule == kind.rule}
    assert {one.child_id for one in slipping.planted} == found
    assert found


def test_the_honest_list_names_every_kind_and_leaves_most_children_in_order() -> None:
    slipping = Slipping(HONEST, seed=SEED, year=2026)

    number = len(list(slipping.spoil(children(2026))))

    assert set(HONEST) == {kind.name for kind in KINDS}
    assert 0 < len(slipping.planted) < number / 5


def test_a_kind_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="No such kind of mistake"):
        Slipping({"spelt badly": 0.1}, seed=SEED, year=2026)


def test_equal_arguments_write_equal_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]

    for folder in folders:
        write_looked_after(folder, district=District(7, scale=0.03))

    first, second = (
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        for folder in folders
    )
    assert first == second
    assert set(first) == {"looked-after-2026.zip", "looked-after-2026.xml"}


def test_xml_and_tables_are_checked_alike(tmp_path: Path) -> None:
    write_looked_after(tmp_path, district=district())

    def found(name: str) -> set[tuple[str, str, str, str]]:
        content = (tmp_path / name).read_bytes()
        result = check(receive(io.BytesIO(content), name="return"), year="2025-26")
        return {(one.rule, one.child_id, one.column, one.value) for one in result.issues
                if one.rule in {kind.rule for kind in KINDS}}  # fmt: skip

    assert found("looked-after-2026.xml") == found("looked-after-2026.zip")


def test_as_many_are_in_care_as_the_rates_say() -> None:
    day = year_end(2026)
    in_care = sum(one.begun <= day < one.ended for cared in everyone() for one in cared.stays)

    assert 0.6 < in_care / (care_rates.AT_YEAR_END * SMALL) < 1.4


def test_a_return_of_any_size_has_ids_and_pupil_numbers_of_its_own(tmp_path: Path) -> None:
    written = looked_after_file(tmp_path / "large.zip", children=700)

    with (tmp_path / "large.zip").open("rb") as stream:
        result = check(receive(stream, name="large.zip"), year="2025-26")

    assert written.children == 700
    assert result.rows["Header"] == 700 - sum(
        one.kind == "child not in the header" for one in written.planted
    )
    assert result.outcome("444").findings == 0
