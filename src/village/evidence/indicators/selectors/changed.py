"""What changed this quarter, over all indicators: for whoever has two minutes."""

from collections.abc import Collection, Mapping, Sequence
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
QUARTER = "quarter"
LATE, EXPECTED = "late", "expected"


@dataclass(frozen=True, slots=True)
class Behind:
    """An indicator that has no figure of a quarter. why: what it waits for."""

    id: str
    title: str
    newest: str
    why: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """All of it, of one version. tested: how many the test could tell of.

    quarter: the newest of which most indicators by quarter have a figure; behind: those that have
    none. next_quarter: a newer one of which some have one, or nothing; coming: those that have
    none. by_year: those that are counted by year alone.
    """

    version: Version
    quarter: str
    next_quarter: str
    moved: Sequence[Moving]
    still: Sequence[Moving]
    unsure: Sequence[Moving]
    new: Sequence[Moving]
    behind: Sequence[Behind]
    coming: Sequence[Behind]
    by_year: Sequence[Moving]
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

    @property
    def coming_words(self) -> str:
        """How many have no figure of the quarter that has just begun to come in."""
        there = formats.counted(len(self.coming), "indicator")
        said = f"{there} without a figure of {self.next_quarter} yet"
        late = sum(one.is_late for one in self.coming)
        return f"{said}, {late} of them for want of a late return" if late else said

    @property
    def coming_caption(self) -> str:
        return f"What has no figure of {self.next_quarter} yet, and why"

    @property
    def by_year_words(self) -> str:
        return f"{formats.counted(len(self.by_year), 'indicator')} counted by year alone"

    def _ways(self, way: str) -> int:
        return sum(one.way == way for one in self.moved)


def changed(rights: Rights, of: Version) -> Changed:
    """What changed in a version since the quarter before each indicator's newest."""
    every = moving(of)
    quarterly = [one for one in every if one.period.step == QUARTER]
    quarter = _quarter([one.period for one in quarterly])
    newer = max((one.period for one in quarterly), default=None)
    waits = _waits(rights, {one.id for one in quarterly})
    return Changed(
        version=of,
        quarter=quarter.label if quarter else "",
        next_quarter=newer.label if newer and newer != quarter else "",
        moved=sorted((one for one in every if one.has_moved), key=_worse_first),
        still=[one for one in every if one.is_tested and not one.has_moved],
        unsure=[one for one in every if not one.is_tested and not one.is_new],
        new=[one for one in every if one.is_new],
        behind=_without(quarter, quarterly, waits),
        coming=_without(newer, quarterly, waits) if newer != quarter else [],
        by_year=[one for one in every if one.period.step != QUARTER],
        corrections=_corrections(of),
    )


def _worse_first(one: Moving) -> tuple[int, str]:
    """By which way they went, then by name: units differ, so sizes are not compared."""
    return ({WORSE: 0, BETTER: 2}.get(one.way, 1), one.title)


def _quarter(newest: Sequence[Period]) -> Period | None:
    """The newest quarter of which at least half have a figure: the first return makes none new."""
    for quarter in sorted(set(newest), reverse=True):
        if 2 * sum(one >= quarter for one in newest) >= len(newest):
            return quarter
    return None


def _without(
    quarter: Period | None, of: Sequence[Moving], waits: Mapping[str, returns.Line]
) -> Sequence[Behind]:
    """What has no figure of a quarter, and what it waits for; late returns first."""
    found = [
        Behind(one.id, one.title, one.period.label, *_why(waits.get(one.id)))
        for one in of
        if quarter and one.period < quarter
    ]
    return sorted(found, key=lambda one: not one.is_late)


def _why(line: returns.Line | None) -> tuple[str, bool]:
    """What a figure waits for, and whether that is late."""
    if line is None:
        return "Nothing of that quarter was accepted yet", False
    what = f"{line.title}, {line.period}, {line.body}"
    if line.standing == LATE:
        return f"Late: {what}", True
    return f"Not due before {formats.day(line.due_on)}: {what}", False


def _waits(rights: Rights, of: Collection[str]) -> Mapping[str, returns.Line]:
    """By indicator, the open return that it is counted from, as far as the reader may know.

    The one that is late, else the one that is due next.
    """
    found: dict[str, returns.Line] = {}
    lines = [line for line in returns.calendar(rights) if line.standing in (LATE, EXPECTED)]
    for line in sorted(lines, key=lambda one: (one.standing == LATE, -one.due_on.toordinal())):
        found |= dict.fromkeys(drawn_from(line.spec, of=of), line)
    return found


def _corrections(of: Version) -> Sequence[returns.Correction]:
    """What of this version's returns was sent once more within a quarter before it was counted."""
    found = engine.version(store(), of.name)
    refs = [made_of["ref"] for made_of in found.returns] if found else []
    since = of.built_at - A_QUARTER
    return [one for one in returns.corrections(refs) if one.sent_at >= since]
