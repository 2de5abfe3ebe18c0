"""Versions: what they are made of, what stays of them, and that no fault breaks the last one."""

import hashlib
import io
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.engine.store.houses import (
    COUNCIL,
    KEYS,
    PERSONS,
    House,
    census,
    persons,
    quarter,
    rulebook,
)
from tests.engine.tables.makers import episode, person
from village.engine import errors
from village.engine.checks.census.cases import a_child, an_episode
from village.engine.pipeline import keep_apart
from village.engine.specs.census_document import ChildSpec
from village.engine.specs.returns import CENSUS
from village.engine.store.keep import destroy
from village.engine.store.reports import keep_findings
from village.engine.store.split import Sent
from village.engine.store.versions import figures_of, rows_gone, version
from village.kernel.canonical import dumps
from village.kernel.periods import Period, year_ending

RATE, NFA, MISSING = "referrals-rate", "referrals-no-further-action", "missing-children-repeat"


def crowd(count: int, *, nfa: str = "0", begin: str = "A") -> list[ChildSpec]:
    return [a_child(an_episode(ReferralNFA=nfa), LAchildID=f"{begin}{n}") for n in range(count)]


def children(house: House, indicator: str = RATE, label: str = "year to March 2026") -> int:
    return int(house.points(indicator)[label]["numerator"]["children"])


def contents(house: House) -> dict[str, str]:
    """Every file of the figures and the pointer, by hash."""
    files = house.files("figures") | {"current": (house.root / "current").read_bytes()}
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_a_version_says_what_it_is_made_of_and_by_which_rules(house: House) -> None:
    house.census(*crowd(9))
    house.missing(episode())

    name = house.build(RATE, NFA)

    found = house.version(name)
    assert [one["ref"] for one in found.returns] == ["census-2026", "missing-2026-4"]
    assert {one["sha256"] for one in found.returns} == {
        kept.sha256 for kept in house.returns.values()
    }
    assert (found.name, found.as_at, found.made_up) == ("v00001", "2026-07-15", True)
    manifest = json.loads((house.root / "figures" / name / "manifest.json").read_bytes())
    assert manifest["editions"] == {f"indicators/{RATE}": "2026-1", f"indicators/{NFA}": "2026-2"}


def test_a_versions_files_are_those_of_its_manifest(house: House) -> None:
    house.census(*crowd(9))

    name = house.build(RATE, NFA)

    found, files = house.version(name), house.files(f"figures/{name}")
    each = {one: files[f"figures/{name}/indicators/{one}.json"] for one in found.indicators}
    whole = files[f"figures/{name}/figures.json"]
    assert {n: hashlib.sha256(body).hexdigest() for n, body in each.items()} == found.indicators
    assert hashlib.sha256(whole).hexdigest() == found.figures
    assert whole == dumps({name: json.loads(body) for name, body in each.items()})
    assert len(files) == 4


@pytest.mark.parametrize("indicator", ["manifest", "figures", "../manifest", "no-such", ""])
def test_what_is_no_indicator_of_a_version_is_not_there(house: House, indicator: str) -> None:
    house.census(*crowd(9))
    name = house.build(RATE)

    assert figures_of(house.store, name, indicator) is None


def test_what_is_no_version_is_not_there(house: House) -> None:
    assert version(house.store) is None
    assert version(house.store, "v00007") is None
    assert figures_of(house.store, "v00007", RATE) is None
    with pytest.raises(ValueError, match="not a name"):
        version(house.store, "../raw")


def test_a_resubmission_replaces_and_never_adds(house: House) -> None:
    house.census(*crowd(9), *crowd(8, begin="B"), ref="first")
    house.build(RATE)
    assert children(house) == 17

    first = house.returns.pop("first")
    house.census(*crowd(9), *crowd(7, begin="C"), ref="second")
    house.build(RATE)

    assert children(house) == 16
    house.build(RATE, returns=[*house.returns.values(), replace(first)])
    assert children(house) == 24  # both on purpose: each event once


def test_storing_the_same_return_again_changes_nothing(house: House) -> None:
    house.census(*crowd(9))
    before = house.files("events")
    house.census(*crowd(9))

    assert house.files("events") == before
    house.build(RATE)
    assert children(house) == 9


def test_a_withdrawn_return_is_out_of_the_next_version_and_its_rows_are_destroyed(
    house: House,
) -> None:
    house.census(*crowd(9), year=2025)
    house.census(*crowd(8, begin="B"), year=2026)
    keep_findings(house.store, "census-2026", KEYS, [{"child_id": "B1", "value": "x", "rule": "1"}])
    old = house.build(RATE)
    kept = contents(house)

    house.returns.pop("census-2026")
    destroy(house.store, "census-2026")
    new = house.build(RATE)

    left = [name for name in house.files() if "census-2026" in name]
    assert left == []
    assert rows_gone(house.store, house.version(old)) == ("census-2026",)
    assert rows_gone(house.store, house.version(new)) == ()
    assert "year to March 2026" not in house.points(RATE)
    assert contents(house).items() >= {k: v for k, v in kept.items() if k != "current"}.items()


def test_a_return_destroyed_again_is_still_gone(house: House) -> None:
    house.census(*crowd(9))
    (house.root / "events" / "census-2026.gone").mkdir()

    for _ in range(2):
        destroy(house.store, "census-2026")

    assert [name for name in house.files() if "census" in name] == []
    assert list((house.root / "events").iterdir()) == []


def test_a_return_is_destroyed_while_a_version_is_being_built(house: House) -> None:
    house.census(*crowd(9))

    with house.store.one_builder():
        destroy(house.store, "census-2026")

    assert list((house.root / "events").iterdir()) == []


def test_a_list_of_people_counts_as_rows_too(house: House) -> None:
    day = Period.parse("2026-06-30--2026-06-30")
    house.keep(persons(person()), "persons", of=PERSONS, period=day)
    name = house.build(RATE)

    assert rows_gone(house.store, house.version(name)) == ()
    destroy(house.store, "persons")
    assert rows_gone(house.store, house.version(name)) == ("persons",)


@pytest.mark.parametrize("gone", ["", "referrals.parquet", "protection_plans.parquet"])
def test_a_return_whose_events_are_gone_is_refused_and_not_counted_as_none(
    house: House, gone: str
) -> None:
    house.census(*crowd(9))
    place = house.root / "events" / "census-2026" / gone
    place.unlink() if gone else place.rename(house.root / "elsewhere")

    with pytest.raises(errors.Unreadable, match="not in the store"):
        house.build(RATE)

    assert house.store.current() is None
    assert list((house.root / "figures").iterdir()) == []


def test_a_return_withdrawn_during_a_build_stops_it(house: House) -> None:
    house.census(*crowd(9))

    def withdraw(*_: object) -> None:
        destroy(house.store, "census-2026")

    with pytest.raises(errors.Unreadable, match="build again"):
        house.build(RATE, on_progress=withdraw)

    assert house.store.current() is None


def test_two_builds_at_once_are_not(house: House) -> None:
    house.census(*crowd(9))

    with house.store.one_builder(), pytest.raises(errors.Busy):
        house.build(RATE)

    assert house.build(RATE) == "v00001"


def test_a_return_is_not_stored_while_a_version_is_built(house: House) -> None:
    with house.store.one_builder(), pytest.raises(errors.Busy):
        house.census(*crowd(9))

    assert [name for name in house.files() if "census" in name] == []


FAULTY = [
    (b"<Message><Header>", errors.Unreadable),
    (b"<!DOCTYPE x><Message/>", errors.Hostile),
    (b"Child ID,Name\r\nA1,Ada\r\n", errors.WrongReturn),
]


@pytest.mark.parametrize(("content", "fault"), FAULTY)
def test_a_file_that_cannot_be_parted_leaves_nothing(
    house: House, content: bytes, fault: type[errors.EngineError]
) -> None:
    with pytest.raises(fault):
        house.keep(content, "faulty", of=CENSUS, period=year_ending(2026))

    assert [name for name in house.files() if "faulty" in name] == []


def test_a_file_cut_off_among_its_children_leaves_nothing(house: House) -> None:
    whole = census(*crowd(400))
    with pytest.raises(errors.Unreadable):
        house.keep(
            whole[: len(whole) * 9 // 10], "cut", of=CENSUS,
            period=year_ending(2026),
        )  # fmt: skip

    assert [name for name in house.files() if "cut" in name] == []
    assert list((house.root / "scratch").iterdir()) == []


class Torn(io.BytesIO):
    """A file that cannot be read to its end a second time."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError("the disk gave up")


def test_a_file_that_tears_when_its_identities_are_kept_already_leaves_nothing(
    house: House,
) -> None:
    sent = Sent(COUNCIL, "torn", year_ending(2026))
    rows = [(None, {"row_key": "r", "child_key": "c", "child_id": "A1"})]

    with pytest.raises(OSError, match="gave up"):
        keep_apart(rows, spec=CENSUS, sent=sent, source=Torn(), store=house.store, keyring=KEYS)

    assert [name for name in house.files() if "torn" in name] == []
    assert [path.name for path in (house.root / "events").iterdir()] == []


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file grows beyond so many bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 10, 2_000, 8_000])
def test_a_full_disk_leaves_the_last_version(house: House, room: int) -> None:
    house.census(*crowd(9))
    house.build(RATE)
    before = contents(house)
    house.census(*crowd(30), ref="more", agency="agencyNext")

    with disk_of(room), pytest.raises(OSError):
        house.build()

    assert contents(house) == before
    assert list((house.root / "scratch").iterdir()) == []
    assert house.build() == "v00002"
    assert children(house) == 39


@pytest.mark.parametrize("room", [0, 300, 4_000])
def test_a_full_disk_stores_no_half_of_a_return(house: House, room: int) -> None:
    house.census(*crowd(9))
    house.build(RATE)
    before = house.files()

    with disk_of(room), pytest.raises(OSError):
        house.census(*crowd(200), ref="large")

    assert house.files() == before
    assert list((house.root / "scratch").iterdir()) == []
    house.census(*crowd(200, begin="L"), ref="large")
    house.build(RATE)
    assert children(house) == 209


def test_events_larger_than_a_batch_are_all_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("village.engine.store.writer.BATCH", 7)

    stored = house.census(*crowd(40))

    path = house.root / "events" / "census-2026" / "referrals.parquet"
    assert (stored.rows["referrals"], pq.read_metadata(path).num_rows) == (40, 40)


def test_quarters_of_the_police_and_years_of_the_council_stand_side_by_side(house: House) -> None:
    house.census(*crowd(9))
    for number in (1, 2, 3, 4):
        first = quarter(2026, number).first
        house.missing(
            *(
                episode(police_person_id=f"P{n}", episode_reference=f"E{number}-{n}",
                        missing_from=f"{first:%d/%m/%Y} 10:00", returned="", council_told_on="")
                for n in range(6 + number)
            ),
            number=number,
        )  # fmt: skip

    house.build(rulebook=rulebook())

    points = house.points(MISSING, "quarter")
    assert [figure["denominator"]["children"] for figure in points.values()] == [7, 8, 9, 10]
    assert children(house) == 9


def test_a_store_named_from_where_one_stands_is_never_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that moved on would else be shown the files that it read before."""
    found = []
    for name, children in (("one", 6), ("other", 9)):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        house = House(Path("store"))
        house.census(*(a_child(an_episode(), LAchildID=f"C{n}") for n in range(children)))
        house.build("referrals-rate")
        found.append(house.version().figures)

    assert found[0] != found[1]
