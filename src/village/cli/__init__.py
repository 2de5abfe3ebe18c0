"""The command line: check a return, build a version, read a kit, run the site."""

import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> None:
    """The `village` command. It can be stopped from its first moment on without a word too many."""
    try:
        from village.cli.commands import app

        app()
    except KeyboardInterrupt:
        _leave(STOPPED)
    except SystemExit as ended:
        if ended.code == STOPPED:
            _leave(STOPPED)
        raise


STOPPED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""


def _leave(code: int) -> NoReturn:
    """End at once with this code.

    An interpreter that runs a module (`python -m`) and was interrupted within an `exec`, as in the
    making of a dataclass, otherwise ends by the signal, though somebody has answered it.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
