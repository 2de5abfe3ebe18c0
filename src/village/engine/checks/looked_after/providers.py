"""Which provider a placement may have, and which placement needs a provider or Ofsted's number."""

from collections.abc import Callable
from typing import Any

from village.engine.checks.looked_after.cases import bad, ep, good, looked_after
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.rules import Family
from village.engine.specs.looked_after_codes import FOR_ADOPTION, FOSTERED

FAMILY = Family()

_WITH_PARENTS = frozenset({"P1"})
_OTHERS = _WITH_PARENTS | FOR_ADOPTION | FOSTERED | {"K1", "K2"}

NEVER: dict[str, tuple[str, frozenset[str], str]] = {
    "527": ("PR1", frozenset({"P1", "R2", "R5"}), "the authority's own"),
    "528": ("PR2", frozenset({"P1", "R2", "R5"}), "another authority"),
    "529": ("PR3", _OTHERS, "another public body"),
    "530": ("PR4", _WITH_PARENTS, "private"),
    "531": ("PR5", _WITH_PARENTS, "voluntary"),
}
"""By rule: a provider, the placements that it cannot have, and what it means."""


def _impossible(provider: str, places: frozenset[str]) -> Callable[[Any, Life], bool]:
    def wrong(row: Any, _life: Life) -> bool:
        return row.place_provider == provider and row.place in places

    return wrong


for _code, (_provider, _places, _words) in NEVER.items():
    FAMILY.add_rows(
        "Episodes",
        _code,
        wrong=_impossible(_provider, _places),
        shows="PLACE PLACE_PROVIDER",
        message=f"The provider is {_words} ({_provider}), which this placement cannot have.",
        mend="Correct the placement or its provider.",
        cases=(
            bad(looked_after(episodes={"PLACE": min(_places), "PLACE_PROVIDER": _provider}),
                cells=f"PLACE={min(_places)}|PLACE_PROVIDER={_provider}"),
            good(looked_after(episodes={"PLACE": "R1", "PLACE_PROVIDER": _provider, "URN": ""})),
        ),
    )  # fmt: skip


@FAMILY.rows(
    "Episodes", "550", shows="PLACE PLACE_PROVIDER",
    message="The provider is the parents (PR0), and the placement is not with them.",
    mend="Enter who provides the placement, or P1 where the child is placed with parents.",
    cases=(
        bad(looked_after(episodes={"PLACE_PROVIDER": "PR0"}), cells="PLACE=U6|PLACE_PROVIDER=PR0"),
        good(looked_after(episodes={"PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": ""})),
    ),
)  # fmt: skip
def _not_parents(row: Any, _life: Life) -> bool:
    return bool(row.place_provider == "PR0" and row.place != "P1")


@FAMILY.rows(
    "Episodes", "526", shows="PLACE PLACE_PROVIDER",
    message="The placement has no provider.",
    mend="Enter who provides the placement (PR0 to PR5).",
    cases=(
        bad(looked_after(episodes={"PLACE_PROVIDER": ""}), cells="PLACE=U6|PLACE_PROVIDER="),
        good(looked_after(episodes=[ep("2024-06-01", place="T1", place_provider="", urn="")])),
        good(looked_after()),
    ),
)  # fmt: skip
def _unprovided(row: Any, life: Life) -> bool:
    needs = row.place is not None and row.place not in life.ground.terms.no_provider
    return needs and row.place_provider is None


@FAMILY.rows(
    "Episodes", "213", shows="PLACE PLACE_PROVIDER",
    message="The placement has a provider where none is asked for.",
    mend="Leave PLACE_PROVIDER empty for this placement.",
    cases=(
        bad(looked_after(episodes={"PLACE": "T2"}), cells="PLACE=T2|PLACE_PROVIDER=PR1"),
        bad(looked_after(episodes={"PLACE": "Z12"}), cells="PLACE=Z12|PLACE_PROVIDER=PR1",
            year="2025-26"),
        good(looked_after()),
    ),
)  # fmt: skip
def _provided_needlessly(row: Any, life: Life) -> bool:
    return row.place in life.ground.terms.no_provider and row.place_provider is not None


@FAMILY.rows(
    "Episodes", "218", shows="PLACE URN",
    message="The placement has no Ofsted number.",
    mend="Enter the number of the home or agency; XXXXXXX where it is not known yet.",
    cases=(
        bad(looked_after(episodes={"URN": ""}), cells="PLACE=U6|URN="),
        good(looked_after(episodes={"PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": ""})),
        good(looked_after(episodes=[ep("2022-06-01", urn="", dec="2024-03-31", rec="E4A")])),
    ),
)  # fmt: skip
def _unregistered(row: Any, life: Life) -> bool:
    if row.urn is not None or row.place is None or row.place in life.ground.terms.no_urn:
        return False
    return row.dec is None or bool(row.dec >= life.ground.first)


@FAMILY.rows(
    "Episodes", "222", shows="PLACE URN",
    message="The placement has an Ofsted number where none is asked for.",
    mend="Leave URN empty for this placement, or correct the placement.",
    cases=(
        bad(looked_after(episodes={"PLACE": "P1", "PLACE_PROVIDER": "PR0"}),
            cells="PLACE=P1|URN=SC012345"),
        good(looked_after(episodes={"PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": "XXXXXXX"})),
        good(looked_after()),
    ),
)  # fmt: skip
def _registered_needlessly(row: Any, life: Life) -> bool:
    return row.place in life.ground.terms.no_urn and row.urn not in {None, "XXXXXXX"}
