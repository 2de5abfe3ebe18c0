"""How Django knows this room."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "village.trail"
    label = "trail"
