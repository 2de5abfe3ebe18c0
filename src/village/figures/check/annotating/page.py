"""The document as one page of HTML that needs nothing else, each finding under its block."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from village.figures.check.document import Block, BlockKind, Document
from village.figures.check.findings import Finding, Verdict
from village.figures.check.telling import QUOTE, closing, told, unread

_STYLE: Final = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "aside{border-left:.4rem solid #1d70b8;background:#f3f2f1;padding:.5rem 1rem;margin:.5rem 0}"
    "aside.cannot{border-color:#d4351c}aside.identifies{border-color:#4c2c92}"
    "table{border-collapse:collapse}td,th{border:1px solid #b1b4b6;padding:.2rem .6rem}"
    "mark{background:#fd0}dt{font-weight:700}dd{margin:0 0 .3rem}"
)
_CLASS: Final = {Verdict.CANNOT: "cannot", Verdict.IDENTIFIES: "identifies"}
_SAFE: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page(document: Document, findings: Sequence[Finding]) -> str:
    """The whole page. It holds the report's words: keep it as you keep the report."""
    by_block = _by_block(document, findings)
    parts = [_shown(block, by_block.get(at, ())) for at, block in enumerate(document.blocks)]
    elsewhere = "".join(map(_aside, by_block.get(None, ())))
    said = "".join(
        f"<p>{escape(words)}</p>" for words in (closing(document, findings), *unread(document))
    )
    title = escape(f"{document.name}, checked")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
        f"<style>{_STYLE}</style></head><body><main><section><h1>{title}</h1>{said}{elsewhere}"
        f"</section>\n{chr(10).join(parts)}\n</main></body></html>\n"
    )


def block_of(document: Document, one: Finding) -> int | None:
    """The number of the block, from 0, that holds a finding's quote; None where none does.

    The quote's own words decide between blocks of one line.
    """
    place, words = one.quote.place, one.quote.text.rstrip("…")
    before = [
        at
        for at, block in enumerate(document.blocks)
        if block.place.page == place.page and block.place.line <= place.line
    ]
    holding = [at for at in before if words in _words(document.blocks[at])]
    return next(reversed(holding or before), None)


def _words(block: Block) -> str:
    return "\n".join([block.text, *(" | ".join(row) for row in block.rows)])


def _by_block(
    document: Document, findings: Sequence[Finding]
) -> Mapping[int | None, Sequence[Finding]]:
    found: dict[int | None, list[Finding]] = defaultdict(list)
    for one in findings:
        found[block_of(document, one)].append(one)
    return found


def _shown(block: Block, findings: Sequence[Finding]) -> str:
    text = _marked(block.text, findings)
    if block.kind is BlockKind.TABLE:
        shown = _table(block, text, findings)
    elif block.kind is BlockKind.HEADING:
        level = min(block.level + 1, 6)
        shown = f"<h{level}>{text}</h{level}>"
    elif block.kind is BlockKind.ITEM:
        shown = f"<ul><li>{text}</li></ul>"
    else:
        shown = f"<p>{text}</p>"
    return shown + "".join(_aside(one, is_beside=True) for one in findings)


def _table(block: Block, caption: str, findings: Sequence[Finding]) -> str:
    rows = "".join(_row(row, findings) for row in block.rows)
    named = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{named}{rows}</table>"


def _row(row: Sequence[str], findings: Sequence[Finding]) -> str:
    is_quoted = any(one.quote.text == " | ".join(row) for one in findings)
    cells = (f"<mark>{escape(cell)}</mark>" if is_quoted else escape(cell) for cell in row)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _marked(text: str, findings: Sequence[Finding]) -> str:
    """The text with every quote marked; quotes that overlap are one mark."""
    spans = sorted(
        (start, start + len(words))
        for one in findings
        if (words := one.quote.text.rstrip("…")) and (start := text.find(words)) >= 0
    )
    return "".join(_pieces(text, spans))


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in spans:
        if end > at:
            yield escape(text[at : max(start, at)])
            yield f"<mark>{escape(text[max(start, at) : end])}</mark>"
            at = end
    yield escape(text[at:])


def _aside(one: Finding, *, is_beside: bool = False) -> str:
    """is_beside: under the block that holds the quote, which need not stand there again."""
    lines = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>"
        for name, words in told(one)
        if not (is_beside and name == QUOTE)
    )
    return f'<aside class="{_CLASS.get(one.verdict, "other")}"><dl>{lines}</dl></aside>'
