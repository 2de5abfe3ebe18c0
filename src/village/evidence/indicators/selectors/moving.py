"""How each indicator moved since the quarter before: by more than chance, or not so far as seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from village import engine
from village.design import formats
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.figures import store
from village.figures.change import Change, Direction, change
from village.figures.figure import Figure, Unit
from village.figures.plain import from_plain
from village.figures.words import rounded
from village.kernel.periods import Period

HIGHER, LOWER = "higher is better", "lower is better"
BETTER, WORSE = "the better way", "the worse way"
PER = {Unit.PERCENT: "", Unit.PER_10_000: "for every 10,000 children", Unit.COUNT: ""}
SHOWN = 8
"""Points of a small chart."""


@dataclass(frozen=True, slots=True)
class Moving:
    """One indicator: its newest figure beside the one before.

    moved: None where the test cannot tell: too few events, a number that is not shown, one point
    alone, or figures of two forms (counted from rows, and by the agency itself). is_linked: it
    rests on links between agencies.
    """

    id: str
    title: str
    direction: str
    period: Period
    newest: Figure
    before: Figure | None
    moved: Change | None
    trend: tuple[float | None, ...]
    changes_form: bool
    is_linked: bool = False

    @property
    def unit(self) -> str:
        return PER[self.newest.unit]

    @property
    def is_tested(self) -> bool:
        return self.moved is not None

    @property
    def has_moved(self) -> bool:
        return self.moved is not None and self.moved.direction is not Direction.NO_CLEAR_CHANGE

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def way(self) -> str:
        """The better way or the worse one; "" where neither is better, or nothing moved."""
        if not self.has_moved or self.moved is None or self.direction not in (HIGHER, LOWER):
            return ""
        rose = self.moved.direction is Direction.ROSE
        return BETTER if rose == (self.direction == HIGHER) else WORSE

    @property
    def tone(self) -> str:
        return {BETTER: "good", WORSE: "bad"}.get(self.way, "info")

    @property
    def verdict(self) -> str:
        """In a word or two, for a mark."""
        if not self.has_moved or self.moved is None:
            return ""
        said = str(self.moved.direction).capitalize()
        return f"{said}, {self.way}" if self.way else said

    @property
    def since(self) -> str:
        """What became of it since the period before, in a line."""
        if self.before is None:
            return "The first figure of it"
        if self.changes_form:
            return f"It is counted in another form than {self.before.period}"
        if self.moved is None:
            return "Too few to tell, or not shown"
        if not self.has_moved:
            return f"No clear change from {formats.figure(self.before)}"
        return f"From {formats.figure(self.before)}, {self.limits}"

    @property
    def limits(self) -> str:
        """How far it moved, with 95% limits."""
        if self.moved is None:
            return ""
        by, within = self.moved.difference, self.moved.interval
        numbers = [rounded(abs(one), unit=self.newest.unit) for one in (by, *_ends(within))]
        points = " points" if self.newest.unit is Unit.PERCENT else ""
        said = (one.removesuffix("%") if points else one for one in numbers)
        far, least, most = said
        return f"by {far}{points} ({least} to {most})"

    @property
    def trend_words(self) -> str:
        known = [
            "not shown" if value is None else rounded(value, unit=self.newest.unit)
            for value in self.trend
        ]
        return f"{self.title}: {' then '.join(known[-4:])}"

    @property
    def has_trend(self) -> bool:
        """Two points make no trend; a line is drawn from three on."""
        return len(self.trend) > 2


def _ends(within: Any) -> tuple[float, float]:  # Any: an interval of figures
    """The limits of a movement by how far, the nearer first; it does not hold nought."""
    ends = sorted((abs(within.lower), abs(within.upper)))
    return ends[0], ends[1]


def moving(of: Version) -> list[Moving]:
    """Every indicator of a version that has a figure, by title."""
    found = engine.version(store(), of.name)
    names = found.indicators if found else ()
    plain = (engine.figures_of(store(), of.name, name) for name in names)
    known = (_moving(one) for one in plain if one)
    return sorted(filter(None, known), key=lambda one: (one.title, one.id))


def _moving(plain: Mapping[str, Any]) -> Moving | None:  # Any: an indicator in plain JSON
    """By quarter where there are quarters, else by year."""
    series = plain["series"]
    points: Sequence[Mapping[str, Any]] = series.get("quarter") or series.get("year") or ()
    if not points:
        return None
    figures = [from_plain(point["figure"]) for point in points[-SHOWN:]]
    before = figures[-2] if len(figures) > 1 else None
    changes_form = len(points) > 1 and _form(points[-1]) != _form(points[-2])
    return Moving(
        id=plain["indicator"],
        title=plain["definition"]["title"],
        direction=plain["definition"]["direction"],
        period=Period.parse(points[-1]["period"]),
        newest=figures[-1],
        before=before,
        moved=change(figures[-1], before) if before and not changes_form else None,
        trend=tuple(figure.value for figure in figures),
        changes_form=changes_form,
        is_linked=bool(plain.get("linkage")),
    )


def _form(point: Mapping[str, Any]) -> tuple[str, bool]:  # Any: as above
    return str(point.get("form", "rows")), bool(point.get("brought"))
