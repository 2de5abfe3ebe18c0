"""The linkage statement of a version as its page, its CSV and its JSON tell it: figures only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from village import engine
from village.design import formats
from village.design.sheets import Label
from village.design.tables import Table
from village.evidence.linking.selectors.statement_tables import (
    Plain,
    leaves,
    number,
    rate_in_words,
    tables_of,
)
from village.evidence.returns.services import house
from village.figures.counts import Withheld
from village.partnership.people.rights import Rights

ABOUT = "How records of several agencies were put together for one version, and how sure that is"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of one version; plain is None where nothing was linked for it."""

    version: str
    as_at: date
    made_up: bool
    plain: Plain | None

    @property
    def label(self) -> str:
        """Version 1; its name in addresses and in the store is v00001."""
        return f"version {self.version.removeprefix('v').lstrip('0')}"

    @property
    def part(self) -> Plain:
        return self.plain or {}

    @property
    def estimates(self) -> Plain:
        found: Plain = self.part.get("estimates", {})
        return found

    @property
    def records(self) -> str:
        """Of how many records and agencies, in words."""
        sources: Plain = self.part.get("sources", {})
        each = [of["records"] for of in sources.values()]
        agencies = formats.counted(len(sources), "agency", "agencies")
        records = "Records" if None in each else formats.counted(sum(each), "record")
        return f"{records} of {agencies}"

    @property
    def tables(self) -> list[Table]:
        """What each part says, in the order of the page."""
        return list(tables_of(self.part))

    @property
    def found(self) -> str:
        """What share of pairs with one NHS number would be found without it, with its limits."""
        rate: Plain | None = self.estimates.get("found without numbers")
        return (
            rate_in_words(rate)
            if rate
            else "not known: no two records share an NHS number, or too few do"
        )

    @property
    def bias(self) -> str:
        """By how much children are counted too often, in words."""
        share = self.estimates.get("head count too high by")
        if share is None:
            return ""
        many = formats.percent(abs(share))
        if share > 0:
            return f"about {many} too many children: links that were missed count a child twice"
        if share < 0:
            return f"about {many} too few children: links that are false hide a child"
        return "neither too many nor too few children, as far as the records tell"

    @property
    def counts(self) -> list[tuple[str, str]]:
        """What was found and how sure it is, in words."""
        told = self.estimates
        return [
            ("Children found", number(told.get("children"))),
            ("Head count", self.bias),
            ("Links between records", number(told.get("links"))),
            (
                "Of these links, expected to be right",
                formats.percent(told.get("precision expected"), 2),
            ),
            (
                "Of all true links, expected to be found",
                formats.percent(told.get("recall expected"), 2),
            ),
            ("Of pairs with one NHS number, found by all else", self.found),
        ]

    @property
    def reviewed(self) -> list[tuple[str, str]]:
        """What waits for a person and what people decided."""
        review: Plain = self.part.get("review", {})
        decided: Mapping[str, int | None] = review.get("decided", {})
        waiting: Mapping[str, int | None] = review.get("waiting because", {})
        return [
            ("Decided: one child", number(decided.get("same", 0))),
            ("Decided: two children", number(decided.get("different", 0))),
            ("Decided and not followed, because decisions contradict each other",
             number(review.get("decisions not followed", 0))),
            *((f"Waiting: {why}", number(many)) for why, many in sorted(waiting.items())),
        ]  # fmt: skip

    @property
    def method(self) -> list[tuple[str, str]]:
        """How it was linked, in words."""
        told: Plain = self.part.get("method", {})
        return [(name[:1].upper() + name[1:], _in_words(value)) for name, value in told.items()]

    @property
    def as_json(self) -> dict[str, Any]:  # Any: JSON
        told = {"version": self.version, "as_at": self.as_at.isoformat(), "made_up": self.made_up}
        return {**told, "linkage": self.plain}


def statement(rights: Rights, version: str) -> Shown:
    """The statement of one version, for whoever sees figures; else Http404."""
    if not rights.sees("figures"):
        raise Http404
    store = house.store()
    if version not in store.versions() or (found := engine.version(store, version)) is None:
        raise Http404
    said = engine.statement_of(store, version)
    told = None if said is None else engine.statement_told(said)
    return Shown(version, date.fromisoformat(found.as_at), found.made_up, told)


def sheet_of(shown: Shown) -> Table:
    """Every figure of the statement, a row each."""
    rows = (
        (path[0], " / ".join(path[1:]), Withheld() if value is None else value)
        for path, value in leaves(shown.part)
    )
    note = "" if shown.plain else "Nothing was linked for this version."
    return Table.of("Linkage statement", "Part|What|#Value", rows, note=note)


def label_of(shown: Shown, *, rights: Rights) -> Label:
    return Label(
        title=f"Linkage statement, {shown.label}",
        definition=ABOUT if shown.plain else f"{ABOUT}: nothing was linked for this version",
        source=f"The build of {shown.label}",
        audience="People of the partnership who may see internal figures",
        by=rights.person.name if rights.person else "",
        at=rights.at,
    )


def _in_words(value: Any) -> str:  # Any: whatever a statement says of its method
    if isinstance(value, list):
        return f"one of {len(value)} conditions holds, which stand in the files below"
    return str(value)
