"""The parts of a unique pupil number.

Source: Department for Education, unique pupil numbers, guide for schools and local authorities.
"""

LENGTH = 13
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Check letters by remainder; I, O and S are never used."""

LAST = frozenset(LETTERS + "0123456789")


def is_digits(text: str) -> bool:
    """Only 0 to 9, and at least one: str.isdigit alone also takes other alphabets' digits."""
    return text.isascii() and text.isdigit()


def check_letter(digits: str) -> str:
    """The letter that the twelve digits after it ask for: weights 2 to 13, remainder of 23."""
    return LETTERS[sum(int(d) * weight for weight, d in enumerate(digits, start=2)) % len(LETTERS)]
