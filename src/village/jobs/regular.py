"""What is done at regular times.

Each app's tasks.py lists its own as EVERY = ((name, every, task), ...). A task is called with
`at=`, the house's moment, and is done by one of however many workers.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import TypeAlias

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule

from village import guard
from village.jobs.leases import Clock
from village.jobs.models import Tick
from village.kernel.clock import clock_of
from village.kernel.refs import new_ref

Task: TypeAlias = Callable[..., object]
WHY = "when a task last began; what it does is an event of its own"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

log = logging.getLogger(__name__)


def run_due(*, clock: Clock) -> bool:
    """Do the first task that is due, if one is; say whether one was."""
    began = dict(Tick.objects.system(WHY).values_list("name", "began_at"))
    for name, every, task in tasks():
        if began.get(name, NEVER) <= clock() - every and _taken(name, every, now=clock()):
            _run(name, task)
            return True
    return False


def tasks() -> Iterator[tuple[str, timedelta, Task]]:
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "tasks"):
            yield from getattr(import_module(f"{app.name}.tasks"), "EVERY", ())


def _taken(name: str, every: timedelta, *, now: datetime) -> bool:
    with guard.writing_beside(Tick, why=WHY):
        Tick.objects.bulk_create([Tick(name=name, began_at=NEVER)], ignore_conflicts=True)
        due = Tick.objects.system(WHY).filter(name=name, began_at__lte=now - every)
        return bool(due.update(began_at=now))


def _run(name: str, task: Task) -> None:
    try:
        task(at=clock_of(settings.VILLAGE_AS_AT).now())
    except Exception:  # reason: one task must not keep the others from their turn
        log.exception("the regular task %s failed, reference %s", name, new_ref())
