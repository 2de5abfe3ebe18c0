"""The command line: check a return, build a version, read a kit, run the site."""

import sys


def main() -> None:
    """The `village` command. It can be stopped from its first moment on without a word too many."""
    try:
        from village.cli.commands import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
