"""Starts Django for the commands that need the site's database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from village import engine
from village.cli.telling import ends_with, err


def started() -> None:
    """Make the settings and the rooms ready; say so where SQLite is not the one we want."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "village.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.umask(0o077)
    try:
        from village import settings

        settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        django.setup()
    except (ImproperlyConfigured, ValueError) as fault:
        raise _unusable(str(fault)) from None
    except OSError as fault:
        raise _unusable(f"{fault.filename}: {fault.strerror}") from None

    if settings.journal_mode() == "DELETE":
        err.print(
            "[yellow]This SQLite has the WAL-reset fault: the site runs in journal_mode=DELETE, "
            "which is safe and slower.[/]"
        )


def _unusable(why: str) -> Exception:
    return ends_with(
        engine.Usage(
            f"A setting cannot be used. {why}",
            where="the environment, VILLAGE_…",
            mend="docs/how-to/run-it-for-real.md says what each of them is.",
        )
    )


@contextmanager
def housed() -> Iterator[None]:
    """Start, and say in words where the database does not answer or was not made ready."""
    started()
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except (OperationalError, ProgrammingError):
        raise ends_with(
            engine.Usage(
                "The database does not answer, or was not made ready.",
                where="VILLAGE_DATABASE_URL, or village.sqlite3 in VILLAGE_VAR",
                mend="Run `village migrate` first; if it says the same, look at that address.",
            )
        ) from None
