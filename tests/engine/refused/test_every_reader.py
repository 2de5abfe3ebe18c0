"""Every reader of the house meets the same eight honest mistakes, each with one clear message."""

import pytest

from tests.engine.annex_a.lists import SPRING, spec_of
from tests.engine.counts import makers as counts
from tests.engine.refused.mistakes import (
    MISTAKES,
    NO_ROWS,
    NOTHING,
    NUMBERS,
    ONE,
    SWAPPED,
    TWO_HEADERS,
    TWO_QUARTERS,
    WRONG,
    of_every_reader,
)
from village.engine.checks.findings import Checked, Severity
from village.engine.checks.returns import check
from village.engine.errors import EngineError
from village.engine.intake.received import Received
from village.engine.specs.returns import CENSUS, LOOKED_AFTER, Spec, counts_return

READERS = of_every_reader()
SPECS: dict[str, Spec] = {
    "census (XML)": CENSUS,
    "looked-after (CSV)": LOOKED_AFTER,
    "looked-after (XML)": LOOKED_AFTER,
    "table (CSV)": spec_of("police-missing"),
    "table (workbook)": spec_of("police-missing"),
    "counts (workbook)": counts_return(counts.SPEC),
    "Annex A": spec_of("annex-a"),
    "data set": spec_of("ssd"),
}
NO_HEADERS = {("census (XML)", TWO_HEADERS), ("looked-after (XML)", TWO_HEADERS)}
"""XML has no row of column names to merge."""

REFUSED: dict[tuple[str, str], tuple[str, str]] = {
    ("census (XML)", WRONG): ("not a census", "return.xml, line 1"),
    ("census (XML)", NOTHING): ("The file is empty", "return.xml"),
    ("census (XML)", TWO_QUARTERS): ("goes on after the return has ended", "line 48"),
    ("looked-after (CSV)", WRONG): ("of no table of the looked-after return", "staff.csv"),
    ("looked-after (CSV)", TWO_HEADERS): ("Column names stand in two rows", "episodes.csv, row 2"),
    ("looked-after (CSV)", NO_ROWS): ("Episodes has its header and no rows", "return.zip"),
    ("looked-after (CSV)", NOTHING): ("The file is empty", "episodes.csv"),
    ("looked-after (CSV)", TWO_QUARTERS): ("comes twice", "_2024.csv"),
    ("looked-after (CSV)", SWAPPED): ("columns were changed over", "episodes.csv"),
    ("looked-after (CSV)", NUMBERS): ("holds numbers where dates belong", "episodes.csv"),
    ("looked-after (XML)", WRONG): ("holds no children of a looked-after return", "return.xml"),
    ("looked-after (XML)", NO_ROWS): ("holds no children of a looked-after return", "return.xml"),
    ("looked-after (XML)", NOTHING): ("The file is empty", "return.xml"),
    ("looked-after (XML)", TWO_QUARTERS): ("two returns in one", "return.xml, line"),
    ("table (CSV)", WRONG): ("its first row names none of the columns", "return.csv"),
    ("table (CSV)", TWO_HEADERS): ("Column names stand in two rows", "return.csv, row 2"),
    ("table (CSV)", NO_ROWS): ("column names but no rows", "return.csv"),
    ("table (CSV)", NOTHING): ("The file is empty", "return.csv"),
    ("table (workbook)", WRONG): ("its first row names none of the columns", "sheet “Staff”"),
    ("table (workbook)", TWO_HEADERS): ("Column names stand in two rows", "episodes”, row 2"),
    ("table (workbook)", NO_ROWS): ("column names but no rows", "sheet “Missing episodes”"),
    ("table (workbook)", NOTHING): ("There is nothing in it", "sheet “Missing episodes”"),
    ("counts (workbook)", WRONG): ("its first row names none of the columns", "sheet “Staff”"),
    ("counts (workbook)", TWO_HEADERS): ("Column names stand in two rows", "“Counts”, row 2"),
    ("counts (workbook)", NO_ROWS): ("column names but no rows", "sheet “Counts”"),
    ("counts (workbook)", NOTHING): ("There is nothing in it", "sheet “Counts”"),
    ("Annex A", WRONG): ("“List 3: Referrals”. Not known by name: “Sheet3”", "annex-a.xlsx"),
    ("Annex A", TWO_HEADERS): ("Column names stand in two rows", "sheet “List 3”, row 2"),
    ("Annex A", NO_ROWS): ("column names but no rows", "sheet “List 3”"),
    ("Annex A", NOTHING): ("There is nothing in it", "sheet “List 3”"),
    ("Annex A", TWO_QUARTERS): ("comes twice: “List 3” and “3. Referrals”", "annex-a.xlsx"),
    ("data set", WRONG): ("Not known by name: “staff.csv”", "ssd.zip"),
    ("data set", TWO_HEADERS): ("Column names stand in two rows", "ssd_cin_episodes.csv, row 2"),
    ("data set", NO_ROWS): ("column names but no rows", "ssd_person.csv"),
    ("data set", NOTHING): ("The file is empty", "ssd_cin_episodes.csv"),
    ("data set", TWO_QUARTERS): ("comes twice: “referrals.csv”", "ssd.zip"),
}
"""What is refused whole: what is said, and where."""

FOUND: dict[tuple[str, str], set[str]] = {
    ("census (XML)", NO_ROWS): {"V-EMPTY"},
    ("census (XML)", SWAPPED): {"V-DATE"},
    ("census (XML)", NUMBERS): {"V-DATE"},
    ("looked-after (XML)", SWAPPED): {"141", "143"},
    ("looked-after (XML)", NUMBERS): {"141"},
    ("table (CSV)", TWO_QUARTERS): {"PM-outside-the-quarter"},
    ("table (CSV)", SWAPPED): {"PM-birth-on-unreadable", "PM-risk-unreadable"},
    ("table (CSV)", NUMBERS): {"PM-missing-from-unreadable"},
    ("table (workbook)", TWO_QUARTERS): {"PM-outside-the-quarter"},
    ("table (workbook)", SWAPPED): {"PM-birth-on-unreadable", "PM-risk-unreadable"},
    ("table (workbook)", NUMBERS): {"PM-missing-from-unreadable"},
    ("counts (workbook)", ONE): {"CT-missing"},
    ("counts (workbook)", TWO_QUARTERS): {"CT-quarter"},
    ("counts (workbook)", SWAPPED): {"CT-not-a-count", "CT-empty"},
    ("counts (workbook)", NUMBERS): {"CT-quarter"},
    ("Annex A", SWAPPED): {"AA-referrals-birth-on-unreadable", "AA-referrals-source-unreadable"},
    ("data set", SWAPPED): {
        "SSD-cin-episodes-closure-reason-unreadable",
        "SSD-cin-episodes-referred-on-missing",
    },
}
"""What is read, with the rules that name each place."""

TAKEN = {
    ("census (XML)", ONE), ("looked-after (CSV)", ONE), ("looked-after (XML)", ONE),
    ("table (CSV)", ONE), ("table (workbook)", ONE), ("Annex A", ONE), ("data set", ONE),
    ("Annex A", NUMBERS), ("data set", NUMBERS),
}  # fmt: skip
"""What is no mistake: one row is enough, and sets of lists say that days may come as numbers."""


def read(reader: str, received: Received) -> Checked:
    periods = {"counts (workbook)": counts.QUARTER, "table (CSV)": SPRING,
               "table (workbook)": SPRING, "Annex A": SPRING, "data set": SPRING}  # fmt: skip
    return check(received, spec=SPECS[reader], period=periods.get(reader))


def test_every_reader_is_tried_with_every_mistake() -> None:
    tried = {(reader, mistake) for reader, cases in READERS.items() for mistake in cases}

    assert tried | NO_HEADERS == {(reader, mistake) for reader in SPECS for mistake in MISTAKES}
    assert tried == set(REFUSED) | set(FOUND) | TAKEN


@pytest.mark.parametrize(("reader", "mistake"), REFUSED)
def test_what_cannot_be_read_is_refused_with_what_where_and_what_to_do(
    reader: str, mistake: str
) -> None:
    received = READERS[reader][mistake]

    with pytest.raises(EngineError) as refused:
        read(reader, received())

    what, where = REFUSED[reader, mistake]
    assert what in refused.value.what
    assert where in refused.value.where
    assert refused.value.as_record()["mend"].endswith(".")


@pytest.mark.parametrize(("reader", "mistake"), FOUND)
def test_what_can_be_read_is_found_by_a_rule_that_says_what_to_do(
    reader: str, mistake: str
) -> None:
    result = read(reader, READERS[reader][mistake]())

    found = {o.rule: o for o in result.outcomes if o.findings and o.severity != Severity.NOTICE}
    assert FOUND[reader, mistake] <= {str(rule) for rule in found}
    assert all(outcome.message and outcome.mend for outcome in found.values())


@pytest.mark.parametrize(("reader", "mistake"), sorted(TAKEN))
def test_what_is_no_mistake_is_taken_without_an_error(reader: str, mistake: str) -> None:
    result = read(reader, READERS[reader][mistake]())

    assert result.children > 0
    assert result.summary().errors == 0
