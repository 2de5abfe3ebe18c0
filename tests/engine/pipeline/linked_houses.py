"""A house whose council and police know the same Amelia, and an indicator that needs her linked."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.engine.store.houses import (
    KEYS,
    LIVING,
    PERSONS,
    House,
    mapping_of,
    persons,
)
from tests.engine.tables.makers import episode, person
from village.engine.measures.definition import Definition
from village.engine.pipeline import Rulebook
from village.kernel.periods import Period

LISTED = Period(date(2026, 6, 30), date(2026, 6, 30))
REPEAT = "missing-children-repeat"
MOST, LEAST = "1 (most deprived)", "5 (least deprived)"
AMELIA = {"forenames": "Amelia", "surname": "Rosewood", "date_of_birth": "30/03/2012"}
AWAY = {**AMELIA, "missing_from": "04/02/2026 21:30", "returned": "05/02/2026 02:10",
        "council_told_on": ""}  # fmt: skip


def rulebook(**changes: Any) -> Rulebook:
    """Children missing twice, by the deprivation of where they live."""
    needs = Definition.from_mapping({**mapping_of(REPEAT), "breakdowns": ["sex", "deprivation"]})
    return Rulebook(
        [needs],
        LIVING,
        {f"indicators/{REPEAT}": needs.edition},
        **{"deprivation": {"N1 2": MOST, "N1 9XX": LEAST}, **changes},
    )


def a_house(folder: Path, **more: Any) -> House:
    """The council lists Amelia, the police looked for her twice."""
    house = House(folder / "store", **more)
    listed(house)
    missing(house)
    return house


def listed(house: House, *more: tuple[str, ...]) -> None:
    amelia = person(**AMELIA)
    house.keep(persons(amelia, *more), "listed", of=PERSONS, period=LISTED)


def missing(house: House) -> None:
    again = {"missing_from": "14/02/2026 21:30", "returned": "15/02/2026 02:10"}
    house.missing(
        episode(**AWAY),
        episode(**{**AWAY, **again}, episode_reference="E2", home_postcode="N1 9XX"),
        ref="missing",
    )


def build(house: House, **more: Any) -> str:
    return house.build(**{"rulebook": rulebook(), "keyring": KEYS, **more})
