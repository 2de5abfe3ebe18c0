"""A house is backed up while it runs, and comes back whole, proven, without what was erased."""

import hashlib
import io
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pyrage
import pytest
from django.db import connection
from pysqlite3 import dbapi2

from tests.api import calling
from tests.cast import AT, DAY, PRODUCER, Cast, cast
from tests.cli.conftest import KITS, Ran, Run, environment
from tests.conftest import KEYS, SECRET
from tests.linking.test_following import PERSONS, built
from tests.past.bringing import Bringer, csv
from tests.returns import asking, sending
from tests.returns.conftest import _rules, owed, police_owed
from tests.returns.sending import census, police
from village import trail
from village.cli.backups import bundle, identity, stored, writing
from village.engine.store.seals import SealedKind
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import editions
from village.files import services as files
from village.files.models import SealedFile
from village.kernel.periods import Period
from village.kernel.seal import Keyring, SealError, seal, sealed_with
from village.partnership.people import services
from village.partnership.people.models import Role
from village.partnership.people.rules import RoleKind
from village.partnership.people.services import keys

__all__ = ["_rules", "cast", "owed", "police_owed"]

PASSING = {"scratch", "lock"}


@dataclass(frozen=True)
class Key:
    """An identity in a file, and the recipient that belongs to it."""

    path: Path
    public: str

    @classmethod
    def made(cls, path: Path) -> "Key":
        identity = pyrage.x25519.Identity.generate()
        path.write_text(f"# a key of a test\n{identity}\n")
        return cls(path, str(identity.to_public()))

    def open(self, path: Path) -> bytes:
        secret = self.path.read_text().splitlines()[-1]
        return pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])


@pytest.fixture
def key(here: Path) -> Key:
    return Key.made(here / "backup.key")


def village(here: Path, *words: str | Path, **env: str) -> Ran:
    """A command in a process of its own, for what more than one test looks at."""
    command = [sys.executable, "-m", "village.cli", *map(str, words)]
    ended = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment(here, env), cwd=here
    )
    return Ran(ended.returncode, ended.stdout + ended.stderr)


@dataclass(frozen=True)
class Small:
    """A furnished house on SQLite without a return, and its backup."""

    here: Path
    key: Key
    backup: Path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    here = tmp_path_factory.mktemp("small")
    key = Key.made(here / "backup.key")
    for words in (("migrate",), ("kit", "load", KITS / "demo")):
        ran = village(here, *words)
        assert ran.exit_code == 0, ran.said
    ran = village(here, "backup", here / "small.age", "--to", key.public)
    assert ran.exit_code == 0, ran.said
    return Small(here, key, here / "small.age")


def nothing_stays_of(place: Path) -> bool:
    """Neither the place nor the folder in which it was being made."""
    return not place.exists() and not list(place.parent.glob(f".{place.name}*"))


class TestTheKey:
    def test_is_made_for_its_owner_alone_and_opens_what_is_sealed_to_it(
        self, run_apart: Run, here: Path, small: Small
    ) -> None:
        made = run_apart("backup", "--new-key", "my.key")
        public = made.said.strip().splitlines()[-1]
        shutil.copytree(small.here / "var", here / "var", dirs_exist_ok=True)

        backed_up = run_apart("backup", "b.age", VILLAGE_BACKUP_TO=public)
        checked = run_apart("restore", "b.age", "--identity", "my.key", "--check")

        assert made.exit_code == 0, made.said
        assert stat.S_IMODE((here / "my.key").stat().st_mode) == 0o600
        assert backed_up.exit_code == 0, backed_up.said
        assert checked.exit_code == 0, checked.said
        assert "every part of b.age is as it was written" in checked.said

    def test_never_takes_the_place_of_another(self, run: Run, key: Key) -> None:
        before = key.path.read_bytes()

        ran = run("backup", "--new-key", key.path)

        assert ran.exit_code == 2
        assert "may be a key" in ran.said
        assert key.path.read_bytes() == before

    @pytest.mark.parametrize(
        ("to", "said"),
        [
            ((), "Nobody is named who can open the backup."),
            (("--to", "age1nonsense"), "Recipient 1 is not one"),
            (("--to", "AGE-SECRET-KEY-1XYZ"), "Recipient 1 is not one"),
        ],
    )
    def test_has_to_be_one(self, run: Run, here: Path, to: tuple[str, ...], said: str) -> None:
        ran = run("backup", "b.age", *to)

        assert ran.exit_code == 2
        assert said in ran.said
        assert "XYZ" not in ran.said
        assert not (here / "b.age").exists()


class TestTheFile:
    def test_overwrites_nothing(self, run: Run, here: Path, key: Key) -> None:
        (here / "b.age").write_text("something else")

        ran = run("backup", "b.age", "--to", key.public)

        assert ran.exit_code == 2
        assert "overwrites nothing" in ran.said
        assert (here / "b.age").read_text() == "something else"

    def test_is_its_owners_alone_and_holds_no_key(self, small: Small) -> None:
        opened = small.key.open(small.backup)

        assert stat.S_IMODE(small.backup.stat().st_mode) == 0o600
        assert b"manifest.json" in opened
        for secret in (KEYS.split(":")[1], SECRET, "AGE-SECRET-KEY"):
            assert secret.encode() not in opened

    def test_leaves_nothing_under_its_name_when_it_is_killed(
        self, here: Path, small: Small, key: Key
    ) -> None:
        shutil.copytree(small.here / "var", here / "var")
        big(here / "var/store/raw/big.sealed")
        command = [sys.executable, "-m", "village.cli", "backup", "b.age", "--to", key.public]
        part = here / "b.age.part"

        begun = subprocess.Popen(command, env=environment(here, {}), cwd=here)
        while begun.poll() is None and not (part.exists() and part.stat().st_size > 1_000_000):
            pass
        begun.kill()
        begun.wait()

        assert begun.returncode == -9
        assert not (here / "b.age").exists()
        again = village(here, "backup", "b.age", "--to", key.public)
        assert again.exit_code == 0, again.said
        assert not part.exists()

    @pytest.mark.parametrize(
        ("size", "room", "said"),
        [
            (64_000_000, 20_000_000, "The computer refused to read or write"),
            (0, 200_000, "The database could not be copied"),
        ],
        ids=["of the file", "of the database's copy"],
    )
    def test_that_the_disk_has_no_room_for_is_not_there(
        self, here: Path, small: Small, key: Key, size: int, room: int, said: str
    ) -> None:
        shutil.copytree(small.here / "var", here / "var")
        big(here / "var/store/raw/big.sealed", size=size)
        command = [sys.executable, "-m", "village.cli", "backup", "b.age", "--to", key.public]

        ended = subprocess.run(
            command,
            env=environment(here, {}),
            cwd=here,
            check=False,
            capture_output=True,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        )

        assert ended.returncode == 3, ended.stderr
        assert said in ended.stderr
        assert "Traceback" not in ended.stderr
        assert list(here.glob("b.age*")) + list((here / "var").glob(".backup-*")) == []


def big(path: Path, *, size: int = 64_000_000) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(1_000_000) * (size // 1_000_000))


def cut(data: bytes) -> bytes:
    return data[:-1000]


def cut_between_chunks(data: bytes) -> bytes:
    """age seals chunks of 64 KiB: the header, and three of them whole."""
    body = data.index(b"\n", data.index(b"\n--- ") + 1) + 1
    return data[: body + 16 + 3 * (64 * 1024 + 16)]


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def resealed(data: bytes, key: Key) -> bytes:
    return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(key.public)])


class TestADamagedBackup:
    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            (cut, "cut short or changed"),
            (cut_between_chunks, "cut short or changed"),
            (flipped, "cut short or changed"),
            (lambda data: data[:40], "This is not a backup"),
            (lambda _data: b"", "This is not a backup"),
            (lambda _data: b"PK\x03\x04 a workbook, say" * 500, "This is not a backup"),
        ],
        ids=["cut", "cut between chunks", "flipped", "beginning", "empty", "another file"],
    )
    def test_is_told_in_one_message_and_nothing_of_it_stays(
        self, run: Run, run_apart: Run, here: Path, small: Small, damage, said: str
    ) -> None:
        (here / "bad.age").write_bytes(damage(small.backup.read_bytes()))
        by = ("--identity", small.key.path)

        checked = run("restore", "bad.age", *by, "--check")
        restored = run_apart("restore", "bad.age", *by, "--into", "new")

        for ran in (checked, restored):
            assert ran.exit_code == 3, ran.said
            assert ran.said.startswith(("This is", "The backup was")), ran.said
            assert said in ran.said
            assert "Traceback" not in ran.said
        assert nothing_stays_of(here / "new")

    def test_is_not_opened_by_another_identity(
        self, run_apart: Run, here: Path, small: Small, key: Key
    ) -> None:
        ran = run_apart("restore", small.backup, "--identity", key.path, "--into", "new")

        assert ran.exit_code == 3
        assert "This identity does not open this backup." in ran.said
        assert nothing_stays_of(here / "new")

    def test_is_known_by_its_manifest_where_somebody_sealed_it_anew(
        self, run_apart: Run, here: Path, small: Small
    ) -> None:
        opened = small.key.open(small.backup)
        changed = opened.replace(b"SQLite format 3", b"SQLite format 4", 1)
        (here / "bad.age").write_bytes(resealed(changed, small.key))
        (here / "tar.age").write_bytes(resealed(b"no tar" * 5000, small.key))
        by = ("--identity", small.key.path, "--into", "new")

        other_hash = run_apart("restore", "bad.age", *by)
        no_tar = run_apart("restore", "tar.age", *by)

        assert changed != opened
        assert (other_hash.exit_code, no_tar.exit_code) == (3, 3)
        assert "parts are not what was written" in other_hash.said
        assert "no backup of a house" in no_tar.said
        assert nothing_stays_of(here / "new")

    def test_of_a_forged_trail_is_not_restored(
        self, run_apart: Run, here: Path, small: Small
    ) -> None:
        shutil.copytree(small.here / "var", here / "var")
        with closing(sqlite3.connect(here / "var/village.sqlite3")) as database:
            database.execute("DROP TRIGGER trail_event_no_update")
            database.execute("UPDATE trail_event SET by = 'somebody-else' WHERE seq = 2")
            database.commit()
        assert run_apart("backup", "b.age", "--to", small.key.public).exit_code == 0

        ran = run_apart("restore", "b.age", "--identity", small.key.path, "--into", "new")

        assert ran.exit_code == 1
        assert "The trail in the backup is not sound" in ran.said
        assert nothing_stays_of(here / "new")

    def test_of_another_edition_says_which_village_to_use(
        self, run_apart: Run, here: Path, small: Small
    ) -> None:
        shutil.copytree(small.here / "var", here / "var")
        with closing(sqlite3.connect(here / "var/village.sqlite3")) as database:
            database.execute("INSERT INTO django_migrations (app, name, applied)"
                             " VALUES ('returns', '9999_later', '2030-01-01')")  # fmt: skip
            database.commit()
        assert run_apart("backup", "b.age", "--to", small.key.public).exit_code == 0

        ran = run_apart("restore", "b.age", "--identity", small.key.path, "--into", "new")

        assert ran.exit_code == 2
        assert "Restore it with Village 0.1.0" in ran.said
        assert "returns.9999_later" in ran.said
        assert nothing_stays_of(here / "new")

    def test_does_not_hold_the_anchor_of_another_house(
        self, run_apart: Run, here: Path, small: Small
    ) -> None:
        by = ("--identity", small.key.path, "--into", "new")

        ran = run_apart("restore", small.backup, *by, "--anchor", f"2:{'0' * 64}")

        assert ran.exit_code == 1
        assert "the chain was written anew" in ran.said
        assert nothing_stays_of(here / "new")


class TestThePlace:
    def test_is_a_folder_and_perhaps_a_servers_database(
        self, run: Run, here: Path, small: Small
    ) -> None:
        (here / "live.sqlite3").write_text("somebody's database")
        by = ("--identity", small.key.path)

        over = run("restore", small.backup, *by, "--into", "new", "--database",
                   f"sqlite:///{here}/live.sqlite3")  # fmt: skip
        nowhere = run("restore", small.backup, *by)
        nothing = run("restore", "none.age", *by, "--check")
        keyless = run("restore", small.backup, "--identity", "none.key", "--check")

        assert [ran.exit_code for ran in (over, nowhere, nothing, keyless)] == [2, 2, 3, 3]
        assert (here / "live.sqlite3").read_text() == "somebody's database"
        assert "There is no such backup." in nothing.said
        assert "There is no such identity." in keyless.said

    def test_is_empty_or_not_restored_into(self, run_apart: Run, here: Path, small: Small) -> None:
        (here / "new").mkdir()
        (here / "new/somebody's").write_text("work")
        by = ("--identity", small.key.path)

        ran = run_apart("restore", small.backup, *by, "--into", "new")

        assert ran.exit_code == 2
        assert "The place to restore into is not empty." in ran.said
        assert [path.name for path in (here / "new").iterdir()] == ["somebody's"]

    def test_is_taken_where_another_restore_is_at_work_or_was_killed(
        self, run: Run, here: Path, small: Small
    ) -> None:
        (here / ".new.restoring/store").mkdir(parents=True)

        ran = run("restore", small.backup, "--identity", small.key.path, "--into", "new")

        assert ran.exit_code == 7
        assert "is at work, or was killed" in ran.said
        assert (here / ".new.restoring/store").is_dir()

    def test_may_be_an_empty_folder_that_is_there(
        self, run_apart: Run, here: Path, small: Small
    ) -> None:
        (here / "new").mkdir()

        ran = run_apart("restore", small.backup, "--identity", small.key.path, "--into", "new")

        assert ran.exit_code == 0, ran.said
        assert (here / "new/village.sqlite3").is_file()
        assert "No journal was given" in ran.said

    def test_is_named_in_words_where_the_database_does_not_answer(
        self, run_apart: Run, here: Path, small: Small
    ) -> None:
        by = ("--identity", small.key.path, "--into", "new")
        nowhere = f"postgresql://nobody@/none?host={quote(str(here))}"

        ran = run_apart("restore", small.backup, *by, "--database", nowhere)

        assert ran.exit_code == 2
        assert "The new database does not answer" in ran.said
        assert nothing_stays_of(here / "new")


# From here on: a house with returns in it, on whichever database the tests run.


@dataclass
class Living:
    """The house of the tests, as a process apart meets it, and new places for it."""

    here: Path
    key: Key
    env: dict[str, str]
    made: list[str]

    def village(self, *words: str | Path, **more: str) -> Ran:
        return village(self.here, *words, **{**self.env, **more})

    def back_up(self, name: str = "b.age") -> Path:
        ran = self.village("backup", name, "--to", self.key.public)
        assert ran.exit_code == 0, ran.said
        return self.here / name

    def place(self) -> "Place":
        """A new folder, and where need be a new database."""
        folder = self.here / f"new-{uuid4().hex[:6]}"
        if connection.vendor == "sqlite":
            return Place(folder, f"sqlite:///{folder}/village.sqlite3", ())
        name = f"restored_{uuid4().hex[:12]}"
        address = self.env["VILLAGE_DATABASE_URL"].replace(f"/{database_of_tests()}?", f"/{name}?")
        server(f'CREATE DATABASE "{name}"')
        self.made.append(name)
        return Place(folder, address, ("--database", address))

    def restore(self, backup: Path, place: "Place", *words: str | Path, **more: str) -> Ran:
        by = ("--identity", self.key.path, "--into", place.folder)
        return self.village("restore", backup, *by, *place.words, *words, **more)


@dataclass(frozen=True)
class Place:
    folder: Path
    address: str
    words: tuple[str, ...]

    @property
    def env(self) -> dict[str, str]:
        return {
            "VILLAGE_STORE": str(self.folder / "store"),
            "VILLAGE_DATABASE_URL": self.address,
        }


def database_of_tests() -> str:
    return str(connection.settings_dict["NAME"])


def server(statement: str) -> None:
    """Ask the server of the tests for a database, or to drop one."""
    now = connection.settings_dict
    where = {"host": now["HOST"], "user": now["USER"], "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as asked:
        asked.execute(statement)


@pytest.fixture
def living(here: Path, key: Key, child_env: dict[str, str], cast: Cast) -> Iterator[Living]:
    names = ("VILLAGE_DATABASE_URL", "VILLAGE_STORE")
    made: list[str] = []
    yield Living(here, key, {name: child_env[name] for name in names}, made)
    for name in made:
        server(f'DROP DATABASE "{name}" WITH (FORCE)')


def tables(address: str) -> dict[str, str]:
    """A hash of all rows of each table, sessions apart, as the database itself gives them."""
    if address.startswith("sqlite"):
        with closing(dbapi2.connect(address.removeprefix("sqlite:///"))) as database:
            return _hashes(lambda query: database.execute(query).fetchall(), ASKED_SQLITE)
    with psycopg.connect(address) as asked:
        return _hashes(lambda query: asked.execute(query).fetchall(), ASKED_POSTGRESQL)


ASKED_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
ASKED_POSTGRESQL = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def _hashes(rows: Callable[[str], list], names: str) -> dict[str, str]:
    each = sorted(name for (name,) in rows(names) if name != "django_session")
    return {
        name: hashlib.sha256(
            "\n".join(sorted(map(repr, rows(f'SELECT * FROM "{name}"')))).encode()
        ).hexdigest()
        for name in each
    }


def hashes(store: Path) -> dict[str, str]:
    """Every file of a store with its hash, but what only a builder at work needs."""
    return {
        str(path.relative_to(store)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in store.rglob("*")
        if path.is_file() and path.relative_to(store).parts[0] not in PASSING
    }


def kind_of(place: Path) -> str:
    """Where it lies beneath the store, with `*` for a ref or a version."""
    match place.parts:
        case ["files", *_]:
            return "files"
        case [part, _]:
            return f"{part}/*{''.join(place.suffixes)}"
        case [part, _, name]:
            return f"{part}/*/{name}"
    return place.as_posix()


def sealed_by_kind(store: Path) -> dict[str, list[Path]]:
    """Whatever bears a seal, by its kind."""
    found: dict[str, list[Path]] = {}
    for path in sorted(store.rglob("*")):
        if path.is_file() and is_sealed(path):
            found.setdefault(kind_of(path.relative_to(store)), []).append(path)
    return found


INTERVIEWS = """Interview reference,Child ID,Date of birth,Sex,Ethnicity,Police episode reference,\
Missing from,Returned,Council told of the return,Interview offered,Outcome,Interview held,Held by,\
Looked after,Placed here by another council,Told of harm or risk,Made-up data
RI1,MU00001,18/10/2008,F,WOTH,,{day} 19:44,{day} 23:04,{day},{day},held,{day} 23:40,youth worker,\
no,no,no,yes
"""


def reconciled(cast: Cast) -> None:
    """A version of two agencies' records, and of two lists of missing children."""
    quarter, last = sending.QUARTER.before(3), f"{sending.QUARTER.before(3).last:%d/%m/%Y}"
    persons = sending.owe(cast.council, spec="person-list", period=Period(DAY, DAY))
    missing = sending.owe(cast.police, spec="police-missing", period=quarter)
    interviews = sending.owe(cast.council, spec="return-interviews", period=quarter)
    sending.stored(persons, PERSONS.encode(), by=cast.owner)
    sending.stored(interviews, INTERVIEWS.format(day=last).encode(), by=cast.owner)
    autumn = police(2).replace(b"/02/2026", b"/11/2025")
    built(sending.stored(missing, autumn, by=cast.other).ref)


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            return bool(sealed_with(file))
        except SealError:
            return False


class TestALivingHouse:
    def test_comes_back_hash_by_hash(
        self, living: Living, cast: Cast, owed: Return, police_owed: Return, store: Path
    ) -> None:
        sending.stored(owed, census(3), by=cast.owner)
        sending.checked(police_owed, police(), by=cast.other)
        sending.work()
        before, rows = hashes(store), tables(living.env["VILLAGE_DATABASE_URL"])
        place = living.place()

        ran = living.restore(living.back_up(), place)

        assert ran.exit_code == 0, ran.said
        assert "sealed files open with the keys at hand" in ran.said
        assert "indicators as published." in ran.said
        assert hashes(place.folder / "store") == before
        assert tables(place.address) == rows
        assert len(rows) > 20
        verified = living.village("trail", "verify", **place.env)
        assert verified.exit_code == 0, verified.said

    def test_opens_every_kind_of_sealed_file_with_the_keys_at_hand(
        self, living: Living, cast: Cast, owed: Return, police_owed: Return, store: Path
    ) -> None:
        """Counts, findings, identities, files as they came, the rows of a brought sheet, and what a
        version keeps for the linker and for senders of lists that do not agree.
        """
        asking.connect()
        counts = sending.owe(cast.police, spec=asking.SPEC.id, period=asking.SPRING)
        sending.stored(owed, census(2, more=[sending.faulty()]), by=cast.owner)
        sending.send(police_owed, police(), by=cast.other)
        assert calling.police(cast).send_json(counts, calling.good_counts()).status_code == 202
        bringer = Bringer(cast, cast.by_role[RoleKind.QA_MANAGER])
        bringer.bring("counts", csv([["Indicator", "2025 Q1"], ["Notices", 12]]))
        reconciled(cast)
        there = sealed_by_kind(store)
        place = living.place()

        ran = living.restore(living.back_up(), place)

        assert ran.exit_code == 0, ran.said
        assert set(there) == {*(kind.place for kind in SealedKind), "files"}
        assert bringer.found.table_ref in {path.name for path in there["files"]}
        number = sum(map(len, there.values()))
        assert f"{number} sealed files open with the keys at hand" in ran.said

    def test_is_not_proven_where_it_holds_a_sealed_file_that_nobody_knows(
        self, living: Living, store: Path
    ) -> None:
        strange = store / "reports/one.strange.sealed"
        strange.parent.mkdir(parents=True, exist_ok=True)
        strange.write_bytes(seal(b"rows", Keyring.from_environment(KEYS), context=b"strange"))
        place = living.place()

        ran = living.restore(living.back_up(), place)

        assert ran.exit_code == 1, ran.said
        assert "A sealed file of the backup is of a kind that is not known." in ran.said
        assert "reports/one.strange.sealed" in ran.said
        assert nothing_stays_of(place.folder)

    def test_goes_on_where_it_was(self, living: Living, cast: Cast, owed: Return) -> None:
        """Keys of new rows do not meet old ones: sequences stand where they stood."""
        sending.send(owed, census(1), by=cast.owner)
        place = living.place()
        assert living.restore(living.back_up(), place).exit_code == 0

        loaded = living.village("kit", "load", KITS / "demo", **place.env)

        assert loaded.exit_code == 0, loaded.said
        assert living.village("trail", "verify", **place.env).exit_code == 0

    def test_stays_shut_to_other_keys_and_says_so(
        self, living: Living, cast: Cast, owed: Return
    ) -> None:
        sending.send(owed, census(1), by=cast.owner)
        backup, place = living.back_up(), living.place()
        other = KEYS.replace("test:", "other:")

        unknown = living.restore(backup, place, VILLAGE_KEYS=other)
        again = living.restore(backup, place)

        assert unknown.exit_code == 2, unknown.said
        assert "do not open what is sealed in the backup" in unknown.said
        assert again.exit_code == 0, "the place was left as empty as it was: " + again.said

    def test_says_what_it_had_lost_before_and_keeps_the_rest(
        self, living: Living, cast: Cast, owed: Return, police_owed: Return, store: Path
    ) -> None:
        sending.send(owed, census(1), by=cast.owner)
        lost, *_rest = sending.sealed_files(store)
        sending.send(police_owed, police(), by=cast.other)
        lost.unlink()
        place = living.place()

        ran = living.village("backup", "b.age", "--to", living.key.public)
        restored = living.restore(living.here / "b.age", place)

        assert ran.exit_code == 1, ran.said
        assert f"store/files/{lost.parent.name}/{lost.name}" in ran.said
        assert restored.exit_code == 0, restored.said
        assert len(sending.sealed_files(place.folder / "store")) == 1

    def test_is_not_restored_over_another(self, living: Living) -> None:
        backup, address = living.back_up(), living.env["VILLAGE_DATABASE_URL"]
        occupied = Place(living.here / "new", address, ("--database", address))
        if connection.vendor == "sqlite":
            occupied = Place(Path(connection.settings_dict["NAME"]).parent, address, ())
        rows = tables(address)

        ran = living.restore(backup, occupied)

        assert ran.exit_code == 2
        assert "is not empty" in ran.said
        assert tables(address) == rows
        assert not list(occupied.folder.parent.glob(f".{occupied.folder.name}*"))

    def test_is_restored_into_its_own_kind_of_database_alone(
        self, living: Living, small: Small, tmp_path: Path
    ) -> None:
        place = living.place()
        of_other = small.backup
        if connection.vendor == "sqlite":
            opened = small.key.open(small.backup)
            told = opened.replace(b'"database":"sqlite"', b'"database":"oracle"', 1)
            of_other = tmp_path / "other.age"
            of_other.write_bytes(resealed(told, small.key))

        by = ("--identity", small.key.path, "--into", place.folder)
        ran = living.village("restore", of_other, *by, *place.words)

        assert ran.exit_code == 2, ran.said
        assert "The backup is of a house on" in ran.said
        assert nothing_stays_of(place.folder)


class TestWhatWasTakenBack:
    def test_stays_erased_when_an_older_backup_is_restored(
        self, living: Living, cast: Cast, owed: Return, police_owed: Return, store: Path
    ) -> None:
        withdrawn = sending.stored(owed, census(2), by=cast.owner)
        refused = sending.checked(police_owed, police(), by=cast.other)
        backup = living.back_up()
        take_back(withdrawn, cast)
        made = sending.now(refused)
        editions.refuse(made, version=made.version, by=cast.other, at=AT)
        journal = living.village("backup", "--journal", "j.age", "--to", living.key.public)
        without, with_it = living.place(), living.place()

        plain = living.restore(backup, without)
        erased = living.restore(backup, with_it, "--journal", "j.age")

        assert journal.exit_code == 0, journal.said
        assert plain.exit_code == 0, plain.said
        assert "No journal was given" in plain.said
        assert sending.files_of(without.folder / "store", withdrawn.ref) != set()
        assert erased.exit_code == 0, erased.said
        assert "as the journal says: 2 editions taken back, no rights ended." in erased.said
        for ref in (withdrawn.ref, refused.ref):
            assert sending.files_of(with_it.folder / "store", ref) == set()
        assert sending.sealed_files(with_it.folder / "store") == []
        verified = living.village("trail", "verify", **with_it.env)
        assert verified.exit_code == 0, verified.said

    def test_is_of_rights_too_which_do_not_come_back(self, living: Living, cast: Cast) -> None:
        """Who was let go, barred or no longer granted something after the backup stays so."""
        key = calling.council(cast).key
        backup = living.back_up()
        role = Role.objects.system("a test looks").get(person=cast.by_role[RoleKind.CHAIR])
        scope, today = f"returns:{cast.police.ref}", AT.date()
        with trail.verb("tests.end_rights", by=PRODUCER, at=AT):
            services.close_sign_in(cast.stranger, why="Left", by=PRODUCER, at=AT)
            services.end(role, by=PRODUCER, at=AT)
            services.bar(cast.colleague, scope=scope, why="A friend's child", by=PRODUCER, at=AT)
            keys.end(key, by=PRODUCER, at=AT)
        journal = living.village("backup", "--journal", "j.age", "--to", living.key.public)
        place = living.place()

        ran = living.restore(backup, place, "--journal", "j.age")

        assert journal.exit_code == 0, journal.said
        assert ran.exit_code == 0, ran.said
        assert "no editions taken back, 4 rights ended." in ran.said
        found = Chain(place.address)
        active = found.asked(
            f"SELECT is_active FROM people_person WHERE ref = '{cast.stranger.ref}'"
        )
        ends = found.asked(f"SELECT ends_on FROM people_role WHERE ref = '{role.ref}'")
        bars = found.asked("SELECT scope FROM people_barred WHERE until_on IS NULL")
        open_keys = found.asked("SELECT label FROM people_agencykey WHERE ended_at IS NULL")
        assert not active[0][0]
        assert str(ends[0][0]) == str(today)
        assert bars == [(scope,)]
        assert open_keys == []
        assert living.village("trail", "verify", **place.env).exit_code == 0

    def test_is_written_beside_each_backup_and_does_no_harm_twice(
        self, living: Living, cast: Cast, owed: Return
    ) -> None:
        gone = sending.accepted(owed, census(1), by=cast.owner)
        take_back(gone, cast)
        backup = living.back_up()

        ran = living.restore(backup, living.place(), "--journal", f"{backup}.journal")

        assert ran.exit_code == 0, ran.said
        assert "as the journal says: no editions taken back, no rights ended." in ran.said
        assert b"Sent in error" not in (living.here / "b.age.journal").read_bytes()

    def test_is_not_read_from_another_file(self, living: Living, small: Small) -> None:
        backup = living.back_up()

        ran = living.restore(backup, living.place(), "--journal", backup)

        assert ran.exit_code == 3
        assert "it is no journal" in ran.said


def take_back(edition: Edition, cast: Cast) -> Edition:
    made = sending.now(edition)
    return editions.withdraw(made, version=made.version, why="Sent in error", by=cast.owner, at=AT)


WRITER = """
import io, select, sys, django
django.setup()
from datetime import UTC, datetime
from village import trail
from village.files import services as files
by, kept = trail.System("writer"), []
for number in range(int(sys.argv[1])):
    at = datetime.now(UTC)
    with trail.verb("tests.keep", by=by, at=at):
        kept.append(files.keep(io.BytesIO(b"%d" % number * 2000), by=by, at=at, name="a.txt"))
    if number % 3 == 2:
        with trail.verb("tests.discard", by=by, at=at):
            files.discard(kept.pop(0), why="a test", by=by, at=at)
    print(number, flush=True)
    if select.select([sys.stdin], [], [], 0)[0]:
        break
"""
MOST_DEEDS = 20_000
"""Far more than two backups take: the writer is told when to stop."""


class TestWhileOthersWrite:
    def test_a_backup_is_of_a_state_that_was(
        self, living: Living, cast: Cast, child_env: dict[str, str]
    ) -> None:
        command = [sys.executable, "-c", WRITER, str(MOST_DEEDS)]

        with (living.here / "deeds").open("w") as deeds:
            at_work = subprocess.Popen(command, env=child_env, stdin=subprocess.PIPE, stdout=deeds)
            while not (living.here / "deeds").stat().st_size:
                assert at_work.poll() is None
            backups = [living.back_up(f"{number}.age") for number in range(2)]
            still = at_work.poll() is None
            at_work.communicate(b"enough")
        heads = [self._restored(living, backup) for backup in backups]

        assert (still, at_work.returncode) == (True, 0)
        assert living.village("trail", "verify").exit_code == 0
        written = list(Chain(living.env["VILLAGE_DATABASE_URL"]))
        assert set(heads) < set(written)
        assert heads[0] < heads[1] < written[-1]

    def _restored(self, living: Living, backup: Path) -> tuple[int, str]:
        """The last event of what was restored; the restore has proven receipts and chain."""
        place = living.place()
        ran = living.restore(backup, place)
        assert ran.exit_code == 0, ran.said
        chain = Chain(place.address)
        receipts = chain.asked("SELECT ref FROM files_sealedfile WHERE destroyed_at IS NULL")
        there = {path.name for path in sending.sealed_files(place.folder / "store")}
        assert {ref for (ref,) in receipts} == there
        return list(chain)[-1]


class Meanwhile:
    """The progress of a backup, during which others do something at one point each.

    In a thread, and so on a connection of their own, as another worker would.
    """

    def __init__(self, *deeds: tuple[Callable[[int], bool], Callable[[], object]]) -> None:
        self.deeds = list(deeds)

    def __call__(self, done: int, of: int, words: str = "") -> None:
        if self.deeds and self.deeds[0][0](done):
            _when, deed = self.deeds.pop(0)
            apart = Thread(target=self._do, args=(deed,))
            apart.start()
            apart.join()

    def _do(self, deed: Callable[[], object]) -> None:
        deed()
        connection.close()


def kept(text: bytes) -> SealedFile:
    with trail.verb("tests.keep", by=PRODUCER, at=AT):
        return files.keep(io.BytesIO(text), by=PRODUCER, at=AT, name="a.txt")


def discard(file: SealedFile) -> None:
    with trail.verb("tests.discard", by=PRODUCER, at=AT):
        files.discard(file, why="a test", by=PRODUCER, at=AT)


class TestABackupInWhichSomethingHappens:
    def test_takes_another_moment_where_bytes_went_before_it_could_read_them(
        self, living: Living, store: Path
    ) -> None:
        """Two files come after the first look; as one is read in the second, the other goes."""
        kept(b"there from the beginning")
        late: list[SealedFile] = []

        def come() -> None:
            late.extend(kept(text) for text in (b"late", b"late too"))
            late.sort(key=lambda file: store_path(file.ref))

        meanwhile = Meanwhile((bool, come), (bool, lambda: discard(late[1])))
        backup, place = living.here / "b.age", living.place()

        made = writing.write(
            backup, root=store, to=identity.recipients([living.key.public]), advance=meanwhile
        )
        restored = living.restore(backup, place)

        assert meanwhile.deeds == []
        assert made.said.missing == ()
        assert restored.exit_code == 0, restored.said
        there = {path.name for path in sending.sealed_files(place.folder / "store")}
        assert there == {path.name for path in sending.sealed_files(store)}
        assert late[0].ref in there
        assert late[1].ref not in there

    def test_leaves_out_of_the_new_place_what_was_destroyed_while_it_was_read(
        self, living: Living, store: Path
    ) -> None:
        doomed, stays = kept(b"doomed"), kept(b"stays")
        meanwhile = Meanwhile((bool, lambda: discard(doomed)))
        backup, place = living.here / "b.age", living.place()

        writing.write(
            backup, root=store, to=identity.recipients([living.key.public]), advance=meanwhile
        )
        restored = living.restore(backup, place)

        assert restored.exit_code == 0, restored.said
        there = {path.name for path in sending.sealed_files(place.folder / "store")}
        assert there == {stays.ref}


def store_path(ref: str) -> tuple[str, str]:
    """In which order a look finds files."""
    return ref[:2].lower(), ref


@dataclass(frozen=True)
class Chain:
    """The events of a database, by number and hash."""

    address: str

    def asked(self, query: str) -> list[tuple]:
        if self.address.startswith("sqlite"):
            with closing(dbapi2.connect(self.address.removeprefix("sqlite:///"))) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(self.address) as database:
            return database.execute(query).fetchall()

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter(self.asked("SELECT seq, hash FROM trail_event ORDER BY seq"))


class TestAMembersName:
    @pytest.mark.parametrize(
        "name",
        ["../passwd", "store/../../passwd", "/etc/passwd", "store/", "store", "other/a",
         "store//a", "database/a/..", "store/a\nb"],
    )  # fmt: skip
    def test_leads_nowhere_but_below(self, name: str) -> None:
        assert not bundle.leads_below(name)

    def test_may_be_whatever_a_store_holds(self) -> None:
        names = ("store/current", "store/files/a-/A-_9", "store/charts/x (copy).svg")

        assert all(map(bundle.leads_below, names))


class TestALookAtTheStore:
    def test_takes_no_version_that_the_pointer_did_not_know(self, tmp_path: Path) -> None:
        for name in ("v00009", "v00010", "v00011"):
            (tmp_path / "figures" / name).mkdir(parents=True)
            (tmp_path / "figures" / name / "manifest.json").write_text("{}")
        (tmp_path / "current").write_text("v00011")

        taken = [seen.name for seen in stored.files(tmp_path, newest="v00010")]

        assert taken == [f"store/figures/{name}/manifest.json" for name in ("v00009", "v00010")]

    def test_takes_nothing_unfinished_and_no_attempt_at_a_secret(self, tmp_path: Path) -> None:
        for name in ("raw/a.sealed", "raw/b.sealed.part", "events/c.gone/x", "scratch/y", "lock",
                     "child-secret.sealed", "child-secret.0a1b"):  # fmt: skip
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("x")

        taken = [seen.name for seen in stored.files(tmp_path, newest="")]

        assert taken == ["store/child-secret.sealed", "store/raw/a.sealed"]

    def test_misses_what_a_record_names(self) -> None:
        owed = stored.Owed(files=("Ab1", "Cd2"), kept=("e1",))
        names = ["store/files/ab/Ab1", "store/raw/e1.sealed", "store/identities/e1.sealed"]

        lacking = stored.lacking(owed, names=names, empty=[])
        with_folder = stored.lacking(owed, names=names, empty=["store/events/e1"])

        assert lacking == ["store/files/cd/Cd2", "store/events/e1"]
        assert with_folder == ["store/files/cd/Cd2"]
