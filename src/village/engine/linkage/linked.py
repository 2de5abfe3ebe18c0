"""Links the records of several agencies: which are one child, and what a person must look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from village.engine.linkage.clusters import Children, Joined, Keys
from village.engine.linkage.decisions import Decided, Decision, standing
from village.engine.linkage.model import Model, compare, train
from village.engine.linkage.prepare import Prepared, prepare
from village.engine.linkage.priors import weighed
from village.engine.linkage.records import PersonRecord
from village.engine.linkage.verdicts import Judged, Verdict, Why, judge, namesakes


@dataclass(frozen=True, slots=True)
class ToReview:
    """A pair that waits for a person: both records, and why. weight: log2 of the odds."""

    left: PersonRecord
    right: PersonRecord
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """children: the keys of each child's records, in order. queue: the surest first.

    people: the records as they were compared, in the order in which they were.
    refused: pairs that the model would have joined and that cannot be. set_aside: decisions that
    contradict others and were not followed.
    """

    model: Model
    children: tuple[tuple[str, ...], ...]
    queue: tuple[ToReview, ...]
    judged: tuple[Judged, ...]
    refused: tuple[Keys, ...]
    set_aside: tuple[Decision, ...]
    people: tuple[Prepared, ...] = field(default=(), repr=False)

    @property
    def child_of(self) -> Mapping[str, int]:
        """Which child, by its place among all, each record is."""
        return {key: place for place, keys in enumerate(self.children) for key in keys}


def link(
    records: Iterable[PersonRecord],
    *,
    model: Model | None = None,
    decisions: Iterable[Decision] = (),
) -> Linked:
    """Decide who is the same child.

    model: the one kept with an earlier version; without it one is trained. Equal records, model
    and decisions give the same children, in whatever order they come and whatever their keys.
    """
    ordered = sorted(records, key=_said)
    people = [prepare(record) for record in ordered]
    model = model or train(people)
    judged = judge(weighed(compare(people, model), people, prior=model.prior), people)
    by_key = {record.key: record for record in ordered}
    said = standing(one for one in decisions if by_key.keys() >= set(one.pair))
    children, refused, set_aside = _children(people, judged, said)
    return Linked(
        model=model,
        children=children.all(),
        queue=_queue([*judged, *refused], said=said, children=children, records=by_key),
        judged=tuple(judged),
        refused=tuple(one.pair.keys for one in refused),
        set_aside=tuple(set_aside),
        people=tuple(people),
    )


def _said(record: PersonRecord) -> tuple[object, ...]:
    """By what a record says, so that a store with other keys links alike; keys settle the rest."""
    return (
        record.agency, record.surname, record.forenames, str(record.born), record.sex,
        record.nhs_number, record.postcodes, record.other_names, record.upns, record.key,
    )  # fmt: skip


def _children(
    people: Sequence[Prepared], judged: Sequence[Judged], said: Mapping[Keys, Decision]
) -> tuple[Children, list[Judged], list[Decision]]:
    """What people decided first, the latest before the earlier; then the surest pairs first."""
    same = sorted(  # of equal weights those stay first that stand first
        (one.pair for one in judged if one.verdict is Verdict.SAME), key=lambda pair: -pair.weight
    )
    children = Children(
        (person.unique_id for person in people),
        numbers={person.unique_id: person.nhs for person in people if person.nhs},
        apart=[pair for pair, one in said.items() if one.said is Decided.DIFFERENT],
        clashing=[(one.pair.left, one.pair.right) for one in judged if _clashes(one)],
        sources={person.unique_id: person.source for person in people},
    )
    children.agree((pair.left, pair.right) for pair in same)
    set_aside = [
        one
        for pair, one in said.items()
        if one.said is Decided.SAME and children.join(*pair, decided=True) is Joined.REFUSED
    ]
    refused = [
        Judged(pair, Verdict.LOOK, Why.TOGETHER)
        for pair in same
        if pair.keys not in said
        and children.join(pair.left, pair.right) is Joined.REFUSED
        and not children.said_apart(pair.left, pair.right)
    ]
    return children, refused, set_aside


def _clashes(one: Judged) -> bool:
    """First names or birthdays that agree in no way, and likely namesakes."""
    against = 0 in (one.pair.forename, one.pair.born) or namesakes(one.pair)
    return against and one.verdict is not Verdict.SAME


def _queue(
    judged: Iterable[Judged],
    *,
    said: Mapping[Keys, Decision],
    children: Children,
    records: Mapping[str, PersonRecord],
) -> tuple[ToReview, ...]:
    """What nobody has decided yet and what is not settled by other pairs, the surest first."""
    waiting = (
        one
        for one in judged
        if one.verdict is Verdict.LOOK
        and one.pair.keys not in said
        and not children.together(one.pair.left, one.pair.right)
    )
    asked: dict[Keys, Judged] = {}
    for one in sorted(waiting, key=lambda one: -one.pair.weight):
        asked.setdefault(_question(one, children), one)
    return tuple(
        ToReview(records[one.pair.left], records[one.pair.right], one.pair.weight, one.why)
        for one in asked.values()
    )


def _question(one: Judged, children: Children) -> Keys:
    """Of two children that were not put together it is asked once."""
    is_refused = one.why is Why.TOGETHER
    return children.between(one.pair.left, one.pair.right) if is_refused else one.pair.keys
