"""How a claim of a file belongs to others, and passages that the file names and does not repeat."""

from datetime import date, timedelta
from typing import Final

from village.figures.check.document import Beside, HeldBack
from village.figures.check.taking_in.rows import Row, Rows, day, fault, other, whole
from village.figures.claims import Place

RULES: Final = ("small number", "told story", "named setting", "hidden number")
"""Kinds of what may identify someone."""
_OF_HELD: Final = {"key", "rule", "page", "section", "note"}


def beside_of(row: Row, rows: Rows, name: str) -> Beside:
    """Raises Untaken with the row's line for a claim that is not there, or no date."""
    says = row.says
    if says.get("parts", "all") != "all":
        raise fault("“parts” says one thing alone.", name, row.line, "Write all, or leave it away.")
    return Beside(
        split=says.get("split", ""),
        all_parts="parts" in says,
        same=other(says.get("same", ""), "that", rows, name, row),
        whose=other(says.get("whose", ""), "that", rows, name, row),
        between=_between(says.get("between", ""), rows, name, row),
        **_period(row, name),
    )


def _between(said: str, rows: Rows, name: str, row: Row) -> tuple[str, str] | None:
    if not said:
        return None
    ends = [end.strip() for end in said.split(" and ")]
    if len(ends) != 2 or not all(ends):
        raise fault("“between” names two claims.", name, row.line, "Write it as spent and income.")
    return other(ends[0], "that", rows, name, row), other(ends[1], "that", rows, name, row)


def _period(row: Row, name: str) -> dict[str, date]:
    """until: the first day without it, as everywhere in the house."""
    said = {key: row.says[key] for key in ("from", "until") if key in row.says}
    ends = {key: day(text, f"“{key}”", name, row.line) for key, text in said.items()}
    if len(ends) == 1 or (ends and ends["from"] >= ends["until"]):
        raise fault("A period has a first day and a later one, “from” and “until”.", name, row.line)
    return {"first": ends["from"], "last": ends["until"] - timedelta(days=1)} if ends else {}


def held_back(row: Row, key: str, name: str) -> HeldBack:
    """Raises Untaken for words or numbers: they are what is held back."""
    if row.says.keys() - _OF_HELD:
        raise fault(
            "A passage that is held back has neither number nor words.",
            name, row.line, f"Keep {', '.join(sorted(_OF_HELD))} alone.",
        )  # fmt: skip
    if row.says["rule"] not in RULES:
        raise fault("There is no such rule.", name, row.line, f"Write one of {', '.join(RULES)}.")
    page = whole(row.says.get("page"), "page", name, row.line)
    return HeldBack(key, row.says["rule"], Place(page, row.line, row.says.get("section", "")))
