"""The names of lines right of a chart: pushed apart, so that none lies on another.

Where a line ends and where its name may stand are reckoned here in pixels, and told to the
chart as values of its own scale; a thin leader and the line's mark tie each name to its line.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import ceil, floor, log10
from textwrap import wrap
from typing import Any

Spec = dict[str, Any]  # Any: Vega-Lite's own schema describes it

AMOUNT: Spec = {"type": "quantitative"}
STEPS = (1, 2, 2.5, 5, 10)
MOST_STEPS = 6
MARK, LETTERS = 16, 26
"""How far right of the plot the mark and the letters stand."""
SPARE = 12
"""Pixels for a reader's letters that are wider than those of the house that drew it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How names stand at one width. letters: in a line. line, between: pixels."""

    suffix: str
    size: int
    letters: int
    line: int
    between: int

    @property
    def end(self) -> str:
        """The field that holds the words."""
        return f"end{self.suffix}"

    @property
    def stands(self) -> str:
        """The field that holds the value at whose height the words stand."""
        return f"stands{self.suffix}"


WIDE = Look("", size=13, letters=40, line=16, between=3)
SMALL = Look("_small", size=12, letters=12, line=14, between=6)


def scale(values: Sequence[float]) -> tuple[float, float]:
    """The least and the most of an axis with nought on it, both at whole steps."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if low == high:
        return 0.0, 1.0
    rough = (high - low) / MOST_STEPS
    power = 10 ** floor(log10(rough))
    step = next(one * power for one in STEPS if one * power >= rough * (1 - 1e-9))
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step


def apart(wanted: Sequence[float], *, least: float, most: float) -> list[float]:
    """Places as near to those wanted as they can be, `least` apart and from 0 to `most`.

    wanted: in rising order. They stay in it; what cannot fit keeps its distance and runs over.
    """
    pools: list[list[float]] = []
    for number, place in enumerate(wanted):
        pools.append([place - number * least])
        while len(pools) > 1 and mean(pools[-2]) > mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    level = [mean(pool) for pool in pools for _ in pool]
    room = max(most - (len(wanted) - 1) * least, 0.0)
    return [min(max(one, 0.0), room) + number * least for number, one in enumerate(level)]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def in_lines(name: str, said: str, look: Look) -> list[str]:
    """A name and its value as they stand, line by line."""
    whole = f"{name} {said}"
    return [whole] if len(whole) <= look.letters else [*wrap(name, look.letters), said]


def placed(
    named: Mapping[str, Sequence[str]],
    values: Mapping[str, float],
    *,
    axis: tuple[float, float],
    height: float,
    look: Look,
) -> dict[str, float]:
    """The value of the axis at whose height the name of each series stands in the middle."""
    low, high = axis
    a_pixel = (high - low) / height
    order = sorted(values, key=lambda name: -values[name])
    lines = max((len(named[name]) for name in order), default=1)
    least = lines * look.line + look.between
    wanted = [(high - values[name]) / a_pixel for name in order]
    found = apart(wanted, least=least, most=height)
    return {name: high - place * a_pixel for name, place in zip(order, found, strict=True)}


def layers(look: Look, *, marks: Spec, words: Spec, leader: str) -> list[Spec]:
    """The leader, the mark and the words of each line, at its last row; the others have none.

    marks: encodings of colour and shape. words: the encoding of the letters' colour.
    """
    only = {"transform": [{"filter": f"isValid(datum.{look.end})"}]}
    at = {"x": {"value": {"expr": f"width + {MARK}"}}, "y": {"field": look.stands, **AMOUNT}}
    until = {"x2": {"value": {"expr": f"width + {MARK - 7}"}}, "y2": {"field": look.stands}}
    thin = {"type": "rule", "strokeWidth": 1, "strokeDash": [1, 3], "color": leader}
    mark = {"type": "point", "filled": True, "size": 60, "opacity": 1}
    letters = {"type": "text", "fontSize": look.size, "lineHeight": look.line, "align": "left"}
    middle = {"expr": f"-{look.line / 2} * (length(datum.{look.end}) - 1)"}
    letters |= {"fontWeight": "bold", "baseline": "middle", "dx": LETTERS - MARK, "dy": middle}
    return [
        only | {"mark": thin, "encoding": {"y": {"field": "value", **AMOUNT}, **until}},
        only | {"mark": mark, "encoding": {**deepcopy(at), **marks}},
        only | {"mark": letters, "encoding": {**at, "text": {"field": look.end}, "color": words}},
    ]
