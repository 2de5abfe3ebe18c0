"""Postcodes of home and placement."""

import re
from collections.abc import Iterator

from village.engine.checks.looked_after.cases import bad, ep, good, looked_after, uasc
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family, Places
from village.engine.specs.looked_after import Episode
from village.engine.specs.looked_after_codes import RESPITE

FAMILY = Family()

_POSTCODE = re.compile(r"(GIR ?0AA|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})")
"""The form of a postcode; whether there is such a one is not asked."""
_BOTH = "Episodes.HOME_POST Episodes.PL_POST"
_BREAK = {"ls": "V4", "dec": "2024-06-20", "rec": "E4A"}


def _current(life: Life) -> Iterator[Episode]:
    """Episodes that run into the year, of which the postcodes are asked."""
    for one in life.episodes:
        if one.dec is None or one.dec >= life.ground.first:
            yield one


@FAMILY.lives(
    "392b", fields=f"{_BOTH} Episodes.LS", when="Episodes",
    message="A child looked after has no postcode of home or of the placement.",
    mend="Enter both; neither is asked for short breaks or children who came unaccompanied.",
    cases=(
        bad(looked_after(episodes={"HOME_POST": ""}), cells="HOME_POST=|PL_POST=ZZ2 2BB"),
        good(looked_after(episodes=[ep("2024-06-01", home_post="", pl_post="", **_BREAK)])),
        good(uasc()),
    ),
)  # fmt: skip
def _none(life: Life) -> Iterator[Places]:
    if life.is_uasc:
        return
    for one in _current(life):
        if one.ls not in RESPITE and (one.home_post is None or one.pl_post is None):
            yield ((one, "home_post", "pl_post"),)


@FAMILY.lives(
    "392c", fields=_BOTH, when="Episodes",
    message="A postcode of home or of the placement has not the form of one.",
    mend="Enter the postcode with its space, for example AB1 2CD.",
    cases=(
        bad(looked_after(episodes={"PL_POST": "ZZ22 B"}), cells="PL_POST=ZZ22 B"),
        good(looked_after(episodes={"PL_POST": "zz22bb"})),
    ),
)  # fmt: skip
def _no_postcode(life: Life) -> Iterator[Places]:
    for one in life.episodes:
        wrong = [name for name in ("home_post", "pl_post")
                 if (text := getattr(one, name)) and not _POSTCODE.fullmatch(text)]  # fmt: skip
        if wrong:
            yield ((one, *wrong),)


@FAMILY.lives(
    "392d", fields=f"{_BOTH} Episodes.PLACE", when="Episodes", query=True,
    message="Home and placement have one postcode, and the child is not placed with parents.",
    mend="Check both postcodes; explain it if it is right.",
    cases=(
        bad(looked_after(episodes={"PL_POST": "ZZ1 1AA"}),
            cells="HOME_POST=ZZ1 1AA|PL_POST=ZZ1 1AA|PLACE=U6"),
        good(looked_after(episodes={"PL_POST": "ZZ1 1AA", "PLACE": "P1", "PLACE_PROVIDER": "PR0",
                                    "URN": ""})),
    ),
)  # fmt: skip
def _same(life: Life) -> Iterator[Places]:
    for one in life.episodes:
        if one.home_post is not None and one.home_post == one.pl_post and one.place != "P1":
            yield ((one, "home_post", "pl_post", "place"),)


@FAMILY.lives(
    "398", fields=f"{_BOTH} Episodes.LS", when="Episodes",
    message="A short break has a postcode of home or placement, which is not asked for.",
    mend="Leave both empty for legal status V3 and V4.",
    cases=(
        bad(looked_after(episodes=[ep("2024-06-01", **_BREAK)]),
            cells="HOME_POST=ZZ1 1AA|PL_POST=ZZ2 2BB|LS=V4"),
        good(looked_after()),
    ),
)  # fmt: skip
def _needless(life: Life) -> Iterator[Places]:
    for one in life.episodes:
        if one.ls in RESPITE and (one.home_post is not None or one.pl_post is not None):
            yield ((one, "home_post", "pl_post", "ls"),)
