"""What was found in a document, as plain values and as words for a reader."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from village.figures.check.document import Document
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.claims import Place

Plain = Mapping[str, object]
QUOTE = "Quote"
GUESS = "This rests on a guess at how the numbers belong together."
_PLURAL = {Verdict.CANNOT: "cannot be right", Verdict.EXPLAIN: "need explaining"} | {
    Verdict.IDENTIFIES: "may identify someone",
    Verdict.TIDY: "to tidy",
}
_ONE = {**_PLURAL, Verdict.EXPLAIN: "needs explaining"}


def as_plain(document: Document, findings: Sequence[Finding]) -> Plain:
    """The same for another program. Places have page (None where the form has none), line and
    section; `other` is None where a finding conflicts with nothing else."""
    return {
        "file": document.name,
        "form": document.form,
        "pages": document.pages,
        "pages_without_text": list(document.pictures),
        "counts": {verdict.value: count for verdict, count in _counts(findings).items()},
        "findings": [_plain(one) for one in findings],
    }


def _counts(findings: Sequence[Finding]) -> dict[Verdict, int]:
    counts = Counter(one.verdict for one in findings)
    return {verdict: counts[verdict] for verdict in Verdict}


def _plain(one: Finding) -> Plain:
    return {
        "kind": one.kind,
        "verdict": one.verdict.value,
        "says": one.says,
        "quote": one.quote.text,
        "place": _place(one.quote.place),
        "arithmetic": one.arithmetic,
        "consistent": one.consistent,
        "other": one.other and {"quote": one.other.text, "place": _place(one.other.place)},
        "rests_on": list(one.rests_on),
        "is_guess": one.is_guess,
    }


def _place(place: Place) -> Plain:
    return {"page": place.page, "line": place.line, "section": place.section}


def told(one: Finding) -> Iterator[tuple[str, str]]:
    """A finding's lines, each as its title and its words; the first has its kind for a title."""
    yield f"{one.verdict}: {one.kind}", one.says
    yield QUOTE, _quoted(one.quote)
    if one.arithmetic:
        yield "Arithmetic", one.arithmetic
    if one.consistent:
        yield "Consistent would be", one.consistent
    if one.other:
        yield "It conflicts with", _quoted(one.other)
    if one.is_guess:
        yield "A guess", GUESS


def _quoted(quote: Quote) -> str:
    return f"“{quote.text}” ({quote.place.words})"


def as_text(document: Document, findings: Sequence[Finding]) -> str:
    """All of it in plain words, a paragraph for each finding and the counts at the end."""
    paragraphs = ["\n".join(f"{title}: {words}" for title, words in told(one)) for one in findings]
    return "\n\n".join([*paragraphs, *unread(document), closing(document, findings)]) + "\n"


def unread(document: Document) -> Iterator[str]:
    """One sentence where pages have no text: what they say was not checked."""
    return unread_pages(document.pictures)


def unread_pages(pages: Sequence[int]) -> Iterator[str]:
    """As above, for the numbers of such pages."""
    if pages:
        listed = _ranges(pages)
        which = f"Page {listed} has" if len(pages) == 1 else f"Pages {listed} have"
        yield (
            f"{which} no text: what a picture says was not checked. Write its numbers in a file of"
            " claims (YAML or CSV) and check that too."
        )


def closing(document: Document, findings: Sequence[Finding]) -> str:
    """One line: how much was found of what, in what."""
    what = f"{document.form}, {document.pages} pages" if document.pages else document.form
    if document.pages == 1:
        what = f"{document.form}, 1 page"
    if not findings:
        return f"Nothing was found in {document.name} ({what})."
    told_of = [
        f"{count} {(_ONE if count == 1 else _PLURAL)[verdict]}"
        for verdict, count in _counts(findings).items()
        if count
    ]
    many = "1 finding" if len(findings) == 1 else f"{len(findings):,} findings"
    return f"{many} in {document.name} ({what}): {', '.join(told_of)}."


def _ranges(pages: Sequence[int]) -> str:
    """2, 5-7 and 9."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    words = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
