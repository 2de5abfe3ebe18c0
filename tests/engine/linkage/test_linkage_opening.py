"""From the sealed identities of two agencies' returns to one child."""

from datetime import date
from pathlib import Path

from tests.engine.store.houses import COUNCIL, KEYS, PERSONS, POLICE, House, persons
from tests.engine.tables.makers import EPISODE, EPISODE_HEADERS, PERSON, PERSON_HEADERS, changed
from village.engine.linkage.linked import link
from village.engine.linkage.opening import Source, child_tokens, open_records
from village.kernel.periods import Period

LISTED = Period(date(2026, 6, 30), date(2026, 6, 30))


def a_house(folder: Path) -> House:
    """The council lists Ada at two addresses; the police met her once, in capitals."""
    house = House(folder)
    ada = changed(PERSON, PERSON_HEADERS, date_of_birth="30/03/2012")
    moved = changed(ada, PERSON_HEADERS, postcode="N1 9XX", lived_there_from="01/02/2020")
    met = changed(
        EPISODE, EPISODE_HEADERS, surname="EXAMPLE", date_of_birth="30/03/2012",
        missing_from="04/02/2026 21:30", returned="05/02/2026 02:10", council_told_on="",
    )  # fmt: skip
    house.keep(persons(ada, moved), "listed", of=PERSONS, period=LISTED)
    house.missing(met, ref="missing")
    return house


def test_sealed_identities_of_two_agencies_become_one_child(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    sources = [
        Source("missing", POLICE, date(2026, 3, 31)),
        Source("listed", COUNCIL, date(2026, 6, 30)),
    ]

    records = list(open_records(house.store, sources, KEYS))
    linked = link(records)

    council, police = records
    assert council.postcodes == ("N1 2UD", "N1 9XX")
    assert council.born == police.born == date(2012, 3, 30)
    assert len(linked.children) == 1


def test_a_childs_token_is_the_same_for_its_records_and_for_this_secret_alone(
    tmp_path: Path,
) -> None:
    house = a_house(tmp_path)
    source = Source("listed", COUNCIL, date(2026, 6, 30))
    linked = link(open_records(house.store, [source], KEYS))
    ((key,),) = linked.children

    one, other = (child_tokens(linked, secret=secret) for secret in (b"one", b"other"))

    assert one.keys() == other.keys() == {key}
    assert one[key] != other[key]
