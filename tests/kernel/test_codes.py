import pytest

from village.kernel.codes import (
    ETHNICITY,
    NOT_KNOWN,
    SEX,
    Code,
    CodeSet,
    EthnicGroup,
    WhyNotKnown,
    ethnic_group,
)


def test_twenty_ethnicities_fall_into_five_groups_and_not_known() -> None:
    assert len(ETHNICITY.codes) == 20
    assert ETHNICITY.groups == ("White", "Mixed", "Asian", "Black", "Other", NOT_KNOWN)


@pytest.mark.parametrize(
    ("sent", "group", "why"),
    [
        ("WBRI", "White", None),
        ("WROM", "White", None),
        ("MWAS", "Mixed", None),
        ("CHNE", "Asian", None),
        ("bafr", "Black", None),
        (" a) OOTH ", "Other", None),
        ("REFU", NOT_KNOWN, WhyNotKnown.REFUSED),
        ("NOBT", NOT_KNOWN, WhyNotKnown.NOT_YET_OBTAINED),
        ("XXXX", NOT_KNOWN, WhyNotKnown.MISSING),
        ("", NOT_KNOWN, WhyNotKnown.MISSING),
        (None, NOT_KNOWN, WhyNotKnown.MISSING),
    ],
)
def test_every_ethnicity_sent_has_a_group_and_the_unknown_keep_their_reason(
    sent: str | None, group: str, why: WhyNotKnown | None
) -> None:
    assert ethnic_group(sent) == EthnicGroup(group, why)


@pytest.mark.parametrize(
    ("sent", "code"),
    [("M", "M"), ("f", "F"), ("1", "M"), ("2", "F"), ("0", "U"), ("9", "U"), ("b) Female", "F")],
)
def test_sex_of_every_edition_is_read_as_todays_code(sent: str, code: str) -> None:
    assert SEX.normalise(sent) == code


@pytest.mark.parametrize(("sent", "held"), [("M", True), ("1", False), ("m", False), ("X", False)])
def test_only_a_code_exactly_as_published_is_held_by_the_edition(sent: str, held: bool) -> None:
    assert SEX.holds(sent) is held


def test_a_code_that_is_not_listed_is_not_guessed() -> None:
    assert SEX.find("N") is None
    assert SEX.normalise(None) is None


def test_a_list_that_names_a_code_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        CodeSet("letters", "1", "none", (Code("A", "a"), Code("A", "b")))
