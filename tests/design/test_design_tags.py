"""The tag library writes the components' markup, and escapes what it is given."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.paginator import Paginator

from village.design import gallery
from village.design.tables import Table

SOURCES = Path(__file__).resolve().parents[2] / "src" / "village"
EVIL = '<script>alert("x")</script>'

TAGS = [
    "{% tag evil %}",
    "{% hidden evil %}",
    "{% error_message evil %}",
    "{% headline evil evil evil %}",
    "{% panel evil evil %}",
    "{% button evil hidden=evil name=evil value=evil %}",
    "{% button evil href=evil %}",
    "{% back_link evil evil %}",
    "{% crumbs evil evil %}",
    "{% fact evil evil href=evil action=evil %}",
    "{% task evil href=evil state=evil hint=evil %}",
    "{% card evil evil evil %}",
    "{% details evil %}{{ evil }}{% enddetails %}",
    "{% banner evil %}{{ evil }}{% endbanner %}",
    "{% inset %}{{ evil }}{% endinset %}",
    "{% warning %}{{ evil }}{% endwarning %}",
    "{% tabs evil %}{% tab evil %}{{ evil }}{% endtab %}{% endtabs %}",
    "{% table evil evil %}<tr><td>{{ evil }}</td></tr>{% endtable %}",
    "{% table evil evil empty=evil %}{% endtable %}",
    "{% progress 1 2 evil detail=evil %}",
    "{% exit_this_page evil %}",
    "{% fresh evil %}",
    "{% sparkline values evil %}",
    "{% save_draft evil %}",
]


@pytest.mark.parametrize("text", TAGS)
def test_no_tag_lets_markup_through(rendered, text):
    drawn = rendered(text, evil=EVIL, values=[1, 2])

    assert "<script" not in drawn
    assert 'alert("x")' not in drawn


def test_a_table_sets_the_columns_with_a_hash_in_line_and_names_its_scroll(rendered):
    drawn = rendered(
        '{% table "Returns" "Return|State|#Children" %}<tr><td>A</td></tr>{% endtable %}'
    )

    assert "village-table--number-3" in drawn
    assert "village-table--number-2" not in drawn
    assert '<th scope="col" role="columnheader">Children</th>' in drawn
    assert 'role="region" aria-label="Returns" tabindex="0"' in drawn
    assert "<caption>Returns</caption>" in drawn


def test_a_table_without_rows_says_so_in_a_sentence(rendered):
    drawn = rendered('{% table "Returns" "Return" empty="Nothing is owed." %} {% endtable %}')

    assert "<table" not in drawn
    assert "Nothing is owed." in drawn


def test_the_foot_of_a_table_stands_after_its_body(rendered):
    text = '{% table "T" "A" %}<tr><td>1</td></tr><tfoot><tr><td>2</td></tr></tfoot>{% endtable %}'

    drawn = rendered(text)

    assert drawn.index("</tbody>") < drawn.index("<tfoot")
    assert drawn.count("<tfoot") == 1


def test_a_data_table_heads_each_row_and_says_not_shown_for_what_is_withheld(rendered):
    drawn = rendered("{% data_table table %}", table=gallery.numbers_table())

    plain = re.sub(r' (role|data-label|scope)="[^"]*"', "", drawn)
    assert "<th>Asian</th><td>1,204</td>" in plain
    assert "<th>Black</th><td>not shown</td><td>–</td>" in plain


def test_every_part_of_a_table_says_its_role_and_every_cell_its_column(rendered):
    """On a phone the rows are cards: what is no table to CSS any more must say that it is one."""
    text = (
        '{% table "T" "Return|State & more" %}<tr class="x"><th scope="row">A</th>'
        "<td>B</td></tr><tfoot><tr><td>All</td><td></td></tr></tfoot>{% endtable %}"
    )

    for drawn in (
        rendered(text),
        rendered("{% data_table table %}", table=Table.of("T", "Return|State & more", [("A", 1)])),
    ):
        parts = re.findall(r"<(table|thead|tbody|tfoot|tr|th|td)\b([^>]*)>", drawn)
        roles = {(name, *re.findall(r'role="(\w+)"', rest)) for name, rest in parts}
        expected = {("table", "table"), ("thead", "rowgroup"), ("tbody", "rowgroup")}
        expected |= {("tr", "row"), ("th", "columnheader"), ("th", "rowheader"), ("td", "cell")}
        assert roles - {("tfoot", "rowgroup")} == expected
        assert 'data-label="Return">A<' in drawn
        assert 'data-label="State &amp; more">' in drawn


def test_figures_stay_in_columns_on_a_phone_and_any_other_table_becomes_cards(rendered):
    figures = Table.of("T", "Year|#Children|#Rate", [("2026", 3, 1.5)])
    others = Table.of("T", "Return|State|#Children", [("Census", "late", 3)])

    drawn = {name: rendered("{% data_table table %}", table=of)
             for name, of in {"figures": figures, "cards": others}.items()}  # fmt: skip

    assert all(f"village-table--{name}" in text for name, text in drawn.items())


def test_the_line_that_a_page_is_about_is_marked(rendered):
    table = replace(Table.of("T", "Place|#Rate", [("Here", 1), ("There", 2)]), marked=0)

    drawn = rendered("{% data_table table %}", table=table)

    assert re.findall(r'<tr class="is-here" role="row"><th[^>]*>(\w+)', drawn) == ["Here"]


def test_pages_are_turned_without_losing_the_rest_of_the_address(rendered):
    page = Paginator(range(1000), 50).get_page(2)

    drawn = rendered('{% pagination page things="children" %}', page=page)

    assert 'href="?state=received&amp;page=3"' in drawn
    assert 'aria-label="Page 2" aria-current="page"' in drawn
    assert "Showing 51 to 100 of 1,000 children." in drawn


def test_one_page_has_no_links_to_others(rendered):
    page = Paginator(range(3), 50).get_page(1)

    drawn = rendered("{% pagination page %}", page=page)

    assert "<nav" not in drawn
    assert "Showing 1 to 3 of 3 rows." in drawn


def test_tabs_can_be_read_without_scripts_and_do_not_run_into_each_other(rendered):
    def leaf(name: str) -> str:
        return '{% tab "' + name + '" %}inside{% endtab %}'

    text = '{% tabs "One" %}' + leaf("A") + leaf("B") + "{% endtabs %}"
    text += '{% tabs "Two" %}' + leaf("C") + "{% endtabs %}"

    first, second = rendered(text).split("Two")

    assert [f'href="#{key}"' in first for key in "abc"] == [True, True, False]
    assert [f'href="#{key}"' in second for key in "abc"] == [False, False, True]


def test_a_tone_or_an_icon_that_does_not_exist_is_a_fault_and_not_a_grey_spot(rendered):
    with pytest.raises(KeyError):
        rendered('{% tag "Received" "purplish" %}')
    with pytest.raises(Exception, match="no icon"):
        rendered('{% icon "crown" %}')


def test_progress_speaks_in_words_too(rendered):
    drawn = rendered('{% progress 1234 4012 "Children read" %}')

    assert "1,234 of 4,012 (30.8%)" in drawn
    assert '<label for="progress-children-read">' in drawn


def test_a_sparkline_breaks_where_a_value_is_missing(rendered):
    drawn = rendered('{% sparkline values "Text" %}', values=[1, 2, None, 4, 5])

    assert drawn.count("<polyline") == 2
    assert 'role="img" aria-label="Text"' in drawn
    assert "style=" not in drawn


def test_a_table_names_its_columns_the_same_way_in_python_and_on_a_page():
    table = Table.of("T", "Year|#Children", [("2026", 3)])

    assert [(c.name, c.is_number) for c in table.columns] == [("Year", False), ("Children", True)]


def test_no_page_outside_the_design_types_a_class_of_the_components():
    typed = re.compile(r"class=[\"'][^\"']*\b(govuk|village)-")

    guilty = [
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.html")
        if "design" not in path.relative_to(SOURCES).parts[:1]
        if typed.search(path.read_text(encoding="utf-8"))
    ]

    assert guilty == []


def test_no_template_carries_a_style_or_a_script_of_its_own():
    own = re.compile(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\bsrc=)")

    guilty = [
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.html")
        if own.search(path.read_text(encoding="utf-8"))
    ]

    assert guilty == []
