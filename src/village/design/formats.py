"""How numbers, dates and sizes are written, everywhere."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from village.figures.counts import Count, Withheld
from village.figures.figure import Figure
from village.figures.words import rounded as said

Number = int | float | Decimal

NOTHING = "–"
NOT_SHOWN = "not shown"
KIB = 1024


def number(value: Number | None, places: int | None = None) -> str:
    """12,345 or 12,345.6: thousands separated; a fraction keeps one place unless told."""
    if value is None:
        return NOTHING
    if places is None:
        places = 0 if value == int(value) else 1
    return sign(f"{rounded(value, places):,.{places}f}")


def percent(share: Number | None, places: int = 1) -> str:
    """0.123 as 12.3%: the value is a share of one, not of a hundred."""
    if share is None:
        return NOTHING
    return sign(f"{rounded(Decimal(str(share)) * 100, places):,.{places}f}%")


def rounded(value: Number, places: int) -> Decimal:
    """Half away from nought, as people round; Python's own rounds half to even."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def sign(text: str) -> str:
    """A true minus sign, and none before nought."""
    if text.startswith("-") and not text.strip("-0.,%"):
        return text[1:]
    return text.replace("-", "−")


def day(value: date | datetime | None) -> str:
    """31 March 2026."""
    if value is None:
        return NOTHING
    here = local(value)
    return f"{here.day} {here:%B %Y}"


def short_day(value: date | datetime | None) -> str:
    """31 Mar 2026, for tables."""
    if value is None:
        return NOTHING
    here = local(value)
    return f"{here.day} {here:%b %Y}"


def moment(value: datetime | None) -> str:
    """31 March 2026, 9:05am, on the clock of the wall."""
    if value is None:
        return NOTHING
    return f"{day(value)}, {clock(value)}"


def clock(value: datetime) -> str:
    """9:05am, 12 noon, midnight."""
    here = timezone.localtime(value) if timezone.is_aware(value) else value
    if (here.hour, here.minute) in {(0, 0), (12, 0)}:
        return "midnight" if here.hour == 0 else "12 noon"
    return f"{here.hour % 12 or 12}:{here:%M}{'am' if here.hour < 12 else 'pm'}"


def local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def size(count: int) -> str:
    """940 bytes, 12.3 KB, 4.0 MB."""
    if count < KIB:
        return f"{count} bytes" if count != 1 else "1 byte"
    if count < KIB * KIB:
        return f"{count / KIB:.1f} KB"
    return f"{count / KIB / KIB:,.1f} MB"


def counted(count: int, one: str, many: str = "") -> str:
    """1 child, 1,204 children: `many` adds an s where it is not given."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def figure(value: Figure | Count | Withheld | Number | None) -> str:
    """A figure, a count or a number; one that is withheld is words, and never nought.

    The words are the same for a small cell and for the one that covers it.
    """
    if isinstance(value, Withheld) or (isinstance(value, Figure) and value.withheld):
        return NOT_SHOWN
    if isinstance(value, Count):
        return number(value.number)
    if isinstance(value, Figure):
        return NOTHING if value.value is None else said(value.value, unit=value.unit)
    return number(value)


def span(value: Figure) -> str:
    """The 95% limits of a figure: 12.3% to 14.5%."""
    if value.interval is None:
        return NOT_SHOWN if value.withheld else NOTHING
    lower, upper = value.interval.lower, value.interval.upper
    return f"{said(lower, unit=value.unit)} to {said(upper, unit=value.unit)}"
