"""How Django knows this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "village.partnership.people"
    label = "people"

    def ready(self) -> None:
        """Listen to the sign-in library, and fill the places on every page that are ours."""
        from village.partnership.people import signals

        signals.connect()
