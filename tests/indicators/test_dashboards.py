"""What changed this quarter, and each agency's own page: what moved, what is owed, who is told."""

import re

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.indicators.by_hand import LAST, indicator, published
from tests.returns import sending
from village.evidence.indicators.selectors import agencies, changed, moving
from village.evidence.indicators.selectors.moving import BETTER, WORSE
from village.figures.counts import Count
from village.figures.figure import number
from village.figures.plain import to_plain
from village.kernel.periods import quarters, year_ending
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db


def page(cast: Cast, name: str, *given: str, who: RoleKind = RoleKind.CHAIR) -> str:
    html = cast.client(cast.by_role[who]).get(reverse(name, args=given)).content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


class TestHowAnIndicatorMoved:
    @pytest.mark.parametrize(
        ("numbers", "direction", "verdict"),
        [
            ((100, 180), "lower is better", f"Rose, {WORSE}"),
            ((100, 180), "higher is better", f"Rose, {BETTER}"),
            ((180, 100), "lower is better", f"Fell, {BETTER}"),
            ((180, 100), "neither", "Fell"),
            ((100, 104), "lower is better", ""),
        ],
    )
    def test_is_said_only_where_chance_does_not_explain_it(
        self, cast, numbers, direction, verdict
    ) -> None:
        made = published(indicator("late-visits", numbers, direction=direction))

        (found,) = moving.moving(made)

        assert found.verdict == verdict
        assert found.has_moved == bool(verdict)

    @pytest.mark.parametrize("numbers", [(8, 30), (3, 40), (40, 3)])
    def test_is_not_said_of_few_or_of_what_is_not_shown(self, cast, numbers) -> None:
        (found,) = moving.moving(published(indicator("late-visits", numbers)))

        assert (found.is_tested, found.since) == (False, "Too few to tell, or not shown")

    def test_is_not_said_where_the_form_changed_meanwhile(self, cast) -> None:
        made = published(indicator("late-visits", (100, 180), forms=("counts", "rows")))

        (found,) = moving.moving(made)

        assert not found.is_tested
        assert "another form" in found.since

    def test_of_the_first_figure_is_that_it_is_the_first(self, cast) -> None:
        (found,) = moving.moving(published(indicator("late-visits", (100,))))

        assert found.is_new
        assert found.since == "The first figure of it"


class TestWhatChangedThisQuarter:
    def test_says_it_all_in_a_sentence_and_warns_of_chance(self, cast, owed) -> None:
        published(
            indicator("late-visits", (100, 180)),
            indicator("early-visits", (100, 180), direction="higher is better"),
            indicator("visits", (100, 102)),
        )

        said = page(cast, "indicators:changed")

        assert (
            "2 of 3 indicators moved by more than chance: 1 the worse way, 1 the better way."
            in said
        )
        assert "about 1 indicator would be said to have moved" in said

    def test_puts_the_worse_way_first_and_ranks_by_no_size(self, cast, owed) -> None:
        made = published(
            indicator("a-great-fall", (900, 100)),
            indicator("b-small-rise", (100, 150)),
            indicator("c-great-rise", (100, 900)),
        )

        found = changed.changed(cast.rights(cast.by_role[RoleKind.CHAIR]), made)

        assert [one.id for one in found.moved] == ["b-small-rise", "c-great-rise", "a-great-fall"]

    def test_names_what_has_no_figure_of_the_newest_quarter(self, cast, owed) -> None:
        published(indicator("visits", (100, 102)), indicator("meetings", (50, 51), until=4))

        said = page(cast, "indicators:changed")

        assert "Not known yet for April to June 2026" in said
        assert re.search(r"Meetings January to March 2026 Nothing of that quarter", said)

    def test_is_not_yet_of_a_quarter_of_which_one_return_alone_came(self, cast, owed) -> None:
        sending.owe(cast.police, spec="police-missing", period=LAST[-1])
        names = ("missing-children-repeat", "visits", "meetings")
        made = published(
            indicator("early-visits", (100, 102)),
            *(indicator(name, (50, 51), until=4) for name in names),
        )

        said = page(cast, "indicators:changed")
        found = changed.changed(cast.rights(cast.by_role[RoleKind.CHAIR]), made)

        assert (found.quarter, found.next_quarter) == (LAST[-2].label, LAST[-1].label)
        assert (found.behind, len(found.coming)) == ([], 3)
        assert "Not known yet for January to March 2026" in said
        assert "3 indicators without a figure of April to June 2026 yet" in said
        assert "Not due before 30 October 2026" in said

    def test_names_the_late_ones_first_even_of_a_quarter_that_just_begins(self, cast, owed) -> None:
        sending.owe(cast.police, spec="police-missing", period=LAST[2])
        made = published(
            indicator("early-visits", (100, 102)),
            indicator("visits", (50, 51), until=4),
            indicator("missing-children-repeat", (50, 51), until=4),
        )

        found = changed.changed(cast.rights(cast.by_role[RoleKind.CHAIR]), made)

        assert [one.id for one in found.coming] == ["missing-children-repeat", "visits"]
        assert "1 of them for want of a late return" in found.coming_words

    def test_waits_for_no_quarter_of_what_is_counted_by_year(self, cast, owed) -> None:
        by_year = {**indicator("leavers", ()), "series": {"year": [in_the_year()]}}
        made = published(indicator("visits", (100, 102)), by_year)

        found = changed.changed(cast.rights(cast.by_role[RoleKind.CHAIR]), made)

        assert [one.id for one in found.by_year] == ["leavers"]
        assert [*found.behind, *found.coming] == []
        assert "1 indicator counted by year alone" in page(cast, "indicators:changed")

    def test_tells_nobody_of_a_late_return_that_is_not_theirs_to_know(self, cast, owed) -> None:
        sending.owe(cast.police, spec="police-missing", period=quarters(year_ending(2026))[2])
        made = published(
            indicator("visits", (100, 102)),
            indicator("missing-children-repeat", (50, 51), until=4),
        )

        chair = changed.changed(cast.rights(cast.by_role[RoleKind.CHAIR]), made)
        council = changed.changed(cast.rights(cast.owner), made)

        assert "Vale Police" in chair.behind[0].why
        assert "Vale Police" not in council.behind[0].why
        assert chair.behind[0].id == council.behind[0].id == "missing-children-repeat"

    def test_without_a_version_says_that_there_is_none(self, cast, owed) -> None:
        assert "No figure has been made yet" in page(cast, "indicators:changed")


def in_the_year() -> dict[str, object]:
    year = year_ending(2026)
    figure = to_plain(number(Count(40), period=year.label))
    return {"period": year.key, "label": year.label, "form": "rows", "figure": figure}


class TestAnAgencysPage:
    def test_shows_its_own_indicators_and_what_it_owes(self, cast, owed) -> None:
        published(indicator("referrals-rate", (100, 180)), indicator("visits", (1, 2)))

        said = page(cast, "indicators:agency", "council")

        assert "1 indicator, 1 of which moved by more than chance." in said
        assert "Children in need census" in said
        assert "Visits" not in said

    def test_says_to_others_that_what_it_owes_is_not_theirs(self, cast, owed) -> None:
        published(indicator("referrals-rate", (100, 180)))

        police = cast.client(cast.other).get(reverse("indicators:agency", args=["council"]))

        assert "is for the executive" in police.content.decode()
        assert "Children in need census" not in police.content.decode()

    def test_is_there_for_every_sender_of_the_kit(self, cast, owed) -> None:
        found = [one.key for one in agencies.agencies()]

        assert {"council", "police", "health", "education"} <= set(found)
        for key in found:
            assert "What is still owed" in page(cast, "indicators:agency", key)
