"""What each audience sees of a count, and the noise of interactive tables."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.figures.audiences import (
    CASES,
    CELL_KEY,
    DFE,
    NHS,
    PROFILES,
    Audience,
    Profile,
    guarded,
    profile_for,
    seen,
    what_each_sees,
)
from village.figures.cell_key import KEYS, cell_key, child_key, moved
from village.figures.counts import Count, Withheld
from village.figures.linked import Reach, Span

SECRET = b"a secret of a test, long enough"
children = st.integers(0, 400)


class TestWhatEachAudienceSees:
    def test_of_nought_three_seven_and_forty(self) -> None:
        small = "small number"

        assert what_each_sees() == {
            "internal": {0: "0", 3: small, 7: "7", 40: "40"},
            "partner": {0: "0", 3: small, 7: "7", 40: "40"},
            "partner, with health rows": {0: "0", 3: small, 7: small, 40: "40"},
            "public": {0: "0", 3: small, 7: "7", 40: "40"},
            "public, with health rows": {0: "0", 3: small, 7: small, 40: "40"},
            "interactive table": {
                0: "0",
                3: small,
                7: "a number from 6 to 9",
                40: "a number from 38 to 42",
            },
        }

    def test_health_rows_bring_the_stricter_rule(self) -> None:
        assert profile_for(Audience.PUBLIC, health=True) == NHS
        assert profile_for(Audience.PARTNER, health=True).threshold == NHS.threshold
        assert profile_for(Audience.INTERNAL, health=True) == DFE

    @given(number=children, profile=st.sampled_from([DFE, NHS]))
    def test_a_reader_who_sees_a_number_knows_all_that_would_look_the_same(
        self, number: int, profile: Profile
    ) -> None:
        look = seen(number, profile)
        alike = [other for other in range(500) if seen(other, profile) == look]

        if not isinstance(look, Withheld):
            assert Span(alike[0], alike[-1]) == profile.printed(number)

    @given(number=children, profile=st.sampled_from(list(PROFILES.values())))
    def test_a_child_is_never_shown_as_zero(self, number: int, profile: Profile) -> None:
        assert (seen(number, profile) == Count(0)) == (number == 0)

    def test_a_rule_that_would_round_a_shown_child_to_nought_is_refused(self) -> None:
        with pytest.raises(ValueError, match="nought"):
            Profile("loose", 2, 10, "nobody")

    def test_many_events_of_few_children_are_hidden_and_kept_far_from_known(self) -> None:
        cell = guarded("episodes", 30, children=2, profile=DFE)

        assert cell.small
        assert cell.reach == Reach(35, 25)


class TestCellKeys:
    def look(self, number: int, key: int) -> int | None:
        found = moved(number, key)
        return None if isinstance(found, Withheld) else found.number

    def test_the_same_children_always_give_the_same_number(self) -> None:
        keys = [child_key(f"child {n}", secret=SECRET) for n in range(30)]

        assert self.look(30, cell_key(keys)) == self.look(30, cell_key(reversed(keys)))

    def test_another_secret_gives_other_keys(self) -> None:
        assert child_key("child 1", secret=SECRET) != child_key("child 1", secret=SECRET[::-1])

    def test_a_short_secret_is_refused(self) -> None:
        with pytest.raises(ValueError, match="16 bytes"):
            child_key("child 1", secret=b"short")

    @given(number=children, key=st.integers(0, KEYS - 1))
    def test_nought_is_nought_a_few_are_hidden_and_others_move_by_two_at_most(
        self, number: int, key: int
    ) -> None:
        look = self.look(number, key)

        if number == 0:
            assert look == 0
        elif number <= CELL_KEY.threshold:
            assert look is None
        else:
            assert look is not None
            assert max(CELL_KEY.threshold + 1, number - 2) <= look <= number + 2

    def test_numbers_move_by_nought_on_average(self) -> None:
        noise = Counter((self.look(100, key) or 0) - 100 for key in range(KEYS))

        assert abs(sum(move * many for move, many in noise.items()) / KEYS) < 0.02
        assert set(noise) == {-2, -1, 0, 1, 2}

    def test_a_table_with_one_child_fewer_tells_neither_way(self) -> None:
        keys = [child_key(f"child {n}", secret=SECRET) for n in range(400)]
        whole = cell_key(keys)

        differences = {
            (self.look(400, whole) or 0)
            - (self.look(399, cell_key(k for k in keys if k != one)) or 0)
            for one in keys
        }

        # Were there no noise, each would be 1 and nothing else.
        assert len(differences) >= 4


PAGE = Path(__file__).parents[2] / "docs" / "reference" / "disclosure.md"
HEADS = (
    "internal", "partner", "partner, with health rows", "public", "public, with health rows",
    "interactive table",
)  # fmt: skip


def test_the_page_on_disclosure_says_what_each_audience_sees() -> None:
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    told = {
        head: {int(row[0]): row[1 + place] for row in lines[2 : 2 + len(CASES)]}
        for place, head in enumerate(HEADS)
    }

    assert told == what_each_sees()
