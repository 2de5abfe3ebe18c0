"""Numbers that somebody else counted, without whose they are and of which year."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.claims import Unit

KIND: Final = "borrowed number"
_STUDY: Final = re.compile(
    r"(?<!our )(?<!our own )\b(?:(?:a|an|one|another|the) )?(?:related|recent|national|other"
    r"|another|similar|wider|international|academic|published|large) (?:\w+ )?"
    r"(?:study|studies|research)\b"
    r"|\bresearch (?:shows?|suggests?|tells us|finds|indicates?)\b"
    r"|\bresearch has (?:shown|found|proven|suggested)\b"
    r"|\b(?:studies|evidence) (?:shows?|suggests?|has (?:shown|found)|have (?:shown|found)|finds?"
    r"|indicates?)\b|\bit is estimated that\b|\bexperts (?:say|estimate|believe)\b",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(
    r"\b(?:19|20)\d\d\b|https?://|www\.|[¹²³⁴⁵⁶⁷⁸⁹]|\[\d+\]|\bet al\b"
    r"|\b(?:by|from) (?:the )?(?:[A-Z][a-z’'-]+ )+"
    r"|\b(?:Ofsted|ONS|NSPCC|DfE|Department|Office|University|Institute|Commissioner|Centre|NHS"
    r"|Barnardo|UNICEF|WHO)\b"
)
_OWN: Final = re.compile(r"\b(?:our|we|partnership|audit(?:ed|ors)?|locally)\b", re.IGNORECASE)


def found(read: Read) -> Iterator[Finding]:
    """A source may stand in the sentence itself or in the one behind."""
    texts = [one.sentence.text for one in read.said]
    for number, one in enumerate(read.said):
        said = _STUDY.search(one.sentence.text)
        counts = [claim for claim in one.claims if claim.unit in {Unit.PERCENT, Unit.COUNT}]
        if not said or not counts or one.sentence.kind is BlockKind.TABLE:
            continue
        near = " ".join(texts[number : number + 2])
        if not _SOURCE.search(near) and not _OWN.search(one.sentence.text):
            yield Finding(
                KIND,
                Verdict.EXPLAIN,
                one.sentence.quote,
                f"To verify: “{said[0].strip()}”: whose is it, of which year, and of how many?",
                consistent="the number with its source and year",
                rests_on=tuple(claim.key for claim in counts),
            )
