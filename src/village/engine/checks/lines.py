"""A checked return as JSON lines, to cross the border of the process that did the checking."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from village.engine.checks.findings import Checked, End, Issue, Outcome, Severity

_ISSUE = tuple(field.name for field in fields(Issue))
_MANY = {"outcomes", "issues"}


def to_lines(checked: Checked) -> Iterator[str]:
    """One line for the return, one for each outcome, one for each issue."""
    head = {
        field.name: getattr(checked, field.name)
        for field in fields(Checked)
        if field.name not in _MANY
    }
    yield json.dumps({"checked": head})
    for outcome in checked.outcomes:
        yield json.dumps({"outcome": {f.name: getattr(outcome, f.name) for f in fields(Outcome)}})
    for issue in checked.issues:
        yield json.dumps({"issue": [getattr(issue, name) for name in _ISSUE]})


def from_lines(lines: Iterable[str]) -> Checked:
    """The checked return again; ValueError where the lines were cut short or hold another kind."""
    head: dict[str, Any] = {}  # Any: the fields of Checked, of several types
    outcomes: list[Outcome] = []
    issues: list[Issue] = []
    for line in lines:
        for kind, held in json.loads(line).items():
            if kind == "checked":
                head = held
            elif kind == "outcome":
                outcomes.append(_outcome(held))
            elif kind == "issue":
                issues.append(_issue(held))
            else:
                raise ValueError(f"A line of a checked return is of the unknown kind {kind!r}.")
    if not head or sum(outcome.kept for outcome in outcomes) != len(issues):
        raise ValueError("The lines of a checked return were cut short.")
    return Checked(**head, outcomes=tuple(outcomes), issues=tuple(issues))


# Any: JSON's own shapes; the frozen classes say what they must be.
def _outcome(held: dict[str, Any]) -> Outcome:
    return Outcome(**{**held, "end": End(held["end"]), "severity": Severity(held["severity"])})


def _issue(held: list[Any]) -> Issue:
    values = dict(zip(_ISSUE, held, strict=True))
    return Issue(**{**values, "severity": Severity(values["severity"])})
