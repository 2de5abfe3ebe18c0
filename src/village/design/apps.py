"""How Django knows this room."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "village.design"
    label = "design"
