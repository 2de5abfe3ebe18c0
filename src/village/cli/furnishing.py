"""Furnishes the demonstration: a made-up partnership whose returns go the whole way through."""

import json
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from village import engine
from village.cli.starting import started
from village.cli.telling import out, plain, progress

if TYPE_CHECKING:
    from village.evidence.returns.models import Edition, Return
    from village.kernel.periods import Period
    from village.partnership.people.models import Person

    Sendable = engine.synthetic.File | engine.synthetic.CountsFile
    Written = engine.synthetic.Written

BEGUN, DONE = "furnishing", "furnished"
"""Files that say that this is a demonstration's own folder, and that it was furnished whole."""
COMPLETE = {"person-list", "school-roll", "looked-after"}
"""Returns of which the newest is not left for the visitor to send. The health register is: its
38,000 children would make the first wait longer by a third, and no indicator needs them.
"""


def furnish(*, reset: bool, scale: float = 1.0) -> None:
    """Make the demonstration ready. What was entered before is kept, unless `reset`.

    scale: of the district, where nothing was furnished before; 1 is about 38,000 children.
    """
    from village import settings

    var, done = settings.VAR, settings.VAR / DONE
    is_ours = done.exists() or (var / BEGUN).exists()
    if is_ours and (reset or not done.exists()):
        _forget(var)
    started()
    from django.core.management import call_command

    from village import kit

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    kit.connect(settings.VILLAGE_KIT)
    if done.exists():
        out.print("The made-up partnership is as you left it.")
        _draw_missing()
        _name_drop_in(_drop_in(var, done))
        return
    _must_be_empty()
    (var / BEGUN).write_text("A demonstration lives in this folder.\n")
    _first_time(var, settings.VILLAGE_KIT, scale=scale)
    done.write_text(json.dumps({"scale": scale}) + "\n")


def _draw_missing() -> None:
    """Draw the charts that an older Village drew otherwise, before anybody looks."""
    from village.evidence.indicators import services

    if drawn := services.draw_missing():
        out.print(f"{drawn} charts were drawn anew.")


def _must_be_empty() -> None:
    """Made-up people do not move into a house where others live."""
    from village.partnership.people.models import Person

    if Person.objects.system("the demonstration wants a house of its own").exists():
        raise engine.Usage(
            "The database holds people already; the demonstration wants one of its own.",
            mend="Leave VILLAGE_DATABASE_URL unset, or set VILLAGE_VAR to an empty folder.",
        )


def _forget(var: Path) -> None:
    """Remove what the demonstration made: nothing outside its own folder."""
    for name in ("village.sqlite3", "village.sqlite3-wal", "village.sqlite3-shm", DONE):
        (var / name).unlink(missing_ok=True)
    for name in ("store", "made-up"):
        shutil.rmtree(var / name, ignore_errors=True)


def _first_time(var: Path, kit_path: Path, *, scale: float) -> None:
    """Furnish with the kit and carry the counts so far while another process makes the district."""
    from village import kit
    from village.evidence.returns.services.apart import written_here
    from village.partnership.people.rights import moment
    from village.trail import System

    out.print("Furnishing a made-up partnership. Nobody in it is real.")
    with _district_beside(var / "made-up", scale=scale) as district, written_here():
        kit.furnish(kit_path, by=System("furnisher"), at=moment())
        counts = engine.synthetic.write_counts(var / "made-up", _counts_owed(), scale=scale)
        checked = _checked(counts, at=moment())
        with progress(f"Making up a district of {38_000 * scale:,.0f} children"):
            written = district()
        checked += _checked(written.files, at=moment())
        _take_in(checked, at=moment())
    _name_drop_in(written.drop_in().path)


@contextmanager
def _district_beside(folder: Path, *, scale: float) -> "Iterator[Callable[[], Written]]":
    """Make up a district in a process beside this one; what is given waits for it."""
    beside = get_context("spawn").Pool(1, initializer=_deaf_to_ctrl_c)
    with beside:
        yield beside.apply_async(engine.synthetic.write_with_care, (folder,), {"scale": scale}).get


def _deaf_to_ctrl_c() -> None:
    """Whoever started this process hears it, and ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _counts_owed() -> "list[tuple[engine.CountsSpec, Period]]":
    """Every return of counts that is owed, with what it asks for."""
    from village.evidence.returns.models import Return
    from village.evidence.returns.services import house

    rows = Return.objects.system("the demonstration writes what is owed").order_by("pk")
    asked = ((house.spec(owed.spec).counts, owed.period) for owed in rows)
    return [(counts, period) for counts, period in asked if counts is not None]


def _drop_in(var: Path, done: Path) -> Path:
    """The file to try. Where somebody moved it away, the district is written again as it was."""
    for path in sorted((var / "made-up" / "drop-in").glob("*.xml")):
        return path
    said = done.read_text().strip()
    scale = float(json.loads(said)["scale"]) if said.startswith("{") else 1.0
    with progress("Making the file to try again") as advance:
        written = engine.synthetic.write(
            var / "made-up", scale=scale, all_agencies=True, on_progress=advance
        )
    return written.drop_in().path


def _name_drop_in(path: Path) -> None:
    out.print(f"A file to try: {plain(str(path))} (a census with mistakes in it)")


def _checked(files: "Iterable[Sendable]", *, at: datetime) -> "list[Edition]":
    """Send what is owed and check it, as the agencies' data leads and the worker would."""
    sent = [_send(owed, file, at=at) for owed, file in _to_send(files)]
    _work("Checking the returns", of=len(sent))
    return [_again(edition) for edition in sent]


def _take_in(checked: "Iterable[Edition]", *, at: datetime) -> None:
    """Accept, store and count what was checked."""
    from village.evidence.returns.rules import State
    from village.evidence.returns.services import editions

    accepted = [edition for edition in checked if edition.state == State.CHECKED]
    for edition in accepted:
        editions.accept(edition, version=edition.version, commentary="", by=edition.sent_by, at=at)
    _work("Parting names from events, counting, drawing", of=3 * len(accepted))


def _again(edition: "Edition") -> "Edition":
    """The edition as its check has left it; a small district has quarters that hold nobody."""
    edition.refresh_from_db()
    return edition


def _to_send(files: "Iterable[Sendable]") -> "list[tuple[Return, Sendable]]":
    """Each return that is owed with its file, but the newest of each kind that still goes on."""
    from village.evidence.returns.models import Return

    rows = Return.objects.system("the demonstration sends what is owed").select_related("body")
    owed = {(one.spec, one.period): one for one in rows}
    pairs = [
        (owed[str(file.spec), file.period], file)
        for file in files
        if not file.drop_in and (str(file.spec), file.period) in owed
    ]
    newest = {spec: max(one.last_on for one, _ in pairs if one.spec == spec) for spec in
              {one.spec for one, _ in pairs if _goes_on(one.spec)}}  # fmt: skip
    return [(one, file) for one, file in pairs if one.last_on != newest.get(one.spec)]


def _goes_on(spec: str) -> bool:
    """Whether more of the kind will be owed; lists of one day and counts of the past end.

    The looked-after return of the year is in before the census of the same year.
    """
    return spec not in COMPLETE and not spec.endswith("-past")


def _send(owed: "Return", file: "Sendable", *, at: datetime) -> "Edition":
    from village.evidence.returns.services import editions

    with file.path.open("rb") as stream:
        return editions.receive(
            owed, upload=stream, name=file.path.name, by=_data_lead(owed), at=at
        )


def _data_lead(owed: "Return") -> "Person":
    from village.partnership.people.models import Role

    roles = Role.objects.system("the demonstration sends as the body's data lead")
    role = roles.select_related("person").filter(body=owed.body, kind="agency data lead")
    return role.order_by("pk")[0].person


def _work(words: str, *, of: int) -> None:
    """Do all jobs that wait, here and now."""
    from village.jobs import worker

    worker.load()
    stop, done = Event(), 0
    with progress(words) as advance:
        while worker.work_once(stop):
            done += 1
            advance(done, max(of, done), words)
