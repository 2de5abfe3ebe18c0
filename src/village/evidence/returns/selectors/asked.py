"""What a return of counts asks for, and which editions stand beside it."""

from collections.abc import Mapping
from datetime import timedelta

from village import engine
from village.design.form_sheets import FormColumn, FormNotes, FormRow, FormSheet
from village.design.sheets import Label
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import WITH_ROWS, State
from village.partnership.people.rights import Rights


def before(owed: Return) -> Edition | None:
    """The accepted edition of the quarter before, from the same body."""
    return (
        Edition.objects.system("a sender's own quarter before; whoever asks may see this return")
        .filter(
            of__body=owed.body_id,
            of__spec=owed.spec,
            of__last_on=owed.first_on - timedelta(days=1),
            of__brought=False,
            state=State.ACCEPTED,
        )
        .select_related("of__body")
        .first()
    )


def latest(owed: Return) -> Edition | None:
    """The newest edition of which the counts are still there."""
    return (
        Edition.objects.system("whoever asks may see this return")
        .filter(of=owed, state__in=WITH_ROWS)
        .select_related("of__body")
        .order_by("-number")
        .first()
    )


def stood_before(edition: Edition) -> Edition | None:
    """The newest edition that was sent before this one and stands."""
    return (
        Edition.objects.system("whoever sends a return knows what was sent for it")
        .filter(of=edition.of_id, state__in=WITH_ROWS, number__lt=edition.number)
        .select_related("of__body", "sent_by")
        .order_by("-number")
        .first()
    )


COLUMNS = (
    FormColumn("Quarter", 19),
    FormColumn("Indicator", 28),
    FormColumn("Breakdown", 11),
    FormColumn("Group", 12),
    FormColumn("What to count", 36),
    FormColumn("Numerator", 12),
    FormColumn("Last quarter, numerator", 12),
    FormColumn("Out of what", 30),
    FormColumn("Denominator", 13),
    FormColumn("Last quarter, denominator", 13),
    FormColumn("Comment", 36, "What readers of the figure should know. Do not name a child."),
)
NOTES = (
    FormColumn("Indicator", 30),
    FormColumn("Numerator", 36),
    FormColumn("Denominator", 30),
    FormColumn("How to count it", 80),
)
ABOVE, BELOW, COMMENT = 5, 8, 10
HOW = (
    "Fill in the yellow cells of the sheet “Counts”. The rest is locked, and says what is asked.",
    "The sheet “How to count” says of each indicator how it is counted.",
    "Write 0 where there were none. Choose “suppressed” where the number is small and you may not "
    "send it, and “not collected” where nobody counts it; or type a number. What turns red is no "
    "count.",
    "Write “suppressed” also where a larger number belongs to 5 children or fewer, such as nine "
    "visits of one child: only you can know. Numbers from 1 to 5 are shown to nobody: the "
    "partnership's own pages withhold them.",
    "Say in the comment what changed: a new form, a new system, a new way of counting.",
    "Save it as a workbook (.xlsx) and send it on the page from which you took it. Nothing is in "
    "the figures until you have read what the check found, and said so.",
)


def form_sheet(
    owed: Return,
    spec: "engine.CountsSpec",
    last: "Mapping[engine.Place, Mapping[str, str]]",
    *,
    rights: Rights,
) -> FormSheet:
    """The workbook of one quarter. last: what was sent for the quarter before."""
    label = Label(
        title=f"{owed.title}, {owed.period.label}",
        definition=f"What {owed.body.name} is asked to count for {owed.period.label}",
        source=spec.source,
        audience=f"People at {owed.body.name} who send its returns",
        by=rights.person.name if rights.person else "",
        at=rights.at,
    )
    rows = [
        _row(owed, asked, place, last.get(place, {}))
        for asked in spec.asked
        for place in asked.places
    ]
    told = [(one.title, one.numerator, one.denominator, one.guidance) for one in spec.asked]
    return FormSheet(
        label,
        "Counts",
        HOW,
        COLUMNS,
        rows,
        counts=(ABOVE, BELOW),
        words=tuple(engine.Mark),
        notes=FormNotes("How to count", NOTES, told),
    )


def _row(
    owed: Return, asked: "engine.Asked", place: "engine.Place", last: Mapping[str, str]
) -> FormRow:
    cells = (
        owed.period.label,
        asked.title,
        place.breakdown.replace("_", " "),
        place.group,
        asked.numerator,
        "",
        last.get("numerator", ""),
        asked.denominator,
        "",
        last.get("denominator", ""),
        "",
    )
    open_cells = [ABOVE, *([BELOW] if asked.denominator else [])]
    return FormRow(cells, (*open_cells, *([COMMENT] if place.is_total else [])))
