"""What police, missing team and looked-after return tell of missing children, laid side by side."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import OperationalError
from django.urls import reverse

from tests.cast import AT, PRODUCER, Cast
from tests.returns import sending
from tests.returns.sending import demo_rules
from village import engine
from village.engine.measures.reconciled import Absence, Quarter, Side, Told, alone, reconciled
from village.engine.pipeline.reconciling import reconcile
from village.engine.specs.tables_values import plain
from village.engine.store.secret import child_secret
from village.engine.store.split import Keyed
from village.evidence.returns.models import Edition
from village.evidence.returns.services import alone as alone_service
from village.evidence.returns.services import house, keeping
from village.kernel.periods import Period
from village.kernel.seal import Keyring
from village.partnership.people import services
from village.partnership.people.rules import RoleKind
from village.trail.models import Event

SPRING = Period(date(2025, 4, 1), date(2025, 6, 30))
KEYRING = Keyring({"test": b"a key that seals nothing of note"})
ALL = frozenset(Side)


def told(side: Side, child: str, since: int, until: int, reference: str = "") -> Told:
    """An absence between two days of May 2025."""
    first, last = date(2025, 5, since), date(2025, 5, until)
    return Told(side, child, first, last, reference, event=f"{side}{child}{since}{reference}")


def cells(absences: Iterable[Absence]) -> list[str]:
    return sorted(absence.cell(ALL) for absence in absences)


class TestMatching:
    def test_a_reference_that_fits_the_days_matches_children_nobody_linked(self) -> None:
        found = reconciled(
            [told(Side.POLICE, "p1", 3, 4, "mp7"), told(Side.TEAM, "c1", 4, 4, "mp7")]
        )

        assert cells(found) == ["police and team"]

    def test_a_reference_to_another_month_is_not_believed(self) -> None:
        found = reconciled(
            [told(Side.POLICE, "p1", 3, 4, "mp7"), told(Side.TEAM, "c1", 24, 24, "mp7")]
        )

        assert cells(found) == ["police", "team"]

    def test_one_child_and_days_that_meet_are_one_absence_and_others_are_two(self) -> None:
        near = reconciled([told(Side.POLICE, "x", 3, 4), told(Side.TEAM, "x", 5, 5)])
        far = reconciled([told(Side.POLICE, "x", 3, 4), told(Side.TEAM, "x", 7, 8)])

        assert (cells(near), cells(far)) == (["police and team"], ["police", "team"])

    def test_no_row_is_used_twice_and_the_nearest_goes_first(self) -> None:
        rows = [
            told(Side.POLICE, "x", 3, 3, "a"),
            told(Side.POLICE, "x", 4, 4, "b"),
            told(Side.TEAM, "x", 4, 4),
        ]

        found = reconciled(rows)

        both = next(one for one in found if one.team)
        assert cells(found) == ["police", "police and team"]
        assert both.police == rows[1]

    def test_the_looked_after_return_joins_by_either_of_the_two(self) -> None:
        rows = [
            told(Side.POLICE, "x", 3, 4, "a"),
            told(Side.TEAM, "council's", 4, 4, "a"),
            told(Side.CARE, "council's", 3, 4),
        ]

        assert cells(reconciled(rows)) == ["police and team and care"]

    def test_the_order_in_which_rows_come_changes_nothing(self) -> None:
        rows = [told(side, f"{n % 7}", 1 + n % 20, 2 + n % 20, f"{n}") for n in range(60)
                for side in Side]  # fmt: skip

        one, other = reconciled(rows), reconciled(reversed(rows))

        assert set(one) == set(other)


class TestCounting:
    def test_a_small_number_is_withheld_with_enough_beside_it(self) -> None:
        rows = [told(Side.POLICE, f"p{n}", 3, 4) for n in range(40)]
        rows += [told(Side.TEAM, f"t{n}", 3, 4) for n in range(3)]
        rows += [told(side, f"b{n}", 3, 4) for n in range(50) for side in (Side.POLICE, Side.TEAM)]
        quarter = Quarter(SPRING, frozenset({Side.POLICE, Side.TEAM}))

        counts = quarter.counts(reconciled(rows))

        assert counts["only team"] is None
        hidden = [name for name, number in counts.items() if number is None]
        assert len(hidden) > 1

    def test_many_absences_of_few_children_are_withheld_too(self) -> None:
        rows = [told(Side.POLICE, f"p{n % 2}", 1 + n * 3, 1 + n * 3) for n in range(8)]
        quarter = Quarter(SPRING, frozenset({Side.POLICE, Side.TEAM}))

        counts = quarter.counts(reconciled(rows))

        assert counts["only police"] is None

    def test_where_the_looked_after_return_is_not_there_it_has_no_cell(self) -> None:
        quarter = Quarter(SPRING, frozenset({Side.POLICE, Side.TEAM}))

        assert set(quarter.counts([])) == {
            "police and team", "only police", "only team", "all", "police", "team",
        }  # fmt: skip

    def test_a_few_in_care_do_not_hide_what_police_and_missing_team_know(self) -> None:
        rows = [told(Side.CARE, f"c{n}", 3, 4) for n in range(3)]
        rows += [told(side, f"s{n}", 3, 4) for n in range(2) for side in (Side.TEAM, Side.CARE)]
        rows += [told(Side.POLICE, f"p{n}", 3, 4) for n in range(40)]
        rows += [told(Side.TEAM, f"t{n}", 3, 4) for n in range(30)]
        rows += [told(side, f"b{n}", 3, 4) for n in range(50) for side in (Side.POLICE, Side.TEAM)]
        found, quarter = reconciled(rows), Quarter(SPRING, ALL)

        shown = quarter.readable(found)

        assert None in quarter.counts(found).values()
        assert shown.counts(found) == {
            "police and team": 50, "only police": 40, "only team": 32,
            "all": 122, "police": 90, "team": 82,
        }  # fmt: skip

    def test_where_enough_are_in_care_all_three_lists_are_laid_side_by_side(self) -> None:
        rows = [told(side, f"{side}{n}", 3, 4) for n in range(20) for side in Side]
        rows += [told(side, f"b{n}", 3, 4) for n in range(50) for side in (Side.POLICE, Side.TEAM)]
        found, quarter = reconciled(rows), Quarter(SPRING, ALL)

        assert quarter.readable(found) == quarter

    def test_rows_count_as_alone_as_the_quarter_s_table_counts_them(self) -> None:
        """Else the table and its own rows would tell the team how many of them are in care."""
        found = reconciled(
            [told(side, "both", 3, 4) for side in (Side.TEAM, Side.CARE)]
            + [told(Side.CARE, "care", 9, 9)]
        )
        without_care = Quarter(SPRING, frozenset({Side.POLICE, Side.TEAM}))

        lonely = [(one.side, one.child) for one in alone(found, [without_care])]

        assert lonely == [(Side.TEAM, "both"), (Side.CARE, "care")]
        assert [one.child for one in alone(found, [Quarter(SPRING, ALL)])] == ["care"]

    def test_rows_that_one_list_alone_knows_are_of_the_quarters_that_both_cover(self) -> None:
        found = reconciled([told(Side.POLICE, "x", 3, 4), told(Side.TEAM, "y", 9, 9)])
        quarter = Quarter(SPRING, frozenset({Side.POLICE, Side.TEAM}))

        assert [one.side for one in alone(found, [quarter])] == [Side.POLICE, Side.TEAM]
        assert list(alone(found, [])) == []


SCALE = 0.3
SENT = {
    "police-missing": "police",
    "return-interviews": "council",
    "looked-after": "council",
}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> "engine.synthetic.Written":
    return engine.synthetic.write_with_care(tmp_path_factory.mktemp("district"), scale=SCALE)


@pytest.fixture(scope="module")
def kept_lists(
    district: "engine.synthetic.Written", tmp_path_factory: pytest.TempPathFactory
) -> "tuple[engine.Store, list[engine.Kept]]":
    """The three lists of the district, kept in a store."""
    there = engine.Store(tmp_path_factory.mktemp("store"))
    kept = []
    for number, file in enumerate(district.files):
        if file.spec not in SENT or file.drop_in:
            continue
        spec, ref = demo_rules().specs[str(file.spec)], f"return-{number:03d}"
        with file.path.open("rb") as stream:
            engine.keep_return(
                engine.receive(stream, name=file.path.name),
                spec=spec,
                sent=engine.Sent(SENT[str(file.spec)], ref, file.period),
                store=there,
                keyring=KEYRING,
            )
        kept.append(engine.Kept(ref, spec, file.period, ref))
    return there, kept


def true_children(district: "engine.synthetic.Written") -> dict[tuple[str, str], str]:
    """The child by agency and the agency's id."""
    found = {}
    with district.truth.people.open() as lines:
        for row in csv.DictReader(lines):
            for agency in ("council", "police"):
                for own in filter(None, row[f"{agency}_ids"].split(";")):
                    found[agency, own] = row["child"]
    return found


def links(district: "engine.synthetic.Written", there: "engine.Store") -> dict[str, str]:
    """Who is whose child, as a linkage without a fault would say."""
    secret = child_secret(there, KEYRING)
    keyed = {agency: Keyed(engine.Sent(agency, "x", SPRING), secret) for agency in SENT.values()}
    return {
        keyed[agency].child(own, row=0): child
        for (agency, own), child in true_children(district).items()
    }


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def day(text: str) -> date | None:
    return datetime.strptime(text[:10], "%d/%m/%Y").date() if text else None


def plainly(district: "engine.synthetic.Written", child: dict) -> Counter:
    """Police and team by quarter and cell: every row is held against every other."""
    columns = {"police-missing": "Police person ID", "return-interviews": "Child ID"}
    rows: dict[str, list] = {spec: [] for spec in columns}
    for file in district.files:
        if str(file.spec) in columns:
            for row in read(file.path):
                own = row[columns[file.spec]]
                who = child.get((SENT[file.spec], own), own)
                reference = row.get("Episode reference") or row.get("Police episode reference")
                since, until = day(row["Missing from"]), day(row["Returned"])
                if since and until and until < since:
                    since = None
                rows[file.spec].append((who, since or until, until, plain(reference or "")))
    pairs = []
    for n, (who, since, until, reference) in enumerate(rows["police-missing"]):
        for m, (whom, first, last, other) in enumerate(rows["return-interviews"]):
            end = until.toordinal() if until else since.toordinal() + 31
            met = since.toordinal() - 1 <= last.toordinal() and first.toordinal() - 1 <= end
            rank = 0 if reference and reference == other else 1 if who == whom else None
            if met and rank is not None:
                apart = abs((since - first).days) + abs(end - last.toordinal())
                pairs.append((rank, apart, since, first, n, m))
    police, team = {}, {}
    for *_, n, m in sorted(pairs):
        if n not in police and m not in team:
            police[n], team[m] = m, n
    found: Counter = Counter()
    for n, (_, since, *_) in enumerate(rows["police-missing"]):
        found[since, "police and team" if n in police else "police"] += 1
    for m, (_, first, *_) in enumerate(rows["return-interviews"]):
        if m not in team:
            found[first, "team"] += 1
    return found


@pytest.mark.parametrize("is_linked", [True, False], ids=["linked", "by reference alone"])
def test_counts_agree_with_a_plain_match_of_the_files_as_sent(
    district, kept_lists, is_linked
) -> None:
    there, kept = kept_lists
    who = true_children(district) if is_linked else {}
    mine = [one for one in kept if one.spec.id != "looked-after"]

    found = reconcile(
        there, mine, links=links(district, there) if is_linked else None, keyring=KEYRING
    )

    assert found is not None
    expected = plainly(district, who)
    shown = 0
    for quarter in found.said["quarters"]:
        period = Period.parse(quarter["period"])
        for name, number in quarter["counts"].items():
            cell = name.removeprefix("only ")
            if number is not None and (cell != name or cell == "police and team"):
                true = sum(n for (on, where), n in expected.items() if where == cell
                           and on in period)  # fmt: skip
                assert number == true, (quarter["period"], name)
                shown += 1
    assert shown > 12


def test_the_district_s_own_truth_is_nearly_met(district, kept_lists) -> None:
    """The truth knows of which episode the council never heard, and of which the police did not."""
    there, kept = kept_lists
    true = Counter(row["known_to"] for row in read(district.truth.episodes))
    spec_of = {one.ref: one.spec.id for one in kept}

    found = reconcile(there, kept, links=links(district, there), keyring=KEYRING)

    assert found is not None
    lonely = Counter(spec_of[one.ref] for one in found.rows)
    assert abs(lonely["police-missing"] - true["police"]) < 0.15 * true["police"]
    assert abs(lonely["return-interviews"] - true["council"]) < 0.15 * true["council"]


def test_a_version_without_two_of_the_lists_says_nothing(kept_lists) -> None:
    there, kept = kept_lists
    police = [one for one in kept if one.spec.id == "police-missing"]

    assert reconcile(there, police, links=None, keyring=KEYRING) is None


class TestThePages:
    """The council's lead reads its own rows in its own ids; nobody reads another's."""

    @pytest.fixture(autouse=True)
    def _counted(self, cast: Cast, store: Path) -> None:
        sending.connect()
        period = {"period": sending.QUARTER}
        interviews = sending.owe(cast.council, spec="return-interviews", **period)
        episodes = sending.owe(cast.police, spec="police-missing", **period)
        self.council = sending.accepted(interviews, RETURNS, by=cast.owner)
        self.police = sending.accepted(episodes, sending.police(20), by=cast.other)
        for edition in (self.council, self.police):
            keeping.keep(edition.ref, progress=sending.Quiet())
        made = [house_of(one) for one in (self.council, self.police)]
        engine.build(
            house.store(), made, rulebook=house.rulebook(), as_at="2026-07-15", made_up=True,
            keyring=house.keyring(),
        )  # fmt: skip

    def test_figures_are_for_all_who_see_figures_and_small_ones_are_not_shown(
        self, cast: Cast
    ) -> None:
        page = cast.client(cast.by_role[RoleKind.QA_MANAGER]).get(reverse("returns:missing"))

        said = page.content.decode()
        assert "The police alone" in said
        assert re.search("The police and the missing team</t.><td[^>]*>(2|19)", said) is None
        assert "not shown" in said
        assert "How sure the links are" in said
        assert "MU00001" not in said

    def test_a_sender_reads_its_own_lonely_rows_and_the_look_is_written_down(
        self, cast: Cast
    ) -> None:
        page = cast.client(cast.owner).get(reverse("returns:missing_own", args=[self.council.ref]))

        said = page.content.decode()
        assert "MU00009" in said
        assert "RI000009" in said
        assert "MU00001" not in said  # matched by reference
        assert "P0009" not in said
        assert Event.objects.system("a test").filter(name="returns.look_alone").count() == 1

    def test_the_list_goes_out_as_csv_with_its_own_event(self, cast: Cast) -> None:
        address = reverse("returns:missing_sheet", args=[self.police.ref, "csv"])

        answer = cast.client(cast.other).get(address)

        said = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert said.count('"P00') == 18
        assert "MU000" not in said
        assert Event.objects.system("a test").filter(name="returns.export_alone").count() == 1

    def test_another_agency_finds_no_such_page(self, cast: Cast) -> None:
        address = reverse("returns:missing_own", args=[self.council.ref])

        assert cast.client(cast.other).get(address).status_code == 404

    def test_without_sight_of_names_the_rows_have_none(self, cast: Cast) -> None:
        scope = f"identities:{cast.council.ref}"
        services.bar(cast.owner, scope=scope, why="a relative", by=PRODUCER, at=AT)

        page = cast.client(cast.owner).get(reverse("returns:missing_own", args=[self.council.ref]))

        said = page.content.decode()
        assert "of your absences stand in no other list" in said
        assert "MU00009" not in said

    def test_a_look_that_cannot_be_written_down_is_refused(self, cast: Cast, monkeypatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OperationalError("the disk is full")

        monkeypatch.setattr(alone_service.trail, "read", refuse)

        with pytest.raises(OperationalError):
            cast.client(cast.owner).get(reverse("returns:missing_own", args=[self.council.ref]))

    def test_rows_go_with_a_return_that_is_destroyed(self, cast: Cast) -> None:
        engine.destroy(house.store(), self.police.ref)

        page = cast.client(cast.owner).get(reverse("returns:missing_own", args=[self.council.ref]))

        assert page.status_code == 302


def house_of(edition: Edition) -> "engine.Kept":
    edition.refresh_from_db()
    return engine.Kept(edition.ref, house.spec(edition.of.spec), edition.of.period, edition.sha256)


HEAD = "Interview reference,Child ID,Date of birth,Sex,Police episode reference,Missing from,"
HEAD += "Returned,Outcome"
RETURNS = "\r\n".join(
    [
        HEAD,
        *(
            f"RI{n:06d},MU{n:05d},05/06/2012,F,{f'MP{n:06d}' if n < 3 else ''},"
            f"{n % 28 + 1:02d}/02/2026 20:00,{n % 28 + 1:02d}/02/2026 23:30,held"
            for n in range(1, 21)
        ),
        "",
    ]
).encode()
