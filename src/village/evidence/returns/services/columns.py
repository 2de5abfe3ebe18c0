"""What each column of a return holds, and why it is asked for, as an agreement lists it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from village import engine

KNOWS = "To know one child's records in the returns of several bodies; sealed apart from events."
WHY = {
    "date": "To see when it happened and how long it took.",
    "moment": "To see when it happened and how long it took.",
    "code": "To compare groups of children and kinds of events.",
    "flag": "To count those to whom it applies.",
}
OTHERWISE = "To check the row, and to count it where it belongs."


@dataclass(frozen=True, slots=True)
class Held:
    """One column. identifies: whether it says who a child is."""

    title: str
    identifies: bool
    why: str


# The census's layout is the department's own, built into the engine: it is told here by block.
CENSUS = (
    Held("Child's local id, pupil numbers", True, KNOWS),
    Held("Date of birth or expected birth, date of death", True, KNOWS),
    Held("Sex, ethnicity, disabilities", False, WHY["code"]),
    Held("Referral: date, source, need, no further action, closure and its reason", False,
         "To see who comes to notice, how soon it is decided, and who comes again."),
    Held("Assessments: dates, and factors found", False,
         "To see whether they end in time, and what harms children here."),
    Held("Strategy discussions, enquiries and initial conferences: dates, outcome", False,
         "To see whether children at risk are seen in time."),
    Held("Child in need plans: first and last day", False, WHY["date"]),
    Held("Child protection plans: days, kinds of abuse, earlier plans, reviews", False,
         "To see how long plans last, and whether children come back to one."),
)  # fmt: skip


# The looked-after return's too: it is told by table.
LOOKED_AFTER = (
    Held("Child's local id, pupil number, date of birth, postcodes of home and placement", True,
         KNOWS),
    Held("Sex, ethnicity, whether a mother, whether unaccompanied", False, WHY["code"]),
    Held("Episodes of care: dates, legal status, need, placement and provider, why they ended",
         False, "To see who comes into care, how long they stay, and how often they move."),
    Held("Reviews: dates, the child's part", False, "To see whether children are heard in time."),
    Held("Times missing or away: dates, kind", False,
         "To see which children go missing, beside what the police know."),
    Held("Health, conviction and strengths and difficulties of those in care all year", False,
         OTHERWISE),
    Held("Care leavers: touch, activity, accommodation", False, OTHERWISE),
    Held("Adoption: decisions, match, adopters; previous permanence", False, OTHERWISE),
    Held("Social workers: number, dates, why they changed", False, OTHERWISE),
    Held("Deprivation of liberty orders: dates", False, WHY["date"]),
)  # fmt: skip


def columns(spec: "engine.Spec") -> list[dict[str, Any]]:  # Any: plain values, for JSON
    """The columns of a kind of return."""
    return [asdict(held) for held in _of(spec)]


def _of(spec: "engine.Spec") -> Iterator[Held]:
    if spec.counts is not None:
        yield from _of_counts(spec.counts)
    elif spec.table is None and spec.built_in is engine.BuiltIn.LOOKED_AFTER:
        yield from LOOKED_AFTER
    elif spec.table is None:
        yield from CENSUS
    else:
        fields = (field for table in spec.table.tables for field in table.fields)
        yield from dict.fromkeys(_of_table(field) for field in fields)


def _of_counts(counts: "engine.CountsSpec") -> Iterator[Held]:
    for asked in counts.asked:
        over = f", over {asked.denominator}" if asked.denominator else ""
        yield Held(asked.title, False, f"A count: {asked.numerator}{over}")
    yield Held("Comment", False, "What readers of a count should know; it never names a child.")


def _of_table(field: Any) -> Held:  # Any: the engine's FieldSpec, which its door does not show
    why = KNOWS if field.identity else WHY.get(str(field.kind), OTHERWISE)
    return Held(field.title, bool(field.identity), f"{why} {field.note}".strip())
