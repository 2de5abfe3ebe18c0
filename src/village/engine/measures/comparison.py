"""What stands beside a figure: England, the region, the neighbours, and the sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from village.engine.measures.definition import Definition
from village.figures.compare import Published, neighbours
from village.figures.figure import Figure, Unit
from village.figures.plain import from_plain
from village.figures.words import Beside, sentence
from village.kernel.periods import Period

Points = Sequence[Mapping[str, Any]]  # Any: a point of a series, in plain values


@dataclass(frozen=True, slots=True)
class Comparison:
    """One public series, as its publisher gave it.

    england, region: by period label. neighbours: all of them, by period label. none: why there is
    no public series. source: publisher, data set, licence and the neighbours' model, in words.
    """

    none: str = ""
    england: Mapping[str, Published] = field(default_factory=dict)
    region: Mapping[str, Published] = field(default_factory=dict)
    neighbours: Mapping[str, Sequence[Published]] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, Any]:
        """Plain values for JSON; a mark such as `suppressed` stays a word beside a null."""
        return {
            "none": self.none,
            "source": dict(self.source),
            "england": [_plain(place) for place in self.england.values()],
            "region": [_plain(place) for place in self.region.values()],
            "neighbours": [
                _plain(place) for places in self.neighbours.values() for place in places
            ],
        }


def _plain(place: Published) -> dict[str, Any]:
    return {
        "area": place.area,
        "period": place.period,
        "value": place.value,
        "mark": place.mark,
    }


def sentence_of(
    definition: Definition, series: Mapping[str, Points], comparison: Comparison
) -> str:
    """The newest figure in plain English, beside what is public of the newest year it is of."""
    points = series.get(definition.steps[0], ())
    if not points:
        return ""
    newest = from_plain(points[-1]["figure"])
    return sentence(
        newest,
        definition.wording,
        when=_when(definition, Period.parse(points[-1]["period"])),
        beside=_beside(newest, points, comparison),
    )


def _when(definition: Definition, period: Period) -> str:
    if definition.numerator.open_from:
        return f"On {period.last.day} {period.last:%B %Y}"
    return f"In the {period.label}" if period.step == "year" else f"From {period.label}"


def _beside(newest: Figure, points: Points, comparison: Comparison) -> Beside:
    """England and the neighbours of the same year, or of the newest year before it."""
    before = from_plain(points[-2]["figure"]) if len(points) > 1 else None
    england = comparison.england.get(newest.period) or _last(comparison.england)
    near = comparison.neighbours.get(england.period if england else newest.period)
    return Beside(
        england=england,
        neighbours=neighbours(near, unit=Unit(newest.unit)) if near else None,
        no_comparison=comparison.none,
        before=before,
    )


def _last(places: Mapping[str, Published]) -> Published | None:
    return list(places.values())[-1] if places else None
