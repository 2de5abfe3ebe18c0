"""Names and numbers in the form in which they are compared."""

from datetime import date

import pytest

from village.engine.linkage.names import folded, keys, parts
from village.engine.linkage.prepare import prepare
from village.engine.linkage.records import PersonRecord, gather


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "Muhammad"),
        ("Aisha", "Ayesha"),
        ("Zainab", "Zeynab"),
        ("Thomas", "Tommy"),
        ("Łukasz", "Lucas"),
        ("Philippa", "Filippa"),
        ("Al-Tikriti", "Tikriti"),
        ("O'Brien", "OBRIEN"),
    ],
)
def test_two_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    left, right = parts(one)[0], parts(other)[0]

    shared = keys(left) & keys(right)

    assert shared


@pytest.mark.parametrize(("one", "other"), [("Amira", "Samira"), ("Jack", "Jade"), ("Ella", "Eva")])
def test_names_that_twins_may_bear_share_none(one: str, other: str) -> None:
    shared = keys(folded(one)) & keys(folded(other))

    assert not shared


def test_accents_signs_and_case_are_folded_and_placeholders_dropped() -> None:
    assert folded("  Siân-Élodie O’Neill ") == "sian elodie oneill"
    assert parts("Unborn") == ()


def test_a_number_that_fails_its_check_is_kept_but_not_trusted() -> None:
    right = prepare(PersonRecord("a", "x", nhs_number="943 476 5919"))
    slipped = prepare(PersonRecord("b", "x", nhs_number="9434765991"))
    placeholder = prepare(PersonRecord("c", "x", nhs_number="0000000000"))

    assert (right.nhs, right.checked) == ("9434765919", True)
    assert (slipped.nhs, slipped.checked) == ("9434765991", False)
    assert placeholder.nhs is None


def test_the_first_of_january_counts_as_a_year_only() -> None:
    assert prepare(PersonRecord("a", "x", born=date(2015, 1, 1))).partial
    assert not prepare(PersonRecord("a", "x", born=date(2015, 1, 2))).partial


def test_rows_of_one_child_become_one_record_that_keeps_what_was_before() -> None:
    rows = [
        {"child_key": "k", "surname": "Gold", "birth_on": "2015-03-02", "postcode": "N1 1AA"},
        {"child_key": "k", "surname": "Silver", "birth_on": None, "postcode": "N2 2BB"},
    ]

    (record,) = gather(rows, agency="council")

    assert record.surname == "Silver"
    assert record.other_names == ("Gold",)
    assert record.postcodes == ("N1 1AA", "N2 2BB")
    assert record.born == date(2015, 3, 2)
