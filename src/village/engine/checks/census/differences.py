"""Where Village deliberately finds other things than the field's open reference implementation.

Compared with csc-validator-be-cin at its state of 1 May 2026, whose findings analysts know. The
published wording is followed; each line says what the other tool does and what happens here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule, what the reference does and what Village does."""

    rules: tuple[str, ...]
    there: str
    here: str


def _of(rules: str, there: str, here: str) -> Difference:
    return Difference(tuple(rules.split()), there, here)


DIFFERENCES: tuple[Difference, ...] = (
    _of(
        "4000 8540 8569Q 8610 8740 8815 8816 8831 8839 8868 2885",
        "Some rules know true and false only in one spelling (true, 1) or one case.",
        "true, false, 1 and 0 are understood in any case by every rule.",
    ),
    _of(
        "8569Q 8670Q 8675Q",
        "Working-day limits come out one day strict.",
        "The n-th working day before the date is the limit, and passes.",
    ),
    _of(
        "8540",
        "Never reports.",
        "Reports a born, helped child without a valid disability code.",
    ),
    _of(
        "8565",
        "Does not look at protection plans' ends, stops when only child in need plans fail, and "
        "shows both dates of a row.",
        "Looks at all eight dates; shows the closure and the dates that are late.",
    ),
    _of("8614 8898", "Stops whenever it should report.", "Reports."),
    _of(
        "8869 8945Q 8950Q",
        "Never reports: a list of factors is compared as if it were one code.",
        "Factors are compared one by one within one assessment.",
    ),
    _of(
        "8897Q",
        "Flags an invalid code even beside a valid one, joins assessments across episodes, and "
        "stops when one of those at fault has factors.",
        "Reports an authorised assessment that has no valid factor.",
    ),
    _of(
        "8873Q",
        "Takes any text that contains 21, and an assessment that is not completed.",
        "Takes the code 21 of an authorised assessment. An open episode counts, as worded.",
    ),
    _of(
        "8863Q 8890",
        "Leaves out pairs that are equal in both dates, so exact doubles are silent.",
        "Exact doubles run at the same time, and are reported once.",
    ),
    _of("8870Q", "Never reports on dates as the return writes them.", "Reports weekend targets."),
    _of(
        "8740",
        "Takes only 0 as not required being false.",
        "Takes false as well.",
    ),
    _of(
        "8730",
        "Stops on the first value that is not a number and reports nothing.",
        "A value that is not a number fires; the rest is checked.",
    ),
    _of(
        "8831",
        "Passes over a section 47 enquiry that has only a conference date.",
        "Any conference counts.",
    ),
    _of("8832", "Reports only where two row numbers happen to agree.", "Reports every case."),
    _of(
        "8935 8940",
        "Counts open plans per plan number and skips pairs with the same number, although numbers "
        "restart in every episode.",
        "Counts and compares all plans of the child.",
    ),
    _of(
        "2885",
        "Takes only 1 as a conference that was not required.",
        "Takes true as well.",
    ),
    _of(
        "2887Q",
        "Counts children without a disability.",
        "Counts the different valid codes other than NONE.",
    ),
    _of(
        "4003",
        "Joins reviews by plan number without the episode, and looks only at plans that ended.",
        "Stays within the episode; an open child in need plan runs to the reference date.",
    ),
    _of(
        "8772",
        "Fires for a child without any episode.",
        "Leaves that child to 8590.",
    ),
    _of(
        "8510",
        "Two children without an id count as a pair.",
        "A missing id is left to 8500.",
    ),
    _of("1580", "Letters with accents pass.", "Only A to Z, a to z and 0 to 9 pass."),
    _of(
        "8842Q",
        "Passes over a review group without a date element, and reads only the first date of a "
        "group that has several.",
        "Reads every date, and asks for one in each group.",
    ),
    _of(
        "8868",
        "Also reports an enquiry that has both a conference and the mark that none was required.",
        "The wording says either: both is our own query V-ICPC.",
    ),
    _of(
        "8816 8820",
        "Orders referrals of one day by their row, and reports an equal open pair twice.",
        "Episodes of one day are neither later than the other; a pair is reported once.",
    ),
    _of(
        "4004 8815 8839 8896",
        "Also shows records that are closed, not required or without further action.",
        "Shows only the records that count.",
    ),
    _of(
        "2990 2991Q 4000 8831 8832",
        "Shows the child's id in the table of the module.",
        "Shows the reason or the mark that is at odds, and the start of each module row.",
    ),
    _of(
        "2886Q",
        "Stops when the return has no children.",
        "Holds, and V-EMPTY says that the return has no children.",
    ),
    _of(
        "8620 8736 100",
        "With an unusable reference date, rules about the year fire for everybody or nobody.",
        "They could not run, and say so; 100 says why.",
    ),
)

TO_CONFIRM: tuple[str, ...] = (
    "8530Q: whether the two limits themselves pass (here they fire).",
    "4014, 8940: whether a plan may start on the day the one before it ends (here it fires).",
    "8873Q: whether open episodes are meant (here they fire once the assessment is authorised).",
    "8868: whether a conference and the mark that none was required may stand together.",
    "8569Q: which day is the limit (here the working day before the year begins, which passes).",
    "8839: whether an enquiry without a required conference counts (here it does not).",
    "2884, 4003: whether other episodes of the child count (2884 here yes, 4003 no).",
    "8525Q, 4009Q, 8555Q, 8569Q, 8863Q, 8897Q: whether they are queries or errors.",
)
