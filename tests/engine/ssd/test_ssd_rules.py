"""Every rule of the Standard Safeguarding Dataset, each with a good and a bad case."""

import json

import pytest

from tests.engine.annex_a.lists import SPRING, found, table_of
from tests.engine.ssd.extract import Change, changed, checked, files, having, more, zipped
from village.engine.checks.findings import End
from village.engine.checks.tables_set import check_set

LATE = "2026-05-01"
BAD: dict[str, Change] = {
    "SSD-person-twice": more("person"),
    "SSD-person-no-birth-date": having("person", birth_on=""),
    "SSD-person-died-before-birth": having("person", died_on="2015-01-24"),
    "SSD-person-nhs-number-shared": having("person", 1, nhs_number="9434765919"),
    "SSD-person-after-the-day": having("person", died_on=LATE),
    "SSD-address-ends-before-start": having("address", lived_until="2020-01-31"),
    "SSD-address-after-the-day": having("address", lived_from=LATE),
    "SSD-disability-twice": more("disability"),
    "SSD-contacts-twice": more("contacts"),
    "SSD-contacts-after-the-day": having("contacts", contacted_on=LATE),
    "SSD-early-help-episodes-twice": more("early_help_episodes"),
    "SSD-early-help-episodes-ends-before-start": having(
        "early_help_episodes", ended_on="2025-08-31"
    ),
    "SSD-early-help-episodes-after-the-day": having("early_help_episodes", ended_on=LATE),
    "SSD-cin-episodes-twice": more("cin_episodes"),
    "SSD-cin-episodes-closed-before-referral": having("cin_episodes", closed_on="2026-01-11"),
    "SSD-cin-episodes-reason-and-date": having("cin_episodes", closure_reason="RC7"),
    "SSD-cin-episodes-after-the-day": having("cin_episodes", closed_on=LATE),
    "SSD-cin-assessments-twice": more("cin_assessments"),
    "SSD-cin-assessments-ends-before-start": having("cin_assessments", authorised_on="2026-01-12"),
    "SSD-cin-assessments-after-the-day": having("cin_assessments", authorised_on=LATE),
    "SSD-assessment-factors-twice": more("assessment_factors"),
    "SSD-cin-plans-twice": more("cin_plans"),
    "SSD-cin-plans-ends-before-start": having("cin_plans", ended_on="2026-01-19"),
    "SSD-cin-plans-after-the-day": having("cin_plans", ended_on=LATE),
    "SSD-cin-visits-twice": more("cin_visits"),
    "SSD-cin-visits-seen-alone-unseen": having("cin_visits", seen="N"),
    "SSD-cin-visits-after-the-day": having("cin_visits", visited_on=LATE),
    "SSD-s47-enquiry-twice": more("s47_enquiry"),
    "SSD-s47-enquiry-ends-before-start": having("s47_enquiry", ended_on="2026-01-19"),
    "SSD-s47-enquiry-after-the-day": having("s47_enquiry", ended_on=LATE),
    "SSD-initial-cp-conference-twice": more("initial_cp_conference"),
    "SSD-initial-cp-conference-plan-without-date": having("initial_cp_conference", held_on=""),
    "SSD-initial-cp-conference-after-the-day": having("initial_cp_conference", held_on=LATE),
    "SSD-cp-plans-twice": more("cp_plans"),
    "SSD-cp-plans-ends-before-start": having("cp_plans", ended_on="2026-02-04"),
    "SSD-cp-plans-after-the-day": having("cp_plans", ended_on=LATE),
    "SSD-cp-visits-twice": more("cp_visits"),
    "SSD-cp-visits-seen-alone-unseen": having("cp_visits", seen="N"),
    "SSD-cp-visits-after-the-day": having("cp_visits", visited_on=LATE),
    "SSD-cp-reviews-twice": more("cp_reviews"),
    "SSD-cp-reviews-after-the-day": having("cp_reviews", reviewed_on=LATE),
    "SSD-cla-episodes-twice": more("cla_episodes"),
    "SSD-cla-episodes-ends-before-start": having(
        "cla_episodes", ended_on="2025-06-30", end_reason="E4A"
    ),
    "SSD-cla-episodes-reason-and-date": having("cla_episodes", end_reason="E4A"),
    "SSD-cla-episodes-before-care": having("cla_episodes", entered_care_on="2025-07-02"),
    "SSD-cla-episodes-after-the-day": having("cla_episodes", ended_on=LATE),
    "SSD-cla-placement-twice": more("cla_placement"),
    "SSD-cla-placement-ends-before-start": having("cla_placement", ended_on="2025-06-30"),
    "SSD-cla-placement-after-the-day": having("cla_placement", ended_on=LATE),
    "SSD-cla-reviews-twice": more("cla_reviews"),
    "SSD-cla-reviews-held-yet-cancelled": having("cla_reviews", cancelled="Y"),
    "SSD-cla-reviews-after-the-day": having("cla_reviews", reviewed_on=LATE),
    "SSD-missing-twice": more("missing"),
    "SSD-missing-ends-before-start": having("missing", returned_on="2026-01-31"),
    "SSD-missing-offered-unsaid": having("missing", interview_offered="", interview_accepted="Y"),
    "SSD-missing-after-the-day": having("missing", returned_on=LATE),
    "SSD-care-leavers-twice": more("care_leavers"),
    "SSD-care-leavers-after-the-day": having("care_leavers", contacted_on=LATE),
    "SSD-sdq-scores-twice": more("sdq_scores"),
    "SSD-sdq-scores-no-score-no-reason": having("sdq_scores", score=""),
    "SSD-sdq-scores-after-the-day": having("sdq_scores", scored_on=LATE),
    "SSD-cin-assessments-without-referral": having("cin_assessments", referral_id="R9"),
    "SSD-cin-plans-without-referral": having("cin_plans", referral_id="R9"),
    "SSD-s47-enquiry-without-referral": having("s47_enquiry", referral_id="R9"),
    "SSD-initial-cp-conference-without-referral": having("initial_cp_conference", referral_id="R9"),
    "SSD-cp-plans-without-referral": having("cp_plans", referral_id="R9"),
    "SSD-cla-episodes-without-referral": having("cla_episodes", referral_id="R9"),
    "SSD-factors-without-assessment": having("assessment_factors", assessment_id="S9"),
    "SSD-conference-without-enquiry": having("initial_cp_conference", enquiry_id="E9"),
    "SSD-plan-without-conference": having("cp_plans", conference_id="I9"),
    "SSD-visit-without-plan": having("cp_visits", plan_id="T9"),
    "SSD-review-without-plan": having("cp_reviews", plan_id="T9"),
    "SSD-placement-without-episode": having("cla_placement", care_id="Q9"),
    "SSD-review-without-care": having("cla_reviews", care_id="Q9"),
    "SSD-cin-assessments-before-referral": having("cin_assessments", started_on="2026-01-11"),
    "SSD-cin-plans-before-referral": having("cin_plans", started_on="2026-01-11"),
    "SSD-s47-enquiry-before-referral": having("s47_enquiry", started_on="2026-01-11"),
    "SSD-cp-plans-before-referral": having("cp_plans", started_on="2026-01-11"),
    "SSD-review-before-plan": having("cp_reviews", reviewed_on="2026-02-04"),
    "SSD-conference-before-enquiry": having("initial_cp_conference", held_on="2026-01-19"),
    **{
        f"SSD-{part.id.removeprefix('ssd_').replace('_', '-')}-of-nobody": having(
            part.id.removeprefix("ssd_"), child_id="C9"
        )
        for part in table_of("ssd").parts
        if part.id != "ssd_person" and part.child == "child_id"
    },
}


def test_an_extract_in_order_holds_every_rule() -> None:
    result = checked()

    assert found(result) == {}
    assert not list(result.ended(End.COULD_NOT_RUN))
    assert (result.children, len(result.rows)) == (2, 22)


@pytest.mark.parametrize("rule", BAD)
def test_a_bad_row_is_found_by_its_rule(rule: str) -> None:
    result = checked(changed(BAD[rule]))

    assert rule in found(result)
    assert result.outcome(rule).mend


def test_every_rule_of_the_kit_has_its_cases() -> None:
    spec = table_of("ssd")

    own = {
        f"{part.prefix}-{rule.id}".replace("_", "-") for part in spec.parts for rule in part.rules
    }

    assert own | {f"SSD-{rule.id}" for rule in spec.between} == set(BAD)


def test_rules_on_a_table_that_was_not_sent_could_not_run_and_say_so() -> None:
    tables = changed(lambda held: held.pop("cp_plans"))

    result = check_set(zipped(files(tables)), table_of("ssd"), period=SPRING)

    for rule in ("SSD-review-without-plan", "SSD-cp-plans-ends-before-start"):
        assert result.outcome(rule).end == End.COULD_NOT_RUN
        assert "Child protection plans" in result.outcome(rule).why
    assert "Child protection plans" in result.outcome("V-ABSENT").message


@pytest.mark.parametrize(
    "cell",
    ["{", "[1", "3", "true", '{"A": NaN}', '{"A": 1, "A": 2}', "[" * 500 + "]" * 500,
     json.dumps({"NEW_REFERRAL_FLAG": "Y" * 30_000})],
)  # fmt: skip
def test_json_that_cannot_be_used_is_an_issue_and_harms_nothing(cell: str) -> None:
    result = checked(changed(having("contacts", outcome_json=cell)))

    assert "SSD-contacts-outcome-json-unreadable" in found(result)


def test_a_code_in_json_that_is_not_declared_is_an_issue() -> None:
    result = checked(changed(having("assessment_factors", factors_json='["3B", "99Z"]')))

    assert set(found(result)) == {"SSD-assessment-factors-factors-unreadable"}
