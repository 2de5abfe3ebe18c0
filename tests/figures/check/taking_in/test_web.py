"""Web pages, written by hand."""

import pytest

from village.figures.check.document import BlockKind
from village.figures.check.taking_in import Harmful, Untaken, take_in

PAGE = """<!DOCTYPE html><html><head><title>No part</title><style>p{}</style></head><body>
<nav>Home</nav><h1>Our <em>Year</em></h1>
<p>Of 98 children<br>93 <b>agreed</b>.<script>var n = 7</script></p>
Loose words.
<ul><li>by letter<ul><li>in winter</li></ul></li><li><p>by visit</p></li></ul>
<div>In a box <span>of 5</span>.<h2>Audit</h2></div>
<p hidden>92</p><p style="display: none">91</p>
<table><caption>Children</caption>
<thead><tr><th>Area</th><th colspan="2">Children</th></tr></thead>
<tr><td rowspan=2>North</td><td>12</td><td>14</td></tr><tr><td>15</td></tr></table>
</body></html>"""


def test_what_a_reader_sees_is_read_in_order() -> None:
    document = take_in(PAGE.encode(), "report.html")

    assert [(one.kind.value, one.level, one.text) for one in document.blocks] == [
        ("heading", 1, "Our Year"),
        ("paragraph", 0, "Of 98 children 93 agreed."),
        ("paragraph", 0, "Loose words."),
        ("item", 0, "by letter"),
        ("item", 0, "in winter"),
        ("item", 0, "by visit"),
        ("paragraph", 0, "In a box of 5."),
        ("heading", 2, "Audit"),
        ("table", 0, "Children"),
    ]
    assert document.blocks[-1].rows == (
        ("Area", "Children", ""),
        ("North", "12", "14"),
        ("", "15", ""),
    )
    assert document.blocks[-1].place.section == "Audit"


def test_a_table_within_a_table_stands_after_it() -> None:
    page = "<table><tr><td>Whole<table><tr><td>Boys</td><td>7</td></tr></table></td></tr></table>"

    outer, inner = take_in(page.encode(), "report.html").blocks

    assert outer.rows == (("Whole",),)
    assert ("Boys", "7") in inner.rows


def test_a_page_of_nothing_but_tables_is_read() -> None:
    page = "<table><tr><th>Area</th><th>2025</th></tr><tr><td>North</td><td>12</td></tr></table>"

    (read,) = take_in(page.encode(), "report.html").blocks

    assert (read.kind, read.rows) == (BlockKind.TABLE, (("Area", "2025"), ("North", "12")))


def test_a_huge_span_takes_no_memory() -> None:
    page = '<table><tr><td colspan="9999" rowspan="9999">12</td></tr></table>'

    (read,) = take_in(page.encode(), "report.html").blocks

    assert len(read.rows[-1]) <= 200


def test_what_stands_further_right_than_any_table_reaches_is_left_out() -> None:
    page = "<table><tr>" + "<td colspan='200'>12</td>" * 90

    (read,) = take_in(page.encode(), "report.html").blocks

    assert len(read.rows[-1]) <= 700


@pytest.mark.parametrize(("said", "coding"), [("windows-1252", "cp1252"), ("utf-8", "utf-8")])
def test_the_page_says_its_coding(said: str, coding: str) -> None:
    page = f'<html><meta charset="{said}"><p>£2,196 – no more'

    (block,) = take_in(page.encode(coding), "report.html").blocks

    assert block.text == "£2,196 – no more"


def test_text_from_right_to_left_keeps_its_order() -> None:
    page = '<html dir="rtl"><p>تقرير عن <b>٩٨</b> طفلا</p></html>'

    (block,) = take_in(page.encode(), "report.html").blocks

    assert block.text == "تقرير عن ٩٨ طفلا"


def test_entities_are_refused() -> None:
    page = b'<!DOCTYPE html [<!ENTITY a "aaaa">]><html><p>&a;&a;</p></html>'

    with pytest.raises(Harmful, match="defines words of its own"):
        take_in(page, "report.html")


@pytest.mark.parametrize("many", [250, 3_000, 100_000])
def test_elements_that_are_nested_without_end_are_refused_by_name(many: int) -> None:
    page = "<p>Kept.</p>" + "<div>" * many + "deep"

    with pytest.raises(Untaken, match="nested too deeply"):
        take_in(page.encode(), "report.html")
