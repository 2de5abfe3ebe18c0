"""Bodies come, get a contact, and become other bodies here."""

from datetime import date, datetime

from django.db.models import Q

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body, Person, Role, Succession
from village.partnership.people.rights import running
from village.partnership.people.rules import BodyKind, RoleKind, Seat, scopes_of
from village.partnership.people.selectors import came_from
from village.partnership.people.services.bars import pass_on_bars
from village.partnership.people.services.grants import issue
from village.partnership.people.services.roles import finish, last_grant_day
from village.partnership.people.services.standing import Standing, refuse_if_stale, standing


def add_body(
    name: str,
    *,
    key: str,
    kind: BodyKind,
    seat: Seat | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    source: str = "",
    by: Actor,
    at: datetime,
) -> Body:
    """Note an organisation of the partnership."""
    with trail.verb(name="people.add_body", by=by, at=at) as verb:
        refuse_unless_manager(by, at=at)
        if Body.objects.system("a key belongs to one body").filter(key=key).exists():
            raise Refusal("There is a body with this key already.", field="key")
        body = Body.objects.create(
            name=name.strip(),
            key=key,
            kind=kind.value,
            seat=seat.value if seat else "",
            starts_on=starts_on,
            ends_on=ends_on,
            source=source,
        )
        verb.wrote("people.body", body.ref, fields=("name", "kind"))
    return body


def correct_body(
    known: Body,
    *,
    name: str,
    kind: BodyKind,
    seat: Seat | None,
    source: str,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Body:
    """Correct what is noted of a body."""
    fields = ("name", "kind", "seat", "source")
    with trail.verb("people.correct_body", by=by, at=at) as verb:
        refuse_unless_manager(by, at=at)
        body = reread(known, version=version)
        body.name, body.kind, body.source = name.strip(), kind.value, source
        body.seat = seat.value if seat else ""
        write(body, fields=fields)
        verb.wrote("people.body", body.ref, fields=fields)
    return body


def name_contact(
    known: Body, *, contact: Person | None, version: int | None = None, by: Actor, at: datetime
) -> Body:
    """Say who speaks for a body: who gives its roles and confirms them each quarter."""
    with trail.verb(name="people.name_contact", by=by, at=at) as verb:
        giver = refuse_unless_manager(by, at=at)
        if contact is not None and giver.is_self(contact):
            raise Refusal("Nobody names themselves: ask another business manager.")
        body = reread(known, version=version)
        body.contact = contact
        write(body, fields=("contact",))
        who = (contact.ref,) if contact else ()
        verb.wrote("people.body", body.ref, fields=("contact",), subjects=who)
    return body


def succeed(
    known: Body, *, into: Body, from_on: date, source: str = "", by: Actor, at: datetime
) -> Succession:
    """Note that a body becomes another from a date.

    Its history stays its own; who already answers for the new one sees what the old one sent.
    """
    with trail.verb(name="people.succeed", by=by, at=at) as verb:
        refuse_unless_manager(by, at=at)
        body = reread(known, version=None)
        if into.pk == body.pk or body in came_from(into) or into in came_from(body):
            raise Refusal("A body cannot become itself, or what it came from.", field="into")
        succession = Succession.objects.create(
            predecessor=body, successor=into, from_on=from_on, source=source
        )
        if body.ends_on is None:
            body.ends_on = from_on
            write(body, fields=("ends_on",))
        end_roles(body, on=from_on)
        pass_on_sight(body, into=into, from_on=from_on)
        pass_on_bars(at=at)
        verb.wrote("people.succession", succession.ref, fields=("from_on",))
        verb.wrote("people.body", body.ref, fields=("ends_on",))
    return succession


def end_roles(body: Body, *, on: date) -> None:
    """End the roles at a body that is no more; who goes on is appointed at the new one."""
    held = Role.objects.system("roles end with their body").select_related("person")
    for role in held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), body=body):
        finish(role, on=on)


def pass_on_sight(body: Body, *, into: Body, from_on: date) -> None:
    """Let the running roles at the new body see what the old one, and those before it, sent."""
    refs = [body.ref, *(earlier.ref for earlier in came_from(body))]
    roles = Role.objects.system("sight follows a succession").filter(Q(body=into), running(from_on))
    for role in roles.select_related("person"):
        scopes = scopes_of(RoleKind(role.kind), bodies=refs)
        issue(
            role.person,
            scopes=tuple(scope for scope in scopes if ":" in scope),
            from_on=from_on,
            until_on=last_grant_day(role),
            why=f"role: {role.kind}, for what {body.name} sent",
            role=role,
        )


def refuse_unless_manager(by: Actor, *, at: datetime) -> Standing:
    giver = standing(by, at=at)
    if not (giver.is_machine or giver.manages):
        raise Refusal("Only a business manager can change which bodies there are.")
    return giver


def reread(known: Body, *, version: int | None) -> Body:
    body = Body.objects.system("re-read under lock").select_for_update().get(pk=known.pk)
    refuse_if_stale(body, version=version)
    return body


def write(body: Body, *, fields: tuple[str, ...]) -> None:
    body.version += 1
    body.save(update_fields=[*fields, "version"])
