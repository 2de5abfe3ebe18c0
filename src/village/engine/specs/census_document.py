"""Writes a census return from plain nested values, a child at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from village.engine.specs.census import LAYOUT

Value: TypeAlias = "str | int | date | Mapping[str, Value] | Sequence[Value] | None"
ChildSpec: TypeAlias = Mapping[str, Value]

_INDENT = "  "


def document(
    header: Mapping[str, Value], children: Iterable[ChildSpec], *, encoding: str = "utf-8"
) -> Iterator[str]:
    """The text of a return in pieces, one for the head, one a child, one for the tail.

    header: {"CollectionDetails": {...}, "Source": {...}}.
    A child: {"ChildIdentifiers": {"LAchildID": "A1", ...},
    "ChildCharacteristics": {"Ethnicity": "WBRI", "Disabilities": {"Disability": ["NONE"]}},
    "CINdetails": [{"CINreferralDate": date(2025, 6, 2), "Assessments": [{...,
    "FactorsIdentifiedAtAssessment": {"AssessmentFactors": ["1A"]}}], "ChildProtectionPlans":
    [{..., "Reviews": [{"CPPreviewDate": date(2025, 9, 1)}]}]}]}.
    Names are the return's own; a list repeats its element; None leaves it out; True and False
    are written true and false. Elements come in the order of `LAYOUT`, unknown ones last.
    encoding: what the declaration says; encoding the pieces is the caller's.
    """
    yield f'<?xml version="1.0" encoding="{encoding}"?>\n<Message>\n'
    yield "".join(_element("Header", header, depth=1))
    yield f"{_INDENT}<Children>\n"
    for child in children:
        yield "".join(_element("Child", child, depth=2))
    yield f"{_INDENT}</Children>\n</Message>\n"


def _element(name: str, value: Value, *, depth: int) -> Iterator[str]:
    if value is None:
        return
    indent = _INDENT * depth
    if isinstance(value, Mapping):
        yield f"{indent}<{name}>\n"
        for inner in _in_order(name, value):
            yield from _element(inner, value[inner], depth=depth + 1)
        yield f"{indent}</{name}>\n"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _element(name, one, depth=depth)
    else:
        yield f"{indent}<{name}>{_text(value)}</{name}>\n"


def _in_order(name: str, values: Mapping[str, Value]) -> list[str]:
    official = LAYOUT.get(name, ())
    known = [inner for inner in official if inner in values]
    return known + [inner for inner in values if inner not in official]


def _text(value: str | int | date) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
