"""More made-up passages, right and wrong: columns, what is left, sizes of changes, stages."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.figures.check.reports import PLACES, TOPIC, Passage, percent

YEARS = ("2022-23", "2023-24")


def rows(*lines: tuple[object, ...]) -> str:
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


@st.composite
def size_of_change(draw: st.DrawFn) -> Passage:
    first, by = draw(st.integers(40, 400)), draw(st.integers(2, 30))
    off = draw(st.integers(1, 9))
    word, last = draw(st.sampled_from((("rose", first + by), ("fell", first - by))))
    form = draw(st.sampled_from(
        ("Contacts {word} by {by}, from {first} to {last}.",
         "Contacts {word} from {first} to {last}, {noun} of {by}.",
         "There were {last} contacts, {by} {more} than the {first} of the year before.",
         "There were {last} contacts, compared with {first} last year, {noun} of {by}.")
    ))  # fmt: skip
    is_up = word == "rose"

    def text(by: int) -> str:
        noun, more = ("an increase", "more") if is_up else ("a reduction", "fewer")
        return form.format(word=word, by=by, first=first, last=last, noun=noun, more=more)

    return Passage("change", text(by), text(by + off))


@st.composite
def points(draw: st.DrawFn) -> Passage:
    first, by = draw(st.integers(5, 60)), draw(st.integers(3, 30))
    off = draw(st.integers(3, 9))

    def text(said: int) -> str:
        return f"Attendance improved to {first + by}%, up {said} points on the {first}% of 2022."

    return Passage("change", text(by), text(by + off))


@st.composite
def change_over_two(draw: st.DrawFn) -> Passage:
    low, gap = draw(st.integers(6, 400)), draw(st.integers(1, 80))
    noun, first, last = draw(st.sampled_from(
        (("an increase", low, low + gap), ("a reduction", low + gap, low))
    ))  # fmt: skip

    def text(first: int, last: int) -> str:
        return (
            f"There were {last} plans at the end of it. This is {noun} on last year, when there "
            f"were {first}."
        )

    return Passage("change", text(first, last), text(last, first))


@st.composite
def column_of_changes(draw: st.DrawFn) -> Passage:
    firsts = draw(st.lists(st.integers(40, 900), min_size=4, max_size=4))
    gaps = [draw(st.integers(-30, 30)) for _ in firsts]
    odd, off = draw(st.integers(0, 3)), draw(st.integers(4, 20))
    names = ("Contacts", "Visits", "Reviews", "Calls")

    def said(first: int, gap: int, more: int) -> str:
        shown = percent(abs(gap), first)
        return f"{'-' if gap < 0 else '+'}{int(shown[:-1]) + more}%"

    def text(more: int) -> str:
        lines = [
            (name, first, first + gap, said(first, gap, more if number == odd else 0))
            for number, (name, first, gap) in enumerate(zip(names, firsts, gaps, strict=True))
        ]
        return rows(("Indicator", *YEARS, "Change"), *lines)

    return Passage("change", text(0), text(off))


@st.composite
def column_of_shares(draw: st.DrawFn) -> Passage:
    ofs = draw(st.lists(st.integers(20, 90), min_size=4, max_size=4))
    parts = [draw(st.integers(1, of - 1)) for of in ofs]
    odd = draw(st.integers(0, 3))
    head = draw(st.sampled_from(("Attendance", "% attended")))

    def text(wrong: int) -> str:
        lines = [
            (place, of, part, percent((part + (wrong if number == odd else 0)) % of, of))
            for number, (place, of, part) in enumerate(zip(PLACES, ofs, parts, strict=False))
        ]
        return rows(("Agency", "Invited", "Attended", head), *lines)

    return Passage("percentage of its count", text(0), text(ofs[odd] // 2))


@st.composite
def of_whom(draw: st.DrawFn) -> Passage:
    wholes = draw(st.lists(st.integers(10, 80), min_size=3, max_size=3))
    parts = [draw(st.integers(1, whole)) for whole in wholes]
    odd, off = draw(st.integers(0, 2)), draw(st.integers(1, 9))

    def text(is_wrong: bool) -> str:
        lines = [
            (place, whole, whole + off if is_wrong and number == odd else part)
            for number, (place, whole, part) in enumerate(zip(PLACES, wholes, parts, strict=False))
        ]
        return rows(("Area", "Children seen", "Of whom, seen again"), *lines)

    return Passage("part of a whole", text(False), text(True))


@st.composite
def what_is_left(draw: st.DrawFn) -> Passage:
    parts = draw(st.lists(st.integers(6, 40), min_size=3, max_size=3))
    off = draw(st.integers(1, 4))
    form = draw(st.sampled_from(
        ("{all} families were asked. {0} said yes, {1} said no and the remaining {2} had moved.",
         "Of the {all} families, {0} said yes, {1} said no and the other {2} had moved.",
         "{all} families were asked, all by letter. {0} of the families said yes. The other {3} "
         "could not be found.")
    ))  # fmt: skip

    def text(more: int) -> str:
        one, other, left = parts
        return form.format(one, other, left + more, other + left + more, all=sum(parts))

    return Passage("parts and whole", text(0), text(off))


@st.composite
def money_left(draw: st.DrawFn) -> Passage:
    spent, left = draw(st.integers(5_000, 90_000)), draw(st.integers(9_000, 30_000))
    off = draw(st.integers(100, 999))

    def text(left_said: int) -> str:
        return (
            f"Our income was £{spent + left:,}. We spent £{spent:,} of it, which leaves "
            f"£{left_said:,}."
        )

    return Passage("parts and whole", text(left), text(left + off))


@st.composite
def one_answer(draw: st.DrawFn) -> Passage:
    very, fairly = draw(st.integers(20, 40)), draw(st.integers(10, 30))
    little, off = draw(st.integers(5, 15)), draw(st.integers(3, 7))

    def text(none: int) -> str:
        return (
            f"Parents could tick one answer only: {very}% said very, {fairly}% fairly, {little}% "
            f"not very and {none}% not at all."
        )

    rest = 100 - very - fairly - little
    return Passage("options to 100", text(rest), text(rest + off))


@st.composite
def said_as_a_count(draw: st.DrawFn) -> Passage:
    of = draw(st.integers(25, 200))
    part = draw(st.integers(1, of - 1))
    far = (part + of // 3) % of

    def text(second: int) -> str:
        return (
            f"{percent(part, of)} of the {of} children had {TOPIC}.\n\n"
            f"The report was read again. {second} of the {of} children had {TOPIC}, it said."
        )

    return Passage("one measure, two values", text(part), text(far))


@st.composite
def each_quarter(draw: st.DrawFn) -> Passage:
    start = draw(st.integers(300, 400))
    steps = draw(st.lists(st.integers(3, 40), min_size=3, max_size=3))
    word, way = draw(st.sampled_from((("rose", 1), ("fell", -1))))
    odd, in_table = draw(st.integers(0, 2)), draw(st.booleans())

    def text(is_wrong: bool) -> str:
        values = [start]
        for number, step in enumerate(steps):
            turn = -1 if is_wrong and number == odd else 1
            values.append(values[-1] + way * turn * step)
        if in_table:
            table = rows(
                ("Quarter", "Contacts"), *zip(("Q1", "Q2", "Q3", "Q4"), values, strict=True)
            )
            return f"Contacts {word} in each quarter.\n\n{table}"
        return (
            f"Contacts {word} in every quarter ({', '.join(map(str, values[:3]))} and {values[3]})."
        )

    return Passage("words against a series", text(False), text(True))


@st.composite
def all_above(draw: st.DrawFn) -> Passage:
    bound, odd = draw(st.integers(50, 80)), draw(st.integers(0, 3))
    over = draw(st.lists(st.integers(1, 19), min_size=4, max_size=4))
    under = draw(st.integers(1, 30))

    def text(is_wrong: bool) -> str:
        lines = [
            (place, f"{bound - under if is_wrong and number == odd else bound + more}%")
            for number, (place, more) in enumerate(zip(PLACES, over, strict=False))
        ]
        table = rows(("School", "Attendance"), *lines)
        return f"Every school was above {bound}% for attendance.\n\n{table}"

    return Passage("words against a series", text(False), text(True))


@st.composite
def stages(draw: st.DrawFn) -> Passage:
    last = draw(st.integers(20, 100))
    mid = last + draw(st.integers(1, 200))
    first, more = mid + draw(st.integers(1, 400)), draw(st.integers(1, 50))
    form = draw(st.sampled_from(
        ("There were {0} contacts, {1} referrals and {2} assessments.",
         "{0} contacts were made. {1} became referrals, and {2} assessments followed.",
         "- Contacts: {0}\n- Referrals: {1}\n- Assessments: {2}",
         "| Stage | Children |\n| Contacts | {0} |\n| Referrals | {1} |\n| Assessments | {2} |",
         "{0} people were invited, {1} booked and {2} attended.")
    ))  # fmt: skip
    right, wrong = form.format(first, mid, last), form.format(first, mid, mid + more)
    return Passage("stages in order", right, wrong)


@st.composite
def decisions(draw: st.DrawFn) -> Passage:
    yes, no = draw(st.integers(20, 90)), draw(st.integers(6, 15))
    off = draw(st.integers(1, 5))

    def text(more: int) -> str:
        return (
            f"- {yes + no} positive First Panel (FP) decisions were made.\n"
            f"- {yes} positive Second Panel (SP) decisions were made.\n"
            f"- {no - more} negative SP decisions followed."
        )

    return Passage("stages in order", text(0), text(off))


@st.composite
def across_a_break(draw: st.DrawFn) -> Passage:
    first, gap = draw(st.integers(300, 900)), draw(st.integers(20, 200))
    broke = draw(st.sampled_from(("The definition of a contact changed in April {}.",
                                  "From April {} contacts are counted differently.")))  # fmt: skip
    right = draw(st.sampled_from(("before", "owned")))

    def text(year: int, behind: str) -> str:
        told = f"Contacts fell from {first} in 2022-23 to {first - gap} in 2023-24."
        return f"{broke.format(year)} {told}{behind}"

    owned = " This fall is partly because of the change." if right == "owned" else ""
    return Passage(
        "change across a break", text(2019 if right == "before" else 2023, owned), text(2023, "")
    )


COLUMNS: dict[str, Callable[[], st.SearchStrategy[Passage]]] = {
    "size of a change": size_of_change, "points": points, "change over two": change_over_two,
    "column of changes": column_of_changes, "column of shares": column_of_shares,
    "of whom": of_whom, "what is left": what_is_left, "money left": money_left,
    "one answer": one_answer, "as a count": said_as_a_count, "each quarter": each_quarter,
    "all above": all_above,
}  # fmt: skip
ASKED: dict[str, Callable[[], st.SearchStrategy[Passage]]] = {
    "stages": stages, "decisions": decisions, "across a break": across_a_break,
}  # fmt: skip
"""What nobody can know to be wrong: it is asked about, and never called impossible."""
