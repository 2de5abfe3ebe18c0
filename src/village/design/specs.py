"""The three kinds of chart, as Vega-Lite written in plain dicts, in the village's own theme.

Shape as well as colour tells one thing from another; text and marks keep a contrast of 4.5 and 3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

# Any: Vega-Lite's own schema describes these dicts; JSON is all that Python knows of them.
Spec = dict[str, Any]
Rows = list[dict[str, Any]]

INK, SOFT, GRID = "#23291f", "#565c50", "#e3dac8"
HEDGE, WELL, CLAY, PLUM, STONE = "#1f4d3b", "#14597a", "#a5401f", "#6b3a6e", "#8b8674"
COLOURS = (HEDGE, CLAY, WELL, PLUM)
SHAPES = ("circle", "diamond", "triangle-up", "square")
DASHES = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3])
FONT = "Seravek, Segoe UI, Noto Sans, Open Sans, Cantarell, Liberation Sans, Arial, sans-serif"
WIDTH, NARROW = 700, 340

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
    "legend": {
        "labelColor": INK,
        "labelFontSize": 13,
        "labelLimit": 260,
        "orient": "top",
        "direction": "horizontal",
        "symbolOpacity": 1,
        "symbolSize": 90,
        "columnPadding": 28,
        "offset": 36,
        "title": None,
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
    """One group of a breakdown; None where it is withheld, which the chart says in words."""

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None


def trend(points: Sequence[Point], *, unit: str) -> tuple[Spec, Rows]:
    """Lines over periods, the first series with its interval as a band; a gap stays a gap."""
    names = list(dict.fromkeys(point.series for point in points))
    band = {
        "transform": [{"filter": {"field": "series", "equal": names[0] if names else ""}}],
        "mark": {"type": "area", "color": HEDGE, "opacity": 0.16},
        "encoding": {"y": {"field": "lower", "type": "quantitative"}, "y2": {"field": "upper"}},
    }
    scales = {"domain": names, "range": list(COLOURS[: len(names)])}
    colour = {"field": "series", "type": "nominal", "scale": scales, "legend": legend(names)}
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {
            "y": {"field": "value", "type": "quantitative"},
            "color": colour,
            "strokeDash": by_series(names, DASHES) | {"legend": None},
        },
    }
    dots = {
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {
            "y": {"field": "value", "type": "quantitative"},
            "color": colour,
            "shape": by_series(names, SHAPES),
        },
    }
    spec = {"height": 280, "encoding": periods(points), "layer": [band, line, dots]}
    return with_value_title(spec, unit), rows_of(points)


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
    return {"x": {"field": "period", "type": "ordinal", "sort": order, "axis": axis}}


def by_series(names: Sequence[str], looks: Sequence[Any]) -> Spec:
    scale = {"domain": list(names), "range": list(looks[: len(names)])}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": legend(names)}


def legend(names: Sequence[str]) -> Spec | None:
    return {} if len(names) > 1 else None


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


def with_value_title(spec: Spec, unit: str) -> Spec:
    for layer in spec["layer"]:
        layer["encoding"]["y"] |= {"title": unit, "scale": {"zero": True}, "axis": ON_TOP}
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
        "mark": {"type": "text", "text": "not shown", "align": "left", "color": SOFT, "dx": 4}
        | {"fontSize": 13},
        "encoding": {"x": {"value": 0}},
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
    fitted = spec if width >= WIDTH else narrowed(spec)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": THEME if width >= WIDTH else THEME | NARROW_THEME,
        **fitted,
    }


NARROW_THEME: Spec = {"legend": THEME["legend"] | {"direction": "vertical"}}
ABOVE: Spec = {"labelAlign": "left", "labelBaseline": "bottom", "labelPadding": 0}


def narrowed(spec: Spec) -> Spec:
    """For phones the name of a row stands above it, so that the row has the whole width."""
    rows = spec["encoding"].get("y", {})
    if "axis" not in rows:
        return spec
    axis = rows["axis"] | ABOVE | {"labelOffset": -9, "labelLimit": NARROW - 30, "grid": False}
    encoding = spec["encoding"] | {"y": rows | {"axis": axis}}
    return spec | {"encoding": encoding, "height": {"step": 54}}
