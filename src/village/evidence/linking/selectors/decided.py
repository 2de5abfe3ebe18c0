"""What linkers decided: of which pair, when, by whom; no identifier stands here."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.shortcuts import get_object_or_404

from village.evidence.linking.models import PairDecision, PairDecisions
from village.evidence.linking.rules import Said
from village.evidence.linking.selectors import following
from village.partnership.people.rights import Rights

A_WEEK = timedelta(days=7)

Keys = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Week:
    """What one linker said in the last seven days."""

    name: str
    same: int
    different: int
    undone: int


def decisions(rights: Rights) -> PairDecisions:
    """All of them, the newest first, each with who decided."""
    found: PairDecisions = PairDecision.objects.visible_to(rights).select_related("by")
    return found.order_by("-pk")


def last_words(rights: Rights) -> dict[Keys, PairDecision]:
    """The last word on each pair."""
    found: dict[Keys, PairDecision] = {}
    for one in decisions(rights):
        found.setdefault((one.one, one.other), one)
    return found


def decided(rights: Rights) -> list[PairDecision]:
    """The last words that stand, the newest first."""
    return [one for one in last_words(rights).values() if one.stands]


def decision(rights: Rights, ref: str) -> PairDecision:
    """One decision, or 404."""
    return get_object_or_404(decisions(rights), ref=ref)


def places(rights: Rights) -> dict[int, int]:
    """The first, second ... decision of all, by key: what a page calls each."""
    keys = decisions(rights).order_by("pk").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys, start=1)}


def is_last(rights: Rights, one: PairDecision) -> bool:
    """Whether it stands, as the last word on its pair."""
    return one.stands and last_words(rights)[one.one, one.other].pk == one.pk


def since(rights: Rights, version: str | None) -> int:
    """How many decisions were made since a version: they count from the next one."""
    newer = following.after(version).values("pk")
    return decisions(rights).filter(pk__in=newer).count()


def this_week(rights: Rights) -> list[Week]:
    """Who decided what in the last seven days, by name."""
    week = decisions(rights).filter(at__gt=rights.at - A_WEEK, at__lte=rights.at)
    said = Counter(week.order_by("by__name", "pk").values_list("by__name", "said"))
    names = dict.fromkeys(name for name, _ in said)
    counts = {name: [said[name, what] for what in Said] for name in names}
    return [Week(name, *counted) for name, counted in counts.items()]
