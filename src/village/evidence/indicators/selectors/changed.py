"""What changed this quarter, over all indicators: for whoever has two minutes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from village import engine
from village.design import formats
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.drawing import drawn_from
from village.evidence.indicators.selectors.figures import store
from village.evidence.indicators.selectors.moving import BETTER, WORSE, Moving, moving
from village.evidence.returns import selectors as returns
from village.kernel.periods import Period
from village.partnership.people.rights import Rights

A_QUARTER = timedelta(days=92)
BY_CHANCE = 20
"""One in so many figures that stand still is said to have moved (95% limits)."""


@dataclass(frozen=True, slots=True)
class Behind:
    """An indicator that has no figure of the newest quarter. why: what it waits for."""

    id: str
    title: str
    newest: str
    why: str


@dataclass(frozen=True, slots=True)
class Changed:
    """All of it, of one version. tested: how many the test could tell of."""

    version: Version
    quarter: str
    moved: Sequence[Moving]
    still: Sequence[Moving]
    unsure: Sequence[Moving]
    new: Sequence[Moving]
    behind: Sequence[Behind]
    corrections: Sequence[returns.Correction]

    @property
    def tested(self) -> int:
        return len(self.moved) + len(self.still)

    @property
    def by_chance(self) -> str:
        """How many would be said to have moved though nothing did."""
        about = max(1, round(self.tested / BY_CHANCE))
        return formats.counted(about, "indicator")

    @property
    def says(self) -> str:
        """The whole in a sentence."""
        if not self.moved:
            return f"None of {formats.counted(self.tested, 'indicator')} moved by more than chance."
        ways = [
            f"{number} {words}"
            for number, words in (
                (self._ways(WORSE), WORSE),
                (self._ways(BETTER), BETTER),
                (self._ways(""), "with no better way"),
            )
            if number
        ]
        of = formats.counted(self.tested, "indicator")
        return f"{len(self.moved)} of {of} moved by more than chance: {', '.join(ways)}."

    @property
    def still_words(self) -> str:
        return formats.counted(len(self.still), "indicator")

    @property
    def unsure_words(self) -> str:
        return formats.counted(len(self.unsure), "indicator")

    def _ways(self, way: str) -> int:
        return sum(one.way == way for one in self.moved)


def changed(rights: Rights, of: Version) -> Changed:
    """What changed in a version since the quarter before each indicator's newest."""
    every = moving(of)
    newest = max((one.period for one in every if one.period.step == "quarter"), default=None)
    return Changed(
        version=of,
        quarter=newest.label if newest else "",
        moved=sorted((one for one in every if one.has_moved), key=_worse_first),
        still=[one for one in every if one.is_tested and not one.has_moved],
        unsure=[one for one in every if not one.is_tested and not one.is_new],
        new=[one for one in every if one.is_new],
        behind=list(_behind(rights, every, newest)),
        corrections=_corrections(of),
    )


def _worse_first(one: Moving) -> tuple[int, str]:
    """By which way they went, then by name: units differ, so sizes are not compared."""
    return ({WORSE: 0, BETTER: 2}.get(one.way, 1), one.title)


def _behind(rights: Rights, every: Sequence[Moving], newest: Period | None) -> Iterator[Behind]:
    """What is not known of the newest quarter yet, and which late return it waits for."""
    late = _late(rights, {one.id for one in every})
    for one in every:
        if newest and one.period.last < newest.last:
            why = late.get(one.id, "Nothing of that quarter was accepted yet")
            yield Behind(one.id, one.title, one.period.label, why)


def _late(rights: Rights, of: Collection[str]) -> Mapping[str, str]:
    """By indicator, the late return that it is counted from, as far as the reader may know."""
    found: dict[str, str] = {}
    for line in returns.calendar(rights):
        if line.standing == "late":
            said = f"Late: {line.title}, {line.period}, {line.body}"
            found |= dict.fromkeys(drawn_from(line.spec, of=of), said)
    return found


def _corrections(of: Version) -> Sequence[returns.Correction]:
    """What of this version's returns was sent once more within a quarter before it was counted."""
    found = engine.version(store(), of.name)
    refs = [made_of["ref"] for made_of in found.returns] if found else []
    since = of.built_at - A_QUARTER
    return [one for one in returns.corrections(refs) if one.sent_at >= since]
