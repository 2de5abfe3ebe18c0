"""Writes a year's looked-after return, with last year's beside it, as a zip of CSV and as XML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from village.engine.specs.looked_after_document import document, tables
from village.engine.synthetic import numbers
from village.engine.synthetic.care import Care, Cared
from village.engine.synthetic.care_return import Kid, return_cared
from village.engine.synthetic.care_slips import HONEST, Slipping
from village.engine.synthetic.district import AS_AT, SEED, District
from village.engine.synthetic.mistakes import Planted

LAST_YEAR: Final = "last-year"
_ALWAYS: Final = ("Header", "Episodes", "Reviews", "Missing", "OC2", "OC3", "AD1",
                  "PlacedAdoption", "PrevPerm", "UASC")  # fmt: skip


@dataclass(frozen=True, slots=True)
class LookedAfterWritten:
    """How many children this year's return holds, and the mistakes in it."""

    children: int
    planted: tuple[Planted, ...]


def everyone_cared_for(district: District) -> Iterator[Cared]:
    """The district's children in care, and those who came unaccompanied."""
    care = Care(seed=district.seed, span=district.span)
    for household in district.households():
        for child in household.children:
            if (cared := care.tell(child)) is not None:
                yield cared
    yield from care.alone(scale=district.scale)


def looked_after_of(
    everyone: Iterable[Cared], *, year: int, seed: int = SEED
) -> Iterator[tuple[str, Kid]]:
    """The children of a year's return, (id, rows by table), without mistakes."""
    for cared in everyone:
        if (kid := return_cared(cared, year=year, seed=seed)) is not None:
            yield cared.child_id, kid


def write_looked_after(
    folder: Path,
    *,
    district: District | None = None,
    mistakes: Mapping[str, float] = HONEST,
) -> LookedAfterWritten:
    """Write looked-after-YEAR.zip (last year's in a folder within) and the same year as XML.

    mistakes: kinds of `care_slips.KINDS`, with the share of children; none in last year's. Equal
    arguments write equal bytes.
    """
    found = district or District(SEED, as_at=AS_AT)
    year = found.span.newest
    folder.mkdir(parents=True, exist_ok=True)
    everyone = list(everyone_cared_for(found))
    this, planted = _write_year(folder, everyone, year=year, seed=found.seed, mistakes=mistakes)
    with (folder / f"looked-after-{year}.xml").open("w", encoding="utf-8", newline="") as out:
        out.writelines(document(this))
    return LookedAfterWritten(len(this), planted)


def write_looked_after_years(folder: Path, *, district: District, years: int) -> dict[int, Path]:
    """Write the zips of so many newest years, honest mistakes and all; gives each by its year.

    Cost at scale 1: about 3 s of CPU.
    """
    folder.mkdir(parents=True, exist_ok=True)
    everyone = list(everyone_cared_for(district))
    newest = district.span.newest
    found = range(newest - years + 1, newest + 1)
    for year in found:
        _write_year(folder, everyone, year=year, seed=district.seed, mistakes=HONEST)
    return {year: folder / f"looked-after-{year}.zip" for year in found}


def _write_year(
    folder: Path, everyone: list[Cared], *, year: int, seed: int, mistakes: Mapping[str, float]
) -> tuple[list[tuple[str, Kid]], tuple[Planted, ...]]:
    """The zip of a year with last year's beside it; gives the year's rows, and their mistakes."""
    slipping = Slipping(mistakes, seed=seed, year=year)
    this = list(slipping.spoil(looked_after_of(everyone, year=year, seed=seed)))
    before = looked_after_of(everyone, year=year - 1, seed=seed)
    _write_zip(folder / f"looked-after-{year}.zip", this, before)
    return this, tuple(slipping.planted)


def looked_after_file(path: Path, *, children: int, seed: int = SEED) -> LookedAfterWritten:
    """A zip of the newest return with exactly so many children, for measuring.

    It repeats the children of a district under ids and pupil numbers of their own.
    """
    district = District(seed)
    year = district.span.newest
    once = list(looked_after_of(everyone_cared_for(district), year=year, seed=seed))
    slipping = Slipping(HONEST, seed=seed, year=year)
    this = list(slipping.spoil(_repeated(once, children)))
    _write_zip(path, this, ())
    return LookedAfterWritten(len(this), tuple(slipping.planted))


def _repeated(once: list[tuple[str, Kid]], children: int) -> Iterator[tuple[str, Kid]]:
    for number in count():
        for child_id, kid in once:
            if not children:
                return
            children -= 1
            if not number:
                yield child_id, _copied(kid)
                continue
            again = _copied(kid)
            if len(again["Header"][0]["UPN"]) > len("UN1"):
                again["Header"][0]["UPN"] = numbers.upn(
                    6_000_000 + children, year=2015, council="002"
                )
            yield f"{child_id}x{number}", again


def _copied(kid: Kid) -> Kid:
    return {name: [dict(row) for row in rows] for name, rows in kid.items()}


def _write_zip(
    path: Path, this: Iterable[tuple[str, Kid]], before: Iterable[tuple[str, Kid]]
) -> None:
    """The files of both years, packed with one moment, so that equal rows are equal bytes."""
    held = dict(tables(this, only=_ALWAYS))
    if older := list(before):
        written = tables(older, only=_ALWAYS)
        held |= {f"{LAST_YEAR}/{name}": text for name, text in written.items()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
