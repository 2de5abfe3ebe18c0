"""Files are read by two processes where that is worth it, and all is told as by one."""

import os
from pathlib import Path

import pytest

from village import engine
from village.cli import hands as room
from village.cli.hands import hands


def told(brought: object, item: int) -> tuple[object, int, int]:
    return (brought, item, os.getpid())


def refused(brought: object, item: int) -> int:
    if item == 3:
        raise engine.WrongReturn("Not this one.", where=f"item {item}", mend="Take it out.")
    return item


def ended(brought: object, item: int) -> int:
    os.kill(os.getpid(), 9)
    return item


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files that are worth two processes, whatever else this one has begun."""
    for name in "ab":
        (tmp_path / name).write_bytes(b" " * (room.WORTH // 2))
    return sorted(tmp_path.iterdir())


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores and one thread, as the command has them."""
    monkeypatch.setattr(room.os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(room.threading, "active_count", lambda: 1)


def test_small_files_are_read_here(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"little")

    with hands([tmp_path / "a"], "ground") as each:
        found = list(each(told, [1, 2]))

    assert found == [("ground", 1, os.getpid()), ("ground", 2, os.getpid())]


@pytest.mark.usefixtures("two")
def test_large_ones_by_others_in_the_order_they_were_given(files: list[Path]) -> None:
    with hands(files, "ground") as each:
        found = list(each(told, range(8)))

    assert [(brought, item) for brought, item, _ in found] == [("ground", n) for n in range(8)]
    assert os.getpid() not in {pid for *_, pid in found}


def test_beside_another_thread_nothing_is_forked(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.threading, "active_count", lambda: 2)

    with hands(files, "ground") as each:
        found = list(each(told, [1]))

    assert found == [("ground", 1, os.getpid())]


@pytest.mark.usefixtures("two")
def test_a_fault_keeps_its_words_and_kind(files: list[Path]) -> None:
    with (
        pytest.raises(engine.WrongReturn) as fault,
        hands(files, "ground") as each,
    ):
        list(each(refused, range(8)))

    assert (fault.value.what, fault.value.where) == ("Not this one.", "item 3")
    assert fault.value.mend == "Take it out."


@pytest.mark.usefixtures("two")
def test_a_process_that_is_ended_from_outside_ends_the_command_with_a_message(
    files: list[Path],
) -> None:
    with (
        pytest.raises(engine.Unreadable, match="ended from outside"),
        hands(files, "ground") as each,
    ):
        list(each(ended, [1]))
