"""A looked-after return in the store: identities apart, events with known columns alone."""

import io
from datetime import date as on
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.engine.looked_after.sets import files, xml, zipped
from tests.engine.store.houses import COUNCIL, KEYS, MISSING, House, census
from village.engine import apart
from village.engine.checks.census.cases import a_child
from village.engine.checks.lines import from_lines
from village.engine.checks.looked_after.cases import IN_ORDER, Kid, ep, left, looked_after, row
from village.engine.checks.returns import check, recognise
from village.engine.checks.sources import rule_source
from village.engine.errors import Unreadable, WrongReturn
from village.engine.intake import Received, receive
from village.engine.intake import tables as table_reader
from village.engine.measures.definition import Definition
from village.engine.pipeline import Rulebook, keep_apart
from village.engine.specs.looked_after import TABLES
from village.engine.specs.returns import CENSUS, LOOKED_AFTER
from village.engine.store.keep import read_identities
from village.engine.store.split import Sent
from village.jobs import confined
from village.kernel.periods import year_ending

YEAR = year_ending(2025)
KNOWN = {spec.id: spec for spec in (CENSUS, LOOKED_AFTER)}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "store")


def bytes_of(received: Received) -> bytes:
    return received.open().read()


def kept(house: House, *children: Kid, ref: str = "same") -> None:
    house.keep(bytes_of(zipped(files(*children))), ref, of=LOOKED_AFTER, period=YEAR)


def rows(house: House, table: str, *, ref: str = "same") -> list[dict[str, Any]]:
    return pq.read_table(house.root / "events" / ref / f"{table}.parquet").to_pylist()


def canaries() -> Kid:
    """A child with a canary wherever a stray word could stand."""
    date = {"DATE", "DOB", "DECOM", "DEC", "REVIEW", "DUC", "START", "END"}
    spoilt = {
        table.within: [
            {
                column.name: f"CANARY{column.name}"
                for column in table.columns
                if not any(word in column.name for word in date)
            }
        ]
        for table in TABLES
    }
    header = {**spoilt.pop("header")[0], "DOB": "2011-02-03", "UPN": "X801200001001"}
    episode = {**spoilt.pop("episodes")[0], "DECOM": "2024-05-01", "HOME_POST": "N1 9XX"}
    return looked_after(header=[header], episodes=[episode], **spoilt)


class TestIdentitiesApart:
    def test_no_event_holds_a_word_that_no_list_knows(self, house: House) -> None:
        kept(house, canaries())

        told = [str(value) for path in (house.root / "events").rglob("*.parquet")
                for one in pq.read_table(path).to_pylist() for value in one.values()]  # fmt: skip
        assert len(told) > 50
        assert [value for value in told if "CANARY" in value.upper()] == []
        assert not {"2011-02-03", "X801200001001", "N1 9XX"} & set(told)

    def test_identities_hold_who_the_child_is(self, house: House) -> None:
        kept(house, canaries())

        (child,) = read_identities(house.store, "same", KEYS)

        assert (child["child_id"], child["upn"], child["birth_date"], child["postcode"]) == (
            "A1", "X801200001001", "2011-02-03", "N1 9XX",
        )  # fmt: skip

    def test_nothing_stands_in_plain_on_the_disk(self, house: House) -> None:
        kept(house, canaries())

        plain = [name for name, content in house.files("raw", "identities").items()
                 if b"CANARY" in content or b"X801200001001" in content]  # fmt: skip
        assert plain == []


class TestEvents:
    def test_an_episode_is_told_with_what_began_and_ended(self, house: House) -> None:
        kept(house, looked_after(episodes=[ep("2024-05-01", dec="2024-09-01", rec="E4A")]))

        (episode,) = rows(house, "care_episodes")

        told = {
            "number": 1, "legal_status": "C2", "need": "N1", "placement": "U6", "provider": "PR1",
            "end_reason": "E4A", "care_began": True, "care_ended": True, "short_break": False,
            "unaccompanied": False, "age_band": "5 to 9", "sex": "Female",
        }  # fmt: skip
        assert {name: episode[name] for name in told} == told

    def test_reviews_absences_outcomes_and_leavers_have_tables_of_their_own(
        self, house: House
    ) -> None:
        away = row(missing="M", mis_start="2024-08-01", mis_end="2024-08-02")
        kept(house, looked_after(missing=[away, away]), left())

        assert [one["participation"] for one in rows(house, "care_reviews")] == ["PN1"]
        assert [one["number"] for one in rows(house, "care_absences")] == [1, 2]
        (outcome,) = rows(house, "care_outcomes")
        assert (outcome["score"], outcome["immunised"], outcome["convicted"]) == (12, True, False)
        assert [one["in_touch"] for one in rows(house, "care_leavers")] == ["YES"]

    def test_sex_is_one_group_under_either_years_codes(self, house: House) -> None:
        kept(house, looked_after(header={"SEX": "2"}))

        assert rows(house, "care_reviews")[0]["sex"] == "Female"

    def test_a_child_of_the_census_has_the_same_key(self, house: House) -> None:
        house.keep(
            census(a_child(LAchildID="A1")), "census", of=CENSUS, period=year_ending(2026)
        )  # fmt: skip
        kept(house, looked_after())

        assert (
            rows(house, "referrals", ref="census")[0]["child_key"]
            == rows(house, "care_episodes")[0]["child_key"]
        )

    def test_xml_leaves_the_same_events_as_the_tables(self, house: House) -> None:
        kept(house, *IN_ORDER)
        house.keep(bytes_of(xml(*IN_ORDER)), "xml", of=LOOKED_AFTER, period=YEAR)

        def plain(ref: str, table: str) -> list[tuple[Any, ...]]:
            held = rows(house, table, ref=ref)
            return sorted(tuple(str(one[k]) for k in one if k not in {"row_key", "row"})
                          for one in held)  # fmt: skip

        for table in ("care_episodes", "care_reviews", "care_outcomes", "care_leavers"):
            assert plain("xml", table) == plain("same", table)


class TestInAnotherProcess:
    CONTENT = bytes_of(zipped(files(*IN_ORDER, looked_after(header={"SEX": "?"}))))

    def run(self, verb: str, content: bytes, **more: str) -> tuple[Any, list[Any]]:
        said: list[Any] = []
        ended = confined.run(
            f"village.engine.apart:{verb}", io.BytesIO(content),
            args={"name": "return", "spec": apart.tell(LOOKED_AFTER), "period": YEAR.key, **more},
            memory_mb=1024, cpu_seconds=60, on_row=said.append,
        )  # fmt: skip
        return ended, said

    def test_a_check_is_the_same_check(self) -> None:
        here = check(receive(io.BytesIO(self.CONTENT), name="return"), spec=LOOKED_AFTER)

        ended, lines = self.run("check", self.CONTENT)

        assert ended.end is confined.End.DONE, ended
        assert from_lines(lines) == here
        assert here.outcome("101").findings == 1

    def test_a_return_parted_there_is_the_same_return(self, house: House, tmp_path: Path) -> None:
        other = House(tmp_path / "other")
        house.keep(self.CONTENT, "same", of=LOOKED_AFTER, period=YEAR)
        secret = (house.root / "child-secret.sealed").read_bytes()
        (other.store.root / "child-secret.sealed").write_bytes(secret)

        ended, said = self.run("split", self.CONTENT, agency=COUNCIL, ref="same")
        keep_apart(
            said, spec=LOOKED_AFTER, sent=Sent(COUNCIL, "same", YEAR),
            source=io.BytesIO(self.CONTENT), store=other.store, keyring=KEYS,
        )  # fmt: skip

        assert ended.end is confined.End.DONE, ended
        assert rows(house, "care_episodes") == rows(other, "care_episodes")
        assert list(read_identities(house.store, "same", KEYS)) == list(
            read_identities(other.store, "same", KEYS)
        )

    def test_a_hostile_set_is_refused_there_without_a_value_of_it(self) -> None:
        ended, _ = self.run("check", bytes_of(zipped({"../CANARY.csv": "CHILD,DOB\r\n1,2\r\n"})))

        assert ended.end is confined.End.REFUSED
        assert "CANARY" not in str([ended.error, ended.trace, ended.words])


class TestWhichReturnItIs:
    def test_a_zip_is_the_looked_after_return(self) -> None:
        assert recognise(zipped(files(*IN_ORDER)), KNOWN) is LOOKED_AFTER

    def test_xml_is_told_from_a_census(self) -> None:
        assert recognise(xml(*IN_ORDER), KNOWN) is LOOKED_AFTER
        a_census = receive(io.BytesIO(census(a_child())), name="census.xml")
        assert recognise(a_census, KNOWN) is CENSUS

    def test_one_of_its_tables_alone_is_told_so(self) -> None:
        alone = files(*IN_ORDER)["reviews.csv"].encode()

        with pytest.raises(WrongReturn, match="table Reviews alone"):
            recognise(receive(io.BytesIO(alone), name="reviews.csv"), KNOWN)

    def test_a_zip_where_nobody_knows_the_return_is_to_be_unpacked(self) -> None:
        with pytest.raises(Unreadable, match="zip archive"):
            recognise(zipped(files(*IN_ORDER)), {CENSUS.id: CENSUS})

    def test_a_zip_sent_for_the_census_is_refused(self) -> None:
        with pytest.raises(Unreadable, match="zip archive"):
            check(zipped(files(*IN_ORDER)), spec=CENSUS)

    def test_a_zip_sent_for_a_table_is_refused_before_it_is_read(self) -> None:
        assert MISSING.table is not None
        with pytest.raises(Unreadable, match="zip archive"):
            table_reader.read(zipped(files(*IN_ORDER)), MISSING.table)

    def test_a_rule_says_who_published_it(self) -> None:
        assert "SSDA903" in rule_source(LOOKED_AFTER, "101")
        assert rule_source(LOOKED_AFTER, "nothing") == ""


class TestFigures:
    MEASURE = {
        "id": "looked-after-at-date", "edition": "1", "title": "Children looked after",
        "question": "How many children are looked after?", "why": "To know how many there are.",
        "unit": "count", "direction": "neither",
        "numerator_words": "children looked after on the last day", "denominator_words": "nothing",
        "wording": {"counted": "children looked after", "one": "child looked after"},
        "numerator": {
            "table": "care_episodes", "counts": "children", "open": ["started_on", "ended_on"],
            "where": [{"field": "short_break", "is": False}],
        },
        "steps": ["year"], "breakdowns": ["sex"], "source": "SSDA903", "author": "a test",
        "review_on": on(2027, 3, 31),
    }  # fmt: skip

    def test_a_kit_can_count_them_and_the_newest_return_has_the_word(self, house: House) -> None:
        stays = [looked_after(reviews=None)] * 30
        gone = ep("2022-06-01", dec="2025-09-01", rec="E4A")
        a_year_later = [looked_after(episodes=[gone], reviews=None)] * 10 + stays[10:]
        for year, kids in ((2025, stays), (2026, a_year_later)):
            content = bytes_of(zipped(files(*kids)))
            house.keep(content, f"r{year}", of=LOOKED_AFTER, period=year_ending(year))
        measure = Definition.from_mapping(self.MEASURE)

        house.build(rulebook=Rulebook([measure], (), {}))

        points = house.points(measure.id)
        assert {label: point["value"] for label, point in points.items()} == {
            "year to March 2025": 30, "year to March 2026": 20,
        }  # fmt: skip
