"""Starts Django for the commands that need the site's database."""

import os

from village.cli.telling import err


def started() -> None:
    """Make the settings and the rooms ready; say so where SQLite is not the one we want."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "village.settings")
    import django

    from village import settings

    os.umask(0o077)
    settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    django.setup()

    if settings.journal_mode() == "DELETE":
        err.print(
            "[yellow]This SQLite has the WAL-reset fault: the site runs in journal_mode=DELETE, "
            "which is safe and slower.[/]"
        )
