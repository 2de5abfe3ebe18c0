"""The parts of a linkage statement as tables, and as rows of a file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from village.design import formats
from village.design.tables import Table
from village.evidence.linking.rules import capital
from village.figures.counts import Withheld

Plain = Mapping[str, Any]  # Any: JSON, as `engine.statement_of` gives it
WHY_OF_VERDICT = {
    "weight": "One child: the records agree in more than chance explains",
    "little": "Two children: too little agrees",
    "numbers": "Two children: their NHS numbers differ by more than one slip",
    "names": "Two children: their first names agree in no way",
    "unsure": "For a person: what agrees could be one child or two",
    "namesakes": "For a person: perhaps two children of one name",
    "birthdays": "For a person: all agrees but the date of birth",
    "twins": "For a person: same family and birthday, and first names that are alike",
    "unnamed": "For a person: same family and birthday, and one has no first name",
    "together": "For a person: they agree, and what each is with already does not",
}

GROUPS = {"all": "All records", "sex F": "Girls", "sex M": "Boys"}


def tables_of(said: Plain) -> Iterator[Table]:
    """Each part that has rows, in the order in which they are read."""
    yield from _sources(said)
    yield from _between(said.get("estimates", {}))
    yield from _pairs(said)
    yield from _left_over(said)


def leaves(plain: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every single value with the way to it."""
    if isinstance(plain, Mapping):
        for name, value in plain.items():
            yield from leaves(value, (*path, str(name)))
    elif isinstance(plain, list):
        yield path, "; ".join(map(str, plain))
    else:
        yield path, plain


def _sources(said: Plain) -> Iterator[Table]:
    """What is known in each agency's records."""
    sources: Mapping[str, Plain] = said.get("sources", {})
    if not sources:
        return
    fields = list(next(iter(sources.values()))["complete"])
    records = ("Records", *(number(of["records"]) for of in sources.values()))
    known = [_shares(field, [of["complete"] for of in sources.values()]) for field in fields]
    columns = "|".join(["What is known", *(f"#{capital(name)}" for name in sources)])
    yield Table.of("What each agency’s records hold", columns, [records, *known])


def _shares(field: str, of_each: Sequence[Mapping[str, float | None]]) -> tuple[str, ...]:
    return (capital(field), *(_percent(of, field) for of in of_each))


def number(value: int | None) -> str:
    """A count, or that it is not shown: None stands for what is withheld."""
    return formats.figure(Withheld() if value is None else value)


def _percent(shares: Mapping[str, float | None], name: str) -> str:
    if name in shares and shares[name] is None:
        return formats.NOT_SHOWN
    return formats.percent(shares.get(name), 0)


def _between(found: Plain) -> Iterator[Table]:
    """How many of the true links are found between every two agencies."""
    rates: Mapping[str, Plain | None] = found.get("found without numbers between") or {}
    rows = [
        (capital(name), rate["of"], rate["found"], rate_in_words(rate))
        if rate
        else (capital(name), *[Withheld()] * 3)
        for name, rate in rates.items()
    ]
    if rows:
        columns = "Agencies|#Pairs with one NHS number|#Found without it|Share, with 95% limits"
        yield Table.of("Links found between every two agencies", columns, rows)


def rate_in_words(rate: Plain) -> str:
    share, low, high = (formats.percent(rate[one], 0) for one in ("share", "low", "high"))
    return f"{share} ({low} to {high})"


def _pairs(said: Plain) -> Iterator[Table]:
    """Pairs by what was said of them, and by how likely they are one child."""
    pairs: Plain = said.get("pairs", {})
    verdicts: Mapping[str, int | None] = pairs.get("by verdict", {})
    if verdicts:
        rows = [
            (WHY_OF_VERDICT.get(name, capital(name)), number(n)) for name, n in verdicts.items()
        ]
        yield Table.of("Pairs by what was said of them", "What was said|#Pairs", sorted(rows))
    bands: Mapping[str, int | None] = pairs.get("by probability from", {})
    if bands:
        lows = sorted(bands, key=float)
        rows = [
            (_band(low, high), number(bands[low]))
            for low, high in zip(lows, [*lows[1:], ""], strict=True)
        ]
        yield Table.of("Pairs by how likely they are one child", "Probability|#Pairs", rows)


def _band(low: str, high: str) -> str:
    begins = formats.percent(float(low))
    return f"{begins} to under {formats.percent(float(high))}" if high else f"{begins} or more"


def _left_over(said: Plain) -> Iterator[Table]:
    """The share of each agency's records that no other agency knows."""
    left: Mapping[str, Mapping[str, float | None]] = said.get("left_over", {})
    if not left:
        return
    groups = sorted({group for of in left.values() for group in of}, key=lambda g: (g != "all", g))
    rows = [(_group(group), *(_percent(of, group) for of in left.values())) for group in groups]
    columns = "|".join(["Group", *(f"#{capital(name)}" for name in left)])
    yield Table.of("Records that no other agency knows", columns, rows)


def _group(name: str) -> str:
    return GROUPS.get(name, capital(name))
