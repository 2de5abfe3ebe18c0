"""One child is one child: in the header, once, and born on one day in every table."""

from collections.abc import Callable, Iterator
from typing import Any

from village.engine.checks.looked_after.cases import (
    Case,
    Kid,
    adopted,
    bad,
    good,
    left,
    looked_after,
    row,
    uasc,
)
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import OURS, PUBLISHED, Family, Places
from village.engine.specs.looked_after import table

FAMILY = Family()


def _away(**changes: Any) -> Kid:
    away = row(missing="M", mis_start="2024-08-01", mis_end="2024-08-02")
    return looked_after(missing=[away], **changes)


STRANGERS: dict[str, tuple[str, Callable[..., Kid]]] = {
    "INT01": ("AD1", adopted),
    "INT02": ("PlacedAdoption", adopted),
    "INT03": ("Episodes", looked_after),
    "INT04": ("Missing", _away),
    "INT05": ("OC2", looked_after),
    "INT06": ("OC3", left),
    "INT07": ("PrevPerm", looked_after),
    "INT08": ("Reviews", looked_after),
    "INT09": ("UASC", uasc),
    "V-SW-CHILD": ("SWEpisodes", looked_after),
}
"""The rule that a child of a table stands in the header, by table."""


def _stranger(_row: Any, life: Life) -> bool:
    return not life.child.header


for _code, (_name, _kid) in STRANGERS.items():
    FAMILY.add_rows(
        _name,
        _code,
        wrong=_stranger,
        shows="CHILD",
        message=f"A child of the table {_name} is not in the header.",
        mend="Give the child a row in the header, or correct the id.",
        cases=(bad(_kid(header=None), cells="CHILD=A1"), good(_kid())),
        fields="Header.CHILD",
        source=OURS if _code.startswith("V-") else PUBLISHED,
    )

BORN: dict[str, tuple[str, Callable[..., Kid]]] = {
    "INT11": ("AD1", adopted),
    "INT12": ("PlacedAdoption", adopted),
    "INT13": ("Missing", _away),
    "INT14": ("OC2", looked_after),
    "INT15": ("OC3", left),
    "INT16": ("PrevPerm", looked_after),
    "INT17": ("Reviews", looked_after),
    "INT18": ("UASC", uasc),
}
"""The rule that a child's date of birth is the header's, by table."""


def _born_elsewhen(row: Any, life: Life) -> bool:
    return row.dob is not None and life.dob is not None and row.dob != life.dob


def _reborn(kid: Callable[..., Kid], name: str) -> Case:
    rows = [{**one, "DOB": "2001-01-01"} for one in kid()[name][:1]]
    return bad(kid(**{table(name).within: rows}) if name != "Missing" else _reborn_away(),
               cells="DOB=01/01/2001|DOB")  # fmt: skip


def _reborn_away() -> Kid:
    away = row(missing="M", mis_start="2024-08-01", mis_end="2024-08-02", dob="2001-01-01")
    return looked_after(missing=[away])


for _code, (_name, _kid) in BORN.items():
    FAMILY.add_rows(
        _name,
        _code,
        wrong=_born_elsewhen,
        shows="DOB",
        also="DOB",
        message=f"The date of birth in the table {_name} is not the one in the header.",
        mend="Correct the date that is wrong.",
        cases=(_reborn(_kid, _name), good(_kid())),
    )

ONCE: dict[str, tuple[str, Callable[..., Kid]]] = {
    "INT31": ("AD1", adopted),
    "INT32": ("Header", looked_after),
    "INT33": ("OC2", looked_after),
    "INT34": ("OC3", left),
    "INT35": ("PrevPerm", looked_after),
    "INT36": ("UASC", uasc),
}
"""The rule that a child has one row, by table."""


def _again(name: str) -> Callable[[Life], Iterator[Places]]:
    within = table(name).within

    def find(life: Life) -> Iterator[Places]:
        rows = getattr(life.child, within)
        if len(rows) > 1:
            yield tuple((row, "child") for row in rows)

    return find


for _code, (_name, _kid) in ONCE.items():
    FAMILY.lives(
        _code,
        fields=f"{_name}.CHILD",
        when=_name,
        message=f"A child has more than one row in the table {_name}.",
        mend="Keep the row that is right; two children with one id need two ids.",
        cases=(
            bad(_kid(**{table(_name).within: [*_kid()[_name]] * 2}), cells="CHILD|CHILD"),
            good(_kid()),
        ),
    )(_again(_name))


@FAMILY.rows(
    "UASC", "INT21", shows="SEX", also="SEX",
    message="The sex in the table UASC is not the one in the header.",
    mend="Correct the one that is wrong.",
    cases=(
        bad(uasc(uasc={"SEX": "F"}), cells="SEX=F|SEX=M"),
        good(uasc(uasc={"SEX": ""})),
        good(uasc()),
    ),
)  # fmt: skip
def _sex_elsewhere(row: Any, life: Life) -> bool:
    return row.sex is not None and life.header.sex is not None and row.sex != life.header.sex


@FAMILY.rows(
    "Header", "EPI", shows="CHILD", fields="Episodes.CHILD",
    message="A child of the header has no episode, and is no care leaver either.",
    mend="Add the child's episodes, or take the child out of the header.",
    cases=(
        bad(looked_after(episodes=None), cells="CHILD=A1"),
        good(left()),
        good(looked_after()),
    ),
)  # fmt: skip
def _without_episodes(_row: Any, life: Life) -> bool:
    return not life.episodes and not life.child.oc3
