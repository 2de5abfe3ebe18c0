"""Small kits for tests, written into a folder and broken on purpose."""

from pathlib import Path
from textwrap import dedent

KITS = Path(__file__).resolve().parents[2] / "kits"

COVER = """
    kit: {name}
    title: A kit
    edition: "1"
    source: Written for a test
"""

SOURCES = """
    sources:
      - key: plan
        title: The plan
        kind: local document
        by: The partnership
"""

CLOCK = """
    clocks:
      - clock: visit
        duty: Visit the child
        who: the council
        starts: the call
        editions:
          - edition: Guidance 2023
            from: 2023-04-01
            status: in force
            within: {count: 5, unit: working days}
            source: {document: plan}
            evidence: verified
"""

BODIES = """
    bodies:
      - key: council
        name: The Council
        kind: statutory partner
        seat: council
        source: The plan
      - key: school
        name: The School
        kind: school
        source: The plan
"""

PEOPLE = """
    people:
      - key: robin
        name: Robin Example
        email: robin@council.example.org
        roles:
          - role: agency lead
            body: council
            from: 2026-01-05
"""

INDICATOR = """
    id: referrals-rate
    edition: "1"
    title: Referrals
    question: How many were referred?
    why: It is how a worry reaches somebody.
    unit: percent
    direction: neither
    numerator_words: referrals
    denominator_words: referrals
    wording: {counted: referrals, one: referral, did: came back}
    numerator: {table: referrals, counts: rows, "on": referred_on}
    denominator: {table: referrals, counts: rows, "on": referred_on}
    steps: [year]
    source: The plan
    author: QA manager
    review_on: 2027-03-31
"""

TABLE = """
    return: visits
    title: Visits
    edition: "1"
    source: The plan
    sender: council
    period: quarter
    prefix: VI
    child: child_id
    each_row: one visit
    fields:
      - name: child_id
        title: Child ID
        kind: identifier
        required: true
      - name: sex
        title: Sex
        kind: code
        codes: sex
"""

CENSUS = """
    return: calls
    title: Calls
    edition: "1"
    source: The plan
    sender: council
    period: year
    spec: census
    due: In the summer
    layouts:
      - {year: 2026, verified: verified}
"""

CODES = """
    codes: sex
    title: Sex
    editions:
      - edition: "1"
        from: 2024-04-01
        source: {document: plan}
        codes:
          - {code: M, label: Male}
          - {code: F, label: Female}
"""

WHOLE = {
    "sources.yaml": SOURCES,
    "clocks.yaml": CLOCK,
    "bodies.yaml": BODIES,
    "people.yaml": PEOPLE,
    "codes/sex.yaml": CODES,
    "indicators/referrals-rate.yaml": INDICATOR,
    "returns/visits.yaml": TABLE,
    "returns/calls.yaml": CENSUS,
}


def lay(shelf: Path, name: str = "town", *, cover: str = "", **files: str) -> Path:
    """Write a kit of that name. files: texts by path, with “__” for “/” and “.yaml” left away."""
    named = {
        f"{key.replace('__', '/').replace('_', '-')}.yaml": text for key, text in files.items()
    }
    return lay_files(shelf, name, {**named}, cover=cover)


def lay_files(shelf: Path, name: str, files: dict[str, str], *, cover: str = "") -> Path:
    folder = shelf / name
    folder.mkdir(parents=True)
    head = dedent(COVER.format(name=name)).lstrip() + dedent(cover)
    (folder / "kit.yaml").write_text(head)
    for inside, text in files.items():
        path = folder / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"))
    return folder


def whole(shelf: Path, name: str = "town", *, cover: str = "", **changed: str) -> Path:
    """A sound kit with a file of every kind that faults are tried on, some of them changed."""
    named = {
        f"{key.replace('__', '/').replace('_', '-')}.yaml": text for key, text in changed.items()
    }
    return lay_files(shelf, name, {**WHOLE, **named}, cover=cover)
