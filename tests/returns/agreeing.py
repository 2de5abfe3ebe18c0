"""Sharing agreements on the stage, written and signed in a line."""

from datetime import date, datetime, timedelta

from tests.cast import AT, DAY, PRODUCER, Cast
from village import trail
from village.evidence.returns.models import Agreement, Party
from village.evidence.returns.selectors import agreements as selectors
from village.evidence.returns.selectors.agreements import Shown
from village.evidence.returns.services import agreements
from village.evidence.returns.services.agreements import Terms
from village.partnership.people.models import Body, Person
from village.partnership.people.rules import RoleKind

FROM, UNTIL = date(2026, 1, 1), date(2027, 1, 1)


def terms(*bodies: Body, **changed: object) -> Terms:
    """What an agreement of these bodies says, some of it changed."""
    said = {
        "title": "Census of children in need",
        "specs": ("census-cin",),
        "purpose": "To see whether children are seen in time",
        "gateway": ("safeguard-in-each-body", "public-task"),
        "conditions": ("Keep it closed", "Tell nobody"),
        "retention_months": 72,
        "destroyed": "Rows and files",
        "from_on": FROM,
        "until_on": UNTIL,
        "review_on": date(2026, 10, 1),
    }
    return Terms(bodies=bodies, **{**said, **changed})  # type: ignore[arg-type]


def drafted(*bodies: Body, at: datetime = AT, **changed: object) -> Agreement:
    return agreements.draft(terms(*bodies, **changed), by=PRODUCER, at=at)


def signed(*bodies: Body, by: Person, **changed: object) -> Agreement:
    """An agreement that every party has signed on paper."""
    made = drafted(*bodies, **changed)
    with trail.verb("tests.sign_on_paper", by=PRODUCER, at=AT, empty=True):
        Party.objects.system("a test").filter(agreement=made).update(
            signed_by=by, signed_as=RoleKind.AGENCY_LEAD.value, signed_at=AT
        )
    return made


def cover(body: Body, spec: str, *, by: Person) -> Agreement:
    """One that covers what a body owes of one kind, wherever a test puts its clock."""
    return signed(
        body,
        by=by,
        title=f"{spec} of {body.key}",
        specs=(spec,),
        from_on=date(2020, 1, 1),
        until_on=date(2040, 1, 1),
        review_on=date(2030, 1, 1),
    )


def shown(agreement: Agreement, *, day: date = DAY) -> Shown:
    found = selectors.whole(Agreement.objects.system("a test looks")).get(pk=agreement.pk)
    return Shown(found, day)


def signer(cast: Cast) -> Person:
    """The council's agency lead."""
    return cast.by_role[RoleKind.AGENCY_LEAD]


A_DAY = timedelta(days=1)
