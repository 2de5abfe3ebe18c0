"""Kinds of mistakes in a looked-after return: each is found by one rule, once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from village.engine.synthetic.care_return import Kid, Row
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.mistakes import Planted
from village.engine.synthetic.numbers import UPN_LETTERS

_STREAM = 23

Spoil = Callable[[Kid, Dice], bool]
"""Spoils a child's rows and says so; False where they do not lend themselves, and are untouched."""


class Kind(NamedTuple):
    """A kind of mistake and the rule that finds it."""

    name: str
    rule: str
    spoil: Spoil


KINDS: list[Kind] = []


def kind(name: str, *, rule: str) -> Callable[[Spoil], Spoil]:
    """Keep a way of spoiling under its name."""

    def keep(spoil: Spoil) -> Spoil:
        KINDS.append(Kind(name, rule, spoil))
        return spoil

    return keep


def _first(kid: Kid, table: str) -> Row | None:
    return next(iter(kid.get(table, [])), None)


@kind("ethnicity left out", rule="103")
def _ethnicity(kid: Kid, _dice: Dice) -> bool:
    kid["Header"][0]["ETHNIC"] = ""
    return True


@kind("wrong UPN letter", rule="168")
def _upn(kid: Kid, dice: Dice) -> bool:
    upn = kid["Header"][0]["UPN"]
    if not upn[1:].isdigit() or len(upn) != 13:
        return False
    kid["Header"][0]["UPN"] = dice.pick(UPN_LETTERS.replace(upn[0], "")) + upn[1:]
    return True


@kind("review on no day", rule="166")
def _no_day(kid: Kid, _dice: Dice) -> bool:
    review = _first(kid, "Reviews")
    if review is None:
        return False
    review["REVIEW"] = "31/06/2025"
    return True


@kind("small child took part", rule="441")
def _took_part(kid: Kid, _dice: Dice) -> bool:
    for review in kid.get("Reviews", []):
        if review["REVIEW_CODE"] == "PN0":
            review["REVIEW_CODE"] = "PN4"
            return True
    return False


@kind("need changed on the way", rule="504")
def _need(kid: Kid, _dice: Dice) -> bool:
    for one, other in _within(kid):
        if other["RNE"] != "S" and other is kid["Episodes"][-1]:
            other["CIN"] = "N5" if one["CIN"] != "N5" else "N4"
            return True
    return False


@kind("placement provider left out", rule="526")
def _provider(kid: Kid, _dice: Dice) -> bool:
    for episode in kid.get("Episodes", [])[-1:]:
        if episode["PLACE"] == "U6" and len(kid["Episodes"]) == 1:
            episode["PLACE_PROVIDER"] = ""
            return True
    return False


@kind("home postcode left out", rule="392b")
def _postcode(kid: Kid, _dice: Dice) -> bool:
    episode = _first(kid, "Episodes")
    if episode is None or not episode["HOME_POST"]:
        return False
    episode["HOME_POST"] = ""
    return True


@kind("no reason for the end", rule="148")
def _no_reason(kid: Kid, _dice: Dice) -> bool:
    episodes = kid.get("Episodes", [])
    alone = len(episodes) == 1 and episodes[0]["REC"] in {"E4A", "E8", "E13"}
    if not alone or "Missing" in kid:
        return False
    episodes[0]["REC"] = ""
    return True


@kind("gap between episodes", rule="433")
def _gap(kid: Kid, _dice: Dice) -> bool:
    for one, other in _within(kid):
        ended = date.fromisoformat(one["DEC"])
        begun = date.fromisoformat(one["DECOM"])
        follows = other["DECOM"] == one["DEC"] and other["RNE"] != "S"
        if follows and one["LS"] == "C2" and (ended - begun).days > 3:
            one["DEC"] = (ended - timedelta(days=1)).isoformat()
            one["REC"] = "X1"
            return True
    return False


@kind("health question left out", rule="191")
def _health(kid: Kid, _dice: Dice) -> bool:
    outcome = _first(kid, "OC2")
    if outcome is None:
        return False
    outcome["TEETH_CHECK"] = ""
    return True


@kind("score and a reason for none", rule="197a")
def _both(kid: Kid, _dice: Dice) -> bool:
    outcome = _first(kid, "OC2")
    if outcome is None or not outcome["SDQ_SCORE"]:
        return False
    outcome["SDQ_REASON"] = "SDQ4"
    return True


@kind("absence ends before it begins", rule="567")
def _backwards(kid: Kid, _dice: Dice) -> bool:
    away = _first(kid, "Missing")
    if away is None or not away["MIS_END"]:
        return False
    before = date.fromisoformat(away["MIS_START"]) - timedelta(days=1)
    away["MIS_END"] = before.isoformat()
    return True


@kind("no social worker", rule="SW01STG1")
def _no_worker(kid: Kid, _dice: Dice) -> bool:
    episodes = kid.get("Episodes", [])
    if not episodes or episodes[-1]["DEC"] or "SWEpisodes" not in kid:
        return False
    del kid["SWEpisodes"]
    return True


@kind("social workers overlap", rule="SW10STG2")
def _overlap(kid: Kid, _dice: Dice) -> bool:
    for one, other in zip(kid.get("SWEpisodes", []), kid.get("SWEpisodes", [])[1:], strict=False):
        if one["SW_DEC"] == other["SW_DECOM"]:
            day = date.fromisoformat(other["SW_DECOM"]) - timedelta(days=5)
            if date.fromisoformat(one["SW_DECOM"]) < day:
                other["SW_DECOM"] = day.isoformat()
                return True
    return False


@kind("child not in the header", rule="INT03")
def _not_in_header(kid: Kid, _dice: Dice) -> bool:
    if not kid.get("Episodes"):
        return False
    del kid["Header"]
    return True


def _within(kid: Kid) -> Iterator[tuple[Row, Row]]:
    """Each episode with the one that follows it without a gap."""
    episodes = kid.get("Episodes", [])
    for one, other in pairwise(episodes):
        if one["REC"] == "X1":
            yield one, other


HONEST: Final[Mapping[str, float]] = {
    "ethnicity left out": 0.012,
    "wrong UPN letter": 0.02,
    "review on no day": 0.006,
    "small child took part": 0.01,
    "need changed on the way": 0.008,
    "placement provider left out": 0.006,
    "home postcode left out": 0.015,
    "no reason for the end": 0.004,
    "gap between episodes": 0.008,
    "health question left out": 0.015,
    "score and a reason for none": 0.006,
    "absence ends before it begins": 0.03,
    "no social worker": 0.006,
    "social workers overlap": 0.006,
    "child not in the header": 0.002,
}
"""Of children in a return, so many have a mistake of a kind that is tried. Ours: about one child in
nine, as a careful council might before it checks."""


class Slipping:
    """Makes the mistakes of a return, by chance, and keeps the list of them."""

    def __init__(self, shares: Mapping[str, float], *, seed: int, year: int) -> None:
        if unknown := sorted(set(shares) - {one.name for one in KINDS}):
            raise ValueError(f"No such kind of mistake: {unknown[0]}.")
        self._dice = Dice(seed, _STREAM, year)
        self._kinds = [(one, shares[one.name]) for one in KINDS if shares.get(one.name)]
        self.planted: list[Planted] = []

    def spoil(self, children: Iterable[tuple[str, Kid]]) -> Iterator[tuple[str, Kid]]:
        """The children, some of them spoilt, none of them twice."""
        for child_id, kid in children:
            for one, share in self._kinds:
                if self._dice.chance(share) and one.spoil(kid, self._dice):
                    self.planted.append(Planted(child_id, one.name, one.rule))
                    break
            yield child_id, kid
