"""The page of the reference documentation is what the rules say today."""

from pathlib import Path

from village.engine.checks.looked_after import years
from village.engine.checks.looked_after.differences import NOT_HELD, OUR_WAY
from village.engine.checks.looked_after.reference import looked_after_rules_page

PAGE = Path("docs/reference/looked-after-rules.md")


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == looked_after_rules_page(), (
        "run python -m village.engine.checks.looked_after.reference"
    )


def test_what_is_said_not_to_be_held_is_not_and_what_is_read_our_way_is_held() -> None:
    held = {rule.code for rule in years.all_rules()}
    absent = {code for codes, _ in NOT_HELD for code in codes.split()}
    ours = {code for codes, _ in OUR_WAY for code in codes.split()}

    assert absent & held == set()
    assert ours <= held
