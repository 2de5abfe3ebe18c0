"""Rules that run otherwise than the year's own: the same words, another function."""

from collections.abc import Callable

from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import (
    ChildRule,
    EpisodeRule,
    Findings,
    ReturnRule,
    Rule,
    State,
)
from village.engine.specs.census import Child, Episode


def of_episodes(rule: Rule, find: Callable[[Episode, Child, Ground], Findings]) -> Rule:
    """The rule, asked of each episode."""
    return EpisodeRule(
        code=rule.code,
        severity=rule.severity,
        message=rule.message,
        mend=rule.mend,
        fields=rule.fields,
        needs=rule.needs,
        source=rule.source,
        find=find,
    )


def of_children(rule: Rule, find: Callable[[Child, Ground], Findings]) -> Rule:
    """The rule, asked of each child."""
    return ChildRule(
        code=rule.code,
        severity=rule.severity,
        message=rule.message,
        mend=rule.mend,
        fields=rule.fields,
        needs=rule.needs,
        source=rule.source,
        find=find,
    )


def whole(rule: Rule, start: Callable[[Ground], State]) -> Rule:
    """The rule, asked of the whole return."""
    return ReturnRule(
        code=rule.code,
        severity=rule.severity,
        message=rule.message,
        mend=rule.mend,
        fields=rule.fields,
        needs=rule.needs,
        source=rule.source,
        start=start,
    )
