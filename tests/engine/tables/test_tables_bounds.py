"""However large or empty a table claims to be, it is answered soon and in bounded memory."""

import json
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.tables.makers import (
    SHEET,
    SMALL_HEADER,
    SMALL_ROW,
    inline,
    line,
    mapping,
    packed,
    parts,
    rows,
    sheet_xml,
    table,
)
from village.engine.errors import Unreadable

MILLION = 1_000_000
LITTLE = 20_000
"""Calls of functions: what a table of two rows may cost, whatever it claims."""
CLAIM = '<dimension ref="A1:XFD1048576"/>'

READ_IN_A_PROCESS_OF_ITS_OWN = """
import json, resource, sys
from village.engine.errors import EngineError
from village.engine.intake import receive
from village.engine.intake.tables import read
from village.engine.specs.tables_build import table_spec

spec = table_spec(json.loads(sys.argv[2]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count, said = 0, ["", "", ""]
with open(sys.argv[1], "rb") as stream:
    try:
        for row in read(receive(stream, name="list.csv"), spec).rows():
            count += 1
    except EngineError as fault:
        said = [fault.what, fault.where, fault.mend]
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([count, grown // 1024, *said]))
"""


def read_apart(path: Path, spec: dict[str, object]) -> list[object]:
    """Rows read, megabytes grown, and the refusal's three parts."""
    done = subprocess.run(
        [sys.executable, "-c", READ_IN_A_PROCESS_OF_ITS_OWN, str(path), json.dumps(spec)],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_one_bad_line_in_a_million_is_named_and_the_memory_stays_flat(tmp_path):
    path = tmp_path / "million.csv"
    bad = 900_000
    with path.open("w", newline="") as out:
        out.write("Child ID,Name,Born on\n")
        out.writelines(
            f"C{n:07},Ada\n" if n == bad else f"C{n:07},Ada,01/02/2015\n" for n in range(2, MILLION)
        )

    count, megabytes, what, where, mend = read_apart(path, mapping())

    assert count == bad - 2
    assert what == "The row has 2 values, but there are 3 columns."
    assert where == "list.csv, row 900000"
    assert mend.startswith("Look in it for a comma")
    assert megabytes < 16


def small_workbook(body: str) -> bytes:
    content = packed({**parts(""), SHEET: sheet_xml(body, before=CLAIM)})
    assert len(content) < 5_000
    return content


def work_of(act: Callable[[], object]) -> int:
    """Calls of functions, Python's and C's, which are the same on any machine at any hour."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


def test_a_small_workbook_that_claims_the_largest_sheet_is_read_at_once():
    content = small_workbook(SMALL_HEADER + SMALL_ROW)

    assert work_of(lambda: rows(content)) < LITTLE
    assert [row.number for row in rows(content)] == [2]


def test_a_small_workbook_with_a_value_in_its_last_cell_is_refused_at_once():
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = small_workbook(SMALL_HEADER + SMALL_ROW + last)

    def refuse() -> None:
        with pytest.raises(Unreadable, match="cell XFD1048576"):
            rows(content)

    assert work_of(refuse) < LITTLE


def test_a_small_workbook_with_a_row_at_the_very_end_is_read_at_once():
    content = small_workbook(SMALL_HEADER + SMALL_ROW + line(1048576, "C2"))

    assert work_of(lambda: rows(content)) < LITTLE
    assert [row.number for row in rows(content)] == [2, 1048576]


def test_a_hundred_thousand_formatted_empty_rows_take_no_memory():
    chance = random.Random(7)
    blank = "".join(
        f'<row r="{n}" ht="{chance.random():.6f}" customHeight="1"><c r="A{n}" s="1"/></row>'
        for n in range(3, 100_003)
    )
    content = packed(parts(SMALL_HEADER + SMALL_ROW + blank))
    found = table(content)
    tracemalloc.start()

    count = sum(1 for _ in found.rows())

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 1
    assert peak < 3_000_000


def test_a_row_of_endless_cells_is_refused_before_it_is_held():
    chance = random.Random(7)
    cells = "".join(f'<c s="{chance.randrange(3)}" x="{chance.random()}"/>' for _ in range(200_000))
    content = packed(parts(SMALL_HEADER + f'<row r="2">{cells}</row>'))
    tracemalloc.start()

    with pytest.raises(Unreadable, match="damaged"):
        rows(content)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_work_grows_in_step_with_the_rows():
    def of(count: int) -> bytes:
        return ("Child ID,Name,Born on\n" + "C1,Ada,01/02/2015\n" * count).encode()

    few, many = of(1_000), of(10_000)
    rows(few)

    assert work_of(lambda: rows(many)) < 11 * work_of(lambda: rows(few))


def test_a_wide_but_honest_table_is_read():
    names = ["Child ID", *(f"x{n}" for n in range(299))]
    body = "".join(
        inline(f"{place}1", name) for place, name in zip(columns(300), names, strict=True)
    )

    found = table(packed(parts(f'<row r="1">{body}</row>' + line(2, "C1"))))

    assert len(found.header.titles) == 300


def columns(count: int) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [*letters, *(a + b for a in letters for b in letters)][:count]
