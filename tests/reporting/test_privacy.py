"""A report lies sealed, is its owner's alone, and leaves no word behind when it is destroyed."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.db import connection
from django.urls import reverse

from tests.cast import AT, Cast
from tests.reporting.dropping import CANARY, NAME, PARTS, TEXT, Dropper
from village.account.reporting.models import Report
from village.account.reporting.services import dropping
from village.cli.backups import ended
from village.files import services as files
from village.files.models import SealedFile
from village.partnership.people.rules import RoleKind
from village.trail.models import Event

WORDS = (CANARY, NAME, "from schools", "counted twice by canaries")
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def dropper(cast: Cast) -> Dropper:
    return Dropper(cast, cast.by_role[RoleKind.BUSINESS_MANAGER])


def everything_stored() -> str:
    """Every cell of every table of ours, and every byte of the store."""
    from django.apps import apps

    told = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # our own table
            told += [str(_bytes(cell)) for row in cursor.fetchall() for cell in row]
    for path in Path(house.VILLAGE_STORE).rglob("*"):
        if path.is_file():
            told.append(path.read_bytes().decode("latin-1"))
    return "\n".join(told)


def _bytes(cell: object) -> object:
    return bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else cell


def furnished(dropper: Dropper) -> Dropper:
    """A report with a finding set aside and a number corrected."""
    dropper.drop()
    dropper.post("set_aside", dropper.finding(PARTS).key, why="counted twice by canaries")
    its = dropper.findings()[0]
    dropper.correct(its.numbers[0], its.key, measure=CANARY)
    return dropper


def test_no_word_of_a_report_lies_open_anywhere(dropper: Dropper) -> None:
    furnished(dropper)

    stored = everything_stored()

    assert dropper.ref in stored, "the search finds what is there"
    assert [words for words in WORDS if words in stored] == []


def test_after_its_destruction_nothing_of_it_is_left(dropper: Dropper) -> None:
    furnished(dropper)

    dropper.post("destroy")

    report = dropper.report
    assert (bytes(report.said), report.summary) == (b"", {})
    assert living() == []
    assert dropper.client.get(dropper.at("one")).status_code == 404
    assert_nothing_tells_of(NAME, DIGEST)


def assert_nothing_tells_of(*words: str) -> None:
    stored = everything_stored()
    assert [one for one in words if one in stored] == []


def living() -> list[str]:
    return [one.ref for one in SealedFile.objects.system("a test looks").filter(destroyed_at=None)]


def test_after_thirty_days_nothing_of_it_is_left(dropper: Dropper) -> None:
    furnished(dropper)
    file = dropper.report.file_ref

    dropping.sweep(at=dropper.report.at + timedelta(days=30))

    assert living() == []
    assert dropper.client.get(dropper.at("one")).status_code == 404
    assert_nothing_tells_of(NAME, DIGEST)
    with pytest.raises(files.Gone), files.open_file(file):
        pass


def test_what_its_owner_destroyed_is_destroyed_again_after_a_restore(dropper: Dropper) -> None:
    """The journal names what was destroyed; a restored house, which has it still, ends it."""
    gone, back = furnished(dropper).ref, dropper.drop().ref
    dropper.ref = gone
    dropper.post("destroy")
    dropper.ref = back

    named = [one.ref for one in ended.now() if one.what == ended.REPORT]
    again = ended.end_again([ended.Ended(ended.REPORT, back)], at=AT)

    assert named == [gone]
    assert again == 1
    assert living() == []
    assert ended.end_again([ended.Ended(ended.REPORT, back)], at=AT) == 0


def test_what_could_not_be_read_is_swept_too(dropper: Dropper) -> None:
    dropper.drop(b"%PDF-1.4 cut", name="report.pdf")
    assert living() == []

    swept = dropping.sweep(at=dropper.report.at + timedelta(days=30))

    assert swept == 1
    assert bytes(dropper.report.said) == b""


def test_nobody_else_reaches_it_whatever_the_role(cast: Cast, dropper: Dropper) -> None:
    furnished(dropper)
    key = dropper.findings()[0].key
    gets = [dropper.at("one"), dropper.at("finding", key), dropper.at("take", "page")]
    posts = [
        dropper.at("next"), dropper.at("destroy"), dropper.at("set_aside", key),
        dropper.at("put_back", key), dropper.at("correct", key, "abc"),
        dropper.at("take_back", "abc"),
    ]  # fmt: skip
    for who, person in cast.everybody.items():
        if person == dropper.person:
            continue
        other = cast.client(person)

        answers = [other.get(href).status_code for href in gets]
        answers += [other.post(href, {"version": 1}).status_code for href in posts]

        assert set(answers) <= {403, 404, 400}, who
        assert NAME not in other.get(reverse("reporting:index")).content.decode(), who
    assert dropper.report.state == "checked"


def test_nobody_is_shown_it_who_is_not_signed_in(cast: Cast, dropper: Dropper) -> None:
    dropper.drop()
    public = cast.client(None)

    assert public.get(dropper.at("one")).status_code == 302
    assert public.get(reverse("reporting:index")).status_code == 302
    assert public.post(reverse("reporting:add")).status_code in {302, 403}


def test_the_trail_tells_of_every_look_and_no_word_of_the_report(dropper: Dropper) -> None:
    furnished(dropper)
    dropper.page()

    told = "\n".join(str(row) for row in Event.objects.system("a test looks").values())

    assert "reporting.look" in told
    assert [words for words in WORDS if words in told] == []


def test_no_address_and_no_title_holds_a_word_of_the_report(dropper: Dropper) -> None:
    furnished(dropper)
    key = dropper.findings()[0].key

    for href in (dropper.at("one"), dropper.at("finding", key)):
        page = dropper.client.get(href).content.decode()
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)

        assert title
        assert not set(re.findall(r"[a-z]{4,}", title[1].lower())) & {"canary", "children", "48"}
        assert "canary" not in href


def test_what_somebody_said_opens_for_its_own_report_alone(dropper: Dropper) -> None:
    from village.kernel.seal import SealError

    said = furnished(dropper).report.said
    stranger = Report(ref="A" * 16, said=said)

    with pytest.raises(SealError):
        _ = stranger.said_of


def test_a_report_is_nobodys_next_version_but_its_owners(cast: Cast, dropper: Dropper) -> None:
    dropper.drop()
    other = Dropper(cast, cast.by_role[RoleKind.QA_MANAGER])

    answer = other.send(TEXT, after=dropper.ref)

    assert answer.status_code == 404
    assert Report.objects.system("a test looks").count() == 1


def test_what_a_report_says_is_never_run_as_a_page(dropper: Dropper) -> None:
    evil = TEXT.replace("(88%)", "(88%)<script>alert(1)</script>")

    dropper.drop(evil, name="<img src=x>.txt")

    page = dropper.client.get(dropper.at("one")).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
