"""What a check needs: no library, work in line with the children, memory that does not follow."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.looked_after.sets import EVERY_TABLE
from village.engine.checks.looked_after.cases import looked_after
from village.engine.specs.looked_after_document import document, tables

CHECK = """
import sys
from village.engine.checks.looked_after.run import check
from village.engine.intake import receive
calls = 0
def count(frame, event, argument):
    global calls
    calls += event == "call"
with open(sys.argv[1], "rb") as file:
    received = receive(file, name="return")
    sys.setprofile(count)
    check(received, year="2024-25")
    sys.setprofile(None)
outside = {name.partition(".")[0] for name, module in sys.modules.items()
           if "site-packages" in str(getattr(module, "__file__", ""))}
print(calls, *sorted(outside))
"""

READ = """
import sys, tracemalloc
from village.engine.intake import receive
from village.engine.intake.looked_after import read
with open(sys.argv[1], "rb") as file:
    reading = read(receive(file, name="return"))
    tracemalloc.start()
    for child in reading:
        pass
    print(tracemalloc.get_traced_memory()[1])
"""


def packed(path: Path, *, children: int, backwards: bool = False) -> Path:
    from zipfile import ZipFile

    kid = looked_after(header={"UPN": "UN3"})
    held = tables(((f"A{number}", kid) for number in range(children)), only=EVERY_TABLE)
    with ZipFile(path, "w") as archive:
        for name, text in held.items():
            head, *rows = text.splitlines()
            turned = backwards and name != "header.csv"
            archive.writestr(name, "\n".join([head, *(reversed(rows) if turned else rows)]))
    return path


def ran(code: str, path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_checking_uses_the_standard_library_alone(tmp_path: Path) -> None:
    _, *outside = ran(CHECK, packed(tmp_path / "small.zip", children=5))

    assert [name for name in outside if not name.startswith(("_", "sitecustomize"))] == []


def test_four_times_the_children_take_four_times_the_work(tmp_path: Path) -> None:
    few, *_ = ran(CHECK, packed(tmp_path / "few.zip", children=200))
    many, *_ = ran(CHECK, packed(tmp_path / "many.zip", children=800))

    assert int(many) < int(few) * 4.1


@pytest.mark.parametrize("kind", ["zip", "xml"])
def test_reading_keeps_no_child_that_has_passed(tmp_path: Path, kind: str) -> None:
    peaks = []
    for children in (500, 4_000):
        path = tmp_path / f"{children}.{kind}"
        if kind == "zip":
            packed(path, children=children)
        else:
            kid = looked_after()
            path.write_text("".join(document((f"A{n}", kid) for n in range(children))))
        peaks.append(int(ran(READ, path)[0]))

    few, many = peaks
    assert many < few + 1_500_000


def test_tables_in_another_order_cost_memory_and_no_more_than_their_rows(tmp_path: Path) -> None:
    in_order = int(ran(READ, packed(tmp_path / "one.zip", children=2_000))[0])
    backwards = int(ran(READ, packed(tmp_path / "two.zip", children=2_000, backwards=True))[0])

    assert in_order < backwards < 2_000 * 3_000
