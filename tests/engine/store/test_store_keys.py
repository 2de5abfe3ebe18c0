"""The keys under which children and events are known again, and by whom they are not."""

from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.store.houses import COUNCIL, KEYS, House
from village.engine.checks.census.cases import a_child
from village.engine.store.layout import Store
from village.engine.store.secret import child_secret
from village.engine.store.split import Keyed, Sent
from village.kernel.periods import year_ending


def keys_of(house: House, ref: str, table: str = "referrals") -> list[str]:
    path = house.root / "events" / ref / f"{table}.parquet"
    return list(pq.read_table(path).column("child_key").to_pylist())


def test_a_child_has_one_key_in_all_returns_of_its_agency(house: House) -> None:
    house.census(a_child(LAchildID="A1"), year=2025)
    house.census(a_child(LAchildID="B2"), a_child(LAchildID="A1"), year=2026)

    (older,) = keys_of(house, "census-2025")
    assert keys_of(house, "census-2026")[1] == older
    assert keys_of(house, "census-2026")[0] != older


def test_the_same_id_of_another_agency_is_another_child(house: House) -> None:
    house.census(a_child(LAchildID="A1"), ref="ours")
    house.census(a_child(LAchildID="A1"), ref="theirs", agency="agencyNext")

    assert keys_of(house, "ours") != keys_of(house, "theirs")


def test_another_store_knows_the_child_by_another_key(house: House, tmp_path: Path) -> None:
    other = House(tmp_path / "other")
    for each in (house, other):
        each.census(a_child(LAchildID="A1"))

    assert keys_of(house, "census-2026") != keys_of(other, "census-2026")


def test_a_child_without_an_id_is_nobody_else(house: House) -> None:
    nobody = a_child(LAchildID=None)
    house.census(nobody, nobody, year=2025)
    house.census(nobody, nobody, year=2026)

    keys = keys_of(house, "census-2025") + keys_of(house, "census-2026")
    assert len(set(keys)) == 4


def test_the_secret_of_children_is_made_once_and_lies_sealed(house: House) -> None:
    first = child_secret(house.store, KEYS)

    assert len(first) == 32
    assert child_secret(Store(house.root), KEYS) == first
    assert all(first not in content for content in house.files().values())
    assert [name for name in house.files() if "secret" in name] == ["child-secret.sealed"]


def test_a_key_cannot_be_guessed_without_the_secret() -> None:
    sent = Sent(COUNCIL, "ref", year_ending(2026))

    one, other = Keyed(sent, b"a" * 32), Keyed(sent, b"b" * 32)
    assert one.child("A1", row=1) == one.child("A1", row=9)
    assert one.child("A1", row=1) != other.child("A1", row=1)
    assert "A1" not in one.child("A1", row=1)


@given(st.lists(st.text(st.characters(exclude_characters="\x1f"), max_size=4), min_size=1))
def test_different_parts_make_different_keys(parts: list[str]) -> None:
    keyed = Keyed(Sent(COUNCIL, "ref", year_ending(2026)), b"a" * 32)

    made = {keyed.event(given, row=1) for given in (parts, [*parts, ""], ["", *parts])}
    assert len(made) == (3 if any(parts) else 1)
