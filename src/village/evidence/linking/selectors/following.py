"""Which decisions the next version is made with, and which ones a version followed."""

from dataclasses import dataclass

from village import engine
from village.evidence.linking.models import Followed, PairDecision, PairDecisions
from village.evidence.linking.rules import WHY_IN_WORDS

WHY = "a build replays what linkers decided"


@dataclass(frozen=True, slots=True)
class Following:
    """What a build replays: the last word on each pair that stands. upto: the last of all."""

    decisions: tuple["engine.Decision", ...]
    upto: int


def following() -> Following:
    """All that was decided so far. Cost: one query."""
    rows = list(PairDecision.objects.system(WHY).select_related("by").order_by("pk"))
    last = {(row.one, row.other): row for row in rows}
    stand = [row for row in last.values() if row.stands]
    return Following(tuple(map(_told, stand)), rows[-1].pk if rows else 0)


def _told(row: PairDecision) -> "engine.Decision":
    return engine.Decision(
        one=row.one,
        other=row.other,
        said=engine.Decided(row.said),
        by=row.by.ref,
        at=row.at,
        why=WHY_IN_WORDS[row.why],
    )


def is_followed(version: str) -> bool:
    """Whether a version was made with all that is decided by now."""
    return not after(version).exists()


def after(version: str | None) -> PairDecisions:
    """What was decided since a version was made; all of it where that is not known."""
    known = Followed.objects.system(WHY).filter(version=version or "")
    upto = known.values_list("upto", flat=True).first() or 0
    return PairDecision.objects.system(WHY).filter(pk__gt=upto)
