"""The front page is open to everybody; what it shows is what its reader may see elsewhere."""

from collections.abc import Iterator

from django.db import models

from tests.walker.walking import Row, Stage


def furnish(stage: Stage) -> None:
    """It owns nothing: returns and figures are on the stage already."""


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    return iter(())


def canaries(stage: Stage) -> dict[str, set[str]]:
    return {}


ROWS = (Row("desk:home", get=lambda _who, _thing: 200, post=lambda _who, _thing: 405),)
