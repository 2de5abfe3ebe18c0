"""How the command line speaks: progress bars, one clear message for a fault, a log of its runs."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Protocol

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from village import engine

# Where no terminal is, nothing is broken into lines: a file's name or a place stays in one piece.
out = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


@dataclass
class Run:
    """One run of a command, as its log will tell it: counts and hashes, never a row."""

    command: str
    facts: dict[str, object] = field(default_factory=dict)
    exit_code: int = 0


@contextmanager
def told(command: str, *, folder: Path | None) -> Iterator[Run]:
    """Run a command: a fault becomes one message and its exit code, and the run is logged.

    What nobody expected is logged by its kind alone and goes on its way.
    """
    run, began, used = Run(command), datetime.now(UTC), process_time()
    try:
        yield run
    except engine.EngineError as fault:
        run.exit_code = fault.exit_code
        run.facts["fault"] = type(fault).__name__
        show_fault(fault)
    except BaseException as fault:
        run.exit_code = 1
        run.facts["fault"] = type(fault).__name__
        raise
    finally:
        _log(run, began, folder=folder, cpu_seconds=process_time() - used)
    if run.exit_code:
        raise typer.Exit(run.exit_code)


def ends_with(fault: "engine.EngineError") -> typer.Exit:
    """Say what is wrong, for a command that keeps no log of its runs; raise what this gives."""
    show_fault(fault)
    return typer.Exit(fault.exit_code)


def show_fault(fault: "engine.EngineError") -> None:
    """What, where and what to do, each on its own line."""
    err.print(f"[bold red]{escape(fault.what)}[/]")
    for title, words in (("Where", fault.where), ("What to do", fault.mend)):
        if words:
            err.print(f"[dim]{title}:[/] {escape(words)}")


def _log(run: Run, began: datetime, *, folder: Path | None, cpu_seconds: float) -> None:
    """Append one line to `runs.jsonl` in the output folder, or in the house's own folder."""
    where = folder or Path(os.environ.get("VILLAGE_VAR", "var"))
    line = {
        "command": run.command,
        "began_at": began.isoformat(timespec="seconds"),
        "exit_code": run.exit_code,
        "cpu_seconds": round(cpu_seconds, 3),
        **run.facts,
    }
    try:
        where.mkdir(parents=True, exist_ok=True)
        with (where / "runs.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError:
        err.print(f"[yellow]The run could not be logged in {where}.[/]")


class Advance(Protocol):
    """Moves a bar: done, of, and the words beside it."""

    def __call__(self, done: int, of: int, words: str = "") -> None: ...


@contextmanager
def progress(words: str) -> Iterator[Advance]:
    """A bar on the terminal; silent where nobody looks at one."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(escape(words), total=None)

        def advance(done: int, of: int, words: str = "") -> None:
            bar.update(task, completed=done, total=of, description=escape(words) or None)

        yield advance
