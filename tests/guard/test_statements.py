"""Which tables a statement writes, told from its words."""

import pytest

from village.guard.statements import UNREADABLE, written_tables

READS = [
    "SELECT 1",
    'SELECT "update"."delete" FROM "people_person"',
    "SELECT t.update, t.copy FROM t",
    "SELECT replace(name, 'a', 'b') FROM t",
    "SELECT 'DELETE FROM t' FROM x",
    "SELECT $$ DELETE FROM t $$",
    "SELECT 1 -- DELETE FROM t\n FROM x",
    "SELECT 1 /* DELETE FROM t */",
    'SELECT * FROM "t" FOR UPDATE SKIP LOCKED',
    'SELECT * FROM "t" FOR NO KEY UPDATE OF "t"',
    "COPY (SELECT 1) TO STDOUT",
    "PRAGMA foreign_keys = ON",
    "SAVEPOINT s1",
    "CREATE TRIGGER x BEFORE UPDATE ON t BEGIN SELECT 1; DELETE FROM t; END",
    "CREATE TABLE t (a REFERENCES b ON DELETE CASCADE ON UPDATE CASCADE)",
    "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES b ON DELETE SET NULL",
]
WRITES = {
    'INSERT INTO "t" ("a") VALUES (%s)': {"t"},
    "insert into T values (1)": {"t"},
    "INSERT OR REPLACE INTO t VALUES (1)": {"t"},
    "REPLACE INTO t VALUES (1)": {"t"},
    "INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 1": {"t"},
    'INSERT INTO "new__t" SELECT * FROM "t"': {"new__t"},
    'UPDATE "t" SET a = 1': {"t"},
    "UPDATE OR IGNORE t SET a = 1": {"t"},
    "UPDATE ONLY public.t SET a = 1": {"t"},
    'UPDATE "main"."t" SET a = 1': {"t"},
    "DELETE FROM t": {"t"},
    "DELETE FROM ONLY [t]": {"t"},
    "  -- a remark\n /* and one */ DELETE FROM `t`": {"t"},
    "WITH gone AS (SELECT 1) DELETE FROM t": {"t"},
    "WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM gone": {"t", "u"},
    "SELECT 1; DELETE FROM t": {"t"},
    "CREATE TABLE u (a int); DELETE FROM t": set(),  # a definition is a migration's business
    "EXPLAIN ANALYZE DELETE FROM t": {"t"},
    "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE": {"t"},
    "COPY t FROM STDIN": {"t"},
    "TRUNCATE t, u": {UNREADABLE},
    "TRUNCATE TABLE ONLY t": {UNREADABLE},
    "DO $$ BEGIN DELETE FROM t; END $$": {UNREADABLE},
    "CALL forget()": {UNREADABLE},
    "SELECT 1; CALL forget()": {UNREADABLE},
    "PREPARE p AS DELETE FROM t": {UNREADABLE},
    "DELETE FROM %s": {UNREADABLE},
}


@pytest.mark.parametrize("sql", READS)
def test_a_statement_that_reads_writes_no_table(sql: str) -> None:
    assert written_tables(sql) == frozenset()


@pytest.mark.parametrize("sql", WRITES)
def test_a_statement_that_writes_names_its_tables(sql: str) -> None:
    assert written_tables(sql) == WRITES[sql]


def test_a_long_bulk_insert_is_read_as_well() -> None:
    sql = 'INSERT INTO "t" ("a") VALUES ' + ", ".join(["(%s)"] * 20_000)

    assert written_tables(sql) == {"t"}
