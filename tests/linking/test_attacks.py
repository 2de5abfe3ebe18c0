"""Who is no linker comes to nothing, by no address, no replay and no key made up."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.cast import AT, PRODUCER, Cast
from tests.linking import pairs
from tests.linking.pairs import CANARY, answers, linker, page_of, publish, saying, waiting
from tests.returns import sending
from village import engine, guard
from village.evidence.linking import selectors, services
from village.evidence.linking.models import PairDecision, may_link
from village.evidence.linking.rules import Said, Why
from village.evidence.returns.services import house
from village.kernel.refusal import Refusal, Stale
from village.partnership.people import services as people
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db


def decisions() -> list[PairDecision]:
    return list(PairDecision.objects.system("a test looks").order_by("pk"))


@pytest.fixture
def addresses(cast: Cast) -> list[str]:
    publish()
    found, other, _ = selectors.queue(cast.rights(linker(cast))).pairs
    made = services.decide(other.ref, by=linker(cast), **saying(other))
    return [
        reverse("linking:queue"),
        page_of(found),
        reverse("linking:decided"),
        reverse("linking:take_back", args=[made.ref]),
    ]


@pytest.mark.parametrize("kind", [kind for kind in RoleKind if kind is not RoleKind.LINKER])
def test_no_other_role_opens_a_linkers_page_by_its_address(cast: Cast, addresses, kind) -> None:
    browser = cast.client(cast.by_role[kind])

    answers = [browser.get(path) for path in addresses]

    assert {answer.status_code for answer in answers} == {403}
    assert not any(CANARY in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("kind", [RoleKind.BUSINESS_MANAGER, RoleKind.ADMINISTRATOR,
                                  RoleKind.DATA_LEAD, RoleKind.IG_OFFICER])  # fmt: skip
def test_no_other_role_decides_by_a_post_or_by_the_verb(cast: Cast, addresses, kind) -> None:
    person, found = cast.by_role[kind], waiting(cast)
    before = len(decisions())

    answer = cast.client(person).post(page_of(found), answers())
    with pytest.raises(services.NotALinker):
        services.decide(found.ref, by=person, **saying(found))
    with pytest.raises(services.NotALinker):
        services.look(found, rights=cast.rights(person), at=AT)
    with pytest.raises(services.NotALinker):
        services.ask(by=person, at=AT)

    assert answer.status_code == 403
    assert len(decisions()) == before
    assert selectors.queue(cast.rights(person)).pairs == ()


def test_a_linker_who_may_also_see_an_agencys_rows_is_kept_out(cast: Cast, addresses) -> None:
    people.appoint(
        linker(cast), kind=RoleKind.DATA_LEAD, body=cast.police, starts_on=AT.date(),
        by=PRODUCER, at=AT,
    )  # fmt: skip

    answers = [cast.client(linker(cast)).get(path) for path in addresses]

    assert not may_link(cast.rights(linker(cast)))
    assert {answer.status_code for answer in answers} == {403}
    assert not any(CANARY in answer.content.decode() for answer in answers)


def test_a_bar_takes_the_pairs_away_at_once(cast: Cast, addresses) -> None:
    officer = cast.by_role[RoleKind.IG_OFFICER]

    people.bar(linker(cast), scope="links", why="a relative is among them", by=officer, at=AT)

    assert cast.client(linker(cast)).get(addresses[1]).status_code == 403


def test_a_linker_sees_no_return_no_figure_and_no_trail(cast: Cast) -> None:
    name = publish()
    browser = cast.client(linker(cast))

    closed = ["/indicators/", "/versions/", f"/versions/{name}/linkage/", "/trail/"]

    assert {browser.get(path).status_code for path in closed} <= {403, 404}
    assert cast.rights(linker(cast)).granted == {"links"}


def test_a_decision_of_keys_that_are_in_no_queue_is_refused(cast: Cast) -> None:
    publish(pairs.PAIRS[:1])
    found = waiting(cast)
    made_up = selectors.queue_ref(found.version, pairs.AMELIA.key, pairs.OTHERS[0].key)

    with pytest.raises(Refusal, match="does not wait any more"):
        services.decide(made_up, by=linker(cast), **saying(found))
    answer = cast.client(linker(cast)).post(f"/linking/pairs/{made_up}/", answers(), follow=True)

    assert "does not wait any more" in answer.content.decode()
    assert decisions() == []


def test_the_same_post_again_decides_once(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    browser = cast.client(linker(cast))
    sent = answers()

    first, second = (browser.post(page_of(found), sent) for _ in range(2))
    other_key = browser.post(page_of(found), answers())

    assert first.headers["Location"] == second.headers["Location"]
    assert "Nothing of yours was written" in other_key.content.decode()
    assert len(decisions()) == 1


def test_the_name_of_a_pair_dies_with_its_version(cast: Cast) -> None:
    publish()
    old = waiting(cast)
    publish()

    with pytest.raises(Refusal, match="does not wait any more"):
        services.decide(old.ref, by=linker(cast), **saying(old))
    answer = cast.client(linker(cast)).post(page_of(old), answers())

    assert answer.headers["Location"] == reverse("linking:queue")
    assert decisions() == []
    assert waiting(cast).ref != old.ref


def test_a_pair_is_gone_with_a_return_that_is_destroyed(cast: Cast) -> None:
    publish(returns=["someref"])
    found = waiting(cast)
    browser = cast.client(linker(cast))

    engine.destroy(house.store(), "someref")

    assert selectors.queue(cast.rights(linker(cast))).pairs == ()
    answer = browser.get(page_of(found), follow=True)
    assert CANARY not in answer.content.decode()
    assert "does not wait any more" in answer.content.decode()
    assert not list(house.store().root.glob("links/**/*.sealed"))


def test_of_two_decisions_at_once_the_database_takes_one(cast: Cast, monkeypatch) -> None:
    publish()
    found = waiting(cast)
    services.decide(found.ref, by=linker(cast), **saying(found))
    monkeypatch.setattr(services, "_reread", lambda *_given, **_named: found)

    with pytest.raises(Stale, match="at this moment"):
        services.decide(found.ref, by=linker(cast), **saying(found, said=Said.DIFFERENT))

    assert [row.said for row in decisions()] == ["same"]


@pytest.mark.parametrize("said", ["UPDATE {table} SET said = 'different'", "DELETE FROM {table}"])
def test_a_decision_is_never_changed_and_never_deleted(cast: Cast, said: str) -> None:
    publish()
    found = waiting(cast)
    services.decide(found.ref, by=linker(cast), **saying(found))
    table = PairDecision._meta.db_table

    guard.migrating(True)
    try:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(said.format(table=table))
    finally:
        guard.migrating(False)

    assert [row.said for row in decisions()] == ["same"]


def test_trail_and_list_of_decisions_hold_no_identifier(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    made = services.decide(found.ref, by=linker(cast), **saying(found))
    services.take_back(made.ref, why=Why.AGAIN, by=linker(cast), at=AT)
    told = sending.events("linking.decide") + sending.events("linking.take_back")

    page = cast.client(cast.by_role[RoleKind.IG_OFFICER]).get("/trail/").content.decode()

    for word in (CANARY, pairs.AMELIA.key, pairs.AMELIE.key, pairs.NUMBER):
        assert not any(word in str(event.detail) for event in told)
        assert word not in page
    assert "Decided of two records" in page
