"""Finds one named piece of work that is both done and not done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from village.figures.check.calendar import months_in
from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

KIND: Final = "done and not done"
_WORD: Final = r"[A-Z][\w’'&-]*"
_WORK: Final = re.compile(
    rf"\b((?:{_WORD} (?:of |and |for |on |the )?){{1,6}}(?:Review|Audit|Strategy|Toolkit|"
    rf"Protocol|Survey|"
    r"Inspection|Action Plan|Evaluation|Framework|Dashboard|Needs Assessment|Self-Assessment|Pilot|"
    r"Charter|Directory|Campaign|Policy|Handbook))s?\b"
)
_ABOUT: Final = re.compile(
    r"\b(?:Child|Family|Care Leaver|Young Person|Phase) (?:[A-Z]|\d+|One|Two|Three)\b"
)
_DONE: Final = re.compile(
    r"(?i)\b(?:undertook|(?:was|were|has been|have been|had been|"
    r"is now) (?:\w+ly )?(?:undertaken|completed|"
    r"concluded|published|launched|finalised|delivered|carried out|signed off|held|closed)|"
    r"has concluded|"
    r"is complete|took place|(?:we|partnership|subgroup|group|board|"
    r"team) (?:\w+ly )?(?:completed|published|"
    r"launched|concluded|finalised|carried out))\b"
)
_UNDONE: Final = re.compile(
    r"(?i)\b(?:(?:was|is|were|are) (?:not|no longer) (?:\w+ )?(?:required|needed|undertaken|"
    r"completed|"
    r"published|held|carried out|commissioned)|did not (?:take place|go ahead|proceed)|"
    r"(?:was|has been) (?:cancelled|postponed|deferred|abandoned)|has not (?:yet )?(?:been )?\w+|"
    r"(?:is|are) (?:still |currently )?(?:planned|scheduled|ongoing|under way|underway|"
    r"in progress|in draft|"
    r"being drafted|yet to be|outstanding|awaiting)|will (?:now )?be (?:undertaken|completed|"
    r"published|"
    r"launched|carried out|commissioned|finalised|delivered)|not yet (?:been )?(?:started|begun|"
    r"complete\w*|"
    r"published)|remains? (?:in draft|outstanding|planned))\b"
)
_ANOTHER: Final = re.compile(
    r"(?i)\b(?:another|next|new|second|third|repeat(?:ed)?|further|follow-up|future|phase|"
    r"annual|refreshed|"
    r"update[ds]?|revised|recommendations?|learning|findings|actions?|report on|pilot of)\b"
)
_NO_NEED: Final = re.compile(r"(?i)\b(?:not|no longer) (?:\w+ )?(?:required|needed)\b")
_CELL_DONE: Final = re.compile(r"(?i)(?:completed?|done|closed|green|achieved|published|delivered)")
_CELL_UNDONE: Final = re.compile(
    r"(?i)(?:planned|not started|in progress|ongoing|open|outstanding|overdue|red|amber|"
    r"not required)"
)
NEAR: Final = 8
"""Sentences within which a piece of work without a name of its own is the same one."""
OWN: Final = 3
"""Words of a name that only one piece of work bears."""


@dataclass(frozen=True, slots=True)
class Told:
    work: str
    sentence: Sentence
    number: int
    is_done: bool


def found(read: Read) -> Iterator[Finding]:
    """One for each piece of work, at the later of the two places."""
    told = [one for number, s in enumerate(read.sentences) for one in _told(s, number)]
    seen: set[str] = set()
    for number, later in enumerate(told):
        if later.work in seen:
            continue
        earlier = next((e for e in told[:number] if _contradict(e, later)), None)
        if earlier is not None:
            seen.add(later.work)
            yield _finding(later, earlier)


def _told(sentence: Sentence, number: int) -> Iterator[Told]:
    if sentence.kind is BlockKind.TABLE:
        yield from _told_in_cells(sentence, number)
        return
    for work in _WORK.finditer(sentence.text):
        about = _ABOUT.search(sentence.text)
        name = _plain(work[1])
        done, undone = _DONE.search(sentence.text), _UNDONE.search(sentence.text)
        if bool(done) != bool(undone) and not (about and undone and not _NO_NEED.search(undone[0])):
            yield Told(name, sentence, number, is_done=bool(done))


def _told_in_cells(sentence: Sentence, number: int) -> Iterator[Told]:
    cells = sentence.text.split(" | ")
    done = any(_CELL_DONE.fullmatch(cell) for cell in cells)
    undone = any(_CELL_UNDONE.fullmatch(cell) for cell in cells)
    name = next((c for c in cells if _WORK.search(c)), "")
    if name and done != undone:
        yield Told(_plain(name), sentence, number, is_done=done)


def _contradict(one: Told, other: Told) -> bool:
    if one.work != other.work or one.is_done == other.is_done:
        return False
    undone = other if one.is_done else one
    is_needless = bool(_NO_NEED.search(undone.sentence.text))
    is_another = not is_needless and _ANOTHER.search(undone.sentence.text)
    if is_another or _are_dated_apart(one.sentence, other.sentence):
        return False
    is_near = other.number - one.number <= NEAR and one.number != other.number
    return len(one.work.split()) >= OWN or (is_near and is_needless)


def _are_dated_apart(one: Sentence, other: Sentence) -> bool:
    """Whether both name a year, and not the same one: then they are two."""
    years = [{*re.findall(r"\b20\d\d\b", s.text)} | {str(d.year) for _, d in months_in(s.text)}
             for s in (one, other)]  # fmt: skip
    return bool(years[0] and years[1] and not years[0] & years[1])


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|a|an|our|this) ", "", name.lower()).rstrip("s")


def _finding(later: Told, earlier: Told) -> Finding:
    states = ("done", "not done") if later.is_done else ("not done", "done")
    return Finding(
        KIND,
        Verdict.EXPLAIN,
        later.sentence.quote,
        f"The {later.work} is told as {states[0]} here and as {states[1]} elsewhere.",
        consistent="one state with its date, or a word on how the two differ",
        other=earlier.sentence.quote,
    )
