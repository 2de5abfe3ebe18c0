"""One chain, however many write it at once and however their processes die."""

import os
import random
import signal
import subprocess
import sys
import threading
from datetime import datetime

import pytest
from django.db import DatabaseError, connections

from village import trail
from village.trail import chain
from village.trail.chain import Verified
from village.trail.models import AnonymousRefusals, Event

# A sample; the full suite is VILLAGE_KILLS=400 with at least 10,000 deeds.
KILLS = int(os.environ.get("VILLAGE_KILLS", "12"))
WRITER = """
import sys, django
django.setup()
from datetime import UTC, datetime
from village import trail
from village.trail.models import AnonymousRefusals
number, at = 0, datetime(2026, 7, 15, tzinfo=UTC)
while True:
    number += 1
    name = f"kill.{sys.argv[1]}_{number}"
    with trail.verb("kill.write", by=trail.System("child"), at=at) as verb:
        for half in ("first", "second"):
            AnonymousRefusals.objects.create(name=f"{name}.{half}", hour_at=at)
        verb.wrote("count", name)
    print(name, flush=True)
"""


@pytest.mark.django_db
def test_a_long_chain_is_walked_a_few_events_at_a_time(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "_AT_ONCE", 7)
    for number in range(30):
        trail.read("a.look", by=trail.System("t"), at=at, kind="row", ref=f"r{number}")

    assert chain.verify() == Verified(30, chain.head())


@pytest.mark.django_db
def test_an_empty_chain_is_whole() -> None:
    assert chain.verify() == Verified(0, chain.Head(0, "0" * 64))


@pytest.mark.django_db(transaction=True)
def test_writers_at_one_moment_make_one_chain(at: datetime) -> None:
    faults: list[DatabaseError] = []

    def write(name: str) -> None:
        try:
            for _ in range(10):
                with trail.verb("a.b", by=trail.System(name), at=at) as verb:
                    verb.wrote("row", name)
        except DatabaseError as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(f"writer{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert chain.verify() == Verified(60, chain.head())


@pytest.mark.django_db(transaction=True)
def test_a_killed_writer_leaves_whole_deeds_and_a_whole_chain(child_env: dict[str, str]) -> None:
    """Each kill at a chance moment; every deed that was acknowledged is there, and none by half."""
    chance, told = random.Random(2026), []
    longest = 0.6 if KILLS >= 400 else 0.25
    for number in range(KILLS):
        told += lines_of_killed_writer(number, seconds=chance.uniform(0, longest), env=child_env)

    written = names_written()
    assert len(told) >= (10_000 if KILLS >= 400 else KILLS)  # deeds were done
    assert set(told) <= {name.rpartition(".")[0] for name in written}
    assert all(name.replace("first", "second") in written for name in written)
    assert chain.verify() == Verified(len(written) // 2, chain.head())
    assert Event.objects.system("the test counts").count() == len(written) // 2


def lines_of_killed_writer(number: int, *, seconds: float, env: dict[str, str]) -> list[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(number)], stdout=subprocess.PIPE, text=True, env=env
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    killer = threading.Timer(seconds, child.send_signal, [signal.SIGKILL])
    killer.start()
    rest = child.stdout.read()
    killer.join()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return [line for line in (first + rest).split("\n")[:-1] if line]


def names_written() -> set[str]:
    rows = AnonymousRefusals.objects.system("the test looks")
    return set(rows.filter(name__startswith="kill.").values_list("name", flat=True))
