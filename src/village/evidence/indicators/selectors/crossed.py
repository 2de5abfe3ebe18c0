"""A table that the engine counted on request, as rows and columns and as a chart."""

from collections.abc import Iterator, Mapping
from typing import Any

from village import engine
from village.design import formats
from village.design.charts import Chart, Group, breakdown, chart
from village.design.tables import Column, Table
from village.evidence.indicators.selectors.figures import GROUPS, figure_cells
from village.evidence.indicators.selectors.pictures import UNITS
from village.evidence.indicators.selectors.reliance import warning
from village.figures.figure import Figure, Unit
from village.figures.plain import from_plain
from village.figures.words import MAY_BE_ANY

Plain = Mapping[str, Any]  # Any: plain JSON
ALL = "All"
Cells = Mapping[tuple[str, ...], Figure]


def cells(told: Plain) -> Cells:
    """Its figures by group, the groups in the order of the kit."""
    return {tuple(cell["groups"]): from_plain(cell["figure"]) for cell in told["cells"]}


def table_of(told: Plain, *, title: str) -> Table:
    """By one breakdown a line for each group; by two the shorter one lies across."""
    found = cells(told)
    what = "" if told["unit"] == Unit.PERCENT else ", numbers"
    caption = f"{title}, {told['label']}, by {named(told)}{what}"
    note = noted(told)
    if len(told["by"]) == 1:
        rows = [(spot[0], *_two(told, figure)) for spot, figure in found.items()]
        return Table(caption, (Column(GROUPS[told["by"][0]]), *_columns(told)), tuple(rows), note)
    down, across = _sides(told)
    columns = (
        Column(GROUPS[told["by"][down]]),
        *(Column(g, True) for g in _groups(told, 1 - down)),
    )
    lines = tuple(
        (group, *(_said(told, found[_spot(down, group, other)]) for other in _groups(told, across)))
        for group in _groups(told, down)
    )
    return Table(caption, columns, lines, note)


def _sides(told: Plain) -> tuple[int, int]:
    """Which breakdown goes down and which across."""
    first, second = (len(engine.GROUPS[name]) for name in told["by"])
    return (0, 1) if first >= second else (1, 0)


def _groups(told: Plain, place: int) -> tuple[str, ...]:
    return (*engine.GROUPS[told["by"][place]], ALL)


def _spot(down: int, group: str, other: str) -> tuple[str, str]:
    return (group, other) if down == 0 else (other, group)


def _columns(told: Plain) -> tuple[Column, ...]:
    number = Column("Number", True)
    return (number, Column("Figure", True)) if told["unit"] == Unit.PERCENT else (number,)


def _two(told: Plain, figure: Figure) -> tuple[Any, ...]:  # Any: cells of a table
    number = formats.figure(figure.numerator)
    if told["unit"] != Unit.PERCENT:
        return (number,)
    of = formats.figure(figure.denominator)
    return (number if figure.withheld else f"{number} of {of}", figure)


def _said(told: Plain, figure: Figure) -> str:
    return formats.figure(figure if told["unit"] == Unit.PERCENT else figure.numerator)


def named(told: Plain) -> str:
    """Its breakdowns in words: `age and sex`."""
    return " and ".join(GROUPS[name].lower() for name in told["by"])


def noted(told: Plain) -> str:
    """What a reader must know of numbers that were moved."""
    moved = (
        f"Each number is moved by up to {told['noise']}, up or down, always the same way, so that "
        "no child can be found by comparing tables: totals do not add up, and differ from those of "
        f"the indicator’s own page. {_not_shown(told)} And one more is not, beside one that stands "
        f"alone. {MAY_BE_ANY}"
    )
    return " ".join((*_warnings(told), moved))


def _not_shown(told: Plain) -> str:
    if len(told["by"]) > 1:
        return "Numbers from 0 to 5 are not shown: nobody and few are not told apart."
    return "Numbers from 1 to 5 are not shown."


def _warnings(told: Plain) -> Iterator[str]:
    """Of each breakdown for itself, where too little is known of whom its groups hold."""
    found = cells(told)
    whole = found.get((ALL,) * len(told["by"]))
    for place, name in enumerate(told["by"]):
        lines = [(spot[place], figure) for spot, figure in found.items() if _is_line(spot, place)]
        if said := warning(GROUPS[name], lines, whole=whole):
            yield said


def _is_line(spot: tuple[str, ...], place: int) -> bool:
    """Whether a figure is of one group of one breakdown, over all groups of any other."""
    return all((group == ALL) != (at == place) for at, group in enumerate(spot))


def lines_of(told: Plain, *, title: str) -> Iterator[tuple[Any, ...]]:  # Any: cells of a sheet
    """A line for each figure, as sheets have them."""
    names = [GROUPS[name] for name in told["by"]]
    for spot, figure in cells(told).items():
        sides = [side for pair in zip(names, spot, strict=True) for side in pair]
        yield (title, told["label"], *(*sides, "", "")[:4], *figure_cells(figure))


def chart_of(told: Plain) -> Chart:
    """Its groups as dots; what was crossed stands in one list, group by group."""
    unit = Unit(told["unit"])
    shown = [
        (", ".join(spot), figure)
        for spot, figure in cells(told).items()
        if ALL not in spot and (figure.withheld or _value(unit, figure))
    ]
    groups = [Group(name, _value(unit, figure)) for name, figure in shown]
    words = UNITS[unit.value] if unit is Unit.PERCENT else UNITS[Unit.COUNT.value]
    spec, rows = breakdown(groups, unit=words)
    return chart(
        spec,
        rows,
        title=f"By {named(told)}, {told['label']}",
        description=f"{len(groups)} groups by {named(told)}. The table holds the same figures.",
    )


def _value(unit: Unit, figure: Figure) -> float | None:
    """A percentage as it is, of anything else how many there are."""
    if unit is Unit.PERCENT:
        return figure.value
    return None if figure.withheld else float(figure.numerator.number)  # type: ignore[union-attr]
