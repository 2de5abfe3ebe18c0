"""What is done with sharing agreements: written, changed, signed for a body, ended early."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.text import slugify
from django.utils.timezone import localdate

from village import trail
from village.design import formats
from village.evidence.returns.models import Agreement, Covered, Party
from village.evidence.returns.rules.agreements import SIGNERS, days_fault
from village.evidence.returns.selectors import agreements as selectors
from village.evidence.returns.services import house
from village.evidence.returns.services.columns import columns
from village.guard import Actor
from village.kernel.refusal import Refusal, Stale
from village.partnership.people import rights
from village.partnership.people.models import Body, Person

WHY = "an agreement is locked while it changes"
FIELD = {"until_on": "last_on"}
"""What a form calls a day, where it asks for another than is kept."""
TERMS = (
    "title",
    "purpose",
    "gateway",
    "conditions",
    "retention_months",
    "destroyed",
    "from_on",
    "until_on",
    "review_on",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says. specs, gateway: keys of the kit. until_on: first day without it."""

    title: str
    bodies: tuple[Body, ...]
    specs: tuple[str, ...]
    purpose: str
    gateway: tuple[str, ...]
    conditions: tuple[str, ...]
    retention_months: int
    destroyed: str
    from_on: date
    until_on: date
    review_on: date


@dataclass(frozen=True, slots=True)
class Words:
    """What a kit says of legal bases and columns, and what its returns are called, by key."""

    rules: house.Rules
    titles: Mapping[str, str]


def draft(
    terms: Terms, *, key: str = "", words: Words | None = None, by: Actor, at: datetime
) -> Agreement:
    """Write a new agreement, to be signed. Refused: days that cannot be, a title that is taken."""
    key = key or slugify(terms.title)[:64]
    with trail.verb("returns.draft_agreement", by=by, at=at) as verb:
        if Agreement.objects.system(WHY).filter(key=key).exists():
            raise Refusal(
                "There is an agreement of this title already. Change that one, or write another "
                "title.",
                field="title",
            )
        made = _written(Agreement(key=key, edition=1), terms, words or in_use())
        _record(verb, made, TERMS)
    return made


def change(
    agreement: Agreement, terms: Terms, *, version: int, by: Actor, at: datetime
) -> Agreement:
    """Change what an agreement says; of one that anybody has signed, write the next edition.

    The edition that was signed stays as it is, and in force until the next one is signed by all.
    Refused: it has changed meanwhile, there is a newer edition, or days that cannot be.
    """
    with trail.verb("returns.change_agreement", by=by, at=at) as verb:
        now = _locked(agreement, version=version)
        _refuse_older(now)
        made = now
        if any(party.signed_at for party in _parties(now)):
            made = Agreement(key=now.key, edition=now.edition + 1)
        elif now.ended_on:
            raise Refusal("This agreement was ended. Write a new one.")
        made = _written(made, terms, in_use())
        _record(verb, made, TERMS)
    return made


def sign(agreement: Agreement, *, body: Body, version: int, by: Person, at: datetime) -> Party:
    """Sign for a body; with the last signature, earlier editions end where this one begins.

    Refused: it has changed meanwhile, is over, is signed for that body already, or somebody
    signs who may not.
    """
    day = localdate(at)
    with trail.verb("returns.sign_agreement", by=by, at=at) as verb:
        now = _locked(agreement, version=version)
        _refuse_older(now)
        _refuse_over(now, day)
        party = _to_sign(now, body)
        party.signed_as = _role_of(by, body, at=at)
        party.signed_by, party.signed_at = by, at
        party.save(update_fields=["signed_by", "signed_as", "signed_at"])
        verb.wrote("agreement", now.ref, fields=("signed_by",), subjects=(body.ref,))
        if all(one.signed_at for one in _parties(now)):
            _end_older(now, verb, day=day)
    return party


def end(agreement: Agreement, *, version: int, why: str, by: Actor, at: datetime) -> Agreement:
    """End an agreement early: from today no return is taken in on it. Refused: it is over."""
    day = localdate(at)
    with trail.verb("returns.end_agreement", by=by, at=at) as verb:
        now = _locked(agreement, version=version)
        _refuse_over(now, day)
        now.ended_on, now.ended_why = day, why
        now.version += 1
        now.save(update_fields=["ended_on", "ended_why", "version"])
        _record(verb, now, ("ended_on", "ended_why"))
    return now


def in_use() -> Words:
    """The words of the kit in use."""
    return Words(house.rules(), selectors.titles())


def _written(agreement: Agreement, terms: Terms, words: Words) -> Agreement:
    """Put down what an agreement says, whom it binds and what it covers, as the kit has it now."""
    if fault := days_fault(terms.from_on, terms.until_on, terms.review_on):
        raise Refusal(fault[1], field=FIELD.get(fault[0], fault[0]))
    is_new = agreement.pk is None
    known, specs = words.rules.gateways, words.rules.specs
    for name in TERMS:
        setattr(agreement, name, getattr(terms, name))
    agreement.conditions = list(terms.conditions)
    agreement.gateway = [_worded(known[key]) for key in terms.gateway]
    agreement.version += 0 if is_new else 1
    agreement.save()
    Party.objects.system(WHY).filter(agreement=agreement).delete()
    Covered.objects.system(WHY).filter(agreement=agreement).delete()
    Party.objects.bulk_create(Party(agreement=agreement, body=body) for body in terms.bodies)
    Covered.objects.bulk_create(
        Covered(
            agreement=agreement,
            spec=spec,
            title=words.titles.get(spec, spec),
            fields=columns(specs[spec]),
        )
        for spec in terms.specs
    )
    return agreement


def _worded(gateway: house.Gateway) -> dict[str, str]:
    """A legal basis as it is worded today: what was signed does not change with the kit."""
    names = ("key", "title", "text", "source", "section", "evidence", "check")
    return {name: str(getattr(gateway, name)) for name in names}


def _locked(agreement: Agreement, *, version: int) -> Agreement:
    """The agreement as it is now. Raises Stale where it has changed since it was shown."""
    now = Agreement.objects.system(WHY).select_for_update().get(pk=agreement.pk)
    if now.version != version:
        raise Stale("Somebody changed this agreement meanwhile. Look at it again.")
    return now


def _parties(agreement: Agreement) -> list[Party]:
    found = Party.objects.system(WHY).filter(agreement=agreement)
    return list(found.select_related("body", "signed_by").order_by("pk"))


def _refuse_older(agreement: Agreement) -> None:
    newer = Agreement.objects.system(WHY).filter(key=agreement.key, edition__gt=agreement.edition)
    if newer.exists():
        raise Refusal("A newer edition of this agreement takes its place. Open that one.")


def _refuse_over(agreement: Agreement, day: date) -> None:
    stood = agreement.days
    if stood.over_on <= day:
        word = "ended" if stood.ended_on else "ran out"
        last = formats.day(stood.over_on - timedelta(days=1))
        raise Refusal(f"This agreement {word}; its last day was {last}.")


def _to_sign(agreement: Agreement, body: Body) -> Party:
    party = next((one for one in _parties(agreement) if one.body_id == body.pk), None)
    if party is None:
        raise Refusal(f"{body.name} is no party to this agreement.")
    if party.signed_by is not None:
        when = formats.moment(party.signed_at)
        raise Refusal(f"{party.signed_by.name} signed for {body.name} on {when}.")
    return party


def _role_of(person: Person, body: Body, *, at: datetime) -> str:
    held = rights.read(person, at=at)
    for kind in SIGNERS:
        if held.holds(kind, body=body):
            return kind.value
    raise Refusal(
        f"Only a delegated safeguarding partner or an agency lead of {body.name} signs for it."
    )


def _end_older(agreement: Agreement, verb: trail.Verb, *, day: date) -> None:
    older = Agreement.objects.system(WHY).filter(
        key=agreement.key, edition__lt=agreement.edition, ended_on=None
    )
    for one in older.order_by("pk"):
        one.ended_on = max(day, agreement.from_on)
        one.ended_why = f"Edition {agreement.edition} takes its place"
        one.version += 1
        one.save(update_fields=["ended_on", "ended_why", "version"])
        _record(verb, one, ("ended_on", "ended_why"))


def _record(verb: trail.Verb, agreement: Agreement, fields: tuple[str, ...]) -> None:
    bodies = tuple(party.body.ref for party in _parties(agreement))
    verb.wrote("agreement", agreement.ref, fields=fields, subjects=bodies)
