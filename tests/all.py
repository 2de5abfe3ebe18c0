"""Runs every suite and closes with one count: SQLite, PostgreSQL, and another Python."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HANDS = str(min(max(2, os.cpu_count() or 2), 6))
PYTEST = ["-m", "pytest", "-q", "-n", HANDS, "--dist", "loadfile", "--no-loadscope-reorder", "-rs"]
COUNT = re.compile(r"(\d+) (passed|failed|skipped|error)")


def run(title: str, command: list[str]) -> dict[str, int]:
    """Run one suite, echo what it prints, and return its counts (a crash counts as one failure)."""
    print(f"\n== {title}", flush=True)
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    last = ""
    assert child.stdout is not None
    for line in child.stdout:
        print(line, end="", flush=True)
        last = line if COUNT.search(line) else last
    counts = {kind: int(number) for number, kind in COUNT.findall(last)}
    if child.wait() and not counts.get("failed") and not counts.get("error"):
        counts["failed"] = 1
    return counts


def other_python() -> str | None:
    """A Python 3.13 beside the one we run on, if the machine has one that starts."""
    named = shutil.which("python3.13")
    kept = sorted(str(path) for path in Path.home().glob(".pyenv/versions/3.13*/bin/python3.13"))
    return next((python for python in [*([named] if named else []), *kept] if starts(python)), None)


def starts(python: str) -> bool:
    """A name on the path may lead to a version that is not switched on; it is no Python then."""
    asked = [python, "-c", "import sys, ensurepip; print(*sys.version_info[:2])"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.split() == ["3", "13"]


def suites() -> list[tuple[str, list[str]]]:
    here = sys.executable
    on_postgres = [here, "tests/postgres.py", "--", here, *PYTEST]
    wanted = [
        ("SQLite, with the browser journeys", [here, *PYTEST]),
        ("PostgreSQL, what meets a database", [*on_postgres, "-m", "not browser", "--database"]),
    ]
    other = other_python()
    if other is None or sys.version_info[:2] == (3, 13):
        print("Python 3.13: none found beside this one, so that suite is not run.")
        return wanted
    print(f"Python 3.13: found, the suite runs on it too ({other}).")
    subprocess.run(["requirements/ready.sh", "3.13", other], cwd=ROOT, check=True)
    beside = str(ROOT / ".venv-3.13/bin/python")
    these = ["-m", "not browser and not slow and not spark", "--first-cases"]
    title = "Python 3.13, SQLite, the first case of each test"
    return [*wanted, (title, [beside, *PYTEST, *these])]


def main() -> int:
    total: dict[str, int] = {}
    for title, command in suites():
        for kind, number in run(title, command).items():
            total[kind] = total.get(kind, 0) + number
    failed = total.get("failed", 0) + total.get("error", 0)
    skipped = total.get("skipped", 0)
    print(f"\n{total.get('passed', 0)} passed, {failed} failed, {skipped} skipped")
    if skipped and os.environ.get("VILLAGE_NO_SKIP"):
        print("A skip is not allowed here (VILLAGE_NO_SKIP).")
        return 1
    return 1 if failed or not total.get("passed") else 0


if __name__ == "__main__":
    sys.exit(main())
