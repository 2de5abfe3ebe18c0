"""Code lists with their editions: a code, what it means, and what older codes are read as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from village.kernel.codes import Code, CodeSet
from village.kernel.yaml import Node
from village.kit.section import Entries, Kind, Piece, Section, file_of_editions
from village.kit.shape import cited, day, document, each, key, record, text


@dataclass(frozen=True, slots=True)
class CodeList:
    """One edition of a code list. retired: codes that may no longer be given, with the last day.

    from_on: the first reference day on which the edition is used; until_on: the first without it.
    """

    title: str
    from_on: date
    until_on: date | None
    codes: CodeSet
    retired: Mapping[str, date]

    def spellings(self) -> Sequence[Mapping[str, object]]:
        """The list as a return's spec takes it: code, title and every other spelling."""
        former = self.codes.former
        return [
            {
                "code": code.code,
                "title": code.label,
                "aliases": [old for old, new in former.items() if new == code.code],
            }
            for code in self.codes.codes
        ]


_CODE = record(
    "One code",
    {
        "code": text("The code as it is sent", example="WBRI", longest=12),
        "label": text("What it means", example="White British", longest=200),
    },
    {
        "group": text("The group that figures show it in", example="White", longest=80),
        "retired": day("The last day on which it could be given"),
        "note": text("What a reader should know", example="Discouraged"),
    },
)

_EDITION = record(
    "The list as one edition of the specification has it",
    {
        "edition": text("Which year's list", example="2025-26", longest=40),
        "from": day("The first day of the first return that uses it"),
        "source": cited(),
        "codes": each(_CODE, "The codes, in the order in which they are shown", least=1),
    },
    {
        "until": day("The first day without this edition"),
        "former": {
            "type": "object",
            "description": "Older codes, each with the code that it is read as today",
            "additionalProperties": text("A code of this edition", example="M", longest=12),
        },
        "note": text("What a reader should know", example="There is no code for Arab"),
    },
)


def read(piece: Piece, _earlier: Entries) -> CodeList:
    """Raises KitError for a code that stands twice, or an older code that leads nowhere."""
    node = piece.node
    codes = _codes(node)
    return CodeList(
        title=str(piece.value["title"]),
        from_on=node.day("from") or date.min,
        until_on=node.day("until"),
        codes=CodeSet(
            name=piece.key,
            edition=piece.edition,
            source=f"{node['source'].text('document')}, {node['source'].text('section')}",
            codes=tuple(codes.values()),
            former=_former(node, codes),
        ),
        retired={
            part.text("code"): last for part in node["codes"] if (last := part.day("retired"))
        },
    )


def _codes(node: Node) -> dict[str, Code]:
    codes: dict[str, Code] = {}
    for part in node["codes"]:
        code = Code(part.text("code"), part.text("label"), part.text("group"))
        if code.code in codes:
            raise part.error(
                f"The code “{code.code}” stands twice.", instead="Keep one of the two."
            )
        codes[code.code] = code
    return codes


def _former(node: Node, codes: Mapping[str, Code]) -> dict[str, str]:
    former = node.get("former")
    if former is None:
        return {}
    for old, target in former.children.items():
        if target.scalar not in codes:
            raise target.error(
                f"“{old}” is read as “{target.scalar}”, which is not a code of this edition.",
                instead=f"Write one of: {', '.join(codes)}.",
            )
    return {str(old): str(target.scalar) for old, target in former.children.items()}


SECTION = Section(
    name="codes",
    kind=Kind.RULES,
    place="codes/",
    shape=document(
        "A code list",
        record(
            "A code list with its editions",
            {
                "codes": key("The list's key", example="ethnicity"),
                "title": text("What it is called", example="Ethnicity", longest=160),
                "editions": each(_EDITION, "Its editions, oldest first", least=1),
            },
        ),
    ),
    split=file_of_editions("codes"),
    read=read,
)
