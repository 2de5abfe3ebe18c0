"""A broken kit: each fault with its file, its line, what is wrong and what to write instead."""

from pathlib import Path
from random import Random
from textwrap import dedent, indent

import pytest

from tests.kit import shelf
from village import kit


def test_the_whole_kit_that_the_others_break_is_sound(tmp_path: Path) -> None:
    assert kit.check(shelf.whole(tmp_path)) == []


# file, what is written in place of what, line, what is said, what to write instead
BROKEN = [
    ("bodies.yaml", "seat: council", "seet: council", 5, "“seet” is not a key", "Write “seat”."),
    (
        "bodies.yaml",
        "kind: school",
        "kind: skool",
        9,
        "“kind” cannot be “skool”",
        "Write “school”.",
    ),
    ("bodies.yaml", "name: The School", "name:", 8, "“name” is empty", "Write “Our Council”"),
    ("bodies.yaml", "key: school", "key: School!", 7, "not written in the way", "Write “council”"),
    (
        "bodies.yaml",
        "key: school",
        "key: council",
        7,
        "already stands in bodies.yaml, line 2",
        "Keep one",
    ),
    (
        "bodies.yaml",
        "kind: school",
        "kind: school\n    seat: police",
        10,
        "Only a statutory partner",
        "Take “seat”",
    ),
    (
        "bodies.yaml",
        "source: The plan",
        "source: 2024",
        10,
        "“source” must be text",
        'quotes: "2024"',
    ),
    (
        "bodies.yaml",
        "    source: The plan\n",
        "",
        7,
        "“source” is missing",
        "Add a line like “source: The plan",
    ),
    (
        "bodies.yaml",
        "    kind: school",
        "    kind: school\n    from: 1 April 2026",
        10,
        "“from” is not a date",
        "2026-04-01",
    ),
    (
        "bodies.yaml",
        "    kind: school",
        "    kind: school\n    from: 2026-02-30",
        10,
        "not in the calendar",
        "real date",
    ),
    (
        "bodies.yaml",
        "    kind: school",
        "    kind: school\n    becomes: {body: scool, on: 2026-04-01}",
        10,
        "names “scool”",
        "Write “school”.",
    ),
    (
        "people.yaml",
        "role: agency lead",
        "role: agency leed",
        6,
        "“role” cannot be “agency leed”",
        "Write “agency lead”.",
    ),
    (
        "people.yaml",
        "body: council",
        "body: counsil",
        7,
        "“body” names “counsil”",
        "Write “council”.",
    ),
    (
        "people.yaml",
        "role: agency lead",
        "role: school safeguarding lead",
        7,
        "cannot be held at this body",
        "another kind",
    ),
    ("people.yaml", "        body: council\n", "", 6, "is held at a body", "body: council"),
    (
        "people.yaml",
        "from: 2026-01-05",
        "from: 2026-01-05\n        until: 2026-01-05",
        9,
        "“until” is not after “from”",
        "first day without",
    ),
    (
        "people.yaml",
        "robin@council.example.org",
        "Robin at council",
        4,
        "“email” is not written",
        "robin@council.example.org",
    ),
    (
        "clocks.yaml",
        "unit: working days",
        "unit: wroking days",
        10,
        "“unit” cannot be",
        "Write “working days”.",
    ),
    ("clocks.yaml", "count: 5", "count: 0", 10, "must not be below 1", "Write “15”"),
    ("clocks.yaml", "count: 5", "count: five", 10, "must be a whole number", "Write “15”"),
    ("clocks.yaml", "document: plan", "document: plam", 11, "names “plam”", "Write “plan”."),
    (
        "clocks.yaml",
        "evidence: verified",
        "evidence: unverified",
        12,
        "nothing says what is still to be read",
        "check:",
    ),
    (
        "clocks.yaml",
        "status: in force",
        "status: superseded",
        9,
        "A superseded edition has an end",
        "until",
    ),
    (
        "clocks.yaml",
        "evidence: verified",
        "evidence: verified\n        continuing: true",
        7,
        "exactly one kind of clock",
        "“within”",
    ),
    ("codes/sex.yaml", "code: F", "code: M", 9, "The code “M” stands twice", "Keep one"),
    ("codes/sex.yaml", "    codes:", "    former: {'1': X}\n    codes:", 7, "read as “X”", "M, F"),
    ("returns/visits.yaml", "codes: sex", "codes: sexx", 18, "names “sexx”", "Write “sex”."),
    (
        "returns/visits.yaml",
        "kind: code",
        "kind: cod",
        17,
        "“kind” cannot be “cod”",
        "Write “code”.",
    ),
    (
        "returns/visits.yaml",
        "child: child_id",
        "child: sex",
        8,
        "child's column must be",
        "child_id",
    ),
    (
        "indicators/referrals-rate.yaml",
        "unit: percent",
        "unit: per cent",
        6,
        "“unit” cannot be “per cent”",
        "Write “percent”.",
    ),
    ("indicators/referrals-rate.yaml", "steps: [year]", "steps: []", 13, "at least 1 item", "year"),
    (
        "indicators/referrals-rate.yaml",
        "numerator: {table: referrals",
        "numerator: {table: referals",
        11,
        "“table” names “referals”, which no return of the kit brings",
        "Write “referrals”.",
    ),
    ("returns/calls.yaml", "spec: census", "spec: cens", 7, "“spec” cannot be", "“census”"),
    ("bodies.yaml", "source: The plan", "\tsource: The plan", 10, "holds a tab", "spaces"),
    (
        "bodies.yaml",
        "    kind: school",
        '    kind: school\n    from: "2026-04-01"',
        10,
        "“from” is not a date",
        "without quotes",
    ),
    ("bodies.yaml", "bodies:", "bodies", 2, "looks like a second key", "key above its colon"),
    ("sources.yaml", "title: The plan", 'title: "The plan', 3, "never closed", "closing"),
    ("sources.yaml", "sources:", "sources: nothing\nothers:", 1, "must be a list", "a list"),
    ("kit.yaml", "edition:", "editon:", 3, "“editon” is not a key", "Write “edition”."),
    ("kit.yaml", "kit: town", "kit: village", 1, "its folder is “town”", "kit: town"),
    (
        "kit.yaml",
        "source:",
        "as_at: 2026-07-15\nsource:",
        4,
        "Only a made-up partnership",
        "made_up: true",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "message", "instead"), BROKEN)
def test_a_fault_names_file_and_line_and_what_to_write(
    tmp_path: Path, file: str, old: str, new: str, line: int, message: str, instead: str
) -> None:
    path = shelf.whole(tmp_path) / file
    text = path.read_text()
    assert old in text, "the example must break what is there"
    before, _, after = text.rpartition(old)
    path.write_text(before + new + after)

    faults = kit.check(tmp_path / "town")

    told = [(fault.file, fault.line) for fault in faults]
    assert (path, line) in told, [str(fault) for fault in faults]
    here = next(fault for fault in faults if (fault.file, fault.line) == (path, line))
    assert message in here.message
    assert instead in here.instead


STAND_IN = """
          - key: pat
            name: Pat Example
            roles:
              - role: practitioner
                body: council
                from: 2026-01-05
            stands_in:
              - for: robin
                role: agency lead
                body: council
                from: 2026-02-02
                until: 2026-03-02
                why: On leave
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "instead"),
    [
        ("role: agency lead", "role: auditor", 17, "“robin” does not hold the role “auditor”", ""),
        ("from: 2026-02-02", "from: 2026-01-02", 17, "there on 2026-01-02", "“agency lead” at cou"),
        ("for: robin", "for: pat", 16, "Nobody stands in for themselves.", "Name the holder"),
        ("until: 2026-03-02", "until: 2027-03-02", 20, "for longer than", "an earlier end"),
        ("name: Pat Example", "name: Pat\n    email: robin@council.example.org", 11,
         "“robin” has the same address", "own address"),
    ],
)  # fmt: skip
def test_a_stand_in_is_for_a_role_that_somebody_else_holds_then(
    tmp_path: Path, old: str, new: str, line: int, message: str, instead: str
) -> None:
    sound = f"{dedent(shelf.PEOPLE).rstrip()}\n{indent(dedent(STAND_IN).strip(), '  ')}\n"
    assert kit.check(shelf.whole(tmp_path / "sound", people=sound)) == []
    people = _last(sound, old, new)

    faults = kit.check(shelf.whole(tmp_path / "broken", people=people))

    told = [fault for fault in faults if message in fault.message]
    assert [(fault.file.name, fault.line) for fault in told] == [("people.yaml", line)], faults
    assert instead in told[0].instead


def _last(text: str, old: str, new: str) -> str:
    before, _, after = text.rpartition(old)
    return before + new + after


def test_the_mark_with_which_some_editors_save_is_no_fault(tmp_path: Path) -> None:
    path = shelf.whole(tmp_path) / "bodies.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert kit.check(tmp_path / "town") == []


def test_a_file_that_cannot_be_read_is_the_only_one_that_is_blamed(tmp_path: Path) -> None:
    path = shelf.whole(tmp_path) / "bodies.yaml"
    path.write_bytes(path.read_text().encode("utf-16"))

    (fault,) = kit.check(tmp_path / "town")

    assert (fault.file, fault.line) == (path, 1)
    assert fault.instead == "Save it again as UTF-8."


def test_a_day_that_is_none_is_told_once(tmp_path: Path) -> None:
    path = shelf.whole(tmp_path) / "people.yaml"
    path.write_text(path.read_text().replace("2026-01-05", "2026-01-35"))

    (fault,) = kit.check(tmp_path / "town")

    assert "2026-01-35 is not in the calendar" in fault.message


def test_a_file_of_another_kind_is_to_be_taken_away(tmp_path: Path) -> None:
    (shelf.whole(tmp_path) / "bodies.xlsx").write_bytes(b"PK")

    (fault,) = kit.check(tmp_path / "town")

    assert (fault.message, fault.instead) == ("A kit has no .xlsx files.", "Take the file away.")


POPULATION = """
    populations:
      - population: under-18
        edition: "1"
        title: Children who live here
        file: children.csv
        source: The plan
"""


@pytest.mark.parametrize(
    ("content", "line", "message", "instead"),
    [
        (b"population,year,children\n", 1, "The columns are population,year,ch", "Write as the f"),
        (b"", 1, "There are no columns", "Write as the first line: population,"),
        ("population\n".encode("utf-16"), 1, "not written in UTF-8", "CSV UTF-8"),
    ],
)
def test_a_table_beside_a_file_is_told_by_its_own_name_and_line(
    tmp_path: Path, content: bytes, line: int, message: str, instead: str
) -> None:
    folder = shelf.whole(tmp_path, populations__populations=POPULATION)
    table = folder / "populations/children.csv"
    table.write_bytes(content)

    (fault,) = kit.check(folder)

    assert (fault.file, fault.line) == (table, line)
    assert message in fault.message
    assert instead in fault.instead


def test_all_faults_of_all_files_are_told_in_order(tmp_path: Path) -> None:
    folder = shelf.whole(
        tmp_path,
        bodies=shelf.BODIES.replace("seat:", "seet:").replace("kind: school", "kind: skool"),
        people=shelf.PEOPLE.replace("Robin Example", ""),
    )

    faults = kit.check(folder)

    assert [(fault.file.name, fault.line) for fault in faults] == [
        ("bodies.yaml", 5),
        ("bodies.yaml", 9),
        ("people.yaml", 3),
    ]


def test_a_faulty_file_does_not_blame_the_files_that_build_on_it(tmp_path: Path) -> None:
    folder = shelf.whole(tmp_path, bodies=shelf.BODIES.replace("seat:", "seet:"))

    assert {fault.file.name for fault in kit.check(folder)} == {"bodies.yaml"}


def test_money_whose_parts_do_not_make_the_total_is_a_fault(tmp_path: Path) -> None:
    budget = """
        budget:
          - key: year
            title: A year
            from: 2023-04-01
            until: 2024-04-01
            source: {document: plan}
            income: [{body: council, pounds: 10}, {body: school, pounds: 5}]
            spending: [{"on": Training, pounds: 15}]
            income_total: 16
            spending_total: 15
    """
    folder = shelf.whole(tmp_path, cover="content: [budget.yaml]\n", budget=budget)

    (fault,) = kit.check(folder)

    assert (fault.file.name, fault.line) == ("budget.yaml", 9)
    assert "15.00" in fault.message


def broken(lines: list[str], chance: Random) -> list[str]:
    """One line taken away, pushed in, or robbed of its colon, its value or its dash."""
    place = chance.randrange(len(lines))
    line = lines[place]
    hurt = (
        "",
        f"  {line}",
        line.replace(":", "", 1),
        f"{line.partition(':')[0]}:\n",
        line.replace("- ", "", 1),
        line.replace(": ", ": [", 1),
        f"{line.rstrip()} 2026-02-30\n",
    )
    return [*lines[:place], chance.choice(hurt), *lines[place + 1 :]]


@pytest.mark.parametrize("file", sorted(shelf.WHOLE))
def test_however_a_line_is_broken_the_checker_answers(tmp_path: Path, file: str) -> None:
    """Seeded: 40 broken lines a file. A fault names a line that the file has."""
    chance = Random(file)
    path = shelf.whole(tmp_path) / file
    lines = path.read_text().splitlines(keepends=True)

    for _ in range(40):
        path.write_text("".join(broken(lines, chance)))
        for fault in kit.check(tmp_path / "town"):
            assert 1 <= fault.line <= len(fault.file.read_text().splitlines()) + 1
            assert fault.message
            assert fault.instead


def test_load_raises_the_first_fault(tmp_path: Path) -> None:
    folder = shelf.whole(tmp_path, bodies=shelf.BODIES.replace("seat:", "seet:"))

    with pytest.raises(Exception, match=r"bodies\.yaml, line 5") as refused:
        kit.load(folder)

    assert refused.value.instead == "Write “seat”."


def test_the_report_tells_each_fault_on_a_line_and_counts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shelf.whole(tmp_path, bodies=shelf.BODIES.replace("seat:", "seet:"))
    monkeypatch.chdir(tmp_path)

    lines, sound = kit.report(folder)

    assert not sound
    assert lines == (
        "town/bodies.yaml, line 5: “seet” is not a key that is known here. Write “seat”.",
        "1 fault in 1 file.",
    )


def test_the_report_of_a_sound_kit_says_what_it_holds(tmp_path: Path) -> None:
    lines, sound = kit.report(shelf.whole(tmp_path))

    assert sound
    assert lines[0] == (
        "The kit “town” is sound: 1 source, 1 edition of a clock, 1 edition of a code list, "
        "2 returns, 1 indicator, 2 bodies, 1 person."
    )
