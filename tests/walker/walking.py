"""The walker: tries every address as everybody, and holds the answers against a table of rules.

The rules are written a second time in `rules_<app>.py`, in plain sets and loops: if they asked
`visible_to`, they would agree with its mistakes. A rules module gives:

    ROWS       a Row for each of its addresses, by the name in the URLconf
    furnish    (stage) -> None: what it needs on the stage, kept in stage.things
    unseen     (stage, who) -> rows of any model that this one must not notice in any way
    canaries   (stage) -> words, each with the names of all who may read them

Every request runs in a transaction that is rolled back, so that no answer depends on another, and
the most privileged go first, so that what a cache gives to the next one is seen.
"""

import importlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from village import guard
from village.kernel.refs import new_ref
from village.trail import guards
from village.trail.models import Event

SIGN_IN = "to sign in"
STEP = "to the second step"
DONE = "done, and on to another page"
NOBODY = "nobody"

Outcome = int | str
Rule = Callable[[str, str], Outcome]


@dataclass
class Stage:
    """The cast, with everybody else that a walk needs, and the things of all apps."""

    cast: Cast
    whos: dict[str, Client]
    things: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """What one address answers. get, post: (who, thing) -> outcome; a set names those for whom.

    things: by name, the arguments of the address. sends: what a POST carries.
    names: models whose rows the page may name, though their own pages stay closed.
    """

    name: str
    get: Rule
    post: Rule
    things: Mapping[str, Callable[[Stage], tuple[str, ...]]] = field(
        default_factory=lambda: {"": lambda _: ()}
    )
    sends: Callable[[Stage, str], dict[str, object]] = lambda _stage, _thing: {}
    names: tuple[type[models.Model], ...] = ()


@dataclass(frozen=True)
class Finding:
    """An answer that the rules do not give."""

    where: str
    who: str
    what: str

    def __str__(self) -> str:
        return f"{self.where} as {self.who}: {self.what}"


def told(findings: list[Finding]) -> str:
    return "\n".join(map(str, findings))


def all_rules() -> list[ModuleType]:
    """The rules_<app> modules beside this one, in their own order."""
    found = sorted(Path(__file__).parent.glob("rules_*.py"))
    return [importlib.import_module(f"tests.walker.{path.stem}") for path in found]


def addresses(urlconf: str | None = None) -> Iterator[str]:
    """The name of every address of the site; one without a name shows its pattern."""
    yield from named(get_resolver(urlconf), ())


def named(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = (entry.namespace,) if entry.namespace else ()
            yield from named(entry, (*spaces, *space))
        elif isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or f"(no name) {entry.pattern}"))


def unruled(rows: Iterable[Row], *, urlconf: str | None = None) -> list[str]:
    """Addresses without a row, and rows without an address."""
    ruled, there = {row.name for row in rows}, set(addresses(urlconf))
    return sorted([*(there - ruled), *(f"(no such address) {name}" for name in ruled - there)])


@contextmanager
def undone(browser: Client) -> Iterator[None]:
    """Leave nothing behind, in the database or in the browser; verbs may open within."""
    block = transaction.atomic()
    block._from_testcase = True
    cookies = SimpleCookie({name: morsel.value for name, morsel in browser.cookies.items()})
    with block:
        yield
        transaction.set_rollback(True)
    browser.cookies = cookies


def walk(rows: Iterable[Row], stage: Stage, *, words: Mapping[str, set[str]]) -> list[Finding]:
    """Ask every address as everybody, by GET and POST; give back what the rules do not."""
    found: list[Finding] = []
    for row in rows:
        for thing, arguments in row.things.items():
            path = reverse(row.name, args=arguments(stage))
            for who in stage.whos:
                for method, rule in (("GET", row.get), ("POST", row.post)):
                    body = {**row.sends(stage, thing), "request_key": new_ref()}
                    where = f"{method} {row.name} {thing}".strip()
                    found += ask(stage, who, method, path, body, rule(who, thing), words, where)
    return found


def ask(
    stage: Stage,
    who: str,
    method: str,
    path: str,
    body: dict[str, object],
    expected: Outcome,
    words: Mapping[str, set[str]],
    where: str,
) -> list[Finding]:
    browser = stage.whos[who]
    with undone(browser):
        before = Event.objects.system("the walker").filter(sort="refused").count()
        try:
            answer = browser.post(path, body) if method == "POST" else browser.get(path)
        except Exception as fault:  # noqa: BLE001  # whatever it is, the walk goes on and tells
            return [Finding(where, who, f"raised {type(fault).__name__}: {fault}")]
        refused = Event.objects.system("the walker").filter(sort="refused").count() - before
        found = []
        if (got := outcome(answer)) != expected:
            found.append(Finding(where, who, f"expected {expected}, got {got}"))
        if got in {403, 404} and who != NOBODY and stage.things["is_in"](who) and refused != 1:
            found.append(Finding(where, who, f"{refused} refusals in the trail"))
        text = content(answer)
        found += [
            Finding(where, who, f"read {word!r}")
            for word, readers in words.items()
            if word in text and who not in readers
        ]
    return found


def outcome(answer: HttpResponse) -> Outcome:
    if answer.status_code != 302:
        return int(answer.status_code)
    location = answer.headers["Location"]
    if location.startswith("/sign-in/?") or location == "/sign-in/":
        return SIGN_IN
    return STEP if location == "/second-step/set-up/" else DONE


def content(answer: HttpResponse) -> str:
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content).decode("utf-8", "replace")
    if answer.content.startswith(b"PK"):
        return unpacked(answer.content)
    return answer.content.decode("utf-8", "replace")


def unpacked(content: bytes) -> str:
    """The parts of a workbook or a document, but for the second in which it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        named = [name for name in parts.namelist() if name != "docProps/core.xml"]
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in named)


def interferences(
    rows: Iterable[Row], stage: Stage, *, rules: Iterable[ModuleType]
) -> list[Finding]:
    """Take away all that somebody must not notice, ask again, and demand the same bytes."""
    found = []
    hidden = {who: list(all_unseen(rules, stage, who)) for who in stage.whos}
    for row in rows:
        for thing, arguments in row.things.items():
            path = reverse(row.name, args=arguments(stage))
            for who, browser in stage.whos.items():
                if row.get(who, thing) != 200:
                    continue
                kept_back = [one for one in hidden[who] if not isinstance(one, row.names)]
                if seen(browser, path) != seen(browser, path, without=kept_back):
                    found.append(Finding(f"GET {row.name} {thing}".strip(), who, "noticed it"))
    return found


def all_unseen(rules: Iterable[ModuleType], stage: Stage, who: str) -> Iterator[models.Model]:
    for module in rules:
        yield from module.unseen(stage, who)


def seen(browser: Client, path: str, *, without: Iterable[models.Model] = ()) -> str:
    with undone(browser):
        take_away(without)
        try:
            return sober(content(browser.get(path)))
        except Exception as fault:  # noqa: BLE001  # it noticed, and that is the finding
            return f"raised {type(fault).__name__}"


def take_away(rows: Iterable[models.Model]) -> None:
    """Delete rows and nothing that hangs on them; foreign keys are checked at a commit alone."""
    by_model: dict[type[models.Model], list[object]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row.pk)
    guard.migrating(True)
    try:
        if any(getattr(model, "APPEND_ONLY", False) for model in by_model):
            guards.remove()  # the roll-back puts them back
        for model, keys in by_model.items():
            found = model._base_manager.filter(pk__in=keys)
            found._raw_delete(found.db)  # type: ignore[attr-defined]  # no cascade, on purpose
    finally:
        guard.migrating(False)


def sober(text: str) -> str:
    """Without what differs by chance: tokens, keys, secrets, and the minute of the day."""
    text = re.sub(r"(Key: <code>)[A-Z2-7]+|<path d=\"[^\"]*\"", r"\1", text)
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", text)
    text = re.sub(r'(name="(?:\w+-)?request_key" value=")[^"]*', r"\1", text)
    return re.sub(r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:am|pm)?", "", text)
