"""How Django knows this room, and how its checks come to stand in every process."""

from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate

from village import guard


class TrailConfig(AppConfig):
    name = "village.trail"
    label = "trail"
    verbose_name = "Trail"

    def ready(self) -> None:
        """Put the write check on every connection; keep the triggers through every migration.

        pre_migrate and post_migrate belong to the `migrate` command, not to a model: no save has
        an effect that its line does not show.
        """
        from village.trail import guards

        guard.install()
        pre_migrate.connect(_begin, sender=self, dispatch_uid="village.trail")
        post_migrate.connect(_end, sender=self, dispatch_uid="village.trail")
        checks.register(guards.check, checks.Tags.database)


def _begin(**_: Any) -> None:  # Any: as Django hands them on
    guard.migrating(True)


def _end(*, using: str, **_: Any) -> None:  # Any: as above
    from village.trail import guards

    guards.install(using=using)
    guard.migrating(False)
