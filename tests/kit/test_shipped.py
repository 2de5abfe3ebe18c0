"""The kits that come with the house: sound, cited, honest about what was not read, safe to show."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.kit.shelf import KITS
from village import kit
from village.engine.specs import census_codes
from village.kernel.codes import ETHNICITY, SEX, CodeSet
from village.kit.bodies import BodySeed
from village.kit.clocks import Clock, Evidence, Form, Status, Unit
from village.kit.codes import CodeList
from village.kit.people import PersonSeed
from village.partnership.people.rules import RoleKind, Seat

ENGLAND, ISLINGTON, DEMO = (KITS / name for name in ("england", "islington", "demo"))
SHIPPED = [ENGLAND, ISLINGTON, DEMO]


@cache
def loaded_kit(folder: Path) -> kit.Kit:
    return kit.load(folder)


def clocks() -> list[Clock]:
    return [
        entry.content
        for entry in loaded_kit(ENGLAND).of("clocks")
        if isinstance(entry.content, Clock)
    ]


def bodies(folder: Path) -> dict[str, BodySeed]:
    return {
        entry.key: entry.content
        for entry in loaded_kit(folder).of("bodies")
        if isinstance(entry.content, BodySeed)
    }


def people() -> list[PersonSeed]:
    return [
        entry.content
        for entry in loaded_kit(DEMO).of("people")
        if isinstance(entry.content, PersonSeed)
    ]


def codes(key: str) -> CodeSet:
    entry = loaded_kit(ENGLAND).find("codes", key)
    assert entry is not None
    assert isinstance(entry.content, CodeList)
    return entry.content.codes


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_shipped_kit_is_sound(folder: Path) -> None:
    assert [str(fault) for fault in kit.check(folder)] == []


@pytest.mark.parametrize("path", sorted(KITS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_names_the_schema_that_its_editor_reads(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert named is None or (path.parent / named[1]).resolve().is_file()


# Clocks


def test_a_rapid_review_has_fifteen_working_days_in_both_editions() -> None:
    found = [clock for clock in clocks() if clock.key == "rapid-review"]

    assert [(clock.edition, clock.form, clock.count, clock.unit) for clock in found] == [
        ("Working Together 2023", Form.WITHIN, 15, Unit.WORKING_DAYS),
        ("Working Together 2026", Form.WITHIN, 15, Unit.WORKING_DAYS),
    ]


def test_working_together_2026_takes_over_on_its_day_everywhere() -> None:
    editions = [clock for clock in clocks() if clock.edition.startswith("Working Together")]

    for clock in editions:
        days = (clock.from_on, clock.until_on)
        if clock.edition == "Working Together 2023":
            assert days == (date(2023, 12, 15), date(2026, 3, 19)), clock.key
        else:
            assert days == (date(2026, 3, 19), None), clock.key


def test_the_act_of_2026_is_enacted_and_not_commenced() -> None:
    act = [clock for clock in clocks() if "Schools Act 2026" in clock.edition]

    assert {clock.key for clock in act} == {
        "education-in-arrangements",
        "child-protection-teams",
        "share-information",
        "consistent-identifier",
        "family-group-offer",
    }
    assert {clock.status for clock in act} == {Status.NOT_COMMENCED}


def test_what_nobody_read_is_not_called_verified() -> None:
    """The guidance of 2026 is known by summaries: nothing that rests on it alone is verified."""
    guidance = [clock for clock in clocks() if clock.document == "working-together-2026"]

    assert guidance
    assert not [clock.key for clock in guidance if clock.evidence is Evidence.VERIFIED]


# Codes


@pytest.mark.parametrize(
    ("key", "built_in"),
    [
        ("ethnicity", {code.code for code in ETHNICITY.codes}),
        ("ethnicity", set(census_codes.ETHNICITIES)),
        ("sex", {code.code for code in SEX.codes}),
        ("disability", set(census_codes.DISABILITIES)),
        ("referral-source", set(census_codes.REFERRAL_SOURCES)),
        ("primary-need", set(census_codes.NEEDS)),
        ("closure-reason", set(census_codes.CLOSURES)),
        ("abuse-category", set(census_codes.ABUSE)),
        ("assessment-factor", set(census_codes.FACTORS)),
        ("upn-unknown", set(census_codes.UPN_UNKNOWN)),
    ],
)
def test_a_code_list_says_what_the_engine_has_built_in(key: str, built_in: set[str]) -> None:
    assert {code.code for code in codes(key).codes} == built_in


def test_groups_of_ethnicity_are_those_that_figures_use() -> None:
    built_in = {code.code: code.group for code in ETHNICITY.codes}

    assert {code.code: code.group for code in codes("ethnicity").codes} == built_in


def test_older_codes_of_sex_are_read_as_the_house_reads_them() -> None:
    assert codes("sex").former == SEX.former


# A real partnership's published facts


def test_one_board_becomes_another_on_the_first_of_april() -> None:
    seeds = bodies(ISLINGTON)
    old = seeds["integrated-care-board"]

    assert old.until_on == old.becomes_on == date(2026, 4, 1)
    assert seeds[old.becomes].from_on == date(2026, 4, 1)


@pytest.mark.parametrize("folder", [ISLINGTON, DEMO], ids=lambda folder: folder.name)
@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 1)])
def test_each_seat_is_held_by_one_body_on_either_side_of_a_succession(
    folder: Path, day: date
) -> None:
    here = [
        body
        for body in bodies(folder).values()
        if (body.from_on or day) <= day and (body.until_on is None or day < body.until_on)
    ]

    assert sorted(body.seat for body in here if body.seat) == sorted(Seat)


def test_a_figure_is_cited_from_a_document_of_the_partnership() -> None:
    loaded = loaded_kit(ISLINGTON)
    local = {entry.key for entry in loaded.of("sources") if entry.kit == "islington"}

    cited = {str(entry.value["document"]) for entry in loaded.of("claims")}

    assert cited
    assert cited <= local


# The made-up partnership


def test_everything_in_the_demo_is_made_up_and_its_clock_stands() -> None:
    loaded = loaded_kit(DEMO)

    assert loaded.made_up
    assert loaded.cover.as_at == date(2026, 7, 15)
    assert loaded.partnership == "Thornbury Vale Safeguarding Children Partnership"


def test_every_body_of_the_demo_is_its_own() -> None:
    real = {body.name for body in bodies(ISLINGTON).values()}
    entries = loaded_kit(DEMO).of("bodies")

    assert {entry.kit for entry in entries} == {"demo"}
    assert not real & {str(entry.value["name"]) for entry in entries}


def test_no_figure_of_a_real_place_is_shown_under_a_made_up_name() -> None:
    loaded = loaded_kit(DEMO)

    assert loaded.of("claims") == loaded.of("budget") == ()


def test_the_demo_says_a_real_place_only_where_it_cites_it() -> None:
    """Plans and groups follow real ones; only their sources may name where they come from."""
    loaded = loaded_kit(DEMO)
    shown = [
        entry for section in ("bodies", "people", "strategies", "groups", "scrutiny")
        for entry in loaded.of(section)
    ]  # fmt: skip

    naming = [
        entry.key for entry in shown if re.search("Islington|Camden|London", str(entry.value))
    ]

    # The panel's protocol is a document of that name.
    assert naming == ["exploitation-panel"]


@pytest.mark.parametrize("path", sorted(DEMO.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_of_the_demo_says_that_it_is_made_up(path: Path) -> None:
    assert "made up" in path.read_text()[:400].lower()


def test_every_role_of_the_house_is_held_by_somebody_on_the_demos_day() -> None:
    day = date(2026, 7, 15)
    held = {
        role.kind
        for person in people()
        for role in person.roles
        if role.from_on <= day and (role.until_on is None or day < role.until_on)
    }

    assert held == set(RoleKind)


def test_every_body_that_owes_a_return_has_a_data_lead() -> None:
    """One that another follows had its data lead until then."""
    led = {
        role.body for person in people() for role in person.roles if role.kind is RoleKind.DATA_LEAD
    }

    assert led == {str(entry.value["body"]) for entry in loaded_kit(DEMO).of("owed")}
    assert {seat for key in led if (seat := bodies(DEMO)[key].seat)} == set(Seat)


def test_no_post_of_the_demo_can_reach_anybody() -> None:
    addresses = [person.email for person in people() if person.email]

    assert len(addresses) == len(set(addresses)) == len(people())
    assert [
        address for address in addresses if not address.endswith((".example.org", ".test"))
    ] == []
