"""The published schemas: up to date, sound in themselves, and what the shipped kits obey."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from village.kit import published

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "kit"


def test_the_published_schemas_are_those_of_the_code() -> None:
    here = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.json")}

    assert here == published.texts(), "run: python -m village.kit.published docs/reference/kit"


@pytest.mark.parametrize("name", sorted(published.schemas()))
def test_a_schema_is_sound(name: str) -> None:
    Draft202012Validator.check_schema(published.schemas()[name])


@pytest.mark.parametrize("name", sorted(published.schemas()))
def test_every_key_of_a_schema_says_what_it_means_and_shows_an_example(name: str) -> None:
    silent = list(_silent(published.schemas()[name], at=name))

    assert silent == []


def _silent(shape: dict, *, at: str):  # type: ignore[no-untyped-def] # a schema is open by nature
    for key, part in shape.get("properties", {}).items():
        here = f"{at}: {key}"
        if "description" not in part and "then" not in part:
            yield here
        if part.get("type") == "string" and "examples" not in part:
            yield here
        yield from _silent(part, at=here)
        yield from _silent(part.get("items", {}), at=here)
