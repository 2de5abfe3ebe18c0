"""The writer of census files: the official order, plain values, nothing held back."""

import io
from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.census.census_files import only_child, reading
from village.engine.checks.census.cases import HEADER, a_child, an_episode
from village.engine.intake import receive
from village.engine.specs.census_document import ChildSpec, document


def test_elements_come_in_the_order_of_real_files() -> None:
    episode = {
        "ChildProtectionPlans": [{"CPPstartDate": "2025-06-20"}],
        "ReferralNFA": False,
        "Unknown": "x",
        "CINreferralDate": date(2025, 6, 2),
        "Section47": [{"ICPCnotRequired": True}],
    }

    text = "".join(document(HEADER, [{"CINdetails": [episode]}]))

    written = ["CINreferralDate", "Section47", "ReferralNFA", "ChildProtectionPlans", "Unknown"]
    places = [text.index(f"<{name}>") for name in written]
    assert places == sorted(places)
    assert "<ReferralNFA>false</ReferralNFA>" in text
    assert "<ICPCnotRequired>true</ICPCnotRequired>" in text
    assert "<CINreferralDate>2025-06-02</CINreferralDate>" in text


def test_what_is_none_is_left_out_and_signs_are_escaped() -> None:
    text = "".join(document(HEADER, [a_child(UPN=None, LAchildID="<A&1>")]))

    assert "<UPN>" not in text
    assert "&lt;A&amp;1&gt;" in text


def test_children_are_written_as_they_come() -> None:
    asked: list[int] = []

    def children() -> Iterator[ChildSpec]:
        for number in range(3):
            asked.append(number)
            yield a_child()

    pieces = document(HEADER, children())
    for _ in range(4):
        next(pieces)

    assert asked == [0]


@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF), min_size=1, max_size=30).filter(
        lambda text: text == text.strip()
    ),
    st.dates(),
    st.lists(st.sampled_from(["1A", "2B", "21", "zz"]), max_size=4),
)
def test_what_is_written_is_read_back(child_id: str, referred: date, factors: list[str]) -> None:
    assessments = [{"FactorsIdentifiedAtAssessment": {"AssessmentFactors": factors}}]
    episode = {**an_episode(CINreferralDate=referred), "Assessments": assessments}

    child = only_child("".join(document(HEADER, [a_child(episode, LAchildID=child_id)])))

    assert child.la_child_id == child_id
    assert child.episodes[0].referral_date == referred
    assert child.episodes[0].assessments[0].factors == tuple(factors)


class Pipe(io.BytesIO):
    """A stream that cannot go back, as a sealed file being opened."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError


def test_a_stream_that_cannot_go_back_is_held_and_read_again() -> None:
    text = "".join(document(HEADER, [a_child()])).encode()

    held = receive(Pipe(text), name="census.xml")

    assert held.open().read() == text
    assert held.open().read() == text
    assert (held.size, held.kind) == (len(text), "xml")


def test_a_file_is_known_by_its_hash_and_not_by_its_name() -> None:
    one = receive(io.BytesIO(b"<Message/>"), name="person-list.csv")
    other = receive(io.BytesIO(b"<Message/>"), name="census.xml")

    assert one.kind == "xml"
    assert one.sha256 == other.sha256
    assert len(one.sha256) == 64


def test_reading_twice_gives_the_same_children() -> None:
    text = "".join(document(HEADER, [a_child(), a_child(LAchildID="A2")]))

    assert reading(text)[1] == reading(text)[1]
