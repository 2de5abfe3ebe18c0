"""A child of the case system as the tables of the Standard Safeguarding Dataset tell of it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

from village.engine.synthetic import care_rates
from village.engine.synthetic.care import Stay
from village.engine.synthetic.council_record import Record, care_episodes, is_leaver
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.histories import CpPlan, Enquiry, Episode

Row = dict[str, str]
_STREAM = 34
_HELPED_EARLY = 0.1
"""Ours: the share of referrals that early help had gone before."""


def ssd_rows(record: Record, *, seed: int) -> Iterator[tuple[str, Row]]:
    """(table, row) of a child, by the names of the kit's columns; days are written as ISO."""
    return _View(record, Dice(seed, _STREAM, record.number)).rows()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes(answer: bool | None) -> str:
    return "" if answer is None else "Y" if answer else "N"


class _View:
    """All that the extract's scripts would find of one child on its day."""

    def __init__(self, record: Record, dice: Dice) -> None:
        self._of = record
        self._dice = dice
        self._child = {"child_id": record.child_id}

    def rows(self) -> Iterator[tuple[str, Row]]:
        yield from self._person()
        for number, one in enumerate(self._of.episodes):
            yield from self._referral(one, f"{self._of.child_id}R{number}")
        for number, stay in enumerate(self._of.stays):
            yield from self._care(stay, f"{self._of.child_id}Q{number}")
        yield from self._missing()
        if is_leaver(self._of):
            yield "care_leavers", self._leaver()

    def _known(self, day: date | None) -> str:
        return _iso(self._of.known(day))

    def _person(self) -> Iterator[tuple[str, Row]]:
        of = self._of
        yield (
            "person",
            {
                **self._child,
                "forenames": of.forenames,
                "surname": of.surname,
                "sex": of.sex,
                "ethnicity": of.ethnicity,
                "birth_on": _iso(of.born),
                "expected_on": _iso(of.due),
                "nhs_number": of.nhs_number if self._dice.chance(0.6) else "",
                "died_on": _iso(of.died),
            },
        )
        if of.household:
            yield "family", {**self._child, "family_id": f"F{of.household}"}
        for code in of.disabilities:
            yield "disability", {**self._child, "code": code}
        for number, one in enumerate(of.addresses):
            yield (
                "address",
                {
                    **self._child,
                    "address_id": f"{of.child_id}D{number}",
                    "kind": "Home",
                    "lived_from": _iso(one.since),
                    "lived_until": self._known(one.until),
                    "postcode": one.postcode,
                    "address_json": json.dumps({"HOUSE": "", "STREET": "", "TOWN": ""}),
                },
            )

    def _referral(self, one: Episode, id: str) -> Iterator[tuple[str, Row]]:
        led = {"NEW_REFERRAL_FLAG": "Y", "NFA_FLAG": "N", "ADVICE_FLAG": "N"}
        yield (
            "contacts",
            {
                **self._child,
                "contact_id": f"{id}K",
                "contacted_on": _iso(one.referred),
                "source": one.source,
                "outcome_json": json.dumps(led),
            },
        )
        yield (
            "cin_episodes",
            {
                **self._child,
                "referral_id": id,
                "referred_on": _iso(one.referred),
                "need": one.need,
                "source": one.source,
                "no_further_action": _yes(one.nfa),
                "closed_on": _iso(one.closed),
                "closure_reason": one.reason,
                "outcome_json": json.dumps({"SINGLE_ASSESSMENT_FLAG": _yes(not one.nfa)}),
            },
        )
        if self._dice.chance(_HELPED_EARLY):
            yield "early_help_episodes", self._early_help(one.referred, f"{id}H")
        yield from self._assessments(one, id)
        for number, plan in enumerate(one.cin_plans):
            yield "cin_plans", self._cin_plan(plan.start, plan.end, id, number)
            yield "cin_visits", self._visit(plan.start, f"{id}V{number}")
        yield from self._enquiries(one, id)
        for number, each in enumerate(one.cp_plans):
            yield from self._protection(each, id, number)

    def _early_help(self, before: date, id: str) -> Row:
        start = before - timedelta(days=self._dice.between(60, 200))
        end = start + timedelta(days=self._dice.between(20, 59))
        return {
            **self._child,
            "episode_id": id,
            "started_on": _iso(start),
            "ended_on": _iso(end),
        }

    def _assessments(self, one: Episode, id: str) -> Iterator[tuple[str, Row]]:
        for number, each in enumerate(one.assessments):
            done = self._of.known(each.authorised)
            assessment = f"{id}S{number}"
            yield (
                "cin_assessments",
                {
                    **self._child,
                    "assessment_id": assessment,
                    "referral_id": id,
                    "started_on": _iso(each.start),
                    "child_seen": _yes(True if done else None),
                    "authorised_on": _iso(done),
                    "no_further_action": _yes(one.reason == "RC8" if done else None),
                },
            )
            if done:
                held = json.dumps(list(each.factors))
                found = {"assessment_id": assessment, "factors_json": held}
                yield "assessment_factors", {"row_id": f"{assessment}F", **found}

    def _cin_plan(self, start: date, end: date, id: str, number: int) -> Row:
        return {
            **self._child,
            "plan_id": f"{id}P{number}",
            "referral_id": id,
            "started_on": _iso(start),
            "ended_on": self._known(end),
        }

    def _visit(self, start: date, id: str) -> Row:
        """The first visit, soon after the plan begins."""
        seen = self._dice.chance(0.95)
        day = min(start + timedelta(days=self._dice.between(1, 10)), self._of.day)
        return {
            **self._child,
            "visit_id": id,
            "visited_on": _iso(day),
            "seen": _yes(seen),
            "seen_alone": _yes(self._dice.chance(0.7)) if seen else "",
            "bedroom_seen": _yes(self._dice.chance(0.6)),
        }

    def _enquiries(self, one: Episode, id: str) -> Iterator[tuple[str, Row]]:
        for number, each in enumerate(one.enquiries):
            yield "s47_enquiry", self._enquiry(each, id, f"{id}E{number}")
            if held := self._of.known(each.conference):
                row = self._conference(held, one, f"{id}I{number}")
                due = {"enquiry_id": f"{id}E{number}", "due_on": _iso(each.target)}
                yield "initial_cp_conference", {**row, **due, "referral_id": id}
        if one.transfer:
            row = self._conference(one.transfer, one, f"{id}IT")
            yield "initial_cp_conference", {**row, "transfer_in": "Y", "referral_id": id}

    def _enquiry(self, each: Enquiry, referral: str, id: str) -> Row:
        return {
            **self._child,
            "enquiry_id": id,
            "referral_id": referral,
            "started_on": _iso(each.start),
            "ended_on": self._known(each.conference),
            "no_further_action": _yes(each.conference is None),
            "outcome_json": json.dumps({"CP_CONFERENCE_FLAG": _yes(each.conference is not None)}),
        }

    def _conference(self, held: date, one: Episode, id: str) -> Row:
        return {
            **self._child,
            "conference_id": id,
            "held_on": _iso(held),
            "transfer_in": "N",
            "became_plan": _yes(any(plan.start == held for plan in one.cp_plans)),
        }

    def _protection(self, plan: CpPlan, referral: str, number: int) -> Iterator[tuple[str, Row]]:
        id = f"{referral}T{number}"
        changed = self._of.known(plan.latest_from)
        yield (
            "cp_plans",
            {
                **self._child,
                "plan_id": id,
                "referral_id": referral,
                "started_on": _iso(plan.start),
                "ended_on": self._known(plan.end),
                "of_another_council": "N",
                "initial_category": plan.first,
                "latest_category": plan.latest if changed else plan.first,
            },
        )
        yield "cp_visits", {**self._visit(plan.start, f"{id}V"), "plan_id": id}
        for place, day in enumerate(plan.reviews):
            if day <= self._of.day:
                yield "cp_reviews", self._review(day, id, f"{id}X{place}")

    def _review(self, day: date, plan: str, id: str) -> Row:
        return {
            **self._child,
            "review_id": id,
            "plan_id": plan,
            "reviewed_on": _iso(day),
            "quorate": _yes(self._dice.chance(0.97)),
            "participation": self._dice.draw(care_rates.PARTICIPATION),
        }

    def _care(self, stay: Stay, id: str) -> Iterator[tuple[str, Row]]:
        for number, one in enumerate(care_episodes(stay, self._of.day)):
            over = self._of.known(one.end)
            ends = {"ended_on": _iso(over), "end_reason": one.ended if over else ""}
            yield (
                "cla_episodes",
                {
                    **self._child,
                    "episode_id": f"{id}L{number}",
                    "care_id": id,
                    "started_on": _iso(one.start),
                    "change": one.began,
                    "need": stay.need,
                    "entered_care_on": _iso(stay.begun),
                    **ends,
                },
            )
            yield (
                "cla_placement",
                {
                    **self._child,
                    "placement_id": f"{id}M{number}",
                    "care_id": id,
                    "started_on": _iso(one.start),
                    "ended_on": _iso(over),
                    "placement": one.home.place,
                    "provider": one.home.provider,
                    "placement_postcode": one.home.postcode,
                },
            )
        yield from self._in_care(stay, id)

    def _in_care(self, stay: Stay, id: str) -> Iterator[tuple[str, Row]]:
        for number, day in enumerate(stay.reviews):
            if day <= self._of.day:
                part = self._dice.draw(care_rates.PARTICIPATION)
                row = {"review_id": f"{id}Y{number}", "care_id": id, "reviewed_on": _iso(day)}
                yield "cla_reviews", {**row, "cancelled": "N", "participation": part}
        scored = stay.begun + timedelta(days=200)
        if scored <= min(self._of.day, stay.ended):
            score = str(min(self._dice.draw(care_rates.SCORE), 40))
            held = {"score_id": f"{id}G", "scored_on": _iso(scored), "score": score}
            yield "sdq_scores", {**self._child, **held}

    def _missing(self) -> Iterator[tuple[str, Row]]:
        for number, (start, end, kind) in enumerate(self._of.away):
            offered = kind == "M" and self._dice.chance(0.85)
            asked = "NA" if kind == "A" else "Y" if offered else "N"
            took = _yes(self._dice.chance(0.7)) if offered else "NA"
            yield (
                "missing",
                {
                    **self._child,
                    "missing_id": f"{self._of.child_id}Z{number}",
                    "missing_on": _iso(start),
                    "returned_on": self._known(end),
                    "kind": kind,
                    "interview_offered": asked,
                    "interview_accepted": took,
                },
            )

    def _leaver(self) -> Row:
        home = self._dice.draw(care_rates.ACCOMMODATION)
        return {
            **self._child,
            "contacted_on": _iso(self._of.day - timedelta(days=self._dice.between(0, 60))),
            "eligibility": "Former Relevant" if (self._of.age() or 0) >= 18 else "Relevant",
            "in_touch": self._dice.draw(care_rates.IN_TOUCH),
            "accommodation": home[0],
            "suitability": home[1:],
            "activity": self._dice.draw(care_rates.ACTIVITY),
        }
