"""What the tests of linkage share: a small made-up district, linked once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.engine.linkage.districts import Child, Known, district
from village.engine.linkage.linked import Linked, link
from village.engine.linkage.records import PersonRecord

SEED, SCALE = 11, 0.03

_TWIN = PersonRecord("", "", "", "Rosewood", (), date(2014, 5, 6), "F", ("N1 1AA",))
TWINS = [
    replace(_TWIN, key="council twin", agency="council", forenames="Amelia"),
    replace(_TWIN, key="health twin", agency="health", forenames="Amelie"),
]
NAMESAKES = [
    PersonRecord("council other", "council", "Amelia", "Grey", (), date(2011, 2, 3), "F"),
    PersonRecord("health other", "health", "Amelie", "Brook", (), date(2012, 3, 4), "F"),
]


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Council, police, health and schools of a district of a thousand children."""
    folder: Path = tmp_path_factory.mktemp("linkage")
    found = district(folder, seed=SEED, scale=SCALE)
    return replace(
        found,
        records=[*found.records, *TWINS, *NAMESAKES],
        child_of={**found.child_of, **{one.key: _alone(one) for one in (*TWINS, *NAMESAKES)}},
    )


def _alone(record: PersonRecord) -> Child:
    return Child(record.key, "british", births=2 if record in TWINS else 1)


@pytest.fixture(scope="session")
def linked(known: Known) -> Linked:
    return link(known.records)
