"""The three kinds of chart, as Vega-Lite written in plain dicts, in the village's own theme.

Shape as well as colour tells one thing from another; text and marks keep a contrast of 4.5 and 3.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from village.design import ends, formats

# Any: Vega-Lite's own schema describes these dicts; JSON is all that Python knows of them.
Spec = dict[str, Any]
Rows = list[dict[str, Any]]

INK, SOFT, GRID = "#23291f", "#565c50", "#e3dac8"
HEDGE, WELL, CLAY, STONE, SAND = "#1f4d3b", "#14597a", "#a5401f", "#8b8674", "#b4ab95"
# The first series is the one that the chart is about; what stands beside it is muted.
COLOURS = (HEDGE, STONE, STONE, STONE)
TEXTS = (HEDGE, SOFT, SOFT, SOFT)
SHAPES = ("circle", "diamond", "triangle-up", "square")
DASHES = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3])
FONT = "Seravek, Segoe UI, Noto Sans, Open Sans, Cantarell, Liberation Sans, Arial, sans-serif"
WIDTH, NARROW = 600, 340
HEIGHT = 250

Say = Callable[[float], str]

THEME: Spec = {
    "background": "#ffffff",
    "padding": 14,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 13,
        "titleColor": SOFT,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": STONE,
        "tickColor": STONE,
        "labelPadding": 6,
        "titlePadding": 10,
        "labelLimit": 280,
    },
}


class Kind(StrEnum):
    """What a place is to the reader."""

    HERE = "Here"
    NEIGHBOUR = "Statistical neighbours"
    COUNTRY = "England"
    OTHER = "Other areas"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one series in one period; None where it is withheld or not known."""

    series: str
    period: str
    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One area's value beside the others."""

    name: str
    kind: Kind
    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a breakdown; None where it has no value, for which the chart says `instead`."""

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    instead: str = formats.NOT_SHOWN


def trend(points: Sequence[Point], *, unit: str, say: Say = formats.number) -> tuple[Spec, Rows]:
    """Lines over periods; a gap stays a gap.

    The first series is the one that the chart is about: it has its interval as a band, the others
    are muted. Each has its name and its last value right of the plot. say: writes a value.
    """
    names = list(dict.fromkeys(point.series for point in points))
    y = {"field": "value", "type": "quantitative"}
    band = {
        "transform": [{"filter": {"field": "series", "equal": names[0] if names else ""}}],
        "mark": {"type": "area", "color": HEDGE, "opacity": 0.16},
        "encoding": {"y": {"field": "lower", "type": "quantitative"}, "y2": {"field": "upper"}},
    }
    colour = by_series(names, COLOURS)
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {"y": y, "color": colour, "strokeDash": by_series(names, DASHES)},
    }
    dots = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {"y": y, "color": colour, "shape": by_series(names, SHAPES)},
    }
    axis = ends.scale([end for point in points for end in ends_of(point)])
    rows = named_at_their_ends(points, axis=axis, say=say)
    drawn: list[Spec] = [band, line, dots]
    small = named(drawn, names, look=ends.SMALL)
    spec = {"height": HEIGHT, "encoding": periods(points), **named(drawn, names)}
    spec |= OWN_COLOURS | {"usermeta": {"narrow": with_values(small, unit, axis=axis)}}
    return with_values(spec, unit, axis=axis), rows


def named(drawn: Sequence[Spec], names: Sequence[str], *, look: ends.Look = ends.WIDE) -> Spec:
    """The layers of a trend with the names of its lines right of it."""
    marks = {"color": by_series(names, COLOURS), "shape": by_series(names, SHAPES)}
    words = by_series(names, TEXTS)
    told = ends.layers(look, marks=marks, words=words, leader=SOFT)
    edge = THEME["padding"]
    sides = {"left": edge, "top": edge, "bottom": edge, "right": edge + ends.SPARE}
    return {"layer": deepcopy([*drawn, *told]), "padding": sides}


def ends_of(point: Point) -> list[float]:
    """What of a point must lie on the axis."""
    return [one for one in (point.value, point.lower, point.upper) if one is not None]


def named_at_their_ends(
    points: Sequence[Point], *, axis: tuple[float, float], say: Say = formats.number
) -> Rows:
    """The rows of a trend; the last known one of each series says its name and its value."""
    rows = rows_of(points)
    last = {row["series"]: row for row in rows if row["value"] is not None}
    values = {name: float(row["value"]) for name, row in last.items()}
    for look in (ends.WIDE, ends.SMALL):
        told = {name: ends.in_lines(name, say(value), look) for name, value in values.items()}
        stands = ends.placed(told, values, axis=axis, height=HEIGHT, look=look)
        for name, row in last.items():
            row |= {look.end: told[name], look.stands: stands[name]}
    return rows


# A long name of a period stands in lines: "January", "to March", "2026".
IN_LINES = (
    "length(datum.label) > 9"
    " ? split(replace(replace(datum.label, ' to ', '|to '), regexp(' (?=[0-9]{4}$)'), '|'), '|')"
    " : datum.label"
)


def periods(points: Sequence[Point]) -> Spec:
    order = list(dict.fromkeys(point.period for point in points))
    axis = {"title": None, "grid": False, "labelAngle": 0, "labelOverlap": "greedy"}
    axis |= {"labelSeparation": 3, "labelFontSize": 12, "labelExpr": IN_LINES}
    scale = {"type": "point", "padding": 0.3}
    x = {"field": "period", "type": "ordinal", "sort": order, "axis": axis, "scale": scale}
    return {"x": x}


def by_series(names: Sequence[str], looks: Sequence[Any]) -> Spec:
    scale = {"domain": list(names), "range": list(looks[: len(names)])}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": None}


# The unit stands level above its axis: turned on its side it is hard to read.
ON_TOP: Spec = {
    "tickCount": 6,
    "titleAngle": 0,
    "titleAlign": "left",
    "titleAnchor": "end",
    "titleBaseline": "bottom",
    "titleX": -30,
    "titleY": -10,
}


def with_values(spec: Spec, unit: str, *, axis: tuple[float, float]) -> Spec:
    """The layers on one scale, which starts at nought and ends where `axis` says."""
    scale = {"zero": True, "domain": list(axis), "nice": False}
    for layer in spec["layer"]:
        layer["encoding"]["y"] |= {"title": unit, "scale": scale, "axis": ON_TOP}
    return spec


def comparison(places: Sequence[Place], *, unit: str) -> tuple[Spec, Rows]:
    """One row for each kind of place on a shared scale: here, neighbours, England, the others."""
    present = [kind.value for kind in Kind if any(place.kind is kind for place in places)]
    base = {
        "y": {"field": "kind", "type": "nominal", "sort": present, "axis": row_axis()},
        "x": amount(unit, zero=False),
    }
    reach = {
        "transform": [{"filter": "isValid(datum.lower)"}],
        "mark": {"type": "rule", "strokeWidth": 3, "color": HEDGE, "strokeCap": "round"},
        "encoding": {"x": {"field": "lower", "type": "quantitative"}, "x2": {"field": "upper"}},
    }
    layers = [reach, *(mark_of(kind) for kind in Kind if kind.value in present)]
    return {"height": {"step": 46}, "encoding": base, "layer": layers}, rows_of(places)


def amount(unit: str, *, zero: bool) -> Spec:
    """The horizontal scale; it starts at nought unless only the distances matter."""
    scale = {"zero": zero, "nice": True}
    axis = {"tickCount": 6}
    return {"field": "value", "type": "quantitative", "title": unit, "scale": scale, "axis": axis}


LOOKS: dict[Kind, Spec] = {
    Kind.HERE: {"shape": "circle", "size": 190, "color": HEDGE, "filled": True},
    Kind.NEIGHBOUR: {"shape": "diamond", "size": 110, "color": WELL, "filled": False},
    Kind.COUNTRY: {"shape": "square", "size": 130, "color": CLAY, "filled": True},
    Kind.OTHER: {"shape": "stroke", "size": 170, "color": STONE, "angle": 90},
}


def mark_of(kind: Kind) -> Spec:
    look = {"type": "point", "opacity": 1, "strokeWidth": 2, **LOOKS[kind]}
    return {"transform": [{"filter": {"field": "kind", "equal": kind.value}}], "mark": look}


def ranking(places: Sequence[Place], *, unit: str, say: Say = formats.number) -> tuple[Spec, Rows]:
    """A bar for each place, the highest first, with its name and value; here stands out."""
    ordered = sorted(places, key=lambda place: (-place.value, place.name))
    here = next((place.name for place in ordered if place.kind is Kind.HERE), "")
    is_here = {"test": f"datum.label == {json.dumps(here)}", "value": "bold"}
    axis = row_axis() | {"labelFontWeight": {"condition": is_here, "value": "normal"}}
    y = {"field": "name", "type": "nominal", "sort": [p.name for p in ordered], "axis": axis}
    bar = {
        "mark": {"type": "bar", "height": 14, "cornerRadiusEnd": 2},
        "encoding": {"x": amount(unit, zero=True), "color": by_kind(0)},
    }
    reach = {
        "transform": [{"filter": "isValid(datum.lower)"}],
        "mark": {"type": "rule", "strokeWidth": 2, "color": INK},
        "encoding": {"x": {"field": "lower", "type": "quantitative"}, "x2": {"field": "upper"}},
    }
    value = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13},
        "encoding": {
            "x": {"field": "reach", "type": "quantitative"},
            "text": {"field": "said"},
            "color": by_kind(1),
        },
    }
    rows = [
        row | {"said": say(row["value"]), "reach": row["upper"] or row["value"]}
        for row in rows_of(ordered)
    ]
    spec = {"height": {"step": 30}, "encoding": {"y": y}, "layer": [bar, reach, value]}
    return spec | OWN_COLOURS | NAMES_BESIDE, rows


# What stands in one layer keeps its colours, whatever another layer has for the same words.
OWN_COLOURS: Spec = {"resolve": {"scale": {"color": "independent"}}}
NAMES_BESIDE: Spec = {"usermeta": {"names": "beside"}}

# The colour of the bar and of the value's letters.
RANKED: dict[Kind, tuple[str, str]] = {
    Kind.HERE: (HEDGE, HEDGE),
    Kind.COUNTRY: (SOFT, INK),
    Kind.NEIGHBOUR: (SAND, SOFT),
    Kind.OTHER: (SAND, SOFT),
}


def by_kind(part: int) -> Spec:
    """The colours of kinds of places: 0 of what is drawn, 1 of what is written."""
    domain = [kind.value for kind in RANKED]
    scale = {"domain": domain, "range": [colours[part] for colours in RANKED.values()]}
    return {"field": "kind", "type": "nominal", "scale": scale, "legend": None}


def row_axis() -> Spec:
    return {"title": None, "ticks": False, "domain": False, "grid": True, "gridDash": [1, 4]}


def breakdown(
    groups: Sequence[Group], *, unit: str, whole: tuple[str, float] | None = None
) -> tuple[Spec, Rows]:
    """A dot for each group with its interval, and a named line where the whole lies."""
    order = [group.name for group in groups]
    value = amount(unit, zero=True)
    rows = {"field": "name", "type": "nominal", "sort": order, "axis": row_axis()}
    reach = {
        "transform": [{"filter": "isValid(datum.lower)"}],
        "mark": {"type": "rule", "strokeWidth": 2.5, "color": HEDGE},
        "encoding": {"x": {"field": "lower", "type": "quantitative"}, "x2": {"field": "upper"}},
    }
    dot = {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "filled": True, "size": 120, "opacity": 1, "color": HEDGE},
        "encoding": {"x": value},
    }
    hidden = {
        "transform": [{"filter": "!isValid(datum.value)"}],
        "mark": {"type": "text", "align": "left", "color": SOFT, "dx": 4, "fontSize": 13},
        "encoding": {"x": {"value": 0}, "text": {"field": "instead", "type": "nominal"}},
    }
    layers = [*whole_line(whole, groups), reach, dot, hidden]
    spec = {"height": {"step": 34}, "encoding": {"y": rows}, "layer": layers}
    return spec, rows_of(groups)


def whole_line(whole: tuple[str, float] | None, groups: Sequence[Group]) -> Iterable[Spec]:
    """A dashed line with its name on top, on the side where there is room."""
    if whole is None:
        return
    name, value = whole
    most = max([value, *(end for g in groups for end in (g.value, g.upper) if end is not None)])
    is_right = most > 0 and value > 0.55 * most
    side = {"align": "right", "dx": -6} if is_right else {"align": "left", "dx": 6}
    rule = {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 2, "color": CLAY}
    words = {"type": "text", "text": name, "baseline": "bottom", "fontSize": 13, "color": CLAY}
    once: Spec = {"data": {"values": [{}]}}
    yield once | {"mark": rule, "encoding": {"x": {"datum": value}, "y": None}}
    yield once | {"mark": words | side, "encoding": {"x": {"datum": value}, "y": {"value": 2}}}


def rows_of(things: Iterable[Any]) -> Rows:
    return [{name: plain(value) for name, value in asdict(thing).items()} for thing in things]


def plain(value: Any) -> Any:
    return str(value) if isinstance(value, StrEnum) else value


def finished(spec: Spec, rows: Rows, *, width: int) -> Spec:
    """The whole specification: data, theme and one of the two widths."""
    fitted = dict(spec) if width >= WIDTH else narrowed(spec)
    fitted.pop("usermeta", None)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": THEME,
        **fitted,
    }


ABOVE: Spec = {"labelAlign": "left", "labelBaseline": "bottom", "labelPadding": 0}


def narrowed(spec: Spec) -> Spec:
    """For phones the name of a row stands above it, so that the row has the whole width.

    Many short names stay beside their rows, smaller: above them the picture would be very high.
    """
    rows = spec["encoding"].get("y", {})
    own = spec.get("usermeta", {})
    if "axis" not in rows:
        narrow: Spec = own.get("narrow", {})
        return spec | narrow
    if "names" in own:
        small = rows | {"axis": rows["axis"] | {"labelFontSize": 12, "labelLimit": 150}}
        return spec | {"encoding": spec["encoding"] | {"y": small}}
    axis = rows["axis"] | ABOVE | {"labelOffset": -9, "labelLimit": NARROW - 30, "grid": False}
    encoding = spec["encoding"] | {"y": rows | {"axis": axis}}
    return spec | {"encoding": encoding, "height": {"step": 54}}
