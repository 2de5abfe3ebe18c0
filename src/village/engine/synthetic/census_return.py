"""A child as the council's census of one year would return it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from village.engine.specs.census_document import Value
from village.engine.synthetic.histories import (
    Assessment,
    CinPlan,
    CpPlan,
    Enquiry,
    Episode,
    PreProceedings,
)
from village.engine.synthetic.people import Child
from village.engine.synthetic.span import year_end, year_start

Element = dict[str, Value]

MADE_UP: Final = "Village made-up data"
LAST_WITH_GENDER: Final = 2024
GENDER: Final = {"M": "1", "F": "2", "U": "0"}
_NO_UPN: Final = ("UN2", "UN3", "UN4", "UN5", "UN6")


def header(year: int, *, lea: str = "999") -> Element:
    """What heads the return; its software code says that nobody in it exists."""
    return {
        "CollectionDetails": {"Collection": "CIN", "Year": year, "ReferenceDate": year_end(year)},
        "Source": {
            "SourceLevel": "L",
            "LEA": lea,
            "SoftwareCode": MADE_UP,
            "Release": "ver 1.0",
            "SerialNo": "001",
            "DateTime": f"{year}-06-12T09:30:00",
        },
    }


def return_child(child: Child, *, year: int, gender_current: bool | None = None) -> Element | None:
    """The child's element; None where the child does not belong to the year.

    gender_current: whether GenderCurrent stands in place of Sex; None is as the year asks, which
    is until the census of 2024.
    """
    episodes = [one for one in child.episodes if belongs(one, year=year)]
    if not episodes:
        return None
    view = _View(year, year <= LAST_WITH_GENDER if gender_current is None else gender_current)
    return {
        "ChildIdentifiers": view.identifiers(child),
        "ChildCharacteristics": view.characteristics(child),
        "CINdetails": [view.episode(one) for one in episodes],
    }


def belongs(episode: Episode, *, year: int) -> bool:
    """Referred in the year, or open in it; no further action only where it was referred."""
    first, last = year_start(year), year_end(year)
    if episode.nfa:
        return first <= episode.referred <= last
    return episode.referred <= last and (episode.closed or last) >= first


class _View:
    """What is known on a reference date of what happened within the year or still runs."""

    def __init__(self, year: int, gender_current: bool) -> None:
        self._gender_current = gender_current
        self.first, self.last = year_start(year), year_end(year)
        self.year = year
        self._yes, self._no = ("1", "0") if year == 2024 else ("true", "false")

    def identifiers(self, child: Child) -> Element:
        born = child.born <= self.last
        sex = child.sex if born else "U"
        return {
            "LAchildID": child.la_child_id,
            **self._pupil_numbers(child),
            "PersonBirthDate": child.born if born else None,
            "ExpectedPersonBirthDate": None if born else child.due,
            "GenderCurrent": GENDER[sex] if self._gender_current else None,
            "Sex": None if self._gender_current else sex,
            "PersonDeathDate": self._known(child.died),
        }

    def _pupil_numbers(self, child: Child) -> Element:
        if child.born > date(self.year - 5, 8, 31):
            return {"UPNunknown": "UN1"}
        if child.upn:
            return {"UPN": child.upn, "FormerUPN": child.former_upn or None}
        if all(one.nfa for one in child.episodes if belongs(one, year=self.year)):
            return {"UPNunknown": "UN7"}
        return {"UPNunknown": _NO_UPN[child.serial % len(_NO_UPN)]}

    def characteristics(self, child: Child) -> Element:
        if child.born > self.last:
            return {"Ethnicity": "NOBT"}
        codes = list(child.disabilities) or ["NONE"]
        return {"Ethnicity": child.ethnicity, "Disabilities": {"Disability": codes}}

    def episode(self, episode: Episode) -> Element:
        """One CINdetails block; its elements are put in order by the writer."""
        closed = self._known(episode.closed)
        transfer = episode.transfer if self._within(episode.transfer) else None
        return {
            "CINreferralDate": episode.referred,
            "ReferralSource": episode.source,
            "PrimaryNeedCode": episode.need or None,
            "CINclosureDate": closed,
            "ReasonForClosure": episode.reason if closed else None,
            "DateOfInitialCPC": transfer,
            "Assessments": list(self._assessments(episode)),
            "CINPlanDates": list(self._cin_plans(episode)),
            "Section47": list(self._enquiries(episode)),
            "ReferralNFA": self._yes if episode.nfa else self._no,
            "ChildProtectionPlans": list(self._cp_plans(episode)),
            "PreProceedingsandFGDM": list(self._pre_proceedings(episode)),
        }

    def _assessments(self, episode: Episode) -> Iterator[Element]:
        for one in episode.assessments:
            if self._within(one.authorised):
                yield _assessed(one)
            elif one.start <= self.last < one.authorised:
                yield {"AssessmentActualStartDate": one.start}

    def _cin_plans(self, episode: Episode) -> Iterator[Element]:
        for plan in episode.cin_plans:
            if self._runs(plan):
                yield {"CINPlanStartDate": plan.start, "CINPlanEndDate": self._known(plan.end)}

    def _enquiries(self, episode: Episode) -> Iterator[Element]:
        for one in episode.enquiries:
            if self._within(one.conference or one.start) or one.start <= self.last < (
                one.conference or self.last
            ):
                yield self._enquiry(one)

    def _enquiry(self, one: Enquiry) -> Element:
        return {
            "S47ActualStartDate": one.start,
            "InitialCPCtarget": one.target,
            "DateOfInitialCPC": self._known(one.conference),
            "ICPCnotRequired": self._no if one.conference else self._yes,
        }

    def _cp_plans(self, episode: Episode) -> Iterator[Element]:
        for plan in episode.cp_plans:
            if self._runs(plan):
                changed = plan.latest_from <= self.last
                yield {
                    "CPPstartDate": plan.start,
                    "CPPendDate": self._known(plan.end),
                    "InitialCategoryOfAbuse": plan.first,
                    "LatestCategoryOfAbuse": plan.latest if changed else plan.first,
                    "NumberOfPreviousCPP": plan.previous,
                    "Reviews": self._reviews(plan),
                }

    def _reviews(self, plan: CpPlan) -> Value:
        """In 2024 one group of many dates, as some systems export; later a group for each."""
        held = [day for day in plan.reviews if self._within(day)]
        if self.year == 2024 and held:
            return {"CPPreviewDate": held}
        return [{"CPPreviewDate": day} for day in held]

    def _pre_proceedings(self, episode: Episode) -> Iterator[Mapping[str, Value]]:
        if self.year < 2026:
            return
        for block in episode.pre_proceedings:
            if block.start <= self.last and block.decided >= self.first:
                yield self._block(block)

    def _block(self, block: PreProceedings) -> Element:
        decided = self._known(block.decided)
        return {
            "PPStartDate": block.start,
            "LBPSentDate": self._known(block.letter),
            "FGDMMeetingOffer": self._yes,
            "FGDMMeetingFac": self._yes if self._known(block.meeting) else self._no,
            "InitialPPMeetingDate": self._known(block.meeting),
            "ReviewMeetingsCount": block.reviews if decided else None,
            "StepDecisionDate": decided,
            "CourtAppDate": decided if block.to_court else None,
        }

    def _runs(self, plan: CinPlan | CpPlan) -> bool:
        return plan.start <= self.last and plan.end >= self.first

    def _within(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def _known(self, day: date | None) -> date | None:
        return day if day is not None and day <= self.last else None


def _assessed(one: Assessment) -> Element:
    """Half of the assessments have the date at which a manager looked in."""
    return {
        "AssessmentActualStartDate": one.start,
        "AssessmentInternalReviewDate": one.internal_review() if one.start.day % 2 else None,
        "AssessmentAuthorisationDate": one.authorised,
        "FactorsIdentifiedAtAssessment": {"AssessmentFactors": list(one.factors)},
    }
