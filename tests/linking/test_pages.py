"""The linker's pages: the queue without a name, two records side by side, what is decided."""

import re

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from tests.cast import AT, PRODUCER, Cast
from tests.linking import pairs
from tests.linking.pairs import CANARY, NUMBER, decide, linker, page_of, publish, saying, waiting
from tests.returns import sending
from village.evidence.linking import selectors, services
from village.evidence.linking.models import PairDecision
from village.evidence.linking.rules import Said, Why
from village.partnership.people import services as people
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db
QUEUE, DECIDED = "/linking/", "/linking/decided/"


def text(answer) -> str:
    return answer.content.decode()


def said_of(cast: Cast) -> list[str]:
    rows = PairDecision.objects.visible_to(cast.rights(linker(cast))).order_by("pk")
    return [row.said for row in rows]


def second_linker() -> Person:
    made = people.add_person("Piet Second-Linker", email="piet@example.org", by=PRODUCER, at=AT)
    people.appoint(made, kind=RoleKind.LINKER, body=None, starts_on=AT.date(), by=PRODUCER, at=AT)
    return made


def test_before_any_version_nothing_waits(cast: Cast) -> None:
    page = text(cast.client(linker(cast)).get(QUEUE))

    assert "No pair waits" in page


def test_the_queue_says_how_many_wait_and_why_and_names_nobody(cast: Cast) -> None:
    publish()

    page = text(cast.client(linker(cast)).get(QUEUE))

    assert re.search(r">3<.*pairs wait for a linker", page, re.S)
    assert "twins, or one child" in page
    assert "Council and police" in page
    assert "Youth justice, twice" in page
    assert "About 89 in 100" in page
    assert CANARY not in page
    assert NUMBER not in page
    assert sending.events("linking.look") == []


def test_a_pair_shows_both_records_and_the_look_is_written_down_first(cast: Cast) -> None:
    publish()
    found = waiting(cast)

    page = text(cast.client(linker(cast)).get(page_of(found)))

    assert "Amelia Rose" in page
    assert "Amelie" in page
    assert "5 March 2014" in page
    assert "Day and month are changed over" in page
    (event,) = sending.events("linking.look")
    assert event.by == linker(cast).ref
    assert CANARY not in str(event.detail)


def test_a_look_that_cannot_be_written_down_shows_nothing(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    browser = cast.client(linker(cast))

    def full(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "trail_event" in sql:
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        answer = browser.get(page_of(found))

    assert answer.status_code == 302
    assert CANARY not in text(answer)


def test_no_address_no_title_and_no_message_says_who_they_are(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    browser = cast.client(linker(cast))

    page = text(browser.get(page_of(found)))
    after = decide(browser, found)

    title = re.search(r"<title>(.*?)</title>", page, re.S)
    assert title is not None
    for told in (page_of(found), title[1], *map(str, after.context["messages"])):
        assert "amel" not in told.lower()
        assert CANARY.lower() not in told.lower()
        assert not {pairs.AMELIA.key, pairs.AMELIE.key} & set(re.findall(r"\w+", told))


def test_after_a_decision_the_next_pair_comes_and_after_the_last_the_queue(cast: Cast) -> None:
    publish()
    browser = cast.client(linker(cast))
    first, second, third = selectors.queue(cast.rights(linker(cast))).pairs

    came = [decide(browser, one).request["PATH_INFO"] for one in (first, third, second)]

    assert came == [page_of(second), page_of(second), QUEUE]
    assert said_of(cast) == ["same"] * 3
    assert "No pair waits" in text(browser.get(QUEUE))


def test_leaving_for_later_leads_on_and_writes_nothing(cast: Cast) -> None:
    publish()
    first, second, _ = selectors.queue(cast.rights(linker(cast))).pairs

    page = text(cast.client(linker(cast)).get(page_of(first)))

    later = re.search(r'href="([^"]+)"[^>]*data-key="l"', page)
    assert later is not None
    assert later[1] == page_of(second)
    assert said_of(cast) == []


def test_the_keys_stand_on_the_page_and_on_their_buttons(cast: Cast) -> None:
    publish()

    page = text(cast.client(linker(cast)).get(page_of(waiting(cast))))

    assert set(re.findall(r'data-key="(.)"', page)) == {"s", "d", "l"}
    for key, words in (("s", "Same child"), ("d", "Two children"), ("l", "Leave for later")):
        assert f"<kbd>{key}</kbd> {words}" in page


def test_a_reason_that_does_not_go_with_what_is_said_is_asked_again(cast: Cast) -> None:
    publish()
    browser = cast.client(linker(cast))

    answer = decide(browser, waiting(cast), said=Said.SAME, why=Why.SIBLINGS)

    assert "Choose a reason that goes with “same child”" in text(answer)
    assert said_of(cast) == []


def test_the_second_of_two_linkers_is_told_what_the_first_decided(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    other = second_linker()
    services.decide(found.ref, by=linker(cast), **saying(found, said=Said.DIFFERENT))

    answer = decide(cast.client(other), found)

    assert "Nuala Linker decided on 15 July 2026" in text(answer)
    assert "two children. Nothing of yours was written." in text(answer)
    assert said_of(cast) == ["different"]


def test_what_is_decided_stands_in_a_list_without_names_and_is_taken_back(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    browser = cast.client(linker(cast))
    decide(browser, found)
    (made,) = selectors.decided(cast.rights(linker(cast)))

    listed = text(browser.get(DECIDED))
    path = reverse("linking:take_back", args=[made.ref])
    asked = text(browser.get(path))
    answer = browser.post(path, {"why": "mistake", "request_key": "k" * 16}, follow=True)

    assert "Same child" in listed
    assert CANARY not in listed
    assert CANARY in asked
    assert len(sending.events("linking.look")) == 2  # the next pair, and this one
    assert "It is taken back" in text(answer)
    assert said_of(cast) == ["same", "undone"]
    assert waiting(cast).is_open


def test_who_takes_back_what_is_taken_back_already_is_told(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    made = services.decide(found.ref, by=linker(cast), **saying(found))
    services.take_back(made.ref, why=Why.MISTAKE, by=linker(cast), at=AT)
    path = reverse("linking:take_back", args=[made.ref])
    browser = cast.client(linker(cast))

    again = browser.post(path, {"why": "mistake", "request_key": "k" * 16})

    assert "took back on 15 July 2026" in text(again)
    assert said_of(cast) == ["same", "undone"]
    assert browser.get(path).headers["Location"] == DECIDED


def test_the_queue_says_who_decided_what_this_week(cast: Cast) -> None:
    publish()
    first, second, _ = selectors.queue(cast.rights(linker(cast))).pairs
    services.decide(first.ref, by=linker(cast), **saying(first))
    services.decide(second.ref, by=linker(cast), **saying(second, said=Said.DIFFERENT))

    (week,) = selectors.this_week(cast.rights(linker(cast)))

    assert (week.name, week.same, week.different, week.undone) == ("Nuala Linker", 1, 1, 0)


def test_today_tells_a_linker_what_waits_and_what_is_not_counted_yet(cast: Cast) -> None:
    publish()
    found = waiting(cast)
    services.decide(found.ref, by=linker(cast), **saying(found))

    page = text(cast.client(linker(cast)).get("/"))

    assert "Pairs of records that may be of one child" in page
    assert "Decisions since the newest version" in page
    assert "Nothing to link yet" not in page


def test_an_officer_reads_how_often_linkers_looked_and_at_nothing_that_they_saw(
    cast: Cast,
) -> None:
    publish()
    cast.client(linker(cast)).get(page_of(waiting(cast)))
    browser = cast.client(cast.by_role[RoleKind.IG_OFFICER])

    today = text(browser.get("/"))
    trail = text(browser.get("/trail/?sort=read&room=linking"))

    assert "Looks at pairs of children’s records this week" in today
    assert "Looked at the identifiers of" in trail
    assert CANARY not in today + trail


def test_a_linker_who_stands_in_sees_the_pairs_too(cast: Cast) -> None:
    publish()
    held = linker(cast).held.system("a test").get()
    people.delegate(
        held, to=cast.stranger, from_on=AT.date(), until_on=AT.date().replace(month=9),
        why="on leave", by=PRODUCER, at=AT,
    )  # fmt: skip

    assert cast.client(cast.stranger).get(QUEUE).status_code == 200


@pytest.mark.parametrize("count", [0, 3])
def test_the_queue_asks_the_database_as_often_however_long_it_is(
    cast: Cast, count: int, django_assert_num_queries
) -> None:
    publish(pairs.PAIRS[:count])
    browser = cast.client(linker(cast))

    with django_assert_num_queries(9):
        browser.get(QUEUE)
