"""Opens Spark for counting: on this machine, or on a cluster that stands already."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import ibis
from ibis.backends.sql import SQLBackend

from village.engine.errors import Usage

MASTER: Final = "VILLAGE_SPARK_MASTER"
"""Names the cluster, as Spark does: spark://host:7077, yarn, k8s://... ; this machine if unset."""

HERE: Final = "local[2]"
ALWAYS: Final = {
    "spark.sql.session.timeZone": "UTC",  # dates are days, not moments
    "spark.ui.enabled": "false",  # a page about a run would show its tables' columns
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.authenticate": "true",  # or whoever reaches a port reads what is held in memory
    "spark.network.crypto.enabled": "true",
    "spark.io.encryption.enabled": "true",
}
SECRETS: Final = ("VILLAGE_KEYS", "VILLAGE_SECRET_KEY", "VILLAGE_DATABASE_URL")
"""What no process of Spark is given."""

ON_THIS_MACHINE: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}


@contextmanager
def on_spark(*, spill: Path) -> Iterator[SQLBackend]:
    """A session of one call, ended with it. spill: a folder that is there for as long.

    What else a cluster needs stands in its own spark-defaults.conf. Raises Usage where Spark or
    the Java that it runs on is missing.
    """
    spill.mkdir(exist_ok=True, mode=0o700)
    session = _session(_settings(os.environ.get(MASTER, HERE), spill))
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()


def _settings(master: str, spill: Path) -> Mapping[str, str]:
    mine = {
        "spark.sql.warehouse.dir": str(spill / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={spill}",
    }
    here = {**ON_THIS_MACHINE, "spark.local.dir": str(spill)} if master.startswith("local") else {}
    return {"spark.master": master, **ALWAYS, **mine, **here}


def _session(settings: Mapping[str, str]) -> Any:  # Any: of a library that need not be there
    try:
        from pyspark import SparkConf
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise _not_set_up("Spark is not set up on this machine.") from None
    try:
        conf = SparkConf().setAppName("village").setAll(list(settings.items()))
        with _without_secrets():
            return SparkSession.builder.config(conf=conf).getOrCreate()
    except (PySparkRuntimeError, FileNotFoundError):
        raise _not_set_up("Spark did not start: it found no Java, or no cluster.") from None


@contextmanager
def _without_secrets() -> Iterator[None]:
    """Whatever starts within inherits an environment that opens nothing."""
    kept = {name: os.environ.pop(name) for name in SECRETS if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def _not_set_up(what: str) -> Usage:
    return Usage(
        what,
        where="--engine spark",
        mend="Run `make setup-spark`, see to the cluster that VILLAGE_SPARK_MASTER names, or leave"
        " the option out: the figures are the same.",
    )
