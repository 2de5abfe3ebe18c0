"""A disk that fills up at any write: one fault says so, nothing is half-kept, and it goes on."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.engine.store.houses import KEYS, House
from village.engine.checks.census.cases import a_child
from village.engine.store.reports import findings_for_sender, keep_findings
from village.kernel import room
from village.kernel.seal import SealedWriter

FOUND = {"rule": "8500", "child_id": "MU1", "value": "x", "row": 1}
MOST = 400


class Disk:
    """A disk with room for so many writes; every later one is refused, until there is room."""

    def __init__(self, patch: pytest.MonkeyPatch, *, writes: int) -> None:
        self.left = writes
        for owner, name in (
            (SealedWriter, "write"),
            (SealedWriter, "finish"),
            (pq.ParquetWriter, "write_table"),
            (Path, "write_bytes"),
            (Path, "write_text"),
            (os, "fsync"),
        ):
            patch.setattr(owner, name, self.counting(getattr(owner, name)))

    def counting(self, write: Callable) -> Callable:
        def counted(*args: object, **more: object) -> object:
            self.left -= 1
            if self.left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(*args, **more)

        return counted


def census(house: House) -> object:
    return house.census(a_child(), a_child(LAchildID="MU2"))


def findings(house: House) -> object:
    return keep_findings(house.store, "census-2026", KEYS, [FOUND, FOUND])


def build(house: House) -> object:
    return house.build("referrals-rate")


def at_each_write(house: House, act: Callable[[House], object], check: Callable[[], object]) -> int:
    """Let the disk be full at the first write, then at the second, ... until it holds all."""
    for writes in range(MOST):
        with pytest.MonkeyPatch.context() as patch:
            Disk(patch, writes=writes)
            try:
                act(house)
            except Exception as fault:  # noqa: BLE001  # reason: whatever it is, it must say so
                assert room.is_full(fault), fault
            else:
                return writes
        check()
    raise AssertionError("it never ends")


def kept(house: House) -> dict[str, bytes]:
    return house.files("raw", "identities", "reports", "events", "figures", "links")


@pytest.mark.parametrize("act", [census, findings])
def test_nothing_is_half_kept_and_it_is_kept_whole_afterwards(house: House, act) -> None:
    house.census(a_child(), year=2025)
    before = kept(house)

    def nothing_new() -> None:
        assert kept(house) == before
        assert list((house.root / "scratch").iterdir()) == []

    refused = at_each_write(house, act, nothing_new)

    assert refused > 3
    assert kept(house).keys() > before.keys()


def test_findings_are_there_whole_once_there_was_room(house: House) -> None:
    at_each_write(house, findings, lambda: None)

    assert findings_for_sender(house.store, "census-2026", KEYS).of == 2


def test_a_build_leaves_the_last_good_version_or_the_next_one_whole(house: House) -> None:
    census(house)
    good = house.version(build(house)).figures
    seen = set()

    def whole() -> None:
        """The disk may fill up just when the pointer was renamed: then the next one counts."""
        seen.add(house.store.current())
        for name in house.store.versions():
            assert house.version(name).figures == good
            assert house.figures("referrals-rate", name)

    refused = at_each_write(house, build, whole)

    assert refused > 5
    assert "v00001" in seen
    assert house.version().figures == good


def test_an_edition_that_stands_in_keeps_its_rows_where_its_successor_has_no_room(
    house: House,
) -> None:
    census(house)
    older = house.files("events")

    def older_stands() -> None:
        assert older.items() <= house.files("events").items()

    at_each_write(house, lambda one: one.census(a_child(), ref="again"), older_stands)

    assert len(house.files("events")) == 2 * len(older)


class TestTelling:
    """A full disk is known in whichever words it comes, and nothing else is taken for one."""

    @pytest.mark.parametrize(
        "fault",
        [
            OSError(errno.ENOSPC, "No space left on device"),
            OSError(errno.EDQUOT, "Disk quota exceeded"),
            type("OperationalError", (Exception,), {})("database or disk is full"),
            type("IOException", (Exception,), {})("Could not write: No space left on device"),
        ],
    )
    def test_a_full_disk_is_one(self, fault: Exception) -> None:
        wrapped = RuntimeError("while storing")
        wrapped.__cause__ = fault

        assert room.is_full(fault)
        assert room.is_full(wrapped)

    @pytest.mark.parametrize(
        "fault",
        [
            None,
            OSError(errno.EACCES, "Permission denied"),
            ValueError("a child wrote: no space left on device"),
        ],
    )
    def test_anything_else_is_none(self, fault: Exception | None) -> None:
        assert not room.is_full(fault)
