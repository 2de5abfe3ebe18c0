"""The documents that a kit cites: acts, guidance, plans, reports."""

from village.kit.section import Kind, Section, listed
from village.kit.shape import choice, day, document, each, key, record, text

KINDS = (
    "act",
    "regulations",
    "statutory guidance",
    "guidance",
    "code of practice",
    "data specification",
    "statistics",
    "local document",
    "web page",
)

_SOURCE = record(
    "A document that others of the kit cite",
    {
        "key": key("The document's key", example="working-together-2026"),
        "title": text("Its title", example="Working Together to Safeguard Children 2026"),
        "kind": choice("What kind of document it is", KINDS),
        "by": text("Who published it", example="Department for Education", longest=200),
    },
    {
        "on": day("The day of publication, or of Royal Assent"),
        "address": text(
            "Where it can be read", example="https://www.gov.uk/", pattern=r"^https://"
        ),
        "note": text("What a reader should know", example="An unfinished draft"),
    },
)

SECTION = Section(
    name="sources",
    kind=Kind.REFERENCE,
    place="sources.yaml",
    shape=document(
        "Documents that a kit cites",
        record("Documents", {"sources": each(_SOURCE, "The documents", least=1)}),
    ),
    split=listed("sources"),
)
