"""The trail as it is read: names for refs, sentences for verbs, and a search that finds."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import sending
from tests.returns.sending import census
from village import trail
from village.partnership.people import services
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind
from village.partnership.people.selectors import trail as selectors
from village.trail.models import Event, EventSubject
from village.trail.selectors import Search

pytestmark = pytest.mark.django_db
REF = re.compile(r"\b(?=\w*[0-9])(?=\w*[a-z])(?=\w*[A-Z])\w{16}\b")


def guardian(cast: Cast) -> Person:
    return cast.by_role[RoleKind.IG_OFFICER]


def read(cast: Cast, address: str, *, by: Person | None = None, **asked: str) -> str:
    """What a person reads of a page: its words, without its marks and addresses."""
    answer = cast.client(by or guardian(cast)).get(address, asked)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main ")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", f"<{main}")).split())


def bar(cast: Cast, person: Person) -> None:
    services.bar(person, scope="figures", why="a dispute", by=guardian(cast), at=AT)


def test_people_bodies_and_roles_stand_there_by_name(cast: Cast) -> None:
    services.confirm(cast.owner.held.system("a test").get(), by=cast.council_contact, at=AT)

    page = read(cast, reverse("people:trail"))

    assert "Confirmed a role: Amina Owner as agency data lead at Thornbury Vale Council" in page
    assert "Yara Council-Contact" in page
    assert REF.search(page) is None
    assert "people." not in page


def test_a_return_stands_there_by_title_and_period_and_no_file_or_child(cast: Cast, owed) -> None:
    made = sending.checked(owed, census(2), by=cast.owner)
    cast.client(cast.owner).get(f"/editions/{made.ref}/issues.csv")

    page = read(cast, reverse("people:trail"), room="returns")
    own = read(cast, reverse("people:trail_of", args=[made.ref]))

    name = f"edition 1 of Children in need census, {owed.period.label}, Thornbury Vale Council"
    for told in (page, own):
        assert f"Sent a file for a return: {name}" in told
        assert f"Took out the list of what the checks found in: {name}" in told
        assert made.file_name not in told
    assert f"Trail of {name}" in own


def test_a_refusal_says_what_was_not_shown_and_guesses_no_name(cast: Cast, owed) -> None:
    cast.client(cast.other).get(f"/returns/{owed.ref}/")
    cast.client(cast.other).get(f"/people/{'A' * 16}/")

    page = read(cast, reverse("people:trail"), sort="refused")

    title = f"Children in need census, {owed.period.label}, Thornbury Vale Council"
    assert f"Was not shown the page of: {title}" in page
    assert "Was not shown the page of: a person that is not there" in page


def test_every_event_of_a_furnished_house_is_told_in_words(cast: Cast, owed) -> None:
    sending.stored(owed, census(2), by=cast.owner)
    bar(cast, cast.colleague)

    shown = selectors.search(cast.rights(guardian(cast)), Search(), page="1")

    assert len(shown.lines) > 5
    assert all(line.sentence and not REF.search(line.sentence) for line in shown.lines)
    assert all(
        about.text and not REF.search(about.text) for line in shown.lines for about in line.about
    )


def test_a_name_finds_what_they_did_and_what_was_about_them(cast: Cast) -> None:
    bar(cast, cast.owner)
    services.add_person("Nadia Newcomer", by=cast.by_role[RoleKind.BUSINESS_MANAGER], at=AT)

    hers = read(cast, reverse("people:trail"), who="amina")
    his = read(cast, reverse("people:trail"), who="Hari")
    nobodys = read(cast, reverse("people:trail"), who="Zebedee")

    assert "Barred a person" in hers
    assert "Noted a person: Nadia" not in hers
    assert "Noted a person: Nadia Newcomer" in his
    assert "Nobody has that name." in nobodys
    assert "Nothing of this kind is recorded." in nobodys


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"sort": "did"}, True),
        ({"sort": "read"}, False),
        ({"sort": "refused"}, False),
        ({"room": "people"}, True),
        ({"room": "returns"}, False),
        ({"since": "2026-07-15"}, True),
        ({"since": "2026-07-16"}, False),
        ({"until": "2026-07-15"}, True),
        ({"until": "2026-07-14"}, False),
        ({"since": "15/07/2026", "until": "15/07/2026"}, True),
    ],
)
def test_a_search_narrows_by_kind_room_and_day(cast: Cast, asked, found) -> None:
    bar(cast, cast.owner)

    page = read(cast, reverse("people:trail"), **asked)

    assert ("Barred a person" in page) is found


@pytest.mark.parametrize(
    "asked", [{"since": "yesterday"}, {"until": "9999-12-31"}, {"sort": "all"}, {"room": "x"}]
)
def test_a_search_that_cannot_be_read_shows_nothing_but_what_is_wrong(cast: Cast, asked) -> None:
    bar(cast, cast.owner)

    page = read(cast, reverse("people:trail"), **asked)

    assert "There is a problem" in page
    assert "Barred a person" not in page


def test_events_stand_on_pages_of_fifty_and_the_search_goes_along(cast: Cast) -> None:
    for day in range(60):
        trail.read("people.read_trail", by=PRODUCER, at=AT, kind="people.body", ref=f"b{day}")
    browser = cast.client(guardian(cast))

    first = browser.get(reverse("people:trail"), {"sort": "read"})
    second = browser.get(reverse("people:trail"), {"sort": "read", "page": "2"})

    assert len(first.context["shown"].lines) == 50
    assert len(second.context["shown"].lines) >= 10
    assert "?sort=read&amp;page=2" in first.content.decode()


def test_that_somebody_was_looked_for_is_recorded_about_them(cast: Cast) -> None:
    read(cast, reverse("people:trail"), who="Amina")

    event = Event.objects.system("a test").get(name="people.search_trail")
    about = EventSubject.objects.system("a test").filter(event=event)
    assert cast.owner.ref in set(about.values_list("ref", flat=True))
    assert "Searched the trail for" in read(cast, reverse("people:looked_at_me"), by=cast.owner)


def test_ones_own_page_tells_who_looked_and_nothing_of_a_bar(cast: Cast) -> None:
    bar(cast, cast.owner)
    read(cast, reverse("people:trail_by", args=[cast.owner.ref]))

    page = read(cast, reverse("people:looked_at_me"), by=cast.owner)

    assert "Read what a person did" in page
    assert "Viktor Information" in page
    assert "arred" not in page
    assert "a dispute" not in page


def test_who_reads_the_trail_reads_of_no_bar_on_themselves(cast: Cast) -> None:
    bar(cast, cast.owner)
    own = services.bar(guardian(cast), scope="figures", why="kin", by=PRODUCER, at=AT)
    services.lift(own, why="moved", by=PRODUCER, at=AT)
    pages = [
        reverse("people:trail"),
        reverse("people:trail_of", args=[guardian(cast).ref]),
        reverse("people:trail_of", args=[own.ref]),
        reverse("people:who_looked", args=[own.ref]),
        reverse("people:trail_by", args=[own.ref]),
        reverse("people:trail_by", args=[PRODUCER.ref]),
    ]

    told = " ".join(read(cast, page) for page in pages)

    assert "Amina Owner barred from" in told
    assert "Viktor Information barred" not in told
    assert told.count("Barred a person") == 1
    assert "Lifted a bar" not in told


def test_what_the_house_did_by_itself_has_its_own_page(cast: Cast, owed) -> None:
    sending.checked(owed, census(2), by=cast.owner)

    page = read(cast, reverse("people:trail_by", args=["system:worker"]))

    assert "What Village itself did, saw and was refused" in page
    assert "Checked a file" in page


def test_a_page_of_the_trail_asks_as_much_for_many_events(cast: Cast, owed) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            selectors.search(cast.rights(guardian(cast)), Search(), page="1")
        return len(asked)

    bar(cast, cast.owner)
    services.grant(
        cast.stranger,
        scope="figures",
        until_on=DAY + timedelta(days=9),
        why="a test",
        by=PRODUCER,
        at=AT,
    )
    before = queries()
    for person in (cast.colleague, cast.other, cast.stranger):
        bar(cast, person)

    assert queries() == before


def test_a_deed_with_many_records_names_some_and_counts_the_rest(cast: Cast) -> None:
    with trail.verb("tests.note_many", by=PRODUCER, at=AT, empty=True) as verb:
        for person in list(cast.everybody.values())[:9]:
            verb.wrote("people.person", person.ref, fields=("name",))
        for number in range(30):
            verb.wrote("rule", f"rule{number}")

    page = read(cast, reverse("people:trail"))

    assert "and 3 more" in page
    assert page.count("a rule of the kit") == 1
    assert "a rule of the kit (30)" in page
