"""Bytes that people bring lie sealed from their first chunk, and a crash leaves nothing open."""

import errno
import io
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from village import trail
from village.files import services as files
from village.files import store as shelf
from village.files.models import SealedFile
from village.files.rules import LONGEST, display_name
from village.files.store import Spool
from village.files.uploads import Upload
from village.guard import UntrackedWrite
from village.kernel.refusal import Refusal
from village.kernel.seal import CHUNK, Tampered

pytestmark = pytest.mark.django_db

ANNA = trail.System("anna")
CANARY = b"Zebedee Canary, born 2015-03-01\n"


def kept(data: bytes, at: datetime, *, name: str = "return.xml") -> SealedFile:
    with trail.verb("returns.receive", by=ANNA, at=at):
        return files.keep(io.BytesIO(data), name=name, by=ANNA, at=at)


def uploaded(data: bytes, *, name: str = "return.xml") -> Upload:
    given = SimpleUploadedFile(name, data)
    request = RequestFactory().post("/", {"file": given})
    return request.FILES["file"]


def bytes_in(store: Path) -> list[Path]:
    return [path for path in (store / "files").rglob("*") if path.is_file()]


def much_later() -> datetime:
    return datetime.now(UTC) + timedelta(days=2)


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_what_was_kept_is_given_back_and_counted(size: int, at: datetime) -> None:
    data = bytes(n % 251 for n in range(size))
    file = kept(data, at)

    with files.open_file(file.ref) as stream:
        again = stream.read()

    assert again == data
    assert file.size == size


def test_the_stream_can_be_sought(at: datetime) -> None:
    file = kept(b"a" * CHUNK + b"the end", at)

    with files.open_file(file) as stream:
        stream.seek(-7, io.SEEK_END)
        assert stream.read() == b"the end"


def test_the_hash_is_of_the_open_bytes(at: datetime) -> None:
    assert kept(b"abc", at).sha256.startswith("ba7816bf8f01cfea")


def test_nothing_lies_open_on_the_disk_and_nobody_else_may_look(at: datetime, store: Path) -> None:
    kept(CANARY * 5000, at)

    (path,) = bytes_in(store)
    assert CANARY not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = {
        stat.S_IMODE(folder.stat().st_mode) for folder in path.parents if store in folder.parents
    }
    assert folders == {0o700}
    assert stat.S_IMODE(store.stat().st_mode) == 0o700


def test_an_upload_is_sealed_as_it_arrives_and_leaves_no_temporary_file(
    at: datetime, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a plain temporary file")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refused)
    upload = uploaded(CANARY * 100_000)

    (spool,) = bytes_in(store)
    assert CANARY not in spool.read_bytes()
    assert upload.size == len(CANARY) * 100_000
    assert not upload.too_large


def test_an_upload_becomes_ours_with_the_verb(at: datetime) -> None:
    upload = uploaded(CANARY)

    with trail.verb("returns.receive", by=ANNA, at=at):
        file = files.keep(upload, by=ANNA, at=at)
    upload.close()

    with files.open_file(file) as stream:
        assert stream.read() == CANARY
    assert (file.name, file.by) == ("return.xml", "system:anna")


def test_an_upload_that_nobody_kept_is_gone_when_the_request_ends(store: Path) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        assert request.FILES["file"].size == 3
        return HttpResponse()

    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.csv", b"a,b")})
    view(request)
    request.close()

    assert bytes_in(store) == []


def test_two_uploads_of_one_request_lie_apart(store: Path) -> None:
    given = [SimpleUploadedFile("a.csv", b"a"), SimpleUploadedFile("b.csv", b"bb")]
    request = RequestFactory().post("/", {"file": given})

    assert [upload.size for upload in request.FILES.getlist("file")] == [1, 2]
    assert len(bytes_in(store)) == 2


def test_too_large_a_file_is_refused_in_words_and_nothing_of_it_stays(
    at: datetime, store: Path, settings
) -> None:
    settings.VILLAGE_LARGEST_UPLOAD = 1_000_000
    upload = uploaded(b"x" * 1_000_001)

    with pytest.raises(Refusal) as refused, trail.verb("returns.receive", by=ANNA, at=at):
        files.keep(upload, by=ANNA, at=at)

    assert refused.value.message.startswith("The file is larger than 1 MB.")
    assert refused.value.field == "file"
    assert bytes_in(store) == []
    upload.close()


def test_a_file_of_just_the_size_is_taken(at: datetime, settings) -> None:
    settings.VILLAGE_LARGEST_UPLOAD = 1_000_000

    assert not uploaded(b"x" * 1_000_000).too_large


def test_an_upload_that_breaks_off_leaves_nothing(store: Path) -> None:
    broken = b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nhalf"
    request = RequestFactory().generic(
        "POST", "/", Breaking(broken), content_type="multipart/form-data; boundary=b"
    )
    request.META["CONTENT_LENGTH"] = "1000000"
    request._stream = Breaking(broken)

    with pytest.raises(OSError, match="reset"):
        request.FILES  # noqa: B018  # reading it is the act

    assert bytes_in(store) == []


@pytest.mark.parametrize("step", ["write", "finish"])
def test_an_upload_for_which_the_disk_has_no_room_leaves_nothing(
    step: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(Spool, step, full)

    with pytest.raises(OSError, match="no room"):
        uploaded(b"x" * 200_000)

    assert bytes_in(store) == []


class Breaking(io.BytesIO):
    """A connection that is reset after its first bytes."""

    def read(self, size: int | None = -1) -> bytes:
        if data := super().read(size):
            return data
        raise OSError("connection reset")


def test_a_file_is_kept_within_a_verb_alone(at: datetime, store: Path) -> None:
    with pytest.raises(UntrackedWrite):
        files.keep(io.BytesIO(b"abc"), name="a", by=ANNA, at=at)

    assert bytes_in(store) == []


def test_keeping_is_in_the_trail_without_the_name_of_the_file(at: datetime) -> None:
    kept(b"abc", at, name="Zebedee Canary.xml")

    event = trail.chain.head()
    told = str(trail_details())
    assert event.seq == 1
    assert "Zebedee" not in told
    assert "size" in told


def trail_details() -> list[object]:
    from village.trail.models import Event

    return list(Event.objects.system("the test looks").values_list("detail", flat=True))


def test_bytes_that_were_swapped_are_refused(at: datetime) -> None:
    one, other = kept(b"one", at), kept(b"two", at)
    shelf.path_of(one.ref).write_bytes(shelf.path_of(other.ref).read_bytes())

    with pytest.raises(Tampered), files.open_file(one) as stream:
        stream.read()


def test_bytes_that_were_cut_short_are_refused_before_any_is_read(at: datetime) -> None:
    file = kept(b"x" * (3 * CHUNK), at)
    path = shelf.path_of(file.ref)
    path.write_bytes(path.read_bytes()[: -CHUNK - 16])

    with pytest.raises(Tampered), files.open_file(file):
        pass


def test_lost_bytes_are_said_to_be_lost(at: datetime) -> None:
    file = kept(b"abc", at)
    shelf.destroy(file.ref)

    with pytest.raises(files.Gone), files.open_file(file):
        pass


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_leaves_its_receipt_and_no_bytes(at: datetime, store: Path) -> None:
    file = kept(b"abc", at)

    with trail.verb("returns.refuse", by=ANNA, at=at):
        files.discard(file.ref, why="refused by its sender", by=ANNA, at=at)

    assert bytes_in(store) == []
    now = SealedFile.objects.system("the test looks").get()
    assert (now.destroyed_at, now.destroyed_why) == (at, "refused by its sender")
    with pytest.raises(files.Gone, match="refused by its sender"), files.open_file(file):
        pass


@pytest.mark.django_db(transaction=True)
def test_the_bytes_stay_if_the_verb_that_discards_is_undone(at: datetime) -> None:
    file = kept(b"abc", at)

    with pytest.raises(ZeroDivisionError), trail.verb("returns.refuse", by=ANNA, at=at):
        files.discard(file, why="refused", by=ANNA, at=at)
        raise ZeroDivisionError

    with files.open_file(file) as stream:
        assert stream.read() == b"abc"


def test_a_file_is_discarded_once(at: datetime) -> None:
    file = kept(b"abc", at)
    with trail.verb("returns.refuse", by=ANNA, at=at):
        files.discard(file, why="refused", by=ANNA, at=at)

    with pytest.raises(files.Gone), trail.verb("returns.refuse", by=ANNA, at=at):
        files.discard(file, why="refused", by=ANNA, at=at)


def test_the_database_wants_a_reason_for_what_was_destroyed(at: datetime) -> None:
    file = kept(b"abc", at)

    with pytest.raises(IntegrityError), trail.verb("a.b", by=ANNA, at=at, empty=True):
        SealedFile.objects.system("test").filter(pk=file.pk).update(destroyed_at=at)


def test_the_sweep_takes_old_spools_and_leaves_what_has_a_receipt(
    at: datetime, store: Path
) -> None:
    file = kept(b"abc", at)
    shelf.seal_all(io.BytesIO(b"nobody's"))

    assert files.sweep(now=datetime.now(UTC)) == 0
    assert files.sweep(now=much_later()) == 1

    assert [path.name for path in bytes_in(store)] == [file.ref]


def test_the_sweep_ends_a_destruction_that_a_crash_cut_short(at: datetime, store: Path) -> None:
    file = kept(b"abc", at)
    with trail.verb("returns.refuse", by=ANNA, at=at):
        files.discard(file, why="refused", by=ANNA, at=at)
    assert bytes_in(store)  # this test's transaction is never committed, as after a crash

    assert files.sweep(now=much_later()) == 1
    assert bytes_in(store) == []


def test_the_sweep_touches_nothing_that_is_not_ours(store: Path) -> None:
    stranger = shelf.folder() / "ab" / "note.txt"
    stranger.parent.mkdir()
    stranger.write_text("not a ref")

    assert files.sweep(now=much_later()) == 0
    assert stranger.exists()


KILLED = """
import io, os, signal, sys, django
django.setup()
from datetime import UTC, datetime
from village import trail
from village.files import services as files
from village.files.store import Spool
at, by, moment = datetime(2026, 7, 15, tzinfo=UTC), trail.System("child"), sys.argv[1]
if moment == "while the bytes arrive":
    Spool().write(b"x" * 200_000)
    os.kill(os.getpid(), signal.SIGKILL)
with trail.verb("returns.receive", by=by, at=at) as verb:
    file = files.keep(io.BytesIO(b"x" * 200_000), name="a.xml", by=by, at=at)
    if moment == "before the commit":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("moment", "receipts"),
    [("while the bytes arrive", 0), ("before the commit", 0), ("after the commit", 1)],
)
def test_a_kill_leaves_a_file_that_is_known_or_a_spool_that_will_be_swept(
    moment: str, receipts: int, store: Path, child_env: dict[str, str]
) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, moment], env=child_env, check=False)

    assert ended.returncode == -signal.SIGKILL
    assert len(bytes_in(store)) == 1  # it got as far as it should
    known = list(SealedFile.objects.system("the test looks"))
    assert len(known) == receipts
    assert files.sweep(now=much_later()) == 1 - receipts
    assert len(bytes_in(store)) == receipts
    for file in known:
        with files.open_file(file) as stream:
            assert stream.read() == b"x" * 200_000


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("return.xml", "return.xml"),
        ("C:\\Users\\ann\\return.xml", "return.xml"),
        ("../../etc/passwd", "passwd"),
        ("two\nlines.csv", "twolines.csv"),
        ("tab\tand   spaces.csv", "taband spaces.csv"),
        ("gnp\u202efdp.exe", "gnpfdp.exe"),
        ("nul\x00l.csv", "null.csv"),
        ("cafe\u0301.csv", "caf\u00e9.csv"),
        ("", "file without a name"),
        ("...", "file without a name"),
        ("/", "file without a name"),
    ],
)
def test_a_name_is_cleaned_for_display(given: str, shown: str) -> None:
    assert display_name(given) == shown


def test_a_long_name_keeps_its_ending() -> None:
    name = display_name("x" * 300 + ".census.xml")

    assert len(name) == LONGEST
    assert name.endswith(".census.xml")


@pytest.mark.parametrize("ref", ["../../../etc/passwd", "", "short", "a" * 17, "a/b/c/d/e/f/g/h/"])
def test_only_a_ref_leads_into_the_store(ref: str) -> None:
    with pytest.raises(ValueError, match="not a ref"):
        shelf.path_of(ref)
