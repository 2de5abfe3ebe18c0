"""How Django knows this room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "village.files"
    label = "files"
