"""The document of the API is true: calls made up from it meet no answer that it does not know."""

import json
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounded
from jsonschema import Draft202012Validator
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

from tests.api import calling
from tests.cast import AT, PRODUCER, Cast
from tests.returns import asking, sending
from tests.walker.walking import addresses
from village import engine
from village.desk import api
from village.evidence.indicators import services
from village.evidence.returns.api.document import (
    COUNTS_SENT,
    MARKS,
    REASON,
    STANDINGS,
    STATES,
    UNREAD,
)
from village.evidence.returns.models import Return
from village.evidence.returns.rules import State
from village.kernel.periods import year_ending
from village.kernel.refs import new_ref

EXAMPLES = 12
DOCUMENT = api.written()
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]


@pytest.fixture
def site() -> Iterator[Callable[..., object]]:
    """The site as a server calls it, but that the test's own connection outlives each call."""
    handler = WSGIHandler()

    def call(environ: dict, start: Callable[..., object]) -> object:
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        return handler(environ, start)

    yield call
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def nightly(cast: Cast, owed: Return, counts_owed: Return, monkeypatch) -> calling.System:
    """A council's system that may do all, in a house that holds one of everything."""
    monkeypatch.setattr("village.partnership.people.services.keys.CALLS_A_MINUTE", 100_000)
    earlier = sending.owe(cast.council, period=year_ending(2024))
    accepted = sending.stored(earlier, sending.census(20, year=2024), by=cast.owner)
    services.build(accepted.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    sending.checked(owed, sending.census(3, more=[sending.faulty()]), by=cast.owner)
    return calling.council(cast)


def test_the_document_is_one_of_openapi_3_1_and_anybody_may_read_it(cast: Cast) -> None:
    answer = Client().get("/api/v1/openapi.json")

    said = json.loads(answer.content)
    assert said["openapi"] == "3.1.0"
    assert said == json.loads(json.dumps(DOCUMENT))
    schemathesis.openapi.from_dict(said).validate()
    for schema in said["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_address_of_the_api_is_in_the_document_and_no_other() -> None:
    there = {name for name in addresses() if ":api_" in name} - {"desk:api_document"}
    described = [said["operationId"] for methods in DOCUMENT["paths"].values()
                 for said in methods.values()]  # fmt: skip

    assert len(there) == len(described) == len(set(described))


def test_the_words_of_the_document_are_those_of_the_house() -> None:
    assert list(engine.Mark) == MARKS
    assert STATES["enum"] == [state.value for state in State]
    assert set(STANDINGS["enum"]) - set(STATES["enum"]) == {"expected", "late"}
    lines = COUNTS_SENT["properties"]["counts"]["items"]["properties"]
    assert {name for name, said in lines.items() if said is not UNREAD} == {
        column.name for column in engine.COUNT_COLUMNS
    }


def test_whatever_the_blank_form_holds_may_be_sent_back() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    sent = COUNTS_SENT["properties"]

    assert set(schemas["CountsBlank"]["properties"]) <= set(sent)
    assert set(schemas["CountsLine"]["properties"]) <= set(sent["counts"]["items"]["properties"])


BOUNDS = bounded(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
def test_calls_made_up_from_the_document_meet_what_it_says(
    nightly: calling.System, site: Callable[..., object], mode: GenerationMode
) -> None:
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site)
    there, met = things(nightly), Counter()

    def call(case: schemathesis.Case) -> None:
        aim(case, there, turn=sum(met.values()))
        headers = {} if is_spoilt(case, ParameterLocation.HEADER) else nightly.headers
        answer = case.call(headers=headers)
        met[case.operation.path, answer.status_code] += 1
        case.validate_response(answer, checks=checks_of(case), headers=headers)

    for path, method in OPERATIONS:
        made_up = schema[path][method.upper()].as_strategy(generation_mode=mode)
        BOUNDS(given(made_up)(call))()

    assert {path for path, _ in met} == {path for path, _ in OPERATIONS}
    if mode is GenerationMode.POSITIVE:
        found = {path for path, status in met if status in {200, 202}}
        assert found == {path for path, _ in OPERATIONS}


def checks_of(case: schemathesis.Case) -> list[Callable[..., object]]:
    """All of them; but a file with a reason that fits is no wrong call, whatever its maker held.

    A sign that is put behind a reason is taken for a breach of its pattern, and is none.
    """
    body = case.body if isinstance(case.body, dict) else {}
    fits = Draft202012Validator(REASON).is_valid(body.get("reason", ""))
    all_checks = CHECKS.get_all()
    if not (body.get("file") and fits):
        return all_checks
    return [check for check in all_checks if check.__name__ != "negative_data_rejection"]


def things(nightly: calling.System) -> dict[str, list[str]]:
    """What is there, by what an address calls it, so that half of the calls find something."""
    returns = calling.told(nightly.get("returns"))["returns"]
    sent = [calling.told(nightly.get(f"returns/{one['ref']}"))["sent"] for one in returns]
    figures = calling.told(nightly.get("indicators"))
    return {
        "returns": [one["ref"] for one in returns],
        "editions": [edition["ref"] for editions in sent for edition in editions],
        "indicator": [figures["indicators"][0]["id"]],
        "name": [figures["version"]["name"]],
    }


def aim(case: schemathesis.Case, there: dict[str, list[str]], *, turn: int) -> None:
    """Let two calls of three be about something that is there, and each be a new one."""
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = new_ref()
    if turn % 3 == 0 or is_spoilt(case, ParameterLocation.PATH):
        return
    room = case.operation.path.split("/")[3]
    for name in case.path_parameters or {}:
        known = there[room if name == "ref" else name]
        case.path_parameters[name] = known[turn // 2 % len(known)]


def is_spoilt(case: schemathesis.Case, where: ParameterLocation) -> bool:
    """Whether this part of a call was made up to be wrong."""
    found = case.meta.components.get(where) if case.meta else None
    return found is not None and found.mode is GenerationMode.NEGATIVE


def test_the_page_tells_a_data_lead_how_to_call(cast: Cast) -> None:
    page = Client().get(reverse("desk:api"))

    assert page.status_code == 200
    assert "Authorization: Bearer $VILLAGE_KEY" in page.text
    assert reverse("desk:api_document") in page.text


def test_what_the_page_shows_as_counts_fits_the_document(cast: Cast) -> None:
    page = Client().get(reverse("desk:api")).text.replace("&quot;", '"')
    shown = page[page.index('{"counts"') :]

    said = json.loads(shown[: shown.index("</code>")])

    assert list(Draft202012Validator(COUNTS_SENT).iter_errors(said)) == []
    assert said["counts"][0]["quarter"] == asking.SPRING.label
