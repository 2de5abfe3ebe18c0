"""What a rule of the census is: what it says, where it looks, and the function that finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.findings import Finding, Severity
from village.engine.specs.census import Child, Episode, Header

Findings = Iterable[Finding]

PUBLISHED = "Department for Education, children in need census, validation rules 2025 to 2026"
OURS = "Village"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule without its reach.

    message: what is wrong, in our words. mend: what to do. fields: "Table.Column" looked at.
    needs: grounds without which it cannot run.
    """

    code: str
    severity: Severity
    message: str
    mend: str
    fields: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    source: str = PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRule(Rule):
    find: Callable[[Header, Ground], Findings]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRule(Rule):
    """Runs on each child; `when` names a tuple of the child's: not called where it is empty."""

    find: Callable[[Child, Ground], Findings]
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRule(Rule):
    """Runs on each episode of each child; `when` names a tuple of the episode's."""

    find: Callable[[Episode, Child, Ground], Findings]
    when: str = ""


class State(Protocol):
    """What a whole-return rule remembers of the children that pass."""

    def see(self, child: Child) -> None:
        """Remember what counts of one child."""

    def findings(self) -> Findings:
        """The verdict, once every child has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRule(Rule):
    """Runs over the whole return with a small state of its own."""

    start: Callable[[Ground], State]
