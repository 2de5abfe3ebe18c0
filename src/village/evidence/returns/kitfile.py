"""Furnishes the house with what a kit says of returns: editions of rules, and what is owed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol

from django.utils.timezone import make_aware

from village import trail
from village.evidence.returns.models import Agreement, Party, Return, RuleEdition
from village.evidence.returns.services import agreements, editions
from village.evidence.returns.services.house import Rules
from village.guard import Actor
from village.kernel.periods import Period
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body, Person

Edition = tuple[str, str, str]
WHY = "a kit's content is compared with the house"


class OwedSeed(Protocol):
    """body, spec: keys."""

    @property
    def body(self) -> str: ...
    @property
    def spec(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def due_on(self) -> date: ...


class PartySeed(Protocol):
    """body, signed_by: keys; the second is empty where nobody has signed."""

    @property
    def body(self) -> str: ...
    @property
    def signed_by(self) -> str: ...
    @property
    def signed_as(self) -> str: ...
    @property
    def signed_on(self) -> date | None: ...


class AgreementSeed(Protocol):
    """returns, gateway: keys of the kit. until_on: the first day without it."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def returns(self) -> tuple[str, ...]: ...
    @property
    def parties(self) -> Sequence[PartySeed]: ...
    @property
    def purpose(self) -> str: ...
    @property
    def gateway(self) -> tuple[str, ...]: ...
    @property
    def conditions(self) -> tuple[str, ...]: ...
    @property
    def retention_months(self) -> int: ...
    @property
    def destroyed(self) -> str: ...
    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date: ...
    @property
    def review_on(self) -> date: ...


def known() -> dict[Edition, str]:
    """The editions of rules that were loaded before, with their hashes."""
    rows = RuleEdition.objects.system(WHY).values_list("section", "key", "edition", "sha256")
    return {(section, key, edition): sha256 for section, key, edition, sha256 in rows}


def take_rules(fingerprint: Mapping[Edition, str], *, by: Actor, at: datetime) -> int:
    """Write down editions that are new; say how many. Refused: one is known with other content."""
    here = known()
    changed = [edition for edition, sha in fingerprint.items() if here.get(edition, sha) != sha]
    if changed:
        section, key, edition = changed[0]
        raise Refusal(
            f"The {section} entry {key}, edition {edition}, was loaded before with other content. "
            "Put the old content back, and write the new one as an edition of its own."
        )
    new = [(edition, sha) for edition, sha in fingerprint.items() if edition not in here]
    if new:
        with trail.verb("returns.take_rules", by=by, at=at) as verb:
            for (section, key, edition), sha in new:
                RuleEdition.objects.create(
                    section=section, key=key, edition=edition, sha256=sha, known_at=at
                )
                verb.wrote("rule", f"{section}.{key}", fields=("edition", "sha256"))
    return len(new)


def furnish(owed: Iterable[OwedSeed], *, titles: Mapping[str, str], by: Actor, at: datetime) -> int:
    """Write down the returns that are owed and not known yet; say how many."""
    bodies = {body.key: body for body in Body.objects.system(WHY)}
    here = _known_returns()
    new = [seed for seed in owed if not _is_known(seed, here)]
    if new:
        with trail.verb("returns.furnish", by=by, at=at):
            for seed in new:
                editions.expect(
                    Return(
                        body=bodies[seed.body],
                        spec=seed.spec,
                        title=titles[seed.spec],
                        first_on=seed.period.first,
                        last_on=seed.period.last,
                        due_on=seed.due_on,
                    ),
                    by=by,
                    at=at,
                )
    return len(new)


def _known_returns() -> Collection[tuple[str, str, date, date]]:
    rows = Return.objects.system(WHY).filter(brought=False)
    return set(rows.values_list("body__key", "spec", "first_on", "last_on"))


def _is_known(seed: OwedSeed, here: Collection[tuple[str, str, date, date]]) -> bool:
    return (seed.body, seed.spec, seed.period.first, seed.period.last) in here


def furnish_agreements(
    seeds: Iterable[AgreementSeed],
    *,
    titles: Mapping[str, str],
    rules: Rules,
    by: Actor,
    at: datetime,
) -> int:
    """Write down the agreements that are not known by their key yet; say how many.

    Afterwards the house is master: nothing that a kit says changes an agreement.
    """
    here = set(Agreement.objects.system(WHY).values_list("key", flat=True))
    new = [seed for seed in seeds if seed.key not in here]
    if new:
        bodies = {body.key: body for body in Body.objects.system(WHY)}
        people = {person.key: person for person in Person.objects.system(WHY)}
        with trail.verb("returns.furnish_agreements", by=by, at=at):
            for seed in new:
                words = agreements.Words(rules, titles)
                made = agreements.draft(
                    _terms(seed, bodies), key=seed.key, words=words, by=by, at=at
                )
                _sign(made, seed, people)
    return len(new)


def _terms(seed: AgreementSeed, bodies: Mapping[str, Body]) -> agreements.Terms:
    return agreements.Terms(
        title=seed.title,
        bodies=tuple(bodies[party.body] for party in seed.parties),
        specs=seed.returns,
        purpose=seed.purpose,
        gateway=seed.gateway,
        conditions=seed.conditions,
        retention_months=seed.retention_months,
        destroyed=seed.destroyed,
        from_on=seed.from_on,
        until_on=seed.until_on,
        review_on=seed.review_on,
    )


def _sign(made: Agreement, seed: AgreementSeed, people: Mapping[str | None, Person]) -> None:
    """The kit says who signed on paper before the house was furnished; it was checked there."""
    for party in seed.parties:
        if party.signed_on is not None:
            Party.objects.system(WHY).filter(agreement=made, body__key=party.body).update(
                signed_by=people[party.signed_by],
                signed_as=party.signed_as,
                signed_at=make_aware(datetime.combine(party.signed_on, time(12))),
            )
