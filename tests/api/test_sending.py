"""A system sends a return: checked as on the page, taken in once, and refused in words."""

import json
from pathlib import Path

import pytest
from django.test import Client

from tests.api import calling
from tests.api.calling import NOBODY, READ, SEND, council, good_counts, police, told
from tests.cast import AT, Cast
from tests.returns import sending
from village.evidence.returns.models import Edition, Return, Sending
from village.evidence.returns.rules import State
from village.evidence.returns.services import editions
from village.evidence.returns.services import sending as sending_service
from village.files.models import SealedFile
from village.partnership.people import services
from village.partnership.people.services import keys

PROBLEM = "application/problem+json"
HOW_TOS = Path(__file__).resolve().parents[2] / "docs/how-to"
FILLED = ("numerator", "denominator", "comment")


def all_editions() -> list[Edition]:
    rows = Edition.objects.system("a test").select_related("of__body", "sent_by").order_by("pk")
    return list(rows)


def test_a_file_is_taken_in_and_checked_as_if_its_data_lead_had_sent_it(
    cast: Cast, owed: Return
) -> None:
    nightly = council(cast, SEND)

    answer = nightly.send_file(owed, sending.census(5, more=[sending.faulty()]))

    said = told(answer)
    (made,) = all_editions()
    sending.work(most=1)
    polled = told(nightly.client.get(answer.headers["Location"], headers=nightly.headers))
    assert (answer.status_code, said["state"], said["number"]) == (202, "received", 1)
    assert said["sent_by_key"] == nightly.key.prefix
    assert made.sent_by == cast.owner
    assert polled["state"] == "checked"
    assert polled["children"] == 6
    assert polled["errors"] == sending.now(made).errors
    assert any(rule["end"] == "found" for rule in polled["rules"])


def test_what_was_sent_stands_in_the_trail_under_the_key(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)

    nightly.send_file(owed, sending.census(2))

    (event,) = sending.events("returns.receive")
    assert event.by == nightly.key.ref
    assert cast.owner.ref not in event.by
    page = cast.client(cast.by_role["information governance officer"]).get(
        f"/trail/{all_editions()[0].ref}/"
    )
    assert "key “Nightly job” of Thornbury Vale Council" in page.text


def test_the_pages_of_the_return_say_which_key_sent_it(cast: Cast, owed: Return) -> None:
    nightly, browser = council(cast, SEND), cast.client(cast.colleague)
    nightly.send_file(owed, sending.census(2))

    pages = [
        browser.get(path).text
        for path in (f"/returns/{owed.ref}/", f"/editions/{all_editions()[0].ref}/")
    ]

    assert [page.count("The key “Nightly job”") for page in pages] == [1, 1]


def test_counts_come_as_json_and_meet_the_same_checks(cast: Cast, counts_owed: Return) -> None:
    nightly = council(cast, SEND)
    wrong = good_counts()
    wrong["counts"][1]["numerator"] = 7

    for said in (good_counts(), wrong):
        nightly.send_json(counts_owed, {**said, "reason": "Counted anew"})
        sending.work(most=1)

    good, bad = (told(nightly.get(f"editions/{edition.ref}")) for edition in all_editions())
    assert (good["state"], good["errors"]) == ("checked", 0)
    assert bad["errors"] > 0
    assert {rule["rule"] for rule in bad["rules"] if rule["end"] == "found"} >= {
        "CT-groups-and-total"
    }


def test_the_blank_form_filled_in_is_what_is_sent(cast: Cast, counts_owed: Return) -> None:
    """Word for word as it came, with nothing changed but the numbers, as the how-to says."""
    nightly = council(cast, SEND)
    blank = told(nightly.get(f"returns/{counts_owed.ref}/counts"))
    asked = {(line["indicator"], line["breakdown"], line["group"]) for line in blank["counts"]}
    to_fill = [{name: line[name] for name in FILLED} for line in blank["counts"]]
    numbers = {(line[1], line[2]): line[3:] for line in calling.LINES if line[0] == "notices"}
    for line in blank["counts"]:
        place = line["breakdown"], line["group"].casefold()
        line["numerator"], line["denominator"] = numbers[place]
        if line["asks"]["denominator"]:
            line["denominator"] = "not collected"

    answer = nightly.send_json(counts_owed, blank)
    sending.work(most=1)

    assert answer.status_code == 202, answer.text
    assert to_fill == [dict.fromkeys(FILLED)] * len(calling.LINES)
    assert {tuple(map(str.casefold, place)) for place in asked} == {
        line[:3] for line in calling.LINES
    }
    assert all_editions()[0].errors == 0


def test_a_name_that_nobody_knows_is_named_once(cast: Cast, counts_owed: Return) -> None:
    said = good_counts()
    for line in said["counts"]:
        line["child_id"] = "Zebedee"
    said["counts"][0]["Zebedee\x1b"] = 1

    answer = council(cast, SEND).send_json(counts_owed, said)

    faults = told(answer)["faults"]
    assert [fault["where"] for fault in faults] == ["/counts/0", "/counts/0"]
    assert "“child_id”" in faults[1]["what"]
    assert "It stands in 5 places" in faults[1]["what"]
    assert "Zebedee" not in answer.text


def test_one_fault_alone_is_the_problem_itself(cast: Cast, counts_owed: Return) -> None:
    said = good_counts()
    for line in said["counts"]:
        line["heading"] = "Police notices"

    problem = told(council(cast, SEND).send_json(counts_owed, said))

    assert problem["detail"] == problem["faults"][0]["what"]
    assert "“heading”" in problem["detail"]


def test_an_edition_of_counts_tells_of_no_children(cast: Cast, counts_owed: Return) -> None:
    nightly = council(cast, SEND)
    nightly.send_json(counts_owed, good_counts())
    sending.work(most=1)

    said = told(nightly.get(f"editions/{all_editions()[0].ref}"))

    assert said["children"] is None
    assert {rule["children"] for rule in said["rules"]} == {None}


def test_a_rule_that_held_says_nothing_of_being_broken(cast: Cast, counts_owed: Return) -> None:
    nightly, wrong = council(cast, SEND), good_counts()
    wrong["counts"][1]["numerator"] = 7
    nightly.send_json(counts_owed, wrong)
    sending.work(most=1)

    rules = told(nightly.get(f"editions/{all_editions()[0].ref}"))["rules"]

    texts = ("message", "mend", "why", "places")
    silent = {rule["end"] for rule in rules if not any(rule[name] for name in texts)}
    assert silent == {"held"}
    assert {rule["end"] for rule in rules if rule["message"]} >= {"found"}


def test_a_moment_is_told_one_way_everywhere(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)

    sent = nightly.send_file(owed, sending.census(2))

    told_then = told(sent)["sent_at"]
    listed = told(nightly.get(f"returns/{owed.ref}"))["sent"][0]["sent_at"]
    asked = told(nightly.get(f"editions/{told(sent)['ref']}"))["sent_at"]
    assert told_then == listed == asked
    assert told_then.endswith("+00:00")


def test_what_is_said_to_be_typed_is_there_on_a_bare_machine(cast: Cast) -> None:
    page = cast.client(cast.owner).get("/api/").text
    how_to = (HOW_TOS / "send-by-api.md").read_text()

    said = [text.count("Idempotency-Key: ") for text in (page, how_to)]

    assert said == [text.count("$(date +%FT%H%M%S)") for text in (page, how_to)]
    assert min(said) > 0


def test_a_mark_is_never_nought_on_its_way(cast: Cast, counts_owed: Return) -> None:
    nightly = council(cast, SEND)
    said = good_counts()
    said["counts"][4] |= {"numerator": 0, "denominator": "suppressed", "comment": "=1+1 less\nso"}

    nightly.send_json(counts_owed, said)

    from village.files import services as files

    with files.open_file(all_editions()[0].file_ref) as stream:
        text = stream.read().decode()
    assert text.splitlines()[-1] == "April to June 2026,decided,all,all,0,suppressed,1+1 less so"


def test_nothing_that_a_key_sends_is_in_the_data_set_by_itself(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    nightly.send_file(owed, sending.census(3))

    sending.work()

    assert all_editions()[0].state == State.CHECKED
    assert sending.jobs("returns.keep") == []


def test_the_issues_come_in_the_ids_of_the_senders_file_and_the_look_is_recorded(
    cast: Cast, owed: Return
) -> None:
    nightly = council(cast, SEND)
    nightly.send_file(owed, sending.census(3, more=[sending.faulty()]))
    sending.work(most=1)

    issues = told(nightly.get(f"editions/{all_editions()[0].ref}/issues"))

    (look,) = sending.events("returns.export")
    assert sending.CANARY in {issue["child_id"] for issue in issues["issues"]}
    assert issues["of"] == len(issues["issues"])
    assert look.by == nightly.key.ref


def test_who_was_barred_from_names_made_a_key_that_shows_none(cast: Cast, owed: Return) -> None:
    services.bar(
        cast.owner, scope=f"identities:{cast.council.ref}", why="a relative",
        by=cast.by_role["information governance officer"], at=AT,
    )  # fmt: skip
    nightly = council(cast, SEND)
    nightly.send_file(owed, sending.census(3, more=[sending.faulty()]))
    sending.work(most=1)

    answer = nightly.get(f"editions/{all_editions()[0].ref}/issues")

    assert told(answer)["of"] > 0
    assert sending.CANARY not in answer.text
    assert sending.WRONG_UPN not in answer.text


def test_the_same_call_sent_again_is_taken_in_once(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    data = sending.census(2)

    first = nightly.send_file(owed, data, once="call-1")
    again = nightly.send_file(owed, data, once="call-1")
    sending.work(most=1)
    later = nightly.send_file(owed, data, once="call-1")

    assert [told(a)["ref"] for a in (again, later)] == [told(first)["ref"]] * 2
    assert [a.headers.get("Idempotent-Replayed") for a in (first, again, later)] == [
        None, "true", "true",
    ]  # fmt: skip
    assert told(later)["state"] == "checked"
    assert len(all_editions()) == 1
    assert SealedFile.objects.system("a test").count() == 1


@pytest.mark.parametrize("is_checked", [False, True], ids=["being checked", "checked"])
def test_of_the_same_call_twice_at_one_moment_one_is_acted_on(
    cast: Cast, owed: Return, monkeypatch, is_checked: bool
) -> None:
    nightly, looked = council(cast, SEND), []
    first = nightly.send_file(owed, sending.census(2), once="call-1")
    if is_checked:
        sending.work(most=1)
    before = sending_service._before

    def too_early(*given: object) -> Edition | None:
        """As it was before the other one had committed."""
        looked.append(given)
        return None if len(looked) == 1 else before(*given)

    monkeypatch.setattr(sending_service, "_before", too_early)

    second = nightly.send_file(owed, sending.census(2), once="call-1")

    assert (second.status_code, told(second)["ref"]) == (202, told(first)["ref"])
    assert len(looked) == 2
    assert len(all_editions()) == 1
    assert SealedFile.objects.system("a test").count() == 1


@pytest.mark.parametrize("what", ["another file", "another reason", "another return", "counts"])
def test_another_thing_under_a_call_that_was_made_is_refused(
    cast: Cast, owed: Return, counts_owed: Return, what: str
) -> None:
    nightly = council(cast, SEND)
    data = sending.census(2)
    nightly.send_file(owed, data, once="call-1")
    other = sending.owe(cast.council, spec="person-list", period=sending.QUARTER)

    again = {
        "another file": lambda: nightly.send_file(owed, sending.census(3), once="call-1"),
        "another reason": lambda: nightly.send_file(owed, data, once="call-1", reason="Late"),
        "another return": lambda: nightly.send_file(other, data, once="call-1"),
        "counts": lambda: nightly.send_json(counts_owed, good_counts(), once="call-1"),
    }[what]()

    assert again.status_code == 422
    assert told(again)["where"] == "Idempotency-Key"
    assert len(all_editions()) == 1


def test_two_keys_may_make_up_the_same_call(cast: Cast, owed: Return, police_owed: Return) -> None:
    theirs = police(cast, SEND).send_file(police_owed, sending.police(), once="call-1")
    ours = council(cast, SEND).send_file(owed, sending.census(2), once="call-1")

    assert [theirs.status_code, ours.status_code] == [202, 202]


@pytest.mark.parametrize("once", ["", " ", "a b", "x" * 201, "é"])
def test_a_call_that_names_itself_by_no_plain_word_is_refused(
    cast: Cast, owed: Return, once: str
) -> None:
    nightly = council(cast, SEND)

    answer = nightly.client.post(
        f"/api/v1/returns/{owed.ref}/editions",
        json.dumps(good_counts()),
        content_type="application/json",
        headers={**nightly.headers, **({"Idempotency-Key": once} if once else {})},
    )

    assert (answer.status_code, told(answer)["where"]) == (400, "Idempotency-Key")


def test_a_second_file_waits_until_the_first_is_checked(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    nightly.send_file(owed, sending.census(2))

    answer = nightly.send_file(owed, sending.census(3))

    assert (answer.status_code, told(answer)["where"]) == (409, all_editions()[0].ref)
    assert "Amina" not in answer.text
    assert len(all_editions()) == 1


def test_a_correction_needs_its_reason_as_on_the_page(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    first = sending.checked(owed, sending.census(2), by=cast.owner)
    editions.accept(first, version=first.version, commentary="", by=cast.owner, at=AT)

    without = nightly.send_file(owed, sending.census(3))
    with_one = nightly.send_file(owed, sending.census(3), reason="One child was missing")

    assert (without.status_code, told(without)["where"]) == (409, "reason")
    assert with_one.status_code == 202
    assert told(with_one)["reason"] == "One child was missing"


def test_a_file_that_cannot_be_read_is_told_of_at_its_address(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    nightly.send_file(owed, b"this is no census")
    sending.work(most=1)

    said = told(nightly.get(f"editions/{all_editions()[0].ref}"))

    assert said["state"] == "refused"
    assert set(said["failure"]) == {"what", "where", "mend"}
    assert said["failure"]["mend"]


def test_a_file_that_is_too_large_leaves_nothing(cast: Cast, owed: Return, settings, store) -> None:
    settings.VILLAGE_LARGEST_UPLOAD = 1_000
    nightly = council(cast, SEND)

    answer = nightly.send_file(owed, sending.census(12))

    assert answer.status_code == 413
    assert told(answer)["mend"]
    assert all_editions() == []
    assert sending.sealed_files(store) == []


def test_json_that_is_too_large_is_not_read(cast: Cast, counts_owed: Return, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 300
    nightly = council(cast, SEND)

    answer = nightly.send_json(counts_owed, good_counts())

    assert answer.status_code == 413
    assert all_editions() == []


@pytest.mark.parametrize("said", [b" ", b"{", b"[", b"\xff\xfe", b'{"counts": NaN}',
                                  b"[" * 100_000, b'{"counts": ' + b"9" * 5000 + b"}"])  # fmt: skip
def test_what_is_no_json_is_refused(cast: Cast, counts_owed: Return, said: bytes) -> None:
    answer = council(cast, SEND).send_json(counts_owed, said)

    assert (answer.status_code, told(answer)["where"]) == (400, "body")


def a_line(**changed: object) -> dict[str, object]:
    line = {"quarter": "April to June 2026", "indicator": "notices", "numerator": 1, **changed}
    return {"counts": [line]}


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ([], "body"),
        ({}, "body"),
        ({"counts": []}, "/counts"),
        ({"counts": "Zebedee"}, "/counts"),
        ({"counts": [], "more": 1}, "body"),
        (a_line(numerator=-1), "/counts/0/numerator"),
        (a_line(numerator=1.5), "/counts/0/numerator"),
        (a_line(numerator="Zebedee"), "/counts/0/numerator"),
        (a_line(numerator=True), "/counts/0/numerator"),
        (a_line(numerator=10**9), "/counts/0/numerator"),
        (a_line(numerator=None), "/counts/0/numerator"),
        (a_line(denominator=[]), "/counts/0/denominator"),
        (a_line(child="Zebedee"), "/counts/0"),
        (a_line(quarter="x" * 201), "/counts/0/quarter"),
        (a_line(comment="Zebedee\x00"), "/counts/0/comment"),
        (a_line(group="\ud800"), "/counts/0/group"),
        ({**a_line(), "reason": "\x1b[2J"}, "/reason"),
        ({**a_line(), "reason": "x" * 501}, "/reason"),
    ],
)
def test_what_does_not_fit_is_told_by_its_place_and_without_its_value(
    cast: Cast, counts_owed: Return, said: object, where: str
) -> None:
    answer = council(cast, SEND).send_json(counts_owed, said)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == PROBLEM
    assert where in {fault["where"] for fault in told(answer)["faults"]}
    assert "Zebedee" not in answer.text
    assert all_editions() == []


@pytest.mark.parametrize("parts", [{}, {"file": "typed"}, {"reason": "Late"}])
def test_a_form_without_a_file_is_refused(cast: Cast, owed: Return, parts: dict) -> None:
    nightly = council(cast, SEND)

    answer = nightly.client.post(
        f"/api/v1/returns/{owed.ref}/editions", parts,
        headers={**nightly.headers, "Idempotency-Key": "call-1"},
    )  # fmt: skip

    assert (answer.status_code, told(answer)["where"]) == (422, "file")


def test_an_empty_file_is_refused(cast: Cast, owed: Return) -> None:
    assert council(cast, SEND).send_file(owed, b"").status_code == 422


def test_counts_for_a_return_of_rows_are_refused(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)

    sent = nightly.send_json(owed, good_counts())
    blank = nightly.get(f"returns/{owed.ref}/counts")

    assert (sent.status_code, blank.status_code) == (409, 404)


def test_another_kind_of_body_is_refused(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)

    answer = nightly.client.post(
        f"/api/v1/returns/{owed.ref}/editions", b"<Message/>", content_type="text/xml",
        headers={**nightly.headers, "Idempotency-Key": "call-1"},
    )  # fmt: skip

    assert answer.status_code == 415


def test_a_system_sees_what_its_own_body_owes_and_no_more(
    cast: Cast, owed: Return, police_owed: Return
) -> None:
    sending.checked(police_owed, sending.police(), by=cast.other)
    sending.checked(owed, sending.census(2), by=cast.owner)

    ours, theirs = told(council(cast).get("returns")), told(police(cast).get("returns"))

    assert [(one["ref"], one["state"]) for one in ours["returns"]] == [(owed.ref, "checked")]
    assert [one["ref"] for one in theirs["returns"]] == [police_owed.ref]
    assert [one["form"] for one in ours["returns"]] == ["file"]


def test_a_return_lists_every_edition_and_no_name_of_a_person(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    sending.checked(owed, sending.census(2), by=cast.owner)
    nightly.send_file(owed, sending.census(3), reason="One more")

    answer = nightly.get(f"returns/{owed.ref}")

    sent = told(answer)["sent"]
    assert [one["number"] for one in sent] == [2, 1]
    assert [one["sent_by_key"] for one in sent] == [nightly.key.prefix, None]
    assert "Amina" not in answer.text
    assert "return.xml" not in answer.text


def addresses(owed: Return, edition: Edition) -> list[str]:
    return [
        f"returns/{owed.ref}", f"returns/{owed.ref}/counts", f"editions/{edition.ref}",
        f"editions/{edition.ref}/issues",
    ]  # fmt: skip


def test_another_agency_is_told_of_nothing_that_is_not_its_own(cast: Cast, owed: Return) -> None:
    edition = sending.checked(owed, sending.census(3, more=[sending.faulty()]), by=cast.owner)
    theirs = police(cast)

    answers = [theirs.get(address) for address in addresses(owed, edition)]
    sent = theirs.send_file(owed, sending.census(1))
    absent = theirs.get("returns/" + "A" * 16)

    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.text for answer in (*answers, sent)} == {absent.text}
    assert len(all_editions()) == 1
    assert sending.events("returns.export") == []


def test_what_a_key_was_refused_stands_in_the_trail_under_its_name(
    cast: Cast, owed: Return
) -> None:
    theirs = police(cast)

    theirs.get(f"returns/{owed.ref}")

    (event,) = sending.events("returns.api_return")
    assert (event.sort, event.by) == ("refused", theirs.key.ref)


def test_a_key_that_reads_figures_sends_nothing(cast: Cast, owed: Return, store) -> None:
    reader = council(cast, READ)

    sent = reader.send_file(owed, sending.census(2))
    listed = reader.get("returns")

    assert (sent.status_code, listed.status_code) == (403, 403)
    assert told(sent)["detail"] == "This key was made to read figures, and not for that."
    assert all_editions() == []
    assert sending.sealed_files(store) == []


def test_a_stranger_is_told_the_same_everywhere_and_leaves_nothing(
    cast: Cast, owed: Return, store
) -> None:
    edition = sending.checked(owed, sending.census(2), by=cast.owner)
    kept = sending.sealed_files(store)
    made_up = calling.System("village_aaaaaaaa_" + "b" * 40)

    there = [s.get(a) for s in (NOBODY, made_up) for a in ("returns", *addresses(owed, edition))]
    not_there = [s.get(a) for s in (NOBODY, made_up) for a in ("returns/none", "none", "", "a/b/c")]
    sent = [s.send_file(owed, sending.census(2)) for s in (NOBODY, made_up)]

    answers = [*there, *not_there, *sent]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Bearer realm="village"'}
    assert sending.sealed_files(store) == kept
    assert len(all_editions()) == 1


def test_who_is_signed_in_is_a_stranger_without_a_key(cast: Cast, owed: Return, store) -> None:
    browser = cast.client(cast.owner)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies

    answers = [
        browser.get("/api/v1/returns"),
        browser.get(f"/api/v1/returns/{owed.ref}"),
        strict.post(f"/api/v1/returns/{owed.ref}/editions", {"reason": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [401] * 3
    assert all_editions() == []


def test_a_key_needs_no_token_of_a_form_and_sets_no_cookie(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    nightly.client = Client(enforce_csrf_checks=True)

    answer = nightly.send_file(owed, sending.census(2))

    assert answer.status_code == 202
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_key_opens_no_page(cast: Cast, owed: Return) -> None:
    nightly = council(cast)

    pages = [
        nightly.client.get(path, headers=nightly.headers)
        for path in ("/returns/", f"/returns/{owed.ref}/", "/indicators/", "/people/")
    ]

    assert {page.status_code for page in pages} == {302}
    assert all(page.headers["Location"].startswith("/sign-in/") for page in pages)


@pytest.mark.parametrize("where", ["address", "form", "basic", "cookie"])
def test_a_key_counts_in_its_header_alone(cast: Cast, owed: Return, where: str) -> None:
    token = council(cast).token
    client = Client()
    client.cookies["Authorization"] = f"Bearer {token}" if where == "cookie" else ""
    headers = {"Authorization": f"Basic {token}"} if where == "basic" else {}
    query = f"?key={token}&access_token={token}" if where == "address" else ""

    if where == "form":
        answer = client.post(f"/api/v1/returns/{owed.ref}/editions", {"key": token})
    else:
        answer = client.get(f"/api/v1/returns{query}", headers=headers)

    assert answer.status_code == 401
    assert token not in answer.text


def test_every_other_method_is_refused_with_those_that_there_are(cast: Cast, owed: Return) -> None:
    nightly = council(cast)

    deleted = nightly.client.delete("/api/v1/returns", headers=nightly.headers)
    read = nightly.get(f"returns/{owed.ref}/editions")

    assert (deleted.status_code, deleted.headers["Allow"]) == (405, "GET, HEAD")
    assert (read.status_code, read.headers["Allow"]) == (405, "POST")
    assert {deleted.headers["Content-Type"], read.headers["Content-Type"]} == {PROBLEM}


def test_a_key_ended_between_two_calls_replays_nothing(cast: Cast, owed: Return) -> None:
    nightly = council(cast, SEND)
    data = sending.census(2)
    nightly.send_file(owed, data, once="call-1")

    keys.end(nightly.key, by=cast.owner, at=AT)

    assert nightly.send_file(owed, data, once="call-1").status_code == 401


def test_an_address_of_the_api_that_is_not_there_is_told_as_a_problem(cast: Cast) -> None:
    answer = council(cast).get("nothing/of/the/sort")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
    assert set(told(answer)) >= {"type", "title", "status", "detail", "where", "mend"}


def test_a_fault_of_ours_is_a_problem_with_a_reference_and_no_words_of_the_fault(
    cast: Cast, owed: Return, monkeypatch, caplog
) -> None:
    nightly = council(cast)
    nightly.client.raise_request_exception = False

    def broken(*_: object) -> None:
        raise RuntimeError("Zebedee in the works")

    monkeypatch.setattr("village.evidence.returns.selectors.by_key.owed", broken)

    answer = nightly.get("returns")

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, PROBLEM)
    assert "Zebedee" not in answer.text
    assert "reference" in told(answer)["mend"]


def test_the_keys_signs_reach_no_log(cast: Cast, owed: Return, caplog) -> None:
    caplog.set_level("DEBUG")
    nightly = council(cast)

    nightly.get("returns")
    nightly.get("returns/none")
    nightly.send_file(owed, sending.census(2))
    calling.System(nightly.token + "x").get("returns")

    assert nightly.token not in caplog.text
    assert nightly.token not in str(list(Sending.objects.system("a test").values()))
