"""Tables of Annex A and of the data set are counted by an indicator of the kit's own words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.engine.annex_a.lists import spec_of, table_of
from tests.engine.store.houses import KEYS
from village.engine.intake.received import receive
from village.engine.intake.tables_set import read
from village.engine.measures.definition import Definition
from village.engine.measures.engines import connected
from village.engine.measures.measured import Ground, measured
from village.engine.measures.stored import tables_of
from village.engine.pipeline import keep_return
from village.engine.pipeline.keeping import schemas_of
from village.engine.store.layout import Store
from village.engine.store.split import Sent
from village.engine.synthetic import District, write_annex_a, write_ssd
from village.kernel.periods import Period, quarter_holding

SCALE = 0.1


def counting(table: str, day: str, field: str, **asked: object) -> Definition:
    numerator = {"table": table, "counts": "rows", "on": day, "where": [{"field": field, **asked}]}
    mapping: dict[str, Any] = {
        "id": "counted",
        "edition": "1",
        "title": "Counted",
        "question": "How many?",
        "why": "To see that they can be counted.",
        "unit": "percent",
        "direction": "neither",
        "numerator_words": "those",
        "denominator_words": "all",
        "wording": {"counted": "rows", "one": "row", "did": "were so"},
        "numerator": numerator,
        "denominator": {"table": table, "counts": "rows", "on": day},
        "steps": ["quarter"],
        "breakdowns": ["sex", "age_band", "ethnicity"],
        "source": "A test",
        "author": "QA manager",
        "review_on": date(2027, 3, 31),
    }
    return Definition.from_mapping(mapping)


def counted(
    path: Path, name: str, definition: Definition, *, period: Period, at: Path
) -> tuple[int, int]:
    """Part and whole of the newest quarter, as the engine counts its events before it protects."""
    store, spec = Store(at), spec_of(name)
    with path.open("rb") as stream:
        arrived = receive(stream, name=path.name)
        sent = Sent("council", "r1", period)
        keep_return(arrived, spec=spec, sent=sent, store=store, keyring=KEYS)
    coverage = {table: [period] for table in schemas_of(spec)}
    with connected(spill=at / "spill") as engine:
        tables = tables_of(engine, [store.path("events", "r1")])
        found = measured(definition, Ground(tables, coverage, ()))
    (counts,) = found.steps["quarter"]
    assert counts.total.whole is not None
    return counts.total.part.events, counts.total.whole.events


@pytest.mark.parametrize(
    ("name", "table", "day", "field", "value"),
    [
        ("annex-a", "annex_referrals", "referred_on", "no_further_action", False),
        ("annex-a", "annex_assessments", "started_on", "child_seen", True),
        ("ssd", "ssd_cin_assessments", "started_on", "child_seen", True),
    ],
)
def test_a_table_is_counted_as_a_plain_count_of_the_file_does(
    tmp_path: Path, name: str, table: str, day: str, field: str, value: bool
) -> None:
    path = tmp_path / ("lists.xlsx" if name == "annex-a" else "extract.zip")
    write = write_annex_a if name == "annex-a" else write_ssd
    district = District(2026, scale=SCALE)
    period = quarter_holding(write(path, spec=table_of(name), district=district, mistakes={}).day)

    asked = counting(table, day, field, **{"is": value})

    said = counted(path, name, asked, period=period, at=tmp_path / "store")

    with path.open("rb") as stream:
        rows = list(read(receive(stream, name=path.name), table_of(name)).tables[table].rows())
    part = next(one for one in table_of(name).parts if one.id == table)
    told = [(row.values[part.places[day]], row.values[part.places[field]]) for row in rows]
    within = [answer for on, answer in told if on in period]  # type: ignore[operator]
    assert said == (within.count(value), len(within))
    assert len(within) > 20
