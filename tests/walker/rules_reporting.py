"""A report is for who dropped it, whatever their role; whoever is signed in may drop one."""

import io
import json
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from tests.cast import AT
from tests.walker.rules_people import GUARDIAN, by_thing, door, every
from tests.walker.walking import DONE, Outcome, Row, Rule, Stage
from village import trail
from village.account.reporting.models import Report, sealed
from village.account.reporting.rules import State, mark_of, nothing_said
from village.files import services as files
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind

SCRUTINEER, PRACTITIONER = "scrutineer", "practitioner"
READERS = {"scrutiny": {SCRUTINEER}, "practice": {PRACTITIONER}}
PLACE = {"page": 1, "line": 2, "section": ""}


def furnish(stage: Stage) -> None:
    """A checked report of a scrutineer, with what was said of it, and one of a practitioner."""
    by_role = stage.cast.by_role
    stage.things |= {
        "scrutiny": lying("scrutiny", by=by_role[RoleKind.SCRUTINEER]),
        "practice": lying("practice", by=by_role[RoleKind.PRACTITIONER]),
    }


def lying(name: str, *, by: Person) -> Report:
    """A report that was read, with one finding on one number."""
    told = {
        "file": "x", "form": "Markdown", "pages": None, "pages_without_text": [], "found": 1,
        "findings": [{
            "key": "abc", "kind": "placeholder", "verdict": "tidy",
            "says": f"canary-{name}-finding",
            "quote": f"canary-{name}-quote", "place": PLACE, "arithmetic": "", "consistent": "",
            "other": None, "rests_on": ["num"], "is_guess": True,
        }],
        "claims": {"num": {
            "text": "48", "value": "48", "unit": "count", "n": None, "measure": "children",
            "period": "", "quote": f"canary-{name}-quote", "guessed": ["measure"],
        }},
    }  # fmt: skip
    said = nothing_said(f"canary-{name}-report.md")
    with trail.verb("tests.drop", by=by, at=AT) as verb:
        report = files.keep(io.BytesIO(b"# Report"), by=by, at=AT, name="report.md")
        data = io.BytesIO(json.dumps(told).encode())
        findings = files.keep(data, by=by, at=AT, name="findings.json")
        made = Report.objects.create(
            state=State.CHECKED,
            file_ref=report.ref,
            findings_ref=findings.ref,
            summary={"counts": {"tidy": 1}},
            by=by,
            at=AT,
        )
        made.said = sealed(said, ref=made.ref)
        made.save(update_fields=["said"])
        verb.wrote("report", made.ref, fields=("state",))
    return made


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    """Reports that are another's; who guards the trail meets their refs there."""
    by_pk = {stage.things[name].pk: readers for name, readers in READERS.items()}
    for one in every(Report):
        if who not in by_pk.get(one.pk, set()) | {GUARDIAN}:
            yield one


def canaries(stage: Stage) -> dict[str, set[str]]:
    del stage
    return {
        f"canary-{name}-{part}": readers
        for name, readers in READERS.items()
        for part in ("finding", "quote", "report.md")
    }


def own(inside: Outcome) -> Rule:
    """Its owner's alone; for everybody else who is in, it is not there."""

    def of(name: str) -> Rule:
        return lambda who, thing: door(inside if who in READERS.get(name, ()) else 404)(who, thing)

    return by_thing(**{name: of(name) for name in (*READERS, "absent")})


def things(*more: str) -> dict[str, object]:
    return {
        "scrutiny": lambda s: (s.things["scrutiny"].ref, *more),
        "practice": lambda s: (s.things["practice"].ref, *more),
        "absent": lambda _: ("A" * 16, *more),
    }


def a_file(_stage: Stage, _thing: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("report.md", b"# Report")}


def said(stage: Stage, thing: str) -> dict[str, object]:
    version = stage.things[thing].version if thing in READERS else 1
    return {"version": version, "why": "Known", "value": "47", "measure": "children"}


NO_POST = NO_GET = door(405)


def posts(name: str, *more: str, inside: Outcome = DONE) -> Row:
    return Row(
        f"reporting:{name}", get=NO_GET, post=own(inside), things=things(*more), sends=said
    )  # fmt: skip


ROWS = (
    Row("reporting:index", get=door(200), post=NO_POST),
    Row("reporting:add", get=NO_GET, post=door(DONE), sends=a_file),
    Row("reporting:one", get=own(200), post=NO_POST, things=things()),
    Row("reporting:next", get=NO_GET, post=own(DONE), things=things(), sends=a_file),
    Row("reporting:finding", get=own(200), post=NO_POST, things=things("abc")),
    posts("set_aside", "abc"),
    # Nothing was set aside: its page says so.
    posts("put_back", "abc"),
    posts("correct", "abc", mark_of("num")),
    posts("take_back", mark_of("num")),
    Row("reporting:take", get=own(200), post=NO_POST, things=things("findings")),
    Row("reporting:destroy", get=own(200), post=own(DONE), things=things(), sends=said),
)
