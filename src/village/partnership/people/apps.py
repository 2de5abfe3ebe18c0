"""How Django knows this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "village.partnership.people"
    label = "people"

    def ready(self) -> None:
        """Listen to the sign-in library, tell the trail our words, and fill our places on pages."""
        from village.design import slots
        from village.partnership.people import signals
        from village.partnership.people.selectors import links, words

        signals.connect()
        words.tell()
        slots.fill(slots.ACCOUNT, links.account, order=50)
        slots.fill(slots.NAVIGATION, links.navigation, order=80)
