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
from village.cli import STOPPED

HOME = Path(__file__).resolve().parents[3] / "var"
"""Where the house keeps its files unless VILLAGE_VAR says otherwise."""


class Voice(Console):
    """Speaks in whole lines where no terminal is, and goes on quietly where nobody listens."""

    def on_broken_pipe(self) -> None:
        """`village check f | head -1` ends as it would have ended, and says no more."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


def voice(*, stderr: bool) -> Voice:
    """Emoji are off: `:name:` in a file's name is its name. No line is broken but a terminal's."""
    heard = (sys.stderr if stderr else sys.stdout).isatty()
    return Voice(stderr=stderr, highlight=False, emoji=False, soft_wrap=not heard)


out, err = voice(stderr=False), voice(stderr=True)


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
    except OSError as fault:
        run.exit_code = engine.Unreadable.exit_code
        run.facts["fault"] = type(fault).__name__
        show_fault(unwritable(fault))
    except KeyboardInterrupt:
        run.exit_code = STOPPED
        run.facts["fault"] = "stopped"
        err.print("\nStopped. Nothing half-done was left.")
    except typer.Exit as ended:  # a command within has told its fault
        run.exit_code = ended.exit_code
        raise
    except BaseException as fault:
        run.exit_code = 1
        run.facts["fault"] = type(fault).__name__
        raise
    finally:
        _log(run, began, folder=folder, cpu_seconds=process_time() - used)
    if run.exit_code:
        raise typer.Exit(run.exit_code)


def unwritable(fault: OSError) -> "engine.EngineError":
    """What the computer itself refused: a full disk, a folder that may not be written."""
    return engine.Unreadable(
        f"The computer refused to read or write: {fault.strerror or 'no reason given'}.",
        where=str(fault.filename or ""),
        mend="Look at the disk's free space and at the folder's rights, then try again.",
    )


def ends_with(fault: "engine.EngineError") -> typer.Exit:
    """Say what is wrong, for a command that keeps no log of its runs; raise what this gives."""
    show_fault(fault)
    return typer.Exit(fault.exit_code)


def show_fault(fault: "engine.EngineError") -> None:
    """What, where and what to do, each on its own line."""
    err.print(f"[bold red]{plain(fault.what)}[/]")
    for title, words in (("Where", fault.where), ("What to do", fault.mend)):
        if words:
            err.print(f"[dim]{title}:[/] {plain(words)}")


def plain(words: str) -> str:
    """Words that a file or a person brought: none of them is markup or moves the cursor."""
    return escape(
        "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)
    )


def counted(count: int, one: str, many: str = "") -> str:
    """no errors, 1 child, 1,204 children: `many` adds an s where it is not given."""
    return f"{f'{count:,}' if count else 'no'} {one if count == 1 else many or one + 's'}"


def _log(run: Run, began: datetime, *, folder: Path | None, cpu_seconds: float) -> None:
    """Append one line to `runs.jsonl` in the output folder, or in the house's own folder."""
    where = folder or Path(os.environ.get("VILLAGE_VAR") or HOME)
    line = {
        "command": run.command,
        "began_at": began.isoformat(timespec="seconds"),
        "exit_code": run.exit_code,
        "cpu_seconds": round(cpu_seconds, 3),
        **run.facts,
    }
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (where / "runs.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError:
        err.print(f"[yellow]The run could not be logged in {plain(str(where))}.[/]")


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
        task = bar.add_task(plain(words), total=None)

        def advance(done: int, of: int, words: str = "") -> None:
            bar.update(task, completed=done, total=of, description=plain(words) or None)

        yield advance
