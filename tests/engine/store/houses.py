"""A small house for the tests: a store, its keys, and returns made by hand."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.engine.tables.makers import EPISODE_HEADERS, PERSON_HEADERS, RETURNS, csv_text, spec
from village.engine.intake import Received, receive
from village.engine.measures.definition import Definition
from village.engine.measures.measured import PopulationRow
from village.engine.pipeline import Kept, Rulebook, build, keep_return
from village.engine.specs.census_document import ChildSpec, document
from village.engine.specs.returns import CENSUS, Spec
from village.engine.store.keep import Stored
from village.engine.store.layout import Store
from village.engine.store.split import Sent
from village.engine.store.versions import Version, figures_of, version
from village.kernel import yaml
from village.kernel.periods import Period, quarters, year_ending
from village.kernel.seal import Keyring

INDICATORS = Path(__file__).parents[3] / "kits" / "england" / "indicators"
KEYS = Keyring({"test": b"a key that seals nothing of note"})
COUNCIL, POLICE = "agencyCouncil", "agencyPolice"


def table_of_kit(name: str, *, sender: str) -> Spec:
    """A return of the national kit, with all that it takes to cross to another process."""
    mapping = yaml.load(RETURNS / f"{name}.yaml").value
    return Spec(name, spec(name), sender, {"mapping": mapping, "code_sets": {}})


PERSONS = table_of_kit("person-list", sender="council")
MISSING = table_of_kit("police-missing", sender="police")
AS_AT = "2026-07-15"
LIVING = tuple(
    PopulationRow("under-18", date(year, 3, 31), dimension, group, children)
    for year, more in ((2024, 0), (2025, 10), (2026, 20))
    for dimension, group, children in (
        ("all", "all", 1_000 + more),
        ("sex", "Female", 480 + more),
        ("sex", "Male", 520),
    )
)


@cache
def mapping_of(indicator: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load(INDICATORS / f"{indicator}.yaml").value
    return found


@cache
def definition(indicator: str) -> Definition:
    return Definition.from_mapping(mapping_of(indicator))


def all_definitions() -> tuple[Definition, ...]:
    """Those of the national definitions that are counted from rows."""
    found = (definition(path.stem) for path in sorted(INDICATORS.glob("*.yaml")))
    return tuple(one for one in found if one.numerator)


def rulebook(*indicators: str, populations: Sequence[PopulationRow] = LIVING) -> Rulebook:
    """The national definitions that are counted from rows, or some of them."""
    definitions = [definition(name) for name in indicators] or all_definitions()
    editions = {f"indicators/{one.id}": one.edition for one in definitions}
    return Rulebook(definitions, populations, editions)


def census(*children: ChildSpec, year: int = 2026) -> bytes:
    """A census as its sender would export it."""
    header = {
        "CollectionDetails": {
            "Collection": "CIN", "Year": year, "ReferenceDate": f"{year}-03-31",
        },
        "Source": {"SourceLevel": "L", "LEA": "999"},
    }  # fmt: skip
    return "".join(document(header, children)).encode()


def missing(*rows: Sequence[str]) -> bytes:
    return csv_text([EPISODE_HEADERS, *rows]).encode()


def persons(*rows: Sequence[str]) -> bytes:
    return csv_text([PERSON_HEADERS, *rows]).encode()


def received(content: bytes) -> Received:
    return receive(io.BytesIO(content), name="return")


def quarter(year: int, number: int) -> Period:
    """Number 1 is April to June of the year before, as years end in March."""
    return quarters(year_ending(year))[number - 1]


@dataclass
class House:
    """A store and the returns that its next version is made of, by ref."""

    root: Path
    keys: Keyring = KEYS
    returns: dict[str, Kept] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return Store(self.root)

    def keep(
        self, content: bytes, ref: str, *, of: Spec, period: Period, agency: str = COUNCIL
    ) -> Stored:
        arrived = received(content)
        sent = Sent(agency, ref, period)
        stored = keep_return(arrived, spec=of, sent=sent, store=self.store, keyring=self.keys)
        self.returns[ref] = Kept(ref, of, period, arrived.sha256)
        return stored

    def census(
        self, *children: ChildSpec, year: int = 2026, ref: str = "", agency: str = COUNCIL
    ) -> Stored:
        period, content = year_ending(year), census(*children, year=year)
        return self.keep(content, ref or f"census-{year}", of=CENSUS, period=period, agency=agency)

    def missing(
        self, *rows: Sequence[str], year: int = 2026, number: int = 4, ref: str = ""
    ) -> Stored:
        period = quarter(year, number)
        ref = ref or f"missing-{year}-{number}"
        return self.keep(missing(*rows), ref, of=MISSING, period=period, agency=POLICE)

    def build(self, *indicators: str, returns: Iterable[Kept] | None = None, **more: Any) -> str:
        kept = list(self.returns.values()) if returns is None else list(returns)
        book = more.pop("rulebook", None) or rulebook(*indicators)
        return build(self.store, kept, rulebook=book, as_at=AS_AT, made_up=True, **more)

    def version(self, name: str | None = None) -> Version:
        found = version(self.store, name)
        assert found is not None
        return found

    def figures(self, indicator: str, name: str | None = None) -> Mapping[str, Any]:
        found = figures_of(self.store, name or self.version().name, indicator)
        assert found is not None
        return found

    def points(self, indicator: str, step: str = "year") -> dict[str, Any]:
        """The figures of a series by the label of their periods."""
        series = self.figures(indicator)["series"][step]
        return {point["label"]: point["figure"] for point in series}

    def files(self, *parts: str) -> dict[str, bytes]:
        """Every file of the store, or of some of its parts, by its place."""
        roots = [self.root / part for part in parts] or [self.root]
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for root in roots
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }
