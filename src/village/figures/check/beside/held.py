"""Passages that a file of claims holds back, because a rule says that they may identify someone."""

from collections.abc import Iterator

from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read


def found(read: Read) -> Iterator[Finding]:
    for one in read.document.held_back:
        yield Finding(
            kind=one.rule,
            verdict=Verdict.IDENTIFIES,
            quote=Quote("held back", one.place),
            says="What is printed there may say who somebody is: neither words nor numbers of it "
            "are repeated.",
            rests_on=(one.key,),
        )
