"""Checks a document: reads its claims, ties them, and asks every kind what it finds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from village.figures.check import beside
from village.figures.check.all_of_them import parts_of_all
from village.figures.check.claiming import claimed, corrected, every_claim
from village.figures.check.columns import grids, shares_in_columns
from village.figures.check.document import Document
from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds import KINDS
from village.figures.check.listed import parts_listed
from village.figures.check.of_these import shares_of_these
from village.figures.check.read import Read
from village.figures.check.remaining import parts_left
from village.figures.check.said import parts_said, shares_said, spans_said
from village.figures.check.sentences import sentences
from village.figures.check.series import series_of
from village.figures.check.shares import over_two, shares_of, with_bases
from village.figures.check.shares_apart import shares_apart
from village.figures.check.spans import spans_of
from village.figures.check.sums import parts_of
from village.figures.check.those import shares_of_those
from village.figures.check.ties import Share, Ties

ORDER = (Verdict.CANNOT, Verdict.IDENTIFIES, Verdict.EXPLAIN, Verdict.TIDY)
NONE: Mapping[str, Mapping[str, str]] = {}


def read(
    document: Document, *, today: date, corrections: Mapping[str, Mapping[str, str]] = NONE
) -> Read:
    """The document with its claims and how they are tied. corrections: see `claims.Corrections`."""
    document = replace(
        document, claims=tuple(corrected(one, corrections) for one in document.claims)
    )
    every = sentences(document)
    found = claimed(every, corrections)
    said = [tie for one in found for tie in shares_of(one)]
    tables = list(grids(document, found))
    ties = Ties(
        parts=(
            *parts_of(document, found),
            *parts_listed(found),
            *parts_left(found),
            *parts_of_all(found),
            *parts_said(document),
        ),
        shares=_once(
            *shares_said([one for one in every_claim(found) if one.n is not None]),
            *with_bases(said, found),
            *over_two(found),
            *shares_of_those(found),
            *shares_apart(found),
            *chain.from_iterable(map(shares_in_columns, tables)),
            *shares_of_these(found, tables),
            *shares_said(document.claims, beside=document.beside),
        ),
        series=tuple(series_of(document, found)),
        spans=(*spans_of(every), *spans_said(document)),
    )
    claims = tuple(chain(document.claims, every_claim(found)))
    return Read(document, every, claims, ties, today, found)


def _once(*shares: Share) -> tuple[Share, ...]:
    """Each part with its percentage once: the share that names a whole, before one that guesses."""
    found: dict[tuple[str, str], Share] = {}
    for share in sorted(shares, key=lambda one: (one.of is None, one.is_guess)):
        key = tuple(claim.key if claim else "" for claim in (share.part, share.percent))
        found.setdefault((key[0], key[1]), share)
    return tuple(found.values())


def check(
    document: Document, *, today: date, corrections: Mapping[str, Mapping[str, str]] = NONE
) -> tuple[Finding, ...]:
    """What is wrong with a document, the gravest first, then as it reads.

    today: decides what is overdue. corrections: what a person said of claims, by their keys.
    """
    whole = read(document, today=today, corrections=corrections)
    every: Iterable[Iterator[Finding]] = (kind(whole) for kind in (*KINDS, *beside.KINDS))
    return tuple(sorted(dict.fromkeys(chain.from_iterable(every)), key=_weight))


def _weight(one: Finding) -> tuple[int, int, int, str]:
    place = one.quote.place
    return ORDER.index(one.verdict), place.page or 0, place.line, one.kind
