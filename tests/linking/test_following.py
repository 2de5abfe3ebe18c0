"""What linkers decide is replayed by the next version, and by every one after it."""

import pytest
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.linking.pairs import linker, publish, saying, waiting
from tests.returns import sending
from village import engine
from village.evidence.indicators import services as indicators
from village.evidence.indicators.models import Version
from village.evidence.linking import selectors, services
from village.evidence.linking.models import Followed
from village.evidence.linking.rules import Said, Why
from village.evidence.returns.services import house
from village.kernel.periods import Period
from village.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db

PERSONS = """Child ID,Forenames,Surname,Date of birth,Sex,Home postcode
MU00001,Amelia,Zebedeecanary,2012-06-05,F,W1 1AA
MU00002,Osric,Nettlewood,2011-01-09,M,W1 2BB
"""
AMELIE = ",Made,UP,05/06/2012,F,W1,,"
SAME_FAMILY = ",Amelie,Zebedeecanary,05/06/2012,F,W1,W1 1AA,"


def linked(cast: Cast) -> str:
    """A version of two agencies' returns, in which one pair waits. Returns its name."""
    persons = sending.owe(cast.council, spec="person-list", period=Period(DAY, DAY))
    missing = sending.owe(cast.police, spec="police-missing", period=sending.QUARTER)
    sending.stored(persons, PERSONS.encode(), by=cast.owner)
    police = sending.police(2).replace(AMELIE.encode(), SAME_FAMILY.encode(), 1)
    made = sending.stored(missing, police, by=cast.other)
    return built(made.ref)


def built(ref: str = "") -> str:
    made = indicators.build(ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    assert made is not None
    return made.name


def decided(cast: Cast, *, said: Said = Said.SAME):
    found = waiting(cast)
    return services.decide(found.ref, by=linker(cast), **saying(found, said=said))


def review(name: str):
    told = engine.statement_of(house.store(), name)
    assert told is not None
    return told["review"]


def in_queue(cast: Cast) -> int:
    return len(selectors.queue(cast.rights(linker(cast))).pairs)


def test_a_decided_pair_leaves_the_queue_with_the_next_version_and_is_replayed(cast: Cast) -> None:
    first = linked(cast)
    assert (in_queue(cast), review(first)["waiting"]) == (1, 1)
    made = decided(cast)

    second = built()

    assert in_queue(cast) == 0
    assert review(second)["decided"] == {"same": 1}
    assert not selectors.since(cast.rights(linker(cast)), second)
    services.take_back(made.ref, why=Why.MISTAKE, by=linker(cast), at=AT)
    third = built()
    assert (in_queue(cast), review(third)["decided"]) == (1, {})


def test_a_linker_asks_for_a_version_once_and_the_worker_builds_it(cast: Cast) -> None:
    first = linked(cast)
    sending.work()
    decided(cast)
    browser, path = cast.client(linker(cast)), reverse("linking:ask")

    answer = browser.post(path, {"request_key": "a" * 16}, follow=True)
    browser.post(path, {"request_key": "b" * 16})
    sending.work()

    assert "will be counted soon" in answer.content.decode()
    asked = [job.about for job in sending.jobs(indicators.BUILD) if "decided" in job.about]
    assert len(asked) == 1
    newest = Version.objects.system("a test").order_by("-pk").first()
    assert newest is not None
    assert newest.name != first
    assert newest.why == "Counted because linkers decided which records are of one child"
    assert "Ask for a version" not in browser.get(reverse("linking:queue")).content.decode()


def test_who_asks_when_all_is_counted_is_told_so(cast: Cast) -> None:
    linked(cast)

    with pytest.raises(Refusal, match="made with all that is decided"):
        services.ask(by=linker(cast), at=AT)

    assert [job.about for job in sending.jobs(indicators.BUILD) if "decided" in job.about] == []


def test_a_build_that_nothing_changed_for_makes_no_version(cast: Cast) -> None:
    linked(cast)
    decided(cast)
    built()

    assert indicators.build("", by=PRODUCER, at=AT, progress=sending.Quiet()) is None


def test_the_next_version_follows_the_last_word_alone(cast: Cast) -> None:
    publish()
    first = decided(cast)
    services.take_back(first.ref, why=Why.MISTAKE, by=linker(cast), at=AT)
    found = waiting(cast)
    services.decide(found.ref, by=linker(cast), **saying(found, said=Said.DIFFERENT))

    following = selectors.following()

    (one,) = following.decisions
    assert (one.one, one.other) == found.keys
    assert one.said is engine.Decided.DIFFERENT
    assert one.by == linker(cast).ref
    assert one.why == "What the two records say"


def test_what_is_undone_is_followed_by_no_version(cast: Cast) -> None:
    publish()
    made = decided(cast)
    services.take_back(made.ref, why=Why.MISTAKE, by=linker(cast), at=AT)

    following = selectors.following()

    assert following.decisions == ()
    assert following.upto > 0
    assert not Followed.objects.system("a test").exists()
