"""Triggers that refuse to change what was written once; no process starts without them.

A model with `APPEND_ONLY = True` is guarded. Altering a table on SQLite rebuilds it and drops its
triggers in silence, so they are put back after every migration and looked for at every start.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE_REFUSES = """CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
# A REPLACE deletes without firing a delete trigger unless a pragma says so; stop it on its way in.
_SQLITE_REPLACES = """CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}"
WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""

_POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION village_append_only() RETURNS trigger
LANGUAGE plpgsql AS $body$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $body$"""
_POSTGRESQL_REFUSES = (
    """CREATE TRIGGER "{name}" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION village_append_only()""",
    # Also where a session calls itself a replica, which silences ordinary triggers.
    """ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}\"""",
)


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger, and the statements that make it."""

    table: str
    name: str
    statements: tuple[str, ...]


class GuardsDown(ImproperlyConfigured):
    """The triggers that keep the trail are not in the database."""


def must_stand(using: str = DEFAULT_DB_ALIAS) -> None:
    """Raise GuardsDown unless every trigger is in the database as it should be."""
    if down := missing(using=using):
        raise GuardsDown(
            f"The site does not start: {len(down)} guards of append-only tables are missing "
            f"({', '.join(down)}). Run `village migrate`, which puts them back, and then "
            "`village trail verify`."
        )


_stood: set[str] = set()


def must_stand_once() -> None:
    """The same, looked up once in the life of a process: before its first event."""
    if DEFAULT_DB_ALIAS not in _stood:
        must_stand()
        _stood.add(DEFAULT_DB_ALIAS)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of the triggers that should be there and are not, or that read otherwise."""
    connection = connections[using]
    standing = _standing(connection)
    return [
        guard.name
        for guard in _guards(connection)
        if standing.get(guard.name) != _as_kept(connection, guard)
    ]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every missing or altered trigger (back) in its place."""
    connection = connections[using]
    down = set(missing(using=using))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for guard in _guards(connection):
            if guard.name in down:
                cursor.execute(_drop(connection, guard))
                for statement in guard.statements:
                    cursor.execute(statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the triggers away, as somebody with the database's own keys could. For tests alone."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for guard in _guards(connection):
            cursor.execute(_drop(connection, guard))


def check(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Django's own check. A warning, since `migrate` runs it first and then mends the fault."""
    return [
        checks.Warning(f"{name} does not guard its table.", id="trail.W001")
        for using in databases or ()
        for name in missing(using=using)
    ]


def _guards(connection: BaseDatabaseWrapper) -> Iterator[Guard]:
    """The triggers that ought to stand; a table that was never made needs none."""
    tables = connection.introspection.table_names()
    for model in apps.get_models():
        if getattr(model, "APPEND_ONLY", False) and model._meta.db_table in tables:
            yield from _guards_of(model, connection)


def _guards_of(model: type[models.Model], connection: BaseDatabaseWrapper) -> Iterator[Guard]:
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        name = f"{table}_append_only"
        parts = tuple(part.format(name=name, table=table) for part in _POSTGRESQL_REFUSES)
        yield Guard(table, name, parts)
        return
    for verb in ("UPDATE", "DELETE"):
        name = f"{table}_no_{verb.lower()}"
        yield Guard(table, name, (_SQLITE_REFUSES.format(name=name, table=table, verb=verb),))
    name = f"{table}_no_replace"
    replaces = _SQLITE_REPLACES.format(name=name, table=table, same=_same(model))
    yield Guard(table, name, (replaces,))


def _same(model: type[models.Model]) -> str:
    """The condition for a new row to meet one that is there, by any of its unique keys."""
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    keys = [[field.column] for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.total_unique_constraints:
        keys.append([columns[name] for name in constraint.fields])
    return " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in key) + ")" for key in keys
    )


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the database itself says of its triggers, by name."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, concat(c.relname, ' ', t.tgtype, ' ', t.tgenabled, ' ', p.prosrc)"
                " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _as_kept(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    """What `_standing` must say of this guard."""
    if connection.vendor == "postgresql":
        body = _POSTGRESQL_FUNCTION.split("$body$")[1]
        # 58: before (2), delete (8), update (16), truncate (32); no bit for "each row".
        return f"{guard.table} 58 A {body}"
    return guard.statements[0]


def _drop(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{guard.name}"{on}'
