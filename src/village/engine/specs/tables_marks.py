"""The check digits and shapes by which a number or a postcode can be told from a slip."""

import re
from typing import Final

# Without I, O and S. Source: DfE, "Unique pupil numbers" guide, section on the check letter.
UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"

_UPN = re.compile(rf"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]")
# Letters that are never issued pass as a pair, for made-up districts use them on purpose; one
# alone is a slip.
_POSTCODE = re.compile(
    r"(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Z][0-9][0-9ABEHMNPRVWXY]?)"
    r"[0-9](?:[ABD-HJLNP-UW-Z]{2}|[CIKMOV]{2})|GIR0AA|ZZ99[0-9][A-Z]{2}"
)


def nhs_number(text: str) -> str | None:
    """Ten digits without spaces or hyphens; None where it is not ten digits."""
    digits = text.replace(" ", "").replace("-", "")
    return digits if len(digits) == 10 and digits.isascii() and digits.isdigit() else None


def nhs_check_holds(digits: str) -> bool:
    """Whether the tenth digit is right by modulus 11; ten equal digits are a placeholder.

    Source: NHS Data Dictionary, NHS NUMBER: weights 10 to 2, remainder taken from 11, 11 is
    written 0 and 10 is never issued.
    """
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    wanted = (11 - total % 11) % 11
    return wanted == int(digits[9]) and len(set(digits)) > 1


def upn(text: str) -> str | None:
    """Thirteen characters in capitals; None where the shape is not that of a UPN."""
    mark = text.replace(" ", "").upper()
    return mark if _UPN.fullmatch(mark) else None


def upn_check_holds(mark: str) -> bool:
    """Whether the first letter is right: weights 2 to 13 on the other twelve, modulus 23.

    A temporary UPN ends on a letter, which counts as its place in the alphabet above.
    """
    places = (int(sign) if sign.isdigit() else UPN_LETTERS.index(sign) for sign in mark[1:])
    total = sum(place * weight for place, weight in zip(places, range(2, 14), strict=True))
    return UPN_LETTERS[total % 23] == mark[0]


def postcode(text: str) -> str | None:
    """A postcode in capitals with one space (N1 2UD, ZZ99 3VZ); None where its shape is wrong."""
    joined = "".join(text.upper().split())
    return f"{joined[:-3]} {joined[-3:]}" if _POSTCODE.fullmatch(joined) else None
