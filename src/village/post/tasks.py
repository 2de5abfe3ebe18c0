"""Sends the letters of the outbox."""

import json
import logging
from datetime import date, datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template import Context, Engine

from village import guard, jobs
from village.jobs import Progress
from village.jobs.models import Job
from village.kernel.clock import clock_of
from village.kernel.seal import unseal
from village.post.models import Letter, State
from village.post.services import SEND, context_of, keyring

ATTEMPTS = 6
WHY = "whether a letter has left; that it was written is an event of its own"

log = logging.getLogger(__name__)


@jobs.handler(SEND, attempts=ATTEMPTS)
def send(job: Job, *, progress: Progress) -> None:
    """Hand one letter over to the mail server.

    Mail cannot be sent exactly once: between the server's yes and our note of it a crash sends the
    letter twice, which is better than never.
    """
    letter = Letter.objects.system("a letter is sent").get(ref=job.about["letter"])
    if letter.state != State.WAITING:
        return
    try:
        message_of(letter).send()
    except SMTPRecipientsRefused:
        mark_undelivered(letter, error="The address does not exist or takes no letters.")
    except Exception:
        count_attempt(letter)
        if job.attempts >= ATTEMPTS:
            mark_undelivered(letter, error="It could not be handed to the mail server.")
        raise
    else:
        mark_sent(letter)


def message_of(letter: Letter) -> EmailMessage:
    """The letter as it leaves. Its template's first line is the subject."""
    filled = opened(letter)
    subject, body = rendered(letter.template, filled)
    return EmailMessage(
        subject=subject,
        body=body,
        to=[filled["email"]],
        headers={"Auto-Submitted": "auto-generated", "X-Village-Letter": letter.ref},
    )


def rendered(template: str, filled: dict[str, Any]) -> tuple[str, str]:  # Any: see rules.Fill
    """Subject and body. Plain text: what HTML would escape stays as it is."""
    facts = {
        **filled["fill"],
        "name": filled["name"],
        "address": settings.VILLAGE_ADDRESS.rstrip("/"),
        "demo": settings.DEMO,
    }
    text = Engine.get_default().get_template(f"{template}.txt")
    subject, _, body = text.render(Context(facts, autoescape=False)).strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def opened(letter: Letter) -> dict[str, Any]:  # Any: see rules.Fill
    plain = unseal(bytes(letter.sealed), keyring(), context=context_of(letter.ref))
    filled: dict[str, Any] = json.loads(plain, object_hook=_dated)
    return filled


def _dated(read: dict[str, Any]) -> Any:  # Any: json gives what it reads
    if read.keys() == {"day"}:
        return date.fromisoformat(read["day"])
    if read.keys() == {"moment"}:
        return datetime.fromisoformat(read["moment"])
    return read


def mark_sent(letter: Letter) -> None:
    """Note it, and destroy what the letter said: a link in it may open an account."""
    sent_at = clock_of(settings.VILLAGE_AS_AT).now()
    with guard.writing_beside(Letter, why=WHY):
        waiting(letter).update(
            state=State.SENT, sent_at=sent_at, sealed=b"", error="", attempts=F("attempts") + 1
        )


def mark_undelivered(letter: Letter, *, error: str) -> None:
    log.warning("letter %s could not be delivered", letter.ref)
    with guard.writing_beside(Letter, why=WHY):
        waiting(letter).update(state=State.UNDELIVERED, error=error, attempts=F("attempts") + 1)


def count_attempt(letter: Letter) -> None:
    with guard.writing_beside(Letter, why=WHY):
        waiting(letter).update(attempts=F("attempts") + 1)


def waiting(letter: Letter) -> guard.GuardedQuerySet[Letter]:
    return Letter.objects.system(WHY).filter(pk=letter.pk, state=State.WAITING)
