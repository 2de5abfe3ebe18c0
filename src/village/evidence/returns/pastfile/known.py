"""Who sends which counts, and what of them the house has already: read once for a whole sheet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from village import engine
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import State
from village.evidence.returns.selectors import agreements
from village.evidence.returns.services import house
from village.kernel.brought import said
from village.kernel.periods import Period
from village.partnership.people.models import Body
from village.partnership.people.selectors.bodies import kin_of

WHY = "who owes counts, and for which quarters they came, holds no row about a child"


def asked() -> Mapping[str, "engine.Definition"]:
    """The indicators that an agency can be asked to count, by id."""
    found = (one for one in house.rulebook().definitions if one.asking is not None)
    return {one.id: one for one in found}


class Asking(Protocol):
    """What of a definition an agency reads: the return that asks, and what is counted of what."""

    @property
    def returned_in(self) -> str: ...
    @property
    def numerator(self) -> str: ...
    @property
    def denominator(self) -> str: ...


def asking_of(one: "engine.Definition") -> Asking:
    """What an agency is asked to count. ValueError where it is asked nothing."""
    if one.asking is None:
        raise ValueError(one.id)
    return one.asking


class Indicators:
    """What agencies are asked for, read once for a whole sheet."""

    def __init__(self) -> None:
        self._asking = {key: asking_of(one) for key, one in asked().items()}
        counted = {(one.returned_in, said(one.numerator)): key for key, one in self._asking.items()}
        self._wholes = {
            key: counted.get((one.returned_in, said(one.denominator)), "")
            if one.denominator
            else ""
            for key, one in self._asking.items()
        }

    def spec_of(self, indicator: str) -> str:
        """The return of counts that asks for an indicator."""
        return self._asking[indicator].returned_in

    def whole_of(self, indicator: str) -> str:
        """The indicator that counts just what this one is out of; "" where none does."""
        return self._wholes[indicator]


class Senders:
    """Which bodies send which counts; day: on which an agreement must cover them."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._bodies: dict[str, list[Body]] = defaultdict(list)
        owed = Return.objects.system(WHY).filter(brought=False).select_related("body")
        for one in owed.order_by("body__name", "pk"):
            if one.body not in self._bodies[one.spec]:
                self._bodies[one.spec].append(one.body)
        self._lacks: dict[tuple[int, str], str | None] = {}
        self._lines: dict[str, frozenset[str]] = {}

    def of(self, spec: str, quarter: Period) -> Sequence[Body]:
        """The bodies that owe these counts and were there in that quarter."""
        return [one for one in self._bodies[spec] if _was_there(one, quarter)]

    def line(self, ref: str) -> frozenset[str]:
        """The refs of a body, of those that it came from and of those that it became."""
        if ref not in self._lines:
            self._lines[ref] = frozenset({ref, *(body.ref for body in kin_of(ref))})
        return self._lines[ref]

    def lack(self, body: Body, spec: str, title: str) -> str | None:
        """Why no agreement lets these counts in, or None."""
        key = (body.pk, spec)
        if key not in self._lacks:
            owed = Return(body=body, spec=spec, title=title)
            self._lacks[key] = agreements.lack(owed, day=self.day)
        return self._lacks[key]


def _was_there(body: Body, quarter: Period) -> bool:
    begun = body.starts_on is None or body.starts_on <= quarter.last
    return begun and (body.ends_on is None or quarter.first < body.ends_on)


class Here:
    """Which counts are in the data set already."""

    @cached_property
    def _accepted(self) -> Sequence[Edition]:
        found = Edition.objects.system(WHY).filter(state=State.ACCEPTED)
        return list(found.select_related("of").order_by("pk"))

    @cached_property
    def _sent(self) -> Mapping[tuple[int, str], Sequence[Period]]:
        found: dict[tuple[int, str], list[Period]] = defaultdict(list)
        for one in self._accepted:
            if not one.of.brought:
                found[one.of.body_id, one.of.spec].append(one.of.period)
        return found

    @cached_property
    def _brought(self) -> Mapping[tuple[int, str], set[str]]:
        found: dict[tuple[int, str], set[str]] = defaultdict(set)
        for one in self._accepted:
            found[one.of.body_id, one.of.spec].update(one.summary.get("brought", ()))
        return found

    def why_not(self, body: Body, spec: str, quarter: Period, what: str) -> str:
        """Why a count is not brought again; "" where it is not there yet."""
        if any(period.covers(quarter) for period in self._sent.get((body.pk, spec), ())):
            return f"{body.name} sent {quarter.label} itself: its own return counts."
        if what in self._brought.get((body.pk, spec), ()):
            return "It was brought before: take that back first to bring it anew."
        return ""
