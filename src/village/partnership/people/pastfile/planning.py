"""What would become of a row about somebody: whom it is about, and which role they get where."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from village.kernel.brought import End, LeftOut, Row, Verdict, day_of, said
from village.partnership.people.models import Body, Person
from village.partnership.people.pastfile.known import Known
from village.partnership.people.rules import BodyKind, RoleKind, fits
from village.partnership.people.services.standing import Standing

ADD = "add:"
LONGEST_NAME, LONGEST_BODY = 120, 160
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class NewBody:
    """An organisation that a row names and the house does not know."""

    name: str
    kind: BodyKind

    @property
    def said(self) -> str:
        return said(self.name)


@dataclass(frozen=True, slots=True)
class Plan:
    """One row with what it comes to. person: whom the house knows already.

    kind: None where only the person is brought.
    """

    verdict: Verdict
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    person: Person | None = None
    body: Body | NewBody | None = None
    kind: RoleKind | None = None
    starts_on: date = date.min
    ends_on: date | None = None

    @property
    def is_ready(self) -> bool:
        return self.verdict.end is End.READY


def plans(
    rows: Iterable[Row], *, known: Known, giver: Standing, role: RoleKind | None
) -> Iterator[Plan]:
    """A plan for each row. role: what a contact is given; None where each row names its own."""
    seen = _Seen(giver.day)
    for row in rows:
        try:
            plan = _planned(row, known=known, giver=giver, role=role)
            seen.refuse_again(plan)
            yield plan
        except LeftOut as why:
            yield Plan(why.verdict(row))


def _planned(row: Row, *, known: Known, giver: Standing, role: RoleKind | None) -> Plan:
    name, email = full_name(row), _address(row)
    plan = Plan(Verdict(row, End.READY), name, email, _whom(name, email, known))
    kind = role or RoleKind(row.get("role"))
    body = _body(row, known)
    if body is None and role is not None:
        return plan if plan.person is None else _there(plan, "This person is here already.")
    starts_on, ends_on = _days(row, giver.day)
    plan = replace(plan, body=body, kind=kind, starts_on=starts_on, ends_on=ends_on)
    _refuse_role(plan, kind, giver)
    if _holds_it(plan, known, giver.day):
        return _there(plan, "The house has this already.")
    return plan


def full_name(row: Row) -> str:
    """The name, from one column or from two."""
    name = row.get("name") or f"{row.get('first_name')} {row.get('last_name')}"
    name = _SPACES.sub(" ", name).strip()
    if not name:
        raise LeftOut("The row names nobody.", mend="Write the person's name.", name="name")
    if any(sign.isdigit() for sign in name) or not any(sign.isalpha() for sign in name):
        raise LeftOut(
            f"“{name}” is no name of a person.",
            mend="Write the name alone, without a number, or delete the row.",
            name="name",
        )
    if len(name) > LONGEST_NAME:
        raise LeftOut(
            f"The name is longer than {LONGEST_NAME} characters.",
            mend="Write one person in a row, by name alone.",
            name="name",
        )
    return name


def _address(row: Row) -> str:
    email = row.get("email").lower().removeprefix("mailto:")
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise LeftOut(
            f"“{row.get('email')}” is no e-mail address.",
            mend="Write one address, such as ada@example.org, or none.",
            name="email",
        ) from None
    return email


def _whom(name: str, email: str, known: Known) -> Person | None:
    person = known.person(email=email, name=name)
    if person is None and not email and known.namesakes(name):
        raise LeftOut(
            f"There is more than one {name} here.",
            mend="Write the e-mail address, so that we can tell who is meant.",
            name="email",
        )
    nameless = [one for one in known.namesakes(name) if not one.email] if email else []
    if person is None and nameless:
        raise LeftOut(
            f"{name} is here without an e-mail address.",
            mend="Write the address on their page first, if it is the same person.",
            name="email",
        )
    if person is not None and said(person.name) != said(name):
        raise LeftOut(
            f"{email} is the address of {person.name} here.",
            mend="Mend the name or the address: one address belongs to one person.",
            name="email",
        )
    return person


def _body(row: Row, known: Known) -> Body | NewBody | None:
    key = row.get("organisation")
    if not key.startswith(ADD):
        return known.bodies[key] if key else None
    name = row.words.get("organisation", "")
    if not name:
        raise LeftOut("The row names no organisation.", mend="Write its name.", name="organisation")
    if len(name) > LONGEST_BODY:
        raise LeftOut(
            f"The organisation's name is longer than {LONGEST_BODY} characters.",
            mend="Shorten it.",
            name="organisation",
        )
    return NewBody(name, BodyKind(key.removeprefix(ADD)))


def _days(row: Row, day: date) -> tuple[date, date | None]:
    """The first day and the first day without it; the first is today where none is given."""
    found: dict[str, date | None] = {}
    for name in ("from", "until"):
        text = row.get(name)
        found[name] = day_of(text) if text else None
        if text and found[name] is None:
            raise LeftOut(
                f"“{text}” is no day.", mend="Write the day as 1 April 2024 or 1/4/2024.", name=name
            )
    starts_on, ends_on = found["from"] or day, found["until"]
    if ends_on is not None and ends_on <= starts_on:
        raise LeftOut(
            "It ends before it begins.", mend="Look whether the days changed places.", name="until"
        )
    return starts_on, ends_on


def _refuse_role(plan: Plan, kind: RoleKind, giver: Standing) -> None:
    """Refuse a role that cannot be held there, or that is not this person's to give."""
    body = plan.body
    if not fits(kind, BodyKind(body.kind) if body else None):
        where = f"at {body.name}" if body else "without an organisation"
        raise LeftOut(
            f"Nobody is {kind} {where}.",
            mend="Choose another role or organisation.",
            name="role" if body else "organisation",
        )
    if isinstance(body, Body) and body.ends_on is not None and body.ends_on <= plan.starts_on:
        raise LeftOut(
            f"{body.name} no longer existed on that day.",
            mend="Name the organisation that it became.",
            name="organisation",
        )
    if plan.person is not None and giver.is_self(plan.person):
        raise LeftOut(
            "This is you: nobody gives a role to themselves.",
            mend="Ask another business manager to do it.",
        )
    known_body = body if isinstance(body, Body) else None
    if not giver.may_give(kind, body=known_body):
        whose = f"the contact of {body.name}" if body else "a business manager"
        raise LeftOut(
            f"Only {whose} can give the role of {kind}.",
            mend="Ask them to do it on the organisation's page: it lets somebody see records.",
            name="role",
        )


def _holds_it(plan: Plan, known: Known, day: date) -> bool:
    if plan.person is None or plan.kind is None or isinstance(plan.body, NewBody):
        return False
    return known.has_role(plan.person, plan.kind, plan.body, starts_on=plan.starts_on, day=day)


def _there(plan: Plan, what: str) -> Plan:
    return replace(plan, verdict=replace(plan.verdict, end=End.THERE, what=what))


class _Seen:
    """The rows before this one, so that nobody is brought twice out of one sheet."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._running: dict[tuple[str, ...], int] = {}
        self._rows: dict[tuple[str, ...], int] = {}
        self._addresses: dict[str, tuple[str, int]] = {}

    def refuse_again(self, plan: Plan) -> None:
        """Refuse what an earlier row says, and an address that it gives to somebody else."""
        number, name = plan.verdict.row.number, said(plan.name)
        body = plan.body.name if plan.body else ""
        same = (plan.email, name, said(body), plan.kind or "", str(plan.starts_on))
        if same in self._rows:
            raise LeftOut(
                f"Row {self._rows[same]} says the same.",
                mend="Nothing to mend: the first of them counts.",
            )
        self._rows[same] = number
        first, where = self._addresses.setdefault(plan.email or name, (name, number))
        if first != name:
            raise LeftOut(
                f"Row {where} gives this address to somebody else.",
                mend="Mend the name or the address: one address belongs to one person.",
                name="email",
            )
        self._refuse_held(plan, number)

    def _refuse_held(self, plan: Plan, number: int) -> None:
        """A role that goes on is held once at a body."""
        if plan.kind is None or (plan.ends_on is not None and plan.ends_on <= self._day):
            return
        body = said(plan.body.name) if plan.body else ""
        first = self._running.setdefault(
            (plan.email or said(plan.name), body, plan.kind.value), number
        )
        if first != number:
            raise LeftOut(
                f"Row {first} gives the same role from another day.",
                mend="Keep the row that is right, or write when the earlier one ended.",
                name="from",
            )


def new_bodies(found: Iterable[Plan]) -> Mapping[str, NewBody]:
    """The organisations that ready rows would add, each once."""
    named = (plan.body for plan in found if plan.is_ready)
    return {body.said: body for body in named if isinstance(body, NewBody)}
