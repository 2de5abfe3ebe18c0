"""Numbers and postcodes that look right, pass their checks and can belong to nobody."""

from typing import Final

from village.engine.synthetic.dice import Dice

TEST_RANGE: Final = "999"
"""NHS numbers from 999 are kept for tests. Source: NHS Data Dictionary, NHS NUMBER."""

UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_COUNCILS: Final = ("001", "002", "003", "004", "005")
"""Accepted by rule 1530 and the number of no council: a made-up UPN is no pupil's."""

NEVER_ISSUED: Final = "CIKMOV"
"""Letters that no inward part of a postcode holds. Source: Royal Mail, PAF programmers' guide."""

_AREAS: Final = "ABCDEFGHKLMNPRSTWY"
_ELSEWHERE: Final = ("ZV", "UV", "JV", "OV")
_DISTRICTS: Final = 12
_BOROUGH: Final = 36_000

_MILLION: Final = 1_000_000


def nhs_number(serial: int) -> str | None:
    """Ten digits in the test range; None for the one in eleven that has no check digit."""
    nine = f"{TEST_RANGE}{(serial * 618_033 + 271_829) % _MILLION:06d}"
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return None if check == 10 else f"{nine}{check}"


def upn_check_letter(twelve: str) -> str:
    """The first letter of a unique pupil number, from the twelve signs after it."""
    places = (int(sign) if sign.isdigit() else UPN_LETTERS.index(sign) for sign in twelve)
    total = sum(place * weight for place, weight in zip(places, range(2, 14), strict=True))
    return UPN_LETTERS[total % 23]


def upn(serial: int, *, year: int, council: str, temporary: bool = False) -> str:
    """A pupil number given in a year; a temporary one ends on a letter."""
    digits = f"{_mixed(serial):07d}"
    last = UPN_LETTERS[serial % 23] if temporary else digits[6]
    twelve = f"{council}{digits[:4]}{year % 100:02d}{digits[4:6]}{last}"
    return upn_check_letter(twelve) + twelve


def la_child_id(serial: int) -> str:
    """The council's own id; MU says made up wherever a row is read."""
    return f"MU{_mixed(serial + 40_000):07d}"


def police_person(serial: int, *, again: int = 0) -> str:
    """The force's own number for a person; a second one where it did not know the child again."""
    return f"P{(serial * 3_910_577 + again * 517_511 + 88_001) % 10_000_000:07d}"


def police_episode(serial: int, number: int) -> str:
    """The reference of one missing report."""
    return f"MP{_mixed(serial):07d}{number:03d}"


_STEPS: Final = {"HR": 7_654_321, "CM": 4_321_987, "ED": 2_917_543, "YJ": 6_123_457}
"""Marks of the child health register, the mental health service, education and youth justice."""
_ANOTHER: Final = 3_000_000


def person_of(mark: str, serial: int, *, again: int = 0) -> str:
    """The id by which another agency knows a child; again: a second one for the same child."""
    return f"{mark}{(serial + again * _ANOTHER) * _STEPS[mark] % 10_000_000:07d}"


def reference(mark: str, serial: int, number: int) -> str:
    """An agency's reference for something about a child or a household."""
    return f"{mark}{_mixed(serial):07d}{number:03d}"


def school(*, district: int, phase: int, which: int) -> str:
    """A school's number, which no school has: real ones begin with 1."""
    return f"9{district:02d}{phase}{which:02d}"


def postcode(dice: Dice, *, household: int, district: int) -> str:
    """In one of the twelve districts (0 to 11) of the household's borough."""
    borough = household // _BOROUGH
    area = _AREAS[(borough + 15) % len(_AREAS)]
    outward = f"{area}V{district + 1 + 20 * (borough // len(_AREAS))}"
    return f"{outward} {_inward(dice)}"


def postcode_elsewhere(dice: Dice) -> str:
    """Outside the district, where a family came from."""
    return f"{dice.pick(_ELSEWHERE)}{dice.between(1, 40)} {_inward(dice)}"


def district_of(postcode: str) -> int | None:
    """The district (0 to 11) of a postcode as `postcode` makes it; None for one from elsewhere."""
    outward = postcode.split(maxsplit=1)[0]
    return None if outward[:2] in _ELSEWHERE else (int(outward[2:]) - 1) % 20


def slipped(dice: Dice, number: str, *, share: float) -> str:
    """The number, now and then with two neighbours the wrong way round."""
    if not number or not dice.chance(share):
        return number
    at = dice.between(4, len(number) - 3)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _inward(dice: Dice) -> str:
    return f"{dice.between(0, 9)}{dice.pick(NEVER_ISSUED)}{dice.pick(NEVER_ISSUED)}"


def _mixed(serial: int) -> int:
    return (serial * 7_390_541 + 1_234_567) % 10_000_000
