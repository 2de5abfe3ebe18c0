"""What a check needs: no library, and work in line with the number of children."""

import subprocess
import sys
from pathlib import Path

from village.engine.checks.census.cases import (
    HEADER,
    a_child,
    a_cin_plan,
    a_cp_plan,
    an_assessment,
    an_episode,
    an_s47,
)
from village.engine.specs.census_document import document

CHECK = """
import sys
from village.engine import checks
from village.engine.intake import receive
calls = 0
def count(frame, event, argument):
    global calls
    calls += event == "call"
sys.setprofile(count)
with open(sys.argv[1], "rb") as file:
    checked = checks.run(receive(file, name="census.xml"), spec="census")
sys.setprofile(None)
outside = {name.partition(".")[0] for name, module in sys.modules.items()
           if "site-packages" in str(getattr(module, "__file__", ""))}
print(calls, *sorted(outside))
"""

FAMILY = an_episode(
    an_assessment("2025-06-03", "2025-07-01", "1A", "3B", "16A"),
    an_s47("2025-06-10", "2025-06-20", target="2025-06-24"),
    a_cp_plan("2025-06-20", reviews=("2025-09-18", "2026-02-05")),
)
SHORT = an_episode(a_cin_plan("2025-07-02", "2025-08-01"))


def written(path: Path, *, children: int) -> Path:
    made = (
        a_child(SHORT if number % 3 else FAMILY, LAchildID=f"A{number}", UPN=None)
        for number in range(children)
    )
    with path.open("w") as file:
        file.writelines(document(HEADER, made))
    return path


def used_by(path: Path) -> tuple[int, list[str]]:
    """Calls of Python functions, which are the same on any machine, and libraries loaded."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(path)], capture_output=True, text=True, check=True
    )
    calls, *outside = done.stdout.split()
    return int(calls), outside


def test_checking_a_census_uses_the_standard_library_alone(tmp_path: Path) -> None:
    _, outside = used_by(written(tmp_path / "small.xml", children=5))

    assert [name for name in outside if not name.startswith(("_", "sitecustomize"))] == []


def test_four_times_the_children_take_four_times_the_work(tmp_path: Path) -> None:
    few, _ = used_by(written(tmp_path / "few.xml", children=300))
    many, _ = used_by(written(tmp_path / "many.xml", children=1_200))

    assert many < few * 4.1
