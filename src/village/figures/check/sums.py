"""Ties parts to their whole: in a sentence, in the rows of a table, in the items below a line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from village.figures.check.cells import claims_of
from village.figures.check.claiming import Claimed, measure_words
from village.figures.check.document import Block, BlockKind, Document
from village.figures.check.ties import Parts
from village.figures.claims import Claim, Unit

ADDABLE: Final = (Unit.COUNT, Unit.MONEY)
_OPENS: Final = re.compile(
    r"[^.;:()—]{0,60}?(?P<by>\s?[—–:(]\s?|,?\s(?:comprising(?: of)?|comprised of|consisting of"
    r"|made up of|split between|of which|of whom)\s)(?:Q1\s|quarter one\s)?",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r"[^.;:()—]{0,70}", re.IGNORECASE)
_LISTED: Final = re.compile(r"\s?(?:,|;|\+|\band\b|,\s?and\b)\s?(?:Q[1-4]\s)?", re.IGNORECASE)
_TOTAL: Final = re.compile(
    r"^\W*(?:grand |over)?(?:total|all|sum)s?\b|^\W*(?:altogether|in all|combined)\b"
    r"|\b(?:in all|altogether|in total|combined)\W*$"
    r"|^(?:full |whole |half[- ])?(?:quarter|year)\W*$",
    re.IGNORECASE,
)
_IS: Final = re.compile(r"[=<>≥≤]\s?$")
_IN_WORDS: Final = re.compile(r"\W*(?:grand |over)?(?:total|sum)s?\b", re.IGNORECASE)
_MAKING: Final = re.compile(
    r"[^.;:()\d]{0,40}?,?\s(?:making|giving|which (?:makes|gives|adds up to|comes to)|totalling"
    r"|a total of|adding up to|to (?:make|give))\s(?:a total of\s)?(?:£\s?)?",
    re.IGNORECASE,
)
_NOT_APART: Final = re.compile(
    r"more than (?:one|once)|multiple|not mutually|factors?\b|reasons?\b|needs?\b|concerns?\b"
    r"|types? of|tick all|select all|as well as|cumulative|average|mean\b|median|rate\b|per cent"
    r"|some of (?:them|whom)|including|such as|repeat",
    re.IGNORECASE,
)
_TOTAL_OF: Final = re.compile(r"\W*(?:grand |overall )?total\b[^:]{0,40}:\s?\W*£?\d", re.IGNORECASE)
_REST: Final = re.compile(
    r"\W*(?:and )?(?:the |its )?(?:balance|rest|remainder|remaining|others?)\b", re.IGNORECASE
)
_SKIPPED_COLUMN: Final = re.compile(r"%|per ?cent|rate|average|mean|median|change|target|cumul",
                                    re.IGNORECASE)  # fmt: skip
_HIDDEN: Final = re.compile(r"^\s*(?:[*x–c-]|<\s?\d+|\.\.|suppressed|n/?a|not known)\s*$", re.I)


def parts_of(document: Document, found: Sequence[Claimed]) -> Iterator[Parts]:
    """Every whole with its parts that the words or the layout of a document tie together."""
    for one in found:
        if one.sentence.kind is not BlockKind.TABLE:
            yield from _in_sentence(one)
            yield from _before(one)
    rows: dict[int, list[Claimed]] = {}
    for one in found:
        rows.setdefault(one.sentence.block, []).append(one)
    for number, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE:
            body = [one for one in rows.get(number, []) if one.sentence.kind is BlockKind.TABLE]
            yield from _in_table(block, body)
        elif _is_total(document, number):
            yield from _above(document, number, rows)
        elif block.text.endswith(":") or _ends_with_the_rest(document, number):
            yield from _below(document, number, rows)


def _in_sentence(one: Claimed) -> Iterator[Parts]:
    """“64 victims: 29 from A and 36 from B”, “507 (172, 143, 92 and 100)”."""
    for place, whole in enumerate(one.claims[:-2]):
        if whole.unit not in ADDABLE or whole.is_about:
            continue
        opened = _OPENS.fullmatch(one.sentence.text[one.at[place].end : one.at[place + 1].start])
        if opened is None:
            continue
        parts = _listed(one, place + 1, in_brackets=opened["by"].strip() == "(")
        if len(parts) > 1 and (why := _tied(one, place, parts, opened["by"].strip(" ,").lower())):
            yield Parts(whole, parts, why)


def _before(one: Claimed) -> Iterator[Parts]:
    """“64 in quarter one, 71 in quarter two and 58 in quarter three, making 193”."""
    text = one.sentence.text
    for place in range(2, len(one.claims)):
        whole = one.claims[place]
        between = text[one.at[place - 1].end : one.at[place].start]
        if whole.unit not in ADDABLE or whole.is_about or not _MAKING.fullmatch(between):
            continue
        parts = tuple(one.claims[:place])
        behind = [text[one.at[n].end : one.at[n + 1].start] for n in range(place)]
        alike = len(_firsts(behind)) == 1
        if alike and all(part.unit is whole.unit and not part.is_about for part in parts):
            yield Parts(whole, parts, "the list before it")


def _listed(one: Claimed, first: int, *, in_brackets: bool) -> tuple[Claim, ...]:
    """The claims of one unit that follow each other, up to the bracket's or the sentence's end."""
    text, parts = one.sentence.text, [first]
    for place in range(first + 1, len(one.claims)):
        between = text[one.at[place - 1].end : one.at[place].start]
        if not _NEXT.fullmatch(between) or (in_brackets and ")" in between):
            break
        parts.append(place)
    unit = one.claims[first].unit
    found = tuple(one.claims[place] for place in parts)
    alike = all(claim.unit is unit and not claim.is_about for claim in found)
    return found if alike else ()


def _tied(one: Claimed, whole: int, parts: Sequence[Claim], by: str) -> str:
    """Why they add up, in words; “” where they need not."""
    text, last = one.sentence.text, whole + len(parts)
    if parts[0].unit is not one.claims[whole].unit or _NOT_APART.search(text):
        return ""
    if (
        _IS.search(text[: one.at[whole].start])
        or min(part.value for part in parts) > one.claims[whole].value
    ):
        return ""
    between = [
        text[one.at[place].end : one.at[place + 1].start] for place in range(whole + 1, last)
    ]
    behind = [*between, text[one.at[last].end :]]
    if by == "(":
        if len(parts) == one.claims[whole].value or max(p.value for p in parts) > (
            one.claims[whole].value
        ):
            return ""  # “three children (17, 14 and 11)”: what each of them is
        closed = behind[-1].partition(")")
        bare = all(_LISTED.fullmatch(some) for some in between) and behind[-1].startswith(")")
        firsts = _firsts([*between, closed[0]])
        alike = len(firsts) == 1 and firsts <= _PREPOSITIONS and bool(closed[1])
        return "the numbers in brackets" if bare or alike else ""
    if by in {"of which", "of whom"}:
        return ""
    firsts = _firsts(behind)
    alike = len(firsts) == 1 and (firsts <= _PREPOSITIONS or by in {"—", "–", ":"})
    bare = all(_LISTED.fullmatch(some) for some in between)
    return "the list behind it" if alike or bare or by in _ADDING else ""


_PREPOSITIONS: Final = {"from", "in", "to", "were", "for", "by", "at", "on", "with"}


def _firsts(behind: Sequence[str]) -> set[str]:
    """The first word behind each number."""
    return {next(iter(measure_words(some)), "").lower() for some in behind}


_ADDING: Final = {
    "comprising",
    "comprising of",
    "comprised of",
    "consisting of",
    "made up of",
    "split between",
}


def _in_table(block: Block, body: Sequence[Claimed]) -> Iterator[Parts]:
    """A row or a column called total, over those before it."""
    about = f"{block.text} {' '.join(block.rows[0]) if block.rows else ''}"
    if len(block.rows) < 3 or len(body) != len(block.rows) or _NOT_APART.search(about):
        return
    cells = [claims_of(row, one) for row, one in zip(block.rows, body, strict=True)]
    begins = 1
    for line in range(2, len(cells)):
        if not _TOTAL.match(block.rows[line][0]):
            continue
        for column in range(1, len(block.rows[0])):
            yield from _column(block, cells, column, range(begins, line), line)
        begins = line + 1
    yield from _across(block, cells)


def _column(
    block: Block, cells: Sequence[Sequence[Claim | None]], column: int, parts: range, total: int
) -> Iterator[Parts]:
    title = block.rows[0][column]
    whole, found = cells[total][column], [cells[line][column] for line in parts]
    hidden = any(_HIDDEN.match(block.rows[line][column]) for line in parts)
    if whole is None or _SKIPPED_COLUMN.search(title) or hidden or len(found) < 2:
        return
    if whole.unit is Unit.PERCENT and not _IN_WORDS.match(block.rows[total][0]):
        return  # “All staff trained” is a row like the others
    yield from _added(whole, found, f"the rows above “{block.rows[total][0]}”")


def _across(block: Block, cells: Sequence[Sequence[Claim | None]]) -> Iterator[Parts]:
    head = block.rows[0]
    totals = [column for column in range(3, len(head)) if _TOTAL.match(head[column])]
    if len(totals) != 1 or any(_SKIPPED_COLUMN.search(title) for title in head[1:]):
        return
    for line in range(1, len(cells)):
        if any(_HIDDEN.match(cell) for cell in block.rows[line][1 : totals[0]]):
            continue
        if (whole := cells[line][totals[0]]) is not None:
            yield from _added(whole, cells[line][1 : totals[0]], "the columns before the total")


def _added(whole: Claim, found: Sequence[Claim | None], why: str) -> Iterator[Parts]:
    parts = tuple(one for one in found if one is not None)
    same = len(parts) == len(found) and all(one.unit is whole.unit for one in parts)
    if same and not any(one.is_about for one in (whole, *parts)):
        yield Parts(whole, parts, why)


def _below(document: Document, number: int, rows: dict[int, list[Claimed]]) -> Iterator[Parts]:
    """A line that ends with a colon and one number, and the items below it with one each."""
    lead = _lead(rows.get(number, []))
    items = list(_items(document, number + 1))
    if len(lead) != 1 or len(items) < 2 or lead[0].is_about:
        return
    parts = [_of_item(rows.get(item, []), lead[0].unit) for item in items]
    if any(len(claims) != 1 or claims[0].unit is not lead[0].unit for claims in parts):
        return
    text = " ".join(document.blocks[place].text for place in (number, *items))
    if lead[0].unit not in (*ADDABLE, Unit.PERCENT) or _NOT_APART.search(text):
        return
    found = tuple(claims[0] for claims in parts)
    yield Parts(lead[0], found, "the items below it", is_guess=True)


def _is_total(document: Document, number: int) -> bool:
    """“Total contributions: £226,250” behind a list, in a line of its own or its last item."""
    is_behind = number > 1 and document.blocks[number - 1].kind is BlockKind.ITEM
    return is_behind and bool(_TOTAL_OF.match(document.blocks[number].text))


def _above(document: Document, number: int, rows: dict[int, list[Claimed]]) -> Iterator[Parts]:
    """The items before it, with one number each."""
    start = number
    while start and document.blocks[start - 1].kind is BlockKind.ITEM:
        start -= 1
    lead = [claim for one in rows.get(number, []) for claim in one.claims]
    text = " ".join(document.blocks[place].text for place in range(start, number + 1))
    if len(lead) != 1 or lead[0].is_about or number - start < 2 or _NOT_APART.search(text):
        return
    parts = [_of_item(rows.get(item, []), lead[0].unit) for item in range(start, number)]
    alike = all(len(claims) == 1 and claims[0].unit is lead[0].unit for claims in parts)
    if alike and lead[0].unit in ADDABLE and not any(c.is_about for one in parts for c in one):
        yield Parts(lead[0], tuple(one[0] for one in parts), "the items above it", is_guess=True)


def _lead(said: Sequence[Claimed]) -> list[Claim]:
    """The numbers of the line, or of its last sentence: “… The nine break down as follows:”."""
    every = [claim for one in said for claim in one.claims]
    last = list(said[-1].claims) if said else []
    return last if len(last) == 1 and len({claim.value for claim in every}) == 1 else every


def _ends_with_the_rest(document: Document, number: int) -> bool:
    """“A grant of £120,000.” over items of which the last is “the balance of £22,500 …”."""
    items = list(_items(document, number + 1))
    is_line = document.blocks[number].kind is not BlockKind.ITEM
    return is_line and len(items) > 1 and bool(_REST.match(document.blocks[items[-1]].text))


def _of_item(said: Sequence[Claimed], unit: Unit) -> list[Claim]:
    """The one claim of an item; of several, the one at its end, or the only one of that unit."""
    claims = [claim for one in said for claim in one.claims]
    if len(claims) > 1 and said[-1].at and said[-1].at[-1].end >= len(said[-1].sentence.text) - 1:
        return claims[-1:]
    alike = [claim for claim in claims if claim.unit is unit]
    return alike if unit is Unit.MONEY and len(alike) == 1 else claims


def _items(document: Document, start: int) -> Iterator[int]:
    for number in range(start, len(document.blocks)):
        if document.blocks[number].kind is not BlockKind.ITEM:
            return
        yield number
