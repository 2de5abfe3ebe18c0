"""A report is dropped, and a moment later its findings are read; what was guessed is mended."""

import json
from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.reporting.dropping import MENDED, PARTS, SHARE, TEXT, Dropper, plain
from tests.returns import sending
from village.account.reporting.models import Report
from village.account.reporting.rules import MOST_WAITING, State
from village.account.reporting.selectors.shown import Number
from village.account.reporting.services import dropping
from village.account.reporting.services.checking import read_report
from village.kernel.refs import new_ref
from village.partnership.people.rules import RoleKind


@pytest.fixture
def dropper(cast: Cast) -> Dropper:
    return Dropper(cast, cast.by_role[RoleKind.BUSINESS_MANAGER])


def test_a_report_is_dropped_and_its_findings_are_read(dropper: Dropper) -> None:
    dropper.drop()

    page = dropper.page()

    assert "43 of 48 is not 88%." in page
    assert "43 / 48 = 89.6%" in page
    assert "Cannot be right" in page
    assert dropper.report.summary["counts"]["cannot be right"] == 2


def test_a_report_in_order_says_what_that_does_not_mean(dropper: Dropper) -> None:
    dropper.drop("# Report\n\nThe partnership met in May.\n")

    assert "Nothing was found. That does not say that all is right" in dropper.page()


def test_the_front_page_offers_it_to_everybody(cast: Cast, dropper: Dropper) -> None:
    signed_in = plain(dropper.client.get("/"))
    public = plain(cast.client(None).get("/"))

    assert "Check a report" in signed_in
    assert "Check a report" in public


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04 no zip at all", "report.docx", "cut short or damaged"),
        (b"%PDF-1.4 cut", "report.pdf", "cut short or damaged"),
        (b"\x00\x01\x02\xff" * 50, "report.md", ""),
        (b" \n \n", "report.txt", ""),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_message_and_nothing_of_it_stays(
    dropper: Dropper, data: bytes, name: str, said: str
) -> None:
    dropper.drop(data, name=name)

    report = dropper.report
    assert report.state == State.REFUSED
    assert said in report.failure["what"]
    assert report.failure["what"] in dropper.page()
    assert report.findings_ref == ""


def test_a_report_that_takes_too_long_is_refused_and_the_worker_lives(
    dropper: Dropper, settings
) -> None:
    settings.VILLAGE_CHILD_CPU_SECONDS = 0
    dropper.drop()
    assert dropper.report.state == State.REFUSED

    settings.VILLAGE_CHILD_CPU_SECONDS = 30
    dropper.drop()

    assert dropper.report.state == State.CHECKED


def test_a_check_that_breaks_by_no_fault_of_the_file_is_tried_again(
    dropper: Dropper, settings
) -> None:
    """So does one whose process somebody killed: nothing is destroyed for that."""
    settings.VILLAGE_CHILD_MEMORY_MB = 8
    dropper.drop()
    assert dropper.report.state == State.RECEIVED
    assert "being read" in dropper.page()

    settings.VILLAGE_CHILD_MEMORY_MB = 1536
    read_report(dropper.ref, progress=Progress())

    assert dropper.report.state == State.CHECKED


def test_what_was_found_stays_where_a_correction_takes_too_long(dropper: Dropper, settings) -> None:
    dropper.drop()
    its = dropper.finding(SHARE)
    settings.VILLAGE_CHILD_CPU_SECONDS = 0

    dropper.correct(its.numbers[0], its.key, value="42")

    assert dropper.report.state == State.CHECKED
    assert SHARE in dropper.kinds()
    assert "could not be followed" in dropper.page()


def test_a_report_that_is_destroyed_while_it_waits_is_not_read(dropper: Dropper) -> None:
    ref = dropper.send(TEXT)["Location"].split("/")[2]
    dropper.ref = ref
    dropper.client.post(dropper.at("destroy"), {"request_key": new_ref()})

    assert sending.work() >= 1

    assert dropper.report.state == State.DESTROYED
    assert [job.state for job in sending.jobs("reporting.check")] == ["done"]


def test_its_check_ends_where_its_owner_destroys_it_meanwhile(dropper: Dropper) -> None:
    dropper.ref = dropper.send(TEXT)["Location"].split("/")[2]

    class Meanwhile(Progress):
        def go_on(self) -> None:
            if dropper.report.state == State.RECEIVED:
                dropper.client.post(dropper.at("destroy"), {"request_key": new_ref()})

    read_report(dropper.ref, progress=Meanwhile())

    assert dropper.report.state == State.DESTROYED
    assert dropper.report.findings_ref == ""


def test_destroying_asks_first(dropper: Dropper) -> None:
    dropper.drop()

    page = plain(dropper.client.get(dropper.at("destroy")))

    assert "Nobody can bring it back" in page
    assert dropper.report.state == State.CHECKED


def test_corrections_of_a_file_of_claims_are_followed(dropper: Dropper) -> None:
    rows = ["key,value,unit,parent", "all children,220,count,", "girls é/x,124,count,all children"]
    dropper.drop("\n".join([*rows, "boys,99,count,all children"]) + "\n", name="claims.csv")
    its = dropper.finding(PARTS)
    boys = next(one for one in its.numbers if one.value == 99)

    dropper.correct(boys, its.key, value="96")

    assert PARTS not in dropper.kinds()


def test_numbers_of_no_end_are_shown_and_cannot_be_corrected(dropper: Dropper) -> None:
    long = Number("x", {"value": "9" * 5000, "unit": "count"}, {})
    longer = Number("x", {"value": "1" * 30, "unit": "count"}, {})

    assert long.value is None
    assert longer.value is None


def test_what_is_said_while_it_is_read_again_leads_back_with_why(dropper: Dropper) -> None:
    dropper.drop()
    its = dropper.finding(SHARE)
    number, key = its.numbers[0], its.key
    said = {"version": dropper.report.version, "value": "42", "request_key": new_ref()}
    dropper.client.post(dropper.at("correct", key, number.mark), said)

    late = dropper.client.post(
        dropper.at("set_aside", key),
        {**said, "why": "Known", "request_key": new_ref()},
        follow=True,
    )

    assert "being read again" in plain(late)


def test_only_what_was_corrected_is_taken_back(dropper: Dropper) -> None:
    dropper.drop()

    answer = dropper.client.post(
        dropper.at("take_back", "abc"),
        {"version": dropper.report.version, "request_key": new_ref()},
        follow=True,
    )

    assert "no such correction" in plain(answer)
    assert dropper.report.checks == 1


def test_a_correction_is_followed_and_is_known_in_the_next_version(dropper: Dropper) -> None:
    first = dropper.drop().ref
    its = dropper.finding(SHARE)
    part = next(one for one in its.numbers if one.text == "43")

    dropper.correct(part, its.key, value="42")

    assert SHARE not in dropper.kinds()
    assert "The number: 42" in dropper.page()
    dropper.drop(TEXT + "\nMore was written.\n", after=first)
    assert dropper.report.number == 2
    assert SHARE not in dropper.kinds(), "the correction was carried over"


def test_a_whole_that_a_person_says_is_weighed(dropper: Dropper) -> None:
    dropper.drop("# Audit\n\nOf the plans 31% were good.\n")
    assert dropper.kinds() != []
    its = next(one for one in dropper.findings() if one.numbers)
    number = its.numbers[0]

    dropper.correct(number, its.key, n="23")

    said = [one.told for one in dropper.findings() if one.told["kind"] == "reachable percentage"]
    assert [one["verdict"] for one in said] == ["cannot be right"]


def test_a_correction_is_taken_back(dropper: Dropper) -> None:
    dropper.drop()
    its = dropper.finding(SHARE)
    part = next(one for one in its.numbers if one.text == "43")
    dropper.correct(part, its.key, value="42")

    dropper.post("take_back", part.mark)

    assert SHARE in dropper.kinds()
    assert "What you corrected" not in dropper.page()


def test_a_correction_that_says_what_was_read_is_refused(dropper: Dropper) -> None:
    dropper.drop()
    its = dropper.finding(SHARE)

    answer = dropper.correct(its.numbers[0], its.key)

    assert "Change what was read wrongly" in plain(answer)
    assert dropper.report.checks == 1


def test_a_finding_is_set_aside_with_why_and_stays_so_in_the_next_version(
    dropper: Dropper,
) -> None:
    first = dropper.drop().ref
    key = dropper.finding(PARTS).key

    dropper.post("set_aside", key, why="Nurses who are social workers are counted twice.")

    assert PARTS not in dropper.kinds()
    assert "counted twice" in dropper.page()
    assert dropper.report.summary["counts"] == {"cannot be right": 1}
    dropper.drop(MENDED, after=first)
    assert PARTS not in dropper.kinds()
    assert dropper.report.summary["counts"] == {}


def test_a_finding_is_put_back(dropper: Dropper) -> None:
    dropper.drop()
    key = dropper.finding(PARTS).key
    dropper.post("set_aside", key, why="Known.")

    dropper.post("put_back", key)

    assert PARTS in dropper.kinds()
    assert dropper.report.summary["counts"] == {"cannot be right": 2}


def test_the_next_version_says_what_is_gone_and_what_is_new(dropper: Dropper) -> None:
    first = dropper.drop().ref

    dropper.drop(MENDED + "\nTo follow: TBC.\n", after=first)

    assert dropper.report.summary["gone"] == 1
    assert dropper.report.summary["new"] == 1
    assert "1 of its findings is gone, and 1 is new" in dropper.page()


def test_what_was_said_of_an_older_page_is_refused(dropper: Dropper) -> None:
    dropper.drop()
    its = dropper.finding(SHARE)
    old = dropper.report.version
    dropper.post("set_aside", dropper.finding(PARTS).key, why="Known.")

    answer = dropper.post("set_aside", its.key, why="Known too.", version=old)

    assert "changed while you had it open" in plain(answer)
    assert SHARE in dropper.kinds()


@pytest.mark.parametrize(
    ("part", "kind", "holds"),
    [
        ("findings", "application/json", b'"cannot be right"'),
        ("page", "text/html", b"<mark>"),
    ],
)
def test_findings_are_taken_along(dropper: Dropper, part: str, kind: str, holds: bytes) -> None:
    dropper.drop()

    answer = dropper.client.get(dropper.at("take", part))

    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "canary" not in answer["Content-Disposition"]
    assert holds in answer.content
    assert len(sending.events("reporting.export")) == 1


def test_json_holds_a_key_for_each_finding(dropper: Dropper) -> None:
    dropper.drop()

    told = json.loads(dropper.client.get(dropper.at("take", "findings")).content)

    keys = [one["key"] for one in told["findings"]]
    assert len(keys) == len(set(keys)) >= 2


def test_there_is_no_word_file_of_what_was_none(dropper: Dropper) -> None:
    dropper.drop()

    assert dropper.client.get(dropper.at("take", "word")).status_code == 404
    assert dropper.client.get(dropper.at("take", "file")).status_code == 404


def test_no_more_than_a_few_wait_at_once_for_one_person(cast: Cast, dropper: Dropper) -> None:
    for _ in range(MOST_WAITING):
        assert dropper.send(TEXT).status_code == 302

    refused = dropper.send(TEXT)

    assert "wait to be read" in plain(refused)
    other = Dropper(cast, cast.by_role[RoleKind.SCRUTINEER])
    assert other.send(TEXT).status_code == 302, "nobody waits for another's"


def test_a_check_that_ran_already_changes_nothing_again(dropper: Dropper) -> None:
    dropper.drop()
    version = dropper.report.version

    read_report(dropper.ref, progress=Progress())

    assert dropper.report.version == version


class Progress:
    """A worker's ear that hears nothing."""

    def __call__(self, done: int, of: int, words: str = "") -> None: ...
    def go_on(self) -> None: ...
    def complete(self) -> None: ...


def test_reports_of_thirty_days_ago_are_swept_and_younger_ones_stay(dropper: Dropper) -> None:
    old = dropper.drop().ref
    nearly = dropper.report.at + timedelta(days=29, hours=23)
    assert dropping.sweep(at=nearly) == 0

    swept = dropping.sweep(at=dropper.report.at + timedelta(days=30))

    assert swept == 1
    assert Report.objects.system("a test looks").get(ref=old).state == State.DESTROYED


def test_what_a_number_was_taken_for_is_told_only_where_it_was_understood(
    dropper: Dropper,
) -> None:
    dropper.drop()
    its = dropper.finding(SHARE)

    words = {one.text: one.words for one in its.numbers}

    assert words["43"] == ""
    assert "children" in words["48"]
    assert "not understood" in plain(dropper.client.get(dropper.at("finding", its.key)))
