"""A stranger's bytes can hurt the child that reads them and nobody else."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from village.jobs import confined
from village.jobs.confined import End, Ended


@pytest.fixture(autouse=True)
def _cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the child find this folder's functions, and the same house as this process."""
    house = Path(confined.__file__).parents[2]
    monkeypatch.setitem(confined.ENVIRONMENT, "PYTHONPATH", f"{Path(__file__).parent}:{house}")


def run(name: str, data: bytes = b"", **more: object) -> Ended:
    return confined.run(f"cells:{name}", io.BytesIO(data), **more)


def test_a_function_answers_and_tells_its_progress() -> None:
    told: list[tuple[int, int, str]] = []

    ended = run("count", b"x" * 2500, args={"step": 2}, on_progress=lambda *p: told.append(p))

    assert (ended.end, ended.result) == (End.DONE, {"bytes": 5000})
    assert told[-1] == (2500, 0, "counting")


def test_a_large_stream_passes_whole() -> None:
    assert run("count", b"x" * 5_000_000).result == {"bytes": 5_000_000}


def test_rows_come_one_by_one() -> None:
    rows: list[dict[str, int]] = []

    ended = run("rows", args={"most": 20_000}, on_row=rows.append)

    assert ended.result == 20_000
    assert [row["number"] for row in rows] == list(range(20_000))


def test_a_memory_bomb_ends_in_one_clear_sentence() -> None:
    ended = run("bomb", memory_mb=200)

    assert ended.end is End.OUT_OF_MEMORY
    assert "more memory" in ended.words


def test_an_endless_loop_ends_in_one_clear_sentence() -> None:
    ended = run("loop", cpu_seconds=1)

    assert ended.end is End.OUT_OF_TIME
    assert "longer" in ended.words


def test_a_child_that_sleeps_is_woken_for_good() -> None:
    """It would sleep for ten minutes, and a run that took so long would be cut off."""
    ended = run("sleep", wall_seconds=0.5)

    assert ended.end is End.OUT_OF_TIME


def test_a_child_that_chatters_without_end_is_stopped() -> None:
    assert run("chatter").end is End.BROKE


def test_a_child_that_babbles_is_heard_all_the_same() -> None:
    assert run("babble").result == "spoken"


@pytest.mark.parametrize(
    ("number", "end"),
    [
        (signal.SIGKILL, End.BROKE),
        (signal.SIGTERM, End.BROKE),
        (signal.SIGSEGV, End.OUT_OF_MEMORY),
        (signal.SIGXCPU, End.OUT_OF_TIME),
    ],
)
def test_a_child_that_dies_is_one_result(number: int, end: End) -> None:
    assert run("die", args={"signal": int(number)}).end is end


def test_an_expected_no_comes_over_in_its_own_words() -> None:
    ended = run("refuse")

    assert ended.end is End.REFUSED
    assert ended.words == "The file holds a DOCTYPE."
    assert ended.error["exit_code"] == 4
    assert ended.error["mend"] == "Export it again."


def test_of_a_fault_come_its_kind_and_lines_and_no_word_of_the_file() -> None:
    ended = run("quote", b"born 2015-03-01")

    assert ended.end is End.BROKE
    assert ended.trace.startswith("ValueError")
    assert "cells.py" in ended.trace
    assert "Zebedee" not in repr(ended)
    assert "2015" not in repr(ended)


def test_a_function_that_is_not_there_is_one_result() -> None:
    assert run("nothing").end is End.BROKE


def test_the_child_knows_no_key_no_django_and_no_open_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VILLAGE_KEYS", "a secret")
    with (tmp_path / "secret").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)
        seen = run("surroundings").result

    assert seen["django"] is False
    assert not [name for name in seen["environment"] if name.startswith(("VILLAGE", "DJANGO"))]
    # in, out, err, our own mouth, and the folder that is being listed
    assert seen["files"] == ["0", "1", "2", "3", "4"]


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    path = tmp_path / "out"

    assert run("write", args={"path": str(path)}).result == "OSError"
    assert not path.exists() or path.read_bytes() == b""


def test_a_callback_that_raises_kills_the_child_and_goes_on() -> None:
    others, children = set(children_of(os.getpid())), list[int]()

    def stop() -> None:
        children.extend(pid for pid in children_of(os.getpid()) if pid not in others)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run("sleep", on_tick=stop)

    assert children
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


def test_a_fault_in_reading_the_bytes_is_the_callers() -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("torn")

    with pytest.raises(OSError, match="torn"):
        confined.run("cells:count", Torn())


def test_a_child_that_stops_reading_does_not_stop_the_house() -> None:
    assert run("rows", b"x" * 10_000_000, args={"most": 1}).result == 1


def test_two_children_at_once_do_not_hear_each_other() -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(run("count", b"x" * n).result["bytes"]))
        for n in (10, 20_000, 300_000)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [10, 20_000, 300_000]


def children_of(pid: int) -> list[int]:
    task = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in task.read_text().split()]


def test_a_child_dies_with_the_caller_that_was_killed() -> None:
    """Nobody is left to kill it, so the kernel must; without that it ran on for hours."""
    asks = (
        "import io, sys; from village.jobs import confined; "
        f"confined.ENVIRONMENT['PYTHONPATH'] = {confined.ENVIRONMENT['PYTHONPATH']!r}; "
        "confined.run('cells:loop', io.BytesIO(), cpu_seconds=60)"
    )
    with subprocess.Popen([sys.executable, "-c", asks]) as caller:
        child = wait_for(lambda: child_of(caller.pid))
        caller.kill()

    gone = wait_for(lambda: not Path(f"/proc/{child}").exists() or is_dead(child))

    assert gone


def child_of(pid: int) -> int | None:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(found[0]) if found else None


def is_dead(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def wait_for(question: Callable[[], object], *, seconds: float = 20) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")
