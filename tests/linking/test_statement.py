"""The linkage statement: figures only, permanent by version, for whoever sees figures."""

import csv
import io
import json
import re
from datetime import date

import pytest

from tests.cast import Cast
from tests.linking import pairs
from tests.linking.pairs import CANARY, publish
from village.engine.linkage.statement_told import statement_told
from village.engine.linkage.verdicts import Why
from village.evidence.linking.selectors import Shown
from village.evidence.linking.selectors.statement_tables import WHY_OF_VERDICT, leaves
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db


def statement(cast: Cast, name: str, ending: str = "/"):
    browser = cast.client(cast.by_role[RoleKind.SCRUTINEER])
    return browser.get(f"/versions/{name}/linkage{ending}")


def text(answer) -> str:
    streamed = getattr(answer, "streaming", False)
    return (answer.getvalue() if streamed else answer.content).decode("utf-8-sig")


def test_the_page_says_how_records_were_linked_and_how_sure_that_is(cast: Cast) -> None:
    page = text(statement(cast, publish()))

    assert "1,510 records of 2 agencies" in page
    assert "about 0.8% too many children" in page.lower()
    assert "96% (94% to 97%)" in page
    assert "Council and police" in page
    assert "For a person: same family and birthday" in page
    assert "99.9% or more" in page
    assert "Decided: one child" in page
    assert "Waiting: What agrees could be one child or two." in page


def test_a_version_without_links_says_so_plainly(cast: Cast) -> None:
    name = publish(None)

    assert "There are no links in this version" in text(statement(cast, name))
    assert json.loads(text(statement(cast, name, ".json")))["linkage"] is None
    assert "nothing was linked for this version" in text(statement(cast, name, ".csv"))


def test_each_version_keeps_its_own_for_ever(cast: Cast) -> None:
    first = publish()
    before = text(statement(cast, first))
    second = publish(None)

    assert text(statement(cast, first)) == before
    assert "no links in this version" in text(statement(cast, second))


@pytest.mark.parametrize("name", ["v00002", "v99999", "current", "nothing"])
def test_what_is_no_version_has_no_statement(cast: Cast, name: str) -> None:
    publish()

    for ending in ("/", ".csv", ".json"):
        assert statement(cast, name, ending).status_code == 404


def test_every_verdict_has_words_of_its_own() -> None:
    assert {why.name.lower() for why in Why} == set(WHY_OF_VERDICT)


def test_the_file_holds_every_figure_of_the_statement(cast: Cast) -> None:
    name = publish()

    told = json.loads(text(statement(cast, name, ".json")))
    rows = list(csv.reader(io.StringIO(text(statement(cast, name, ".csv")))))

    assert told["version"] == name
    assert told["linkage"] == statement_told(pairs.STATEMENT_TOLD)
    assert ["estimates", "found without numbers / share", "0.96"] in rows
    assert ["review", "decided / same", "not shown"] in rows


def test_no_number_of_few_children_is_told_on_the_page_or_in_a_file(cast: Cast) -> None:
    """Of 1 twins, 2 unsure, 3 by probability and 5 and 2 decided nothing is left to read."""
    name = publish()

    page, sheet = text(statement(cast, name)), text(statement(cast, name, ".csv"))
    told = json.loads(text(statement(cast, name, ".json")))["linkage"]

    assert told["pairs"]["by verdict"]["twins"] is None
    assert told["pairs"]["by probability from"]["0.5"] is None
    assert told["review"]["decided"] == {"same": None, "different": None}
    assert not [value for _, value in leaves(told) if value in range(1, 6)
                and isinstance(value, int) and value != told["pairs"]["largest child"]]  # fmt: skip
    assert '"pairs","by verdict / twins","not shown"' in sheet
    assert re.search(r"Decided: one child</t.>\s*<td[^>]*>not shown", page)


def test_neither_page_nor_files_name_anybody(cast: Cast) -> None:
    name = publish()

    for ending in ("/", ".csv", ".json"):
        assert CANARY not in text(statement(cast, name, ending))


@pytest.mark.parametrize(
    ("bias", "words"),
    [
        (-0.01, "about 1.0% too few children"),
        (0, "neither too many nor too few"),
        (0.02, "2.0% too many"),
    ],
)
def test_the_head_count_is_said_with_its_direction(bias: float, words: str) -> None:

    plain = {"estimates": {"head count too high by": bias}}

    assert words in Shown("v00001", date(2026, 7, 15), True, plain).bias
