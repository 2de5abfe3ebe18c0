"""Rules that the open reference implementation loses over a whole return: see `as_reference`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from village.engine.checks.census.cells import cell, found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.reference_kinds import whole
from village.engine.checks.census.rules import Findings, Rule
from village.engine.checks.findings import Finding
from village.engine.specs.census import Child, Episode, Record
from village.engine.specs.census_codes import FACTORS, NO_DISABILITY

_FEWEST_NONE: Final = 8


def silent(rule: Rule) -> Rule:
    return whole(rule, lambda _ground: _Lost(lambda _child: ()))


class _Lost:
    """Gathers what a rule finds over the return, and forgets it all where the tool would stop."""

    def __init__(
        self,
        find: Callable[[Child], Iterable[tuple[str, Finding]]],
        stops: Callable[[Counter[str]], bool] = lambda _kinds: False,
    ) -> None:
        self._find = find
        self._stops = stops
        self._kinds: Counter[str] = Counter()
        self._found: list[Finding] = []

    def see(self, child: Child) -> None:
        for kind, finding in self._find(child):
            self._kinds[kind] += 1
            self._found.append(_of(finding, child))

    def findings(self) -> Findings:
        return () if self._stops(self._kinds) else self._found


def _of(finding: Finding, child: Child) -> Finding:
    """A finding that says whose it is, as whole-return rules are not asked child by child."""
    named = child.la_child_id or ""
    return Finding(tuple(replace(c, child_id=named, child=child.row) for c in finding.cells))


def after_closure(rule: Rule) -> Rule:
    """8565: stops where plans are late and as many enquiries are not; no protection plan counts."""

    def find(child: Child) -> Iterator[tuple[str, Finding]]:
        for episode in child.episodes:
            closed = episode.closure_date
            for kind, place in _late(episode, closed) if closed else ():
                yield kind, found((episode, "closure_date"), place)

    def stops(kinds: Counter[str]) -> bool:
        return kinds["plan"] > 0 and kinds["plan"] != kinds["enquiry"]

    return whole(rule, lambda _ground: _Lost(find, stops))


def _late(episode: Episode, closed: date) -> Iterator[tuple[str, tuple[Record, str]]]:
    modules: tuple[tuple[str, tuple[Record, ...], tuple[str, ...]], ...] = (
        ("episode", (episode,), ("date_of_initial_cpc",)),
        ("assessment", episode.assessments, ("actual_start_date", "authorisation_date")),
        ("enquiry", episode.section47s, ("actual_start_date", "date_of_initial_cpc")),
        ("plan", episode.cin_plans, ("start_date", "end_date")),
    )
    for kind, records, names in modules:
        for record in records:
            late = [n for n in names if (day := getattr(record, n)) is not None and day > closed]
            if late:
                yield kind, (record, late[0])


def factors_missing(rule: Rule) -> Rule:
    """8897Q: any invalid code counts, and one that has factors loses them all."""

    def start(ground: Ground) -> _Lost:
        def find(child: Child) -> Iterator[tuple[str, Finding]]:
            for episode in child.episodes:
                for one in episode.assessments:
                    bad = not one.factors or any(code not in FACTORS for code in one.factors)
                    ended = one.authorisation_date
                    if bad and ended is not None and ended >= ground.year_start:
                        kind = "with factors" if one.factors else "without"
                        yield kind, found((one, "authorisation_date", "factors"))

        return _Lost(find, lambda kinds: kinds["with factors"] > 0)

    return whole(rule, start)


def previous_plans(rule: Rule) -> Rule:
    """8730: one value that is no number loses them all."""

    def find(child: Child) -> Iterator[tuple[str, Finding]]:
        for episode in child.episodes:
            for plan in episode.cp_plans:
                number = plan.number_of_previous_cpp
                if number is None or number < 0:
                    unread = "number_of_previous_cpp" in dict(plan.unreadable)
                    yield "unread" if unread else "", found((plan, "number_of_previous_cpp"))

    return whole(rule, lambda _ground: _Lost(find, lambda kinds: kinds["unread"] > 0))


def no_disability(rule: Rule) -> Rule:
    """2887Q: counts children without a disability in place of different disabilities."""

    class Counted:
        def __init__(self) -> None:
            self._none = 0

        def see(self, child: Child) -> None:
            self._none += any(row.code == NO_DISABILITY for row in child.disabilities)

        def findings(self) -> Findings:
            return () if self._none >= _FEWEST_NONE else (Finding(),)

    return whole(rule, lambda _ground: Counted())


def same_id(rule: Rule) -> Rule:
    """8510: two children without an id count as a pair too."""

    class Ids:
        def __init__(self) -> None:
            self._of: dict[str, list[Child]] = {}

        def see(self, child: Child) -> None:
            self._of.setdefault(child.la_child_id or "", []).append(child)

        def findings(self) -> Findings:
            for children in self._of.values():
                if len(children) > 1:
                    yield Finding(tuple(cell(one, "la_child_id", child=one) for one in children))

    return whole(rule, lambda _ground: Ids())
