"""When a new edition of a return must say why it is sent."""

from datetime import date

LONGEST = 500
"""Letters that a reason may have."""
ASK = "Say why you send this return once more: a new edition takes the place of what was sent."
TOO_LONG = f"Shorten the reason to {LONGEST} characters"


def must_say_why(*, was_accepted: bool, was_sent: bool, due_on: date, day: date) -> bool:
    """Whether what is sent that day corrects something. A first sending never does.

    was_accepted: an edition was in the data set, or is. was_sent: one was read, whatever became
    of it; before the return is due it may be mended without a word.
    """
    return was_accepted or (was_sent and day > due_on)


def fault(reason: str) -> str:
    """What is wrong with a reason that must be given; "" where nothing is."""
    if not reason:
        return ASK
    return TOO_LONG if len(reason) > LONGEST else ""
