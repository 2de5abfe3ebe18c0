"""How the numbers of a document belong together: parts and wholes, shares, series, periods."""

from dataclasses import dataclass, field
from datetime import date

from village.figures.check.sentences import Sentence
from village.figures.claims import Claim


@dataclass(frozen=True, slots=True)
class Parts:
    """Claims that add up to another, or to no more than it.

    is_whole: whether the document lists all parts. are_apart: whether one thing can only be in one
    part. why: the words that tied them. is_guess: tied by how they stand, not by words.
    """

    whole: Claim
    parts: tuple[Claim, ...]
    why: str
    is_whole: bool = True
    are_apart: bool = True
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """“x out of y (p%)”: any one of the three may be missing. sentence: where it is said."""

    sentence: Sentence
    percent: Claim | None
    part: Claim | None
    of: Claim | None
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """Percentages of one question whose answers shut each other out, and what they are of."""

    percents: tuple[Claim, ...]
    why: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over periods, in the document's order. labels: the periods' words."""

    name: str
    labels: tuple[str, ...]
    points: tuple[Claim, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Span:
    """A period with its two ends, and how long the document says that it is: months, both ends
    counted whole, or weeks of the days from one to the other. key: of the claim that says so, in a
    file of claims."""

    sentence: Sentence
    first: date
    last: date
    said: str
    said_long: int
    in_weeks: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Ties:
    parts: tuple[Parts, ...] = field(default=())
    shares: tuple[Share, ...] = field(default=())
    options: tuple[Options, ...] = field(default=())
    series: tuple[Series, ...] = field(default=())
    spans: tuple[Span, ...] = field(default=())
