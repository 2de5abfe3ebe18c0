"""What each return is: a table that the kit describes, or a layout that the engine has built in."""

from dataclasses import dataclass
from enum import StrEnum

from village import engine
from village.kernel.yaml import KitError, Node
from village.kit.codes import CodeList
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
    text,
)


class Verified(StrEnum):
    YES = "verified"
    IN_PART = "verified in part"


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one collection year. note: what is not verified, and why."""

    year: int
    verified: Verified
    note: str


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A return whose layout and checks stand in the engine's own code.

    spec: the name by which the engine knows it. sender: which partner sends it.
    """

    id: str
    title: str
    edition: str
    source: str
    sender: str
    length: "engine.Length"
    spec: str
    due: str
    layouts: tuple[Layout, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class OfCounts:
    """A return of counts: what it asks for stands in the indicators that name it."""

    id: str
    title: str
    edition: str
    source: str
    sender: str


_HEAD: dict[str, Shape] = {
    "return": key("The return's key", example="police-missing"),
    "title": text("What it is called", example="Police missing episodes", longest=160),
    "edition": text("Which edition of the description", example="2026-1", longest=40),
    "source": text("Where the description comes from", example="The partnership's own layout"),
    "sender": text("Which partner sends it", example="police", longest=80),
    "period": choice("What stretch of time one return covers", list(engine.Length)),
}

_CODE = record(
    "One code of a column",
    {"code": text("The code", example="H"), "title": text("What it means", example="home")},
    {"aliases": each(text("A spelling", example="house"), "Other spellings")},
)

_FIELD = record(
    "One column",
    {
        "name": text("Its name", example="born_on", pattern=r"^[a-z][a-z0-9_]*$"),
        "title": text("Its header", example="Date of birth", longest=200),
        "kind": choice("What it holds", list(engine.CellKind)),
    },
    {
        "aliases": each(text("A header", example="DOB"), "Other headers that it is known by"),
        "required": flag("true where it may not be empty"),
        "identity": flag("true where it says who a child is"),
        "repeats": flag("true where several values may stand"),
        "codes": {
            "description": "A list of codes, or the key of one of the kit's code lists",
            "if": {"type": "string"},
            "then": {"type": "string", "x-refers-to": "codes"},
            "else": each(_CODE, "The codes", least=1),
            "examples": ["ethnicity"],
        },
        "longest": number("The most characters", least=1, example=200),
        "note": text("What a reader should know", example="As the sender writes it"),
        "inside": record(
            "Where it stands inside a cell of JSON",
            {
                "column": text("The column of JSON", example="outcome_json"),
                "key": text("The key; [] for a list's own values", example="NEW_REFERRAL_FLAG"),
            },
        ),
    },
)

_RULE = record(
    "A rule over several columns or rows",
    {
        "id": key("The rule's key", example="birth-on-missing"),
        "kind": choice("What it asks", list(engine.RuleKind)),
        "fields": each(text("A column", example="born_on"), "The columns that it asks", least=1),
        "message": text("What is said where it does not hold", example="The date is missing."),
        "mend": text("What the sender is to do", example="Ask the child's school."),
    },
    {
        "severity": choice(
            "error: put it right; query: explain it", (engine.Severity.ERROR, engine.Severity.QUERY)
        ),
        "when": record(
            "Only where a column holds a code",
            {"field": text("The column", example="where"), "is": text("The code", example="H")},
        ),
        "years": number("An age in years", least=1, example=18),
        "months": number("How many months before the period's last day", least=1, example=6),
    },
)

_RECKONED = record(
    "A whole number that is reckoned for each event out of two columns",
    {
        "name": text("Its name", example="days_waited", pattern=r"^[a-z][a-z0-9_]*$"),
        "title": text("What it says", example="Days from referral to first contact", longest=200),
        "kind": choice("How it is reckoned", list(engine.Reckoning)),
        "fields": each(text("A column", example="referred_on"), "From and to, or part and whole"),
    },
)

_TABLE = record(
    "A return that comes as one table",
    {
        **_HEAD,
        "prefix": text("How its rules' codes begin", example="PM", pattern=r"^[A-Z]{2,4}$"),
        "child": text("The column with the sender's own id of the child", example="person_id"),
        "each_row": text("What a row is", example="one missing episode"),
        "fields": each(_FIELD, "Its columns", least=1),
    },
    {
        "rules": each(_RULE, "Rules over several columns or rows"),
        "reckoned": each(_RECKONED, "What indicators may ask beside the columns"),
        "sheets": each(text("A title", example="Missing"), "Titles of the sheet in a workbook"),
        "notes": text("What a reader should know", example="One file a quarter"),
    },
)

_ONE_OF_MANY = record(
    "One table of a return that is several",
    {
        "table": text("Its name", example="contacts", pattern=r"^[a-z][a-z0-9_]*$"),
        "title": text("What it is called", example="List 1: Contacts", longest=160),
        "each_row": text("What a row is", example="one contact"),
        "fields": each(_FIELD, "Its columns", least=1),
    },
    {
        "sheets": each(text("A name", example="List 1"), "Names of its sheet or file"),
        "child": text("Its column with the child's id", example="child_id"),
        "opens": flag("false where it does not begin with the opening columns"),
        "may_be_empty": flag("true where no row is honest"),
        "may_be_absent": flag("true where the return stands without it"),
        "adults": flag("true where its rows are about grown people"),
        "left_alone": each(text("A header", example="Allocated worker"), "Columns never read"),
        "through": record(
            "How a row without a child's id finds its child",
            {
                "by": text("A column of this table", example="assessment_id"),
                "table": text("The table that knows the child", example="assessments"),
                "key": text("That table's column", example="assessment_id"),
            },
        ),
        "rules": each(_RULE, "Rules over several columns or rows"),
        "reckoned": each(_RECKONED, "What indicators may ask beside the columns"),
    },
)

_BETWEEN = record(
    "A rule between tables",
    {
        "id": key("The rule's key", example="plan-without-child"),
        "kind": choice("What it asks", list(engine.BetweenKind)),
        "of": text("TABLE.COLUMN that is asked", example="plans.child_id"),
        "message": text("What is said where it does not hold", example="The child is unknown."),
        "mend": text("What the sender is to do", example="Add the child."),
    },
    {
        "to": text("TABLE.COLUMN that it is held against", example="children.child_id"),
        "by": text("The first table's column that leads there", example="referral_id"),
        "key": text("The other table's column that it leads to", example="referral_id"),
        "severity": choice(
            "error: put it right; query: explain it", (engine.Severity.ERROR, engine.Severity.QUERY)
        ),
        "when": record(
            "Only where a column of the first table holds a code",
            {"field": text("The column", example="where"), "is": text("The code", example="H")},
        ),
    },
)

_SET = record(
    "A return of several tables: sheets of one workbook, or CSV files in one zip",
    {
        **_HEAD,
        "prefix": text("How its rules' codes begin", example="AA", pattern=r"^[A-Z]{2,4}$"),
        "stem": key("How its tables' names begin", example="annex"),
        "child": text("The column with the sender's own id of the child", example="child_id"),
        "tables": each(_ONE_OF_MANY, "Its tables", least=2),
    },
    {
        "blanks": each(text("A word", example="N/A"), "What stands for an empty cell"),
        "opening": each(_FIELD, "Columns with which every table begins"),
        "opening_rules": each(_RULE, "Rules of every table that so begins"),
        "between": each(_BETWEEN, "Rules between tables"),
        "who": text("The table that says who children are", example="person"),
        "other_sheets": each(text("A name", example="Guidance"), "Sheets that hold nothing"),
        "notes": text("What a reader should know", example="One workbook a quarter"),
    },
)

_LAYOUT = record(
    "The layout of one collection year",
    {
        "year": number("The year in which the period ends", least=2000, example=2026),
        "verified": choice("Whether it was read against the specification", list(Verified)),
    },
    {"note": text("What is not verified, and why", example="The block is not in the schema")},
)

_BUILT_IN = record(
    "A return whose layout the engine has built in",
    {
        **_HEAD,
        "spec": choice("The name by which the engine knows it", list(engine.BuiltIn)),
        "due": text("When it is due, and who says so", example="In the summer after the year"),
        "layouts": each(_LAYOUT, "The collection years that are read", least=1),
    },
    {
        "ends_on": text(
            "Day and month of the period's end", example="03-31", pattern=r"^\d\d-\d\d$"
        ),
        "first_published": day("The day on which the layout was first published"),
        "notes": text("What a reader should know", example="Sent as one XML file"),
    },
)


_COUNTS = record(
    "A return of counts: the indicators that name it say what is asked for",
    {**_HEAD, "counts": flag("true: the agency counts, and sends numbers and no children")},
    {"notes": text("What a reader should know", example="Filled in within twenty minutes")},
)


def read(piece: Piece, earlier: Entries) -> "engine.TableSpec | BuiltIn | OfCounts":
    """Raises KitError for a spec that contradicts itself."""
    if "counts" in piece.node:
        return _of_counts(piece.node)
    if "layouts" in piece.node:
        return _built_in(piece.node)
    lists = {
        entry.key: entry.content.spellings()
        for entry in earlier.get("codes", ())
        if isinstance(entry.content, CodeList)
    }
    try:
        return engine.table_spec(piece.value, code_sets=lists)
    except engine.SpecFault as fault:
        raise _placed(fault, piece.node) from fault


def _placed(fault: "engine.SpecFault", node: Node) -> KitError:
    parent, last = node.at(fault.path[:-1]), fault.path[-1:]
    if last and isinstance(last[0], str):
        return parent.error(fault.what, instead=fault.as_record()["mend"], key=last[0])
    return node.at(fault.path).error(fault.what, instead=fault.as_record()["mend"])


def _of_counts(node: Node) -> OfCounts:
    for named, wanted in (("counts", True), ("period", engine.Length.QUARTER.value)):
        if node[named].scalar != wanted:
            raise node.error(
                f"“{named}” of a return of counts is always {str(wanted).lower()}.",
                instead=f"Write “{named}: {str(wanted).lower()}”.",
                key=named,
            )
    words = {name: node.text(name) for name in ("title", "edition", "source", "sender")}
    return OfCounts(id=node.text("return"), **words)


def _built_in(node: Node) -> BuiltIn:
    return BuiltIn(
        id=node.text("return"),
        title=node.text("title"),
        edition=node.text("edition"),
        source=node.text("source"),
        sender=node.text("sender"),
        length=engine.Length(node.text("period")),
        spec=node.text("spec"),
        due=node.text("due"),
        layouts=tuple(
            Layout(int(part.text("year")), Verified(part.text("verified")), part.text("note"))
            for part in node["layouts"]
        ),
        notes=node.text("notes"),
    )


SECTION = Section(
    name="returns",
    kind=Kind.RULES,
    place="returns/",
    shape={
        **document("A return", {"type": "object", "description": "What a return is"}),
        "if": {"required": ["layouts"]},
        "then": _BUILT_IN,
        "else": {
            "if": {"required": ["counts"]},
            "then": _COUNTS,
            "else": {"if": {"required": ["tables"]}, "then": _SET, "else": _TABLE},
        },
    },
    split=file_of_one("return"),
    read=read,
    needs=("codes",),
)
