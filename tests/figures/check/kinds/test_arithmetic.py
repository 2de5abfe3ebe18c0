"""What arithmetic says of made-up passages, and the controls of which it must say nothing."""

import pytest

from tests.figures.check.texts import TODAY, document
from village.figures.check.checking import check
from village.figures.check.findings import Finding, Verdict

CANNOT, EXPLAIN = Verdict.CANNOT, Verdict.EXPLAIN


def told(text: str, *verdicts: Verdict) -> list[Finding]:
    every = check(document(text), today=TODAY)
    return [one for one in every if one.verdict in (verdicts or (CANNOT, EXPLAIN))]


@pytest.mark.parametrize(
    ("text", "kind", "verdict", "consistent"),
    [
        ("The report runs from September 2021 to March 2023; this 18-month period was long.",
         "length of a period", CANNOT, "19 months, or other ends"),
        ("43 out of 48 children agreed. This high rate (88%) shows trust.",
         "percentage of its count", CANNOT, "90%, or 42 of 48 for 88%"),
        ("One was withdrawn, leaving 54 children—25 from Ashdown and 30 from Birchfield.",
         "parts and whole", CANNOT, "55 as the whole, or parts that come to 54"),
        ("The audit read 30 records. 20 children (41%) had moved.",
         "percentage of its count", EXPLAIN, "67% of 30, or the whole beside it"),
        ("A majority of parents (38%) wrote back.", "words against a number", EXPLAIN,
         "words that 38% bears out"),
        ("Half of the homes (71%) were visited.", "words against a number", EXPLAIN,
         "words that 71% bears out"),
        ("61% were girls and 42% were boys.", "options to 100", CANNOT, "100%, within rounding"),
        ("56% were girls and 42% were boys.", "options to 100", EXPLAIN, "a line for the rest"),
        ("| Answer | Parents |\n| Yes | 56% |\n| Perhaps | 33% |\n| No | 14% |", "options to 100",
         EXPLAIN, "100%, within rounding"),
        ("| Paid | Amount |\n| Total income | £241,728 |\n| Total spend | £243,924 |\n\n"
         "Spending exceeded the budget by £2,916.", "money that does not balance", CANNOT,
         "£2,196, or the total that it is reckoned from"),
        ("Satisfaction reached 88% and trust 91%.", "percentage of nobody knows how many", EXPLAIN,
         "each percentage with its number, such as 18 of 24 (75%)"),
    ],
)  # fmt: skip
def test_it_is_found_with_what_would_be_consistent(
    text: str, kind: str, verdict: Verdict, consistent: str
) -> None:
    found = [one for one in told(text) if one.kind == kind]

    assert [(one.verdict, one.consistent) for one in found] == [(verdict, consistent)]


@pytest.mark.parametrize(
    "text",
    [
        "| Paid by | Amount |\n| A | £144,228 |\n| B | £50,000 |\n| C | £10,000 |\n"
        "| D | £37,500 |\n| Total income | £241,728 |",
        "There were 507 contacts (172, 143, 92 and 100).",
        "Housing came to 19.3%:\n\n- Preventing homelessness: 15%\n- Repairs: 4.3%",
        "Referrals came to 6.1%:\n\n- Children: 2.9%\n- Adults: 1.2%\n- Training: 2%",
        "The arrests came to 65.7%:\n\n- At home: 55%\n- At work: 5.7%\n- On the way: 2.3%\n"
        "- Elsewhere: 2.8%",
        "Of 669 children 117 came twice and 14 three times, which makes 814 referrals.",
        "The sample was 30 of the 814 referrals (3.69%).",
        "87% of the 335 professionals felt surer, and 93% of the 335 were kinder.",
        "There were 220 children: 124 girls (56%) and 93 boys (42%) were described.",
        "92 of 98 decisions were agreed (94%), 5 were not, and one had no finding.",
        "Of the 131 tasks 90 were done, so 41 were open.",
        "5 of 6 were of mixed heritage and 1 of 6 was white.",
        "Three siblings (17, 14 and 11) moved to a new home with 2 adults.",
        "The plan runs from April 2023 to March 2024, and each case is reviewed after six months.",
        "From January to March 2024 the 12-week course ran twice.",
        "Children aged 11 to 15 (33) and under five (27) were most often seen.",
        "Episodes declined from 420 to 261 while the number of children rose from 101 to 124.",
        "The rate fell by 4 points to 12%, of 340 children.",
        "About 40 of the 90 families (44%) came.",
        "55% were girls and 45% boys, of 220 children.",
        "| Answer | Parents |\n| Yes | 56% |\n| Perhaps | 33% |\n| No | 12% |",
        "| Factor | Parents |\n| Drink | 56% |\n| Debt | 33% |\n| Grief | 14% |",
        "| Paid | Amount |\n| Total income | £241,728 |\n| Total spend | £243,924 |\n\n"
        "Spending exceeded the budget by £2,196.",
        "It cost £2,196 more: £243,924 was spent and £241,728 came in.",
    ],
)
def test_what_is_right_is_never_called_impossible(text: str) -> None:
    assert told(text, CANNOT) == []


@pytest.mark.parametrize(
    "text",
    [
        "There were 98 concerns: 60 about neglect and 70 about harm, as some had several reasons.",
        "| Factor | Children |\n| Drink | 30 |\n| Drugs | 25 |\n| Total children | 40 |",
        "| Quarter | Contacts |\n| Q1 | * |\n| Q2 | 40 |\n| Total | 52 |",
        "| Year | Rate |\n| A | 12 |\n| B | 14 |\n| Total | 13 |",
    ],
)
def test_what_need_not_add_up_is_let_be(text: str) -> None:
    assert [one for one in told(text) if one.kind == "parts and whole"] == []


def test_a_correction_of_a_number_is_followed() -> None:
    """A person says that the extraction read a number wrongly, and the finding is gone."""
    text = "43 out of 48 children (88%) agreed."
    finding = told(text, CANNOT)[0]
    part = finding.rests_on[0]

    corrected = check(document(text), today=TODAY, corrections={part: {"value": "42"}})

    assert [one for one in corrected if one.verdict is CANNOT] == []
