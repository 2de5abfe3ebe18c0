"""A table that was left out is no table without rows: nobody counts a nought of it."""

import zipfile
from pathlib import Path

from tests.engine.annex_a.lists import spec_of, table_of
from tests.engine.store.houses import KEYS
from village.engine.intake.received import receive
from village.engine.pipeline import Kept, keep_return
from village.engine.pipeline.keeping import brought
from village.engine.store.layout import Store
from village.engine.store.split import Sent
from village.engine.synthetic import AS_AT, District, write_ssd
from village.kernel.periods import quarter_holding

LEFT_OUT = "ssd_contacts"


def without(path: Path, table: str, into: Path) -> Path:
    """The same zip less one file."""
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(into, "w") as less:
        for name in whole.namelist():
            if Path(name).stem != table:
                less.writestr(name, whole.read(name))
    return into


def tables_of(path: Path, *, at: Path) -> set[str]:
    spec, period = spec_of("ssd"), quarter_holding(AS_AT)
    with path.open("rb") as stream:
        arrived = receive(stream, name=path.name)
        sent = Sent("council", "r1", period)
        keep_return(arrived, spec=spec, sent=sent, store=Store(at), keyring=KEYS)
    return set(brought(Store(at), Kept("r1", spec, period, arrived.sha256)))


def test_what_was_left_out_covers_no_period(tmp_path: Path) -> None:
    whole, district = tmp_path / "extract.zip", District(2026, scale=0.02)
    write_ssd(whole, spec=table_of("ssd"), district=district, mistakes={})
    less = without(whole, LEFT_OUT, tmp_path / "less.zip")

    all_of_them = tables_of(whole, at=tmp_path / "one")
    the_rest = tables_of(less, at=tmp_path / "other")

    assert LEFT_OUT in all_of_them
    assert all_of_them - the_rest == {LEFT_OUT}
