"""Two records field by field: what agrees, what differs, and which part of it, in words."""

from dataclasses import replace
from datetime import date

import pytest

from tests.linking.pairs import AMELIA, AMELIE
from village.evidence.linking import rules
from village.evidence.linking.rules import Agrees, Line, Said, Why


def line(field: str, left=AMELIA, right=AMELIE) -> Line:
    return next(line for line in rules.compared(left, right) if line.field == field)


@pytest.mark.parametrize(
    ("left", "right", "agrees", "detail"),
    [
        ("Amelia", "Amelia", Agrees.WHOLLY, ""),
        ("Zoe-Ann", "ZOE ANN", Agrees.WHOLLY, "but for how it is written"),
        ("Júlia", "JULIA", Agrees.WHOLLY, "but for how it is written"),
        ("Amelia Rose", "Amelia", Agrees.PARTLY, "1 of 2 names are the same"),
        ("Amelia", "Amelie", Agrees.PARTLY, "1 slip apart"),
        ("Jonathan", "Jonahtan", Agrees.PARTLY, "1 slip apart"),
        ("Amelia", "Bartholomew", Agrees.NOT, ""),
        ("Amelia", "", Agrees.ONE_SIDED, ""),
        ("", "", Agrees.NOWHERE, ""),
    ],
)
def test_first_names_are_compared_in_whole_by_name_and_by_letter(left, right, agrees, detail):
    found = line("First names", replace(AMELIA, forenames=left), replace(AMELIE, forenames=right))

    assert (found.agrees, found.detail) == (agrees, detail)


@pytest.mark.parametrize(
    ("right", "agrees", "detail"),
    [
        (date(2014, 3, 5), Agrees.WHOLLY, ""),
        (date(2014, 5, 3), Agrees.PARTLY, "day and month are changed over"),
        (date(2015, 3, 5), Agrees.PARTLY, "day and month the same, year not"),
        (date(2014, 9, 9), Agrees.PARTLY, "year the same, day and month not"),
        (date(1999, 12, 31), Agrees.NOT, "day, month and year"),
        (None, Agrees.ONE_SIDED, ""),
    ],
)
def test_a_birthday_says_which_of_its_parts_differ(right, agrees, detail):
    found = line("Date of birth", AMELIA, replace(AMELIE, born=right))

    assert (found.agrees, found.detail) == (agrees, detail)


@pytest.mark.parametrize(
    ("right", "agrees"),
    [
        (("TV1 2ZZ",), Agrees.WHOLLY),
        (("TV9 9AA", "tv12zz"), Agrees.PARTLY),
        (("TV1 9AA",), Agrees.PARTLY),
        (("ZZ1 1ZZ",), Agrees.NOT),
        ((), Agrees.ONE_SIDED),
    ],
)
def test_postcodes_agree_in_whole_in_their_first_half_or_not(right, agrees):
    found = line("Postcodes, the latest last", AMELIA, replace(AMELIE, postcodes=right))

    assert found.agrees is agrees


@pytest.mark.parametrize(
    ("right", "detail"),
    [("9434765919", ""), ("9434765918", "1 slip apart"), ("9434765991", "1 slip apart")],
)
def test_a_number_says_how_many_digits_are_apart(right, detail):
    found = line("NHS number", AMELIA, replace(AMELIE, nhs_number=right))

    assert found.detail == detail


def test_an_earlier_name_of_one_side_may_be_the_name_of_the_other():
    moved = replace(AMELIA, surname="Newname", other_names=(AMELIE.surname,))

    found = line("Other and earlier names", moved, AMELIE)

    assert found.agrees is Agrees.PARTLY
    assert found.right == ""


def test_nothing_is_said_by_colour_alone():
    tags = {agrees.value for agrees in Agrees}

    assert len(tags) == len(Agrees)
    assert all(rules.TONES[agrees] for agrees in Agrees)


@pytest.mark.parametrize(
    ("weight", "words"),
    [(-400, "fewer than 1 in 100"), (0, "about 50 in 100"), (3, "about 89 in 100"),
     (400, "more than 99 in 100")],
)  # fmt: skip
def test_how_likely_a_pair_is_stands_in_plain_words(weight, words):
    assert rules.odds(weight) == words
    assert words in rules.sureness(weight)
    assert "cannot tell twins" in rules.sureness(weight)


def test_every_reason_has_words_and_goes_with_something():
    assert set(rules.WHY_IN_WORDS) == set(Why)
    assert {why for whys in rules.FITS.values() for why in whys} == set(Why)
    assert set(rules.FITS) == set(rules.SAID_IN_WORDS) == set(Said)
