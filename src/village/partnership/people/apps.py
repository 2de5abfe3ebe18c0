"""How Django knows this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "village.partnership.people"
    label = "people"
