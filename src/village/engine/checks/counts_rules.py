"""The rules of a return of counts, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from village.engine.checks.findings import Severity


class Rule(StrEnum):
    """What is asked of a return of counts."""

    QUARTER = "CT-quarter"
    INDICATOR = "CT-indicator"
    TWICE = "CT-twice"
    MISSING = "CT-missing"
    EMPTY = "CT-empty"
    SHARE = "CT-percentage"
    TEXT = "CT-not-a-count"
    DATE = "CT-date"
    FORMULA = "CT-formula"
    MERGED = "CT-merged"
    COLUMN = "CT-column"
    PART = "CT-part-above-whole"
    GROUPS = "CT-groups-and-total"
    TENFOLD = "CT-tenfold"
    STOPPED = "CT-no-longer-collected"


@dataclass(frozen=True, slots=True)
class RuleOfCounts:
    """A rule in words."""

    severity: Severity
    message: str
    mend: str


RULES: Final[Mapping[Rule, RuleOfCounts]] = {
    Rule.QUARTER: RuleOfCounts(
        Severity.ERROR,
        "The quarter is not the one that this return is of, or cannot be read.",
        "Write the quarter as “April to June 2026”, and send each quarter as its own return.",
    ),
    Rule.INDICATOR: RuleOfCounts(
        Severity.ERROR,
        "No such indicator or group is asked for.",
        "Write the indicator, the breakdown and the group as they stand in the workbook that you "
        "downloaded.",
    ),
    Rule.TWICE: RuleOfCounts(
        Severity.ERROR,
        "The same count stands in the file twice.",
        "Keep the one that is right and delete the other row.",
    ),
    Rule.MISSING: RuleOfCounts(
        Severity.ERROR,
        "A count that is asked for is not in the file.",
        "Add its row, with a count, “suppressed” or “not collected”.",
    ),
    Rule.EMPTY: RuleOfCounts(
        Severity.ERROR,
        "A count is empty.",
        "Write 0 where there were none, “suppressed” where the number is small and you may not "
        "send it, or “not collected” where nobody counts it.",
    ),
    Rule.SHARE: RuleOfCounts(
        Severity.ERROR,
        "A percentage or a fraction stands where a count belongs.",
        "Write how many there were: the numerator and the denominator, each a whole number.",
    ),
    Rule.TEXT: RuleOfCounts(
        Severity.ERROR,
        "This is not a count.",
        "Write a whole number, “suppressed” or “not collected”; put words into the comment.",
    ),
    Rule.DATE: RuleOfCounts(
        Severity.ERROR,
        "A date stands where a count belongs.",
        "Spreadsheets turn 1-5 and 3/4 into dates. Write the number, or “suppressed”.",
    ),
    Rule.FORMULA: RuleOfCounts(
        Severity.ERROR,
        "A formula stands where a count belongs.",
        "Write the number itself. On the page its last result is filled in already: look whether "
        "it is right, and send the page.",
    ),
    Rule.MERGED: RuleOfCounts(
        Severity.ERROR,
        "Cells are merged, so it cannot be told whose count stands in them.",
        "Unmerge them (Home, Merge and Centre), and write each count into its own cell; or do so "
        "on the page, where the rest is filled in.",
    ),
    Rule.COLUMN: RuleOfCounts(
        Severity.ERROR,
        "The column “Denominator” is not in the file.",
        "Put it back; or write the denominators on the page, where the rest is filled in.",
    ),
    Rule.PART: RuleOfCounts(
        Severity.ERROR,
        "The numerator is larger than the denominator.",
        "Look whether the two changed places; the numerator is a part of the denominator.",
    ),
    Rule.GROUPS: RuleOfCounts(
        Severity.ERROR,
        "The groups do not add up to the total.",
        "Put the rest under “Not known”, or mend the total.",
    ),
    Rule.TENFOLD: RuleOfCounts(
        Severity.QUERY,
        "The count is more than ten times last quarter's, or less than a tenth of it.",
        "If it is right, say in the comment what happened.",
    ),
    Rule.STOPPED: RuleOfCounts(
        Severity.QUERY,
        "This was counted last quarter and is now “not collected”.",
        "If it is so, say in the comment why.",
    ),
}
