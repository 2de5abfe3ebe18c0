"""A named school, home or ward beside one child is found; many children or no name is not."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import named_settings


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Child A, a student at Larkfield School, learned to row.", "Larkfield School"),
        ("A 15-year-old from Elm Lodge ran away.", "Elm Lodge"),
        ("One pupil of St Bride Academy was hurt.", "St Bride Academy"),
        ("A boy at Harrow Children’s Home told staff.", "Harrow Children’s Home"),
    ],
)
def test_a_named_setting_beside_one_child_is_found(text: str, where: str) -> None:
    [finding] = named_settings.found(read(text))

    assert where in finding.says


@pytest.mark.parametrize(
    "text",
    [
        "Pupils of Larkfield School learned to row.",
        "Child A, a student at a special school, learned to row.",
        "Child A has the support of the Virtual School.",
        "When a child leaves hospital, Elm Ward writes to the school.",
        "The Basic Command Unit told one family.",
        "64 schools take part, Larkfield School among them.",
    ],
)
def test_many_children_or_no_name_are_left_alone(text: str) -> None:
    assert [*named_settings.found(read(text))] == []
