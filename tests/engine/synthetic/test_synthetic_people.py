"""The district's children: numbers that are nobody's, families, twins, moves, names."""

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from village.engine.specs.tables_marks import nhs_check_holds, upn_check_holds
from village.engine.synthetic import District
from village.engine.synthetic.census_return import belongs
from village.engine.synthetic.cultures import CULTURES, Way
from village.engine.synthetic.numbers import NEVER_ISSUED, nhs_number, upn


def of_culture(children, way):
    return [child for child in children if CULTURES[child.culture].way is way]


def test_about_38_000_children_live_in_a_whole_district(district, children):
    day = district.span.as_at

    living = sum(child.born <= day <= child.grown_on for child in children)

    assert 18_000 < living < 20_000


def test_the_size_follows_the_scale_to_the_child():
    district = District(7, scale=0.01)

    returned = [
        child
        for household in district.households()
        for child in household.children
        if any(belongs(episode, year=2026) for episode in child.episodes)
    ]

    assert len(returned) == 40


@pytest.mark.parametrize("scale", [0, -1, 33.1])
def test_a_scale_beyond_a_region_is_refused(scale):
    with pytest.raises(ValueError, match="at most 33"):
        District(scale=scale)


def test_every_nhs_number_is_of_the_test_range_and_holds(children):
    numbers = [child.nhs_number for child in children]

    assert all(number.startswith("999") and nhs_check_holds(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_a_serial_whose_check_digit_would_be_ten_gives_no_number():
    numbers = [nhs_number(serial) for serial in range(1000)]

    assert 70 < numbers.count(None) < 110


def test_every_pupil_number_holds_and_is_no_council_s(children):
    numbers = [child.upn for child in children if child.upn]

    assert all(upn_check_holds(number) for number in numbers)
    assert {number[1:3] for number in numbers} == {"00"}
    assert len(set(numbers)) == len(numbers)


def test_a_temporary_pupil_number_ends_on_a_letter():
    number = upn(12, year=2020, council="001", temporary=True)

    assert number[-1].isalpha()
    assert upn_check_holds(number)


def test_council_ids_are_unique_and_say_that_they_are_made_up(children):
    ids = {child.la_child_id for child in children}

    assert len(ids) == len(children)
    assert all(child_id.startswith("MU") and child_id.isalnum() for child_id in ids)


def test_no_postcode_can_be_issued(children):
    postcodes = {address.postcode for child in children for address in child.addresses}

    assert all(set(postcode[-2:]) <= set(NEVER_ISSUED) for postcode in postcodes)


def test_three_children_in_a_hundred_are_twins_or_triplets(children):
    share = sum(child.births > 1 for child in children) / len(children)

    assert 0.02 < share < 0.04


def test_twins_share_birthday_and_home_but_not_their_name(households):
    pairs = defaultdict(list)
    for household in households:
        for child in household.children:
            if child.births > 1:
                pairs[household.number, child.born].append(child)

    assert pairs
    for twins in pairs.values():
        assert len(twins) == twins[0].births
        assert len({child.addresses for child in twins}) == 1
        assert len({child.name.given for child in twins}) == len(twins)


def test_families_have_the_sizes_of_the_national_statistics(households):
    sizes = Counter(len(household.children) for household in households if household.children)

    assert sizes[1] > sizes[2] > sizes[3] > sizes[4] > 0


def test_addresses_follow_one_another_without_a_gap(children):
    for child in children:
        assert child.addresses[-1].until is None
        for before, after in pairwise(child.addresses):
            assert (after.since - before.until).days == 1


def test_every_culture_lives_here(children):
    assert {child.culture for child in children} == set(CULTURES)


def test_names_come_with_apostrophes_hyphens_accents_and_two_parts(children):
    names = {child.name.family for child in children}

    assert {"O'Brien", "Al-Hassan", "Öztürk", "St. Louis"} <= names
    assert any("-" in child.name.given for child in children)


def test_a_somali_child_bears_the_father_s_and_grandfather_s_names(households):
    for household in households:
        somali = of_culture(household.children, Way.THREE_PART)
        fathers = {(child.name.forenames[1], child.name.family) for child in somali}
        assert all(len(child.name.forenames) == 2 for child in somali)
        assert len(fathers) <= len(somali)


def test_a_polish_family_name_ends_by_sex(children):
    names = {(child.name.family, child.girl) for child in of_culture(children, Way.BY_SEX)}

    assert ("Kowalska", True) in names
    assert ("Kowalski", False) in names
    assert not any("#" in family for family, _ in names)


def test_a_latin_american_child_has_two_different_family_names(children):
    for child in of_culture(children, Way.TWO_FAMILIES):
        father, _, mother = child.name.family.partition(" ")
        assert mother
        assert father != mother


def test_ethnic_groups_come_as_often_as_in_the_schools_nearby(children):
    groups = Counter(child.ethnicity for child in children)

    assert 0.22 < groups["WBRI"] / len(children) < 0.29
    assert 0.13 < groups["BAFR"] / len(children) < 0.19
    assert len(groups) == 20
