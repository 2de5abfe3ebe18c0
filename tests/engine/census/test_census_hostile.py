"""Files built to harm, and files that are broken: one clear message each, and never a value."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.census.census_files import checked, reading, received, xml
from village.engine import checks
from village.engine.checks.census.cases import a_child, a_child_with, a_cp_plan
from village.engine.errors import EngineError, Hostile, Unreadable, WrongReturn
from village.engine.intake import receive
from village.engine.intake.census_build import (
    DEEPEST,
    LONGEST_TEXT,
    MOST_ROWS_OF_A_CHILD,
)

LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)
BOMBS = {
    "billion laughs": f"<!DOCTYPE Message [{LAUGHS}]><Message>&l9;</Message>",
    "quadratic blow-up": f'<!DOCTYPE Message [<!ENTITY a "{"a" * 50_000}">]>'
    f"<Message>{'&a;' * 50_000}</Message>",
    "external entity": '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<Message>&x;</Message>",
    "external document type": '<!DOCTYPE Message SYSTEM "http://127.0.0.1/x.dtd"><Message/>',
    "parameter entity": '<!DOCTYPE Message [<!ENTITY % p SYSTEM "file:///x"> %p;]><Message/>',
    "plain document type": "<!DOCTYPE Message><Message/>",
    "web page": "<!DOCTYPE html><html></html>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_document_type_is_refused_before_anything_expands(name: str) -> None:
    with pytest.raises(Hostile, match="document type"):
        reading(BOMBS[name])


def test_a_bomb_in_utf_16_is_refused_too() -> None:
    with pytest.raises(Hostile, match="document type"):
        reading(BOMBS["billion laughs"].encode("utf-16"))


def test_an_entity_without_declaration_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="undefined entity"):
        reading(xml().replace("WBRI", "&ha;"))


@pytest.mark.parametrize("name", ["Message", "Deep", "Child"])
def test_deep_nesting_is_refused(name: str) -> None:
    deep = xml().replace("<ChildIdentifiers>", f"<{name}>" * 100_000, 1)

    with pytest.raises(Hostile, match=f"more than {DEEPEST} deep"):
        reading(deep)


def test_a_giant_value_is_refused_and_names_its_line() -> None:
    with pytest.raises(Hostile, match=f"longer than {LONGEST_TEXT:,}") as refused:
        reading(xml(a_child(FormerUPN="x" * 5_000_000)))

    assert "line 2" in refused.value.where
    assert "xxx" not in str(refused.value)


@pytest.mark.parametrize("opening", ["<!-- ", "<UPN a='", "<UPN><![CDATA[", "<?x "])
def test_markup_that_never_ends_is_refused(opening: str) -> None:
    endless = xml().replace("<UPN>", opening + "x" * 4_000_000)

    with pytest.raises(Hostile, match="longer than"):
        reading(endless)


def test_a_child_with_too_many_rows_is_refused() -> None:
    factors = ["1A"] * (MOST_ROWS_OF_A_CHILD + 1)
    text = xml(
        a_child_with(
            ("Assessments", {"FactorsIdentifiedAtAssessment": {"AssessmentFactors": factors}})
        )
    )

    with pytest.raises(Hostile, match="One child has more than"):
        reading(text)


@pytest.mark.parametrize("name", ["UPN", "Collection"])
def test_an_element_repeated_without_end_is_refused(name: str) -> None:
    repeated = f"<{name}>CIN</{name}>" * (MOST_ROWS_OF_A_CHILD + 3)

    with pytest.raises(Hostile, match="rows or notices"):
        reading(xml().replace(f"<{name}>", f"{repeated}<{name}>"))


def test_too_many_children_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("village.engine.intake.census_build.MOST_CHILDREN", 3)

    with pytest.raises(Hostile, match="more than 3 children"):
        reading(xml(*[a_child()] * 4))


def test_a_file_over_the_limit_is_refused_while_it_arrives() -> None:
    with pytest.raises(Hostile, match="larger than 0 MB"):
        receive(io.BytesIO(b"<Message/>" * 100), name="big.xml", largest=999)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_off_names_the_line(share: float) -> None:
    text = xml(*[a_child()] * 50)
    cut = text[: int(len(text) * share)]

    with pytest.raises(Unreadable, match=r"cut off|not last opened|stops being XML") as refused:
        reading(cut)

    assert refused.value.where == f"census.xml, line {cut.count(chr(10)) + 1}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\x00" * 5000, "empty"),
        (b"abc\x00\x01\x02", "not text"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "in the old form"),
        (b"\x1f\x8b\x08\x00", "is an archive"),
    ],
)
def test_what_is_no_return_is_refused_by_its_bytes(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        received(content)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (xml().replace("WBRI", "WB\x00RI"), "stops being XML"),
        (xml().replace("</UPN>", "</Upn>"), "not the one last opened"),
        (xml() + "<Message/>", "goes on after"),
        (xml().replace('"utf-8"', '"utf-16"', 1), "another encoding"),
        (xml().replace('"utf-8"', '"klingon"', 1), "encoding"),
        (xml().encode().replace(b"WBRI", b"W\xff\xfeRI"), "stops being XML"),
    ],
)
def test_broken_xml_is_unreadable_in_plain_words(broken: str | bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        reading(broken)

    assert refused.value.mend
    assert "H801200001001" not in str(refused.value)


def test_a_zip_named_xml_is_told_to_be_unpacked() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("census.xml", xml())

    with pytest.raises(Unreadable, match="zip archive"):
        reading(held.getvalue())


def test_a_workbook_named_xml_is_the_wrong_return() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(WrongReturn, match="this one is XLSX"):
        reading(held.getvalue())


WHOLE = xml(a_child_with(a_cp_plan("2025-06-20", reviews=("2025-09-18",))), a_child()).encode()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=0, max_size=6)),
        min_size=1,
        max_size=4,
    )
)
def test_however_a_file_is_damaged_it_is_checked_or_refused_in_words(
    damage: list[tuple[int, bytes]],
) -> None:
    content = bytearray(WHOLE)
    for place, wrong in damage:
        content[place : place + len(wrong) + 1] = wrong

    try:
        result = checked(bytes(content), year="2025-26")
    except EngineError as refused:
        assert refused.what
        assert refused.where
    else:
        assert not [o.rule for o in result.ended(checks.End.COULD_NOT_RUN)]
