"""YAML with places: what is read, what is refused, and in which words."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from village.kernel import yaml
from village.kernel.yaml import KitError


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "kit.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_key_and_value_remembers_its_line_and_column(tmp_path: Path) -> None:
    path = write(tmp_path, "# a kit\ntitle: Plan\nbodies:\n  - name: Council\n    seat: council\n")

    node = yaml.load(path)

    assert node.value == {"title": "Plan", "bodies": [{"name": "Council", "seat": "council"}]}
    body = node["bodies"][0]
    assert (body["seat"].mark.line, body["seat"].mark.column) == (5, 11)
    assert (body.keys["seat"].line, body.keys["seat"].column) == (5, 5)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("NO", "NO"),
        ("true", True),
        ("False", "False"),
        ("012", "012"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0x10", "0x10"),
        ("1e3", "1e3"),
        ("4", 4),
        ("-4.5", -4.5),
        ("2026-04-01", date(2026, 4, 1)),
        ('"2026-04-01"', "2026-04-01"),
        ("2026-04-01 10:00:00", "2026-04-01 10:00:00"),
        ("null", None),
        ("~", None),
        ("", None),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_value_is_what_it_looks_like(tmp_path: Path, written: str, read: object) -> None:
    path = write(tmp_path, f"value: {written}\n")

    assert yaml.load(path)["value"].value == read


def test_keys_are_always_text(tmp_path: Path) -> None:
    path = write(tmp_path, "4: housing\n1A: family\n2026-04-01: start\nyes: agreed\n")

    assert list(yaml.load(path).keys) == ["4", "1A", "2026-04-01", "yes"]


@pytest.mark.parametrize(
    ("text", "line", "message", "instead"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "“a” stands here and on line 1", "Keep one"),
        ("a:\n\tb: 1\n", 2, "tab", "spaces"),
        ("a: &x [1]\nb: 2\n", 1, "anchors", "Write the value out"),
        ("a: 1\nb: *x\n", 2, "anchors", "in quotes"),
        ("a: !!python/object:os.system x\n", 1, "tags", "quotes"),
        ("a: 2026-02-30\n", 1, "not in the calendar", "2026-04-01"),
        ("a: one: two\n", 1, "colon in it", "quotes"),
        ("a: 1\nb\n", 2, "no colon", "key: value"),
        ("a:\n  - 1\n b: 2\n", 3, "left or right", "Line it up"),
        ('a: "open\n', 1, "never closed", "closing"),
        ("a: @home\n", 1, "sign that has a meaning", "quotes"),
        ("a: [1, 2\nb: 3\n", 2, "not closed", "[one, two]"),
        ("a: 1\n---\nb: 2\n", 2, "second document", "file of its own"),
        ("", 1, "empty", "Fill it"),
        ("a: \x07\n", 1, "unprintable", "again"),
        ("? [1]\n: 2\n", 1, "A key must be a word", "key: value"),
        ("a: " + "[" * 40 + "]" * 40, 1, "too deep", "fewer levels"),
    ],
)
def test_a_fault_names_line_and_mend(
    tmp_path: Path, text: str, line: int, message: str, instead: str
) -> None:
    path = write(tmp_path, text)

    with pytest.raises(KitError) as refused:
        yaml.load(path)

    assert (refused.value.file, refused.value.line) == (path, line)
    assert message in refused.value.message
    assert instead in refused.value.instead


def test_all_faults_are_told_not_only_the_first(tmp_path: Path) -> None:
    path = write(tmp_path, "a: 1\na: 2\nb: 2026-13-01\n")

    node, faults = yaml.examine(path)

    assert node is not None
    assert [fault.line for fault in faults] == [2, 3]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("a: caf\u00e9\n".encode("latin-1"), 1, "not written in UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, "not written in UTF-8"),
        (b"a: " + b"x" * yaml.LARGEST, 1, "larger than 1 MB"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused(
    tmp_path: Path, content: bytes, line: int, message: str
) -> None:
    path = write(tmp_path, content)

    with pytest.raises(KitError, match=message) as refused:
        yaml.load(path)

    assert refused.value.line == line


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path, "a: 1\n".encode("utf-8-sig"))

    assert yaml.load(path).value == {"a": 1}


def test_a_missing_file_is_a_fault_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="No such file"):
        yaml.load(tmp_path / "gone.yaml")


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]

    with pytest.raises(KitError, match="anchors"):
        yaml.load(write(tmp_path, "\n".join(lines)))


def test_the_deepest_node_on_a_path_is_found_even_where_the_path_breaks(tmp_path: Path) -> None:
    node = yaml.load(write(tmp_path, "a:\n  - b: 1\n"))

    assert node.at(["a", 0, "missing"]).mark.line == 2
    assert node.at(["a", 0, "b"]).value == 1


def test_changing_a_value_does_not_change_the_node(tmp_path: Path) -> None:
    node = yaml.load(write(tmp_path, "a: [1]\n"))

    value = node.value
    assert isinstance(value, dict)
    value["a"] = "changed"

    assert node.value == {"a": [1]}


@pytest.mark.parametrize("seed", range(6))
def test_both_hands_read_a_text_alike_however_it_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """What libyaml takes is what the library's own Python takes; only its reader is told of."""
    draw = Random(seed)
    kits = sorted((Path(__file__).parents[2] / "kits").rglob("*.yaml"))
    texts = [path.read_text("utf-8-sig") for path in draw.sample(kits, 12)]
    texts += [broken(text, draw) for text in texts for _ in range(12)]

    def read(text: str) -> tuple[object, ...]:
        node, faults = yaml.examine(write(tmp_path, text))
        return node, tuple(str(fault) for fault in faults)

    swift = [read(text) for text in texts]
    monkeypatch.setattr(yaml, "_SwiftLoader", yaml._Loader)
    slow = [read(text) for text in texts]

    # libyaml knows a ? within a word in brackets, as YAML 1.2 does, and the Python does not.
    pairs = zip(texts, swift, slow, strict=True)
    assert not [text for text, one, other in pairs if one != other and "?" not in text]
    assert sum(node is None for node, _ in slow) > 20


def broken(text: str, draw: Random) -> str:
    """Some lines of a text with one to three signs put in the wrong place."""
    lines = text.splitlines()
    start = draw.randrange(max(1, len(lines) - 12))
    text = "\n".join(lines[start : start + 12])
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(text) + 1)
        sign = draw.choice(["  ", "\n", "- ", ": ", '"', "'", "[", "}", ",", "#", "|", ">", "@"])
        text = text[:at] + sign + text[at + draw.randint(0, 2) :]
    return text
