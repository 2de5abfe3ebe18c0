"""A child of the case system as the Annex A lists of one day tell of it."""

from collections.abc import Iterator
from datetime import date, timedelta

from village.engine.synthetic import care_rates
from village.engine.synthetic.care import Stay
from village.engine.synthetic.council_record import Record, care_episodes, is_leaver
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.histories import CpPlan, Episode
from village.engine.synthetic.workbook_file import Cell

Row = dict[str, Cell]
_STREAM = 31
_VISITED_WITHIN, _SEEN_WITHIN = 20, 35
_HELPED_EARLY = 0.08
"""Ours: the share of referred children who had an early help assessment in the months before."""
_MORE_CONTACTS = 0.6
"""Ours: contacts beside those that became referrals, for each referral."""


def annex_rows(record: Record, *, since: date, seed: int) -> Iterator[tuple[str, Row]]:
    """(list, row) of a child, by the names of the kit's columns."""
    view = _View(record, since, Dice(seed, _STREAM, record.number))
    for name, row in view.rows():
        yield name, {**view.person(name), **row}


class _View:
    """The six months up to the day of the lists."""

    def __init__(self, record: Record, since: date, dice: Dice) -> None:
        self._of = record
        self._since = since
        self._dice = dice

    def person(self, name: str) -> Row:
        of = self._of
        row: Row = {
            "child_id": of.child_id,
            "sex": of.sex,
            "ethnicity": of.ethnicity,
            "birth_on": of.born,
            "age": of.age(),
        }
        is_disabled = "Yes" if set(of.disabilities) - {"NONE"} else "No"
        without = name in {"contacts", "early_help", "referrals"}
        return row if without else row | {"disability": is_disabled}

    def rows(self) -> Iterator[tuple[str, Row]]:
        for one in self._of.episodes:
            yield from self._referred(one)
            if not one.nfa and (one.closed is None or one.closed >= self._since):
                yield "in_need", self._in_need(one)
                yield from self._plans(one)
            yield from self._assessed(one)
        yield from self._care()

    def _recent(self, day: date | None) -> bool:
        return day is not None and self._since <= day <= self._of.day

    def _referred(self, one: Episode) -> Iterator[tuple[str, Row]]:
        if not self._recent(one.referred):
            return
        source = one.source
        yield "contacts", {"contacted_on": one.referred, "source": source}
        day = one.referred - timedelta(days=self._dice.between(3, 120))
        if self._dice.chance(_MORE_CONTACTS) and self._may_have_happened(day):
            yield "contacts", {"contacted_on": day, "source": source}
        if self._dice.chance(_HELPED_EARLY) and self._may_have_happened(day):
            done = self._of.known(day + timedelta(days=self._dice.between(10, 60)))
            row: Row = {"started_on": day, "completed_on": done, "organisation": "A school"}
            yield "early_help", row
        year = one.referred - timedelta(days=365)
        before = sum(year <= each.referred < one.referred for each in self._of.episodes)
        nfa = "Yes" if one.nfa else "No"
        yield (
            "referrals",
            {
                "referred_on": one.referred,
                "source": source,
                "no_further_action": nfa,
                "earlier_referrals": before,
            },
        )

    def _may_have_happened(self, day: date) -> bool:
        """Within the six months, and after the birth and every referral of that day."""
        born = self._of.born is not None and day > self._of.born
        return born and self._recent(day) and all(day != one.referred for one in self._of.episodes)

    def _assessed(self, one: Episode) -> Iterator[tuple[str, Row]]:
        for each in one.assessments:
            done = self._of.known(each.authorised)
            if done is None or done >= self._since:
                found = one.reason not in {"RC8", "RC9"}
                row: Row = {
                    "started_on": each.start,
                    "child_seen": "Yes" if done else None,
                    "authorised_on": done,
                    "needs_social_care": ("Yes" if found else "No") if done else None,
                }
                yield "assessments", row

    def _in_need(self, one: Episode) -> Row:
        return {
            "started_on": one.referred,
            "need": one.need,
            "last_seen_on": self._lately(one.referred, one.closed, within=_SEEN_WITHIN),
            "closed_on": one.closed,
            "closure_reason": one.reason or None,
            "status": self._status(one),
        }

    def _lately(self, first: date, last: date | None, *, within: int) -> date:
        """A day shortly before the end, and not before the beginning."""
        end = last or self._of.day
        return max(first, end - timedelta(days=self._dice.between(0, within)))

    def _status(self, one: Episode) -> str:
        if one.closed:
            return "Closed episode"
        if any(stay.ended > self._of.day for stay in self._of.stays):
            return "Looked after child"
        if any(plan.end > self._of.day for plan in one.cp_plans):
            return "Child protection plan"
        if any(plan.end > self._of.day for plan in one.cin_plans):
            return "Child in need plan"
        is_open = any(each.authorised > self._of.day for each in one.assessments)
        return "Open assessment" if is_open else "Other"

    def _plans(self, one: Episode) -> Iterator[tuple[str, Row]]:
        for each in one.enquiries:
            if self._recent(each.start):
                held = self._of.known(each.conference)
                plan = held and any(plan.start == held for plan in one.cp_plans)
                row: Row = {
                    "started_on": each.start,
                    "conference_not_needed": "No" if each.conference else "Yes",
                    "conference_on": held,
                    "became_plan": ("Yes" if plan else "No") if held else None,
                    "enquiries_in_a_year": len(one.enquiries),
                    "conferences_in_a_year": int(held is not None),
                }
                yield "enquiries", row
        for plan_ in one.cp_plans:
            if plan_.end >= self._since:
                yield "protection", self._protection(plan_)

    def _protection(self, plan: CpPlan) -> Row:
        held = [day for day in plan.reviews if day <= self._of.day]
        ended = self._of.known(plan.end)
        changed = self._of.known(plan.latest_from)
        return {
            "started_on": plan.start,
            "initial_category": plan.first,
            "latest_category": plan.latest if changed else plan.first,
            "visited_on": self._lately(plan.start, ended, within=_VISITED_WITHIN),
            "seen_alone": "Yes" if self._dice.chance(0.7) else "No",
            "reviewed_on": max(held, default=None),
            "ended_on": ended,
            "emergency": "No",
            "previous_plans": plan.previous,
        }

    def _care(self) -> Iterator[tuple[str, Row]]:
        for stay in self._of.stays:
            if stay.ended < self._since:
                continue
            if not self._has_case(stay):
                yield "in_need", self._case_of(stay)
            yield "in_care", self._in_care(stay)
            if stay.decided and stay.decided <= self._of.day:
                yield "adoption", self._adoption(stay)
        if is_leaver(self._of):
            yield "leavers", self._leaver()

    def _has_case(self, stay: Stay) -> bool:
        """Whether a case of the child is on list 6 that began before the stay did."""
        return any(
            not one.nfa and (one.closed or date.max) >= self._since and one.referred <= stay.begun
            for one in self._of.episodes
        )

    def _case_of(self, stay: Stay) -> Row:
        ended = self._of.known(stay.ended)
        return {
            "started_on": stay.begun,
            "need": stay.need,
            "last_seen_on": self._lately(stay.begun, ended, within=_SEEN_WITHIN),
            "closed_on": ended,
            "closure_reason": "RC7" if ended else None,
            "status": "Closed episode" if ended else "Looked after child",
        }

    def _in_care(self, stay: Stay) -> Row:
        episodes = care_episodes(stay, self._of.day)
        last, ended = episodes[-1], self._of.known(stay.ended)
        placed = next(one for one in reversed(episodes) if one.began in {"S", "P"})
        gone = [one for one in self._of.away if stay.begun <= one[0] <= stay.ended]
        year = self._of.day - timedelta(days=365)
        times = {kind: sum(k == kind and start > year for start, _, k in gone) for kind in "MA"}
        offered = bool(times["M"]) and self._dice.chance(0.85)
        reviews = [day for day in stay.reviews if day <= self._of.day]
        return {
            "unaccompanied": "Yes" if self._of.alone else "No",
            "started_on": stay.begun,
            "need": stay.need,
            "again": "No",
            "status_since": next(one for one in reversed(episodes) if one.status == last.status
                                 and one.began in {"S", "L"}).start,
            "legal_status": last.status,
            "reviewed_on": max(reviews, default=None),
            "visited_on": self._lately(stay.begun, ended, within=40),
            "permanence": "Adoption" if stay.decided else "Long-term fostering",
            "officer_seen_on": max(reviews, default=None),
            "health_on": self._lately(stay.begun, ended, within=300),
            "dental_on": self._lately(stay.begun, ended, within=300),
            "placements": sum(one.began in {"S", "P"} and one.start > year for one in episodes),
            "ceased_on": ended,
            "end_reason": last.ended if ended else None,
            "placed_on": placed.start,
            "placement": last.home.place,
            "provider": last.home.provider,
            "placement_postcode": last.home.postcode,
            "times_missing": times["M"],
            "times_absent": times["A"],
            "interview_offered": ("Yes" if offered else "No") if times["M"] else None,
            "interview_accepted": ("Yes" if self._dice.chance(0.7) else "No") if offered else None,
        }  # fmt: skip

    def _adoption(self, stay: Stay) -> Row:
        placed = next(one.start for one in stay.episodes if one.home.place.startswith("A"))
        ordered = next(one.start for one in stay.episodes if one.status == "E1")
        return {
            "family_id": f"F{self._of.household}",
            "entered_care_on": stay.begun,
            "decided_on": stay.decided,
            "order_on": self._of.known(ordered),
            "matched_on": self._of.known(stay.matched),
            "placed_on": self._of.known(placed),
            "adopted_on": self._of.known(stay.ended),
        }

    def _leaver(self) -> Row:
        home = self._dice.draw(care_rates.ACCOMMODATION)
        touch = self._dice.draw(care_rates.IN_TOUCH)
        grown = (self._of.age() or 0) >= 18
        return {
            "unaccompanied": "Yes" if self._of.alone else "No",
            "eligibility": "Former relevant child" if grown else "Relevant child",
            "in_touch": touch,
            "contacted_on": self._lately(self._since, None, within=60),
            "accommodation": home[0],
            "suitability": "Suitable" if home[1:] == "1" else "Unsuitable",
            "activity": self._dice.draw(care_rates.ACTIVITY),
        }


def adopter_row(number: int, *, day: date, seed: int) -> Row:
    """One grown person who asks to adopt, made up anew."""
    dice = Dice(seed, _STREAM, 7, number)
    enquired = day - timedelta(days=dice.between(200, 700))
    days = [enquired]
    for least, most in ((10, 40), (50, 70), (1, 20), (80, 130), (5, 30)):
        days.append(days[-1] + timedelta(days=dice.between(least, most)))
    one, two, three, four, approved = (each if each <= day else None for each in days[1:])
    return {
        "adopter_id": f"AD{number + 1:05d}",
        "family_id": f"AF{number // 2 + 1:05d}",
        "sex": "Female" if number % 2 else "Male",
        "ethnicity": "WBRI",
        "disability": "No",
        "fosters_for_adoption": "Yes" if dice.chance(0.15) else "No",
        "enquired_on": enquired,
        "stage_1_from": one,
        "stage_1_until": two,
        "stage_2_from": three,
        "stage_2_until": four,
        "approved_on": approved,
    }
