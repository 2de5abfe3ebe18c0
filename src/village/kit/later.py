"""What a partnership has published and no app takes yet: plans, groups, scrutiny, money."""

from village.kernel.yaml import Node
from village.kit.section import Entries, Kind, Piece, Read, Section, as_written, listed
from village.kit.shape import (
    Shape,
    amount,
    choice,
    cited,
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

_FROM_UNTIL = {"from": day("The first day"), "until": day("The first day without it")}
_NOTE = {"note": text("What a reader should know", example="Nothing says who owns it")}


def _section(name: str, *, title: str, item: Shape, read: Read = as_written) -> Section:
    return Section(
        name=name,
        kind=Kind.LATER,
        place=f"{name}.yaml",
        shape=document(title, record(title, {name: each(item, title, least=1)})),
        split=listed(name),
        read=read,
    )


_ACTION = record(
    "What the partnership said that it will do",
    {
        "key": key("The action's key", example="neglect-audit"),
        "does": text("What", example="Audit"),
    },
    {
        "group": refers("groups", "Which group leads it", example="quality-assurance"),
        "by": text("When, as printed", example="November 2024", longest=80),
    },
)

_PRIORITY = record(
    "One priority",
    {
        "key": key("The priority's key", example="neglect"),
        "title": text("Its title", example="Neglect", longest=200),
        "aim": text("What is wanted for children", example="To reduce neglect"),
        "source": cited(),
    },
    {
        "follows": each(text("A key", example="neglect"), "Priorities of before that it continues"),
        "actions": each(_ACTION, "What is to be done"),
        **_NOTE,
    },
)

STRATEGIES = _section(
    "strategies",
    title="Strategies and plans, with vision and priorities",
    item=record(
        "A strategy or plan",
        {
            "key": key("The plan's key", example="plan-2024"),
            "title": text("Its title", example="Partnership plan", longest=200),
            "from": day("The first day"),
            "source": cited(),
            "priorities": each(_PRIORITY, "Its priorities", least=1),
        },
        {
            "until": day("The first day without it"),
            "vision": text("What it wants in the end", example="Safe, thriving and heard"),
            "principles": each(text("One principle", example="Think family"), "Its principles"),
            **_NOTE,
        },
    ),
)

_MEETS = record(
    "How often it meets at least",
    {"source": cited()},
    {
        "times_a_year": number("At least so many times a year", least=1, example=3),
        "every_months": number("At least once in so many months", least=1, example=2),
        "every_working_day": flag("true where it meets each working day"),
    },
)

GROUPS = _section(
    "groups",
    title="Groups, panels and boards, with their meeting rules",
    item=record(
        "A group",
        {
            "key": key("The group's key", example="quality-assurance"),
            "title": text("Its title", example="Quality Assurance Subgroup", longest=200),
            "kind": choice(
                "What kind of group",
                ("executive", "subgroup", "task and finish", "panel", "board", "board elsewhere"),
            ),
            "does": text("What it is for", example="Audits and data"),
            "source": cited(),
        },
        {
            **_FROM_UNTIL,
            "chair": text("Which role chairs it", example="A member of a partner", longest=200),
            "reports_to": refers("groups", "To which group it reports", example="executive"),
            "becomes": refers("groups", "Which group took over from it", example="mace"),
            "meets": _MEETS,
            **_NOTE,
        },
    ),
)

_LINE = record(
    "A line of scrutiny",
    {
        "key": key("The line's key", example="focus-group"),
        "title": text("Its title", example="Practitioners focus group", longest=200),
        "aim": text("What it is to find out", example="Whether links are strong"),
        "does": text("What the scrutineer does", example="Holds sessions"),
        "reports_to": text("Where it is reported", example="Executive and annual report"),
        **_FROM_UNTIL,
    },
    {
        "priorities": each(text("A priority's key", example="neglect"), "Priorities that it tests"),
        "all_priorities": flag("true where it tests every priority"),
        "step": text("Which of the six steps", example="Voice", longest=160),
        **_NOTE,
    },
)

SCRUTINY = _section(
    "scrutiny",
    title="Plans of independent scrutiny",
    item=record(
        "A plan of scrutiny",
        {
            "key": key("The plan's key", example="scrutiny-2024"),
            "title": text("Its title", example="Scrutiny plan 2024-25", longest=200),
            **_FROM_UNTIL,
            "source": cited(),
            "lines": each(_LINE, "Its lines", least=1),
        },
        _NOTE,
    ),
)


def _read_budget(piece: Piece, earlier: Entries) -> object:
    """Raises KitError where the parts do not add up to the total that is printed."""
    node = piece.node
    for parts, total in (("income", "income_total"), ("spending", "spending_total")):
        added = sum(_pounds(part["pounds"]) for part in node[parts])
        if abs(added - _pounds(node[total])) >= 0.005:
            raise node.error(
                f"The parts of “{parts}” add up to {added:,.2f}, not to the total.",
                instead="Compare each part and the total with the document.",
                key=total,
            )
    return as_written(piece, earlier)


def _pounds(node: Node) -> float:
    return float(str(node.scalar))


_MONEY = {"pounds": amount("Pounds", example=10000)}

BUDGET = _section(
    "budget",
    title="What partners paid in and what was spent",
    item=record(
        "A year's money",
        {
            "key": key("The year's key", example="budget-2023"),
            "title": text("Which year", example="April 2023 to March 2024", longest=200),
            **_FROM_UNTIL,
            "source": cited(),
            "income": each(
                record(
                    "A contribution",
                    {"body": refers("bodies", "From whom", example="council"), **_MONEY},
                    {"as": text("As printed", example="Schools grant", longest=200)},
                ),
                "What came in",
                least=1,
            ),
            "spending": each(
                record("A cost", {"on": text("For what", example="Training"), **_MONEY}),
                "What was spent",
                least=1,
            ),
            "income_total": amount("The total as printed", example=241728),
            "spending_total": amount("The total as printed", example=243924),
        },
        _NOTE,
    ),
    read=_read_budget,
)
