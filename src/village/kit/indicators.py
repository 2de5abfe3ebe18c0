"""What each indicator counts, over what, and why it is kept."""

from collections.abc import Iterator

from village import engine
from village.kernel.yaml import KitError, Node, Step
from village.kit.faults import nearest
from village.kit.returns import OfCounts
from village.kit.section import Entries, Kind, Piece, Section, file_of_one
from village.kit.shape import (
    Shape,
    choice,
    day,
    document,
    each,
    flag,
    key,
    number,
    record,
    refers,
    text,
)

_FILTER: Shape = {
    "type": "object",
    "description": "A column and one test of it",
    "properties": {
        "field": text("The column", example="is_nfa", longest=80),
        "is": {"description": "It holds this", "examples": [True]},
        "in": {"type": "array", "description": "It holds one of these", "examples": [["N1"]]},
        "at_most": {"description": "It is not above this", "examples": [45]},
        "at_least": {"description": "It is not below this", "examples": [1]},
        "known": flag("true where it holds anything at all"),
    },
    "required": ["field"],
    "additionalProperties": False,
}

_COUNT: dict[str, Shape] = {
    "table": text("The table of events", example="referrals", longest=80),
    "counts": choice("What is counted", engine.COUNTS),
}
_COUNT_MAY: dict[str, Shape] = {
    "on": text("The date by which an event falls into a period", example="referred_on"),
    "open": each(text("A date", example="plan_from"), "Dates between which it is open", least=2),
    "where": each(_FILTER, "Conditions that must all hold"),
    "at_least": number("How often at least for one child", least=1, example=3),
}

_ROWS = record(
    "Rows that the same child has in a table",
    {"table": _COUNT["table"]},
    {
        **{name: _COUNT_MAY[name] for name in ("on", "open", "where")},
        "on_the_day": flag("true where they are open on the day of what is counted"),
        "none": flag("true where the child has no such row"),
    },
)

_ALSO: Shape = {
    "description": "What the same child has elsewhere, once agencies' children are linked",
    "examples": ["{table: protection_plans, open: [started_on, ended_on]}"],
    "if": {"required": ["any"]},
    "then": record(
        "One of several",
        {"any": each(_ROWS, "Tables, of which one is enough", least=1)},
        {"none": flag("true where the child has none of them")},
    ),
    "else": _ROWS,
}

_NUMERATOR = record(
    "What is counted",
    _COUNT,
    {**_COUNT_MAY, "also": each(_ALSO, "What must hold for the same child elsewhere", least=1)},
)

_DENOMINATOR: Shape = {
    "description": "What it is counted over: a table, or the children who live here",
    "examples": ["{population: under-18}"],
    "if": {"required": ["population"]},
    "then": record(
        "Children who live here",
        {"population": text("Which children", example="under-18", longest=40)},
    ),
    "else": _NUMERATOR,
}

_WORDING = record(
    "How a sentence says it: 'In the year to March 2026, 40 of 100 <counted> <did>.'",
    {
        "counted": text("What is counted, in the plural", example="referrals", longest=120),
        "one": text("What is counted, in the singular", example="referral", longest=120),
    },
    {"did": text("For percentages, what a part of them did", example="led to no further action")},
)

_ASKED = record(
    "What an agency is asked to count, where it sends counts rather than children",
    {
        "return": refers("returns", "The return of counts", example="counts-police"),
        "numerator": text("What to count", example="Notices decided within one working day"),
    },
    {
        "denominator": text("Out of what, for a percentage", example="Notices decided"),
        "guidance": text("How to count it, for whoever does", example="Count each child once."),
        "at_end": flag("true where it is counted as it stands on the quarter's last day"),
        "adds_up": flag("false where one child may stand in several quarters of a year"),
    },
)

_INDICATOR = record(
    "One edition of one indicator",
    {
        "id": key("The indicator's key", example="referrals-rate"),
        "edition": text("Which edition of the definition", example="2026-1", longest=40),
        "title": text("What it is called", example="Referrals", longest=160),
        "question": text("The question that it answers", example="How many were referred?"),
        "why": text("Why the partnership keeps it", example="A referral is a worry heard."),
        "unit": choice("What the figure is", engine.UNITS),
        "direction": choice("Which way is better", engine.DIRECTIONS),
        "numerator_words": text("What is counted, in words", example="referrals received"),
        "denominator_words": text("Over what, in words", example="children who live here"),
        "wording": _WORDING,
        "steps": each(choice("A period", engine.STEPS), "Periods for which it is counted", least=1),
        "source": text("Where the definition comes from", example="DfE, table C1"),
        "author": text("Who keeps it", example="QA manager"),
        "review_on": day("When it is to be looked at again"),
    },
    {
        "numerator": _NUMERATOR,
        "denominator": _DENOMINATOR,
        "counts": _ASKED,
        "breakdowns": each(choice("A split", engine.BREAKDOWNS), "By what it is split"),
        "history_months": number("Months of history that it needs", example=12),
        "caveats": each(text("A sentence", example="A child may count twice."), "What to know"),
    },
)


def read(piece: Piece, earlier: Entries) -> "engine.Definition":
    """Raises KitError for a definition that cannot be compiled, or counts what nobody sends."""
    _refuse_rows_asked_as_counts(piece.node, earlier)
    tables = sorted(_tables(earlier))
    for named in _named(piece.node):
        if isinstance(named.scalar, str) and named.scalar not in tables:
            raise named.error(
                f"“table” names “{named.scalar}”, which no return of the kit brings.",
                instead=nearest(named.scalar, tables),
            )
    try:
        return engine.Definition.from_mapping(piece.value)
    except engine.DefinitionFault as fault:
        raise _placed(fault, piece.node) from fault


def _named(node: Node) -> Iterator[Node]:
    """Every table that the file names, as it stands there."""
    for count in filter(None, map(node.get, ("numerator", "denominator"))):
        for rows in (count, *_elsewhere(count)):
            if "table" in rows:
                yield rows["table"]


def _elsewhere(count: Node) -> Iterator[Node]:
    for one in count.children.get("also", ()):
        yield from one.children.get("any", (one,))


def _tables(earlier: Entries) -> Iterator[str]:
    """The tables that the kit's returns bring."""
    for entry in earlier.get("returns", ()):
        if isinstance(entry.content, engine.TableSpec):
            yield from (table.id for table in entry.content.tables)
        elif not isinstance(entry.content, OfCounts):
            yield from engine.EVENTS[engine.BuiltIn(str(entry.value["spec"]))]


def _refuse_rows_asked_as_counts(node: Node, earlier: Entries) -> None:
    """What an agency counts itself comes in a return of counts."""
    named = node.at(["counts", "return"]).scalar
    returns = earlier.get("returns", ())
    of_counts = sorted(entry.key for entry in returns if isinstance(entry.content, OfCounts))
    if isinstance(named, str) and named not in of_counts:
        raise node.at(["counts"]).error(
            f"“return” names “{named}”, which is no return of counts.",
            instead=nearest(named, of_counts),
            key="return",
        )


def _placed(fault: "engine.DefinitionFault", node: Node) -> KitError:
    path: list[Step] = list(fault.path.split("."))
    parent = node.at(path[:-1])
    return parent.error(
        f"“{fault.path}” {fault.message}.",
        instead="Compare it with another indicator of the kit.",
        key=str(path[-1]),
    )


SECTION = Section(
    name="indicators",
    kind=Kind.RULES,
    place="indicators/",
    shape=document("An indicator", _INDICATOR),
    split=file_of_one("id"),
    read=read,
    needs=("returns",),
)
