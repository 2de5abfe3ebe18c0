"""What is reckoned out of two columns of a table, for indicators to ask."""

from datetime import UTC, date, datetime

import pytest

from tests.engine.tables.makers import SEXES, small
from village.engine.specs.tables import Reckoned, Reckoning, SpecFault, Value
from village.engine.store.derived import reckon
from village.engine.store.split_table import schemas

FIELDS = [
    {"name": "child_id", "title": "Child ID", "kind": "identifier", "required": True},
    {"name": "seen_on", "title": "Seen on", "kind": "date"},
    {"name": "back_at", "title": "Back at", "kind": "moment"},
    {"name": "heard_at", "title": "Heard at", "kind": "moment"},
    {"name": "missed", "title": "Missed", "kind": "whole number"},
    {"name": "possible", "title": "Possible", "kind": "whole number"},
    {"name": "sex", "title": "Sex", "kind": "code", "codes": SEXES},
]
HOURS = {
    "name": "hours",
    "title": "Hours",
    "kind": "hours between",
    "fields": ["back_at", "heard_at"],
}
BACK = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)


def of(kind: str, first: Value, second: Value) -> int | None:
    one = Reckoned("it", "It", Reckoning(kind), ("first", "second"))
    return reckon(one, {"first": first, "second": second})


@pytest.mark.parametrize(
    ("kind", "first", "second", "wanted"),
    [
        ("hours between", BACK, datetime(2026, 3, 31, 20, 0, tzinfo=UTC), 72),
        ("hours between", BACK, datetime(2026, 3, 31, 20, 1, tzinfo=UTC), 73),
        ("hours between", BACK, BACK, 0),
        ("hours between", BACK, datetime(2026, 3, 28, 19, 0, tzinfo=UTC), None),
        ("hours between", BACK, None, None),
        ("days between", date(2026, 2, 27), date(2026, 3, 2), 3),
        ("days between", datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 2), 1),
        ("days between", date(2026, 3, 2), date(2026, 2, 27), None),
        ("working days between", date(2026, 4, 2), date(2026, 4, 7), 1),
        ("working days between", date(2026, 4, 2), date(1999, 4, 7), None),
        ("working days between", date(1999, 4, 2), date(1999, 4, 7), None),
        ("per cent", 10, 100, 10),
        ("per cent", 9, 91, 9),
        ("per cent", 0, 100, 0),
        ("per cent", 3, 0, None),
        ("per cent", None, 100, None),
    ],
)
def test_a_number_is_reckoned_or_is_nothing(kind, first, second, wanted):
    assert of(kind, first, second) == wanted


def test_an_event_gains_a_column_for_what_is_reckoned():
    (schema,) = schemas(small(fields=FIELDS, reckoned=[HOURS])).values()

    assert schema.field("hours").type == "int64"


@pytest.mark.parametrize(
    ("change", "where", "mend"),
    [
        (
            {"fields": ["seen_on", "heard_at"]},
            "reckoned[1].fields",
            "Write two of: back_at, heard_at.",
        ),
        ({"fields": ["back_at"]}, "reckoned[1].fields", "Write two of: back_at, heard_at."),
        ({"kind": "per cent"}, "reckoned[1].fields", "Write two of: missed, possible."),
        ({"name": "seen_on"}, "reckoned[1].name", "Give each a spelling of its own."),
        ({"name": "age_band"}, "reckoned[1].name", "Give each a spelling of its own."),
        ({"kind": "weeks between"}, "reckoned[1].kind", "Write one of: hours between"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_by_name(change, where, mend):
    with pytest.raises(SpecFault) as refused:
        small(fields=FIELDS, reckoned=[{**HOURS, **change}])

    told = refused.value.as_record()
    assert told["where"] == where
    assert told["mend"].startswith(mend)
