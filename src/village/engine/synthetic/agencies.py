"""Writes what the agencies beside social care know: one pass over the district's households."""

from collections.abc import Iterator
from dataclasses import dataclass

from village.engine.synthetic.abuse_return import AbuseReturns
from village.engine.synthetic.clinic_return import ClinicReturns
from village.engine.synthetic.court_return import CourtReturns
from village.engine.synthetic.health_register import HealthRegister
from village.engine.synthetic.interview_return import InterviewReturns
from village.engine.synthetic.people import Child, Household
from village.engine.synthetic.school_returns import SchoolReturns


@dataclass(frozen=True, slots=True)
class Known:
    """The ids by which agencies know a child; ids of health are of two systems."""

    council: tuple[str, ...] = ()
    police: tuple[str, ...] = ()
    health: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    youth_justice: tuple[str, ...] = ()

    @property
    def anywhere(self) -> bool:
        return any((self.council, self.police, self.health, self.education, self.youth_justice))


@dataclass(frozen=True, slots=True)
class Agencies:
    """The writers of all returns but those of social care and of the police's missing episodes."""

    interviews: InterviewReturns
    abuse: AbuseReturns
    register: HealthRegister
    clinic: ClinicReturns
    schools: SchoolReturns
    court: CourtReturns

    def add(self, household: Household) -> Iterator[tuple[Child, Known]]:
        """Write what each of them knows of the household's children."""
        met = self.abuse.add(household)
        for child in household.children:
            yield (
                child,
                Known(
                    council=self.interviews.add(child),
                    police=met.get(child.serial, ()),
                    health=(*self.register.add(child), *self.clinic.add(child)),
                    education=self.schools.add(child, district=household.district),
                    youth_justice=self.court.add(child),
                ),
            )
