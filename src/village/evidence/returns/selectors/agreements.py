"""What pages ask of sharing agreements, and whether one covers a return on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from village.design import formats
from village.evidence.returns.models import Agreement, AgreementQuerySet, Covered, Party, Return
from village.evidence.returns.rules.agreements import (
    KEEPER,
    SEE_ALL,
    SEE_OWN,
    SIGNERS,
    STANDING_TONES,
    WRITERS,
    Standing,
)
from village.partnership.people.models import Body
from village.partnership.people.rights import Rights
from village.partnership.people.selectors.bodies import back_and_on, line_of

WHY = "whether a return is covered holds no row about a child"
SEEN = "seen with the agreement"
ORDER = (
    Standing.NEAR,
    Standing.DRAFT,
    Standing.IN_FORCE,
    Standing.TO_COME,
    Standing.EXPIRED,
    Standing.ENDED,
)
"""What presses stands first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An agreement as it stands on a day, with its parties and what it covers."""

    agreement: Agreement
    day: date

    @property
    def ref(self) -> str:
        return self.agreement.ref

    @property
    def title(self) -> str:
        return self.agreement.title

    @property
    def standing(self) -> Standing:
        return self.agreement.standing(self.day)

    @property
    def tone(self) -> str:
        return STANDING_TONES[self.standing]

    @property
    def last_on(self) -> date:
        return self.agreement.days.over_on - timedelta(days=1)

    @property
    def parties(self) -> Sequence[Party]:
        return list(self.agreement.parties.all())

    @property
    def covered(self) -> Sequence[Covered]:
        return list(self.agreement.covered.all())

    @property
    def unsigned(self) -> Sequence[Party]:
        return [party for party in self.parties if party.signed_at is None]

    @property
    def is_near(self) -> bool:
        return self.standing is Standing.NEAR

    @property
    def is_over(self) -> bool:
        return self.standing in (Standing.ENDED, Standing.EXPIRED)


def may_see(rights: Rights) -> bool:
    """Whether there is a register for the reader at all."""
    return rights.person is not None and rights.holds(*SEE_ALL, *SEE_OWN)


def may_write(rights: Rights) -> bool:
    """Whether the reader writes agreements and changes them."""
    return rights.holds(*WRITERS)


def may_keep(rights: Rights) -> bool:
    """Whether the reader ends agreements before their last day."""
    return rights.holds(KEEPER)


def whole(found: AgreementQuerySet) -> AgreementQuerySet:
    """With all that it takes to show them: two more queries, however many there are."""
    parties = Party.objects.system(SEEN).select_related("body", "signed_by")
    covered = Covered.objects.system(SEEN)
    return found.prefetch_related(
        Prefetch("parties", parties.order_by("body__name", "pk"))
    ).prefetch_related(Prefetch("covered", covered.order_by("title", "pk")))


def register(
    rights: Rights, *, standing: str = "", body: str = "", spec: str = ""
) -> Sequence[Shown]:
    """The agreements that the reader may see, what presses first. Empty words ask for all.

    body: a ref. spec: a kind of return. Http404 for whom there is no register.
    """
    if not may_see(rights):
        raise Http404
    found = Agreement.objects.visible_to(rights)
    found = found.filter(parties__body__ref=body) if body else found
    found = found.filter(covered__spec=spec) if spec else found
    shown = [Shown(one, rights.day) for one in whole(found.order_by("title", "-edition", "pk"))]
    kept = [one for one in shown if standing in ("", one.standing)]
    return sorted(kept, key=lambda one: ORDER.index(one.standing))


def agreement(rights: Rights, ref: str) -> Shown:
    """One agreement that the reader may see; Http404 for any other, existing or not."""
    found = get_object_or_404(whole(Agreement.objects.visible_to(rights)), ref=ref)
    return Shown(found, rights.day)


def editions(rights: Rights, shown: Shown) -> Sequence[Shown]:
    """Every edition of an agreement, the newest first."""
    found = Agreement.objects.visible_to(rights).filter(key=shown.agreement.key)
    return [Shown(one, rights.day) for one in whole(found.order_by("-edition", "pk"))]


def to_sign(rights: Rights, shown: Shown) -> Sequence[Party]:
    """The parties for which the reader may sign, and nobody has."""
    if shown.is_over:
        return []
    return [party for party in shown.unsigned if rights.holds(*SIGNERS, body=party.body)]


def may_sign(rights: Rights, shown: Shown) -> bool:
    """Whether the reader signs for one of the parties at all."""
    return any(rights.holds(*SIGNERS, body=party.body) for party in shown.parties)


def parties_in(rights: Rights) -> QuerySet[Body]:
    """The bodies that are party to what the reader may see, for a filter."""
    seen = Agreement.objects.visible_to(rights)
    parties = Party.objects.system("the parties of what is seen").filter(agreement__in=seen)
    return Body.objects.visible_to(rights).filter(pk__in=parties.values("body")).order_by("name")


def titles_in(rights: Rights) -> Mapping[str, str]:
    """The kinds of return that the agreements which the reader may see cover, by key."""
    seen = Agreement.objects.visible_to(rights)
    covered = Covered.objects.system("what is covered of what is seen").filter(agreement__in=seen)
    return dict(covered.values_list("spec", "title").distinct())


def titles() -> Mapping[str, str]:
    """What the kinds of return that are owed, or were agreed on, are called, by key."""
    owed = Return.objects.system(WHY).values_list("spec", "title")
    agreed = Covered.objects.system(WHY).values_list("spec", "title")
    return dict([*agreed.distinct(), *owed.distinct()])


def covering(owed: Return, *, day: date) -> Shown | None:
    """The agreement in force that lasts longest and covers a return that day; None where none.

    A body that another became is covered by what the other has signed.
    """
    bodies = [owed.body_id, *(body.pk for body in line_of(owed.body_id, back_and_on()[1]))]
    parties = Party.objects.system(WHY).filter(body__in=bodies)
    covered = Covered.objects.system(WHY).filter(spec=owed.spec)
    found = Agreement.objects.system(WHY).in_force(day)
    found = found.filter(pk__in=parties.values("agreement"), id__in=covered.values("agreement"))
    shown = [Shown(one, day) for one in whole(found.order_by("pk"))]
    return max(shown, key=lambda one: one.agreement.days.over_on, default=None)


def lack(owed: Return, *, day: date) -> str | None:
    """Why a return cannot be accepted that day for want of an agreement, or None."""
    if covering(owed, day=day) is not None:
        return None
    return (
        f"No sharing agreement in force covers {owed.title} from {owed.body.name} on "
        f"{formats.day(day)}. Ask the information governance officer to have one signed; it is "
        "kept under Agreements."
    )


@dataclass(frozen=True, slots=True)
class Cover:
    """Which agreement lets a return in. lack: why none does; "" where one does."""

    shown: Shown | None
    lack: str


def cover(rights: Rights, owed: Return) -> Cover | None:
    """What covers a return, for those who may see the agreements of its body; else None."""
    if not (rights.holds(*SEE_ALL) or rights.holds(*SEE_OWN, body=owed.body)):
        return None
    found = covering(owed, day=rights.day)
    return Cover(found, "" if found else lack(owed, day=rights.day) or "")


@dataclass(frozen=True, slots=True)
class Work:
    """What of the agreements waits for the reader. near: run out within 60 days, or have."""

    to_sign: int
    near: int
    drafts: int


def work(rights: Rights) -> Work:
    shown = register(rights) if may_see(rights) else []
    newest = newest_of(shown)
    return Work(
        to_sign=sum(len(to_sign(rights, one)) for one in newest),
        near=sum(one.standing in (Standing.NEAR, Standing.EXPIRED) for one in newest),
        drafts=sum(one.standing is Standing.DRAFT for one in newest),
    )


def newest_of(shown: Iterable[Shown]) -> Sequence[Shown]:
    """The newest edition of each agreement."""
    by_key: dict[str, Shown] = {}
    for one in shown:
        known = by_key.get(one.agreement.key)
        if known is None or known.agreement.edition < one.agreement.edition:
            by_key[one.agreement.key] = one
    return list(by_key.values())
