"""Match keys: made under a secret, they link without anybody's name."""

from dataclasses import replace
from datetime import date

import pytest

from tests.engine.linkage.districts import Known
from tests.engine.linkage.quality import quality
from village.engine.errors import Usage
from village.engine.linkage.linked import Linked
from village.engine.linkage.match_keys import link_keyed, tokens
from village.engine.linkage.records import PersonRecord

SECRET = b"a secret of the agencies, 32 byte"
RECORD = PersonRecord("a", "council", "Mohammed", "Gold", (), date(2014, 5, 6), "M", ("N1 1AA",))


@pytest.mark.parametrize("secret", [b"", b"short", b"x" * 31])
def test_without_a_key_none_are_made(secret: bytes) -> None:
    with pytest.raises(Usage, match="32 bytes"):
        tokens(RECORD, secret=secret)


def test_another_spelling_meets_under_one_key_and_not_under_two() -> None:
    other = replace(RECORD, key="b", agency="health", forenames="Muhammad")

    one_key = link_keyed([tokens(RECORD, secret=SECRET), tokens(other, secret=SECRET)])
    two_keys = link_keyed([tokens(RECORD, secret=SECRET), tokens(other, secret=SECRET[::-1])])

    assert one_key == (("a", "b"),)
    assert two_keys == (("a",), ("b",))


def test_nothing_of_a_name_stands_in_a_token() -> None:
    text = str(tokens(RECORD, secret=SECRET).tokens).lower()

    assert not any(part in text for part in ("mohammed", "gold", "2014", "n1 1aa"))


def test_two_nhs_numbers_never_meet() -> None:
    one = replace(RECORD, nhs_number="9434765919")
    other = replace(RECORD, key="b", nhs_number="9990548609")

    children = link_keyed([tokens(one, secret=SECRET), tokens(other, secret=SECRET)])

    assert children == (("a",), ("b",))


def test_the_quality_lost_is_small_and_known(linked: Linked, known: Known) -> None:
    children = link_keyed(tokens(record, secret=SECRET) for record in known.records)

    found = quality(replace(linked, children=children, queue=()), known).everywhere

    assert found.precision >= 0.98
    assert 0.9 <= found.recall <= quality(linked, known).everywhere.recall
