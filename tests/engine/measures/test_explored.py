"""Tables that somebody asks for: one answer however asked, and no small number worked out.

The attacker of these tests has every table that the builder gives of a small district, and the
exact lines that indicators' own pages show, and takes sums, differences and averages of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from random import Random

import pytest

from tests.engine.store.houses import definition
from village.engine.measures.explored import (
    ALL,
    Crossing,
    Spot,
    Unit,
    explored,
    in_order,
    tallied,
    withheld,
)
from village.engine.specs.groups import GROUPS
from village.figures.cell_key import child_key
from village.figures.counts import Count
from village.figures.plain import from_plain
from village.kernel.periods import year_ending

SECRET = b"sixteen bytes of a secret"
BREAKDOWNS = ("sex", "age_band", "ethnicity")
PAIRS = list(combinations(BREAKDOWNS, 2))
RATE, SHARE = definition("referrals-rate"), definition("assessments-in-45-working-days")
LIKELY = {
    "sex": (48, 48, 4),
    "age_band": (6, 10, 14, 40, 20, 8, 2),
    "ethnicity": (50, 9, 14, 18, 7, 2),
}

Child = Mapping[str, str]


def district(seed: int, *, children: int = 700) -> list[tuple[Child, Unit]]:
    """Some rows of children of a small district; a child may have several."""
    chance = Random(seed)
    found = []
    for number in range(children):
        child = {name: chance.choices(GROUPS[name], LIKELY[name])[0] for name in BREAKDOWNS}
        for row in range(chance.choice((1, 1, 1, 2, 3))):
            key = child_key(f"{seed} {number} {row}", secret=SECRET)
            found.append((child, Unit(key, str(number), (), chance.random() < 0.8)))
    return found


def units(
    rows: Sequence[tuple[Child, Unit]], by: Sequence[str], *, share: bool = False
) -> Iterator[Unit]:
    """share: whether some are not of the part; of a plain number all are."""
    for child, unit in rows:
        groups = tuple(child[name] for name in by)
        yield Unit(unit.key, unit.child, groups, unit.is_part or not share)


def table(rows: Sequence[tuple[Child, Unit]], by: Sequence[str]) -> dict[Spot, int | None]:
    """What is shown of the numbers of a table."""
    of = in_order(by)
    plain = explored(RATE, units(rows, of), period=year_ending(2026), by=of)
    return {
        tuple(cell["groups"]): number
        for cell in plain["cells"]
        for number in (_number(cell["figure"]),)
    }


def _number(plain: object) -> int | None:
    figure = from_plain(plain)
    return figure.numerator.number if isinstance(figure.numerator, Count) else None


def truth(rows: Sequence[tuple[Child, Unit]], by: Sequence[str]) -> dict[Spot, Crossing]:
    of = in_order(by)
    return tallied(units(rows, of), of)


class TestTheSameCell:
    def test_is_one_number_in_every_table_order_and_asking(self) -> None:
        rows = district(1)
        answers: dict[tuple[tuple[str, str], ...], set[int | None]] = {}

        for again in range(17):
            shuffled = Random(again).sample(rows, len(rows))
            for by in permutations(BREAKDOWNS, 2):
                for spot, number in table(shuffled, by).items():
                    named = [
                        pair for pair in zip(in_order(by), spot, strict=True) if pair[1] != ALL
                    ]
                    answers.setdefault(tuple(named), set()).add(number)

        assert len(answers) > 50
        assert {len(given) for given in answers.values()} == {1}

    def test_asked_a_hundred_ways_cannot_be_averaged(self) -> None:
        rows = district(2)
        given = []
        for again in range(100):
            by = list(permutations(BREAKDOWNS, 2))[again % 6]
            spot = tuple("Female" if name == "sex" else ALL for name in in_order(by))
            shuffled = Random(again).sample(rows, len(rows))
            if "sex" in by:
                given.append(table(shuffled, by)[spot])

        assert len(given) > 60
        assert len(set(given)) == 1

    def test_is_another_number_under_another_secret(self) -> None:
        noises = set()
        for seed in range(12):
            rows = district(seed)
            noises.add(table(rows, PAIRS[0])[ALL, ALL] - len(rows))

        assert len(noises) > 2


class TestWhatIsShown:
    def test_is_never_one_to_five_and_never_nought_where_somebody_is(self) -> None:
        for seed in range(30):
            rows = district(seed)
            for by in PAIRS:
                shown, true = table(rows, by), truth(rows, by)
                for spot, number in shown.items():
                    there = true[spot].whole.things
                    assert number not in {1, 2, 3, 4, 5}
                    assert (number == 0) == (there == 0) or number is None
                    assert number is None or abs(number - there) <= 2

    def test_holds_back_two_numbers_of_a_line_or_none(self) -> None:
        for seed in range(30):
            rows = district(seed)
            true = truth(rows, PAIRS[0])
            hidden = withheld(true)
            for sex in GROUPS["sex"]:
                line = [s for s in true if s[0] == sex and ALL not in s and true[s].whole.things]
                assert sum(spot in hidden for spot in line) != 1 or len(line) == 1

    def test_adds_up_to_no_total_of_its_own(self) -> None:
        gaps = 0
        for seed in range(20):
            shown = table(district(seed, children=600), ("sex", "age_band"))
            for age in GROUPS["age_band"]:
                parts = [shown[sex, age] for sex in GROUPS["sex"]]
                if None not in parts and shown[ALL, age] is not None:
                    gaps += sum(parts) != shown[ALL, age]

        assert gaps > 5

    def test_of_a_percentage_is_nothing_where_part_whole_or_rest_is_small(self) -> None:
        rows = district(3)
        of = ("sex", "age_band")
        true = tallied(units(rows, of, share=True), of)
        plain = explored(SHARE, units(rows, of, share=True), period=year_ending(2026), by=of)

        for cell in plain["cells"]:
            one, figure = true[tuple(cell["groups"])], from_plain(cell["figure"])
            if one.part.is_small or one.whole.is_small or one.rest.is_small:
                assert figure.withheld
                assert figure.value is None
            elif not figure.withheld:
                assert abs(figure.numerator.number - one.part.things) <= 2
                assert abs(figure.denominator.number - one.whole.things) <= 2


class TestAnAttacker:
    """Works out every hidden number of children from whatever sums there are, and counts hits."""

    @staticmethod
    def guesses(rows: Sequence[tuple[Child, Unit]]) -> Iterator[tuple[int, list[int]]]:
        """Each small number that is hidden, and what each line of a table says that it is."""
        for by in PAIRS:
            shown, true = table(rows, by), truth(rows, by)
            exact = {spot: one.whole.things for spot, one in true.items() if ALL in spot}
            for spot, one in true.items():
                if ALL in spot or not one.whole.is_small:
                    continue
                said = []
                for place in (0, 1):
                    line = [s for s in true if ALL not in s and s[1 - place] == spot[1 - place]]
                    total = tuple(ALL if i == place else spot[i] for i in (0, 1))
                    others = [shown[s] for s in line if s != spot]
                    hidden = sum(number is None for number in others)
                    rest = sum(number or 0 for number in others)
                    for whole in (exact[total], shown[total]):
                        if whole is not None:
                            said.append(max(1, whole - rest - 6 * hidden))
                yield one.whole.things, said

    def test_who_takes_parts_from_totals_is_right_no_oftener_than_who_guesses(self) -> None:
        right = every = 0
        for seed in range(40):
            for number, said in self.guesses(district(seed)):
                right += sum(guess == number for guess in said)
                every += len(said)

        assert every > 2_000
        assert right / every < 0.4, "the likeliest noise alone is right four times in ten"

    def test_who_averages_all_lines_is_right_no_oftener(self) -> None:
        right = every = 0
        for seed in range(40):
            for number, said in self.guesses(district(seed)):
                if said:
                    right += round(sum(said) / len(said)) == number
                    every += 1

        assert every > 500
        assert right / every < 0.4

    def test_who_takes_three_quarters_from_a_year_is_right_no_oftener(self) -> None:
        right = every = 0
        for seed in range(40):
            rows = district(seed)
            of_quarter = [[row for row in rows if row[1].key % 4 == place] for place in range(4)]
            year, quarters = table(rows, PAIRS[0]), [table(one, PAIRS[0]) for one in of_quarter]
            true = [truth(one, PAIRS[0]) for one in of_quarter]
            for spot, whole in year.items():
                shown = [one[spot] for one in quarters]
                if whole is not None and shown.count(None) == 1:
                    place = shown.index(None)
                    guess = whole - sum(number or 0 for number in shown)
                    right += guess == true[place][spot].whole.things
                    every += 1

        assert every > 50
        assert right / every < 0.4

    def test_who_adds_a_child_is_not_told_of_it(self) -> None:
        told = 0
        for seed in range(200):
            rows = district(seed, children=220)
            one = (
                {"sex": "Female", "age_band": "5 to 9", "ethnicity": "Black"},
                Unit(child_key(f"{seed} added", secret=SECRET), "added", (), True),
            )
            before, after = table(rows, PAIRS[0]), table([*rows, one], PAIRS[0])
            told += after[ALL, ALL] - before[ALL, ALL] == 1

        assert told / 200 < 0.4


@pytest.mark.parametrize(
    "by", [("age_band", "sex"), ("sex", "age_band"), ("sex", "age_band", "sex")]
)
def test_breakdowns_stand_in_the_order_of_the_kit(by: Sequence[str]) -> None:
    assert in_order(by) == ("sex", "age_band")
