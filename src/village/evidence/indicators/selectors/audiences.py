"""What each audience sees of a count, in tables and words, from the very rules that are applied."""

from collections.abc import Sequence

from village.design import formats
from village.design.tables import Column, Table
from village.figures.audiences import (
    CASES,
    CELL_KEY,
    DFE,
    NHS,
    Audience,
    Profile,
    profile_for,
    seen,
)
from village.figures.linked import Span

INSIDE = (
    ("On the pages of indicators", DFE),
    ("In a table of two breakdowns, under Explore", CELL_KEY),
)


def tables() -> Sequence[Table]:
    """One table for each audience, a line for each rule that can apply to it."""
    return (
        _table("People inside the partnership", INSIDE),
        _table("Partners, in what is sent to them", _by_rows(Audience.PARTNER)),
        _table("The public", _by_rows(Audience.PUBLIC)),
    )


def _by_rows(audience: Audience) -> Sequence[tuple[str, Profile]]:
    return (
        ("Where no rows or counts of health are in", profile_for(audience)),
        ("Where health’s rows or counts are in", profile_for(audience, health=True)),
    )


def _table(caption: str, lines: Sequence[tuple[str, Profile]]) -> Table:
    columns = (Column("Where"), *(Column(_of(children), True) for children in CASES))
    rows = tuple((where, *(_words(children, rule) for children in CASES)) for where, rule in lines)
    return Table(f"{caption}: what is seen of a count", columns, rows)


def _of(children: int) -> str:
    return f"{children} children"


def _words(children: int, rule: Profile) -> str:
    look = seen(children, rule)
    if isinstance(look, Span):
        return f"{look.least:.0f} to {look.most:.0f}"
    return formats.figure(look)


def rules() -> Sequence[tuple[str, str]]:
    """The rules by name, each with what it does and whose it is."""
    return tuple((_NAMES[one.name], f"{_does(one)} {_source(one)}") for one in (DFE, NHS, CELL_KEY))


_NAMES = {
    DFE.name: "The department’s rule (dfe)",
    NHS.name: "The health service’s rule (nhs)",
    CELL_KEY.name: "Noise by cell key",
}


def _does(one: Profile) -> str:
    if one.noise:
        return (
            f"Counts of 1 to {one.threshold} are not shown, any other is moved by up to "
            f"{one.noise}, up or down, always the same way."
        )
    rounded = f", others are rounded to the nearest {one.base}" if one.base > 1 else ""
    return f"Counts of 1 to {one.threshold} are not shown{rounded}."


def _source(one: Profile) -> str:
    return f"Source: {one.source}."
