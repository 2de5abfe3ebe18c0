"""The worker checks what was sent in a process apart, and says in words how that ended."""

import io
import logging
import zipfile
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from tests.cast import Cast
from tests.engine.tables.makers import MAIN, packed, parts
from tests.returns import sending
from tests.returns.sending import (
    CANARY,
    WRONG_UPN,
    Killed,
    KilledAtTheEnd,
    census,
    events,
    faulty,
    files_of,
    jobs,
    now,
    police,
    sealed_files,
    work,
)
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import checking
from village.jobs import regular, worker
from village.jobs.models import Job
from village.kernel.periods import year_ending

pytestmark = pytest.mark.django_db

BOMB = (
    '<!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Message>&b;</Message>'
)


def wide_workbook() -> bytes:
    """A few kilobytes that claim a million rows by sixteen thousand columns."""
    claim = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    return packed({**parts(""), "xl/worksheets/sheet1.xml": claim + far})


def zip_of_zeros() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return held.getvalue()


def many(children: int) -> bytes:
    """A census of the same child over and over."""
    head, mark, rest = census(1).partition(b"    <Child>")
    one, end, tail = rest.partition(b"    </Child>\n")
    return head + (mark + one + end) * children + tail


BAD_CENSUS = {
    "empty": b"",
    "truncated": census()[:-400],
    "entities": BOMB.encode(),
    "entities in UTF-16": BOMB.encode("utf-16"),
    "a document type": b"<!DOCTYPE Message><Message/>",
    "a PDF": b"%PDF-1.7\n" + b"x" * 2000,
    "another XML": b"<Message><Header/><Staff/></Message>",
    "a table": police(),
    "bytes": bytes(range(256)) * 40,
    "an old workbook": b"\xd0\xcf\x11\xe0" + b"\0" * 3000,
    "a year without rules": census(year=2019),
    "no year": census(Year=None, ReferenceDate=None),
}
BAD_TABLES = {
    "a census": census(),
    "UTF-16": police().decode().encode("utf-16"),
    "a formula": police().replace(b"MP000003", b"=HYPERLINK(1)"),
    "a wrong field count": police() + b"P9999,one,two\r\n",
    "no header": police().partition(b"\r\n")[2],
    "a huge workbook": wide_workbook(),
    "a zip bomb": zip_of_zeros(),
    "a binary column": police().replace(b"MP000003", b"MP\x00\x00\x03"),
}
QUOTED = (b"MP000003", b"HYPERLINK", b"&a;", b"9999")


class TestACensus:
    def test_it_is_read_counted_and_explained(self, cast: Cast, owed: Return) -> None:
        made = sending.send(owed, census(11, more=[faulty()]), by=cast.owner)

        assert work() == 1

        made = now(made)
        assert made.state == "checked"
        assert made.checked_at is not None
        assert made.summary["headline"] == "12 children read"
        assert "in 1 kinds" not in made.summary["sentence"]
        assert "2025-26" in made.summary["year_words"]
        assert made.read_period == year_ending(2026)
        assert [job.state for job in jobs()] == ["done"]

    def test_each_rule_has_its_end_and_one_that_could_not_run_says_so(self, cast, owed) -> None:
        made = sending.checked(owed, census(year=2025, ReferenceDate=None), by=cast.owner)

        ends = {kind["rule"]: kind for kind in made.summary["kinds"]}
        could_not = [kind for kind in ends.values() if kind["end"] == "could not run"]
        assert could_not
        assert all(kind["why"] for kind in could_not)
        assert len(could_not) == made.summary["could_not_run"]
        assert made.summary["held"] + len(could_not) < len(ends) + 1

    def test_nothing_of_it_is_in_the_data_set(self, cast, owed, store) -> None:
        made = sending.checked(owed, census(), by=cast.owner)

        assert files_of(store, made.ref) == {"identities", "reports"}
        assert not any((store / "figures").glob("*"))

    def test_what_is_kept_of_it_in_the_database_is_counts(self, cast, owed) -> None:
        made = sending.checked(owed, census(more=[faulty()]), by=cast.owner)

        kept = f"{made.summary} {made.failure} {[job.words for job in jobs()]}"
        assert CANARY not in kept
        assert WRONG_UPN not in kept

    def test_its_findings_lie_sealed_and_ids_apart_from_places(self, cast, owed, store) -> None:
        made = sending.checked(owed, census(more=[faulty()]), by=cast.owner)

        for path in store.rglob("*"):
            if path.is_file():
                assert CANARY.encode() not in path.read_bytes(), path
        found = apart(store, made.ref)
        assert CANARY in found["identities"]
        assert WRONG_UPN in found["identities"]
        assert CANARY not in found["reports"]
        assert WRONG_UPN not in found["reports"]
        assert '"row": 13' in found["reports"]

    def test_a_second_check_changes_nothing(self, cast, owed) -> None:
        made = sending.checked(owed, census(), by=cast.owner)

        checking.check(made.ref, progress=sending.Quiet())

        assert now(made).version == made.version
        assert len(events("returns.check")) == 1


def apart(store, ref: str) -> dict[str, str]:
    """What lies in the two files of an edition's findings, unsealed."""
    from village.engine import Store
    from village.engine.store.keep import opened
    from village.engine.store.seals import SealedKind
    from village.evidence.returns.services.house import keyring

    kinds = {"identities": SealedKind.FOUND_OF_WHOM, "reports": SealedKind.FOUND_WHERE}
    found = {}
    for part, kind in kinds.items():
        with opened(Store(store), kind, ref, keyring()) as stream:
            found[part] = stream.read().decode()
    return found


class TestATable:
    def test_it_is_read_by_the_kit_and_is_of_the_period_it_is_owed_for(
        self, cast, police_owed
    ) -> None:
        made = sending.send(police_owed, police(9), by=cast.other, name="missing.csv")

        work()

        made = now(made)
        assert (made.state, made.failure) == ("checked", {})
        assert made.summary["children"] == 9
        assert made.summary["year_words"].startswith("read as January to March 2026 (")
        assert made.read_period == sending.QUARTER


class TestABadFile:
    @pytest.mark.parametrize("name", BAD_CENSUS)
    def test_sent_as_a_census_it_ends_refused_in_words(
        self, cast, owed, store, name, django_capture_on_commit_callbacks
    ) -> None:
        made = sending.send(owed, BAD_CENSUS[name], by=cast.owner)

        with django_capture_on_commit_callbacks(execute=True):
            work()

        assert_refused(now(made), store)
        assert sending.send(owed, census(), by=cast.owner).number == 2

    @pytest.mark.parametrize("name", BAD_TABLES)
    def test_sent_as_a_table_it_ends_refused_in_words(
        self, cast, police_owed, store, name, django_capture_on_commit_callbacks
    ) -> None:
        made = sending.send(police_owed, BAD_TABLES[name], by=cast.other)

        with django_capture_on_commit_callbacks(execute=True):
            work()

        assert_refused(now(made), store)

    def test_a_census_in_utf_16_that_says_so_is_read(self, cast, owed) -> None:
        text = census().decode().replace('encoding="utf-8"', 'encoding="utf-16"')

        made = sending.checked(owed, text.encode("utf-16"), by=cast.owner)

        assert made.state == "checked"

    def test_a_million_rows_with_one_bad_line_are_told_by_its_number(
        self, cast, police_owed
    ) -> None:
        head, _, row = police(1).partition(b"\r\n")
        rows = row * 40_000 + b"one,two\r\n" + row * 40_000

        made = sending.checked(police_owed, head + b"\r\n" + rows, by=cast.other)

        assert made.state == "refused"
        assert "40,002" in f"{made.failure}" or "40002" in f"{made.failure}"

    @pytest.mark.parametrize(
        ("limit", "most", "words"),
        [
            ("VILLAGE_CHILD_MEMORY_MB", 40, "more memory"),
            ("VILLAGE_CHILD_CPU_SECONDS", 1, "takes longer"),
        ],
    )
    def test_one_that_takes_too_much_is_told_so(
        self, cast, owed, settings, limit, most, words
    ) -> None:
        setattr(settings, limit, most)

        made = sending.checked(owed, many(60_000), by=cast.owner)

        assert made.state == "refused"
        assert words in made.failure["what"]
        assert "Export it again" in made.failure["mend"]

    def test_its_name_is_in_no_list_of_processes_and_in_no_log(
        self, cast, owed, caplog, capfd
    ) -> None:
        caplog.set_level(logging.DEBUG)
        name = "Zebedee Canary 2015.xml"

        made = sending.send(owed, BAD_CENSUS["truncated"], by=cast.owner, name=name)
        work()

        said = f"{caplog.text} {capfd.readouterr()} {now(made).failure} {jobs()[0].words}"
        assert "Canary" not in said
        assert now(made).failure["where"].startswith("The file")


def assert_refused(made: Edition, store) -> None:
    """Refused with what, where and what to do; its bytes and all that was made of it are gone."""
    assert made.state == "refused"
    assert made.failure["what"].endswith(".")
    assert made.failure["mend"].endswith(".")
    assert made.failure["where"]
    assert not [word for word in QUOTED if word.decode() in str(made.failure)]
    assert sealed_files(store) == []
    assert files_of(store, made.ref) == set()
    assert made.summary == {}
    assert len(events("returns.refuse_unreadable")) == 1


class TestAWorkerThatDies:
    def test_with_the_findings_kept_leaves_the_next_one_to_finish(self, cast, owed, store) -> None:
        made = sending.send(owed, census(more=[faulty()]), by=cast.owner)
        with pytest.raises(Killed):
            checking.check(made.ref, progress=KilledAtTheEnd())
        assert files_of(store, made.ref) == {"identities", "reports"}
        assert now(made).state == "received"

        work()

        assert now(made).state == "checked"
        assert len(events("returns.check")) == 1

    def test_with_an_unreadable_file_in_hand_leaves_it_to_the_next_one(
        self, cast, owed, store, django_capture_on_commit_callbacks
    ) -> None:
        made = sending.send(owed, BAD_CENSUS["truncated"], by=cast.owner)
        with pytest.raises(Killed):
            checking.check(made.ref, progress=KilledAtTheEnd())
        assert len(sealed_files(store)) == 1

        with django_capture_on_commit_callbacks(execute=True):
            work()

        assert_refused(now(made), store)

    def test_each_time_is_told_to_the_sender_who_can_send_again(
        self, cast, owed, store, django_capture_on_commit_callbacks
    ) -> None:
        made = sending.send(owed, census(), by=cast.owner)
        given_up(jobs("returns.check")[0])

        with django_capture_on_commit_callbacks(execute=True):
            regular_tasks()

        made = now(made)
        assert made.state == "refused"
        assert made.failure["what"] == "This file could not be checked, and the fault is ours."
        assert jobs("returns.check")[0].error in made.failure["mend"]
        assert sealed_files(store) == []
        assert sending.checked(owed, census(), by=cast.owner).state == "checked"

    def test_a_check_that_is_under_way_is_no_trouble(self, cast, owed) -> None:
        made = sending.send(owed, census(), by=cast.owner)

        regular_tasks()

        assert now(made).state == "received"


def given_up(job: Job, *, tries: int = 4) -> None:
    """Let every worker of a job fall silent."""
    worker.load()
    clock = datetime.now(UTC)
    for _ in range(tries + 1):
        clock += timedelta(hours=1)
        lease = worker.leases.claim(clock=lambda: clock)  # noqa: B023  # claimed in this turn
        assert lease is None or lease.job.pk == job.pk
    job.refresh_from_db()
    assert job.state == "given up"


def regular_tasks() -> None:
    """Do what is due at regular times."""
    worker.load()
    for _ in regular.tasks():
        regular.run_due(clock=worker.world)


def test_the_worker_that_is_stopped_puts_the_check_back(cast: Cast, owed: Return) -> None:
    made = sending.send(owed, census(), by=cast.owner)
    worker.load()
    stop = Event()
    stop.set()

    worker.work_once(stop)

    assert now(made).state == "received"
    assert jobs()[0].state == "waiting"
    assert jobs()[0].attempts == 0
