"""The district writes Annex A and the data set: without mistakes every rule holds."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.engine.annex_a.lists import found, table_of
from village.engine.checks.findings import Checked, End
from village.engine.checks.tables_set import check_set
from village.engine.intake.received import receive
from village.engine.synthetic.annex_file import SetWritten, write_annex_a
from village.engine.synthetic.annex_slips import KINDS
from village.engine.synthetic.district import District
from village.engine.synthetic.ssd_file import KINDS as SSD_KINDS
from village.engine.synthetic.ssd_file import write_ssd
from village.kernel.periods import quarter_holding

SMALL = 0.05


def checked(path: Path, name: str, written: SetWritten) -> Checked:
    with path.open("rb") as stream:
        received = receive(stream, name=path.name)
        return check_set(received, table_of(name), period=quarter_holding(written.day))


@pytest.mark.parametrize("seed", [2026, 7])
def test_an_annex_a_without_mistakes_holds_every_rule_however_dirty(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "annex-a.xlsx"

    written = write_annex_a(
        path, spec=table_of("annex-a"), district=District(seed, scale=SMALL), mistakes={}
    )

    result = checked(path, "annex-a", written)
    assert found(result) == {}
    assert not list(result.ended(End.COULD_NOT_RUN))
    assert all(rows for name, rows in written.rows.items() if name != "adoption")


def test_each_honest_mistake_in_annex_a_is_found_by_its_rule(tmp_path: Path) -> None:
    path = tmp_path / "annex-a.xlsx"

    written = write_annex_a(path, spec=table_of("annex-a"), district=District(2026, scale=0.2))

    result = checked(path, "annex-a", written)
    assert {one.kind for one in written.planted} == set(KINDS)
    assert {one.rule for one in written.planted} <= set(found(result))


def test_a_workbook_of_the_district_opens_in_what_others_use(tmp_path: Path) -> None:
    """In full, with styles: a reader of rows alone forgives what a desk's program does not."""
    path = tmp_path / "annex-a.xlsx"
    spec = table_of("annex-a")

    written = write_annex_a(path, spec=spec, district=District(7, scale=SMALL), mistakes={})

    book = openpyxl.load_workbook(path)
    rows = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    assert len(rows) == len(written.rows)
    assert sum(map(len, rows)) >= sum(written.rows.values())
    assert any(isinstance(cell, datetime) for sheet in rows for row in sheet for cell in row)


@pytest.mark.parametrize("seed", [2026, 7])
def test_an_extract_without_mistakes_holds_every_rule(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "ssd.zip"

    written = write_ssd(
        path, spec=table_of("ssd"), district=District(seed, scale=SMALL), mistakes={}
    )

    result = checked(path, "ssd", written)
    assert found(result) == {}
    assert not list(result.ended(End.COULD_NOT_RUN))
    assert all(written.rows.values())


def test_each_honest_mistake_in_an_extract_is_found_by_its_rule(tmp_path: Path) -> None:
    path = tmp_path / "ssd.zip"

    written = write_ssd(path, spec=table_of("ssd"), district=District(2026, scale=SMALL))

    result = checked(path, "ssd", written)
    assert {one.kind for one in written.planted} == set(SSD_KINDS)
    assert {one.rule for one in written.planted} <= set(found(result))


def test_equal_arguments_write_equal_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.xlsx", "two.xlsx", "one.zip", "two.zip")]

    for path in paths:
        write = write_annex_a if path.suffix == ".xlsx" else write_ssd
        name = "annex-a" if path.suffix == ".xlsx" else "ssd"
        write(path, spec=table_of(name), district=District(7, scale=0.02))

    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[2].read_bytes() == paths[3].read_bytes()
