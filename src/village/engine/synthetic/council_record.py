"""What the council's case system holds of each child on one day, for the extracts drawn from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from village.engine.synthetic.care import Care, Cared, CareEpisode, Stay
from village.engine.synthetic.district import District
from village.engine.synthetic.histories import Episode
from village.engine.synthetic.people import Address, Child
from village.kernel.days import age_on


@dataclass(frozen=True, slots=True)
class Record:
    """A child in the case system. born: None before birth. day: what lies after it is unknown."""

    day: date
    child_id: str
    sex: str
    ethnicity: str
    born: date | None
    due: date | None
    died: date | None
    disabilities: tuple[str, ...] = ()
    episodes: tuple[Episode, ...] = ()
    stays: tuple[Stay, ...] = ()
    away: tuple[tuple[date, date, str], ...] = ()
    alone: bool = False
    forenames: str = ""
    surname: str = ""
    nhs_number: str = ""
    household: int = 0
    addresses: tuple[Address, ...] = ()

    @property
    def number(self) -> int:
        """For chance that falls alike in every extract."""
        return sum(ord(sign) * 131**place for place, sign in enumerate(self.child_id[::-1]))

    def known(self, day: date | None) -> date | None:
        return day if day is not None and day <= self.day else None

    def age(self) -> int | None:
        return None if self.born is None else age_on(self.born, self.day)


def records(district: District, *, day: date, since: date) -> Iterator[Record]:
    """Everybody whose case was open at any time from `since` to `day`, the unaccompanied last."""
    care = Care(seed=district.seed, span=district.span)
    for household in district.households():
        for child in household.children:
            found = _of_child(child, care.tell(child), day=day)
            if _open_since(found, since):
                yield found
    for cared in care.alone(scale=district.scale):
        found = _of_alone(cared, day=day)
        if _open_since(found, since):
            yield found


def _open_since(record: Record, since: date) -> bool:
    cases = ((one.closed or (one.referred if one.nfa else date.max)) for one in record.episodes)
    ends = (one.ended for one in record.stays)
    return any(end >= since for end in (*cases, *ends)) or is_leaver(record)


def is_leaver(record: Record) -> bool:
    """Left care at 16 or older, and is 17 to 21."""
    age = record.age()
    if record.born is None or age is None or not 17 <= age <= 21 or not record.stays:
        return False
    return (
        record.stays[-1].ended <= record.day and age_on(record.born, record.stays[-1].ended) >= 16
    )


def _of_child(child: Child, cared: Cared | None, *, day: date) -> Record:
    born = child.born <= day
    return Record(
        day=day,
        child_id=child.la_child_id,
        sex=child.sex if born else "U",
        ethnicity=child.ethnicity,
        born=child.born if born else None,
        due=None if born else child.due,
        died=child.died if child.died and child.died <= day else None,
        disabilities=child.disabilities,
        episodes=tuple(_seen(one, day) for one in child.episodes if one.referred <= day),
        stays=_stays(cared, day),
        away=tuple(one for one in cared.away if one[0] <= day) if cared else (),
        forenames=" ".join(child.name.forenames) if born else "Unborn",
        surname=child.name.family,
        nhs_number=child.nhs_number if born else "",
        household=child.household,
        addresses=tuple(one for one in child.addresses if one.since <= day),
    )


def _of_alone(cared: Cared, *, day: date) -> Record:
    return Record(
        day=day,
        child_id=cared.child_id,
        sex="F" if cared.girl else "M",
        ethnicity=cared.ethnicity,
        born=cared.born,
        due=None,
        died=None,
        stays=_stays(cared, day),
        away=tuple(one for one in cared.away if one[0] <= day),
        alone=True,
    )


def _stays(cared: Cared | None, day: date) -> tuple[Stay, ...]:
    return tuple(one for one in cared.stays if one.begun <= day) if cared else ()


def _seen(one: Episode, day: date) -> Episode:
    """An episode as far as it had come."""
    return replace(
        one,
        closed=one.closed if one.closed and one.closed <= day else None,
        reason=one.reason if one.closed and one.closed <= day else "",
        transfer=one.transfer if one.transfer and one.transfer <= day else None,
        assessments=[each for each in one.assessments if each.start <= day],
        enquiries=[each for each in one.enquiries if each.start <= day],
        cin_plans=[each for each in one.cin_plans if each.start <= day],
        cp_plans=[each for each in one.cp_plans if each.start <= day],
    )


def care_episodes(stay: Stay, day: date) -> list[CareEpisode]:
    """The episodes of a stay that had begun."""
    return [one for one in stay.episodes if one.start <= day]
