"""The linkage model: trained once without answers, kept as text, used again for every rebuild."""

import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, Final

from village.engine.linkage import comparisons as how
from village.engine.linkage.prepare import Prepared

FLOOR: Final = -6.0
"""Pairs with a match weight (log2 of the odds) below this are not looked at again."""

PAIRS_FOR_CHANCE, PAIRS_FOR_TRAINING = 500_000, 200_000
ENOUGH_PEOPLE: Final = 500
"""With fewer records nothing is learnt, and a rare name counts as a common one."""

ENOUGH_PAIRS: Final = 300
"""A block with fewer pairs teaches nothing; starting values stand instead."""

_SEED: Final = 1
DIGITS: Final = 3
_TABLE: Final = "people"

_LISTS: Final = (
    "given_keys", "middle", "names", "skeletons", "surname_keys", "full", "twos", "postcodes",
    "sectors", "upns",
)  # fmt: skip
_OTHERS: Final = {"born": "date", "partial": "bool", "checked": "bool", "year": "int"}


@dataclass(frozen=True, slots=True)
class Model:
    """text: the trained settings as JSON, the same bytes for the same records."""

    text: str

    @property
    def version(self) -> str:
        """Sixteen hex characters of its hash, to be shown beside what it made."""
        return sha256(self.text.encode()).hexdigest()[:16]

    @property
    def settings(self) -> dict[str, Any]:  # Any: Splink's settings
        """What the text says, to be kept; `of_settings` makes the same model of it."""
        return dict(json.loads(self.text))

    @property
    def prior(self) -> float:
        """The share of all pairs that are one child, on which its weights stand."""
        return float(self.settings["probability_two_random_records_match"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records compared. weight: log2 of the odds that they are one child, rounded.

    blind: the weight without what the numbers say. seen: whether they would have been compared
    without equal numbers. The rest are the levels of `comparisons`, -1 where something is missing.
    """

    left: str
    right: str
    weight: float
    blind: float
    seen: bool
    forename: int
    middle: int
    surname: int
    born: int
    sex: int
    postcode: int
    nhs: int
    upn: int

    @property
    def keys(self) -> tuple[str, str]:
        """Both keys in their order, as decisions name a pair."""
        return (min(self.left, self.right), max(self.left, self.right))

    @property
    def numbered(self) -> bool:
        """Whether a number that nobody else bears says that they are one child."""
        return how.SAME_NUMBER in (self.nhs, self.upn)

    @property
    def chance(self) -> float:
        """The probability that the two are one child, as the model has it."""
        return chance(self.weight)


def chance(weight: float) -> float:
    """The probability that belongs to a match weight."""
    return float(1.0 / (1.0 + 2.0 ** -max(min(weight, 60.0), -60.0)))


def train(people: Sequence[Prepared]) -> Model:
    """Learn from the records alone how often fields agree.

    The same records in the same order give the same model, whatever their keys.
    """
    if len(people) < ENOUGH_PEOPLE:
        return of_settings(_untrained(people, rarity=False))
    with _linker(people, _untrained(people, rarity=True)) as (linker, _):
        training = linker.training
        training.estimate_u_using_random_sampling(max_pairs=PAIRS_FOR_CHANCE, seed=_SEED)
        for columns in how.TRAINING:
            if _pairs_in(people, columns) < ENOUGH_PAIRS:
                continue
            block = " AND ".join(f"l.{name} = r.{name}" for name in columns)
            training.estimate_parameters_using_expectation_maximisation(
                block, max_pairs=PAIRS_FOR_TRAINING
            )
        return of_settings(linker.misc.save_model_to_json())


def of_settings(settings: Mapping[str, Any]) -> Model:  # Any: Splink's settings
    """The model of trained settings."""
    return Model(json.dumps(_rounded(settings), indent=1, sort_keys=True) + "\n")


def compare(people: Sequence[Prepared], model: Model) -> list[Pair]:
    """Every pair of records worth a look, in the order of the records.

    The weight is rounded before anything is decided by it.
    """
    if len(people) < 2:
        return []
    with _linker(people, json.loads(model.text)) as (linker, connection):
        scored = linker.inference.predict(threshold_match_weight=FLOOR, warning_mode="never")
        rules = len(how.BLOCKING) - how.BY_NUMBERS
        query = _PAIRS.format(table=scored.physical_name, digits=DIGITS, rules=rules)
        keys = [person.unique_id for person in people]
        rows = connection.execute(query).fetchall()
        return [Pair(keys[left], keys[right], *row) for left, right, *row in rows]


_PAIRS: Final = """
    SELECT
        least(unique_id_l, unique_id_r), greatest(unique_id_l, unique_id_r),
        round(match_weight, {digits}), round(match_weight - mw_nhs - mw_upn, {digits}),
        match_key::INT < {rules},
        gamma_forename, gamma_middle, gamma_surname, gamma_born, gamma_sex,
        gamma_postcode,
        gamma_nhs, gamma_upn
    FROM {table}
    ORDER BY 1, 2
"""


def _pairs_in(people: Sequence[Prepared], columns: Sequence[str]) -> int:
    """How many pairs agree on all the columns."""
    found = Counter(tuple(getattr(person, name) for name in columns) for person in people)
    return sum(n * (n - 1) // 2 for values, n in found.items() if None not in values)


def _untrained(
    people: Sequence[Prepared], *, rarity: bool
) -> dict[str, Any]:  # Any: Splink's settings
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 1 / max(len(people), 2),
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
        "comparisons": how.comparisons(rarity=rarity),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "arrays_to_explode": list(lists)}
            if lists
            else {"blocking_rule": rule}
            for rule, lists in how.BLOCKING
        ],
    }


@contextmanager
def _linker(
    people: Sequence[Prepared], settings: dict[str, Any]
) -> Iterator[tuple[Any, Any]]:  # Any: a linker and its connection
    """Splink over the records, in a database of its own on one thread.

    All agencies stand in one table: pairs within and between them are compared alike. A record goes
    by its place there: what Splink draws by lot hangs on no key.
    """
    import duckdb
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        database = DuckDBAPI(connection=connection)
        table = database.register(_arrow(people), dataset_display_name=_TABLE)
        yield Linker(table, settings, log_level=None), connection


def _arrow(people: Sequence[Prepared]) -> Any:  # Any: a table of Arrow
    import pyarrow as pa

    types: dict[str, pa.DataType] = {"date": pa.date32(), "bool": pa.bool_(), "int": pa.int64()}
    names = [field.name for field in fields(Prepared)]
    columns: dict[str, pa.DataType] = {
        name: types.get(_OTHERS.get(name, ""), pa.string()) for name in names
    }
    columns |= dict.fromkeys(_LISTS, pa.list_(pa.string()))
    values = {name: [getattr(person, name) for person in people] for name in names}
    places = pa.array(range(len(people)), pa.int64())
    columns.pop("unique_id")
    del values["unique_id"]
    table = pa.Table.from_pydict(values, schema=pa.schema(columns))
    return table.append_column("unique_id", places)


def _rounded(value: Any) -> Any:  # Any: JSON
    """Probabilities to nine digits that count, so that the text does not depend on a processor."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items() if key != "linker_uid"}
    return [_rounded(item) for item in value] if isinstance(value, list) else value
