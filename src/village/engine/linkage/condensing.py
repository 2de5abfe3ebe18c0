"""Says who each child of a return is with no word too many, so that rows tell no events.

A return often has a row for each event and says in each who the child is. How many rows a child has
would tell whoever sees names how often something happened to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from village.engine.linkage.records import Identity, gather


def condensed(rows: Iterable[Identity]) -> Iterator[dict[str, str]]:
    """By key, the fewest rows of which `gather` makes the same, whatever stands before or after."""
    of_child: dict[str, list[Identity]] = defaultdict(list)
    for row in rows:
        of_child[row.get("child_key") or ""].append(row)
    for key in sorted(of_child):
        yield from ({"child_key": key, **row} for row in _fewest(of_child[key]))


def _fewest(rows: list[Identity]) -> Iterator[dict[str, str]]:
    """Of one child. What a later row overrules stands in the first; lists go on below it."""
    record = gather(rows, agency="")[0]
    names = list(_names(rows))
    columns = {
        "forenames": [record.forenames],
        "birth_on": [record.born.isoformat() if record.born else ""],
        "sex": [record.sex],
        "nhs_number": [record.nhs_number],
        "postcode": record.postcodes,
        "upn": record.upns,
        "surname": [surname for surname, _ in names],
        "other_names": [other for _, other in names],
    }
    for values in zip_longest(*columns.values(), fillvalue=""):
        yield {name: text for name, text in zip(columns, values, strict=True) if text}


def _names(rows: list[Identity]) -> Iterator[tuple[str, str]]:
    """Surnames and other names in an order that leaves every earlier surname among the others.

    The first surname keeps its place: an earlier return's may become an earlier name before it.
    """
    first = last = ""
    before: list[str] = []
    after: list[str] = []
    for row in rows:
        surname = (row.get("surname") or "").strip()
        if last and surname and surname != last:
            after.append(last)
        last = surname or last
        first = first or last
        (after if first else before).append((row.get("other_names") or "").strip())
    ahead = dict.fromkeys(filter(None, before))
    others = [one for one in dict.fromkeys(after) if one and one not in ahead]
    yield from (("", one) for one in ahead)
    yield from zip_longest([first] if first else [], others, fillvalue="")
    if last != first:
        yield last, ""
