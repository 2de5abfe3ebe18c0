"""The pages of the design itself are open to everybody and show nothing of anybody."""

from collections.abc import Iterator

from django.db import models

from tests.walker.walking import Row, Stage


def everybody(outcome: int):
    return lambda _who, _thing: outcome


def furnish(stage: Stage) -> None:
    """Nothing is needed."""


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    return iter(())


def canaries(stage: Stage) -> dict[str, set[str]]:
    return {}


ROWS = (
    Row("design:components", get=everybody(200), post=everybody(200)),
    Row("design:accessibility", get=everybody(200), post=everybody(200)),
    Row(
        "design:picture",
        get=everybody(404),
        post=everybody(404),
        things={"absent": lambda _: ("no-such-chart",)},
    ),
)
