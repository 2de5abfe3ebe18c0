"""Takes years of counts into the data set that somebody brought out of an old spreadsheet."""

import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from village import engine, trail
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import State
from village.evidence.returns.selectors import agreements
from village.evidence.returns.services import editions, house
from village.evidence.returns.services.checking import summary_of
from village.evidence.returns.services.standing import about
from village.files import services as files
from village.jobs import services as jobs
from village.kernel.periods import Period
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body, Person, Role
from village.partnership.people.rights import read, running
from village.partnership.people.rules import RoleKind
from village.partnership.people.services.letters import address_of
from village.post import services as post

COMMENTARY = "Brought out of a spreadsheet of past years; not sent by the agency for each quarter."
WHY = "the people of a body are told what was brought for it"


def checked(body: Body, *, spec: str, period: Period, file: bytes) -> "engine.Checked":
    """Check counts as they would be brought. file: a CSV of `engine.COUNT_COLUMNS`."""
    received = engine.receive(io.BytesIO(file), name=f"{body.key} {spec}.csv")
    return engine.check(received, spec=house.spec(spec), period=period)


def bring(
    body: Body,
    *,
    spec: str,
    period: Period,
    file: bytes,
    holds: Sequence[str],
    by: Person,
    at: datetime,
) -> Edition:
    """Take counts of past years in, accepted as they are; the body's data leads are told.

    Each bringing is a return of its own, so that it can be taken back without touching another.
    holds: what was brought, without its numbers, so that it is not brought again. Refused: no
    sharing agreement in force covers it.
    """
    with trail.verb("returns.bring", by=by, at=at) as verb:
        owed = Return(
            body=body,
            spec=spec,
            title=title_of(spec),
            first_on=period.first,
            last_on=period.last,
            due_on=localdate(at),
            brought=True,
        )
        if why := agreements.lack(owed, day=localdate(at)):
            raise Refusal(why)
        found = checked(body, spec=spec, period=period, file=file)
        editions.expect(owed, by=by, at=at)
        edition = _accepted(owed, file, found, holds=holds, by=by, at=at)
        jobs.enqueue(editions.KEEP, key=edition.ref, about={"edition": edition.ref}, by=by, at=at)
        for person in _told(body, by=by, at=at):
            post.write(
                to=person,
                template="returns/letters/brought",
                context=_facts(edition, by),
                by=by,
                at=at,
            )
        verb.wrote("edition", edition.ref, fields=("of", "state"), **about(edition))
    return edition


def title_of(spec: str) -> str:
    """What a return of counts is called."""
    counts = house.spec(spec).counts
    return counts.title if counts else spec


def _accepted(
    owed: Return,
    file: bytes,
    found: "engine.Checked",
    *,
    holds: Sequence[str],
    by: Person,
    at: datetime,
) -> Edition:
    """The edition, with its file sealed and its findings where its senders find them."""
    name = f"{owed.spec} {owed.period.label}.csv"
    kept = files.keep(io.BytesIO(file), by=by, at=at, name=name)
    edition = Edition(
        of=owed,
        number=1,
        state=State.ACCEPTED,
        file_ref=kept.ref,
        file_name=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        sent_by=by,
        sent_at=at,
        checked_at=at,
        period_first_on=owed.first_on,
        period_last_on=owed.last_on,
        summary=summary_of(found) | {"brought": list(holds)},
        decided_by=by,
        decided_at=at,
        commentary=COMMENTARY,
    )
    engine.keep_findings(
        house.store(), edition.ref, house.keyring(), [asdict(issue) for issue in found.issues]
    )
    edition.save(force_insert=True)
    return edition


def _told(body: Body, *, by: Person, at: datetime) -> Sequence[Person]:
    """The data leads of the body today, with an address; not who brought it."""
    day = localdate(at)
    roles = Role.objects.system(WHY).filter(
        running(day), Q(kind=RoleKind.DATA_LEAD.value, body=body)
    )
    people = Person.objects.system(WHY).filter(pk__in=roles.values("person"), is_active=True)
    others = people.exclude(pk=by.pk).order_by("pk")
    scope = f"returns:{body.ref}"
    return [one for one in others if one.email and read(one, at=at).sees(scope)]


def _facts(edition: Edition, by: Person) -> dict[str, object]:
    return {
        "who": by.name,
        "title": edition.of.title,
        "period": edition.of.period.label,
        "link": address_of("returns:edition", edition.ref),
    }
