"""The rules of people, one table each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from village.partnership.people import rules
from village.partnership.people.rules import BodyKind, RoleKind

MINUTES = [(4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, 240), (500, 240)]


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 7, 15), date(2026, 10, 15)),
        (date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 11, 30), date(2027, 3, 1)),
        (date(2027, 11, 29), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 3, 31)),
        (date(2026, 3, 31), date(2026, 7, 1)),
    ],
)
def test_a_confirmed_role_lasts_a_quarter_of_a_year(day: date, until: date) -> None:
    assert rules.confirmed_until(day) == until


def test_whoever_confirms_before_each_quarter_is_over_never_loses_a_day() -> None:
    day = date(2026, 2, 10)

    for _ in range(12):
        until = rules.confirmed_until(day)
        last_chance = until - timedelta(days=1)
        assert last_chance > day
        day = last_chance


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 6, 29), True),
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), False),
    ],
)
def test_both_ends_of_a_role_are_the_first_day_of_a_state(day: date, held: bool) -> None:
    assert held is rules.in_force(
        day,
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 6, 30),
        confirmed_until=date(2026, 7, 1),
    )


def test_a_role_that_nobody_confirmed_lapses_though_it_has_no_end() -> None:
    lapsed = rules.in_force(
        date(2026, 7, 1),
        starts_on=date(2026, 1, 1),
        ends_on=None,
        confirmed_until=date(2026, 7, 1),
    )

    assert lapsed is False


@pytest.mark.parametrize(
    ("day", "ends_on", "reminded"),
    [
        (date(2026, 6, 2), None, False),
        (date(2026, 6, 3), None, True),
        (date(2026, 6, 30), None, True),
        (date(2026, 7, 1), None, False),
        (date(2026, 6, 30), date(2026, 7, 1), False),
        (date(2026, 6, 30), date(2026, 7, 2), True),
    ],
)
def test_a_reminder_is_due_in_the_last_four_weeks_of_a_role_that_goes_on(
    day: date, ends_on: date | None, reminded: bool
) -> None:
    due = rules.needs_reminding(day, ends_on=ends_on, confirmed_until=date(2026, 7, 1))

    assert due is reminded


def test_every_kind_of_role_says_what_it_sees() -> None:
    assert set(rules.ROLES) == set(RoleKind)


def test_a_data_lead_sees_the_returns_of_her_body_and_of_those_that_became_it() -> None:
    scopes = rules.scopes_of(RoleKind.DATA_LEAD, bodies=["new", "old"])

    assert scopes == (
        "returns:new",
        "returns:old",
        "identities:new",
        "identities:old",
        "figures",
    )


@pytest.mark.parametrize(
    "kind",
    [RoleKind.ADMINISTRATOR, RoleKind.PUBLIC, RoleKind.PRACTITIONER, RoleKind.TRAINING_MANAGER],
)
def test_an_administrator_and_the_public_see_no_records_by_role(kind: RoleKind) -> None:
    assert rules.scopes_of(kind, bodies=["council"]) == ()


@pytest.mark.parametrize(
    ("kind", "body", "fits"),
    [
        (RoleKind.LEAD_PARTNER, BodyKind.STATUTORY_PARTNER, True),
        (RoleKind.LEAD_PARTNER, BodyKind.SCHOOL, False),
        (RoleKind.LEAD_PARTNER, None, False),
        (RoleKind.SCHOOL_LEAD, BodyKind.SCHOOL, True),
        (RoleKind.SCHOOL_LEAD, BodyKind.VOLUNTARY, False),
        (RoleKind.DATA_LEAD, BodyKind.VOLUNTARY, True),
        (RoleKind.SCRUTINEER, None, True),
        (RoleKind.SCRUTINEER, BodyKind.STATUTORY_PARTNER, False),
    ],
)
def test_a_role_is_held_where_it_belongs(kind: RoleKind, body: BodyKind | None, fits: bool) -> None:
    assert rules.fits(kind, body) is fits


@pytest.mark.parametrize(
    ("kind", "manages", "speaks", "may"),
    [
        (RoleKind.DATA_LEAD, True, False, False),
        (RoleKind.DATA_LEAD, False, True, True),
        (RoleKind.AGENCY_LEAD, True, False, True),
        (RoleKind.AGENCY_LEAD, False, True, True),
        (RoleKind.SCRUTINEER, True, False, True),
        (RoleKind.SCRUTINEER, False, True, False),
        (RoleKind.PRACTITIONER, False, False, False),
    ],
)
def test_only_a_body_itself_gives_sight_of_its_records(
    kind: RoleKind, manages: bool, speaks: bool, may: bool
) -> None:
    assert rules.may_give(kind, manages=manages, speaks=speaks) is may


@pytest.mark.parametrize(("failures", "minutes"), MINUTES)
def test_the_fifth_failure_locks_for_a_quarter_of_an_hour_and_each_more_doubles_it(
    failures: int, minutes: int
) -> None:
    assert rules.locked_for(failures, rules.ACCOUNT_BRAKE) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("idle", "since_beginning", "over"),
    [
        (timedelta(minutes=29), timedelta(hours=1), False),
        (timedelta(minutes=30), timedelta(hours=1), True),
        (timedelta(0), timedelta(hours=11, minutes=59), False),
        (timedelta(0), timedelta(hours=12), True),
    ],
)
def test_a_sitting_ends_after_half_an_hour_idle_and_after_half_a_day(
    idle: timedelta, since_beginning: timedelta, over: bool
) -> None:
    now = datetime(2026, 7, 15, 12, tzinfo=UTC)

    verdict = rules.sitting_is_over(now, began_at=now - since_beginning, seen_at=now - idle)

    assert verdict is over


def test_only_the_public_needs_no_second_step() -> None:
    asked = {kind for kind in RoleKind if rules.needs_second_step([kind])}

    assert asked == set(RoleKind) - {RoleKind.PUBLIC}
    assert rules.needs_second_step([]) is False


@pytest.mark.parametrize(
    ("scope", "kin", "taken"),
    [
        ("figures", ["old"], ("figures",)),
        ("returns:now", [], ("returns:now", "identities:now")),
        ("identities:now", ["old"], ("identities:now", "identities:old")),
        (
            "returns:now",
            ["old", "new"],
            (
                "returns:now",
                "identities:now",
                "returns:old",
                "identities:old",
                "returns:new",
                "identities:new",
            ),
        ),
        ("case:now", ["old"], ("case:now", "case:old")),
    ],
)
def test_a_bar_takes_the_stronger_scope_and_those_of_the_bodys_kin(scope, kin, taken) -> None:
    assert rules.barred_with(scope, kin=kin) == taken


def test_every_scope_of_a_role_has_its_words() -> None:
    kinds = {scope.partition(":")[0] for kind in RoleKind for scope in rules.ROLES[kind].scopes}

    assert kinds <= set(rules.SIGHT)
    assert rules.sight_in_words("identities:x", body="Vale Police") == (
        "who is who in the returns of Vale Police"
    )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/126.0.0.0 Safari/537.36",
            "Chrome or Chromium on Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Firefox on a Mac",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Something/1.0", "another browser on Windows"),
        ("curl/8.5.0", "another browser"),
        ("", "another browser"),
        ("Edge on Windows", "Edge on Windows"),
    ],
)
def test_a_browser_is_named_in_words(agent, words) -> None:
    assert rules.browser_in_words(agent) == words
