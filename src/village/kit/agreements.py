"""Sharing agreements, as a kit seeds them once: what is shared by whom, and who has signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from village.evidence.returns.rules.agreements import SIGNERS, days_fault
from village.kernel.yaml import KitError, Node
from village.kit.people import PersonSeed
from village.kit.section import Entries, Entry, Kind, Piece, Section, listed
from village.kit.shape import (
    choice,
    day,
    document,
    each,
    key,
    number,
    record,
    refers,
    text,
)


@dataclass(frozen=True, slots=True)
class PartySeed:
    """A body that is bound. signed_by: key of a person; empty where nobody has signed yet."""

    body: str
    signed_by: str = ""
    signed_as: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementSeed:
    """returns, gateway: keys of the kit. until_on: the first day without it."""

    key: str
    title: str
    returns: tuple[str, ...]
    parties: tuple[PartySeed, ...]
    purpose: str
    gateway: tuple[str, ...]
    conditions: tuple[str, ...]
    retention_months: int
    destroyed: str
    from_on: date
    until_on: date
    review_on: date


_SIGNED = record(
    "Who has signed for the body",
    {
        "by": refers("people", "Who", example="agency-lead-council"),
        "as": choice("In which role", list(SIGNERS)),
        "on": day("On which day"),
    },
)

_AGREEMENT = record(
    "A sharing agreement",
    {
        "key": key("The agreement's key, which never changes", example="police-rows"),
        "title": text("Its title", example="Police missing episodes", longest=160),
        "returns": each(
            refers("returns", "A kind of return", example="police-missing"),
            "The kinds of return that it covers",
            least=1,
        ),
        "parties": each(
            record(
                "A controller that is bound",
                {"body": refers("bodies", "The body", example="council")},
                {"signed": _SIGNED},
            ),
            "The controllers",
            least=1,
        ),
        "purpose": text("What it is for", example="To see where children come to harm"),
        "gateway": each(
            refers("gateways", "A legal basis", example="partners-arrangements"),
            "The legal bases",
            least=1,
        ),
        "conditions": each(
            text("A condition", example="No figure under five leaves the partnership"),
            "How it is handled",
            least=1,
        ),
        "retention_months": number("For how many months rows are kept", least=1, example=72),
        "destroyed": text("What is destroyed then", example="Rows and files", longest=1000),
        "from": day("The first day"),
        "until": day("The first day without it"),
        "review": day("The day on which it is reviewed"),
    },
)


def read(piece: Piece, earlier: Entries) -> AgreementSeed:
    """Raises KitError for days that cannot be, and for a signature of somebody who may not sign."""
    node = piece.node
    from_on, until_on, review_on = (_day(node, name) for name in ("from", "until", "review"))
    if fault := days_fault(from_on, until_on, review_on):
        field, words = fault
        raise node.error(f"{words}.", instead="Mend the day.", key=field.removesuffix("_on"))
    people = {entry.key: entry.content for entry in earlier.get("people", ())}
    return AgreementSeed(
        key=piece.key,
        title=node.text("title"),
        returns=_words(node, "returns"),
        parties=tuple(_party(part, people) for part in node["parties"]),
        purpose=node.text("purpose"),
        gateway=_words(node, "gateway"),
        conditions=_words(node, "conditions"),
        retention_months=int(node.text("retention_months")),
        destroyed=node.text("destroyed"),
        from_on=from_on,
        until_on=until_on,
        review_on=review_on,
    )


def _day(node: Node, name: str) -> date:
    return node.day(name) or date.min


def _words(node: Node, name: str) -> tuple[str, ...]:
    return tuple(str(part.value) for part in node[name])


def _party(node: Node, people: dict[str, object]) -> PartySeed:
    body = node.text("body")
    if "signed" not in node.children:
        return PartySeed(body)
    signed = node["signed"]
    by, role, on = signed.text("by"), signed.text("as"), _day(signed, "on")
    person = people.get(by)
    if not (isinstance(person, PersonSeed) and _held(person, role, body, on)):
        raise signed.error(
            f"“{by}” does not hold the role “{role}” at “{body}” on {on}.",
            instead="Name somebody who may sign for the body that day.",
            key="by",
        )
    return PartySeed(body, by, role, on)


def _held(person: PersonSeed, role: str, body: str, on: date) -> bool:
    return any(
        (held.kind, held.body) == (role, body)
        and held.from_on <= on
        and (held.until_on is None or on < held.until_on)
        for held in person.roles
    )


def party_faults(entries: tuple[Entry, ...]) -> Iterator[KitError]:
    """A body that is named twice in one agreement."""
    for entry in entries:
        if isinstance(entry.content, AgreementSeed):
            seen: set[str] = set()
            for number_, party in enumerate(entry.content.parties):
                if party.body in seen:
                    yield entry.node["parties"][number_].error(
                        f"“{party.body}” is a party already.", instead="Take one away.", key="body"
                    )
                seen.add(party.body)


SECTION = Section(
    name="agreements",
    kind=Kind.CONTENT,
    place="agreements.yaml",
    shape=document(
        "Sharing agreements",
        record("Sharing agreements", {"agreements": each(_AGREEMENT, "Agreements", least=1)}),
    ),
    split=listed("agreements"),
    read=read,
    whole=party_faults,
    needs=("people", "bodies", "gateways"),
)
