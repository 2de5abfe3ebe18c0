"""Rights that ended: a backup from before would give them back, so the journal ends them again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

BAR, GRANT, KEY, ROLE, SIGN_IN, STAND_IN = "bar", "grant", "key", "role", "sign-in", "stand-in"
SHEET = "sheet"
"""A spreadsheet that was brought and is dropped or taken back, with all that had come of it."""
REPORT = "report"
"""A report that was checked and destroyed, not long ago."""
WHY = "It ended after the backup that was restored"


@dataclass(frozen=True, slots=True)
class Ended:
    """One right that is no more: what it was and its ref; of a bar the person, scope and reason."""

    what: str
    ref: str
    scope: str = ""
    why: str = ""


def now() -> list[Ended]:
    """Every role, stand-in, grant and key that has ended, sign-in closed, bar that stands."""
    from village.partnership.people.models import Barred
    from village.partnership.people.rights import moment
    from village.partnership.people.services.standing import today

    day = today(moment())
    bars = Barred.objects.system("the journal holds the bars that stand").filter(until_on=None)
    found = bars.order_by("pk").values_list("person__ref", "scope", "why")
    return [
        *_sheets(),
        *_reports(),
        *_over(day),
        *(Ended(BAR, ref, scope, why) for ref, scope, why in found),
    ]


def _sheets() -> Iterator[Ended]:
    from village.past.services import deciding

    return (Ended(SHEET, ref) for ref in deciding.gone())


def _forget_sheet(entry: Ended, at: datetime) -> bool:
    from village.past.services import deciding

    return deciding.forget_again(entry.ref, at=at)


def _reports() -> Iterator[Ended]:
    from village.account.reporting.services import dropping
    from village.partnership.people.rights import moment

    return (Ended(REPORT, ref) for ref in dropping.gone(at=moment()))


def _forget_report(entry: Ended, at: datetime) -> bool:
    from village.account.reporting.services import dropping

    return dropping.forget_again(entry.ref, at=at)


def _over(day: Any) -> Iterator[Ended]:  # Any: a date, as the models take it
    from village.partnership.people.models import AgencyKey, Delegation, Grant, Person, Role

    why = "the journal holds which rights have ended"
    for what, rows in (
        (SIGN_IN, Person.objects.system(why).filter(is_active=False)),
        (STAND_IN, Delegation.objects.system(why).filter(until_on__lte=day)),
        (ROLE, Role.objects.system(why).filter(ends_on__lte=day)),
        (GRANT, Grant.objects.system(why).filter(until_on__lte=day)),
        (KEY, AgencyKey.objects.system(why).filter(ended_at__isnull=False)),
    ):
        for ref in rows.order_by("pk").values_list("ref", flat=True):
            yield Ended(what, ref)


def end_again(entries: Iterable[Ended], *, at: datetime) -> int:
    """End what the backup still gave; say how many rights that was."""
    return sum(VERBS[entry.what](entry, at) for entry in entries)


def _machine(at: datetime) -> dict[str, Any]:  # Any: the two keywords of every verb
    from village.trail import System

    return {"by": System("restore"), "at": at}


def _close_sign_in(entry: Ended, at: datetime) -> bool:
    from village.partnership.people.models import Person
    from village.partnership.people.services import persons

    found = Person.objects.system(WHY).filter(ref=entry.ref, is_active=True).first()
    return bool(found and persons.close_sign_in(found, why=f"{WHY}.", **_machine(at)))


def _end_stand_in(entry: Ended, at: datetime) -> bool:
    from village.partnership.people.models import Delegation
    from village.partnership.people.services import roles
    from village.partnership.people.services.standing import today

    rows = Delegation.objects.system(WHY).filter(ref=entry.ref, until_on__gt=today(at))
    found = rows.select_related("person").first()
    return bool(found and roles.end_delegation(found, **_machine(at)))


def _end_role(entry: Ended, at: datetime) -> bool:
    from village.partnership.people.models import Role
    from village.partnership.people.services import roles
    from village.partnership.people.services.standing import today

    rows = Role.objects.system(WHY).filter(ref=entry.ref)
    found = rows.exclude(ends_on__lte=today(at)).first()
    return bool(found and roles.end(found, **_machine(at)))


def _revoke(entry: Ended, at: datetime) -> bool:
    from village.partnership.people.models import Grant
    from village.partnership.people.services import grants
    from village.partnership.people.services.standing import today

    rows = Grant.objects.system(WHY).filter(ref=entry.ref, until_on__gt=today(at))
    found = rows.select_related("person").first()
    if found is None:
        return False
    grants.revoke(found, **_machine(at))
    return True


def _end_key(entry: Ended, at: datetime) -> bool:
    from village.partnership.people.models import AgencyKey
    from village.partnership.people.services import keys

    found = AgencyKey.objects.system(WHY).filter(ref=entry.ref, ended_at=None).first()
    return bool(found and keys.end(found, **_machine(at)))


def _bar(entry: Ended, at: datetime) -> bool:
    from village.partnership.people.models import Barred, Person
    from village.partnership.people.services import bars

    person = Person.objects.system(WHY).filter(ref=entry.ref).first()
    standing = Barred.objects.system(WHY).filter(
        person__ref=entry.ref, scope=entry.scope, until_on=None
    )
    if person is None or standing.exists():
        return False
    return bool(bars.bar(person, scope=entry.scope, why=entry.why, **_machine(at)))


VERBS: Mapping[str, Callable[[Ended, datetime], bool]] = {
    SIGN_IN: _close_sign_in,
    STAND_IN: _end_stand_in,
    ROLE: _end_role,
    GRANT: _revoke,
    KEY: _end_key,
    BAR: _bar,
    SHEET: _forget_sheet,
    REPORT: _forget_report,
}
