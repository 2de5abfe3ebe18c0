"""Made-up reports that are consistent, and the same with one inconsistency of a known kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

MONTHS = tuple(date(2020, number, 1).strftime("%B") for number in range(1, 13))
TOPIC = "@topic@"
"""Stands for what a share is of; no two passages of a report say the same."""
TOPICS = (
    "a written plan on time", "their teeth checked yearly", "an advocate standing beside them",
    "school places near home", "calls answered by nurses", "visits during summer weekends",
    "letters explaining court orders", "bicycles lent without charge", "passports before travel",
    "music lessons that somebody paid",
)  # fmt: skip
PLACES = ("Ashdown", "Birchfield", "Castle Ward", "Downland", "Eastbrook")


@dataclass(frozen=True)
class Passage:
    """One passage: as it is right, and as it is wrong. kind: of the finding; "" where it is of
    none, and the passage has no wrong form."""

    kind: str
    right: str
    wrong: str


def percent(part: int, of: int, places: int = 0) -> str:
    """Half up."""
    scaled = (2 * 100 * part * 10**places + of) // (2 * of)
    return f"{scaled / 10**places:.{places}f}%"


@st.composite
def split(draw: st.DrawFn) -> Passage:
    parts = draw(st.lists(st.integers(6, 400), min_size=2, max_size=5))
    off = draw(st.integers(1, 40))
    listed = [f"{n} from {place}" for n, place in zip(parts, PLACES, strict=False)]
    said = f"{', '.join(listed[:-1])} and {listed[-1]}"
    mark = draw(st.sampled_from((": ", "—", " – ", ", made up of ")))

    def text(total: int) -> str:
        return f"The pilot took in {total} referrals{mark}{said}."

    return Passage("parts and whole", text(sum(parts)), text(sum(parts) + off))


@st.composite
def quarters(draw: st.DrawFn) -> Passage:
    parts = draw(st.lists(st.integers(10, 400), min_size=4, max_size=4))
    off = draw(st.integers(1, 40))

    def text(total: int) -> str:
        return f"There were {total:,} contacts ({', '.join(map(str, parts[:3]))} and {parts[3]})."

    return Passage("parts and whole", text(sum(parts)), text(sum(parts) + off))


@st.composite
def table(draw: st.DrawFn) -> Passage:
    parts = draw(st.lists(st.integers(6, 900), min_size=2, max_size=5))
    off = draw(st.integers(1, 40))

    def text(total: int) -> str:
        rows = "\n".join(f"| {place} | {n} |" for place, n in zip(PLACES, parts, strict=False))
        return f"| Where | Children |\n{rows}\n| Total | {total:,} |"

    return Passage("parts and whole", text(sum(parts)), text(sum(parts) + off))


@st.composite
def money(draw: st.DrawFn) -> Passage:
    parts = draw(st.lists(st.integers(1_000, 200_000), min_size=2, max_size=5))
    off = draw(st.integers(1, 4_000))

    def text(total: int) -> str:
        rows = "\n".join(f"| {place} | £{n:,} |" for place, n in zip(PLACES, parts, strict=False))
        return f"| Paid by | Amount |\n{rows}\n| Total income | £{total:,} |"

    return Passage("parts and whole", text(sum(parts)), text(sum(parts) + off))


@st.composite
def share(draw: st.DrawFn) -> Passage:
    of = draw(st.integers(12, 900))
    part, places = draw(st.integers(1, of)), draw(st.integers(0, 1))
    far = (part + draw(st.integers(of // 3 + 1, of // 2))) % of
    joined = draw(st.sampled_from(("out of", "of", "of the")))

    def text(shown: str) -> str:
        return f"{part} {joined} {of} children had {TOPIC} ({shown})."

    return Passage(
        "percentage of its count", text(percent(part, of, places)), text(percent(far, of, places))
    )


@st.composite
def two_sentences(draw: st.DrawFn) -> Passage:
    of = draw(st.integers(30, 900))
    part = draw(st.integers(1, of))
    far = (part + of // 3) % of

    def text(shown: str) -> str:
        return f"{part} out of {of} children had {TOPIC}. This rate ({shown}) shows what is asked."

    return Passage("percentage of its count", text(percent(part, of)), text(percent(far, of)))


@st.composite
def reachable(draw: st.DrawFn) -> Passage:
    of = draw(st.integers(11, 60))
    part = draw(st.integers(1, of - 1))
    never = [  # not by rounding a half down either
        n for n in range(1, 100) if all(abs(200 * k - 2 * n * of) > of for k in range(of + 1))
    ]

    def text(shown: str) -> str:
        return f"{shown} of the {of} young people had {TOPIC}."

    wrong = text(f"{draw(st.sampled_from(never))}%") if never else ""
    return Passage("reachable percentage", text(percent(part, of)), wrong)


@st.composite
def subset(draw: st.DrawFn) -> Passage:
    of = draw(st.integers(6, 300))
    part, more = draw(st.integers(1, of)), draw(st.integers(1, 50))
    return Passage(
        "part of a whole",
        f"{part} out of {of} young people had {TOPIC}.",
        f"{of + more} out of {of} young people had {TOPIC}.",
    )


@st.composite
def period(draw: st.DrawFn) -> Passage:
    first, months = draw(st.integers(0, 11)), draw(st.integers(2, 30))
    year, off = draw(st.integers(2020, 2025)), draw(st.sampled_from((-1, 1, 2)))
    last = first + months - 1

    def text(said: int) -> str:
        ends = f"{MONTHS[first]} {year} to {MONTHS[last % 12]} {year + last // 12}"
        return f"This report covers {ends}; this {said}-month reporting period was a busy one."

    return Passage("length of a period", text(months), text(months + off))


@st.composite
def change(draw: st.DrawFn) -> Passage:
    low = draw(st.integers(6, 400))
    high = low + draw(st.integers(1, 300))
    word, first, last = draw(
        st.sampled_from((("rose", low, high), ("increased", low, high), ("fell", high, low)))
    )

    def text(one: int, other: int) -> str:
        return f"Missing episodes {word} from {one:,} to {other:,}."

    return Passage("change", text(first, last), text(last, first))


@st.composite
def change_in_percent(draw: st.DrawFn) -> Passage:
    first = draw(st.integers(20, 400))
    last = first + draw(st.integers(first // 4, first // 2))

    def text(said: str) -> str:
        return f"Contacts rose from {first} to {last} (a {said} increase)."

    right = percent(last - first, first)
    return Passage("change", text(right), text(f"{int(right[:-1]) + 11}%"))


@st.composite
def peak(draw: st.DrawFn) -> Passage:
    values = draw(st.lists(st.integers(6, 400), min_size=4, max_size=4, unique=True))
    word, best = draw(st.sampled_from((("highest", max), ("lowest", min))))
    labels = ("Q1", "Q2", "Q3", "Q4")
    right = labels[values.index(best(values))]
    wrong = draw(st.sampled_from([label for label in labels if label != right]))

    def text(named: str) -> str:
        head = f"| Quarter | {' | '.join(labels)} |"
        row = f"| Contacts | {' | '.join(map(str, values))} |"
        return f"{head}\n{row}\n\nContacts were {word} in {named}."

    return Passage("words against a series", text(right), text(wrong))


@st.composite
def twice(draw: st.DrawFn) -> Passage:
    of = draw(st.integers(20, 400))
    part = draw(st.integers(1, of - 1))
    other = draw(st.integers(1, of - 1).filter(lambda n: n != part))

    def text(second: int) -> str:
        return (
            f"{part} of {of} children had {TOPIC}.\n\n"
            f"Auditors looked again. {second} of the {of} children had {TOPIC}, they wrote."
        )

    return Passage("one measure, two values", text(part), text(other))


@st.composite
def the_most(draw: st.DrawFn) -> Passage:
    top, others = draw(st.integers(3, 12)), draw(st.integers(5, 60))
    theirs, left = draw(st.integers(4, 30)), draw(st.integers(1, 3))
    episodes = top * theirs + others * left

    def text(all_episodes: int) -> str:
        return (
            f"There were {all_episodes:,} episodes by {top + others} children. The {top} children "
            f"who went missing most accounted for {top * theirs} episodes."
        )

    wrong = top * theirs + others * (theirs + draw(st.integers(1, 5)))
    return Passage("what is left for the others", text(episodes), text(wrong))


@st.composite
def plain(draw: st.DrawFn) -> Passage:
    """What no kind is about: numbers that need not add up to anything."""
    one, other, third = (draw(st.integers(6, 500)) for _ in range(3))
    text = draw(
        st.sampled_from(
            (
                f"{one} practitioners came to {other} sessions in {third} schools.",
                f"Contacts went from {one} to {other}, and {third} became referrals.",
                f"There were {one} concerns: {other} about neglect and {third} about harm as well "
                "as other reasons.",
                f"Three siblings (17, 14 and 11) were among {one} children who moved.",
                f"In 2023/24 the hub took {one} calls; see page {other % 90 + 1} and section 47.",
                f"The {one} visits included {other % one} to homes and {third % one} to schools.",
                f"About {one} families, more than {other}% of those asked, wrote back.",
            )
        )
    )
    return Passage("", text, "")


SIMPLE: dict[str, Callable[[], st.SearchStrategy[Passage]]] = {
    "split": split, "quarters": quarters, "table": table, "money": money, "share": share,
    "two sentences": two_sentences, "reachable": reachable, "subset": subset, "period": period,
    "change": change, "change in percent": change_in_percent, "peak": peak, "twice": twice,
    "the most": the_most,
}  # fmt: skip
