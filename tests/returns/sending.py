"""Small returns of made-up children, and how they are carried through the house."""

import io
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from threading import Event

from django.utils.text import slugify

from tests.cast import AT, PRODUCER
from tests.returns import agreeing
from village import kit
from village.engine.checks.census.cases import a_child, a_header, an_episode
from village.engine.specs.census_document import ChildSpec, document
from village.evidence.returns.models import Agreement, Edition, Return
from village.evidence.returns.services import checking, editions, house, keeping
from village.jobs import worker
from village.jobs.models import Job
from village.kernel.periods import Period, year_ending
from village.kit.rulebook import House
from village.partnership.people.models import Body, Person
from village.trail.models import Event as TrailEvent

KITS = Path(__file__).resolve().parents[2] / "kits"
WRONG_UPN = "ZEBEDEECANARY"
CANARY = "MU-CANARY-7"
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
TITLES = {
    "census-cin": "Children in need census",
    "person-list": "Council person list",
    "police-missing": "Police missing episodes",
    "return-interviews": "Return interviews",
}
POLICE_HEAD = (
    "Police person ID,Forenames,Surname,Date of birth,Sex,Ethnicity,Home postcode,"
    "Episode reference,Missing from,Returned,Category,Risk grade,Found by,Found where,"
    "Looked after,CSE flag,CCE flag,Council told on"
)


@cache
def demo_rules() -> House:
    """The rules of the kit that the demonstration uses, read once for all tests."""
    return kit.rulebook(KITS / "demo")


def connect() -> None:
    house.furnished_by(demo_rules)


def census(
    children: int = 12, *, year: int = 2026, more: Iterable[ChildSpec] = (), **header: object
) -> bytes:
    """A census of that many children in order, and `more`; each has one referral of that year."""
    in_order = (child(number, year) for number in range(1, children + 1))
    said = {"Year": year, "ReferenceDate": f"{year}-03-31", **header}
    return "".join(document(a_header(**said), (*in_order, *more))).encode()


def child(number: int, year: int) -> ChildSpec:
    referred = date(year - 1, 6, 2) + timedelta(days=7 * (number % 30))
    episode = an_episode(CINreferralDate=referred.isoformat(), Assessments=None)
    return a_child(episode, LAchildID=f"MU{number:05d}", UPN=None, UPNunknown="UN1")


def faulty(*, number: int = 7) -> ChildSpec:
    """A child whose UPN is no UPN."""
    return a_child(LAchildID=f"MU-CANARY-{number}", UPN=WRONG_UPN)


def police(episodes: int = 8) -> bytes:
    """Missing episodes of as many children in the first quarter of 2026."""
    rows = (
        f"P{number:04d},Made,UP,05/06/2012,F,W1,,MP{number:06d},"
        f"{number % 28 + 1:02d}/02/2026 20:00,{number % 28 + 1:02d}/02/2026 23:30,"
        "missing,low,police,home,no,no,no,"
        for number in range(1, episodes + 1)
    )
    return "\r\n".join([POLICE_HEAD, *rows, ""]).encode()


def owe(
    body: Body,
    *,
    spec: str = "census-cin",
    period: Period | None = None,
    is_covered: bool = True,
) -> Return:
    """A return that is owed. is_covered: by a sharing agreement, wherever a test's clock stands."""
    period = period or year_ending(2026)
    if is_covered:
        cover(body, spec)
    owed = Return(
        body=body,
        spec=spec,
        title=TITLES[spec],
        first_on=period.first,
        last_on=period.last,
        due_on=period.last + timedelta(days=122),
    )
    return editions.expect(owed, by=PRODUCER, at=AT)


def cover(body: Body, spec: str) -> None:
    key = slugify(f"{spec} of {body.key}")
    signer = Person.objects.system("a test").order_by("pk").first()
    if signer and not Agreement.objects.system("a test").filter(key=key).exists():
        agreeing.cover(body, spec, by=signer)


def send(
    owed: Return, data: bytes, *, by: Person, name: str = "return.xml", reason: str = "A test"
) -> Edition:
    upload = io.BytesIO(data)
    return editions.receive(owed, upload=upload, name=name, reason=reason, by=by, at=AT)


class Quiet:
    """The progress of a job that nobody watches."""

    def __call__(self, done: int, of: int, words: str = "") -> None:
        self.go_on()

    def go_on(self) -> None:
        """Nobody asks for an end."""

    def complete(self) -> None:
        """Nobody counts this job."""


class Meanwhile(Quiet):
    """The progress of a job, during which somebody does something else once."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act: Callable[[], object] | None = act

    def go_on(self) -> None:
        act, self.act = self.act, None
        if act:
            act()


class Killed(BaseException):
    """What ends a worker at one place."""


class KilledAtTheEnd(Quiet):
    """A worker that dies with its deed done and not yet written down."""

    def complete(self) -> None:
        raise Killed


def checked(owed: Return, data: bytes, *, by: Person) -> Edition:
    """An edition that was sent, and checked in a process apart."""
    made = send(owed, data, by=by)
    checking.check(made.ref, progress=Quiet())
    return now(made)


def accepted(owed: Return, data: bytes, *, by: Person) -> Edition:
    """An edition that was sent, checked and accepted; not stored yet."""
    made = checked(owed, data, by=by)
    return editions.accept(made, version=made.version, commentary="", by=by, at=AT)


def stored(owed: Return, data: bytes, *, by: Person) -> Edition:
    """An edition that was accepted and whose rows lie in the store; not counted yet."""
    made = accepted(owed, data, by=by)
    keeping.keep(made.ref, progress=Quiet())
    return now(made)


def work(*, most: int = 1000) -> int:
    """Do the jobs that wait, in order, as the worker would; say how many."""
    worker.load()
    stop, done = Event(), 0
    while done < most and worker.work_once(stop):
        done += 1
    return done


def now(edition: Edition) -> Edition:
    return Edition.objects.system("a test looks").select_related("of__body").get(pk=edition.pk)


def jobs(kind: str = "") -> list[Job]:
    rows = Job.objects.system("a test looks").order_by("pk")
    return list(rows.filter(kind=kind) if kind else rows)


def events(name: str) -> list[TrailEvent]:
    return list(TrailEvent.objects.system("a test looks").filter(name=name).order_by("seq"))


def files_of(store: Path, ref: str) -> set[str]:
    """What lies in the store under an edition's ref, by part."""
    parts = ("raw", "identities", "reports", "events")
    return {part for part in parts if any((store / part).glob(f"{ref}*"))}


def sealed_files(store: Path) -> list[Path]:
    """The bytes of people's files."""
    return [path for path in (store / "files").rglob("*") if path.is_file()]
