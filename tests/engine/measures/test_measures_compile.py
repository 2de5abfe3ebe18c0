"""A definition becomes one expression that more than one engine can run."""

from pathlib import Path

import ibis
import pytest

from tests.engine.store.houses import all_definitions
from village import kit
from village.engine.measures.compile import counted
from village.engine.measures.definition import Count, Definition
from village.engine.measures.standing import Links, splits_of, tables_for
from village.engine.measures.tables import countable
from village.engine.store.events import EVENT_TABLES
from village.engine.store.split_table import schemas
from village.kernel.periods import quarters, year_ending

SCHEMAS = {name: table.schema for name, table in EVENT_TABLES.items()}
for spec in kit.specs(Path(__file__).parents[3] / "kits" / "england").values():
    SCHEMAS |= schemas(spec.table) if spec.table and spec.counts is None else {}

LINKS = ibis.table(dict.fromkeys(("child_key", "child", "deprivation"), "string"), name="links")


@pytest.mark.parametrize("dialect", ["duckdb", "pyspark"])
@pytest.mark.parametrize("of", all_definitions(), ids=lambda of: of.id)
def test_every_indicator_can_be_said_to_the_embedded_engine_and_to_spark(
    of: Definition, dialect: str
) -> None:
    """Spark is not here to run it; that it can be said at all is what a kit must not break."""
    told = {
        name: [ibis.table(ibis.Schema.from_pyarrow(schema), name=name)] * 2
        for name, schema in SCHEMAS.items()
    }
    whole = of.denominator if isinstance(of.denominator, Count) else of.numerator

    tables = tables_for(of, countable(told), Links(LINKS, None, {}))
    splits = splits_of(of, tables)
    quarterly = quarters(year_ending(2026))

    said = ibis.to_sql(
        counted(whole, tables, periods=quarterly, part=of.numerator, breakdowns=splits),
        dialect=dialect,
    )

    assert {*of.breakdowns} <= {*splits}
    assert said.upper().count("GROUP BY") >= 2
