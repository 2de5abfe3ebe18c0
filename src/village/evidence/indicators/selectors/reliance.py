"""Whether a breakdown's groups can be relied on, by how many have a group that nobody knows."""

from collections.abc import Sequence

from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, Unit
from village.figures.words import NOT_KNOWN_SAID_FROM, not_known, rounded
from village.kernel.codes import NOT_KNOWN

UNRELIABLE = "the groups cannot be relied on"
Points = Sequence[tuple[str, Figure]]


def warning(what: str, points: Points, *, whole: Figure | None, is_linked: bool = False) -> str:
    """Why no range over the groups is told; "" where nothing speaks against it.

    what: the breakdown's name. whole: the figure of all groups together. is_linked: agencies may
    each know the group of their own children alone, so that it comes with what is counted. All is
    worked out from numbers that are shown.
    """
    unknown = next((figure for name, figure in points if name == NOT_KNOWN), None)
    if unknown is None:
        return ""
    known = [figure for name, figure in points if name != NOT_KNOWN]
    said = _share(what, unknown, known, whole)
    return said or (_apart(what, unknown, known) if is_linked else "")


def _share(what: str, unknown: Figure, known: Sequence[Figure], whole: Figure | None) -> str:
    """What is said of how many have no known group."""
    counted = [_counted(one) for one in (unknown, *known)]
    shown = [one.number for one in counted if isinstance(one, Count)]
    of = _counted(whole) if whole else None
    every = of.number if isinstance(of, Count) else sum(shown)
    if isinstance(counted[0], Count):
        return next(iter(not_known(counted[0].number, every, what=what)), "")
    if not isinstance(of, Count):
        return f"For how many {what.lower()} is not known is not shown, so {UNRELIABLE}."
    most = 100 * max(0, every - sum(shown)) / every if every else 0.0
    if most <= NOT_KNOWN_SAID_FROM:
        return ""
    return (
        f"{what} may be not known for up to {rounded(most, unit=Unit.PERCENT)} of them, "
        f"so {UNRELIABLE}."
    )


def _counted(figure: Figure) -> Count | Withheld | None:
    """Whom the groups part: those it is counted out of, or what is counted where nobody is."""
    return figure.denominator if figure.unit is Unit.PERCENT else figure.numerator


def _apart(what: str, unknown: Figure, known: Sequence[Figure]) -> str:
    """What is said where those of no known group differ from all others, beyond chance."""
    limits = [one.interval for one in known if one.interval]
    own = unknown.interval
    if unknown.unit is not Unit.PERCENT or unknown.value is None or own is None or not limits:
        return ""
    lower, upper = min(one.lower for one in limits), max(one.upper for one in limits)
    if own.upper >= lower and own.lower <= upper:
        return ""
    return (
        f"Those of whom {what.lower()} is not known differ clearly from all others, as they do "
        f"where an agency tells it only of those whom it knows, so {UNRELIABLE}."
    )
