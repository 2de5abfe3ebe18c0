"""The styles are built from the packages, bring nothing of GOV.UK's own, and can be read."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from village.design import build, specs

SETTINGS = (build.SOURCE.parent / "_settings.scss").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"^\$([a-z-]+): (#[0-9a-f]{6});", SETTINGS, re.MULTILINE))


@pytest.fixture(scope="module")
def styles() -> str:
    build.build()
    return (build.BUILT / "village.css").read_text(encoding="utf-8")


def test_the_styles_ask_for_no_crest_no_font_and_no_other_file(styles):
    assert "url(" not in styles
    assert "Transport" not in styles
    assert "@font-face" not in styles
    assert "@import" not in styles


def test_the_header_and_footer_of_government_stay_out(styles):
    assert ".govuk-header" not in styles
    assert ".govuk-footer" not in styles
    assert ".govuk-generic-header" in styles


def test_a_second_build_does_nothing(styles):
    assert build.build() is False


def test_a_change_of_a_source_or_of_the_locks_is_noticed(styles, monkeypatch, tmp_path):
    before = build.fingerprint()
    (tmp_path / "package-lock.json").write_text("{}", encoding="ascii")
    monkeypatch.setattr(build, "ROOT", tmp_path)

    assert build.fingerprint() != before
    assert build.is_built(before)
    assert not build.is_built(build.fingerprint())


def test_packages_of_another_version_than_the_locks_say_are_fetched_anew(monkeypatch, tmp_path):
    lock = {"packages": {"node_modules/sass": {"version": "1.0.0", "integrity": "sha512-x"}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    monkeypatch.setattr(build, "ROOT", tmp_path)

    assert not build.packages_are_as_locked()


def test_the_build_knows_no_django():
    code = "import sys, village.design.build; sys.exit('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], check=False)

    assert done.returncode == 0


def test_without_node_the_build_says_what_to_install(monkeypatch):
    monkeypatch.setattr(build.shutil, "which", lambda name: None)
    monkeypatch.setattr(build, "wheel", lambda: Path("/nowhere"))

    with pytest.raises(build.BuildFailed, match="install nodejs"):
        build.node()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["paper", "linen", "white"])
@pytest.mark.parametrize("text", ["ink", "ink-soft", "hedge", "hedge-deep", "well", "plum", "rust"])
def test_each_colour_of_text_can_be_read_on_each_ground_of_a_page(text, ground):
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("white", "hedge"),
        ("white", "rust"),
        ("ink", "honey"),
        ("honey-deep", "honey-pale"),
        ("rust-deep", "rust-pale"),
        ("well-deep", "well-pale"),
        ("hedge-deep", "hedge-pale"),
        ("ink", "well-pale"),
        ("ink", "hedge-pale"),
    ],
)
def test_words_on_a_coloured_ground_can_be_read(text, ground):
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


def test_lines_round_controls_and_marks_of_charts_can_be_seen():
    marks = [*specs.COLOURS, specs.STONE, COLOURS["stone"]]

    assert [mark for mark in marks if contrast(mark, "#ffffff") < 3] == []
    assert contrast(specs.SOFT, "#ffffff") >= 4.5
    assert contrast(COLOURS["ink"], COLOURS["paper"]) >= 3


def test_the_colours_of_charts_are_those_of_the_pages():
    taken = {specs.INK, specs.SOFT, specs.GRID, specs.STONE, *specs.COLOURS}

    assert taken <= set(COLOURS.values())


def test_series_differ_in_shape_and_dash_and_the_first_in_colour_too():
    for looks in (specs.SHAPES, specs.DASHES):
        assert all(one != other for one, other in pairwise(looks))
        assert len(looks) == len(specs.COLOURS)
    assert specs.COLOURS[0] not in specs.COLOURS[1:]


def test_all_files_are_collected_under_names_that_change_with_them(styles, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "village.design.statics.Hashed"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    named = json.loads((tmp_path / "static" / "staticfiles.json").read_text(encoding="utf-8"))
    assert re.fullmatch(
        r"design/built/village\.[0-9a-f]{12}\.css", named["paths"]["design/built/village.css"]
    )
    assert staticfiles_storage.url("design/village.js") != "/static/design/village.js"
