"""Each rule of the two national tables finds its fault, lets pass what just passes, and stops."""

import pytest

from tests.engine.tables.checking import EPISODES, PEOPLE, checked, places, return_of, without
from tests.engine.tables.makers import episode, person, spec
from village.engine.checks import End

A_UPN = "T801200001001"


@pytest.mark.parametrize(("of", "row"), [(PEOPLE, person()), (EPISODES, episode())])
def test_a_sound_return_holds_every_rule(of, row):
    result = checked(of, [row])

    assert result.issues == ()
    assert {outcome.end for outcome in result.outcomes} == {End.HELD}
    assert (result.children, result.rows) == (1, {of: 1})


FOUND = [
    ("PL-child-id-missing", [person(child_id="")], "2 Child ID="),
    ("PL-surname-missing", [person(surname="  ")], "2 Surname=  "),
    ("PL-birth-on-unreadable", [person(date_of_birth="31/02/2015")], "2 Date of birth=31/02/2015"),
    ("PL-sex-unreadable", [person(sex="X")], "2 Sex=X"),
    ("PL-postcode-unreadable", [person(postcode="N1")], "2 Postcode=N1"),
    ("PL-nhs-number-unreadable", [person(nhs_number="12345")], "2 NHS number=12345"),
    ("PL-nhs-number-check-digit", [person(nhs_number="9434765918")], "2 NHS number=9434765918"),
    ("PL-upn-unreadable", [person(upn="T80120")], "2 UPN=T80120"),
    ("PL-upn-check-letter", [person(upn="B801200001001")], "2 UPN=B801200001001"),
    (
        "PL-same-row-twice",
        [person(), person()],
        "3 Child ID=C1; 3 Postcode=N1 2UD; 3 Lived there from=01/02/2016; 2 Child ID=C1",
    ),
    (
        "PL-two-birth-dates",
        [person(), person(postcode="N7 8AA", date_of_birth="30/03/2015")],
        "3 Date of birth=30/03/2015; 2 Date of birth=31/03/2015",
    ),
    ("PL-two-values", [person(), person(postcode="N7 8AA", sex="M")], "3 Sex=M; 2 Sex=F"),
    (
        "PL-nhs-number-shared",
        [person(), person(child_id="C2", nhs_number="9434765919")],
        "3 NHS number=9434765919; 2 NHS number=943 476 5919",
    ),
    (
        "PL-upn-shared",
        [person(upn=A_UPN, nhs_number=""), person(child_id="C2", upn=A_UPN, nhs_number="")],
        f"3 UPN={A_UPN}; 2 UPN={A_UPN}",
    ),
    (
        "PL-no-birth-date",
        [person(date_of_birth="")],
        "2 Date of birth=; 2 Expected date of birth=",
    ),
    (
        "PL-nothing-to-link-by",
        [person(nhs_number="", postcode="")],
        "2 UPN=; 2 NHS number=; 2 Postcode=",
    ),
    (
        "PL-address-ends-before-start",
        [person(lived_there_until="31/01/2016")],
        "2 Lived there from=01/02/2016; 2 Lived there until=31/01/2016",
    ),
    (
        "PL-address-before-birth",
        [person(lived_there_from="30/03/2015")],
        "2 Date of birth=31/03/2015; 2 Lived there from=30/03/2015",
    ),
    (
        "PL-after-the-day",
        [person(lived_there_from="01/04/2026")],
        "2 Lived there from=01/04/2026",
    ),
    (
        "PM-missing-from-unreadable",
        [episode(missing_from="04/05/2026")],
        "2 Missing from=04/05/2026",
    ),
    ("PM-looked-after-unreadable", [episode(looked_after="maybe")], "2 Looked after=maybe"),
    ("PM-risk-unreadable", [episode(risk_grade="Severe")], "2 Risk grade=Severe"),
    (
        "PM-same-episode-twice",
        [episode(), episode(missing_from="06/05/2026 08:00", returned="")],
        "3 Episode reference=E1; 2 Episode reference=E1",
    ),
    (
        "PM-two-episodes-at-once",
        [episode(), episode(episode_reference="E2")],
        "3 Police person ID=P1; 3 Missing from=04/05/2026 21:30; 2 Police person ID=P1",
    ),
    (
        "PM-two-birth-dates",
        [episode(), episode(episode_reference="E2", date_of_birth="01/01/2012")],
        "3 Date of birth=01/01/2012; 2 Date of birth=31/03/2012",
    ),
    (
        "PM-returned-before-missing",
        [episode(returned="04/05/2026 21:29")],
        "2 Missing from=04/05/2026 21:30; 2 Returned=04/05/2026 21:29",
    ),
    (
        "PM-born-after-episode",
        [episode(date_of_birth="05/05/2026")],
        "2 Date of birth=05/05/2026; 2 Missing from=04/05/2026 21:30",
    ),
    (
        "PM-adult",
        [episode(date_of_birth="04/05/2008")],
        "2 Date of birth=04/05/2008; 2 Missing from=04/05/2026 21:30",
    ),
    (
        "PM-outside-the-quarter",
        [episode(missing_from="31/03/2026 23:59")],
        "2 Missing from=31/03/2026 23:59",
    ),
    ("PM-no-risk-grade", [episode(risk_grade="")], "2 Risk grade=; 2 Category=Missing"),
    (
        "PM-no-postcode",
        [episode(home_postcode="", looked_after="")],
        "2 Home postcode=; 2 Looked after=",
    ),
    (
        "PM-council-told-before",
        [episode(council_told_on="03/05/2026")],
        "2 Missing from=04/05/2026 21:30; 2 Council told on=03/05/2026",
    ),
]


@pytest.mark.parametrize(("rule", "given", "at"), FOUND, ids=[case[0] for case in FOUND])
def test_a_fault_is_found_at_its_cells(rule, given, at):
    result = checked(return_of(rule), given)

    assert places(rule, result) == at
    assert result.outcome(rule).end is End.FOUND
    assert result.outcome(rule).findings == 1


PASSED = [
    ("PL-same-row-twice", [person(), person(lived_there_from="02/02/2016")]),
    ("PL-two-birth-dates", [person(), person(date_of_birth="")]),
    ("PL-two-birth-dates", [person(), person(child_id="C2", date_of_birth="01/01/2010")]),
    ("PL-nhs-number-shared", [person(), person(postcode="N7 8AA")]),
    ("PL-no-birth-date", [person(date_of_birth="", expected_date_of_birth="01/02/2026")]),
    ("PL-no-birth-date", [person(date_of_birth="unreadable")]),
    ("PL-nothing-to-link-by", [person(nhs_number="")]),
    ("PL-address-ends-before-start", [person(lived_there_until="01/02/2016")]),
    ("PL-address-before-birth", [person(lived_there_from="31/03/2015")]),
    ("PL-after-the-day", [person(lived_there_from="31/03/2026")]),
    ("PM-returned-before-missing", [episode(returned="04/05/2026 21:30")]),
    ("PM-returned-before-missing", [episode(returned="")]),
    ("PM-adult", [episode(date_of_birth="05/05/2008")]),
    ("PM-outside-the-quarter", [episode(missing_from="01/04/2026 00:00")]),
    ("PM-outside-the-quarter", [episode(missing_from="30/06/2026 23:59")]),
    ("PM-no-risk-grade", [episode(risk_grade="", category="absent")]),
]


@pytest.mark.parametrize(("rule", "given"), PASSED)
def test_what_just_passes_is_not_found(rule, given):
    assert checked(return_of(rule), given).outcome(rule).end is End.HELD


COULD_NOT_RUN = [
    ("NHS number", "PL-nhs-number-check-digit", "The column “NHS number” is not in the file."),
    ("Postcode", "PL-same-row-twice", "The column is not in the file: “Postcode”."),
    (
        "Lived there until",
        "PL-address-ends-before-start",
        "The column is not in the file: “Lived there until”.",
    ),
    ("NHS number", "PL-nhs-number-shared", "The column is not in the file: “NHS number”."),
    ("Returned", "PM-returned-before-missing", "The column is not in the file: “Returned”."),
    ("Risk grade", "PM-no-risk-grade", "The column is not in the file: “Risk grade”."),
]


@pytest.mark.parametrize(("column", "rule", "why"), COULD_NOT_RUN)
def test_a_rule_whose_column_is_absent_could_not_run_and_says_so(column, rule, why):
    outcome = without(column, of=return_of(rule)).outcome(rule)

    assert (outcome.end, outcome.why) == (End.COULD_NOT_RUN, why)


def test_every_rule_of_the_kits_is_seen_to_find_something():
    written = {f"{s.prefix}-{rule.id}" for s in (spec(PEOPLE), spec(EPISODES)) for rule in s.rules}

    assert written <= {case[0] for case in FOUND}
