"""What every command owes whoever runs it: help that teaches, true exit codes, a quiet end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

from tests.cli.conftest import KITS, Run, environment
from tests.returns.sending import CANARY, WRONG_UPN, census, faulty, police
from village import engine
from village.cli import codes

COMMANDS = {
    ("check",): "village check census.xml --out findings",
    ("figures-check",): "village figures-check annual-report.docx",
    ("build",): "village build returns/ --kit kits/demo --out store/",
    ("kit", "check"): "village kit check kits/demo",
    ("kit", "load"): "village kit load /srv/village/kit",
    ("migrate",): "village migrate",
    ("serve",): "village serve --port 8001",
    ("demo",): "make demo PORT=8001",
    ("invite",): "village invite business.manager@example.org",
    ("trail", "verify"): "village trail verify --anchor",
}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_shows_an_example_and_the_exit_codes(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "--help")

    assert ran.exit_code == 0
    assert COMMANDS[words] in ran.said
    assert re.search(r"Exit codes\n\n +0  ", ran.said)
    assert re.search(r"^ +2  the command was not understood", ran.said, re.MULTILINE)


@pytest.mark.parametrize("words", [(), ("check",), ("build",)], ids=" ".join)
def test_the_whole_table_stands_in_the_help_of_what_reads_returns(run: Run, words) -> None:
    said = re.sub(r"\s+", " ", run(*words, "--help").said)

    for code, meaning in codes.CODES.items():
        assert f"{code} {meaning}" in said


@pytest.mark.parametrize(
    ("command", "code"),
    # A check holds nothing, so it is never busy.
    [("check", code) for code in range(7)] + [("build", code) for code in range(8)],
)
def test_every_code_of_the_table_is_reached(
    run: Run, here: Path, monkeypatch, command: str, code: int
) -> None:
    monkeypatch.setenv("VILLAGE_KEYS", environment(here, {})["VILLAGE_KEYS"])
    name, data = {
        0: ("p-2026-03-31.csv", police(9)),
        1: ("census.xml", census(9, more=[faulty()])),
        2: ("p.2026-02-30--2026-03-31.csv", police()),
        3: ("cut.xml", census()[:-300]),
        4: ("bomb.xml", b"<!DOCTYPE x><x/>"),
        5: ("old.xml", census(year=2019)),
        6: ("p-2026-03-31.csv", police(9)),
        7: ("p-2026-03-31.csv", police(9)),
    }[code]
    (here / "in").mkdir()
    (here / "in" / name).write_bytes(data)
    kit = here / "none" if code == 6 else KITS / "demo"
    words = ["in", "--out", "store"] if command == "build" else [f"in/{name}"]

    with held(here / "store") if code == 7 else nullcontext():
        ran = run(command, *words, "--kit", kit)

    assert ran.exit_code == code, ran.said
    where = here / ("store" if command == "build" else "var") / "runs.jsonl"
    assert json.loads(where.read_text().splitlines()[-1])["exit_code"] == code


def held(root: Path):
    return engine.Store(root).one_builder()


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_log_of_runs_holds_no_value_of_a_row_and_no_name_of_a_file(
    run: Run, here: Path, command: str
) -> None:
    (here / "in").mkdir()
    for number, data in enumerate([census(3, more=[faulty()]), census(3, more=[faulty()])[:-9]]):
        name = f"in/Zebedee Canary {number}.xml"
        (here / name).write_bytes(data)
        words = ["in", "--out", "store"] if command == "build" else [name]
        run(command, *words, "--kit", KITS / "demo")
        (here / name).unlink()

    logs = list(here.rglob("runs.jsonl"))
    said = "".join(path.read_text() for path in logs)
    assert said.count("began_at") == 2
    for value in (CANARY, WRONG_UPN, "Zebedee", "MU00001", "MU-CANARY"):
        assert value not in said


def started(here: Path, *words: str | Path, stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "village.cli", *map(str, words)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        cwd=here,
        env=environment(here, {}),
    )


@pytest.mark.parametrize(("kind", "code"), [("census", 0), ("faulty", 1)])
def test_who_stops_listening_is_told_no_more_and_the_exit_code_stays_true(
    request: pytest.FixtureRequest, here: Path, kind: str, code: int
) -> None:
    read, write = os.pipe()
    os.close(read)

    running = started(here, "check", request.getfixturevalue(kind), "--out", "out", stdout=write)
    os.close(write)
    _, err = running.communicate(timeout=60)

    assert (running.returncode, err) == (code, "")
    assert (here / "out/issues.csv").is_file()


@pytest.mark.parametrize("command", ["check", "build"])
def test_ctrl_c_leaves_nothing_half_done_and_no_traceback(here: Path, command: str) -> None:
    """It is stopped when it holds the file open, with some seconds of work before it.

    Whoever starts the tests in the background has told their children not to hear Ctrl-C.
    """
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    (here / "in").mkdir()
    (here / "in/census.xml").write_bytes(census(12_000))
    words = ["in", "--kit", KITS / "demo"] if command == "build" else ["in/census.xml"]
    running = started(here, command, *words, "--out", "out")
    signal.signal(signal.SIGINT, heard)
    until_it_reads(running, here / "in/census.xml")

    running.send_signal(signal.SIGINT)
    said = "".join(running.communicate(timeout=60))

    assert running.returncode == 130, said
    assert "Stopped. Nothing half-done was left." in said
    assert "Traceback" not in said
    assert [path.name for path in (here / "out").iterdir()] == ["runs.jsonl"]


def test_ctrl_c_in_the_midst_of_making_a_class_has_the_same_exit_code(here: Path) -> None:
    """Where Python runs text of its own, it would end by the signal that was answered."""
    (here / "interrupted.py").write_text(
        "import sys\n"
        "from village import cli\n"
        "from village.cli import commands\n"
        "def stop():\n"
        "    raise KeyboardInterrupt\n"
        "def app():\n"
        "    try:\n"
        "        eval('stop()')\n"
        "    except KeyboardInterrupt:\n"
        "        sys.exit(cli.STOPPED)\n"
        "commands.app = app\n"
        "cli.main()\n"
    )

    ended = subprocess.run(
        [sys.executable, "-m", "interrupted"],
        cwd=here,
        env=environment(here, {}),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (130, "")


def until_it_reads(running: subprocess.Popen[str], file: Path) -> None:
    """Wait until the process, or one that it started, has the file open."""
    while running.poll() is None:
        with suppress(FileNotFoundError):
            begun = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
            handles = [
                h for pid in (running.pid, *begun) for h in Path(f"/proc/{pid}/fd").iterdir()
            ]
            if any(handle.resolve() == file.resolve() for handle in handles):
                return


def test_what_is_no_plain_file_is_told_of(run: Run, here: Path) -> None:
    os.mkfifo(here / "pipe.xml")

    ran = run("check", "pipe.xml")

    assert ran.exit_code == 2
    assert "This is no plain file." in ran.said


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_a_demonstration_on_a_taken_port_says_so_before_it_furnishes(
    run_apart: Run, here: Path, taken: int
) -> None:
    ran = run_apart("demo", "--port", str(taken), timeout=60)

    assert ran.exit_code == 7
    assert ran.said.splitlines() == [
        f"The site cannot listen on port {taken}: Address already in use.",
        f"Where: 127.0.0.1:{taken}",
        f"What to do: Choose another: make demo PORT={taken + 1}, or village demo --port "
        f"{taken + 1}",
    ]
    assert not (here / "var").exists()


@pytest.mark.parametrize(
    ("words", "env", "said"),
    [
        (("migrate",), {"VILLAGE_AS_AT": "soon"}, "A setting cannot be used."),
        (("migrate",), {"VILLAGE_DATABASE_URL": "nonsense"}, "must start with sqlite:///"),
        (("kit", "load", KITS / "demo"), {}, "was not made ready"),
        (("invite", "robin@example.org"), {}, "was not made ready"),
        (("serve",), {}, "was not made ready"),
    ],
)
def test_a_house_that_is_not_ready_is_told_of_in_words(
    run_apart: Run, words, env: dict[str, str], said: str
) -> None:
    ran = run_apart(*words, timeout=60, **env)

    assert ran.exit_code == 2, ran.said
    assert said in ran.said
    assert "What to do: " in ran.said
    assert "Traceback" not in ran.said
