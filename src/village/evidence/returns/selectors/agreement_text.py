"""The text of an agreement for signature, made of its parts."""

from collections.abc import Iterator
from typing import Any

from village.design import formats
from village.design.documents import (
    Document,
    Grid,
    Heading,
    Paragraph,
    Part,
    Points,
    Signatures,
    Signing,
)
from village.evidence.returns.models import Covered, Party
from village.evidence.returns.selectors.agreements import Shown
from village.partnership.people.rights import Rights

READ = {"verified": "Read in the primary text."}


def text(shown: Shown, *, rights: Rights) -> Document:
    """The whole text. Cost: no query; what it needs was fetched with the agreement."""
    agreement = shown.agreement
    return Document(
        title=f"Sharing agreement: {agreement.title}",
        about=(
            ("Reference", f"{agreement.key}, edition {agreement.edition}"),
            ("State", str(shown.standing)),
            ("First day", formats.day(agreement.from_on)),
            ("Last day", formats.day(shown.last_on)),
            ("Reviewed on", formats.day(agreement.review_on)),
        ),
        parts=tuple(_parts(shown)),
        by=str(rights.person),
        at=rights.at,
    )


def _parts(shown: Shown) -> Iterator[Part]:
    agreement = shown.agreement
    yield Heading("1. Who shares")
    yield Paragraph("These controllers share what this agreement covers, each within its own law.")
    yield Points(tuple(party.body.name for party in shown.parties))
    yield Heading("2. What for")
    yield Paragraph(agreement.purpose)
    yield Heading("3. On which law")
    yield Grid(
        "Legal bases, and how far each was read",
        ("Basis", "What it says", "How far it was read"),
        tuple((_title(basis), basis["text"], read(basis)) for basis in agreement.gateway),
        (3, 5, 4),
    )
    yield Heading("4. What is shared")
    for covered in shown.covered:
        yield Heading(covered.title, 2)
        yield _columns(covered)
    yield Heading("5. How it is handled")
    yield Points(tuple(agreement.conditions), is_numbered=True)
    yield Heading("6. How long it is kept")
    yield Paragraph(f"For {formats.counted(agreement.retention_months, 'month')}, then destroyed:")
    yield Paragraph(agreement.destroyed)
    yield Heading("7. How it ends")
    yield Paragraph(
        f"It runs out after {formats.day(shown.last_on)}. From the next day it covers no return. "
        "It may be ended early, with a reason; a change is a new edition that all sign "
        f"again. It is reviewed on {formats.day(agreement.review_on)}."
    )
    if agreement.ended_why:
        yield Paragraph(f"It was ended: {agreement.ended_why}.")
    yield Heading("8. Signatures")
    yield Signatures(tuple(_signing(party) for party in shown.parties))


def _title(basis: dict[str, Any]) -> str:
    return str(basis["title"])


def read(basis: dict[str, Any]) -> str:
    """How far a legal basis was read, and what is still to be."""
    if basis["evidence"] == "verified":
        return READ["verified"]
    return f"{str(basis['evidence']).capitalize()}. To be read before signing: {basis['check']}"


def _columns(covered: Covered) -> Grid:
    rows = tuple(
        (str(held["title"]), "Yes" if held["identifies"] else "No", str(held["why"]))
        for held in covered.fields
    )
    return Grid(
        f"What {covered.title} holds", ("Column", "Says who a child is", "Why"), rows, (4, 2, 6)
    )


def _signing(party: Party) -> Signing:
    if party.signed_by is None:
        return Signing(party.body.name)
    return Signing(
        party.body.name, party.signed_by.name, party.signed_as, formats.day(party.signed_at)
    )
