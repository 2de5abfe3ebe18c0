"""The law on which returns may be shared, as far as its primary text was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from village.kit.clocks import Evidence
from village.kit.section import Entries, Entry, Kind, Piece, Section, listed
from village.kit.shape import choice, cited, document, each, key, record, text


@dataclass(frozen=True, slots=True)
class Gateway:
    """One legal basis. source: the title of the document. check: what is still to be read."""

    key: str
    edition: str
    title: str
    text: str
    source: str
    section: str
    evidence: Evidence
    check: str


_GATEWAY = record(
    "A legal basis for sharing",
    {
        "key": key("The key by which agreements name it", example="partners-arrangements"),
        "edition": text("The edition of this entry", example="2026-1", longest=40),
        "title": text("What it is called", example="Children Act 2004, section 11", longest=160),
        "text": text("What it says, in plain words", example="Each listed body must see that ..."),
        "source": cited(),
        "evidence": choice("How far the primary text was read", list(Evidence)),
    },
    {"check": text("What is still to be read before anybody signs", example="The exact wording")},
)


def read(piece: Piece, earlier: Entries) -> Gateway:
    """Raises KitError where it is not verified and nothing says what is still to be read."""
    node = piece.node
    evidence, check = Evidence(node.text("evidence")), node.text("check")
    if evidence is not Evidence.VERIFIED and not check:
        raise node.error(
            f"This basis is {evidence}, and nothing says what is still to be read.",
            instead="Add a line like “check: the exact wording of the section”.",
            key="evidence",
        )
    titles = {entry.key: str(entry.value["title"]) for entry in earlier.get("sources", ())}
    return Gateway(
        key=piece.key,
        edition=piece.edition,
        title=node.text("title"),
        text=node.text("text"),
        source=titles.get(node["source"].text("document"), ""),
        section=node["source"].text("section"),
        evidence=evidence,
        check=check,
    )


def of(entries: tuple[Entry, ...]) -> Iterator[Gateway]:
    """The newest edition of each."""
    newest = {entry.key: entry.content for entry in entries}
    yield from (content for content in newest.values() if isinstance(content, Gateway))


SECTION = Section(
    name="gateways",
    kind=Kind.RULES,
    place="gateways.yaml",
    shape=document(
        "Legal bases", record("Legal bases", {"gateways": each(_GATEWAY, "Legal bases", least=1)})
    ),
    split=listed("gateways", edition="edition"),
    read=read,
    needs=("sources",),
)
