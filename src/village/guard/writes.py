"""No statement changes a table of ours unless a verb is open to record it.

`trail.verb` is the only opener; it announces itself here, so that `files`, `jobs` and `post`, which
lie below or beside the trail, can add what they wrote. The check sits on every connection of every
process: `install()` is called once from the trail's AppConfig and waits for `connection_created`.
That is a hook of the database layer, fired when a connection opens; STYLE forbids the signals of
models, which would hide what a save does.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from village.guard.statements import written_tables

# Tables of others, written by their own code; people's adapters record what matters in them.
EXCEPTED: Final = frozenset(
    {
        "django_session",
        "django_migrations",
        "django_content_type",
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
    }
)
# Django rebuilds a table on SQLite under this name before it takes the old one's place.
REBUILT: Final = "new__"


class UntrackedWrite(RuntimeError):
    """A statement would change a table of ours with no verb open: a bug; nothing was written."""


class Actor(Protocol):
    """Whoever does something: a person, rights, or a part of the house."""

    @property
    def ref(self) -> str: ...


class Recorder(Protocol):
    """An open verb, as the rooms below the trail see it."""

    def wrote(
        self,
        kind: str,
        ref: str,
        *,
        fields: tuple[str, ...] = (),
        subjects: tuple[str, ...] = (),
        values: Mapping[str, object] | None = None,
    ) -> None: ...

    def after(self, effect: Callable[[], None]) -> None: ...


@dataclass(slots=True)
class Beginning:
    """What the first verb of a request does first; done once that verb has committed."""

    act: Callable[[], None]
    done: bool = False


_beginning: ContextVar[Beginning | None] = ContextVar("beginning", default=None)
_recorder: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
_beside: ContextVar[frozenset[str]] = ContextVar("beside", default=frozenset())
_migrating: ContextVar[bool] = ContextVar("migrating", default=False)


def recorder() -> Recorder:
    """Give the open verb; a service of a lower room calls this to add what it writes."""
    if verb := _recorder.get():
        return verb
    raise UntrackedWrite("This writes, so it must be called inside `with trail.verb(...)`.")


@contextmanager
def recording(verb: Recorder) -> Iterator[None]:
    """Let writes pass while this verb is open. Only `trail` calls it."""
    token = _recorder.set(verb)
    try:
        yield
    finally:
        _recorder.reset(token)


@contextmanager
def beginning_with(act: Callable[[], None]) -> Iterator[Beginning]:
    """Have the next verb that commits begin with this act, within its own transaction.

    So the key of a request is there if and only if what was asked is.
    """
    beginning = Beginning(act)
    token = _beginning.set(beginning)
    try:
        yield beginning
    finally:
        _beginning.reset(token)


@contextmanager
def begun() -> Iterator[Callable[[], None]]:
    """Give what a verb must do first, and note that it is done once all went well.

    Only `trail` calls it: around its transaction, doing the act within.
    """
    beginning = _beginning.get()
    if beginning is None or beginning.done:
        yield lambda: None
        return
    yield beginning.act
    beginning.done = True


@contextmanager
def writing_beside(*tables: type[models.Model], why: str) -> Iterator[None]:
    """Open a transaction that may write these tables alone and leaves no event.

    For the house's own machinery (leases, heartbeats, typed drafts, outbox states), where an event
    a second would bury the deeds. tests/guard lists the modules that may use it.
    """
    if not why.strip():
        raise UntrackedWrite("writing_beside() needs a reason in words.")
    names = frozenset(table._meta.db_table for table in tables)
    token = _beside.set(_beside.get() | names)
    try:
        with transaction.atomic():
            yield
    finally:
        _beside.reset(token)


def migrating(now: bool) -> None:
    """Say that `migrate` has begun or ended: it fills columns and moves rows. For `trail` alone."""
    _migrating.set(now)


def install() -> None:
    """Put the check on every connection, those already open and those to come."""
    connection_created.connect(_watch, dispatch_uid="village.guard")
    for connection in connections.all(initialized_only=True):
        _watch(connection=connection)


def _watch(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    if _check not in connection.execute_wrappers:
        connection.execute_wrappers.append(_check)


def _check(
    execute: Callable[..., object], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> object:  # Any: as Django hands them on
    if _recorder.get() is None and not _migrating.get():
        text = sql if isinstance(sql, str) else sql.as_string(None)
        if unrecorded := _ours(written_tables(text)) - _beside.get():
            raise UntrackedWrite(
                f"A write to {', '.join(sorted(unrecorded))} outside `with trail.verb(...)`."
            )
    return execute(sql, params, many, context)


def _ours(tables: frozenset[str]) -> frozenset[str]:
    return frozenset(t for t in tables - EXCEPTED if not t.startswith(REBUILT))
