"""The store's folders, its one pointer and its one builder."""

import os
import stat
from pathlib import Path

import pytest

from tests.engine.store.houses import House
from village.engine.errors import Busy, Unreadable
from village.engine.store import layout
from village.engine.store.layout import PARTS, Store
from village.engine.store.versions import write_version


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def published(store: Store, title: str) -> str:
    """A version with one made-up figure."""
    with store.one_builder(), store.scratch() as scratch:
        facts = {"as_at": "2026-07-15", "made_up": True, "returns": [], "editions": {}}
        write_version(scratch / "version", indicators={"one": {"title": title}}, facts=facts)
        return store.publish(scratch / "version")


def test_every_folder_is_its_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store = Store(tmp_path / "store")
        name = published(store, "first")
    finally:
        os.umask(old)

    folders = [store.root, *(path for path in store.root.rglob("*") if path.is_dir())]
    assert len(folders) == 1 + len(PARTS) + 2
    assert {mode(folder) for folder in folders} == {0o700}
    assert (store.root / "figures" / name).is_dir()


def test_folders_that_stood_open_are_closed(tmp_path: Path) -> None:
    for part in PARTS:
        (tmp_path / part).mkdir(mode=0o755)

    Store(tmp_path)

    assert {mode(tmp_path / part) for part in PARTS} == {0o700}


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("raw", "../identities/x"), ("raw", "a/b"), ("raw", ""), ("raw", "."), ("raw", ".."),
        ("raw", ".hidden"), ("raw", "a\0b"), ("raw", "a b"), ("elsewhere", "a"), ("..", "a"),
    ],
)  # fmt: skip
def test_no_name_leads_out_of_a_part(tmp_path: Path, part: str, name: str) -> None:
    store = Store(tmp_path)

    with pytest.raises(ValueError, match="not a name"):
        store.path(part, name)


def test_versions_are_counted_and_the_pointer_names_the_newest(tmp_path: Path) -> None:
    store = Store(tmp_path)

    names = [published(store, title) for title in ("one", "two", "three")]

    assert names == ["v00001", "v00002", "v00003"]
    assert store.versions() == names
    assert Store(tmp_path).current() == "v00003"


def test_the_hundred_thousandth_version_comes_after_the_one_before(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "figures" / "v99999").mkdir()
    (tmp_path / "current").write_text("v99999")

    name = published(store, "one more")

    assert name == "v100000"
    assert store.versions() == ["v99999", "v100000"]
    assert published(store, "and one") == "v100001"


def test_a_version_and_its_pointer_reach_the_disk_before_they_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is synced before its folder is renamed, and the pointer before and after."""
    store = Store(tmp_path)
    done: list[str] = []
    sync, rename = os.fsync, Path.rename

    def told_sync(handle: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name}")
        sync(handle)

    def told_rename(here: Path, there: Path) -> Path:
        done.append(f"rename to {there.name}")
        return rename(here, there)

    monkeypatch.setattr(layout.os, "fsync", told_sync)
    monkeypatch.setattr(Path, "rename", told_rename)
    published(store, "first")

    files = {"figures.json", "manifest.json", "one.json", "indicators", "version"}
    moved = done.index("rename to v00001")
    assert {f"sync {name}" for name in files} == set(done[:moved])
    assert done[moved + 1 :] == [
        "sync figures", "sync current-v00001", "rename to current", f"sync {tmp_path.name}",
    ]  # fmt: skip


def test_two_builders_at_once_are_told_that_it_is_busy(tmp_path: Path) -> None:
    store, other = Store(tmp_path), Store(tmp_path)

    with store.one_builder(), pytest.raises(Busy, match="try again"), other.one_builder():
        raise AssertionError("there were two")

    with other.one_builder():
        pass


def test_a_busy_store_is_told_without_its_place(tmp_path: Path) -> None:
    with Store(tmp_path).one_builder(), pytest.raises(Busy) as told, Store(tmp_path).one_builder():
        pass

    assert str(tmp_path) not in str(told.value)


def test_a_builder_clears_away_what_a_killed_one_left(tmp_path: Path) -> None:
    store = Store(tmp_path)
    published(store, "first")
    (tmp_path / "scratch" / "left" / "deep").mkdir(parents=True)
    (tmp_path / "scratch" / "current-v00002").write_text("v00002")
    (tmp_path / "figures" / "v00002").mkdir()

    with store.one_builder():
        left = [
            path.name for part in ("scratch", "figures") for path in (tmp_path / part).iterdir()
        ]

    assert left == ["v00001"]


def test_what_is_no_version_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "figures" / "lost+found").mkdir()

    published(store, "first")

    assert store.versions() == ["v00001"]
    assert (tmp_path / "figures" / "lost+found").is_dir()


def test_a_lost_pointer_destroys_no_version(tmp_path: Path) -> None:
    """As after a restore that brought the folders and not the file beside them."""
    store = Store(tmp_path)
    for title in ("one", "two", "three"):
        published(store, title)
    (tmp_path / "current").unlink()

    with pytest.raises(Unreadable, match="“current”"):
        published(store, "four")

    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == [
        "v00001", "v00002", "v00003",
    ]  # fmt: skip
    (tmp_path / "current").write_text("v00003\n")
    assert published(store, "four") == "v00004"


def test_a_scratch_folder_is_gone_after_a_fault(tmp_path: Path) -> None:
    store = Store(tmp_path)

    with pytest.raises(RuntimeError), store.scratch() as scratch:
        (scratch / "half").write_text("half")
        raise RuntimeError

    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_store_without_a_version_has_none(house: House) -> None:
    assert house.store.current() is None
    assert house.store.versions() == []
