"""How long a legal status or a placement may last."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from village.engine.checks.looked_after.cases import bad, ep, good, looked_after
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after import Episode
from village.engine.specs.looked_after_codes import RESPITE

FAMILY = Family()


class Limit(NamedTuple):
    """A column, its codes, what they mean, and the most days that they may last."""

    code: str
    column: str
    codes: frozenset[str]
    what: str
    days: int


LIMITS: tuple[Limit, ...] = (
    Limit("361", "LS", frozenset({"L1"}), "Police protection (72 hours)", 3),
    Limit("362", "LS", frozenset({"L2"}), "An emergency protection order (21 days)", 21),
    Limit("363", "LS", frozenset({"L3"}), "A child assessment order (7 days)", 7),
    Limit("364", "LS", frozenset({"J2"}), "Detention under PACE (some days)", 21),
    Limit("365", "LS", frozenset({"V3"}), "One short break (17 days)", 17),
    Limit("375", "PLACE", frozenset({"T1"}), "A temporary placement in hospital (six weeks)", 42),
    Limit("376", "PLACE", frozenset({"T2"}), "A placement for a carer's holiday (three weeks)", 21),
    Limit("379", "PLACE", frozenset({"T4"}), "A temporary placement of no named kind (a week)", 7),
)
"""Police and Criminal Evidence Act 1984; Children Act 1989; the collection's guide."""


def lasted(episode: Episode, last: date) -> int | None:
    """Days from an episode's first to its last, or to 31 March where it goes on."""
    if episode.decom is None:
        return None
    return ((episode.dec or last) - episode.decom).days


def _too_long(limit: Limit) -> Callable[[Any, Life], bool]:
    attribute = limit.column.lower()

    def wrong(row: Any, life: Life) -> bool:
        if getattr(row, attribute) not in limit.codes:
            return False
        days = lasted(row, life.ground.last)
        return days is not None and days > limit.days

    return wrong


def _ends(days: int) -> str:
    return (date(2024, 6, 1) + timedelta(days=days)).isoformat()


for _limit in LIMITS:
    _code = min(_limit.codes)
    _is_place = {_limit.column.lower(): _code, "urn": "", "place_provider": ""}
    FAMILY.add_rows(
        "Episodes",
        _limit.code,
        wrong=_too_long(_limit),
        shows=f"DECOM DEC {_limit.column}",
        message=f"{_limit.what} lasts too long.",
        mend="Correct the days, or enter what followed as an episode of its own.",
        cases=(
            bad(looked_after(episodes=[ep("2024-06-01", dec=_ends(_limit.days + 1), rec="E8",
                                          **_is_place)]),
                cells=f"DECOM=01/06/2024|DEC|{_limit.column}={_code}"),
            good(looked_after(episodes=[ep("2024-06-01", dec=_ends(_limit.days), rec="E8",
                                           **_is_place)])),
        ),
    )  # fmt: skip


def _breaks(*days: tuple[str, str]) -> Any:
    return looked_after(episodes=[ep(a, ls="V4", dec=b, rec="E8") for a, b in days])


@FAMILY.lives(
    "367", fields="Episodes.DECOM Episodes.DEC Episodes.LS", when="Episodes",
    message="Short breaks come to more than 75 days within twelve months.",
    mend="Correct the days; beyond 75 the child is looked after in the full sense.",
    cases=(
        bad(_breaks(("2024-06-01", "2024-07-20"), ("2024-08-01", "2024-08-31")),
            cells="DECOM=01/08/2024|DEC=31/08/2024|LS=V4"),
        good(_breaks(("2024-06-01", "2024-07-20"), ("2024-08-01", "2024-08-20"))),
    ),
)  # fmt: skip
def _too_many_breaks(life: Life) -> Iterator[Places]:
    breaks = [one for one in life.episodes if one.ls in RESPITE and one.decom is not None]
    for place, one in enumerate(breaks):
        end = one.dec or life.ground.last
        since = end - timedelta(days=365)
        taken = sum(_within(other, since, life.ground.last) for other in breaks[: place + 1])
        if taken > 75:
            yield ((one, "decom", "dec", "ls"),)
            return


def _within(episode: Episode, since: date, last: date) -> int:
    begun = max(episode.decom or since, since)
    return max(0, ((episode.dec or last) - begun).days)


@FAMILY.lives(
    "377", fields="Episodes.PLACE Episodes.DECOM", when="Episodes",
    message="More than two temporary placements for a carer's holiday begin within twelve months.",
    mend="Check the kind of each; a third one is a change of placement.",
    cases=(
        bad(looked_after(episodes=[ep("2024-06-01", place="T2"), ep("2024-09-01", place="T2"),
                                   ep("2025-01-01", place="T2")]),
            cells="PLACE=T2|DECOM=01/01/2025"),
        good(looked_after(episodes=[ep("2024-06-01", place="T2"), ep("2024-09-01", place="T2")])),
    ),
)  # fmt: skip
def _too_many_holidays(life: Life) -> Iterator[Places]:
    holidays = [one for one in life.episodes if one.place == "T2" and one.decom is not None]
    for first, third in zip(holidays, holidays[2:], strict=False):
        if first.decom and third.decom and (third.decom - first.decom).days < 365:
            yield ((third, "place", "decom"),)
