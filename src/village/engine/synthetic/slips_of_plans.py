"""Kinds of mistakes in enquiries, conferences and plans: each is found by one rule, once."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from village.engine.synthetic.census_return import Element
from village.engine.synthetic.slips import Kind, Occasion, day, in_need, parts
from village.engine.synthetic.slips import kind as kind_among

KINDS: list[Kind] = []


def _conferences(episode: Element) -> Iterator[Element]:
    return (one for one in parts(episode, "Section47") if day(one, "DateOfInitialCPC"))


def _protection(child: Element) -> Iterator[Element]:
    for episode in in_need(child):
        yield from parts(episode, "ChildProtectionPlans")


@kind_among("weekend conference", rule="8875", among=KINDS)
def _weekend(child: Element, occasion: Occasion) -> bool:
    """A conference without a plan, for a plan would have to begin on its day."""
    for episode in in_need(child):
        if parts(episode, "ChildProtectionPlans"):
            continue
        for one in _conferences(episode):
            held = cast(date, one["DateOfInitialCPC"])
            saturday = held - timedelta(days=held.weekday() + 2)
            if saturday >= max(occasion.first, cast(date, one["S47ActualStartDate"])):
                one["DateOfInitialCPC"] = saturday
                return True
    return False


@kind_among("conference noted twice", rule="2884", among=KINDS)
def _noted_twice(child: Element, _occasion: Occasion) -> bool:
    for episode in in_need(child):
        for one in _conferences(episode):
            episode["DateOfInitialCPC"] = one["DateOfInitialCPC"]
            return True
    return False


@kind_among("plan off its conference", rule="2885", among=KINDS)
def _off_conference(child: Element, occasion: Occasion) -> bool:
    for episode in in_need(child):
        held = {one["DateOfInitialCPC"] for one in _conferences(episode)}
        for plan in parts(episode, "ChildProtectionPlans"):
            start = cast(date, plan["CPPstartDate"])
            if start in held and start < occasion.last:
                plan["CPPstartDate"] = start + timedelta(days=1)
                return True
    return False


@kind_among("overlapping plans", rule="4014", among=KINDS)
def _overlapping(child: Element, _occasion: Occasion) -> bool:
    for episode in in_need(child):
        plans = parts(episode, "CINPlanDates")
        if len(plans) != 1 or parts(episode, "ChildProtectionPlans"):
            continue
        start, end = day(plans[0], "CINPlanStartDate"), day(plans[0], "CINPlanEndDate")
        if start and end and (end - start).days > 40:
            within = start + timedelta(days=10)
            plans.append({"CINPlanStartDate": within, "CINPlanEndDate": end})
            return True
    return False


@kind_among("plan ends as it begins", rule="8840", among=KINDS)
def _same_day(child: Element, occasion: Occasion) -> bool:
    for plan in _protection(child):
        start = cast(date, plan["CPPstartDate"])
        if day(plan, "CPPendDate") and start >= occasion.first and not plan["Reviews"]:
            plan["CPPendDate"] = start
            return True
    return False


@kind_among("review before the plan", rule="8841", among=KINDS)
def _reviewed_before(child: Element, _occasion: Occasion) -> bool:
    for plan in _protection(child):
        groups = plan["Reviews"]
        if isinstance(groups, list) and groups:
            cast(Element, groups[0])["CPPreviewDate"] = plan["CPPstartDate"]
            return True
    return False


@kind_among("unknown category of abuse", rule="8905", among=KINDS)
def _category(child: Element, _occasion: Occasion) -> bool:
    for plan in _protection(child):
        plan["InitialCategoryOfAbuse"] = "ABU"
        return True
    return False


@kind_among("earlier plans not counted", rule="8730", among=KINDS)
def _not_counted(child: Element, _occasion: Occasion) -> bool:
    for plan in _protection(child):
        plan["NumberOfPreviousCPP"] = None
        return True
    return False
