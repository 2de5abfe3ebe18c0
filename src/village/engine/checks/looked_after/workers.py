"""Social workers: who was the child's, from when to when."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from village.engine.checks.looked_after.cases import Kid, bad, good, left, looked_after, row
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after import SocialWorker

FAMILY = Family()


def workers(*days: tuple[str, str]) -> Kid:
    """The child in order, with social workers from one day to another."""
    rows = [row(sw_id=f"SW00{n}", sw_decom=a, sw_dec=b, sw_reason="MANAGE")
            for n, (a, b) in enumerate(days)]  # fmt: skip
    return looked_after(sw_episodes=rows)


def in_order(life: Life) -> list[SocialWorker]:
    """The child's social workers by their first day."""
    known = [one for one in life.child.sw_episodes if one.sw_decom is not None]
    return sorted(known, key=lambda one: (one.sw_decom or life.ground.last, one.row))


@FAMILY.lives(
    "SW01STG1", fields="Header.CHILD SWEpisodes.CHILD Episodes.DECOM", when="Header",
    message="A child looked after on 31 March has no social worker.",
    mend="Give the child a row in the table of social workers.",
    cases=(
        bad(looked_after(sw_episodes=None), cells="CHILD=A1"), good(looked_after()), good(left()),
    ),
)  # fmt: skip
def _nobody(life: Life) -> Iterator[Places]:
    if life.open_at_end is not None and not life.child.sw_episodes:
        yield ((life.header, "child"),)


@FAMILY.rows(
    "SWEpisodes", "SW03STG1", shows="SW_ID SW_DECOM",
    message="A social worker has no number or no first day.",
    mend="Enter both.",
    cases=(
        bad(looked_after(sw_episodes={"SW_ID": ""}), cells="SW_ID=|SW_DECOM=01/04/2024"),
        good(looked_after()),
    ),
)  # fmt: skip
def _incomplete(row: Any, _life: Life) -> bool:
    return row.sw_id is None or row.sw_decom is None


@FAMILY.rows(
    "SWEpisodes", "SW06STG2", shows="SW_DECOM SW_DEC",
    message="A social worker's time lies outside the year.",
    mend="Leave out who ended before the year or began after it, or correct a day.",
    cases=(
        bad(workers(("2025-04-01", "")), cells="SW_DECOM=01/04/2025|SW_DEC="),
        bad(workers(("2023-04-01", "2024-03-31"), ("2024-03-31", "")),
            cells="SW_DECOM=01/04/2023|SW_DEC=31/03/2024"),
        good(workers(("2023-04-01", ""))),
    ),
)  # fmt: skip
def _outside(row: Any, life: Life) -> bool:
    late = row.sw_decom is not None and row.sw_decom > life.ground.last
    return late or (row.sw_dec is not None and row.sw_dec < life.ground.first)


@FAMILY.rows(
    "SWEpisodes", "SW07STG2", shows="SW_DEC",
    message="A social worker ends after the end of the year.",
    mend="Leave SW_DEC empty where the social worker goes on past 31 March.",
    cases=(
        bad(workers(("2024-04-01", "2025-04-01")), cells="SW_DEC=01/04/2025"),
        good(workers(("2024-04-01", "2025-03-31"), ("2025-03-31", ""))),
    ),
)  # fmt: skip
def _ends_late(row: Any, life: Life) -> bool:
    return row.sw_dec is not None and row.sw_dec > life.ground.last


@FAMILY.rows(
    "SWEpisodes", "SW09STG2", shows="SW_DECOM SW_DEC",
    message="A social worker was the child's for less than a day.",
    mend="Leave the row out, or correct a day.",
    cases=(
        bad(workers(("2024-04-01", "2024-06-01"), ("2024-06-01", "2024-06-01"),
                    ("2024-06-01", "")), cells="SW_DECOM=01/06/2024|SW_DEC=01/06/2024"),
        good(looked_after()),
    ),
)  # fmt: skip
def _no_day(row: Any, _life: Life) -> bool:
    return row.sw_decom is not None and row.sw_decom == row.sw_dec


@FAMILY.lives(
    "SW10STG2", fields="SWEpisodes.SW_DECOM SWEpisodes.SW_DEC", when="SWEpisodes",
    message="A social worker begins before the one before has ended.",
    mend="Correct the day that is wrong: a child has one social worker at a time.",
    cases=(
        bad(workers(("2024-04-01", "2024-06-02"), ("2024-06-01", "")),
            cells="SW_DECOM=01/06/2024|SW_DEC=02/06/2024"),
        good(workers(("2024-04-01", "2024-06-01"), ("2024-06-01", ""))),
    ),
)  # fmt: skip
def _overlap(life: Life) -> Iterator[Places]:
    known = in_order(life)
    for one, other in pairwise(known):
        if one.sw_dec and other.sw_decom and other.sw_decom < one.sw_dec:
            yield ((other, "sw_decom"), (one, "sw_dec"))


@FAMILY.lives(
    "SW108STG2", fields="SWEpisodes.SW_DEC SWEpisodes.SW_DECOM", when="SWEpisodes",
    message="A new social worker has begun, and the one before has no last day.",
    mend="Enter when the earlier social worker ended.",
    cases=(
        bad(workers(("2024-04-01", ""), ("2024-06-01", "")), cells="SW_DEC=|SW_DECOM=01/06/2024"),
        good(workers(("2024-04-01", "2024-06-01"), ("2024-06-01", ""))),
    ),
)  # fmt: skip
def _not_ended(life: Life) -> Iterator[Places]:
    known = in_order(life)
    for one, other in pairwise(known):
        if one.sw_dec is None:
            yield ((one, "sw_dec"), (other, "sw_decom"))


@FAMILY.lives(
    "SW11STG2", fields="SWEpisodes.SW_DEC Episodes.DEC", when="SWEpisodes",
    message="The last social worker ended before 31 March, and the child is looked after.",
    mend="Add the social worker who followed, or leave SW_DEC empty.",
    cases=(
        bad(workers(("2024-04-01", "2024-06-01")), cells="SW_DEC=01/06/2024"),
        good(looked_after()),
    ),
)  # fmt: skip
def _nobody_now(life: Life) -> Iterator[Places]:
    known = in_order(life)
    if not known or life.open_at_end is None or any(one.sw_dec is None for one in known):
        return
    final = max(known, key=lambda one: one.sw_dec or life.ground.last)
    if final.sw_dec is not None and final.sw_dec < life.ground.last:
        yield ((final, "sw_dec"),)


@FAMILY.lives(
    "SW17STG2", fields="SWEpisodes.SW_DEC Episodes.DEC", when="SWEpisodes",
    message="No social worker is open on 31 March for a child who is looked after.",
    mend="Leave SW_DEC empty for the social worker who goes on.",
    cases=(
        bad(workers(("2025-04-01", "2026-03-31")), cells="SW_DEC=31/03/2026", year="2025-26"),
        good(workers(("2025-04-01", "")), year="2025-26"),
    ),
)  # fmt: skip
def _none_open(life: Life) -> Iterator[Places]:
    known = in_order(life)
    if known and life.open_at_end is not None and known[-1].sw_dec is not None:
        yield ((known[-1], "sw_dec"),)


@FAMILY.rows(
    "SWEpisodes", "SW18STG2", shows="SW_DECOM SW_DEC",
    message="A social worker ends before beginning.",
    mend="Correct the day that is wrong.",
    cases=(
        bad(workers(("2025-06-02", "2025-06-01")), year="2025-26",
            cells="SW_DECOM=02/06/2025|SW_DEC=01/06/2025"),
        good(workers(("2025-06-02", "2025-06-03")), year="2025-26"),
    ),
)  # fmt: skip
def _backwards(row: Any, _life: Life) -> bool:
    return row.sw_decom is not None and row.sw_dec is not None and row.sw_dec < row.sw_decom


def _open_before(life: Life) -> SocialWorker | None:
    known = [one for one in life.last.sw_episodes if one.sw_dec is None and one.sw_decom]
    return known[-1] if known else None


_LAST = workers(("2023-08-01", ""))

CARRIED = {
    "SW16aSTG2": ("SW_ID", "sw_id", "SW999", "number"),
    "SW16bSTG2": ("SW_DECOM", "sw_decom", "2023-08-02", "first day"),
    "SW16cSTG2": ("SW_REASON", "sw_reason", "OTHERS", "reason"),
}
"""By rule: a column in which the first social worker should be last year's open one."""


def _carried_wrongly(attribute: str) -> Any:
    def find(life: Life) -> Iterator[Places]:
        before, known = _open_before(life), in_order(life)
        if before is None or not known:
            return
        first = known[0]
        if first.sw_decom is None or first.sw_decom >= life.ground.first:
            return
        if getattr(first, attribute) != getattr(before, attribute):
            yield ((first, attribute),)

    return find


for _code, (_column, _attribute, _other, _words) in CARRIED.items():
    _changed = [{**_LAST["SWEpisodes"][0], _column: _other}]
    FAMILY.lives(
        _code,
        fields=f"SWEpisodes.{_column}",
        when="SWEpisodes",
        last_year=True,
        message=f"The first social worker's {_words} is not that of last year's open one.",
        mend="Carry last year's open row over as it was.",
        cases=(
            bad(looked_after(sw_episodes=_changed), last=_LAST,
                cells=f"{_column}={'02/08/2023' if _column == 'SW_DECOM' else _other}"),
            good(_LAST, last=_LAST),
        ),
    )(_carried_wrongly(_attribute))  # fmt: skip
