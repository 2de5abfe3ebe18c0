"""The linkage statement: what went in, how it was linked, how sure it is, and who was left over.

Its parts follow GUILD: Gilbert and others, Journal of Public Health, 2018 (doi
10.1093/pubmed/fdx037). It holds counts and shares only, and no record; small ones among them, so
it leaves by `statement_told` alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from village.engine.linkage import comparisons as how
from village.engine.linkage import estimates, model, verdicts
from village.engine.linkage.decisions import Decision, standing
from village.engine.linkage.linked import Linked
from village.engine.linkage.match_keys import KeyedRecord
from village.engine.linkage.prepare import Prepared
from village.engine.linkage.records import PersonRecord
from village.engine.linkage.statement_told import is_few

BANDS: Final = (0.02, 0.5, 0.9, 0.98, 0.99, 0.999)
"""Lower ends of the bands of probability in which pairs are counted."""

Plain = dict[str, Any]  # Any: JSON


def statement(
    linked: Linked,
    records: Iterable[PersonRecord],
    *,
    decisions: Iterable[Decision] = (),
    keyed: Iterable[KeyedRecord] = (),
) -> Plain:
    """The statement in plain values, the same for the same linkage.

    keyed: those who came with match keys. Of who came with nothing else it can say no more than
    how many there are: the estimates are of the others.
    """
    kept, people = list(records), linked.people
    clear = {record.key for record in kept}
    alone = Counter(record.agency for record in keyed if record.key not in clear)
    return {
        **({"by match keys alone": dict(sorted(alone.items()))} if alone else {}),
        "sources": _sources(people),
        "method": _method(linked),
        "pairs": _pairs(linked),
        "estimates": _estimates(linked, kept),
        "left_over": _left_over(linked, people),
        "review": _review(linked, list(decisions)),
    }


def _sources(people: Sequence[Prepared]) -> Plain:
    """Of each agency how many records, and the share of them in which each field is known."""
    found: dict[str, list[Prepared]] = {}
    for person in people:
        found.setdefault(person.source, []).append(person)
    return {
        agency: {"records": len(theirs), "complete": _complete(theirs)}
        for agency, theirs in sorted(found.items())
    }


def _complete(people: Sequence[Prepared]) -> Mapping[str, float]:
    known = {
        "forename": sum(bool(one.given) for one in people),
        "surname": sum(bool(one.surname) for one in people),
        "date of birth": sum(bool(one.born) for one in people),
        "date of birth, not 1 January": sum(bool(one.born) and not one.partial for one in people),
        "sex": sum(bool(one.sex) for one in people),
        "postcode": sum(bool(one.postcodes) for one in people),
        "NHS number": sum(bool(one.nhs) for one in people),
        "NHS number that passes its check": sum(one.checked for one in people),
        "UPN": sum(bool(one.upns) for one in people),
    }
    return {name: _share(n, len(people)) for name, n in known.items()}


def _method(linked: Linked) -> Plain:
    same = [one.pair.weight for one in linked.judged if one.verdict is verdicts.Verdict.SAME]
    return {
        "model": linked.model.version,
        "pairs compared where": [rule for rule, _lists in how.BLOCKING],
        "lowest weight linked": min(same, default=None),
        "lowest weight kept": model.FLOOR,
        "highest share of false links expected": verdicts.MOST_FALSE,
        "lowest probability linked": verdicts.LEAST_CHANCE,
        "lowest probability looked at": verdicts.LOOK_FROM,
    }


def _pairs(linked: Linked) -> Plain:
    bands = Counter(
        max((low for low in BANDS if one.pair.chance >= low), default=0.0) for one in linked.judged
    )
    return {
        "by probability from": {str(low): bands[low] for low in (0.0, *BANDS)},
        "by verdict": dict(sorted(Counter(one.why.name.lower() for one in linked.judged).items())),
        "merges refused": len(linked.refused),
        "largest child": max(map(len, linked.children), default=0),
    }


def _estimates(linked: Linked, records: Sequence[PersonRecord]) -> Plain:
    found = estimates.estimate(linked)
    between = estimates.by_agencies(linked, records)
    return {
        "links": found.links,
        "precision expected": round(found.precision, 5),
        "recall expected": round(found.recall, 5),
        "found without numbers": _rate(found.by_number),
        "found without numbers between": {name: _rate(rate) for name, rate in between.items()},
        "children": found.children,
        "children expected": round(found.expected, 1),
        "head count too high by": round(found.head_count_bias, 5),
    }


def _rate(rate: estimates.Rate | None) -> Plain | None:
    if rate is None:
        return None
    low, high = rate.limits
    return {
        **asdict(rate), "share": round(rate.share, 4), "low": round(low, 4), "high": round(high, 4),
    }  # fmt: skip


def _left_over(linked: Linked, people: Sequence[Prepared]) -> Plain:
    """Of each agency's records, the share that no other agency knows, in all and by sex."""
    child_of = linked.child_of
    agencies: dict[int, set[str]] = {}
    for person in people:
        agencies.setdefault(child_of[person.unique_id], set()).add(person.source)
    of, alone = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for person in people:
        for group in ("all", f"sex {person.sex or 'not known'}"):
            of[person.source, group] += 1
            alone[person.source, group] += len(agencies[child_of[person.unique_id]]) == 1
    return {
        agency: _shares({group: (alone[whose, group], n) for (whose, group), n in sorted(of.items())
                         if whose == agency})
        for agency in sorted({agency for agency, _group in of})
    }  # fmt: skip


def _shares(parts: Mapping[str, tuple[int, int]]) -> Mapping[str, float | None]:
    """Each group's share of one agency; None where it tells of a few children.

    Nobody reckons with these, so nothing of the few is kept. One group withheld takes the other
    groups with it, as all less the others would tell it.
    """
    few = {group for group, (part, whole) in parts.items() if is_few(part, whole)}
    if few:
        few = set(parts) if "all" in few else set(parts) - {"all"}
    return {group: None if group in few else _share(*of) for group, of in parts.items()}


def _review(linked: Linked, decisions: Sequence[Decision]) -> Plain:
    return {
        "waiting": len(linked.queue),
        "waiting because": dict(sorted(Counter(one.why for one in linked.queue).items())),
        "decided": dict(sorted(Counter(one.said for one in standing(decisions).values()).items())),
        "decisions not followed": len(linked.set_aside),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
