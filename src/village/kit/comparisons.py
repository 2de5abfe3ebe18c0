"""Public figures that stand beside indicators: what they are, and the table that holds them."""

from dataclasses import dataclass
from hashlib import sha256

from village import engine
from village.kit.section import Entries, Kind, Piece, Section, listed
from village.kit.shape import choice, day, document, each, record, refers, text
from village.kit.table import table_of


@dataclass(frozen=True, slots=True)
class PublicSeries:
    """What stands beside one indicator, or why nothing does.

    sha256: of the table, so that changed figures under the same edition are seen.
    """

    series: "engine.Comparison"
    sha256: str


_SAID = {
    "indicator": refers("indicators", "The indicator that it stands beside", example="referrals"),
    "edition": text("Which edition of the series", example="2026-1", longest=40),
    "unit": choice("What the figures are", ("percent", "per 10,000", "count")),
}

_NONE = record(
    "An indicator without a public series",
    {**_SAID, "none": text("Why there is none", example="no national series counts this")},
)

_SERIES = record(
    "A public series",
    {
        **_SAID,
        "file": text("The table beside this file", example="a.csv", pattern=r"^[a-z0-9-]+\.csv$"),
        "publisher": text("Who publishes it", example="Department for Education", longest=200),
        "dataset": text("In which data set", example="Children in need 2025, C1"),
        "measure": text("Which measure of it", example="rereferral_percent"),
        "published": text("When", example="October 2025", longest=80),
        "retrieved": day("When it was taken over"),
        "licence": text("Under which licence", example="Open Government Licence v3.0"),
        "attribution": text("What must be said", example="Contains public sector information"),
    },
    {
        "found_in": text("Where it was found", example="The publisher's own tool"),
        "neighbours": text("Whose neighbours", example="DfE statistical neighbours of 2025"),
        "notes": each(text("A sentence", example="Counts are rounded."), "What to know"),
    },
)


def read(piece: Piece, _earlier: Entries) -> PublicSeries:
    """Raises KitError for a table that is missing, too large, or cannot be read."""
    node = piece.node
    table = table_of(node) if node.get("file") else None
    try:
        series = engine.comparison(piece.value, folder=node.mark.file.parent)
    except engine.KitFault as fault:
        told = fault.as_record()
        raise node.error(
            f"{told['where']}: {told['what']}", instead=told["mend"], key="file"
        ) from fault
    return PublicSeries(series, sha256(table.read_bytes()).hexdigest() if table else "")


SECTION = Section(
    name="comparisons",
    kind=Kind.RULES,
    place="comparisons/",
    shape=document(
        "Public figures beside indicators",
        record(
            "Public figures beside indicators",
            {
                "comparisons": each(
                    {
                        "type": "object",
                        "description": "A public series, or why there is none",
                        "if": {"required": ["none"]},
                        "then": _NONE,
                        "else": _SERIES,
                    },
                    "The series",
                    least=1,
                )
            },
        ),
    ),
    split=listed("comparisons", key="indicator", edition="edition"),
    read=read,
)
