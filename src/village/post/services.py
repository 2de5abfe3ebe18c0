"""Letters are written here, within the verb that they tell of, and leave once it is safe."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings

from village import guard
from village.guard import Actor
from village.jobs import services as jobs
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal
from village.kernel.seal import Keyring, seal
from village.post.models import Letter, State
from village.post.rules import check_fill

SEND = "post.send"


class Addressee(Protocol):
    """Somebody who can be written to."""

    # Any: a field of a model, in one way or another text.
    ref: Any
    name: Any
    email: Any


def write(
    *, to: Addressee, template: str, context: Mapping[str, object], by: Actor, at: datetime
) -> Letter:
    """Put a letter in the outbox; a job sends it after the open verb has committed.

    template: without its ending; `<template>.txt` begins with the subject on a line of its own.
    context: words, whole numbers and dates alone, none of them about a child (rules.check_fill).
    """
    if not to.email:
        raise Refusal("There is no e-mail address to write to.")
    verb = guard.recorder()
    ref = new_ref()
    filled = {"email": str(to.email), "name": str(to.name), "fill": check_fill(context)}
    letter = Letter.objects.create(
        ref=ref,
        to=to.ref,
        template=template,
        sealed=seal(
            json.dumps(filled, default=_dated).encode(), keyring(), context=context_of(ref)
        ),
        by=by.ref,
        written_at=at,
    )
    jobs.enqueue(SEND, key=ref, about={"letter": ref}, by=by, at=at)
    verb.wrote("letter", ref, fields=("to", "template"), subjects=(letter.to,))
    return letter


def send_again(letter: Letter, *, by: Actor, at: datetime) -> None:
    """Try a letter once more that could not be delivered. Refused: it was, or is being tried."""
    verb = guard.recorder()
    lost = Letter.objects.system("a letter is tried again").filter(
        pk=letter.pk, state=State.UNDELIVERED
    )
    if not lost.update(state=State.WAITING, error=""):
        raise Refusal("This letter was sent, or is about to be.")
    jobs.enqueue(SEND, key=new_ref(), about={"letter": letter.ref}, by=by, at=at)
    verb.wrote("letter", letter.ref, fields=("state",), subjects=(letter.to,))


def context_of(ref: str) -> bytes:
    return f"post.letter:{ref}".encode()


def keyring() -> Keyring:
    return Keyring.from_environment(settings.VILLAGE_KEYS)


def _dated(value: Any) -> dict[str, str]:  # Any: json asks for what it does not know
    kind = "moment" if isinstance(value, datetime) else "day"
    return {kind: value.isoformat()}
