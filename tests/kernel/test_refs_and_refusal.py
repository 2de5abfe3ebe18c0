import re

from village.kernel import refs
from village.kernel.refusal import Refusal


def test_refs_are_sixteen_letters_and_digits_and_never_alike() -> None:
    made = [refs.new_ref() for _ in range(2000)]

    assert len(set(made)) == 2000
    assert all(re.fullmatch(refs.PATTERN, ref) for ref in made)


def test_a_refusal_keeps_its_words_and_its_field() -> None:
    refusal = Refusal("Enter what changed", field="what")

    assert (str(refusal), refusal.message, refusal.field) == ("Enter what changed",) * 2 + ("what",)
