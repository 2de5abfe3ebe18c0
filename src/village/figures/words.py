"""The plain sentences of a figure: number, comparison, certainty, limits, in this order.

The words come from the test, never from the writer. Under 10 events there are counts in words
only: no percentage, no comparison, no change. Nothing here says why a figure is what it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from village.figures.change import Direction, change
from village.figures.compare import Neighbours, Published, Standing, against, standing
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, Unit
from village.figures.intervals import EXACT_UNDER, Interval
from village.kernel.periods import MONTHS, Period

NOT_KNOWN_SAID_FROM = 10.0
MAY_BE_ANY = "Not shown does not mean nought: it can be any number."
"""Said wherever a number is not shown: one that is held back beside others may be nought."""
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a figure is about, so that it can be put into a sentence.

    counted, one: what is counted, in the plural ("referrals") and, if known, the singular.
    did: for percentages, what the part of them did ("came within 12 months of an earlier one").
    among: for rates, the people they are counted on.
    """

    counted: str
    one: str = ""
    did: str = ""
    among: str = "children aged 0 to 17"

    def of(self, number: int) -> str:
        """What is counted, in the number that fits."""
        return self.one if number == 1 and self.one else self.counted


@dataclass(frozen=True, slots=True)
class Beside:
    """What may stand beside a figure; whatever is missing is said or left out.

    no_comparison: why there is no public figure to compare with, where there is none.
    before: the same figure one period earlier.
    limits: whole sentences on what the figure cannot tell.
    """

    england: Published | None = None
    neighbours: Neighbours | None = None
    no_comparison: str = ""
    before: Figure | None = None
    limits: Sequence[str] = ()


def wording_of(unit: Unit, *, numerator: str, denominator: str) -> Wording:
    """Put the two descriptions of an indicator's definition into a sentence's places."""
    if unit is Unit.PERCENT:
        return Wording(counted=denominator, did=f"were {numerator}")
    return Wording(counted=numerator, among=denominator)


def when_of(period: Period, *, at_its_end: bool = False) -> str:
    """Give the head of a sentence: "In the year to March 2026", "On 31 March 2026"."""
    if at_its_end:
        last = period.last
        return f"On {last.day} {MONTHS[last.month - 1]} {last.year}"
    return f"In the {period.label}" if period.step == "year" else f"In {period.label}"


def sentence(figure: Figure, wording: Wording, *, when: str, beside: Beside | None = None) -> str:
    """Say a figure in plain English, and never more than it can carry.

    when: the period at the head of the sentence ("In the year to 31 March 2026").
    """
    beside = beside or Beside()
    said = [_number(figure, wording, when=when)]
    if _can_be_compared(figure):
        said += [*_comparison(figure, beside), *_change(figure, beside), *_certainty(figure)]
    return " ".join([*said, *beside.limits])


def rounded(value: float, *, unit: Unit) -> str:
    """Print a value: one decimal, half up, for percentages and rates; never a false 0 or 100."""
    if unit is Unit.COUNT:
        return f"{Decimal(repr(value)).quantize(Decimal(1), ROUND_HALF_UP):,}"
    sign = "%" if unit is Unit.PERCENT else ""
    if 0 < value < 0.05:
        return f"under 0.1{sign}"
    if unit is Unit.PERCENT and 99.95 <= value < 100:
        return "over 99.9%"
    return f"{Decimal(repr(value)).quantize(_STEP, ROUND_HALF_UP):,}{sign}"


def not_known(part: int, whole: int, *, what: str = "Ethnicity") -> tuple[str, ...]:
    """Give the sentence on missing knowledge where more than a tenth is not known, else nothing."""
    share = 100 * part / whole if whole else 0.0
    if share <= NOT_KNOWN_SAID_FROM:
        return ()
    percent = rounded(share, unit=Unit.PERCENT)
    return (f"{what} is not known for {percent} of them, so the groups cannot be relied on.",)


def _number(figure: Figure, wording: Wording, *, when: str) -> str:
    if isinstance(figure.numerator, Withheld):
        return _withheld(wording, when=when)
    if figure.unit is Unit.PERCENT:
        return _percentage(figure, figure.numerator, wording, when=when)
    return _amount(figure, figure.numerator, wording, when=when)


def _withheld(wording: Wording, *, when: str) -> str:
    what = f"how many {wording.counted} {wording.did}" if wording.did else _number_of(wording)
    return (
        f"{when}, {what} is not shown: the number is small, or would give a small number away. "
        f"{MAY_BE_ANY}"
    )


def _number_of(wording: Wording) -> str:
    return f"the number of {wording.counted}"


def _percentage(figure: Figure, part: Count, wording: Wording, *, when: str) -> str:
    whole = figure.denominator
    if isinstance(whole, Count) and whole.number == 0:
        return f"{when} there were no {wording.counted}, so there is no percentage."
    if not isinstance(whole, Count):
        few = "none" if part.number == 0 else "few"
        return f"{when}, {few} of the {wording.counted} {wording.did}; there were too few to show."
    of = f"{whole.number:,} {wording.of(whole.number)}"
    if part.number < EXACT_UNDER or figure.value is None:
        some = "none" if part.number == 0 else _in_words(part.number)
        return f"{when}, {some} of {of} {wording.did}. {_too_few('percentage')}"
    value = rounded(figure.value, unit=figure.unit)
    return f"{when}, {part.number:,} of {of} ({value}) {wording.did}."


def _amount(figure: Figure, count: Count, wording: Wording, *, when: str) -> str:
    there = f"{when} there {'was' if count.number == 1 else 'were'} {_in_words(count.number)}"
    there += f" {wording.of(count.number)}"
    rate = figure.unit is Unit.PER_10_000
    if count.number < EXACT_UNDER:
        return f"{there}. {_too_few('rate' if rate else 'comparison')}"
    if not rate:
        return f"{there}."
    if figure.value is None:
        return f"{there}. There is no population to count a rate on."
    value = rounded(figure.value, unit=figure.unit)
    return f"{there}: {value} for every 10,000 {wording.among}."


def _in_words(number: int) -> str:
    return _WORDS[number] if number < EXACT_UNDER else f"{number:,}"


def _too_few(kind: str) -> str:
    if kind == "comparison":
        return "That is too few to compare."
    return f"That is too few for a {kind} or a comparison."


def _can_be_compared(figure: Figure) -> bool:
    return (
        isinstance(figure.numerator, Count)
        and figure.numerator.number >= EXACT_UNDER
        and figure.interval is not None
    )


def _comparison(figure: Figure, beside: Beside) -> Iterable[str]:
    if beside.no_comparison:
        yield f"There is no public figure to compare with: {beside.no_comparison}."
    if beside.england:
        yield _against(figure, beside.england)
    if beside.neighbours:
        yield _neighbours(beside.neighbours, unit=figure.unit)


def _against(figure: Figure, place: Published) -> str:
    if place.value is None:
        return f"The figure of {place.area} for {_the(place.period)} is not there: {place.mark}."
    shown = f"{place.area} ({rounded(place.value, unit=figure.unit)} in {_the(place.period)})"
    verdict = against(figure, place)
    if verdict is None or verdict is Standing.SIMILAR:
        return f"That is not clearly different from {shown}."
    wide = figure.wide_interval
    sure = wide is not None and standing(wide, place.value) is verdict
    return f"That is {'clearly ' if sure else ''}{verdict.value} than {shown}."


def _the(period: str) -> str:
    return f"the {period}" if period.startswith("year") else period


def _neighbours(summary: Neighbours, *, unit: Unit) -> str:
    if summary.simple_mean is None:
        return f"None of its {summary.of} statistical neighbours published a figure."
    mean = rounded(summary.simple_mean, unit=unit)
    return (
        f"The mean of its statistical neighbours is {mean} "
        f"({summary.with_data} of {summary.of} published a figure)."
    )


def _change(figure: Figure, beside: Beside) -> Iterable[str]:
    before = beside.before
    moved = change(figure, before) if before else None
    if before is None or before.value is None or moved is None:
        return
    shown = f"{rounded(before.value, unit=before.unit)} in {_the(before.period)}"
    if moved.direction is Direction.NO_CLEAR_CHANGE:
        yield f"There is no clear change from {shown}."
    else:
        yield f"It {moved.direction.value} from {shown}, by more than chance alone would explain."


def _certainty(figure: Figure) -> Iterable[str]:
    if figure.interval:
        yield _range(figure.interval, unit=figure.unit)


def _range(interval: Interval, *, unit: Unit) -> str:
    lower, upper = rounded(interval.lower, unit=unit), rounded(interval.upper, unit=unit)
    return (
        f"Allowing for chance, it could lie anywhere from {lower} to {upper} "
        f"({100 * interval.level:g}% interval, {interval.method})."
    )
