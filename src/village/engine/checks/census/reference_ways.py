"""Rules that the open reference implementation runs in ways of its own: see `as_reference`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.reference_kinds import of_children, of_episodes
from village.engine.checks.census.rules import ChildRule, EpisodeRule, Findings, Rule
from village.engine.specs.census import Assessment, Child, CpPlan, Episode, Section47

A_DAY_STRICT: Final = {"8670Q": 44, "8675Q": 14}
_A_DAY: Final = timedelta(days=1)
_NOTHING_FOUND: Final = "21"


def open_too_long(rule: Rule) -> Rule:
    """8670Q, 8675Q: the limit comes a working day early."""
    limit = A_DAY_STRICT[rule.code]

    def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
        latest = ground.working_days_before(ground.reference_date, count=limit)
        waiting: list[Assessment] | list[Section47] = (
            [one for one in episode.assessments if one.authorisation_date is None]
            if rule.code == "8670Q"
            else [
                one
                for one in episode.section47s
                if one.date_of_initial_cpc is None and one.not_required is False
            ]
        )
        for one in waiting:
            if one.actual_start_date is not None and one.actual_start_date < latest:
                yield found((one, "actual_start_date"))

    return of_episodes(rule, find)


def before_the_year(rule: Rule) -> Rule:
    """8569Q: the limit is the year's first working day, and not the one before."""

    def find(episode: Episode, _child: Child, ground: Ground) -> Findings:
        referred = episode.referral_date
        if referred is None or episode.nfa is False:
            return
        if referred < _first_working_day(ground):
            yield found((episode, "referral_date"))

    return of_episodes(rule, find)


def _first_working_day(ground: Ground) -> date:
    """Of the year."""
    day = ground.year_start
    while ground.working_days_before(day + _A_DAY, count=1) != day:
        day += _A_DAY
    return day


def assessments_apart(rule: Rule) -> Rule:
    """8863Q: pairs that are equal in both dates are left out."""
    if not isinstance(rule, EpisodeRule):
        return rule
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        apart = {(a.actual_start_date, a.authorisation_date): a for a in episode.assessments}
        return ours(replace(episode, assessments=tuple(apart.values())), child, ground)

    return replace(rule, find=find)


def enquiries_apart(rule: Rule) -> Rule:
    """8890: as 8863Q."""
    if not isinstance(rule, EpisodeRule):
        return rule
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        apart = {(s.actual_start_date, s.date_of_initial_cpc): s for s in episode.section47s}
        return ours(replace(episode, section47s=tuple(apart.values())), child, ground)

    return replace(rule, find=find)


def _numbered(child: Child) -> Iterator[tuple[int, Episode, CpPlan]]:
    """Protection plans with their number, which begins anew in every episode."""
    for episode in child.episodes:
        for number, plan in enumerate(episode.cp_plans):
            yield number, episode, plan


def open_plans(rule: Rule) -> Rule:
    """8935: counted by plan number."""

    def find(child: Child, _ground: Ground) -> Findings:
        live: dict[int, list[CpPlan]] = {}
        for number, _, plan in _numbered(child):
            if plan.end_date is None:
                live.setdefault(number, []).append(plan)
        for plans in live.values():
            if len(plans) > 1:
                yield found(*((plan, "end_date") for plan in plans))

    return of_children(rule, find)


def overlapping_plans(rule: Rule) -> Rule:
    """8940: plans of one number are not compared."""

    def find(child: Child, ground: Ground) -> Findings:
        plans = [(n, plan) for n, _, plan in _numbered(child) if plan.start_date is not None]
        for number, one in plans:
            for other_number, other in plans:
                if number != other_number and _starts_within(other, one, ground):
                    yield found((other, "start_date"), (one, "start_date", "end_date"))

    return of_children(rule, find)


def _starts_within(later: CpPlan, earlier: CpPlan, ground: Ground) -> bool:
    if later.start_date is None or earlier.start_date is None:
        return False
    last = earlier.end_date or ground.reference_date
    return earlier.start_date <= later.start_date <= last


def reviews_in_plans(rule: Rule) -> Rule:
    """4003: plans that ended alone, of any episode, and reviews joined by the plan's number."""

    def find(child: Child, _ground: Ground) -> Findings:
        plans = list(_numbered(child))
        reviews = [(n, review) for n, _, plan in plans for review in plan.reviews]
        cin_plans = [one for episode in child.episodes for one in episode.cin_plans]
        for number, _, plan in plans:
            for theirs, review in reviews:
                day = review.review_date
                if theirs != number or day is None or plan.end_date in (None, day):
                    continue
                for one in cin_plans:
                    if one.start_date and one.end_date and one.start_date <= day < one.end_date:
                        yield found(
                            (plan, "end_date"), (one, "start_date"), (review, "review_date")
                        )

    return of_children(rule, find)


def conference_of_a_plan(rule: Rule) -> Rule:
    """2885: only 1 says that no conference was required."""
    if not isinstance(rule, EpisodeRule):
        return rule
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        told = tuple(
            replace(one, not_required=one.icpc_not_required == "1") for one in episode.section47s
        )
        return ours(replace(episode, section47s=told), child, ground)

    return replace(rule, find=find)


def not_required(rule: Rule) -> Rule:
    """8740: only 0 says that a conference was required."""
    if not isinstance(rule, EpisodeRule):
        return rule
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        asked = tuple(one for one in episode.section47s if one.icpc_not_required == "0")
        return ours(replace(episode, section47s=asked), child, ground) if asked else ()

    return replace(rule, find=find)


def both(rule: Rule) -> Rule:
    """8868: an enquiry with a conference and the mark that none was required counts too."""
    if not isinstance(rule, EpisodeRule):
        return rule
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        yield from ours(episode, child, ground)
        for one in episode.section47s if episode.closure_date else ():
            if one.date_of_initial_cpc is not None and one.not_required is True:
                yield found((episode, "closure_date"), (one, "date_of_initial_cpc"))

    return replace(rule, find=find)


def acted_on(rule: Rule) -> Rule:
    """8831: an enquiry that has only a conference date is passed over."""
    if not isinstance(rule, EpisodeRule):
        return rule
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        begun = tuple(one for one in episode.section47s if one.actual_start_date is not None)
        return ours(replace(episode, section47s=begun), child, ground)

    return replace(rule, find=find)


def plan_beside_nfa(rule: Rule) -> Rule:
    """8832: reports only where the plan and its episode are of one number in their tables."""
    if not isinstance(rule, EpisodeRule):
        return rule
    ours = rule.find

    def find(episode: Episode, child: Child, ground: Ground) -> Findings:
        alike = tuple(plan for plan in episode.cp_plans if plan.row == episode.row)
        return ours(replace(episode, cp_plans=alike), child, ground) if alike else ()

    return replace(rule, find=find)


def nothing_found(rule: Rule) -> Rule:
    """8873Q: any text with 21 in it, of an assessment that need not have ended."""

    def find(episode: Episode, _child: Child, _ground: Ground) -> Findings:
        if len(episode.assessments) != 1 or episode.reason_for_closure in {"RC8", "RC9"}:
            return
        one = episode.assessments[0]
        if any(_NOTHING_FOUND in code for code in one.factors):
            yield found((one, "factors"), (episode, "reason_for_closure"))

    return of_episodes(rule, find)


def unknown_number(rule: Rule) -> Rule:
    """8772: fires for a child without any episode too."""
    if not isinstance(rule, ChildRule):
        return rule
    ours = rule.find

    def find(child: Child, ground: Ground) -> Findings:
        if child.upn_unknown == "UN7" and not child.episodes:
            yield found((child, "upn_unknown"))
        yield from ours(child, ground)

    return replace(rule, find=find)


def letters_of_an_id(rule: Rule) -> Rule:
    """1580: letters with accents pass."""

    def find(child: Child, _ground: Ground) -> Findings:
        if child.la_child_id and not child.la_child_id.isalnum():
            yield found((child, "la_child_id"))

    return of_children(rule, find)


def not_the_latest(rule: Rule) -> Rule:
    """8816: of two referrals on one day the first in the file is taken for the earlier."""

    def find(child: Child, _ground: Ground) -> Findings:
        dated = [one for one in child.episodes if one.referral_date]
        for place, episode in enumerate(dated):
            live = episode.nfa is False and episode.closure_date is None
            later = [other for other in dated[place + 1 :] if _same_day(other, episode)]
            later += [other for other in dated if _is_later(other, episode)]
            if live and later:
                yield found((episode, "referral_date"), (later[0], "referral_date"))

    return of_children(rule, find)


def _same_day(one: Episode, other: Episode) -> bool:
    return one.referral_date == other.referral_date


def _is_later(one: Episode, other: Episode) -> bool:
    return bool(
        one.referral_date and other.referral_date and one.referral_date > other.referral_date
    )
