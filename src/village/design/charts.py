"""Charts of figures: named by what they show, drawn once by a job, kept beside the store."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from village.design.specs import (
    NARROW,
    WIDTH,
    Group,
    Kind,
    Place,
    Point,
    Rows,
    Say,
    Spec,
    breakdown,
    comparison,
    finished,
    ranking,
    trend,
)
from village.design.tables import Table
from village.kernel import canonical

__all__ = [
    "Chart",
    "Group",
    "Kind",
    "NotDrawn",
    "Place",
    "Point",
    "Say",
    "breakdown",
    "chart",
    "comparison",
    "draw",
    "open_svg",
    "ranking",
    "svg_response",
    "trend",
]

NAME = re.compile(r"[0-9a-f]{32}(-narrow)?")
SECONDS = 120
MANY = 40
"""So many pictures are worth a second renderer, which takes a second to begin."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class NotDrawn(Exception):
    """The renderer failed; the page keeps its table."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by the hash of what it shows.

    description: what a reader should see in it, in a sentence; it is the picture's spoken form.
    table: the same figures, shown beside it.
    """

    ref: str
    title: str
    description: str
    wide: Spec
    narrow: Spec
    table: Table | None = None

    @property
    def is_drawn(self) -> bool:
        return all(path_of(name).is_file() for name in self.names)

    @property
    def names(self) -> tuple[str, str]:
        return self.ref, f"{self.ref}-narrow"

    def href(self, name: str, *, route: str) -> str:
        return reverse(route, args=[name])


def chart(
    spec: Spec, data: Rows, *, title: str, description: str, table: Table | None = None
) -> Chart:
    """A chart from one of the three kinds: `chart(*trend(points, unit="%"), title=...)`."""
    if not title or not description:
        raise ValueError("a chart has a title and a description")
    wide, narrow = (finished(spec, data, width=width) for width in (WIDTH, NARROW))
    ref = hashlib.sha256(canonical.dumps([wide, narrow])).hexdigest()[:32]
    return Chart(ref, title, description, wide, narrow, table)


def draw(charts: Iterable[Chart]) -> int:
    """Draw those that are not drawn yet, in a child process; say how many. For jobs only.

    Raises NotDrawn where the renderer fails; about 0.2 seconds a chart after the first two.
    """
    missing = {chart.ref: chart for chart in charts if not chart.is_drawn}.values()
    if not missing:
        return 0
    specs = {
        name: spec
        for chart in missing
        for name, spec in zip(chart.names, (chart.wide, chart.narrow), strict=True)
    }
    for name, svg in _drawn_by_two(specs).items():
        keep(name, svg)
    return len(missing)


def _drawn_by_two(specs: dict[str, Spec]) -> dict[str, str]:
    """Many charts are drawn by two processes at once, half each."""
    names = list(specs)
    if len(names) < MANY:
        return drawn_outside(specs)
    halves = [{name: specs[name] for name in names[first::2]} for first in (0, 1)]
    with ThreadPoolExecutor(2) as two:
        one, other = two.map(drawn_outside, halves)
    return one | other


def drawn_outside(specs: dict[str, Spec]) -> dict[str, str]:
    command = [sys.executable, "-m", "village.design.drawing"]
    try:
        done = subprocess.run(  # noqa: S603 (our own module)
            command,
            input=json.dumps(specs),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        raise NotDrawn(f"The charts were not drawn: {type(failure).__name__}.") from failure
    found: dict[str, str] = json.loads(done.stdout)
    return found


def keep(name: str, svg: str) -> None:
    """Write the picture whole or not at all: two workers may draw the same one."""
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}")
    try:
        scratch.write_text(svg, encoding="utf-8")
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def path_of(name: str) -> Path:
    return Path(settings.VILLAGE_STORE) / "charts" / f"{name}.svg"


def open_svg(name: str) -> bytes | None:
    """The picture by its hash (with "-narrow" for phones), or None where it is not drawn."""
    if not NAME.fullmatch(name):
        return None
    path = path_of(name)
    return path.read_bytes() if path.is_file() else None


def svg_response(name: str) -> HttpResponse:
    """The picture as a file of its own, which can load and run nothing; 404 where there is none.

    The view that returns it says who may see it: a chart shows what its page shows.
    """
    svg = open_svg(name)
    if svg is None:
        return HttpResponse(status=404)
    headers = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)
