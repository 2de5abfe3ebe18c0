"""Furnishes the house with what a kit says of returns: editions of rules, and what is owed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from village import trail
from village.evidence.returns.models import Return, RuleEdition
from village.evidence.returns.services import editions
from village.guard import Actor
from village.kernel.periods import Period
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body

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
    rows = Return.objects.system(WHY)
    return set(rows.values_list("body__key", "spec", "first_on", "last_on"))


def _is_known(seed: OwedSeed, here: Collection[tuple[str, str, date, date]]) -> bool:
    return (seed.body, seed.spec, seed.period.first, seed.period.last) in here
