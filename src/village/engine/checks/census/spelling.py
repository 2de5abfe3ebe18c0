"""Lets a rule know true and false only as the open reference implementation spells them."""

from dataclasses import replace
from typing import Final

from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, EpisodeRule, Findings, Rule
from village.engine.specs.census import Child, Episode

_ANY_CASE: Final = frozenset({"8568", "8770Q", "8772", "8820", "8832"})
"""Rules that ignore case there too; of 8890 that is so for the mark of conferences."""
_SPELLED: Final = {"1": True, "true": True, "0": False, "false": False}
_ASK: Final = ("ReferralNFA", "ICPCnotRequired")


def strictly(rule: Rule) -> Rule:
    """The rule, asking `1`, `true`, `0` and `false` in small letters alone."""
    asks = any(name in field for field in rule.fields for name in _ASK)
    if not asks or rule.code in _ANY_CASE:
        return rule
    marks = rule.code != "8890"
    if isinstance(rule, EpisodeRule):
        return _of_episodes(rule, marks=marks)
    return _of_children(rule, marks=marks) if isinstance(rule, ChildRule) else rule


def _of_episodes(rule: EpisodeRule, *, marks: bool) -> Rule:
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        return ours(_spelled(episode, marks=marks), child, ground)

    return replace(rule, find=find)


def _of_children(rule: ChildRule, *, marks: bool) -> Rule:
    ours = rule.find

    def find(child: Child, ground: Ground) -> Findings:
        told = tuple(_spelled(one, marks=marks) for one in child.episodes)
        return ours(replace(child, episodes=told), ground)

    return replace(rule, find=find)


def _spelled(episode: Episode, *, marks: bool) -> Episode:
    """The episode as the tool understands its marks; a record in order is not copied."""
    nfa = _SPELLED.get(episode.referral_nfa or "")
    odd = [
        one
        for one in episode.section47s
        if marks and _SPELLED.get(one.icpc_not_required or "") != one.not_required
    ]
    if nfa == episode.nfa and not odd:
        return episode
    told = tuple(
        replace(one, not_required=_SPELLED.get(one.icpc_not_required or "")) if one in odd else one
        for one in episode.section47s
    )
    return replace(episode, nfa=nfa, section47s=told)
