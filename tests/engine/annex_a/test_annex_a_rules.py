"""Every rule of the Annex A lists, with a good and a bad case, through the workbook reader."""

from datetime import date

import pytest

from tests.engine.annex_a.lists import (
    SPRING,
    Change,
    changed,
    checked,
    found,
    having,
    more,
    of_sheets,
    sheets_of,
    table_of,
)
from village.engine.checks.findings import End
from village.engine.checks.tables_set import check_set, list_rules_of_set

LATE = date(2026, 5, 1)
BAD: dict[str, tuple[Change, ...]] = {
    "AA-contacts-twice": (more("contacts"),),
    "AA-contacts-outside-six-months": (having("contacts", contacted_on=date(2025, 9, 30)),),
    "AA-early-help-twice": (more("early_help"),),
    "AA-early-help-ends-before-start": (having("early_help", completed_on=date(2025, 11, 2)),),
    "AA-early-help-after-the-day": (having("early_help", completed_on=LATE),),
    "AA-referrals-twice": (more("referrals"),),
    "AA-referrals-outside-six-months": (having("referrals", referred_on=date(2026, 4, 1)),),
    "AA-assessments-twice": (more("assessments"),),
    "AA-assessments-ends-before-start": (having("assessments", authorised_on=date(2026, 1, 12)),),
    "AA-assessments-after-the-day": (having("assessments", authorised_on=LATE),),
    "AA-enquiries-twice": (more("enquiries"),),
    "AA-enquiries-conference-before-enquiry": (
        having("enquiries", conference_on=date(2026, 1, 19)),
    ),
    "AA-enquiries-conference-not-needed-yet-held": (
        having("enquiries", conference_not_needed="Y"),
    ),
    "AA-enquiries-plan-without-conference": (having("enquiries", conference_on=None),),
    "AA-enquiries-after-the-day": (having("enquiries", started_on=LATE, conference_on=LATE),),
    "AA-in-need-twice": (more("in_need"),),
    "AA-in-need-closed-before-start": (
        having("in_need", closed_on=date(2026, 1, 11), closure_reason="RC7"),
    ),
    "AA-in-need-reason-and-date": (having("in_need", closure_reason="RC7"),),
    "AA-in-need-closed-yet-no-date": (having("in_need", status="e) Closed episode"),),
    "AA-in-need-after-the-day": (having("in_need", last_seen_on=LATE),),
    "AA-protection-twice": (more("protection"),),
    "AA-protection-ends-before-start": (having("protection", ended_on=date(2026, 2, 4)),),
    "AA-protection-review-before-start": (having("protection", reviewed_on=date(2026, 2, 4)),),
    "AA-protection-after-the-day": (having("protection", visited_on=LATE),),
    "AA-protection-grown": (having("protection", birth_on=date(2008, 2, 5), age=18),),
    "AA-in-care-twice": (more("in_care"),),
    "AA-in-care-ceased-before-start": (
        having("in_care", ceased_on=date(2025, 6, 30), end_reason="E4A"),
    ),
    "AA-in-care-reason-and-date": (having("in_care", end_reason="E4A"),),
    "AA-in-care-placed-before-care": (having("in_care", placed_on=date(2025, 6, 30)),),
    "AA-in-care-status-before-care": (having("in_care", status_since=date(2025, 6, 30)),),
    "AA-in-care-accepted-not-offered": (having("in_care", interview_offered="N"),),
    "AA-in-care-after-the-day": (having("in_care", reviewed_on=LATE),),
    "AA-in-care-grown": (having("in_care", birth_on=date(2007, 7, 1), age=18),),
    "AA-leavers-twice": (more("leavers"),),
    "AA-leavers-after-the-day": (having("leavers", contacted_on=LATE),),
    "AA-adoption-twice": (more("adoption"),),
    "AA-adoption-decided-before-care": (having("adoption", entered_care_on=date(2025, 9, 2)),),
    "AA-adoption-placed-before-match": (having("adoption", matched_on=date(2026, 2, 3)),),
    "AA-adoption-adopted-before-placed": (having("adoption", adopted_on=date(2026, 2, 1)),),
    "AA-adoption-reversal-and-reason": (having("adoption", reversal_reason="RD2"),),
    "AA-adoption-after-the-day": (having("adoption", adopted_on=LATE),),
    "AA-adopters-twice": (more("adopters"),),
    "AA-adopters-stage-1-order": (having("adopters", stage_1_until=date(2024, 1, 31)),),
    "AA-adopters-stage-2-order": (having("adopters", stage_2_until=date(2024, 4, 1)),),
    "AA-adopters-approved-before-enquiry": (having("adopters", approved_on=date(2024, 1, 7)),),
    "AA-adopters-left-why": (having("adopters", left_on=date(2025, 1, 7)),),
    "AA-two-birth-dates": (having("referrals", birth_on=date(2015, 1, 26)),),
    "AA-two-sexes": (having("referrals", sex="Male"),),
    "AA-two-ethnicities": (having("referrals", ethnicity="APKN"),),
    "AA-plan-without-case": (having("protection", child_id="C9"),),
    "AA-care-without-case": (having("in_care", child_id="C9"),),
    "AA-status-without-plan": (having("in_need", row=1, status="CP plan"),),
    "AA-status-without-care": (having("in_need", status="LAC"),),
    "AA-enquiry-without-case": (having("enquiries", child_id="C9"),),
    "AA-plan-before-case": (having("in_need", started_on=date(2026, 2, 6)),),
    "AA-adoption-before-care": (
        having("adoption", decided_on=date(2025, 6, 30), entered_care_on=date(2025, 6, 1)),
    ),
}
OPENING = {"age-and-birth", "born-later"}


def test_lists_in_order_hold_every_rule() -> None:
    result = checked()

    assert found(result) == {}
    assert not list(result.ended(End.COULD_NOT_RUN))
    assert (result.children, result.rows["annex_in_need"]) == (3, 2)


@pytest.mark.parametrize("rule", BAD)
def test_a_bad_row_is_found_by_its_rule(rule: str) -> None:
    result = checked(changed(*BAD[rule]))

    assert rule in found(result)
    assert result.outcome(rule).end == End.FOUND
    assert result.outcome(rule).mend


@pytest.mark.parametrize("name", [part.id for part in table_of("annex-a").parts[:-1]])
def test_each_list_of_children_holds_ages_and_births_together(name: str) -> None:
    short = name.removeprefix("annex_")
    rule = f"AA-{short}-age-and-birth".replace("_", "-")

    old = checked(changed(having(short, age=3)))
    unborn = checked(changed(having(short, birth_on=date(2026, 8, 1), age=None)))

    assert rule in found(old)
    assert rule.replace("age-and-birth", "born-later") in found(unborn)


def test_every_rule_of_the_kit_has_its_cases() -> None:
    spec = table_of("annex-a")
    whole = {f"AA-{rule.id}" for rule in spec.between}
    own = {
        f"{part.prefix}-{rule.id}".replace("_", "-")
        for part in spec.parts
        for rule in part.rules
        if rule.id not in OPENING
    }

    assert own | whole == set(BAD)
    assert own | whole <= {rule.code for rule in list_rules_of_set(spec)}


def test_a_rule_whose_column_was_not_sent_could_not_run_and_says_so() -> None:
    sheets = sheets_of(changed())
    place = sheets["List 7"][0].index("Child Protection Plan End Date")
    sheets["List 7"] = [[*row[:place], *row[place + 1 :]] for row in sheets["List 7"]]

    result = check_set(of_sheets(sheets), table_of("annex-a"), period=SPRING)

    assert result.outcome("AA-protection-ends-before-start").end == End.COULD_NOT_RUN
    assert "Child Protection Plan End Date" in result.outcome("AA-protection-ends-before-start").why


def test_without_a_period_rules_that_ask_for_one_could_not_run() -> None:
    result = checked(period=None)

    ended = {outcome.rule for outcome in result.ended(End.COULD_NOT_RUN)}
    assert {"AA-contacts-outside-six-months", "AA-referrals-age-and-birth"} <= ended
    assert "AA-two-birth-dates" not in ended
