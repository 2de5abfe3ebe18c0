"""Which indicators may leave the partnership, for whom, and with which splits."""

from village import engine
from village.figures.audiences import Audience
from village.kit.section import Entries, Kind, Piece, Section, listed
from village.kit.shape import choice, document, each, record, refers, text

_LISTED = record(
    "One indicator that may leave",
    {
        "indicator": refers("indicators", "Which indicator", example="referrals-rate"),
        "edition": text("The edition of this entry", example="2026-1", longest=40),
        "for": each(
            choice("Whom it is for", [Audience.PUBLIC, Audience.PARTNER]), "Audiences", least=1
        ),
    },
    {
        "breakdowns": each(
            choice("A split", engine.BREAKDOWNS), "Splits that leave with it; none if left out"
        ),
        "note": text("Who agreed to it", example="The executive, May 2026"),
    },
)


def read(piece: Piece, _earlier: Entries) -> "engine.Listed":
    """An entry of the list as the engine takes it."""
    node = piece.node

    def words(key: str) -> tuple[str, ...]:
        return tuple(str(child.scalar) for child in node.children.get(key, ()))

    return engine.Listed(node.text("indicator"), words("for"), words("breakdowns"))


SECTION = Section(
    name="releases",
    kind=Kind.RULES,
    place="releases.yaml",
    shape=document(
        "The release list",
        record("What may leave", {"releases": each(_LISTED, "Indicators", least=1)}),
    ),
    split=listed("releases", key="indicator", edition="edition"),
    read=read,
)
