"""`make bench`: CPU seconds and peak memory of whole processes, and CPU of a page.

Each thing runs in a process of its own, whose use the system itself reports. Beside each figure
stands what is aimed at; nothing fails, for another machine or a busy one has other figures.
`python tests/bench.py check` (or looked-after, reports, store, linkage, main-job, pages) measures
one part alone; `python tests/bench.py growth` takes a quarter of an hour, and runs only when asked
for.
"""

import base64
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAGES = Path(__file__).with_name("bench_stages.py")
ONE, FEW, MANY = 1, 4_000, 40_000
CARED_FOR = 13_375
"""Children of the largest looked-after return for which the field published a time: 44 s."""
REPEATS = 3
PRINTED = 100
"""Pages of a report, of about 2,000 signs each: many annual reports have fewer."""
AS_AT = ("--as-at", "2026-07-15")
KEYS = {"VILLAGE_KEYS": "bench:" + base64.b64encode(b"a key that seals nothing of note").decode()}
PAGES_SCALE = 0.25
LINKED = 1.37
"""Scale of a district whose agencies keep about 110,000 records."""


@dataclass(frozen=True)
class Cost:
    """What one process took, and what it said. ok: it ended as it should.

    cpu: seconds, of it and of those that it started; peak_mb: of the largest of them.
    """

    cpu: float
    wall: float
    peak_mb: float
    said: str
    ok: bool


def cost(*words: str, env: dict[str, str] | None = None) -> Cost:
    """Run one process to its end and read its use from the system."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), fd) for fd in (1, 2)]
        pid = os.posix_spawn(
            sys.executable, [sys.executable, *words], {**os.environ, **(env or {})},
            file_actions=actions,
        )  # fmt: skip
        _, status, used = os.wait4(pid, 0)
        out.seek(0)
        said = out.read().decode(errors="replace")
    code, wall = os.waitstatus_to_exitcode(status), time.monotonic() - began
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, said, code in {0, 1})


def stage(name: str, *words: object) -> Cost:
    return cost(str(STAGES), name, *map(str, words))


def line(what: str, cpu: str, peak: str = "", *, aim: str = "") -> None:
    print(f"{what:<58} {cpu:>12} {peak:>9}   {aim}", flush=True)


def row(what: str, found: Cost, *, aim: str = "") -> None:
    line(what, f"{found.cpu:.2f} s", f"{found.peak_mb:.0f} MB", aim=aim)


class NotMeasured(Exception):
    """A part that could not be measured, with what its process said last."""

    def __init__(self, found: Cost) -> None:
        lines = [line for line in found.said.splitlines() if line.strip()]
        super().__init__(lines[-1][:120] if lines else "it said nothing")


def needed(found: Cost) -> Cost:
    if not found.ok:
        raise NotMeasured(found)
    return found


def checks(folder: Path) -> None:
    """`village check` of a census, whole process, the best of a few runs."""
    best: dict[int, Cost] = {}
    for children, aim in ((ONE, ""), (FEW, "under 1.5 s, 300 MB"), (MANY, "under 12 s, 300 MB")):
        path = folder / f"census-{children}.xml"
        needed(stage("census", children, path))
        runs = [needed(cost("-m", "village.cli", "check", str(path))) for _ in range(REPEATS)]
        best[children] = min(runs, key=lambda run: run.cpu)
        row(f"village check, {children:,} {'children' if children > 1 else 'child'}",
            best[children], aim=aim)  # fmt: skip
    start = best[ONE].cpu
    grown = (best[MANY].cpu - start) / (best[FEW].cpu - start)
    what = f"  {MANY // FEW} times as many children take, beyond what one takes"
    line(what, f"{grown:.1f} times", aim=f"{MANY // FEW} where it is linear")


def looked_after(folder: Path) -> None:
    """`village check` of a looked-after return, whole process, the best of a few runs."""
    for children, aim in ((CARED_FOR // 8, ""), (CARED_FOR, "under 4 s, 300 MB")):
        path = folder / f"looked-after-{children}.zip"
        needed(stage("looked_after", children, path))
        runs = [needed(cost("-m", "village.cli", "check", str(path), "--year", "2025-26"))
                for _ in range(REPEATS)]  # fmt: skip
        best = min(runs, key=lambda run: run.cpu)
        row(f"village check, looked-after return of {children:,} children", best, aim=aim)


def reports(folder: Path) -> None:
    """`village figures-check` of a report as long as 100 printed pages, whole process."""
    for ending in ("md", "docx"):
        path = folder / f"report.{ending}"
        needed(stage("report", PRINTED, path))
        runs = [needed(cost("-m", "village.cli", "figures-check", str(path)))
                for _ in range(REPEATS)]  # fmt: skip
        best = min(runs, key=lambda run: run.cpu)
        row(f"village figures-check, {PRINTED} pages of {ending.upper()}", best, aim="under 5 s")


def store(folder: Path) -> None:
    """Three censuses of a district, parted and stored, then a version of them."""
    made_up, there = folder / "made-up", folder / "store"
    row("a made-up district, all its returns written", needed(stage("district", made_up)))
    kept = needed(stage("keep", made_up, there))
    facts = json.loads(kept.said.splitlines()[-1])
    row(f"{facts['returns']} returns parted and stored ({facts['identities']:,} identities)", kept)
    built = needed(stage("build", made_up, there))
    facts = json.loads(built.said.splitlines()[-1])
    row(f"a version of them: {facts['indicators']} indicators, whole process", built)
    line("  of that, counting and publishing", f"{facts['cpu']:.2f} s")
    public = needed(stage("release", there))
    facts = json.loads(public.said.splitlines()[-1])
    row(
        f"its public release: {facts['indicators']} indicators, {facts['cells']} linked cells",
        public,
    )
    what = f"  {facts['small']} small, {facts['beside']} hidden beside them"
    line(what, f"{facts['cpu']:.2f} s", aim="least loss" if facts["is_least"] else "the safe way")


def linkage(_folder: Path) -> None:
    """The records of all agencies of a district and of one a tenth as large, trained and linked."""
    for scale in (LINKED / 10, LINKED):
        found = needed(stage("linkage", scale))
        facts = json.loads(found.said.splitlines()[-1])
        aim = "under 20 s" if scale == LINKED else ""
        what = f"{facts['records']:,} records of five agencies linked"
        line(what, f"{facts['cpu']:.2f} s", f"{found.peak_mb:.0f} MB", aim=aim)


def whole(folder: Path, boroughs: int) -> Cost:
    """`village build` of what every agency of so many boroughs sends: the main job."""
    made_up, there = folder / f"made-up-{boroughs}", folder / f"store-{boroughs}"
    facts = json.loads(needed(stage("boroughs", made_up, boroughs)).said.splitlines()[-1])
    words = ("build", made_up / "returns", "--kit", "kits/demo", "--out", there, *AS_AT)
    found = needed(cost("-m", "village.cli", *map(str, words), env=KEYS))
    aim = "under 60 s by the clock, 2 GB" if boroughs == 1 else ""
    what = f"{boroughs} borough{'s' if boroughs > 1 else ''}: {facts['mb']:.0f} MB of returns"
    row(f"{what} to figures", found, aim=aim)
    line("  by the clock, which a busy machine stretches", f"{found.wall:.0f} s")
    return found


def main_job(folder: Path) -> None:
    """Read, check, part, link and count one borough; then its public release, by itself."""
    whole(folder, 1)
    words = ("release", folder / "store-1", "--kit", "kits/demo", "--out", folder / "public")
    row("its public release", needed(cost("-m", "village.cli", *map(str, words), env=KEYS)))


def growth(folder: Path) -> None:
    """One borough, then ten."""
    one, ten = whole(folder, 1), whole(folder, 10)
    line("  ten boroughs take", f"{ten.cpu / one.cpu:.1f} times", aim="10 where it is linear")


def pages(folder: Path) -> None:
    """A page's own CPU, over many requests of a furnished house."""
    house = {"VILLAGE_DEMO": "1", "VILLAGE_AS_AT": "2026-07-15", "VILLAGE_VAR": str(folder / "var")}
    demo = ("-m", "village.cli", "demo", "--no-serve", "--scale", str(PAGES_SCALE))
    furnished = needed(cost(*demo, env=house))
    row(f"the demonstration furnished ({PAGES_SCALE:g} of the district)", furnished)
    for said in needed(cost(str(STAGES), "pages", env=house)).said.splitlines():
        if said.startswith("{"):
            page = json.loads(said)
            line(f"page: {page['title']}", f"{page['ms']:.1f} ms", aim=page["aim"])


PARTS: dict[str, Callable[[Path], None]] = {
    "check": checks,
    "looked-after": looked_after,
    "reports": reports,
    "store": store,
    "linkage": linkage,
    "main-job": main_job,
    "pages": pages,
}
LONG = {"growth": growth}


def main() -> None:
    wanted = sys.argv[1:] or list(PARTS)
    load = os.getloadavg()[0]
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load:.1f} at first\n")
    line("", "CPU", "peak", aim="aimed at")
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="village-bench-") as folder:
            try:
                {**PARTS, **LONG}[name](Path(folder))
            except NotMeasured as why:
                line(f"{name}: not measured", "", aim=str(why))


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
