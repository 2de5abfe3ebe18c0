"""Who may do what on the pages of people, written a second time in plain sets and loops."""

from collections.abc import Iterator

from django.db import models

from tests.cast import AT, DAY, PRODUCER
from tests.walker.stage import CLOSED, FORMER, HALF
from tests.walker.walking import DONE, NOBODY, SIGN_IN, STEP, Outcome, Row, Rule, Stage
from village import trail
from village.evidence.indicators.models import Version
from village.evidence.returns.models import Edition, Return
from village.partnership.people import services
from village.partnership.people.models import (
    Barred,
    BarredScope,
    Body,
    Delegation,
    Grant,
    Invitation,
    Kept,
    Person,
    Role,
    SignIn,
)
from village.partnership.people.rules import RoleKind
from village.partnership.people.services import kept as keeping
from village.past.models import Bringing
from village.post.models import Letter

OUT = {NOBODY, CLOSED}
MANAGER, GUARDIAN = "business manager", "information governance officer"
COUNCIL, POLICE = "council contact", "police contact"
OWNER = "agency data lead"
PUBLIC = {"stranger", "public", FORMER}
POST_KEEPERS = {MANAGER, "administrator", GUARDIAN}
KNOW_EVERYBODY = {MANAGER, COUNCIL, POLICE, GUARDIAN}
COUNTS_THE_INVITED = {MANAGER, COUNCIL, POLICE, "administrator"}
ALL_ROLES = {kind.value for kind in RoleKind}
WORKING = (ALL_ROLES | {"colleague", "other agency", COUNCIL, POLICE}) - {"public"}
EVERYBODY_IN = WORKING | PUBLIC


def door(inside: Outcome, *, only: set[str] | None = None, otherwise: Outcome = 403) -> Rule:
    """A page behind sign-in and second step, for some or for all who are in."""

    def rule(who: str, _thing: str) -> Outcome:
        if who in OUT:
            return SIGN_IN
        if who == HALF:
            return STEP
        return inside if only is None or who in only else otherwise

    return rule


def by_thing(**rules: Rule) -> Rule:
    """Another rule for each thing."""
    return lambda who, thing: rules[thing](who, thing)


def always(outcome: Outcome) -> Rule:
    return lambda _who, _thing: outcome


def out_or(when_out: Outcome, when_in: Outcome) -> Rule:
    """A page of sign-in, which asks for no second step."""
    return lambda who, _thing: when_out if who in OUT else when_in


def furnish(stage: Stage) -> None:
    """A stand-in, a bar, an invitation, kept forms, a letter, and a body that became another."""
    cast = stage.cast
    roles = Role.objects.system("the walker").select_related("body", "person")
    practitioner = roles.get(kind="practitioner")
    stage.things |= {
        "is_in": lambda who: who not in OUT,
        "role": roles.get(person=cast.owner),
        "police role": roles.get(person=cast.other),
        "chair": roles.get(kind="partnership chair"),
        "lent": services.delegate(
            practitioner,
            to=cast.by_role[RoleKind.LEAD_REVIEWER],
            from_on=DAY,
            until_on=DAY.replace(month=9),
            why="a canary on leave",
            by=PRODUCER,
            at=AT,
        ),
        "newcomer": services.add_person(
            "Nadia Newcomer", email="nadia@example.org", by=PRODUCER, at=AT
        ),
        "kept": keep(cast.owner, "a canary typed by the owner"),
        "kept by other": keep(cast.other, "a canary typed elsewhere"),
    }
    stage.things["bar"] = services.bar(
        cast.by_role[RoleKind.AUDITOR],
        scope="figures",
        why="a canary in a bar",
        by=PRODUCER,
        at=AT,
    )
    services.invite(stage.things["newcomer"], by=PRODUCER, at=AT)
    services.succeed(cast.charity, into=cast.school, from_on=DAY, by=PRODUCER, at=AT)
    with trail.verb("tests.lose_letters", by=PRODUCER, at=AT, empty=True):
        Letter.objects.system("the walker").update(state="undelivered")
    stage.things["letter"] = Letter.objects.system("the walker").order_by("pk").first()


def keep(person: Person, typed: str) -> Kept:
    kept = keeping.keep(
        person, path="/people/new/", fields=[("name", [typed])], files_left_out=0, at=AT
    )
    assert kept is not None
    return kept


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    """Every row that this one must not notice."""
    me = person_of(stage, who)
    yield from (p for p in every(Person) if not knows_person(stage, who, p))
    yield from (r for r in every(Role) if who not in WORKING and r.person != me)
    yield from (d for d in every(Delegation) if not knows_stand_in(stage, who, d))
    yield from (g for g in every(Grant) if who != GUARDIAN and g.person != me)
    # A bar works on whom it bars; all others must not notice it, and nobody may read it.
    yield from (b for b in every(Barred) if who != GUARDIAN and b.person != me)
    yield from (s for s in every(BarredScope) if who != GUARDIAN and s.bar.person != me)
    yield from (s for s in every(SignIn) if s.person != me)
    yield from (k for k in every(Kept) if k.person != me)
    yield from (i for i in every(Invitation) if who not in COUNTS_THE_INVITED)
    yield from (letter for letter in every(Letter) if who not in POST_KEEPERS)


def every(model: type[models.Model]) -> list[models.Model]:
    return list(model._base_manager.all())


def person_of(stage: Stage, who: str) -> Person | None:
    named = {FORMER: "Frida Former", HALF: "Hedda Half", CLOSED: "Clara Closed"}
    if who in named:
        return Person.objects.system("the walker").get(name=named[who])
    return stage.cast.everybody.get(who)


def knows_person(stage: Stage, who: str, person: Person) -> bool:
    if who in KNOW_EVERYBODY or person == person_of(stage, who):
        return True
    if who not in WORKING:
        return False
    speaks = any(body.contact_id == person.pk for body in every(Body))
    holds = any(role.person_id == person.pk for role in every(Role))
    is_awaited = any(letter.to == person.ref for letter in every(Letter))
    # Who speaks for a body stands on its page; whom a letter is for, on that of the post.
    return holds or speaks or (is_awaited and who in POST_KEEPERS)


def knows_stand_in(stage: Stage, who: str, lent: Delegation) -> bool:
    me = person_of(stage, who)
    if who == MANAGER or me in {lent.person, lent.role.person}:
        return True
    contact = lent.role.body.contact if lent.role.body else None
    return me is not None and me == contact


def canaries(stage: Stage) -> dict[str, set[str]]:
    """Words, and who may read them."""
    return {
        stage.cast.owner.email: {OWNER, MANAGER, COUNCIL},
        stage.cast.other.email: {"other agency", MANAGER, POLICE},
        "nadia@example.org": {MANAGER},
        "Nadia Newcomer": {MANAGER, COUNCIL, POLICE, *POST_KEEPERS},
        "a canary on leave": {"practitioner", "lead reviewer", MANAGER, COUNCIL},
        "a canary in a bar": {GUARDIAN},
        "a canary typed by the owner": {OWNER},
        "a canary typed elsewhere": {"other agency"},
    }


COUNCIL_GIVERS = {MANAGER, COUNCIL}
NO = always(405)

BODY = {"own": lambda s: (s.cast.council.ref,), "absent": lambda _: ("A" * 16,)}
PERSON = {
    "working": lambda s: (s.cast.owner.ref,),
    "newcomer": lambda s: (s.things["newcomer"].ref,),
    "absent": lambda _: ("A" * 16,),
}
ROLE = {
    "own": lambda s: (s.things["role"].ref,),
    "other": lambda s: (s.things["police role"].ref,),
    "of_none": lambda s: (s.things["chair"].ref,),
    "absent": lambda _: ("A" * 16,),
}
KEPT = {
    "own": lambda s: (s.things["kept"].ref,),
    "other": lambda s: (s.things["kept by other"].ref,),
    "absent": lambda _: ("A" * 16,),
}
NEVER_THERE = door(404)


def person_rule(inside: Outcome) -> Rule:
    """A person's own page: working ones for who works, newcomers for who gives roles."""
    return by_thing(
        working=door(inside, only=WORKING, otherwise=404),
        newcomer=door(inside, only=KNOW_EVERYBODY, otherwise=404),
        absent=NEVER_THERE,
    )


def managers_only(inside: Outcome) -> Rule:
    """Help with somebody's sign-in, for a business manager alone."""
    return by_thing(
        working=door(inside, only={MANAGER}),
        newcomer=door(inside, only={MANAGER}),
        absent=door(404, only={MANAGER}),
    )


def role_rule(inside: Outcome) -> Rule:
    """To end or lend a role: its holder, or who could give it; others who work see it alone."""

    def of(*allowed: str) -> Rule:
        def rule(who: str, thing: str) -> Outcome:
            seen = WORKING | set(allowed)
            return door(inside if who in allowed else 403, only=seen, otherwise=404)(who, thing)

        return rule

    return by_thing(
        own=of(OWNER, COUNCIL),
        other=of("other agency", POLICE),
        of_none=of("partnership chair", MANAGER),
        absent=NEVER_THERE,
    )


def confirm_rule(who: str, thing: str) -> Outcome:
    """Only who could give the role; its holder does not confirm it."""
    allowed = {"own": {COUNCIL}, "other": {POLICE}, "of_none": {MANAGER}, "absent": set()}[thing]
    if thing == "absent":
        return NEVER_THERE(who, thing)
    seen = door(DONE if who in allowed else 403, only=WORKING, otherwise=404)
    return seen(who, thing)


def own_kept(inside: Outcome) -> Rule:
    return by_thing(
        own=door(inside, only={OWNER}, otherwise=404),
        other=door(inside, only={"other agency"}, otherwise=404),
        absent=NEVER_THERE,
    )


# Whom one can bar, and what was barred, is there for officers alone.
OFFICERS = door(200, only={GUARDIAN}, otherwise=404)
BARRING = by_thing(working=OFFICERS, newcomer=OFFICERS, absent=NEVER_THERE)
LIFTING = by_thing(bar=OFFICERS, absent=NEVER_THERE)
BAR = {"bar": lambda s: (s.things["bar"].ref,), "absent": lambda _: ("A" * 16,)}
LENDERS = {"practitioner", "lead reviewer", MANAGER, COUNCIL}
TRAIL = {"ref": lambda s: (s.cast.owner.ref,), "absent": lambda _: ("A" * 16,)}
# The trail says which record something happened to: who, which return; never what is in it.
NAMED_IN_THE_TRAIL = (Delegation, Invitation, Return, Edition, Version, Bringing)
# Nobody of the cast has a password, so nobody can be asked for it again.
AGAIN = out_or(SIGN_IN, 403)

ROWS = (
    Row("account_login", get=out_or(200, DONE), post=out_or(200, DONE)),
    Row("mfa_authenticate", get=out_or(SIGN_IN, DONE), post=out_or(SIGN_IN, DONE)),
    Row("account_inactive", get=always(200), post=NO),
    Row("account_logout", get=out_or(DONE, 200), post=always(DONE)),
    Row("account_reauthenticate", get=AGAIN, post=AGAIN),
    Row("mfa_reauthenticate", get=AGAIN, post=AGAIN),
    Row("account_reset_password", get=always(200), post=always(200)),
    Row("account_reset_password_done", get=always(200), post=NO),
    Row("account_reset_password_from_key_done", get=always(200), post=NO),
    Row(
        "account_reset_password_from_key",
        get=always(200),
        post=always(200),
        things={"guess": lambda s: (s.cast.owner.ref, "abc-def")},
    ),
    Row("account_change_password", get=door(403), post=door(403)),
    Row("mfa_index", get=door(200), post=door(405)),
    Row("mfa_activate_totp", get=out_or(SIGN_IN, 200), post=out_or(SIGN_IN, 200)),
    Row("mfa_view_recovery_codes", get=door(404), post=door(405)),
    Row("mfa_generate_recovery_codes", get=door(200), post=door(200)),
    Row(
        "people:accept",
        get=always(404),
        post=always(404),
        things={"guess": lambda _: ("a-guess",)},
    ),
    Row("people:me", get=door(200), post=door(200)),
    Row("people:sittings", get=door(200), post=door(DONE)),
    Row("people:looked_at_me", get=door(200), post=door(200)),
    Row("people:kept", get=own_kept(200), post=own_kept(DONE), things=KEPT),
    Row("people:bodies", get=door(200), post=door(200)),
    Row(
        "people:body",
        get=by_thing(own=door(200), absent=NEVER_THERE),
        post=by_thing(own=door(200), absent=NEVER_THERE),
        things=BODY,
    ),
    Row(
        "people:appoint_at",
        get=by_thing(own=door(200, only=COUNCIL_GIVERS), absent=NEVER_THERE),
        post=by_thing(own=door(200, only=COUNCIL_GIVERS), absent=NEVER_THERE),
        things=BODY,
    ),
    Row(
        "people:contact",
        get=by_thing(own=door(200, only={MANAGER}), absent=door(404, only={MANAGER})),
        post=by_thing(own=door(200, only={MANAGER}), absent=door(404, only={MANAGER})),
        things=BODY,
    ),
    Row("people:people", get=door(200), post=door(200)),
    Row(
        "people:add_person",
        get=door(200, only={MANAGER, COUNCIL, POLICE}),
        post=door(200, only={MANAGER, COUNCIL, POLICE}),
    ),
    Row("people:appoint", get=door(200, only={MANAGER}), post=door(200, only={MANAGER})),
    Row("people:person", get=person_rule(200), post=person_rule(200), things=PERSON),
    Row("people:invite", get=door(405), post=person_rule(DONE), things=PERSON),
    *(
        Row(name, get=managers_only(200), post=managers_only(200), things=PERSON)
        for name in ("people:sign_in", "people:correct", "people:second_step")
    ),
    Row("people:to_confirm", get=door(200), post=door(200)),
    Row(
        "people:confirm",
        get=door(405),
        post=confirm_rule,
        things=ROLE,
        sends=lambda _stage, _thing: {"version": "1"},
    ),
    Row("people:bars", get=OFFICERS, post=OFFICERS),
    Row("people:bar", get=BARRING, post=BARRING, things=PERSON),
    Row("people:lift", get=LIFTING, post=LIFTING, things=BAR),
    Row("people:end", get=role_rule(200), post=role_rule(200), things=ROLE),
    Row("people:stand_in", get=role_rule(200), post=role_rule(200), things=ROLE),
    Row(
        "people:end_stand_in",
        get=door(405),
        post=by_thing(lent=door(DONE, only=LENDERS, otherwise=404), absent=NEVER_THERE),
        things={"lent": lambda s: (s.things["lent"].ref,), "absent": lambda _: ("A" * 16,)},
    ),
    Row(
        "people:trail",
        get=door(200, only={GUARDIAN}),
        post=door(200, only={GUARDIAN}),
        names=NAMED_IN_THE_TRAIL,
    ),
    *(
        Row(
            name,
            get=door(200, only={GUARDIAN}),
            post=door(200, only={GUARDIAN}),
            things=TRAIL,
            names=NAMED_IN_THE_TRAIL,
        )
        for name in ("people:trail_of", "people:who_looked", "people:trail_by")
    ),
    Row("people:letters", get=door(200, only=POST_KEEPERS), post=door(200, only=POST_KEEPERS)),
    Row(
        "people:letter_again",
        get=door(405, only=POST_KEEPERS),
        post=door(DONE, only=POST_KEEPERS),
        things={"lost": lambda s: (s.things["letter"].ref,), "absent": lambda _: ("A" * 16,)},
    ),
)
