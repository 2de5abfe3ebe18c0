"""Versions follow the editions that count: none is lost, none is made twice."""

import pytest

from tests.cast import AT, Cast
from tests.indicators.counting import referrals, refs, versions
from tests.returns import sending
from tests.returns.sending import (
    Killed,
    KilledAtTheEnd,
    Meanwhile,
    Quiet,
    census,
    events,
    files_of,
    jobs,
    now,
    police,
    work,
)
from village import engine, trail
from village.design import charts
from village.evidence.indicators import selectors, services
from village.evidence.indicators.models import Version
from village.evidence.indicators.services import building
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.selectors import counted
from village.evidence.returns.services import clearing, editions, house, keeping

pytestmark = pytest.mark.django_db
WORKER = trail.System("worker")


def build(edition: Edition, progress=None) -> Version | None:
    return services.build(edition.ref, by=WORKER, at=AT, progress=progress or Quiet())


def take_back(edition: Edition, cast: Cast) -> Edition:
    made = now(edition)
    return editions.withdraw(made, version=made.version, why="Wrong", by=cast.owner, at=AT)


def accept_again(owed: Return, children: int, cast: Cast) -> Edition:
    return sending.accepted(owed, census(children), by=cast.owner)


class TestAReturnThatIsSentAgain:
    def test_replaces_the_one_before_and_never_adds(self, cast, owed, store) -> None:
        old = sending.stored(owed, census(20), by=cast.owner)
        build(old)
        newer = accept_again(owed, 6, cast)

        work()

        first, second = (version.name for version in versions())
        assert (referrals(first), referrals(second)) == (20, 6)
        assert (refs(first), refs(second)) == ({old.ref}, {newer.ref})
        assert files_of(store, old.ref) == set()
        assert {"raw", "identities", "events"} <= files_of(store, newer.ref)

    def test_counts_by_its_old_rows_until_the_new_ones_are_stored(
        self, cast, owed, police_owed, store
    ) -> None:
        old = sending.stored(owed, census(20), by=cast.owner)
        newer = accept_again(owed, 6, cast)
        other = sending.stored(police_owed, police(), by=cast.other)

        made = build(other)

        assert now(old).state == "superseded"
        assert referrals(made.name) == 20
        assert {edition.ref for edition in counted()} == {old.ref, other.ref}
        keeping.keep(newer.ref, progress=Quiet())
        assert {edition.ref for edition in counted()} == {newer.ref, other.ref}

    def test_and_again_before_it_was_stored_leaves_one_to_count(self, cast, owed, store) -> None:
        old = sending.stored(owed, census(6), by=cast.owner)
        between = accept_again(owed, 7, cast)
        newest = accept_again(owed, 8, cast)
        assert [edition.ref for edition in counted()] == [old.ref]

        keeping.keep(between.ref, progress=Quiet())
        keeping.keep(newest.ref, progress=Quiet())
        clearing.clear_away(newest.ref)

        assert [edition.ref for edition in counted()] == [newest.ref]
        assert files_of(store, old.ref) == files_of(store, between.ref) == set()


class TestAReturnThatIsTakenBack:
    def test_leaves_the_next_version_and_its_rows_are_destroyed(
        self, cast, owed, police_owed, store
    ) -> None:
        kept = sending.stored(police_owed, police(), by=cast.other)
        gone = sending.stored(owed, census(20), by=cast.owner)
        build(gone)

        take_back(gone, cast)
        work()

        first, second = (version.name for version in versions())
        assert referrals(first) == 20
        assert referrals(second) is None
        assert refs(second) == {kept.ref}
        assert files_of(store, gone.ref) == set()
        assert "events" in files_of(store, kept.ref)

    def test_makes_the_versions_that_held_it_figures_only(self, cast, owed) -> None:
        gone = sending.stored(owed, census(6), by=cast.owner)
        build(gone)
        (version,) = versions()
        assert selectors.made_of(version)["rows"] == "kept, sealed"

        take_back(gone, cast)

        assert selectors.made_of(version)["rows"] == "destroyed; the figures stay"
        assert [part.is_gone for part in selectors.made_of(version)["returns"]] == [True]

    def test_may_be_the_last_one_and_the_next_version_is_made_of_none(self, cast, owed) -> None:
        gone = sending.stored(owed, census(6), by=cast.owner)
        build(gone)

        take_back(gone, cast)
        work()

        assert refs(versions()[-1].name) == set()
        assert referrals(versions()[-1].name) is None

    def test_while_it_is_being_stored_leaves_no_row(self, cast, owed, store) -> None:
        made = accept_again(owed, 6, cast)

        keeping.keep(made.ref, progress=Meanwhile(lambda: take_back(made, cast)))

        assert files_of(store, made.ref) == set()
        assert now(made).stored_at is None
        assert not events("returns.keep")

    def test_while_a_version_is_counted_stops_that_version(self, cast, owed, store) -> None:
        gone = sending.stored(owed, census(6), by=cast.owner)

        made = build(gone, Meanwhile(lambda: take_back(gone, cast)))

        assert made is None
        assert versions() == []
        assert len(jobs("indicators.build")) == 2


class TestSeveralReturnsAtOnce:
    def test_are_counted_in_one_version_that_lacks_none(self, cast, owed, police_owed) -> None:
        older = sending.owe(cast.council, period=sending.year_ending(2025))
        made = [
            sending.accepted(owed, census(6), by=cast.owner),
            sending.accepted(older, census(6, year=2025), by=cast.owner),
            sending.accepted(police_owed, police(), by=cast.other),
        ]

        work()

        assert [job.state for job in jobs("indicators.build")] == ["done"] * 3
        (version,) = versions()
        assert refs(version.name) == {edition.ref for edition in made}
        assert version.returns == 3


class TestAWorkerThatDies:
    def test_with_the_rows_stored_leaves_the_next_one_to_write_it_down(
        self, cast, owed, store
    ) -> None:
        made = accept_again(owed, 6, cast)
        with pytest.raises(Killed):
            keeping.keep(made.ref, progress=KilledAtTheEnd())
        assert "events" in files_of(store, made.ref)
        assert counted() == []
        assert not jobs("indicators.build")

        keeping.keep(made.ref, progress=Quiet())
        keeping.keep(made.ref, progress=Quiet())

        assert len(events("returns.keep")) == 1
        assert len(jobs("indicators.build")) == 1

    def test_and_whose_edition_was_taken_back_meanwhile_leaves_no_row(
        self, cast, owed, store
    ) -> None:
        made = accept_again(owed, 6, cast)
        with pytest.raises(Killed):
            keeping.keep(made.ref, progress=KilledAtTheEnd())
        take_back(made, cast)

        keeping.keep(made.ref, progress=Quiet())

        assert files_of(store, made.ref) == set()

    def test_with_a_version_published_and_not_written_down_leaves_the_next_one_to_do_so(
        self, cast, owed
    ) -> None:
        made = sending.stored(owed, census(6), by=cast.owner)
        name = published_by_the_dead()

        assert build(made) is None

        (version,) = versions()
        assert (version.name, version.returns) == (name, 1)
        asked = "Counted because a return was accepted"
        assert version.why == f"{asked}: Children in need census, year to March 2026"
        assert house.store().versions() == [name]
        assert len(events("indicators.publish")) == 1
        assert all(picture.is_drawn for picture in selectors.pictures_of_version(version))

    def test_has_its_version_written_down_even_where_a_newer_one_is_due(
        self, cast, owed, police_owed
    ) -> None:
        made = sending.stored(owed, census(6), by=cast.owner)
        name = published_by_the_dead()
        other = sending.stored(police_owed, police(), by=cast.other)

        newest = build(other)

        assert [version.name for version in versions()] == [name, newest.name]
        assert versions()[0].why == building.INTERRUPTED
        assert refs(newest.name) == {made.ref, other.ref}

    def test_while_its_charts_are_drawn_leaves_them_and_the_version_to_the_next_one(
        self, cast, owed
    ) -> None:
        made = sending.stored(owed, census(17), by=cast.owner)
        with pytest.raises(Killed):
            build(made, KilledWhileDrawing())
        assert versions() == []

        build(made)

        (version,) = versions()
        assert all(picture.is_drawn for picture in selectors.pictures_of_version(version))

    def test_within_a_build_leaves_no_version(self, cast, owed, store) -> None:
        made = sending.stored(owed, census(6), by=cast.owner)

        with pytest.raises(Killed):
            build(made, KilledWhileCounting())

        assert versions() == []
        assert house.store().versions() == []


def published_by_the_dead() -> str:
    """A version as a worker leaves it that dies before it writes it down."""
    kept = [building._kept(edition) for edition in counted()]
    return engine.build(
        house.store(), kept, rulebook=house.rulebook(), as_at="2026-07-15", made_up=False
    )


class TestCharts:
    def test_are_drawn_before_anybody_sees_their_version(self, cast, owed, monkeypatch) -> None:
        seen: list[int] = []
        monkeypatch.setattr(building.charts, "draw", lambda _: seen.append(len(versions())))

        build(sending.stored(owed, census(6), by=cast.owner))

        assert (seen, len(versions())) == ([0], 1)

    def test_that_cannot_be_drawn_do_not_keep_the_figures_back(
        self, cast, owed, monkeypatch
    ) -> None:
        def fail(_pictures: object) -> None:
            raise charts.NotDrawn("no renderer")

        made = sending.stored(owed, census(6), by=cast.owner)
        monkeypatch.setattr(building.charts, "draw", fail)

        with pytest.raises(charts.NotDrawn):
            build(made)

        assert len(versions()) == 1

    def test_that_are_gone_or_look_otherwise_now_are_drawn_again(
        self, cast, owed, store, tmp_path
    ) -> None:
        version = build(sending.stored(owed, census(6), by=cast.owner))
        (store / "charts").unlink()
        pictures = list(selectors.pictures_of_version(version))

        assert services.draw_missing() == len({picture.ref for picture in pictures})
        assert services.draw_missing() == 0
        assert all(picture.is_drawn for picture in pictures)


class KilledWhileDrawing(Quiet):
    def __call__(self, done: int, of: int, words: str = "") -> None:
        if words == "Drawing charts":
            raise Killed


class KilledWhileCounting(Quiet):
    def __call__(self, done: int, of: int, words: str = "") -> None:
        raise Killed


def test_a_fault_of_the_build_is_no_change_and_is_told(cast: Cast, owed, store) -> None:
    made = sending.stored(owed, census(6), by=cast.owner)
    (store / "events" / made.ref / "referrals.parquet").write_bytes(b"broken")

    with pytest.raises(Exception, match="arquet"):
        build(made)

    assert versions() == []


def test_a_build_waits_while_another_holds_the_store(cast: Cast, owed) -> None:
    made = sending.stored(owed, census(6), by=cast.owner)

    with house.store().one_builder(), pytest.raises(engine.Busy):
        build(made)

    assert versions() == []
