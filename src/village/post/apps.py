"""How Django knows this room."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "village.post"
    label = "post"
