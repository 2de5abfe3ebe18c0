"""How much processor, memory and library a check takes, over the whole of its process."""

import subprocess
import sys
from pathlib import Path

import pytest

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
import resource, sys
from village.engine import checks
from village.engine.intake import receive
with open(sys.argv[1], "rb") as file:
    checked = checks.run(receive(file, name="census.xml"), spec="census")
used = resource.getrusage(resource.RUSAGE_SELF)
outside = {name.partition(".")[0] for name, module in sys.modules.items()
           if "site-packages" in str(getattr(module, "__file__", ""))}
print(checked.children, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, *sorted(outside))
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


def used_by(path: Path) -> tuple[float, int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(path)], capture_output=True, text=True, check=True
    )
    _, cpu, megabytes, *outside = done.stdout.split()
    return float(cpu), int(megabytes), outside


def test_checking_a_census_uses_the_standard_library_alone(tmp_path: Path) -> None:
    _, _, outside = used_by(written(tmp_path / "small.xml", children=5))

    assert [name for name in outside if not name.startswith(("_", "sitecustomize"))] == []


@pytest.mark.slow
def test_4000_children_are_checked_within_a_second_and_a_half_and_time_grows_in_line(
    tmp_path: Path,
) -> None:
    quick = min(used_by(written(tmp_path / "1.xml", children=1_000))[0] for _ in range(2))
    cpu, megabytes, _ = used_by(written(tmp_path / "4.xml", children=4_000))

    assert cpu < 1.5
    assert megabytes < 300
    assert cpu < quick * 6
