"""Who sees what of a count: the audiences of a figure, and the rules that are used for each."""

from dataclasses import dataclass
from enum import StrEnum

from village.figures.counts import THRESHOLD, Count, Withheld, is_small
from village.figures.linked import Cell, Reach, Span


class Audience(StrEnum):
    """Whom a figure is for."""

    INTERNAL = "internal"
    """People inside the partnership, on the pages of the house."""
    PARTNER = "partner"
    """Bodies that the partnership works with, in what is sent to them."""
    PUBLIC = "public"
    """Anybody."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A publisher's rule. Counts of 1 to threshold children are hidden, others rounded to base.

    noise: how far a shown number may lie from the true one, where a cell key moves it.
    """

    name: str
    threshold: int
    base: int
    source: str
    noise: int = 0

    def __post_init__(self) -> None:
        if self.threshold < self.base // 2:
            raise ValueError("a count that is not hidden would be rounded to nought")

    def rounded(self, number: int) -> int:
        """The nearest multiple of the base; halves go up."""
        return (number + self.base // 2) // self.base * self.base

    def printed(self, number: int) -> Span:
        """What a reader knows of a number that they see: all that would look the same."""
        shown = self.rounded(number)
        if number == 0:
            return Span(0, 0)
        least, most = shown - self.base // 2, shown + (self.base - 1) // 2
        return Span(max(least, self.threshold + 1), most)


DFE = Profile(
    "dfe", THRESHOLD, 1, "DfE, children in need statistics, release text of 2020: 1 to 5 not shown"
)
NHS = Profile(
    "nhs", 7, 5, "NHS England, hospital episode statistics since 2018: 1 to 7 not shown, nearest 5"
)
CELL_KEY = Profile(
    "cell-key", THRESHOLD, 1, "after ONS, Census 2021 outputs: noise by cell key", noise=2
)
PROFILES = {profile.name: profile for profile in (DFE, NHS, CELL_KEY)}
CASES = (0, 3, 7, 40)
"""The counts by which a page tells what each audience sees."""


def profile_for(audience: Audience, *, health: bool = False) -> Profile:
    """Health rows bring the stricter rule; only the public's numbers are rounded by it."""
    if audience is Audience.INTERNAL or not health:
        return DFE
    if audience is Audience.PUBLIC:
        return NHS
    return Profile(NHS.name, NHS.threshold, 1, NHS.source)


def seen(children: int, profile: Profile) -> Count | Withheld | Span:
    """What is seen of a count that stands alone: itself, nothing, or what it was rounded to.

    Beside others more may be hidden, so that nobody works a small one out. A Span says how far
    off a number by cell key may be.
    """
    if is_small(children, threshold=profile.threshold):
        return Withheld()
    if children and profile.noise:
        least = max(profile.threshold + 1, children - profile.noise)
        return Span(least, children + profile.noise)
    return Count(profile.rounded(children))


def what_each_sees() -> dict[str, dict[int, str]]:
    """For each audience and rule, what is seen of 0, 3, 7 and 40 children, in words."""
    rules = {
        "internal": DFE,
        "partner": profile_for(Audience.PARTNER),
        "partner, with health rows": profile_for(Audience.PARTNER, health=True),
        "public": profile_for(Audience.PUBLIC),
        "public, with health rows": profile_for(Audience.PUBLIC, health=True),
        "interactive table": CELL_KEY,
    }
    return {
        name: {children: _words(seen(children, rule)) for children in CASES}
        for name, rule in rules.items()
    }


def _words(look: Count | Withheld | Span) -> str:
    if isinstance(look, Withheld):
        return look.why
    if isinstance(look, Span):
        return f"a number from {look.least:.0f} to {look.most:.0f}"
    return str(look.number)


def guarded(
    id: str,
    number: int,
    *,
    profile: Profile,
    children: int | None = None,
    in_a_table: bool = True,
    held: bool = False,
    all_or_none: bool = False,
    cost: int = 1,
    fineness: int = 0,
) -> Cell:
    """A cell by a publisher's rule.

    number: what a table would show, events or children. children: who stand behind it, the number
    itself if left out. in_a_table: False for a rest or a difference. held: its agency held it
    back, and its number is a stand-in. all_or_none: it is everybody of a small group, or nobody,
    which tells of each of them.

    A hidden number of children must stay possible above the threshold. Where few children have
    many events, the events must stay possible as far off as the threshold, both ways.
    """
    people = number if children is None else children
    small = held or all_or_none or is_small(people, threshold=profile.threshold)
    reach = Reach(profile.threshold + 1)
    if all_or_none and number:
        reach = Reach(number, number - 1)
    elif small and number > profile.threshold:
        reach = Reach(number + profile.threshold, max(0, number - profile.threshold))
    return Cell(
        id=id,
        number=number,
        printed=profile.printed(number) if in_a_table else None,
        small=small,
        reach=reach if small or in_a_table else None,
        cost=cost,
        fineness=fineness,
    )
