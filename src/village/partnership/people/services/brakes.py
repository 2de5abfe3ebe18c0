"""Guessing is slowed here, in the database, so that every process counts the same tries."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from village import guard
from village.partnership.people.models import Brake
from village.partnership.people.rules import BrakeSpec, locked_for

WHY = "a count of tries names nobody; what it led to is an event of its own"


def is_locked(what: str, whose: str, *, now: datetime) -> bool:
    """Say whether tries of this sort are refused for this account or address."""
    found = Brake.objects.system(WHY).filter(digest=digest_of(what, whose))
    return found.filter(locked_until__gt=now).exists()


def note_failure(what: str, whose: str, *, spec: BrakeSpec, now: datetime) -> bool:
    """Count a failed try; say whether it locked."""
    with guard.writing_beside(Brake, why=WHY):
        digest = digest_of(what, whose)
        Brake.objects.bulk_create([Brake(digest=digest, failed_at=now)], ignore_conflicts=True)
        brake = Brake.objects.system(WHY).select_for_update().get(digest=digest)
        forgotten = brake.failed_at < now - spec.forgotten_after
        brake.failures = 1 if forgotten else brake.failures + 1
        brake.failed_at = now
        wait = locked_for(brake.failures, spec)
        brake.locked_until = now + wait if wait else None
        brake.save(update_fields=["failures", "failed_at", "locked_until"])
    return bool(wait)


def release(what: str, whose: str) -> None:
    """Forget the failures of an account whose owner proved themselves."""
    held = Brake.objects.system(WHY).filter(digest=digest_of(what, whose))
    if held.exists():
        with guard.writing_beside(Brake, why=WHY):
            held.delete()


def spend(what: str, whose: str, *, now: datetime, until: datetime) -> bool:
    """Use something up that works once, such as a code; say whether it was still good."""
    with guard.writing_beside(Brake, why=WHY):
        digest = digest_of(what, whose)
        spent = Brake.objects.system(WHY).filter(digest=digest)
        spent.filter(locked_until__lte=now).delete()
        fresh = not spent.select_for_update().exists()
        if fresh:
            Brake.objects.create(digest=digest, failures=0, failed_at=now, locked_until=until)
    return fresh


def sweep(*, now: datetime) -> None:
    """Drop counts that no longer matter."""
    old = Brake.objects.system(WHY).filter(failed_at__lt=now - timedelta(days=2))
    with guard.writing_beside(Brake, why=WHY):
        old.delete()


def digest_of(what: str, whose: str) -> str:
    return salted_hmac(f"people.brake.{what}", whose, algorithm="sha256").hexdigest()
