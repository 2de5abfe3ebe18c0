"""An agency that sends again while a version is built, and two builds at once: never a half."""

from collections.abc import Callable

import pytest

from tests.engine.store.houses import House
from village.engine.checks.census.cases import a_child
from village.engine.errors import Busy
from village.engine.store.keep import destroy

INDICATOR = "referrals-rate"


@pytest.fixture
def house(tmp_path) -> House:
    """A house with a census of two children, counted once."""
    house = House(tmp_path / "store")
    house.census(a_child(), a_child(LAchildID="MU2"), ref="first")
    house.build(INDICATOR)
    return house


class Once:
    """The progress of a build, during which something else happens once."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act: Callable[[], object] | None = act
        self.came_of_it: object = None

    def __call__(self, _done: int, _of: int, _words: str) -> None:
        act, self.act = self.act, None
        if act:
            try:
                self.came_of_it = act()
            except Busy as busy:
                self.came_of_it = busy


def made_of(house: House, name: str) -> list[str]:
    return [one["ref"] for one in house.version(name).returns]


def send_again(house: House) -> object:
    children = [a_child(LAchildID=f"MU{number}") for number in range(3, 9)]
    return house.census(*children, ref="second")


def test_what_is_sent_again_waits_for_the_build_which_ends_with_the_old(house: House) -> None:
    old = list(house.returns.values())
    meanwhile = Once(lambda: send_again(house))

    name = house.build(INDICATOR, returns=old, on_progress=meanwhile)

    assert isinstance(meanwhile.came_of_it, Busy)
    assert made_of(house, name) == ["first"]
    assert house.version(name).figures == house.version("v00001").figures


def test_stored_afterwards_it_is_all_of_the_next_version_and_the_old_none(house: House) -> None:
    old = house.returns.pop("first")
    house.build(INDICATOR, returns=[old], on_progress=Once(lambda: None))
    send_again(house)

    name = house.build(INDICATOR)

    assert made_of(house, name) == ["second"]
    assert made_of(house, "v00002") == ["first"]
    assert house.version(name).figures != house.version("v00002").figures


def test_an_edition_destroyed_under_a_build_is_in_no_version(house: House) -> None:
    gone = Once(lambda: destroy(house.store, "first"))

    with pytest.raises(Exception):  # noqa: B017  # reason: it may break at any place
        house.build(INDICATOR, on_progress=gone)

    assert house.store.versions() == ["v00001"]
    assert list((house.root / "scratch").iterdir()) == []


def test_of_two_builds_at_once_the_second_says_so_and_loses_nothing(house: House) -> None:
    second = Once(lambda: house.build(INDICATOR))

    first = house.build(INDICATOR, on_progress=second)
    after = house.build(INDICATOR)

    assert isinstance(second.came_of_it, Busy)
    assert (first, after) == ("v00002", "v00003")
    assert house.version(first).figures == house.version(after).figures
