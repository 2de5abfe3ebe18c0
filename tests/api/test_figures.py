"""A system reads figures: the same ones as the page, protected in the same way, by version."""

import pytest

from tests.api.calling import READ, SEND, council, police, told
from tests.cast import AT, PRODUCER, Cast
from tests.returns import sending
from village.design import formats
from village.evidence.indicators import selectors, services
from village.evidence.indicators.models import Version
from village.kernel.periods import year_ending
from village.partnership.people import services as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast: Cast) -> Version:
    """A version of a census of forty, of whom three are boys: they are not shown."""
    owed = sending.owe(cast.council, period=year_ending(2024))
    accepted = sending.stored(owed, boys_and_girls(), by=cast.owner)
    made = services.build(accepted.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    assert made is not None
    return made


def boys_and_girls() -> bytes:
    boys = [sending.child(number, 2024) for number in range(51, 54)]
    for boy in boys:
        boy["ChildIdentifiers"]["Sex"] = "M"
    return sending.census(37, year=2024, more=boys)


def counted(cards: list[dict]) -> list[dict]:
    """Those with a figure, and some without: fewer than the calls that a key has in a minute."""
    with_one = [card for card in cards if card["newest"]]
    return [*with_one, *(card for card in cards if not card["newest"])][:40]


def figures_in(said: dict) -> list[dict]:
    points = [point["figure"] for series in said["series"] for point in series["points"]]
    groups = [group["figure"] for part in said["breakdowns"] for group in part["groups"]]
    return points + groups


def test_every_figure_is_the_one_of_its_page(cast: Cast, version: Version) -> None:
    reader = council(cast, READ)
    listed = told(reader.get("indicators"))["indicators"]

    for card in counted(listed):
        said = told(reader.get(f"indicators/{card['id']}"))
        shown = selectors.one(cast.rights(cast.owner), card["id"])
        page = [figure for _, points in shown.series for _, figure in points]
        page += [figure for part in shown.breakdowns for _, figure in part.points]

        assert [one["text"] for one in figures_in(said)] == [formats.figure(one) for one in page]
        assert [one["value"] for one in figures_in(said)] == [one.value for one in page]

    assert len(listed) > 20


def test_what_is_withheld_is_null_and_never_nought(cast: Cast, version: Version) -> None:
    reader = council(cast, READ)
    cards = told(reader.get("indicators"))["indicators"]

    every = [
        figure
        for card in counted(cards)
        for figure in figures_in(told(reader.get(f"indicators/{card['id']}")))
    ]

    withheld = [figure for figure in every if figure["withheld"]]
    small = [f["numerator"] for f in every if f["numerator"] is not None and 0 < f["numerator"] < 6]
    assert len(withheld) > 3
    assert {(f["value"], f["lower"], f["upper"]) for f in withheld} == {(None, None, None)}
    assert all(None in (f["numerator"], f["denominator"]) for f in withheld)
    assert {figure["text"] for figure in withheld} == {formats.NOT_SHOWN}
    assert small == []


def test_a_version_says_what_it_was_made_of_and_its_figures_stay(
    cast: Cast, version: Version
) -> None:
    reader = council(cast, READ)
    (listed,) = told(reader.get("versions"))["versions"]
    whole = told(reader.get(f"versions/{version.name}"))
    first = whole["indicators"][0]

    permanent = told(reader.client.get(first["href"], headers=reader.headers))

    assert listed["name"] == whole["name"] == version.name
    assert [part["title"] for part in whole["returns"]] == ["Children in need census"]
    assert permanent["version"]["name"] == version.name
    assert permanent["href"] == first["href"]
    assert permanent["definition"]["question"]


def test_what_is_not_there_is_404(cast: Cast, version: Version) -> None:
    reader = council(cast, READ)

    answers = [
        reader.get("indicators/none"),
        reader.get("versions/v99999"),
        reader.get(f"versions/{version.name}/indicators/none"),
        reader.get("versions/v99999/indicators/none"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_before_the_first_version_there_is_an_empty_list(cast: Cast) -> None:
    reader = council(cast, READ)

    assert told(reader.get("indicators")) == {"version": None, "indicators": []}
    assert told(reader.get("versions")) == {"versions": []}


def test_every_body_reads_the_same_figures(cast: Cast, version: Version) -> None:
    ours, theirs = council(cast, READ), police(cast, READ)

    assert ours.get("indicators").text == theirs.get("indicators").text


def test_a_key_that_sends_reads_no_figure(cast: Cast, version: Version) -> None:
    sender = council(cast, SEND)

    answers = [sender.get(path) for path in ("indicators", "versions", f"versions/{version.name}")]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert version.name not in "".join(answer.text for answer in answers)


def test_who_is_barred_from_figures_reads_none_by_a_key_of_before(
    cast: Cast, version: Version
) -> None:
    reader = council(cast, READ)
    guardian = cast.by_role["information governance officer"]
    people.bar(cast.owner, scope="figures", why="a relative", by=guardian, at=AT)

    answer = reader.get("indicators")

    assert answer.status_code == 401


def test_every_reading_of_figures_is_written_down_under_the_key(
    cast: Cast, version: Version
) -> None:
    reader = council(cast, READ)
    first = told(reader.get("indicators"))["indicators"][0]["id"]

    reader.get(f"indicators/{first}")

    events = sending.events("indicators.read_by_key")
    assert [event.by for event in events] == [reader.key.ref] * 2
    assert {entry["ref"] for event in events for entry in event.detail["entries"]} == {version.ref}
