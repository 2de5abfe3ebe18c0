"""Reading the census: layouts, values that do not parse, what is noticed, where it stood."""

from datetime import date

import pytest

from tests.engine.census.census_files import only_child, reading, received, xml
from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    a_cin_plan,
    a_cp_plan,
    a_header,
    an_assessment,
    an_episode,
    an_s47,
)
from village.engine.errors import WrongReturn

EVERYTHING = a_child_with(
    an_assessment(
        "2025-06-03", "2025-07-01", "1A", "3B", AssessmentInternalReviewDate="2025-06-10"
    ),
    a_cin_plan("2025-07-02", "2025-08-01"),
    an_s47("2025-06-10", "2025-06-20", target="2025-06-24"),
    a_cp_plan("2025-06-20", "2025-11-03", reviews=("2025-09-18",), NumberOfPreviousCPP="2"),
    DateOfInitialCPC="2025-06-19",
)


def codes(child) -> list[str]:
    return [notice.code for notice in child.noticed]


def test_every_module_of_a_child_is_read() -> None:
    child = only_child(xml(EVERYTHING))

    episode = child.episodes[0]
    assert (child.la_child_id, child.upn, child.sex, child.ethnicity) == (
        "A1",
        "H801200001001",
        "F",
        "WBRI",
    )
    assert child.birth_date == date(2019, 5, 14)
    assert [row.code for row in child.disabilities] == ["NONE"]
    assert (episode.referral_date, episode.referral_nfa, episode.nfa) == (
        date(2025, 6, 2),
        "0",
        False,
    )
    assert episode.date_of_initial_cpc == date(2025, 6, 19)
    assert episode.assessments[0].factors == ("1A", "3B")
    assert episode.assessments[0].internal_review_date == date(2025, 6, 10)
    assert episode.cin_plans[0].end_date == date(2025, 8, 1)
    assert episode.section47s[0].initial_cpc_target == date(2025, 6, 24)
    assert episode.section47s[0].not_required is False
    assert episode.cp_plans[0].number_of_previous_cpp == 2
    assert episode.cp_plans[0].reviews[0].review_date == date(2025, 9, 18)
    assert child.noticed == ()


def test_the_header_says_which_return_it_is() -> None:
    started, _ = reading(xml())

    assert (started.header.collection, started.header.year) == ("CIN", 2026)
    assert started.header.reference_date == date(2026, 3, 31)
    assert started.header.lea == "999"


@pytest.mark.parametrize(
    ("given", "understood"),
    [("1", True), ("true", True), ("TRUE", True), ("0", False), ("False", False), ("yes", None)],
)
def test_true_and_false_are_understood_in_any_case(given: str, understood: bool | None) -> None:
    child = only_child(
        xml(a_child_with(an_s47("2025-06-10", not_required=given), ReferralNFA=given))
    )

    assert child.episodes[0].nfa is understood
    assert child.episodes[0].referral_nfa == given
    assert child.episodes[0].section47s[0].not_required is understood


def test_the_older_sex_field_is_read_beside_the_newer() -> None:
    older = only_child(xml(a_child(Sex=None, GenderCurrent="2")))
    newer = only_child(xml(a_child(Sex="U")))

    assert (older.sex, older.gender_current) == (None, "2")
    assert (newer.sex, newer.gender_current) == ("U", None)


@pytest.mark.parametrize(
    "groups",
    [
        [{"CPPreviewDate": ["2025-09-18", "2026-02-05"]}],
        [{"CPPreviewDate": "2025-09-18"}, {"CPPreviewDate": "2026-02-05"}],
    ],
    ids=["many dates in one group", "one date in each group"],
)
def test_reviews_are_read_in_either_layout(groups) -> None:
    child = only_child(xml(a_child_with(a_cp_plan("2025-06-20", Reviews=groups))))

    reviews = child.episodes[0].cp_plans[0].reviews
    assert [review.review_date for review in reviews] == [date(2025, 9, 18), date(2026, 2, 5)]
    assert [review.row for review in reviews] == [1, 2]


def test_a_review_group_without_a_date_is_a_review_without_a_date() -> None:
    child = only_child(
        xml(a_child_with(a_cp_plan("2025-06-20", Reviews=[{}, {"CPPreviewDate": ""}])))
    )

    reviews = child.episodes[0].cp_plans[0].reviews
    assert [review.review_date for review in reviews] == [None, None]


def test_the_block_of_2026_is_read_and_marked_as_not_verified() -> None:
    block = {"PPStartDate": "2025-08-01", "FGDMMeetingOffer": "1", "ReviewMeetingsCount": "3"}

    child = only_child(xml(a_child_with(PreProceedingsandFGDM=[block, block])))

    kept = child.episodes[0].pre_proceedings
    assert [one.pp_start_date for one in kept] == ["2025-08-01", "2025-08-01"]
    assert kept[0].review_meetings_count == "3"
    assert codes(child) == ["V-LAYOUT"]


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2025",
        "2025-6-5",
        "20250605",
        "2025-02-30",
        "2025-W23-4",
        "2025-06-05T00:00:00",
        "soon",
    ],
)
def test_a_date_that_does_not_parse_is_noticed_and_kept_as_text(text: str) -> None:
    child = only_child(xml(a_child_with(CINclosureDate=text)))

    episode = child.episodes[0]
    assert episode.closure_date is None
    assert episode.unreadable == (("closure_date", text),)
    notice = child.noticed[0]
    assert (notice.code, notice.table, notice.column, notice.value) == (
        "V-DATE",
        "CINdetails",
        "CINclosureDate",
        text,
    )


@pytest.mark.parametrize("text", ["two", "1.5", "1e3", "+1", "²", "1234567890"])
def test_a_number_that_does_not_parse_is_noticed(text: str) -> None:
    child = only_child(xml(a_child_with(a_cp_plan("2025-06-20", NumberOfPreviousCPP=text))))

    assert child.episodes[0].cp_plans[0].number_of_previous_cpp is None
    assert codes(child) == ["V-NUMBER"]


def test_outer_spaces_are_left_out_and_noticed() -> None:
    child = only_child(xml(a_child(Ethnicity=" WBRI\u00a0")))

    assert child.ethnicity == "WBRI"
    assert codes(child) == ["V-SPACE"]


def test_an_element_given_twice_keeps_the_first_and_is_noticed() -> None:
    child = only_child(xml(a_child(UPN=["H801200001001", "V201200001001"])))

    assert child.upn == "H801200001001"
    assert [(n.code, n.value) for n in child.noticed] == [("V-TWICE", "V201200001001")]


def test_stray_text_and_unknown_elements_are_noticed_once_and_harm_nothing() -> None:
    text = xml(a_child(Nickname={"First": "x"}), a_child(LAchildID="A2", Nickname="y"))
    text = text.replace("</UPN>", "</UPN>stray")

    _, children = reading(text)

    assert [child.upn for child in children] == ["H801200001001"] * 2
    assert codes(children[0]) == ["V-TEXT", "V-ELEMENT"]
    assert codes(children[1]) == []


def test_the_rest_of_the_common_header_is_passed_over_without_a_word() -> None:
    content = "<Content><CBDSLevels><CBDSLevel>Child</CBDSLevel></CBDSLevels></Content></Header>"

    started, children = reading(xml().replace("</Header>", content))

    assert len(children) == 1
    assert started.notices == ()


def test_an_element_inside_a_value_is_left_out() -> None:
    child = only_child(xml().replace(">WBRI<", ">WB<b>no</b>RI<"))

    assert child.ethnicity == "WBRI"
    assert codes(child) == ["V-ELEMENT"]


def test_values_that_look_like_formulas_are_text() -> None:
    child = only_child(xml(a_child(LAchildID="=1+1", FormerUPN="@SUM(A1)")))

    assert (child.la_child_id, child.former_upn) == ("=1+1", "@SUM(A1)")


def test_entities_of_xml_itself_and_cdata_are_read() -> None:
    child = only_child(xml(a_child(LAchildID="A&1")).replace(">F<", "><![CDATA[F]]><"))

    assert (child.la_child_id, child.sex) == ("A&1", "F")


def test_a_block_that_is_split_in_two_is_one() -> None:
    text = xml().replace("<UPN>", "</ChildIdentifiers><ChildIdentifiers><UPN>")

    child = only_child(text)

    assert (child.la_child_id, child.upn) == ("A1", "H801200001001")


def test_rows_count_on_in_each_table_and_lines_point_into_the_file() -> None:
    text = xml(
        EVERYTHING, a_child(an_episode(), an_episode(an_assessment("2025-06-03")), LAchildID="A2")
    )

    started, children = reading(text)

    lines = text.splitlines()
    second = children[1]
    assert (second.row, [e.row for e in second.episodes]) == (2, [2, 3])
    assert [e.assessments[0].row for e in second.episodes] == [2, 3]
    assert lines[second.line - 1].strip() == "<Child>"
    assert lines[second.episodes[1].assessments[0].line - 1].strip() == "<Assessments>"
    assert started.rows["Assessments"] == 3
    assert started.rows["Disabilities"] == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_an_encoding_that_the_first_line_names_is_read(encoding: str) -> None:
    text = xml(a_child(LAchildID="Zoë")).replace('"utf-8"', f'"{encoding.removesuffix("-sig")}"', 1)

    child = only_child(text.encode(encoding))

    assert child.la_child_id == "Zoë"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_without_its_mark(encoding: str) -> None:
    text = xml().replace('encoding="utf-8"', 'encoding="UTF-16"')

    child = only_child(text.encode(encoding))

    assert child.la_child_id == "A1"


def test_a_child_that_straddles_chunks_is_whole() -> None:
    children = [a_child(LAchildID=f"A{number}") for number in range(500)]

    _, read_back = reading(xml(*children))

    assert [child.la_child_id for child in read_back] == [f"A{n}" for n in range(500)]
    assert all(child.episodes[0].assessments[0].factors == ("1A",) for child in read_back)


def test_a_return_without_children_is_read_as_none() -> None:
    _, children = reading(xml().replace("<Child>", "<!--").replace("</Child>", "-->"))

    assert children == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<Return><Header/></Return>", "first element is not Message"),
        ("<html><body/></html>", "first element is not Message"),
        ("<Message><Children/></Message>", "no header"),
        ("<Message/>", "no header"),
        (xml(header=a_header(Collection="SSDA903")), "Collection is not CIN"),
        (xml(header=a_header(Collection=None)), "Collection is not CIN"),
    ],
)
def test_another_return_is_refused_and_says_why(text: str, said: str) -> None:
    with pytest.raises(WrongReturn, match=said) as refused:
        reading(text)

    assert "census.xml" in refused.value.where
    assert refused.value.mend


def test_a_table_is_refused_as_the_wrong_kind_of_file() -> None:
    with pytest.raises(WrongReturn, match="this one is CSV"):
        reading("child,date\n1,2025-06-02\n")

    assert received("child,date\n").kind == "csv"
