"""The published figures of a real partnership, what the check finds in them, and nothing else."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.kit import shelf
from village import kit
from village.figures.check.checking import check
from village.figures.check.document import Document
from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds.without_n import KIND as WITHOUT_N
from village.figures.claims import Claim, Unit
from village.kit.claims import documents

TODAY = date(2026, 7, 15)


@cache
def carried() -> tuple[Document, ...]:
    entries = kit.load(shelf.KITS / "islington").of("claims")
    return tuple(documents(entries).values())


@cache
def findings() -> tuple[Finding, ...]:
    return tuple(one for document in carried() for one in check(document, today=TODAY))


def of(verdict: Verdict) -> set[tuple[str, str]]:
    """Kinds with the keys of the claims that they rest on."""
    return {
        (one.kind, " ".join(dict.fromkeys(one.rests_on)))
        for one in findings()
        if one.verdict is verdict and one.kind != WITHOUT_N
    }


def by_key() -> dict[str, Claim]:
    return {claim.key: claim for document in carried() for claim in document.claims}


def test_the_check_finds_what_cannot_be_right_and_nothing_else() -> None:
    found = of(Verdict.CANNOT)

    assert found == {
        ("length of a period", "report-months"),
        ("parts and whole", "nrm-victims nrm-islington nrm-camden"),
        ("parts and whole", "nrm-victims nrm-male nrm-female"),
        ("parts and whole", "nrm-victims nrm-criminal nrm-other-kinds"),
        ("one measure, two values", "threshold-agreed-first threshold-agreed"),
        ("percentage of its count", "threshold-agreed-first threshold-agreed-share"),
        ("reachable percentage", "joint-supervision"),
        ("percentage of its count", "abuse-parental-factors abuse-parental-factors-share"),
        ("options to 100", "better-yes better-no better-partly better-unknown"),
        ("options to 100", "actions-home actions-family actions-perpetrator actions-support"),
        (
            "parts and whole",
            "actions-support actions-counselling actions-immigration actions-substances "
            "actions-intervention",
        ),
    }


@pytest.mark.parametrize(
    ("keys", "arithmetic"),
    [
        ("report-months", "September 2022 to March 2024, both counted = 19 months"),
        ("nrm-victims nrm-islington nrm-camden", "29 + 36 = 65; 64 is 1 less"),
        ("threshold-agreed-first threshold-agreed", "93 is not 92"),
        ("joint-supervision", "18 of 23 is 78.3%; 19 of 23 is 82.6%"),
        ("abuse-parental-factors abuse-parental-factors-share", "25 / 30 = 83.3%"),
    ],
)
def test_a_finding_shows_how_it_is_reckoned(keys: str, arithmetic: str) -> None:
    (one,) = (one for one in findings() if " ".join(dict.fromkeys(one.rests_on)) == keys)

    assert one.arithmetic == arithmetic


def test_what_may_be_right_is_asked_for_a_word() -> None:
    found = of(Verdict.EXPLAIN)

    assert found == {
        (
            "what is left for the others",
            "missing-episodes missing-children missing-episodes-girls missing-girls "
            "missing-episodes-boys missing-boys",
        ),
        ("parts and whole", "missing-children missing-girls missing-boys"),
        ("parts and whole", "missing-episodes missing-episodes-girls missing-episodes-boys"),
        ("parts and whole", "nrm-victims nrm-white-british nrm-mixed"),
        ("parts and whole", "threshold-children threshold-aged-11-15 threshold-aged-under-5"),
        ("parts and whole", "threshold-children threshold-white-british threshold-mixed"),
        (
            "parts and whole",
            "threshold-children threshold-by-police threshold-by-health threshold-by-schools",
        ),
        (
            "parts and whole",
            "threshold-children threshold-for-domestic-abuse threshold-for-parents "
            "threshold-for-child",
        ),
        ("options to 100", "interviews-in-time interviews-not-possible"),
        ("options to 100", "referrals-to-targeted referrals-to-social-care"),
    }


def test_178_episodes_are_left_for_three_children() -> None:
    (one,) = (one for one in findings() if one.kind == "what is left for the others")

    assert one.says == "178 are left for 3 whom no part names: 59.3 each."


def test_money_and_other_figures_that_agree_are_left_alone() -> None:
    """The controls: income, spending and what lies between; quarters; cohorts; shares of an n."""
    agree = {
        "income", "income-council", "spending", "spending-salaries", "overspend",
        "meeting-multi", "meeting-children", "meeting-single", "meeting-single-q1",
        "actions-homelessness", "actions-consultation", "actions-arrest",
        "damp-resolved", "missing-girls-share", "missing-boys-share", "joint-exploitation",
        "abuse-audited-share", "abuse-children-audited-share", "abuse-domestic",
        "trauma-confident", "trauma-empathetic", "recruits-satisfied", "feedback-parents",
    }  # fmt: skip

    wrong = {key for one in findings() if one.verdict is Verdict.CANNOT for key in one.rests_on}

    assert agree <= by_key().keys()
    assert agree.isdisjoint(wrong)


def test_a_percentage_of_nobody_knows_how_many_is_one_without_n_parent_or_count() -> None:
    asked = {key for one in findings() if one.kind == WITHOUT_N for key in one.rests_on}

    assert {"survivors-safer", "exploited-sexually-girls", "plan-poverty"} <= asked
    assert not asked & {"joint-supervision", "actions-home", "missing-girls-share"}
    assert {by_key()[key].unit for key in asked} == {Unit.PERCENT}


def test_the_whole_report_is_carried() -> None:
    """A figure that is taken away on purpose changes this number in the same commit."""
    held = [one for document in carried() for one in document.held_back]

    assert (len(by_key()), len(held)) == (242, 19)


# What may say who a child is


SMALL_BUT_OF_NO_CHILD = {
    "first-contact-weeks": 4,
    "strangulation-sessions": 2,
    "strategy-poverty-rank": 2,
}


def test_no_count_is_carried_that_could_be_of_a_few_children() -> None:
    few = {
        claim.key: claim.value
        for claim in by_key().values()
        if claim.unit is Unit.COUNT and 0 < claim.value < 6
    }

    assert few == SMALL_BUT_OF_NO_CHILD


def test_a_disclosive_passage_is_a_place_and_a_rule_and_nothing_of_it() -> None:
    held = [one for document in carried() for one in document.held_back]
    told = {(one.kind, one.quote.place.section) for one in findings() if one.kind in RULES}

    assert {(one.rule, one.place.section) for one in held} == told
    assert {one.quote.text for one in findings() if one.kind in RULES} == {"held back"}
    assert {one.rule for one in held} == {"small number", "told story", "named setting"}


RULES = {"small number", "told story", "named setting", "hidden number"}


def test_what_is_written_of_a_passage_held_back_has_no_number() -> None:
    entries = kit.load(shelf.KITS / "islington").of("claims")

    notes = [str(entry.value.get("note", "")) for entry in entries if "rule" in entry.value]

    assert len(notes) == 19
    assert [note for note in notes if any(sign.isdigit() for sign in note)] == []


# How a file of them is read


CLAIMS = """
    document: plan
    claims:
      - key: children
        measure: children who live here
        value: "38,320"
        section: The place
      - key: young
        measure: children under five
        value: "9,000"
        parent: children
        section: The place
"""
COVER = "content: [claims/]"


def test_a_kit_carries_claims_with_their_document(tmp_path: Path) -> None:
    loaded = kit.load(shelf.whole(tmp_path, cover=COVER, claims__plan=CLAIMS))

    assert [entry.key for entry in loaded.of("claims")] == ["children", "young"]
    assert {entry.value["document"] for entry in loaded.of("claims")} == {"plan"}
    (document,) = documents(loaded.of("claims")).values()
    assert [claim.parent for claim in document.claims] == ["", "children"]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "message", "instead"),
    [
        ("document: plan", "document: plane", 1, "names “plane”", "Write “plan”"),
        ("parent: children", "parent: child", 10, "names “child”", "Write “children”"),
        ('value: "9,000"', 'value: "many"', 7, "The value is no number", "Write it as 1,136"),
        ('value: "9,000"', "value: 9000", 9, "“value” must be text", 'quotes: "9000"'),
        ('        value: "9,000"\n', "", 7, "“value” is missing", "name the “rule”"),
        ("parent: children", "rule: gossip", 10, "“rule” cannot be “gossip”", "Write one of"),
        ("parent: children", "rule: told story", 7, "neither number nor words", "alone"),
        ("parent: children", "quote: They are few", 10, "“quote” is not a key", "Write "),
        ("parent: children", "from: 2023-04-01", 7, "A period has a first day", "Mend"),
        ("parent: children", "between: children", 7, "“between” names two", "Write it as"),
        ("key: young", "key: children", 7, "already stands in plan.yaml, line 3", "Keep one"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, was: str, becomes: str, line: int, message: str, instead: str
) -> None:
    broken = CLAIMS.replace(was, becomes)
    assert broken != CLAIMS

    (fault,) = kit.check(shelf.whole(tmp_path, cover=COVER, claims__plan=broken))

    assert (fault.file.name, fault.line) == ("plan.yaml", line)
    assert message in fault.message
    assert instead in fault.instead
