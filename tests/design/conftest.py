"""The fixtures that tests of the design share."""

import os
from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from tests.cast import cast  # noqa: F401  (fixture)


@pytest.fixture
def rendered(rf: RequestFactory):
    """Render a template's text with `{% load design %}` before it."""

    def render(text: str, **context: object) -> str:
        given = Context({"request": rf.get("/returns/?state=received&page=2"), **context})
        return Template("{% load design %}" + text).render(given)

    return render


@pytest.fixture
def demo(settings) -> Iterator[None]:
    """The made-up partnership's house."""
    settings.DEMO = True
    yield


@pytest.fixture
def child_settings() -> dict[str, str]:
    """The environment of a web process that asks nothing of the database."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "village.settings"}
