"""One person, body or service under two names is found; two bodies with like names are not."""

import pytest

from tests.figures.check.texts import read
from village.figures.check.kinds import name_variants


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Youth Offending Service wrote. Later the Youth Justice Service agreed.",
            ("Youth Justice Service", "Youth Offending Service"),
        ),
        (
            "We thank Marian Holdsworth. The paper is by Marian Holdswoth and others.",
            ("Marian Holdswoth", "Marian Holdsworth"),
        ),
        (
            "We thank Leonora Beckwith and Leonara Beckwith.",
            ("Leonara Beckwith", "Leonora Beckwith"),
        ),
        (
            "The Missing and Exploitation Team met. The Exploitation and Missing team agreed.",
            ("Exploitation and Missing team", "Missing and Exploitation Team"),
        ),
        (
            "After the death of Idris Malouf the board met. In the months after Ilyas’s death it "
            "met again.",
            ("Ilyas", "Idris Malouf"),
        ),
    ],
)
def test_two_names_of_one_are_found_with_both_places(text: str, names: tuple[str, str]) -> None:
    [finding] = name_variants.found(read(text))

    assert finding.says.startswith(f"“{names[0]}” here and “{names[1]}” elsewhere")
    assert finding.other is not None


@pytest.mark.parametrize(
    "text",
    [
        "The Training Subgroup met. The Education Subgroup met.",
        "The Daily Safeguarding Meeting was held. Daily Safeguarding Meetings help.",
        "Adult Social Care and Children Social Care met. Children’s Social Care agreed.",
        "Jane Holt spoke. John Holt answered.",
        "North Ward School and South Ward School won.",
        "The Mental Health Service met the Mental Health Unit.",
        "The Youth Council met. The Youth Council’s chair spoke.",
        "After the death of Idris Malouf the board met. Idris’s death was sudden.",
        "In March 2024 they met. In April 2024 they did not.",
    ],
)
def test_two_that_are_two_are_left_alone(text: str) -> None:
    assert [*name_variants.found(read(text))] == []
