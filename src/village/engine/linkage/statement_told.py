"""What of a linkage statement may be told: no number of 1 to 5, and no share that gives one away.

The true numbers stay in the store, where figures are reckoned from them. Whatever leaves of a
statement, as a page or as a file, leaves by here, once. None stands for what is withheld.
"""

from collections.abc import Collection, Mapping
from math import floor
from typing import Any, Final

from village.figures.counts import THRESHOLD, is_small

Plain = dict[str, Any]  # Any: JSON
ENOUGH: Final = THRESHOLD + 1
"""So many must stand behind a share, and so many be withheld together."""


def statement_told(said: Mapping[str, Any]) -> Plain:
    """The same statement with small numbers withheld and shares in whole percents."""
    sources = said.get("sources", {})
    records = {agency: of["records"] for agency, of in sources.items()}
    told = {
        "by match keys alone": _counts,
        "sources": _sources,
        "pairs": _pairs,
        "estimates": _estimates,
        "left_over": lambda part: _left_over(part, records),
        "review": _review,
    }
    return {name: told[name](part) if name in told else part for name, part in said.items()}


def _number(number: Any) -> int | None:  # Any: JSON
    return None if is_small(number) else number


def _counts(counts: Mapping[str, int]) -> Plain:
    """Counts whose total may be known: with the small ones goes what would tell them."""
    hidden = _beside(counts, {name for name, number in counts.items() if is_small(number)})
    return {name: None if name in hidden else number for name, number in counts.items()}


def _beside(counts: Mapping[str, int], hidden: Collection[str]) -> Collection[str]:
    """These and the least of the others, until two are withheld and enough in all."""
    found = set(hidden)
    others = sorted((n, name) for name, n in counts.items() if n and name not in found)
    for _, name in others if found else ():
        if len(found) > 1 and sum(counts[one] for one in found) >= ENOUGH:
            break
        found.add(name)
    return found


def _sources(sources: Mapping[str, Any]) -> Plain:
    return {
        agency: {
            "records": _number(of["records"]),
            "complete": {
                field: _percent(share) if of["records"] >= ENOUGH else None
                for field, share in of["complete"].items()
            },
        }
        for agency, of in sources.items()
    }


def _percent(share: float | None) -> float | None:
    """A whole percent, as a share of one; halves go up."""
    return None if share is None else floor(share * 100 + 0.5) / 100


def _pairs(pairs: Mapping[str, Any]) -> Plain:
    """Those by verdict and by probability are the same pairs; each is guarded by itself."""
    told = {name: _counts(part) if isinstance(part, Mapping) else part
            for name, part in pairs.items()}  # fmt: skip
    if "merges refused" in told:
        told["merges refused"] = _number(told["merges refused"])
    return told


def _review(part: Mapping[str, Any]) -> Plain:
    """Why pairs wait stands with the verdicts too: where one is small, no total tells it."""
    told: Plain = {}
    for name, one in part.items():
        told[name] = _counts(one) if isinstance(one, dict) else _number(one)
    if None in told.get("waiting because", {}).values():
        told["waiting"] = None
    return told


def _estimates(part: Mapping[str, Any]) -> Plain:
    """The model's own expectations stay as they are: they are of all links and of no group."""
    told = dict(part)
    for name in ("links", "children"):
        if name in told:
            told[name] = _number(told[name])
    if told.get("children", ENOUGH) is None and "children expected" in told:
        told["children expected"] = None
    between, everywhere = "found without numbers between", "found without numbers"
    if between in told:
        told[between] = _rates(told[between] or {})
        whole, shown = told.get(everywhere), [one for one in told[between].values() if one]
        if whole and _rest_tells(whole, shown):
            told[everywhere] = None
    return {**told, everywhere: _rate(told.get(everywhere))}


def _rates(rates: Mapping[str, Any]) -> Plain:
    """Between every two agencies; with a small one goes the next, as the whole is known."""
    hidden = {name for name, rate in rates.items() if _rate(rate) is None}
    hidden = set(_beside({name: rate["of"] for name, rate in rates.items()}, hidden))
    return {name: None if name in hidden else _rate(rate) for name, rate in rates.items()}


def _rest_tells(whole: Mapping[str, Any], shown: Collection[Mapping[str, Any]]) -> bool:
    """Whether the whole less what is shown of its parts is small."""
    return any(is_small(whole[one] - sum(part[one] for part in shown)) for one in ("of", "found"))


def _rate(rate: Mapping[str, Any] | None) -> Plain | None:
    """Nothing of few pairs: a share with its limits would tell how many they are."""
    if rate is None or rate["of"] < ENOUGH or is_small(rate["found"]):
        return None
    shares = {name: _percent(rate[name]) for name in ("share", "low", "high")}
    return {**rate, **shares}


def _left_over(part: Mapping[str, Any], records: Mapping[str, int | None]) -> Plain:
    return {agency: _shares(of, records.get(agency) or 0) for agency, of in part.items()}


def _shares(shares: Mapping[str, float | None], records: int) -> Plain:
    """One agency's, in all and by sex; those by sex would tell what is withheld in all."""
    if (every := shares.get("all")) is None or is_few(round(every * records), records):
        return dict.fromkeys(shares)
    return {group: _percent(share) for group, share in shares.items()}


def is_few(part: int, whole: int) -> bool:
    """Whether a share tells of a few: few have it, few have it not, or few are asked of."""
    return whole < ENOUGH or is_small(part) or is_small(whole - part)
