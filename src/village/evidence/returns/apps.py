"""How Django knows this room."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "village.evidence.returns"
    label = "returns"
