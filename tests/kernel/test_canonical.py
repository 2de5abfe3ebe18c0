import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.kernel.canonical import dumps

plain_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=20,
)


@given(plain_json)
def test_what_is_written_reads_back_equal(obj: object) -> None:
    assert json.loads(dumps(obj)) == obj


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_keys_never_shows(mapping: dict[str, int]) -> None:
    turned = dict(reversed(mapping.items()))

    assert dumps(turned) == dumps(mapping)


def test_the_same_moment_in_two_zones_has_the_same_bytes() -> None:
    summer = timezone(timedelta(hours=1))

    written = dumps(datetime(2026, 7, 15, 9, 0, tzinfo=summer))

    assert written == b'"2026-07-15T08:00:00.000000Z"'
    assert written == dumps(datetime(2026, 7, 15, 8, 0, tzinfo=UTC))


def test_dates_tuples_and_signs_have_one_form() -> None:
    assert dumps({"é": (date(2026, 7, 15), None)}) == '{"é":["2026-07-15",null]}'.encode()


@pytest.mark.parametrize("obj", [{1: "a"}, {None: 1}, {1, 2}, b"bytes", object()])
def test_what_has_no_one_form_is_refused(obj: object) -> None:
    with pytest.raises(TypeError):
        dumps(obj)


@pytest.mark.parametrize("obj", [float("nan"), float("inf"), datetime(2026, 7, 15)])
def test_no_number_and_a_moment_without_zone_are_refused(obj: object) -> None:
    with pytest.raises(ValueError):
        dumps(obj)
