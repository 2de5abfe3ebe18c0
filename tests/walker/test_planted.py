"""The walker finds faults that were planted for it: it can fail."""

from types import SimpleNamespace

import pytest
from django.test import override_settings

from tests.walker import rules_people
from tests.walker.rules_people import door
from tests.walker.walking import Row, Stage, interferences, unruled, walk
from village.partnership.people.models import SignIn

FAULTY = "tests.people.faulty_urls"
SITTING = {"other": lambda stage: (sitting_of_another(stage).ref,)}


def sitting_of_another(stage: Stage) -> SignIn:
    return SignIn.objects.system("the walker").get(person=stage.cast.other)


@pytest.fixture
def faulty(stage: Stage):
    """The faulty addresses, walked by three people."""
    names = ("other agency", "agency data lead", "stranger")
    stage.whos = {name: stage.whos[name] for name in names}
    with override_settings(ROOT_URLCONF=FAULTY):
        yield stage


def row(name: str, **named) -> Row:
    return Row(name, get=door(200), post=door(200), **named)


def test_an_address_without_a_row_is_found() -> None:
    without = unruled(rules_people.ROWS, urlconf=FAULTY)

    assert "forgotten_filter" in without
    assert "undeclared" in without


def test_a_row_without_an_address_is_found() -> None:
    gone = [*rules_people.ROWS, row("people:gone")]

    assert "(no such address) people:gone" in unruled(gone)


def test_a_view_that_declares_nothing_is_found(faulty: Stage) -> None:
    findings = walk([row("undeclared")], faulty, words={})

    assert findings
    assert all("raised Undeclared" in finding.what for finding in findings)


def test_a_page_that_opens_to_one_too_many_is_found(faulty: Stage) -> None:
    strict = Row(
        "for_who_sees_returns",
        get=door(200, only={"other agency"}),
        post=door(200, only={"other agency"}),
    )

    findings = walk([strict], faulty, words={})

    assert {finding.who for finding in findings} == {"agency data lead"}


def test_a_page_that_opens_to_one_too_few_is_found(faulty: Stage) -> None:
    everybody = Row("for_who_sees_returns", get=door(200), post=door(200))

    findings = walk([everybody], faulty, words={})

    assert {finding.who for finding in findings} == {"stranger"}


def test_a_forgotten_filter_is_found_by_its_words_and_by_what_it_shows(faulty: Stage) -> None:
    words = {faulty.cast.other.name: {"other agency"}}

    by_words = walk([row("forgotten_filter")], faulty, words=words)
    noticed = interferences([row("forgotten_filter")], faulty, rules=[rules_people])

    assert {finding.who for finding in by_words} == {"agency data lead", "stranger"}
    assert {finding.who for finding in noticed} == set(faulty.whos)


def test_a_403_where_a_404_belongs_is_found(faulty: Stage) -> None:
    hidden = Row(
        "says_that_it_exists",
        get=door(200, only={"other agency"}, otherwise=404),
        post=door(200, only={"other agency"}, otherwise=404),
        things=SITTING,
    )

    findings = walk([hidden], faulty, words={})

    assert {finding.what for finding in findings} == {"expected 404, got 403"}
    assert {finding.who for finding in findings} == {"agency data lead", "stranger"}


def test_a_count_of_unseen_rows_is_found_though_it_shows_no_row(faulty: Stage) -> None:
    words = {faulty.cast.other.name: {"other agency"}}

    by_words = walk([row("counts_all")], faulty, words=words)
    noticed = interferences([row("counts_all")], faulty, rules=[rules_people])

    assert not by_words
    assert {finding.who for finding in noticed} == set(faulty.whos)


def test_a_cache_that_does_not_ask_who_looks_is_found(faulty: Stage, monkeypatch) -> None:
    from tests.people import faulty_urls

    monkeypatch.setattr(faulty_urls, "KEPT_ANSWER", [])
    words = {faulty.cast.other.name: {"other agency"}}

    findings = walk([row("same_for_all")], faulty, words=words)

    assert {finding.who for finding in findings} == {"agency data lead", "stranger"}


def test_a_refusal_that_the_trail_does_not_hold_is_found(faulty: Stage, monkeypatch) -> None:
    from village.partnership.people import middleware

    monkeypatch.setattr(middleware, "note_refusal", lambda *_: None)
    closed = Row("for_scrutineers", get=door(403), post=door(403))

    findings = walk([closed], faulty, words={})

    assert {finding.what for finding in findings} == {"0 refusals in the trail"}


def test_a_walk_that_finds_nothing_has_looked(faulty: Stage) -> None:
    quiet = SimpleNamespace(unseen=lambda _stage, _who: [])

    assert walk([row("for_all")], faulty, words={}) == []
    assert interferences([row("forgotten_filter")], faulty, rules=[quiet]) == []
