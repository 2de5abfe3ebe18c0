"""A release of a store: counted anew, remembered before it leaves, refused where it would tell."""

import json

import pytest

from tests.engine.measures.test_measures_release import crowd
from tests.engine.store.houses import House, rulebook
from village.engine.errors import KitFault, TooTelling, Usage
from village.engine.measures.letting_out import LetOut
from village.engine.pipeline import Rulebook, release
from village.engine.specs.releases import Listed
from village.engine.specs.returns import CENSUS
from village.engine.store.releases import ledger
from village.figures.audiences import Audience
from village.figures.ledger import Entry
from village.figures.linked import Reach, Relation, Span

RATE = "referrals-rate"
JUNE = "2025-06-02"


def book(*splits: str) -> Rulebook:
    whole = rulebook(RATE)
    listed = [Listed(RATE, ("public",), splits)]
    return Rulebook(whole.definitions, whole.populations, whole.editions, listed=listed)


def released(house: House, rules: Rulebook | None = None) -> LetOut:
    return release(
        house.store, specs={CENSUS.id: CENSUS}, rulebook=rules or book(), audience=Audience.PUBLIC
    )


def total(made: LetOut) -> object:
    return made.plain["indicators"][RATE]["series"]["year"][-1]["numerator"]


def test_a_release_says_its_version_and_is_remembered(house: House) -> None:
    house.census(*crowd(40, JUNE))
    house.build(RATE)

    made = released(house)

    assert (made.plain["release"], made.plain["version"]) == ("public-00001", "v00001")
    assert made.plain["made_up"] is True
    assert total(made) == 40
    assert ledger(house.store) == {Audience.PUBLIC: [made.entry]}


def test_nothing_of_a_release_lies_open_to_others_on_the_machine(house: House) -> None:
    house.census(*crowd(40, JUNE))
    house.build(RATE)

    released(house)

    kept = [*(house.root / "releases").iterdir()]
    assert [path.stat().st_mode & 0o077 for path in kept] == [0]


def test_the_next_version_s_release_stands_beside_the_last_one(house: House) -> None:
    house.census(*crowd(40, JUNE))
    house.build(RATE)
    first = released(house)
    house.census(*crowd(42, JUNE))
    house.build(RATE)

    second = released(house)

    assert (total(first), total(second)) == (40, "small number")
    assert second.plain["release"] == "public-00002"


def test_what_earlier_releases_make_plain_is_refused_and_not_remembered(house: House) -> None:
    house.census(*crowd(40, JUNE), *crowd(3, JUNE, begin="Z"))
    house.build(RATE)
    first = released(house)
    cells = first.entry.numbers
    year = next(id for id in cells if "2025-04-01--2026-03-31" in id)
    told_all = Entry(
        "public-00002",
        {year: 43, "others": 40, "few": 3},
        {year: Span(43, 43), "others": Span(40, 40)},
        {"few": Reach(6)},
        (Relation(((year, -1), ("others", 1), ("few", 1))),),
    )
    path = house.root / "releases" / "public-00002.json"
    path.write_text(json.dumps(told_all.as_record()))

    with pytest.raises(TooTelling) as refused:
        released(house)

    assert refused.value.exit_code == 8
    assert "43" not in str(refused.value)
    assert len(list((house.root / "releases").iterdir())) == 2


def test_a_store_without_a_version_is_refused(house: House) -> None:
    with pytest.raises(Usage, match="no version yet"):
        released(house)


def test_an_audience_for_which_nothing_is_listed_is_refused(house: House) -> None:
    house.census(*crowd(40, JUNE))
    house.build(RATE)

    with pytest.raises(KitFault, match="Nothing is listed"):
        release(house.store, specs={}, rulebook=book(), audience=Audience.PARTNER)


def test_a_kit_without_the_returns_of_the_version_is_refused(house: House) -> None:
    house.census(*crowd(40, JUNE))
    house.build(RATE)

    with pytest.raises(KitFault, match="which the version is made of"):
        release(house.store, specs={}, rulebook=book(), audience=Audience.PUBLIC)


def test_a_version_that_was_counted_by_another_edition_is_refused(house: House) -> None:
    house.census(*crowd(40, JUNE))
    house.build("referrals-no-further-action")

    with pytest.raises(Usage, match="was not counted by this edition"):
        released(house)
