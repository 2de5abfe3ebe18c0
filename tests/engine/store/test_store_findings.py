"""A check's findings: sealed, apart from ids and values, together again for the sender alone."""

from dataclasses import asdict

import pytest

from tests.engine.store.houses import KEYS, House, census, received
from village.engine import checks
from village.engine.checks.census.cases import a_child
from village.engine.store.keep import destroy, opened, storing
from village.engine.store.reports import findings_for_sender, keep_findings
from village.engine.store.seals import SealedKind
from village.kernel.seal import Keyring, Tampered, UnknownKey

OTHER = Keyring({"other": b"another key that seals no thing."})


def finding(number: int, *, rule: str = "8500", value: str = "") -> dict[str, object]:
    return {
        "rule": rule,
        "child": number,
        "child_id": f"CANARY{number}",
        "value": value or f"SECRET{number}",
        "row": number,
    }


def test_the_sender_gets_back_what_was_found(house: House) -> None:
    found = [finding(n) for n in range(5)]

    keep_findings(house.store, "one", KEYS, found)

    told = findings_for_sender(house.store, "one", KEYS)
    assert (list(told.rows), told.of) == (found, 5)


def test_a_real_check_comes_back_as_it_was(house: House) -> None:
    children = [a_child(LAchildID="CANARY1", Sex="X"), a_child(LAchildID="CANARY1")]
    checked = checks.run(received(census(*children)), spec="census", year="2025-26")
    found = [asdict(issue) for issue in checked.issues]
    assert len(found) > 2

    keep_findings(house.store, "one", KEYS, found)

    assert list(findings_for_sender(house.store, "one", KEYS).rows) == found


def test_a_page_of_one_rule(house: House) -> None:
    keep_findings(
        house.store, "one", KEYS, [finding(n, rule=("8500", "8510")[n % 2]) for n in range(20)]
    )

    told = findings_for_sender(house.store, "one", KEYS, rule="8510", skip=3, most=4)

    assert [row["child"] for row in told.rows] == [7, 9, 11, 13]
    assert [row["child_id"] for row in told.rows] == ["CANARY7", "CANARY9", "CANARY11", "CANARY13"]
    assert told.of == 10


@pytest.mark.parametrize(("skip", "most"), [(20, 5), (0, 0)])
def test_a_page_beyond_the_end_is_empty(house: House, skip: int, most: int) -> None:
    keep_findings(house.store, "one", KEYS, [finding(1)])

    told = findings_for_sender(house.store, "one", KEYS, skip=skip, most=most)

    assert (told.rows, told.of) == ((), 1)


def test_a_return_in_order_has_no_findings(house: House) -> None:
    keep_findings(house.store, "one", KEYS, [])

    assert findings_for_sender(house.store, "one", KEYS).rows == ()


def test_neither_ids_nor_values_lie_plain_or_with_the_report(house: House) -> None:
    keep_findings(house.store, "one", KEYS, [finding(n) for n in range(5)])

    assert all(b"CANARY" not in body and b"SECRET" not in body for body in house.files().values())
    with opened(house.store, SealedKind.FOUND_WHERE, "one", KEYS) as lines:
        report = lines.read()
    assert b"8500" in report
    assert b"CANARY" not in report
    assert b"SECRET" not in report


def test_findings_open_with_the_houses_key_alone_and_under_their_own_name(house: House) -> None:
    keep_findings(house.store, "one", KEYS, [finding(1)])
    for part, name in (("reports", "one.sealed"), ("identities", "one.findings.sealed")):
        there = house.root / part / name.replace("one", "two")
        there.write_bytes((house.root / part / name).read_bytes())

    with pytest.raises(UnknownKey):
        findings_for_sender(house.store, "one", OTHER)
    with pytest.raises(Tampered):
        findings_for_sender(house.store, "two", KEYS)


def test_a_second_check_replaces_the_first(house: House) -> None:
    keep_findings(house.store, "one", KEYS, [finding(n) for n in range(5)])
    keep_findings(house.store, "one", KEYS, [finding(9)])

    assert [row["child"] for row in findings_for_sender(house.store, "one", KEYS).rows] == [9]


def test_findings_go_with_their_return(house: House) -> None:
    keep_findings(house.store, "one", KEYS, [finding(1)])
    keep_findings(house.store, "two", KEYS, [finding(2)])

    destroy(house.store, "one")

    assert sorted(house.files("reports", "identities")) == [
        "identities/two.findings.sealed", "reports/two.sealed",
    ]  # fmt: skip


def test_the_findings_of_a_check_outlive_a_failed_storing(house: House) -> None:
    """The sender still reads what is wrong, though the return could not be stored."""
    keep_findings(house.store, "census-2026", KEYS, [finding(1)])

    with pytest.raises(RuntimeError), storing(house.store, "census-2026"):
        raise RuntimeError

    assert findings_for_sender(house.store, "census-2026", KEYS).of == 1
    assert not (house.root / "raw" / "census-2026.sealed").exists()
