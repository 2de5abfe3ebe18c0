"""The identity records that agencies keep about children, one for each child of an agency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

Identity = Mapping[str, str | None]

USED: Final = frozenset(
    {
        "child_key", "forenames", "surname", "other_names", "birth_on", "birth_date", "sex",
        "postcode", "nhs_number", "upn", "former_upn",
    }
)  # fmt: skip
"""Of an agency's identities, what linkage looks at; the rest stays with the agency."""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A child as one agency knows it. key: the child's in the store, unique over all agencies."""

    key: str
    agency: str
    forenames: str = ""
    surname: str = ""
    other_names: tuple[str, ...] = ()
    born: date | None = None
    sex: str = ""
    postcodes: tuple[str, ...] = ()
    nhs_number: str = ""
    upns: tuple[str, ...] = ()


def gather(identities: Iterable[Identity], *, agency: str) -> list[PersonRecord]:
    """One record for each child of an agency, from the rows of all its returns, oldest first.

    What a later row says counts; earlier surnames, postcodes and pupil numbers are kept beside it.
    """
    children: dict[str, PersonRecord] = {}
    for row in identities:
        key = row.get("child_key") or ""
        before = children.get(key) or PersonRecord(key=key, agency=agency)
        children[key] = _with(before, row)
    return [children[key] for key in sorted(children)]


def _with(record: PersonRecord, row: Identity) -> PersonRecord:
    said = {name: (text or "").strip() for name, text in row.items()}
    surname = said.get("surname", "") or record.surname
    earlier = (record.surname if record.surname != surname else "", said.get("other_names", ""))
    return replace(
        record,
        forenames=said.get("forenames", "") or record.forenames,
        surname=surname,
        other_names=_added(record.other_names, *earlier),
        born=_day(said.get("birth_on", "") or said.get("birth_date", "")) or record.born,
        sex=said.get("sex", "") or record.sex,
        postcodes=_added(record.postcodes, said.get("postcode", "")),
        nhs_number=said.get("nhs_number", "") or record.nhs_number,
        upns=_added(record.upns, said.get("upn", ""), said.get("former_upn", "")),
    )


def _added(before: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return (*before, *(one for one in dict.fromkeys(more) if one and one not in before))


def _day(text: str) -> date | None:
    """An ISO date, or None for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
