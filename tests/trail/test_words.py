"""The trail is read by people: every name in it has its words, and no record its raw ref."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from village.trail import words

SRC = Path(__file__).resolve().parents[2] / "src" / "village"
VERB = re.compile(r"(people|returns|linking|indicators|jobs|post|files|desk|kit)\.[a-z_]+")
# Whatever hands a name on to the trail; `end` and `note` are of people, the last of returns.
TAKERS = {"verb", "read", "refused", "refused_to_nobody", "end", "note", "_write_down"}
# Told as a choice between two of them, in the view itself.
CHOSEN = {"people.search_trail", "people.read_refusals"}


def calls(root: Path) -> Iterator[ast.Call]:
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def strings(call: ast.Call) -> Iterator[str]:
    given = [*call.args[:1], *(k.value for k in call.keywords if k.arg == "name")]
    yield from (g.value for g in given if isinstance(g, ast.Constant) and isinstance(g.value, str))


def verbs_in(root: Path) -> set[str]:
    names = (text for call in calls(root) if called(call) in TAKERS for text in strings(call))
    return {name for name in names if VERB.fullmatch(name)}


def kinds_in(root: Path) -> set[str]:
    wrote = (call for call in calls(root) if called(call) == "wrote")
    return {text for call in wrote for text in strings(call)}


def pages() -> Iterator[str]:
    """The name under which a refusal of each address is recorded."""

    def walk(resolver: URLResolver, space: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, entry.namespace or space)
            elif isinstance(entry, URLPattern):
                yield f"{space or 'people'}.{entry.name}"

    yield from walk(get_resolver(), "")


def test_every_verb_and_look_in_the_house_has_its_words() -> None:
    used = verbs_in(SRC) | CHOSEN

    assert len(used) > 40
    assert used - words.verbs() == set()


def test_no_words_are_told_of_a_verb_that_nobody_uses() -> None:
    # The whole name is somewhere in the sources, outside the place that tells its words.
    told = {"words.py", "naming.py"}
    text = "".join(p.read_text() for p in SRC.rglob("*.py") if p.name not in told)

    assert {name for name in words.verbs() if f'"{name}"' not in text} == set()


def test_every_kind_of_record_has_its_words() -> None:
    assert kinds_in(SRC) - words.kinds() == set()


def test_every_page_has_its_words_for_a_refusal() -> None:
    assert set(pages()) - words.pages() == set()


def test_a_planted_verb_without_words_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('with trail.verb("people.dance", by=by, at=at):\n    pass\n')

    assert verbs_in(tmp_path) - words.verbs() == {"people.dance"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("people.person", "Was not shown the page of"),
        ("people.take_second_step", "Gave a wrong one-time code"),
        ("people.nowhere", "Was not shown a page that is not there"),
    ],
)
def test_a_refusal_says_what_was_not_shown(name, sentence) -> None:
    assert words.of_refusal(name) == sentence


def test_a_name_that_nobody_told_is_still_read_as_words() -> None:
    assert words.of_verb("tests.raise_curtain") == "Raise curtain"
    assert words.of_kind("tests.odd_thing") == "odd thing"
    assert words.of_system("system:somebody") == "Village itself"
