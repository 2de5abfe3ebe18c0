"""Long passages said twice are found; short turns of phrase are not."""

from tests.figures.check.texts import read
from village.figures.check.kinds import duplicates

LONG = (
    "The council of young people met the chief of police four times, walked the estate with her "
    "after dark, and wrote down eleven corners where the lamps were broken."
)


def test_a_copied_passage_is_found_with_where_it_stood_before() -> None:
    one = read(f"# One\n\n{LONG}\n\n# Two\n\nOther words stand here. {LONG}")

    [finding] = duplicates.found(one)

    assert finding.quote.place.section == "Two"
    assert finding.other is not None
    assert finding.other.place.section == "One"


def test_a_copy_with_a_word_or_two_changed_is_found() -> None:
    changed = LONG.replace("broken", "out").replace("The council", "Our council")

    assert len([*duplicates.found(read(f"{LONG}\n\n- {changed}"))]) == 1


def test_two_sentences_of_one_copied_paragraph_are_one_finding() -> None:
    two = f"{LONG} {LONG.replace('lamps', 'gates').replace('police', 'fire and of rescue too')}"

    assert len([*duplicates.found(read(f"{two}\n\n{two}"))]) == 1


def test_short_phrases_and_sentences_of_one_pattern_are_left_alone() -> None:
    one = read("""
    The partnership will continue to monitor this.

    The partnership will continue to monitor this.

    Of the referrals that schools made in the spring term the team took up most within a day, and
    the rest within a week of the letter.

    Of the contacts that hospitals made in the autumn the team closed few within a month, and it
    passed on the rest to early help by the new year.
    """)

    assert [*duplicates.found(one)] == []
