"""Charts are drawn apart from the web, kept by what they show, and say what they withhold."""

import itertools
import json
import re
import subprocess
import sys
from typing import NamedTuple

import pytest

from tests.design.test_design_build import contrast
from village.design import charts, ends, gallery, specs
from village.design.charts import Group, Kind, Place, Point

ALL = gallery.all_charts()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The SVG of each kind in both widths, drawn once for all tests of this file."""
    specs_of = {
        f"{kind}-{width}": spec
        for kind, chart in ALL.items()
        for width, spec in (("wide", chart.wide), ("narrow", chart.narrow))
    }
    return charts.drawn_outside(specs_of)


def test_the_web_never_loads_the_renderer_the_engine_or_scipy(child_settings: dict[str, str]):
    code = (
        "import sys, village.wsgi, village.design.charts, village.design.views;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "from village.design import gallery; gallery.all_charts();"
        "names = {'vl_convert', 'duckdb', 'pyarrow', 'scipy', 'xlsxwriter'} & set(sys.modules);"
        "sys.exit(', '.join(names) or 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], env=child_settings, check=False)

    assert done.returncode == 0


def test_a_chart_is_named_by_what_it_shows():
    points = [Point("Here", "2025", 1.0), Point("Here", "2026", 2.0)]
    other = [Point("Here", "2025", 1.0), Point("Here", "2026", 2.1)]

    def ref(data, unit="%"):
        return charts.chart(*charts.trend(data, unit=unit), title="T", description="D").ref

    assert ref(points) == ref(list(points))
    assert ref(points) != ref(other)
    assert ref(points) != ref(points, unit="Rate")


def test_a_chart_without_a_title_or_a_description_is_refused():
    with pytest.raises(ValueError, match="title and a description"):
        charts.chart(*charts.trend([], unit="%"), title="T", description="")


def test_each_kind_is_drawn_in_both_widths(pictures):
    for name, svg in pictures.items():
        width = int(re.search(r'width="(\d+)"', svg)[1])
        assert width == (specs.WIDTH if name.endswith("wide") else specs.NARROW), name
        assert "<path" in svg


def test_a_picture_holds_no_script_no_style_and_no_address(pictures):
    for svg in pictures.values():
        assert "<script" not in svg
        assert "style=" not in svg
        assert "href=" not in svg.replace("xmlns:xlink", "")


def test_a_withheld_group_is_words_in_the_picture_and_never_a_mark_at_nought(pictures):
    svg = pictures["breakdown-wide"]

    assert "not shown" in svg
    shown = [group for group in ALL["breakdown"].wide["data"]["values"] if group["value"]]
    dots = re.findall(r'aria-roledescription="point"', svg)
    assert len(dots) in {0, len(shown)}
    assert svg.count("not shown") <= 2


def test_a_group_without_a_figure_is_not_said_to_be_withheld():
    groups = [Group("Female", 40.0, 35.0, 45.0), Group("Not known", None, instead="no figure")]

    _, rows = charts.breakdown(groups, unit="For every 10,000 children")

    assert [row["instead"] for row in rows if row["value"] is None] == ["no figure"]


def test_a_gap_in_a_trend_stays_a_gap():
    points = [Point("Here", str(year), value) for year, value in enumerate([1.0, None, 3.0])]

    spec, rows = charts.trend(points, unit="%")

    assert [row["value"] for row in rows] == [1.0, None, 3.0]
    assert "impute" not in json.dumps(spec)
    assert "invalid" not in json.dumps(spec)


def test_text_of_the_theme_is_large_and_dark_enough():
    axis = specs.THEME["axis"]

    assert min(axis["labelFontSize"], axis["titleFontSize"]) >= 12
    for colour in specs.TEXTS:
        assert contrast(colour, specs.THEME["background"]) >= 4.5


def test_each_line_has_its_name_and_last_value_at_its_end_and_needs_no_legend(pictures):
    svg = pictures["trend-wide"]

    assert ">Thornbury Vale 52.3<" in svg
    assert ">England 35.1<" in svg
    assert "role-legend" not in svg


NEARLY_EQUAL = {"Thornbury Vale": 45.8, "England": 46.0, "Neighbours, mean": 46.1}


@pytest.mark.parametrize(("shown", "line"), [("wide", 16), ("narrow", 14)])
def test_the_names_of_lines_that_end_together_stand_apart_and_right_of_the_plot(shown, line):
    points = [
        Point(name, str(year), value)
        for name, value in NEARLY_EQUAL.items()
        for year in (2025, 2026)
    ]
    drawn = charts.chart(
        *charts.trend(points, unit="Percent", say=lambda value: f"{value}%"),
        title="T",
        description="D",
    )

    svg = charts.drawn_outside({"it": getattr(drawn, shown)})["it"]

    names = sorted(names_in(svg), key=lambda name: name.top)
    assert len(names) == len(NEARLY_EQUAL)
    pairs = itertools.pairwise(names)
    assert all(after.top - name.top >= line * name.lines for name, after in pairs)
    drawn_in = sorted(set(where_points_stand(svg)))
    assert all(name.left > drawn_in[-1] > drawn_in[-2] for name in names)
    for name, value in NEARLY_EQUAL.items():
        assert name.split()[0] in svg
        assert f"{value}%" in svg


class Name(NamedTuple):
    """Where the name of a line stands in a picture, from the plot's upper left corner."""

    left: float
    top: float
    lines: int


def names_in(svg: str) -> list[Name]:
    texts = re.findall(r"<text([^>]*)translate\(([-\d.]+),([-\d.]+)\)([^>]*)>(.*?)</text>", svg)
    return [
        Name(float(x), float(y), inner.count("<tspan") or 1)
        for _, x, y, rest, inner in texts
        if 'font-weight="bold"' in rest
    ]


def where_points_stand(svg: str) -> list[float]:
    """How far right each mark of a point stands."""
    return [float(x) for x in re.findall(r'point" transform="translate\(([-\d.]+),', svg)]


def test_names_are_pushed_no_further_than_they_must_be():
    assert ends.apart([10, 100], least=20, most=250) == [10, 100]
    assert ends.apart([100, 100, 100], least=20, most=250) == [80, 100, 120]
    assert ends.apart([0, 5, 240, 250], least=20, most=250) == [0, 20, 230, 250]


def test_an_axis_begins_at_nought_and_ends_at_a_whole_step_beyond_the_most():
    assert ends.scale([46.1, 12]) == (0, 50)
    assert ends.scale([100.0]) == (0, 100)
    assert ends.scale([0.0]) == (0, 1)
    assert ends.scale([]) == (0, 1)
    assert ends.scale([-3, 8]) == (-4, 8)


def test_a_line_whose_newest_value_is_withheld_is_named_at_the_last_one_that_is_known():
    points = [Point("Here", "2025", 3.0), Point("Here", "2026", None)]

    _, rows = charts.trend(points, unit="%", say=lambda value: f"{value}%")

    assert [row.get("end") for row in rows] == [["Here 3.0%"], None]


def test_counts_and_shares_are_drawn_from_nought():
    one = [Point("Here", "2025", 80.0), Point("Here", "2026", 81.0)]

    trend, _ = charts.trend(one, unit="%")
    ranking, _ = charts.ranking([Place("Here", Kind.HERE, 80.0)], unit="%")

    assert all(layer["encoding"]["y"]["scale"]["zero"] for layer in trend["layer"])
    assert ranking["layer"][0]["encoding"]["x"]["scale"]["zero"]


def test_places_stand_by_their_value_and_the_own_one_stands_out(pictures):
    _, rows = charts.ranking(
        [Place("Here", Kind.HERE, 3.0, 2.0, 4.0), Place("There", Kind.NEIGHBOUR, 5.0)], unit="%"
    )
    svg = pictures["ranking-wide"]

    assert [(row["name"], row["reach"]) for row in rows] == [("There", 5.0), ("Here", 4.0)]
    assert re.search(r'font-weight="bold"[^>]*>Thornbury Vale<', svg)


def test_each_kind_of_place_has_a_shape_of_its_own():
    shapes = [look["shape"] for look in specs.LOOKS.values()]

    assert len(set(shapes)) == len(Kind)


def test_the_name_of_the_whole_stands_where_there_is_room():
    groups = [Group("A", 10.0), Group("B", 50.0)]

    left, _ = charts.breakdown(groups, unit="%", whole=("All", 45.0))
    right, _ = charts.breakdown(groups, unit="%", whole=("All", 5.0))

    assert left["layer"][1]["mark"]["align"] == "right"
    assert right["layer"][1]["mark"]["align"] == "left"


def test_a_chart_is_drawn_once_and_kept(store):
    chart = charts.chart(
        *charts.comparison([Place("Here", Kind.HERE, 3.0)], unit="%"), title="T", description="D"
    )

    assert not chart.is_drawn
    assert charts.draw([chart, chart]) > 0
    assert chart.is_drawn
    assert charts.draw([chart]) == 0
    assert charts.open_svg(chart.ref).startswith(b"<svg")
    assert (store / "charts").stat().st_mode & 0o077 == 0
    assert list((store / "charts").glob("*.tmp")) == []


def test_a_renderer_that_fails_leaves_no_half_a_picture(store):
    chart = charts.Chart("0" * 32, "T", "D", {"mark": 3}, {"mark": 3})

    with pytest.raises(charts.NotDrawn):
        charts.draw([chart])

    assert not chart.is_drawn


@pytest.mark.parametrize("name", ["../secret", "", "0" * 31, "0" * 32 + "-wide", "a/b", "Z" * 32])
def test_only_a_hash_names_a_picture(name, store):
    assert charts.open_svg(name) is None
    assert charts.svg_response(name).status_code == 404


def test_a_picture_is_served_so_that_it_can_do_nothing(store):
    charts.keep("0" * 32, "<svg/>")

    response = charts.svg_response("0" * 32)

    assert response.content == b"<svg/>"
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Cache-Control"].startswith("private")


def test_a_page_shows_the_table_alone_until_the_chart_is_drawn(rendered, store):
    chart = ALL["trend"]

    before = rendered('{% chart chart route="design:picture" %}', chart=chart)
    for name in chart.names:
        charts.keep(name, "<svg/>")
    after = rendered('{% chart chart route="design:picture" %}', chart=chart)

    assert "<img" not in before
    assert "being drawn" in before
    assert "<table" in before
    assert f'src="/design/charts/{chart.ref}.svg"' in after
    assert f'srcset="/design/charts/{chart.ref}-narrow.svg"' in after
    assert "<table" in after
    assert "The rate rose from 41.0" in after
