"""A version knows who is whose child: links, statement, model and queue, and when they go."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.engine.pipeline.linked_houses import (
    AMELIA,
    LEAST,
    MOST,
    REPEAT,
    a_house,
    build,
    listed,
    rulebook,
)
from tests.engine.store.houses import KEYS, House
from tests.engine.tables.makers import person
from village.engine.errors import Unreadable
from village.engine.linkage.decisions import Decided, Decision
from village.engine.linkage.queue import queue_for_linker
from village.engine.pipeline import build as build_in
from village.engine.pipeline import measured_of
from village.engine.store.keep import destroy
from village.engine.store.layout import Store
from village.engine.store.seals import SealedKind, sealed_context
from village.engine.store.versions import rows_gone, statement_of
from village.kernel.seal import Keyring, Tampered

OTHER_KEYS = Keyring({"other": b"another key that seals nothing much"})
TWIN = person(**{**AMELIA, "forenames": "Amelie", "child_id": "C2", "nhs_number": ""})
"""Amelia's sister, whom only a person can tell from a slip of her."""


@pytest.fixture
def linked(tmp_path: Path) -> House:
    house = a_house(tmp_path)
    build(house)
    return house


class Late(Store):
    """A store in whose last moment a return goes."""

    def publish(self, folder: Path, *, links: Path | None = None) -> str:
        name = super().publish(folder, links=links)
        shutil.rmtree(self.path("events", "missing"))
        return name


def rows(house: House) -> list[dict[str, str]]:
    path = house.root / "links" / house.version().name / "children.parquet"
    found: list[dict[str, str]] = pq.read_table(path).to_pylist()
    return found


def test_each_agencys_key_of_one_child_leads_to_one_token(linked: House) -> None:
    council, police = rows(linked)

    assert council.keys() == {"child_key", "child", "deprivation"}
    assert council["child_key"] != police["child_key"]
    assert council["child"] == police["child"]
    assert council["child"] not in {council["child_key"], police["child_key"]}


def test_a_child_is_of_one_group_of_deprivation_in_every_agency(linked: House) -> None:
    groups = {row["deprivation"] for row in rows(linked)}

    assert groups == {MOST}


@pytest.mark.parametrize(
    ("known", "group"),
    [({"N1": LEAST}, LEAST), ({"N": LEAST}, "Not known"), ({}, "Not known"),
     ({"N1": LEAST, "N1 2UD": MOST, "N1 9XX": MOST}, MOST)],
)  # fmt: skip
def test_the_longest_known_beginning_of_a_postcode_counts(
    tmp_path: Path, known: dict[str, str], group: str
) -> None:
    house = a_house(tmp_path)

    build(house, rulebook=rulebook(deprivation=known))

    assert {row["deprivation"] for row in rows(house)} == {group}


def test_the_statement_and_the_model_stay_with_the_version_and_name_nobody(linked: House) -> None:
    said = statement_of(linked.store, "v00001")
    build(linked)

    assert said is not None
    assert set(said["sources"]) == {"council", "police"}
    assert statement_of(linked.store, "v00001") == said
    kept = b"".join(linked.files("figures").values()).lower()
    assert not any(word in kept for word in (b"rosewood", b"n1 2ud", b"9434765919", b"2012-03-30"))


def test_links_stand_for_the_current_version_alone(linked: House) -> None:
    before = rows(linked)

    build(linked)

    assert [path.name for path in (linked.root / "links").iterdir()] == ["v00002"]
    assert {row["child"] for row in rows(linked)}.isdisjoint(row["child"] for row in before)


@pytest.mark.parametrize("more", [{"keyring": None}, {"rulebook": None}])
def test_without_keys_or_need_nothing_is_linked_and_the_version_stands(
    tmp_path: Path, more: dict[str, None]
) -> None:
    house = a_house(tmp_path)
    book = {"rulebook": rulebook()} if "keyring" in more else {}

    if book:
        build(house, keyring=None)
    else:
        house.build("missing-children-repeat", keyring=KEYS)

    assert statement_of(house.store, house.version().name) is None
    assert queue_for_linker(house.store, KEYS) == ()
    assert house.files("links") == {}


def test_where_one_agency_sent_identities_its_version_says_why_it_is_not_linked(
    tmp_path: Path,
) -> None:
    house = a_house(tmp_path)
    alone = [house.returns["missing"]]

    build(house, returns=alone)

    assert statement_of(house.store, house.version().name) is None
    assert house.figures(REPEAT)["could_not"]


def test_equal_returns_give_equal_figures_to_the_byte_whatever_the_keys(tmp_path: Path) -> None:
    one, other = a_house(tmp_path / "one"), a_house(tmp_path / "other", keys=OTHER_KEYS)

    build(one)
    build(other, keyring=OTHER_KEYS)
    build(other, keyring=OTHER_KEYS)

    hashes = {one.version().figures, *(other.version(f"v0000{n}").figures for n in (1, 2))}
    assert len(hashes) == 1
    assert statement_of(one.store, "v00001") == statement_of(other.store, "v00002")


def test_the_kept_model_is_used_until_the_records_are_twice_as_many(linked: House) -> None:
    build(linked)
    listed(linked, *(person(child_id=f"C{n}", nhs_number="") for n in range(2, 6)))
    build(linked)

    learnt = [
        json.loads((linked.root / "figures" / name / "linkage-model.json").read_bytes())
        for name in linked.store.versions()
    ]
    assert learnt[0] == learnt[1]
    assert learnt[0]["learnt_from"] == {"council": 1, "police": 1}
    assert learnt[2]["learnt_from"] == {"council": 5, "police": 1}


def test_the_linker_sees_both_records_and_why_and_a_decision_settles_it(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    listed(house, TWIN)
    build(house)

    waiting = queue_for_linker(house.store, KEYS)[0]
    same = Decision(
        waiting.left.key, waiting.right.key, Decided.SAME,
        by="linker", at=datetime(2026, 7, 1, tzinfo=UTC), why="seen",
    )  # fmt: skip
    build(house, decisions=[same])

    assert {waiting.left.forenames, waiting.right.forenames} == {"Amelia", "Amelie"}
    assert "twins" in waiting.why
    assert waiting.left.born == waiting.right.born
    assert waiting.weight > 0
    left = [{one.left.key, one.right.key} for one in queue_for_linker(house.store, KEYS)]
    assert {waiting.left.key, waiting.right.key} not in left
    said = statement_of(house.store, house.version().name)
    assert said is not None
    assert said["review"]["decided"] == {"same": 1}


def test_the_queue_is_sealed_and_opens_for_its_own_version_alone(linked: House) -> None:
    queue = linked.root / "links" / "v00001" / "queue.sealed"
    build(linked)
    place = SealedKind.QUEUE.path(linked.store, "v00002")

    shutil.copy(place, linked.root / "of-another.sealed")
    build(linked)
    (linked.root / "of-another.sealed").replace(SealedKind.QUEUE.path(linked.store, "v00003"))

    assert not queue.exists()
    assert sealed_context(place.relative_to(linked.root)) == b"the linker's queue of v00002"
    with pytest.raises(Tampered):
        queue_for_linker(linked.store, KEYS)


def test_no_name_lies_open_in_the_store(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    listed(house, TWIN)

    build(house)

    assert queue_for_linker(house.store, KEYS)
    everything = b"".join(house.files().values()).lower()
    assert not any(word in everything for word in (b"rosewood", b"n1 2ud", b"9434765919"))


@pytest.mark.parametrize("ref", ["listed", "missing"])
def test_a_return_that_is_destroyed_takes_links_and_queue_and_leaves_the_figures(
    linked: House, ref: str
) -> None:
    figures = linked.figures(REPEAT)

    destroy(linked.store, ref)

    assert linked.files("links") == {}
    assert queue_for_linker(linked.store, KEYS) == ()
    assert linked.figures(REPEAT) == figures
    assert rows_gone(linked.store, linked.version()) == (ref,)


def test_a_return_of_no_version_takes_no_links_with_it(linked: House) -> None:
    listed_elsewhere = House(linked.root, returns={})
    listed_elsewhere.census(ref="another")

    destroy(linked.store, "another")

    assert rows(linked)


def test_a_return_destroyed_while_it_is_published_leaves_no_links(tmp_path: Path) -> None:
    house = a_house(tmp_path)

    made = build_in(
        Late(house.root), list(house.returns.values()), rulebook=rulebook(),
        as_at="2026-07-15", made_up=True, keyring=KEYS,
    )  # fmt: skip

    assert house.version().name == made
    assert house.files("links") == {}


def test_a_build_that_dies_while_counting_leaves_the_last_versions_links(linked: House) -> None:
    before = rows(linked)

    def die(done: int, of: int, words: str) -> None:
        if words != "Linking children":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        build(linked, on_progress=die)

    assert linked.version().name == "v00001"
    assert rows(linked) == before


def test_links_of_a_version_that_was_never_published_are_swept_away(linked: House) -> None:
    shutil.copytree(linked.root / "links" / "v00001", linked.root / "links" / "v00002")

    with linked.store.one_builder():
        pass

    assert [path.name for path in (linked.root / "links").iterdir()] == ["v00001"]


def test_identities_that_are_gone_stop_a_build_and_leave_the_last_version(linked: House) -> None:
    SealedKind.IDENTITIES.path(linked.store, "listed").unlink()

    with pytest.raises(Unreadable) as fault:
        build(linked)

    assert fault.value.where == "listed"
    assert linked.version().name == "v00001"


def test_a_release_counts_with_the_current_versions_links(linked: House) -> None:
    (found,) = measured_of(
        linked.store, list(linked.returns.values()), rulebook=rulebook(), wanted=[REPEAT]
    )

    (quarter,) = found.steps["quarter"]
    groups = quarter.groups["deprivation"]
    wholes = {name: cell.whole for name, cell in groups.items()}
    assert wholes[MOST].children == 1
    assert sum(whole.children for whole in wholes.values()) == 1
