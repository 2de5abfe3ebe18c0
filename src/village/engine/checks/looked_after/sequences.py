"""How one episode follows another."""

from collections.abc import Callable, Iterator
from typing import Any

from village.engine.checks.looked_after.cases import Kid, bad, ep, good, looked_after
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after import Episode
from village.engine.specs.looked_after_codes import CONTINUES, DIED, RESPITE, STARTED, TEMPORARY

FAMILY = Family()
PLACEMENT = ("place", "place_provider", "pl_post", "urn")


def two(first: dict[str, str], second: dict[str, str]) -> Kid:
    """Two episodes, the second from 1 September 2024, each with changes."""
    one = {"dec": "2024-09-01", "rec": "X1"} | first
    other = {"decom": "2024-09-01", "rne": "L", "ls": "C1"} | second
    return looked_after(episodes=[ep("2022-06-01", **one), ep(**other)])


IN_ORDER = two({}, {})


@FAMILY.lives(
    "142", fields="Episodes.DEC Episodes.REC", when="Episodes",
    message="A new episode has begun, and the one before it has not ended.",
    mend="Enter the last day and the reason of the earlier episode.",
    cases=(bad(two({"dec": "", "rec": ""}, {}), cells="DEC=|REC="), good(IN_ORDER)),
)  # fmt: skip
def _open_behind(life: Life) -> Iterator[Places]:
    for one, _ in life.one_after_another():
        if one.dec is None and not one.unreadable:
            yield ((one, "dec", "rec"),)


@FAMILY.lives(
    "501", fields="Episodes.DECOM Episodes.DEC", when="Episodes",
    message="A new episode begins before the one before it ends.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(two({}, {"decom": "2024-08-31"}), cells="DECOM=31/08/2024|DEC=01/09/2024"),
        good(IN_ORDER),
    ),
)  # fmt: skip
def _overlap(life: Life) -> Iterator[Places]:
    for one, other in life.one_after_another():
        if one.dec and other.decom and other.decom < one.dec:
            yield ((other, "decom"), (one, "dec"))


@FAMILY.lives(
    "388", fields="Episodes.REC Episodes.DEC", when="Episodes",
    message="An episode ends because a new one begins, and none begins on that day.",
    mend="Add the episode that follows, or enter why care ended.",
    cases=(
        bad(looked_after(episodes={"DEC": "2024-09-01", "REC": "X1"}),
            cells="REC=X1|DEC=01/09/2024"),
        bad(two({}, {"decom": "2024-09-03", "rne": "S"}), cells="REC=X1|DEC=01/09/2024"),
        good(IN_ORDER),
    ),
)  # fmt: skip
def _nothing_follows(life: Life) -> Iterator[Places]:
    begun = {one.decom for one in life.episodes}
    for one in life.episodes:
        if one.rec == CONTINUES and one.dec is not None and one.dec not in begun:
            yield ((one, "rec", "dec"),)


def pairs(
    wrong: Callable[[Episode, Episode], bool], *attributes: str
) -> Callable[[Life], Iterator[Places]]:
    """Shows these of each episode that follows another wrongly."""

    def find(life: Life) -> Iterator[Places]:
        for one, other in life.one_after_another():
            if wrong(one, other):
                yield ((other, *attributes),)

    return find


def _ended(one: Episode) -> bool:
    return one.rec not in {CONTINUES, None}


FAMILY.lives(
    "431", fields="Episodes.DECOM Episodes.RNE", when="Episodes",
    message="Care starts anew on the day on which the episode before it ended.",
    mend="Enter what changed (L, P, T, B or U), and X1 as the end of the earlier episode.",
    cases=(bad(two({}, {"rne": "S"}), cells="DECOM=01/09/2024|RNE=S"), good(IN_ORDER)),
)(pairs(lambda one, other: other.rne == STARTED and other.decom is not None
        and other.decom == one.dec, "decom", "rne"))  # fmt: skip
FAMILY.lives(
    "432",
    fields="Episodes.RNE",
    when="Episodes",
    message="Care had ended, and the next episode does not start it anew.",
    mend="Enter S, or X1 as the end of the earlier episode.",
    cases=(
        bad(two({"rec": "E4A"}, {"decom": "2024-10-01"}), cells="RNE=L"),
        good(two({"rec": "E4A"}, {"decom": "2024-10-01", "rne": "S"})),
    ),
)(pairs(lambda one, other: _ended(one) and other.rne not in {STARTED, None}, "rne"))
FAMILY.lives(
    "433", fields="Episodes.DECOM Episodes.RNE", when="Episodes",
    message="An episode continues care, and does not begin on the day the one before it ended.",
    mend="Close the gap, or enter S where care started anew.",
    cases=(bad(two({}, {"decom": "2024-09-02"}), cells="DECOM=02/09/2024|RNE=L"), good(IN_ORDER)),
)(pairs(lambda one, other: other.rne not in {STARTED, None} and one.dec is not None
        and other.decom is not None and one.dec != other.decom, "decom", "rne"))  # fmt: skip


def _moved(one: Episode, other: Episode) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in PLACEMENT)


def _changed_wrongly(*, reasons: str, legal: bool, moved: bool) -> Callable[..., bool]:
    """For these reasons the legal status and the placement should have changed, or not."""

    def wrong(one: Episode, other: Episode) -> bool:
        if (other.rne or "-") not in reasons or one.rec != CONTINUES:
            return False
        return (one.ls != other.ls) is not legal or _moved(one, other) is not moved

    return wrong


_ALL = ("rne", "ls", *PLACEMENT)
_SHOWN = " ".join(f"Episodes.{name.upper()}" for name in _ALL)
_CELLS = "|".join(name.upper() for name in _ALL)
_MOVE = {"place": "U4", "pl_post": "ZZ4 4DD", "urn": "SC099999"}

FAMILY.lives(
    "434",
    fields=_SHOWN,
    when="Episodes",
    message="The episode says that the legal status alone changed, and that is not so.",
    mend="Enter what did change, or correct the legal status or placement.",
    cases=(
        bad(two({}, {"ls": "C2"}), cells=_CELLS),
        bad(two({}, _MOVE), cells=_CELLS),
        good(IN_ORDER),
    ),
)(pairs(_changed_wrongly(reasons="L", legal=True, moved=False), *_ALL))
FAMILY.lives(
    "435",
    fields=_SHOWN,
    when="Episodes",
    message="The episode says that the placement alone changed, and that is not so.",
    mend="Enter what did change, or correct the legal status or placement.",
    cases=(
        bad(two({}, {"rne": "P", "ls": "C2"}), cells=_CELLS),
        good(two({"reason_place_change": "CARPL"}, {"rne": "P", "ls": "C2"} | _MOVE)),
    ),
)(pairs(_changed_wrongly(reasons="PT", legal=False, moved=True), *_ALL))
FAMILY.lives(
    "436",
    fields=_SHOWN,
    when="Episodes",
    message="The episode says that legal status and placement changed, and one of them did not.",
    mend="Enter what did change, or correct the legal status or placement.",
    cases=(
        bad(two({}, {"rne": "B"}), cells=_CELLS),
        good(two({"reason_place_change": "CARPL"}, {"rne": "B"} | _MOVE)),
    ),
)(pairs(_changed_wrongly(reasons="BU", legal=True, moved=True), *_ALL))


@FAMILY.lives(
    "437", fields="Episodes.REC", when="Episodes",
    message="Another episode follows one that ended with death or at 18.",
    mend="Correct why the earlier episode ended, or take the later one out.",
    cases=(
        bad(two({"rec": "E2"}, {"decom": "2024-10-01", "rne": "S"}), cells="REC=E2"),
        bad(two({"rec": "E15"}, {"decom": "2024-10-01", "rne": "S"}), cells="REC=E15"),
        good(IN_ORDER),
    ),
)  # fmt: skip
def _after_the_end(life: Life) -> Iterator[Places]:
    for one, _ in life.one_after_another():
        if one.rec in {DIED, "E15"}:
            yield ((one, "rec"),)


@FAMILY.lives(
    "504", fields="Episodes.CIN", when="Episodes",
    message="The category of need is not the one with which this period of care began.",
    mend="Carry the first category through the whole period.",
    cases=(bad(two({}, {"cin": "N2"}), cells="CIN=N2"), good(IN_ORDER)),
)  # fmt: skip
def _need_changed(life: Life) -> Iterator[Places]:
    for period in life.periods:
        first = period.episodes[0].cin
        for one in period.episodes[1:]:
            if one.cin != first:
                yield ((one, "cin"),)


@FAMILY.lives(
    "366", fields="Episodes.RNE Episodes.LS", when="Episodes",
    message="The placement changes in the course of one short break.",
    mend="Enter each short break as a period of its own, begun by S.",
    cases=(
        bad(two({"ls": "V3"}, {"ls": "V3", "rne": "P"} | _MOVE), cells="RNE=P|LS=V3"),
        good(looked_after(episodes=[ep("2024-06-01", ls="V3", dec="2024-06-08", rec="E4A")])),
    ),
)  # fmt: skip
def _moved_in_break(life: Life) -> Iterator[Places]:
    for one in life.episodes:
        if one.ls == "V3" and one.rne not in {STARTED, None}:
            yield ((one, "rne", "ls"),)


@FAMILY.lives(
    "426", fields="Episodes.LS", when="Episodes",
    message="Short breaks are recorded one by one (V3) and as a series (V4) in the same year.",
    mend="Keep to one way of recording for the year.",
    cases=(
        bad(looked_after(episodes=[ep("2024-06-01", ls="V3", dec="2024-06-05", rec="E4A"),
                                   ep("2024-08-01", ls="V4", dec="2024-09-05", rec="E4A")]),
            cells="LS=V3|LS=V4"),
        good(looked_after(episodes=[ep("2024-06-01", ls="V3", dec="2024-06-05", rec="E4A")])),
    ),
)  # fmt: skip
def _both_ways(life: Life) -> Iterator[Places]:
    breaks = [one for one in life.episodes if one.ls in RESPITE]
    if {one.ls for one in breaks} == RESPITE:
        yield tuple((one, "ls") for one in breaks)


@FAMILY.lives(
    "380", fields="Episodes.PLACE Episodes.RNE", when="Episodes",
    message="A period of care begins in a temporary placement.",
    mend="Enter the placement that the child was first given.",
    cases=(
        bad(looked_after(episodes={"PLACE": "T1"}), cells="PLACE=T1|RNE=S"),
        good(looked_after()),
    ),
)  # fmt: skip
def _begins_temporary(life: Life) -> Iterator[Places]:
    for one in life.episodes:
        if one.rne == STARTED and one.place in TEMPORARY:
            yield ((one, "place", "rne"),)


@FAMILY.lives(
    "381", fields="Episodes.PLACE Episodes.REC", when="Episodes",
    message="A period of care ends in a temporary placement.",
    mend="Enter the placement from which the child left care.",
    cases=(
        bad(looked_after(episodes={"PLACE": "T1", "DEC": "2024-06-01", "REC": "E4A"}),
            cells="PLACE=T1|REC=E4A"),
        good(looked_after(episodes={"DEC": "2024-06-01", "REC": "E4A"})),
    ),
)  # fmt: skip
def _ends_temporary(life: Life) -> Iterator[Places]:
    for one in life.episodes:
        if _ended(one) and one.place in TEMPORARY:
            yield ((one, "place", "rec"),)


@FAMILY.lives(
    "383", fields="Episodes.PLACE Episodes.RNE", when="Episodes",
    message="After a temporary placement the child does not return to the one before it.",
    mend="Enter the earlier placement again, or a change of placement before the temporary one.",
    cases=(
        bad(looked_after(episodes=[
            ep("2022-06-01", dec="2024-09-01", rec="X1"),
            ep("2024-09-01", "P", place="T3", dec="2024-09-20", rec="X1"),
            ep("2024-09-20", "P", **_MOVE)]), cells="PLACE=U4|RNE=P"),
        good(looked_after(episodes=[
            ep("2022-06-01", dec="2024-09-01", rec="X1"),
            ep("2024-09-01", "P", place="T3", dec="2024-09-20", rec="X1"),
            ep("2024-09-20", "P")])),
    ),
)  # fmt: skip
def _no_return(life: Life) -> Iterator[Places]:
    for one, between, other in zip(
        life.episodes, life.episodes[1:], life.episodes[2:], strict=False
    ):
        if between.place in TEMPORARY and between.rec == CONTINUES and one.place != other.place:
            yield ((other, "place", "rne"),)


@FAMILY.lives(
    "225", fields="Episodes.REASON_PLACE_CHANGE Episodes.RNE", when="Episodes",
    message="The next episode is in another placement, and why the placement changed is not said.",
    mend="Enter the reason on the episode that ended.",
    cases=(
        bad(two({}, {"rne": "P", "ls": "C2"} | _MOVE), cells="REASON_PLACE_CHANGE=|RNE=P"),
        good(two({"reason_place_change": "CARPL"}, {"rne": "P", "ls": "C2"} | _MOVE)),
    ),
)  # fmt: skip
def _why_moved(life: Life) -> Iterator[Places]:
    for one, other in life.one_after_another():
        temporary = {one.place, other.place} & TEMPORARY
        moved = other.rne in {"P", "B"} and not temporary
        this_year = one.dec is not None and life.ground.in_year(one.dec)
        if moved and this_year and one.reason_place_change is None:
            yield ((one, "reason_place_change"), (other, "rne"))


@FAMILY.rows(
    "Episodes", "226", shows="PLACE REASON_PLACE_CHANGE",
    message="A temporary placement has a reason for its change, which is not asked for.",
    mend="Leave REASON_PLACE_CHANGE empty.",
    cases=(
        bad(looked_after(episodes={"PLACE": "T3", "REASON_PLACE_CHANGE": "CARPL"}),
            cells="PLACE=T3|REASON_PLACE_CHANGE=CARPL"),
        good(looked_after(episodes={"REASON_PLACE_CHANGE": "CARPL"})),
    ),
)  # fmt: skip
def _needless_reason(row: Any, _life: Life) -> bool:
    return row.place in TEMPORARY and row.reason_place_change is not None
