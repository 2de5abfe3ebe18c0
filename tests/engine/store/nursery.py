"""A process that starts builders to be killed: it has loaded all they need, so each starts soon.

A line asks for one builder: {"root", "returns", "store", "at", "after"}. `store`: a census to store
in place of building. `at`: at which of its dealings with the store (opening, making, renaming,
removing a file) it is killed as the system would, without a word. `after`: so many seconds after
its start, the same. The answer is a line {"ended", "dealings", "lasted"}: minus the signal or its
exit code, how many dealings it had (if it lived) and how many seconds it took.
"""

import json
import os
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

import ibis

from tests.engine.store.houses import House, definition
from village.engine.measures.compile import counted
from village.engine.measures.tables import countable
from village.engine.pipeline import Kept
from village.engine.specs.returns import CENSUS
from village.engine.store.events import EVENT_TABLES
from village.kernel.periods import year_ending

WATCHED = frozenset(
    {"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.scandir", "shutil.rmtree"}
)
INDICATOR = "referrals-no-further-action"


class Life:
    """Counts a builder's dealings with its store, and ends it at one of them."""

    def __init__(self, root: str, at: int | None) -> None:
        self.root = root
        self.at = at
        self.dealings = 0

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if event in WATCHED and args and str(args[0]).startswith(self.root):
            self.dealings += 1
            if self.dealings == self.at:
                os.kill(os.getpid(), signal.SIGKILL)


def live(asked: dict[str, Any], told: int) -> None:
    """Build a version, or store a census, in a process of its own."""
    house = House(Path(asked["root"]))
    life = Life(asked["root"], asked["at"])
    sys.addaudithook(life)
    os.write(told, b"begun\n")
    if asked["store"]:
        content = Path(asked["store"]).read_bytes()
        house.keep(content, "new", of=CENSUS, period=year_ending(2026))
    else:
        house.build(INDICATOR, returns=kept(asked["returns"]))
    os.write(told, str(life.dealings).encode())
    os._exit(0)


def kept(returns: list[tuple[str, int]]) -> list[Kept]:
    return [Kept(ref, CENSUS, year_ending(year), f"sha-{year}") for ref, year in returns]


def one_life(asked: dict[str, Any]) -> dict[str, Any]:
    heard, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        live(asked, told)
    os.close(told)
    os.read(heard, len(b"begun\n"))
    began = time.monotonic()
    if asked["after"] is not None and not select.select([heard], [], [], asked["after"])[0]:
        os.kill(pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
    dealings = os.read(heard, 64)
    _, status = os.waitpid(pid, 0)
    os.close(heard)
    return {
        "ended": os.waitstatus_to_exitcode(status),
        "dealings": int(dealings or 0),
        "lasted": time.monotonic() - began,
    }


def warm_up() -> None:
    """Let the language of measures fill its caches once, for all builders."""
    columns = EVENT_TABLES["referrals"].schema
    table = ibis.table(ibis.Schema.from_pyarrow(columns), name="referrals")
    told = countable({"referrals": [table, table]})
    of = definition(INDICATOR)
    years = [year_ending(year) for year in (2024, 2025, 2026)]
    ibis.to_sql(counted(of.denominator, told, periods=years, part=of.numerator), dialect="duckdb")


if __name__ == "__main__":
    warm_up()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(one_life(json.loads(line))) + "\n")
        sys.stdout.flush()
