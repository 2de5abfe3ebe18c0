"""Who may do what with spreadsheets of the past, written a second time.

A business manager brings people, she and the QA manager counts for any agency, a data lead those of
the own one. A sheet is for who brought it; the unit's two stand in for each other.
"""

import io
import json
from collections.abc import Iterator, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from tests.cast import AT
from tests.returns import sending
from tests.walker.rules_people import MANAGER, OWNER, by_thing, door, every
from tests.walker.walking import DONE, Outcome, Row, Rule, Stage
from village import trail
from village.files import services as files
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind
from village.past.models import Bringing, Thing
from village.past.rules import State

QUALITY, LEAD = "QA manager", "other agency"
DATA_LEADS = {OWNER, "colleague", LEAD}
BRINGERS = {MANAGER, QUALITY, *DATA_LEADS}
READERS = {"contacts": {MANAGER}, "lead's": {LEAD}, "taken": {MANAGER, QUALITY}}
COUNTS = [["Indicator", "Quarter", "Count"], ["canary-measure", "Q1 2023/24", "12"]]
PEOPLE = [["Name", "Email"], ["Canary Contact", "canary@example.org"]]


def furnish(stage: Stage) -> None:
    """Contacts that wait, counts of a data lead that wait, and counts that were taken in."""
    sending.connect()
    cast = stage.cast
    manager = cast.by_role[RoleKind.BUSINESS_MANAGER]
    quality = cast.by_role[RoleKind.QA_MANAGER]
    police = f"returns:{cast.police.ref}"
    people, counts = (
        {"0": "name", "1": "email"},
        {"0": "indicator", "1": "quarter", "2": "numerator"},
    )
    stage.things |= {
        "contacts": lying("contacts", PEOPLE, by=manager, columns=people),
        "lead's": lying(
            "counts", COUNTS, by=cast.other, columns=counts, of_unit=False, scope=police
        ),
        "taken": lying("counts", COUNTS, by=quality, columns=counts, state=State.TAKEN),
    }


def lying(
    kind: str,
    rows: list[list[str]],
    *,
    by: Person,
    columns: Mapping[str, str],
    of_unit: bool = True,
    scope: str = "",
    state: State = State.READ,
) -> Bringing:
    """A sheet whose rows were read and matched."""
    lines = (json.dumps(["", n, row]) for n, row in enumerate(rows, 1))
    with trail.verb("tests.bring", by=by, at=AT) as verb:
        table = files.keep(io.BytesIO("\n".join(lines).encode()), by=by, at=AT, name="rows.jsonl")
        made = Bringing.objects.create(
            kind=kind,
            state=state,
            of_unit=of_unit,
            scope=scope,
            file_ref="gone",
            file_name=f"canary-sheet-of-{kind}-{by.ref}.csv",
            table_ref=table.ref,
            columns=columns,
            matched=True,
            by=by,
            at=AT,
            decided_by=by if state == State.TAKEN else None,
            decided_at=AT if state == State.TAKEN else None,
            summary={"rows": 1, "left_out": 1, "sentences": ["canary-sentence."]},
        )
        verb.wrote("bringing", made.ref, fields=("state",))
    return made


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    """Sheets that are another's."""
    by_pk = {stage.things[name].pk: readers for name, readers in READERS.items()}
    for one in every(Bringing):
        if who not in by_pk.get(one.pk, set()):
            yield one
            yield from (thing for thing in every(Thing) if thing.of_id == one.pk)


def canaries(stage: Stage) -> dict[str, set[str]]:
    named = {stage.things[name].file_name: readers for name, readers in READERS.items()}
    return named | {"Canary Contact": {MANAGER}, "canary-measure": {LEAD, MANAGER, QUALITY}}


def readers(inside: Outcome) -> Rule:
    """A sheet's page: for whoever brings nothing closed, for another's bringer not there."""

    def of(name: str) -> Rule:
        def rule(who: str, thing: str) -> Outcome:
            answer = door(inside, only=BRINGERS)(who, thing)
            return answer if who not in BRINGERS or who in READERS.get(name, ()) else 404

        return rule

    return by_thing(**{name: of(name) for name in (*READERS, "absent")})


def mixed(**inside: Outcome) -> Rule:
    """As above, with another answer for each sheet, as it stands."""
    rules = {name: readers(inside.get(name.replace("'s", ""), DONE)) for name in READERS}
    return lambda who, thing: rules.get(thing, readers(404))(who, thing)


SHEET = {
    "contacts": lambda s: (s.things["contacts"].ref,),
    "lead's": lambda s: (s.things["lead's"].ref,),
    "taken": lambda s: (s.things["taken"].ref,),
    "absent": lambda _: ("A" * 16,),
}
KIND = {"people": lambda _: ("contacts",), "years": lambda _: ("counts",), "none": lambda _: ("x",)}
NO_POST = NO_GET = door(405, only=BRINGERS)


def of_kind(inside: Outcome) -> Rule:
    """The page to bring a kind, which is not there for who may not bring it."""

    def rule(who: str, thing: str) -> Outcome:
        may = {"people": {MANAGER}, "years": BRINGERS}.get(thing, set())
        answer = door(inside, only=BRINGERS)(who, thing)
        return answer if who not in BRINGERS or who in may else 404

    return rule


def a_file(_stage: Stage, _thing: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("old.csv", b"Name\r\nAda")}


def said(stage: Stage, thing: str) -> dict[str, object]:
    """The version that is there, and whatever the forms ask."""
    version = stage.things[thing].version if thing in READERS else 1
    columns = {"contacts": ("name", "email")}.get(thing, ("indicator", "quarter", "numerator"))
    return {
        "version": version,
        "sheet": "",
        "head": "1",
        "ready": "1" if thing == "contacts" else "0",
        "why": "Sent in error",
        **{f"column-{place}": name for place, name in enumerate(columns)},
        **({"indicator-0": "-"} if thing == "lead's" else {}),
    }


def posts(name: str, rule: Rule, *, get: Rule = NO_GET) -> Row:
    return Row(f"past:{name}", get=get, post=rule, things=SHEET, sends=said)


ROWS = (
    Row("past:index", get=door(200, only=BRINGERS), post=NO_POST),
    Row("past:add", get=of_kind(200), post=of_kind(DONE), things=KIND, sends=a_file),
    Row("past:one", get=mixed(taken=200), post=NO_POST, things=SHEET),
    posts("lay_out", readers(DONE)),
    posts("columns", readers(DONE), get=mixed(contacts=200, lead=200)),
    posts("words", readers(DONE), get=mixed(contacts=200, lead=200)),
    Row("past:dry_run", get=mixed(contacts=200, lead=200), post=NO_POST, things=SHEET),
    posts("take", mixed(lead=200)),
    Row("past:left_out", get=readers(200), post=NO_POST, things=SHEET),
    posts("undo", readers(DONE), get=mixed(taken=200)),
    posts("drop", readers(DONE)),
)
