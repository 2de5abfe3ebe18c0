"""Questions about sight: what somebody may see in plain words, and what they are barred from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from village.partnership.people.models import Barred, BarredScope, Body, Person
from village.partnership.people.rights import Rights, in_force
from village.partnership.people.rules import BodyKind, barred_with
from village.partnership.people.selectors.bodies import kin_of
from village.partnership.people.selectors.persons import person
from village.partnership.people.selectors.sight import capital, in_words

OF_ALL = ("figures", "trail", "links")
OF_A_BODY = ("returns", "identities")
# Who sends returns, or sent them: no school or provider owes one.
SENDERS = (BodyKind.STATUTORY_PARTNER, BodyKind.RELEVANT_AGENCY)

Options = list[tuple[str, str]]


def is_barred(rights: Rights, scope: str) -> bool:
    """Whether a bar keeps the asker from a scope today, whatever they hold."""
    bars = BarredScope.objects.system("a bar is asked about, and not shown").filter(
        Q(bar__until_on__isnull=True) | Q(bar__until_on__gt=rights.day),
        bar__person=rights.person_pk,
        bar__from_on__lte=rights.day,
        scope=scope,
    )
    return bars.exists()


@dataclass(frozen=True, slots=True)
class BarShown:
    """A bar as its page and the person's page show it. what: from what, in words."""

    bar: Barred
    what: str


def bars(rights: Rights) -> QuerySet[Barred]:
    found: QuerySet[Barred] = Barred.objects.visible_to(rights).select_related("person")
    return found.order_by("person__name", "from_on", "pk")


def bars_that_stand(rights: Rights) -> list[BarShown]:
    """Every bar that nobody lifted, for who guards them."""
    return shown(bars(rights).filter(until_on=None))


def guarded_bars(rights: Rights) -> list[BarShown]:
    """The same for their page; 404 to whoever does not guard them."""
    if not rights.guards:
        raise Http404
    return bars_that_stand(rights)


def bars_on(rights: Rights, found: Person) -> list[BarShown]:
    """The bars on one person, lifted ones too; none unless the asker guards them: two queries."""
    return shown(bars(rights).filter(person=found)) if rights.guards else []


def shown(found: Iterable[Barred]) -> list[BarShown]:
    listed = list(found)
    words = in_words(bar.scope for bar in listed)
    return [BarShown(bar, words[bar.scope]) for bar in listed]


def bar(rights: Rights, *, ref: str) -> BarShown:
    """One bar, or 404 to whoever does not guard it."""
    return shown([get_object_or_404(bars(rights), ref=ref)])[0]


def person_to_bar(rights: Rights, *, ref: str) -> Person:
    """Somebody whom the asker could bar; 404 for all others, themselves among them."""
    if not rights.guards or ref == rights.ref:
        raise Http404
    return person(rights, ref=ref)


def barrable(rights: Rights, found: Person) -> list[tuple[str, Options]]:
    """From what a person can be barred, what they see today first."""
    seen = in_force(found, at=rights.at).values_list("scope", flat=True)
    now = dict.fromkeys(seen.order_by("scope", "pk"))
    senders = Body.objects.visible_to(rights).filter(kind__in=[kind.value for kind in SENDERS])
    refs = senders.order_by("name", "pk").values_list("ref", flat=True)
    every = [f"{kind}:{ref}" for ref in refs for kind in OF_A_BODY] + list(OF_ALL)
    later = [scope for scope in every if scope not in now]
    words = in_words([*now, *later])
    groups = {"They see it today": list(now), "They do not see it today": later}
    return [(name, [(s, capital(words[s])) for s in scopes]) for name, scopes in groups.items()]


def taken_with(scope: str) -> list[str]:
    """All that a bar from a scope takes away, in words."""
    kin = [body.ref for body in kin_of(scope.partition(":")[2])]
    return list(in_words(barred_with(scope, kin=kin)).values())
