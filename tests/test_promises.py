"""Every promise names a proof that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROMISES = ROOT / "docs" / "promises.md"
STATES = {"yes", "look", "bench", "no"}
NAMED = re.compile(r"`([^`]+)`")


def rows() -> list[tuple[str, str, str]]:
    """Promise, state and proof of each line of the tables."""
    lines = (line for line in PROMISES.read_text(encoding="utf-8").splitlines() if "|" in line)
    cells = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
    return [row for row in cells if len(row) == 3 and row[0] != "promise" and set(row[0]) != {"-"}]


def is_path(named: str) -> bool:
    return "/" in named.strip("/") or named.endswith((".py", ".sh", ".md", "/"))


def test_there_are_promises() -> None:
    assert len(rows()) > 50


@pytest.mark.parametrize(("promise", "state", "proof"), rows())
def test_a_promise_says_where_its_proof_is(promise: str, state: str, proof: str) -> None:
    paths = [named for named in NAMED.findall(proof) if is_path(named)]

    assert state.split(maxsplit=1)[0] in STATES, promise
    assert not [path for path in paths if not found(path)], promise
    if state == "yes":
        assert [path for path in paths if path.endswith(".py")] or "make check" in proof, promise


def found(path: str) -> bool:
    """Whether the file is there; a whole folder is no proof of anything."""
    return any((folder / path).is_file() for folder in (ROOT / "tests", ROOT))
