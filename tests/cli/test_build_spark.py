"""`village build --engine spark` gives the figures that DuckDB gives, to the byte."""

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import KITS, Run, environment
from tests.conftest import KEYS
from village import engine

AS = ("--kit", KITS / "demo", "--as-at", "2026-07-15")
SCALE = 0.04
HAS_SPARK = find_spec("pyspark") is not None
without_spark = pytest.mark.skipif(not HAS_SPARK, reason="`make setup-spark` brings Spark")


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VILLAGE_KEYS", KEYS)


def figures(store: Path) -> dict[str, object]:
    """Every indicator of the version in a store, read from its one file of figures."""
    found: dict[str, object] = json.loads((store / "figures/v00001/figures.json").read_bytes())
    return found


@pytest.fixture
def census(here: Path, district: Path) -> Path:
    """A folder with one return."""
    folder = here / "returns"
    folder.mkdir()
    shutil.copy(district / "returns/cin-census-2026.xml", folder)
    return folder


def write_district(here: Path) -> None:
    """Every agency's returns since 2025, but for those that have nothing to say at this size."""
    engine.synthetic.write_with_care(here, scale=SCALE)
    for path in (here / "returns").glob("*.csv"):
        if "2024-" in path.name or len(path.read_text(encoding="utf-8").splitlines()) < 2:
            path.unlink()


@without_spark
@pytest.mark.spark
def test_every_cell_of_every_indicator_is_the_same_on_both_engines(
    run: Run, run_apart: Run, here: Path
) -> None:
    write_district(here)

    ours = run("build", "returns", *AS, "--out", "duckdb")
    theirs = run_apart("build", "returns", *AS, "--out", "spark", "--engine", "spark", timeout=900)

    assert (ours.exit_code, theirs.exit_code) == (1, 1), ours.said + theirs.said
    mine, other = figures(here / "duckdb"), figures(here / "spark")
    assert mine.keys() == other.keys()
    assert [name for name in mine if mine[name] != other[name]] == []
    assert (here / "duckdb/figures/v00001/figures.json").read_bytes() == (
        here / "spark/figures/v00001/figures.json"
    ).read_bytes()
    assert (
        sum('"children":' in json.dumps(one, separators=(",", ":")) for one in mine.values()) > 25
    )


def test_an_engine_that_there_is_none_of_is_named(run: Run, here: Path) -> None:
    (here / "returns").mkdir()

    ran = run("build", "returns", *AS, "--out", "store", "--engine", "abacus")

    assert ran.exit_code == 2
    assert "There is no such engine." in ran.said
    assert "Write duckdb or spark." in ran.said
    assert not (here / "store/current").exists()


LOOK = """
import json, sys
from pathlib import Path
from village.engine.measures.engines import Engine, connected
spill = Path(sys.argv[1])
with connected(spill=spill, engine=Engine.SPARK) as engine:
    conf = engine._session.sparkContext.getConf()
    children = Path("/proc/self/task/%d/children" % __import__("os").getpid()).read_text().split()
    told = [Path(f"/proc/{pid}/environ").read_bytes().decode() for pid in children]
    print(json.dumps({
        "asked": {name: conf.get(name) for name in ("spark.authenticate", "spark.driver.host",
                  "spark.network.crypto.enabled", "spark.io.encryption.enabled")},
        "java": len(children),
        "keys": sum("VILLAGE_KEYS" in one or "VILLAGE_SECRET_KEY" in one for one in told),
        "kept": "VILLAGE_KEYS" in __import__("os").environ,
    }))
"""


@without_spark
@pytest.mark.spark
def test_spark_answers_nobody_without_its_secret_and_is_given_no_key(here: Path) -> None:
    temporary = here / "tmp"
    temporary.mkdir()
    words = [sys.executable, "-c", LOOK, str(here / "spill")]

    ran = subprocess.run(
        words, env=environment(here, {"TMPDIR": str(temporary)}), capture_output=True,
        text=True, check=True,
    )  # fmt: skip

    said = json.loads(ran.stdout.splitlines()[-1])
    assert said["asked"] == {
        "spark.authenticate": "true",
        "spark.driver.host": "127.0.0.1",
        "spark.network.crypto.enabled": "true",
        "spark.io.encryption.enabled": "true",
    }
    assert (said["java"] > 0, said["keys"], said["kept"]) == (True, 0, True)


@without_spark
@pytest.mark.spark
def test_without_java_it_says_what_to_set_up_and_publishes_nothing(
    run_apart: Run, here: Path, census: Path
) -> None:
    asked = ("build", census, *AS, "--out", "store", "--engine", "spark")

    ran = run_apart(*asked, JAVA_HOME=str(here / "no-java"))

    assert ran.exit_code == 2
    assert "Spark did not start" in ran.said
    assert "make setup-spark" in ran.said
    assert not (here / "store/current").exists()


def test_without_the_package_it_says_what_to_set_up(
    run: Run, census: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)

    ran = run("build", census, *AS, "--out", "store", "--engine", "spark")

    assert ran.exit_code == 2
    assert "Spark is not set up on this machine." in ran.said
