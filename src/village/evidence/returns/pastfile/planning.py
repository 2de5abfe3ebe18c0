"""What would become of a row of counts: whose it is, of which quarter, and where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.utils.timezone import localdate

from village import engine
from village.evidence.returns.pastfile.known import Here, Indicators, Senders
from village.evidence.returns.selectors.owed import DATA_LEAD
from village.evidence.returns.services import bringing, house
from village.evidence.returns.services.counts import as_words
from village.kernel.brought import End, LeftOut, Row, Verdict, day_of, said
from village.kernel.periods import Period, quarter_holding, quarter_named
from village.partnership.people.models import Body, Person
from village.partnership.people.rights import Rights, read
from village.partnership.people.rules import RoleKind
from village.partnership.people.selectors.bars import is_barred

UNIT = (RoleKind.QA_MANAGER, RoleKind.BUSINESS_MANAGER)
"""Who brings counts for any agency; its data lead does for an agency's own."""
LONGEST_COMMENT = 1_000
OUT_OF = "outof:"
"""Stands before an indicator where a row or a column is what its count is out of."""
NAME_IT = "Name the agency in a column of its own."
LEAVE_IT = "Leave the row out, or ask who looks after the kit to say who owed it."


@dataclass(frozen=True, slots=True)
class Line:
    """One count of the past. denominator: None where none is asked for."""

    body: Body
    spec: str
    quarter: Period
    place: "engine.Place"
    numerator: "int | engine.Mark"
    denominator: "int | engine.Mark | None"
    comment: str

    @property
    def what(self) -> str:
        """What of which quarter it is, without its number."""
        return f"{self.quarter.key} {self.place.indicator} {self.place.breakdown}"

    @property
    def cells(self) -> tuple[str, ...]:
        """As a line of a file of counts."""
        below = "" if self.denominator is None else str(self.denominator)
        where = (self.place.indicator, self.place.breakdown, self.place.group)
        return (self.quarter.label, *where, str(self.numerator), below, as_words(self.comment))


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with what it comes to; line: None where it is left out."""

    verdict: Verdict
    line: Line | None = None


def plans(rows: Iterable[Row], *, by: Person, at: datetime) -> Iterator[Planned]:
    """A plan for each row, in their order."""
    planning = _Planning(by=by, at=at)
    for row, joins in _joined(list(rows), planning.indicators):
        if joins is not None:
            yield Planned(joins)
            continue
        try:
            line = planning.line(row)
            if why := planning.here.why_not(line.body, line.spec, line.quarter, line.what):
                yield Planned(Verdict(row, End.THERE, what=why))
            elif planning.is_again(line, row):
                yield Planned(Verdict(row, End.THERE, what="An earlier row says the same."))
            else:
                yield Planned(Verdict(row, End.READY), line)
        except LeftOut as why_not:
            yield Planned(why_not.verdict(row))


def may_bring_for(body: Body, rights: Rights) -> bool:
    """Whether somebody brings counts for a body: the unit for any, its data lead for the own.

    Nobody who is barred from that body's returns.
    """
    scope = f"returns:{body.ref}"
    if rights.holds(DATA_LEAD, body=body) and rights.sees(scope):
        return True
    return rights.holds(*UNIT) and not is_barred(rights, scope)


def _joined(rows: Sequence[Row], indicators: Indicators) -> Iterator[tuple[Row, Verdict | None]]:
    """Rows of what something is out of go with the rows of their counts.

    The second is the end of a row that stands for no count by itself.
    """
    below = {_spot(row): row for row in rows if row.get("indicator").startswith(OUT_OF)}
    above = {_spot(row): row for row in rows if not row.get("indicator").startswith(OUT_OF)}
    for row in rows:
        other = (above if below.get(_spot(row)) is row else below).get(_spot(row))
        if other is None and not row.get("indicator").startswith(OUT_OF):
            whole = indicators.whole_of(row.get("indicator"))
            other = above.get((whole, *_spot(row)[1:])) if whole else None
        if not row.get("indicator").startswith(OUT_OF):
            yield (row if other is None or row.get("denominator") else _with(row, other)), None
        elif other is None:
            no = LeftOut("There is no count that is out of this.", mend="Add the row of the count.")
            yield row, no.verdict(row)
        else:
            yield row, Verdict(row, End.JOINED, what=f"It goes with row {other.number}.")


def _spot(row: Row) -> tuple[object, ...]:
    """Of what a row is, however it is said."""
    others = (said(row.get(name)) for name in ("breakdown", "group"))
    quarter = quarter_of(row.get("quarter")) or row.get("quarter")
    return (row.get("indicator").removeprefix(OUT_OF), row.get("agency"), quarter, *others)


def _with(row: Row, below: Row) -> Row:
    return replace(row, values={**row.values, "denominator": below.get("numerator")})


class _Planning:
    """Reads rows one after the other, knowing what the house has and what came before."""

    def __init__(self, *, by: Person, at: datetime) -> None:
        self.rights = read(by, at=at)
        self.day = localdate(at)
        self.senders = Senders(self.day)
        self.indicators = Indicators()
        self.here = Here()
        self._seen: dict[tuple[object, ...], tuple[int, Line]] = {}
        self._may: dict[int, bool] = {}

    def line(self, row: Row) -> Line:
        indicator, quarter = row.get("indicator"), self._quarter(row)
        spec = self.indicators.spec_of(indicator)
        counts = house.spec(spec).counts
        if counts is None:
            raise LeftOut("Nobody is asked to count this.", mend="Choose another indicator.")
        one, body = counts.of(indicator), self._body(row, spec, quarter)
        numerator = _number(row, "numerator")
        denominator = _number(row, "denominator") if one.denominator else None
        if isinstance(numerator, int) and isinstance(denominator, int) and numerator > denominator:
            raise LeftOut(
                "The count is larger than what it is out of.",
                mend="Look whether the two changed places.",
                name="numerator",
            )
        return Line(
            body=body,
            spec=spec,
            quarter=quarter,
            place=_place(row, one, counts),
            numerator=numerator,
            denominator=denominator,
            comment=row.get("comment")[:LONGEST_COMMENT],
        )

    def is_again(self, line: Line, row: Row) -> bool:
        """Whether an earlier row says just this. Left out: it says another number."""
        where = (line.body.pk, line.spec, line.quarter, line.place)
        number, first = self._seen.setdefault(where, (row.number, line))
        if first is line:
            return False
        if (first.numerator, first.denominator) == (line.numerator, line.denominator):
            return True
        raise LeftOut(
            f"Row {number} gives another number for the same quarter and indicator.",
            mend="Keep the one that is right and delete the other.",
            name="numerator",
        )

    def _quarter(self, row: Row) -> Period:
        text = row.get("quarter")
        quarter = quarter_of(text)
        if quarter is None:
            raise LeftOut(
                f"“{text}” is no quarter, or could be one of two.",
                mend="Write it as “Q1 2023/24” (from April) or “April to June 2023”.",
                name="quarter",
            )
        if quarter.last >= self.day:
            raise LeftOut(
                f"{quarter.label} is not over.", mend="Send it as a return.", name="quarter"
            )
        return quarter

    def _body(self, row: Row, spec: str, quarter: Period) -> Body:
        """Whose count it is: the one named, else the only one that sends these counts."""
        senders = self.senders.of(spec, quarter)
        named = row.get("agency")
        kin = self.senders.line(named) if named else frozenset()
        fitting = [one for one in senders if not named or one.ref in kin]
        title = bringing.title_of(spec)
        if named and not fitting:
            raise LeftOut(
                f"“{row.words.get('agency', '')}” does not send “{title}”.",
                mend="Look whether indicator and agency belong together.",
                name="agency",
            )
        if len(fitting) != 1:
            few = "Nobody" if not fitting else "More than one organisation"
            raise LeftOut(
                f"{few} that was there in {quarter.label} sends “{title}”.",
                mend=NAME_IT if fitting else LEAVE_IT,
                name="agency",
            )
        self._refuse_unless_may(fitting[0], spec, title)
        return fitting[0]

    def _refuse_unless_may(self, body: Body, spec: str, title: str) -> None:
        if body.pk not in self._may:
            self._may[body.pk] = may_bring_for(body, self.rights)
        if not self._may[body.pk]:
            raise LeftOut(
                f"These are counts of {body.name}, for which you do not send.",
                mend="Leave the row to them, or to the business unit.",
                name="agency",
            )
        if why := self.senders.lack(body, spec, title):
            raise LeftOut(why, mend="Bring the row once it is signed.", name="agency")


@lru_cache(maxsize=2_000)
def quarter_of(text: str) -> Period | None:
    """A quarter as people write it, or that of a day such as its last: 30/06/2023."""
    if quarter := quarter_named(text):
        return quarter
    day = day_of(text)
    return quarter_holding(day) if day else None


def _place(row: Row, one: "engine.Asked", spec: "engine.CountsSpec") -> "engine.Place":
    texts = {
        "indicator": one.indicator,
        "breakdown": row.get("breakdown"),
        "group": row.get("group"),
    }
    place = engine.place_of(texts, spec)
    if place is None or (place.breakdown != "all" and place.breakdown not in one.breakdowns):
        groups = "; ".join(
            f"{name.replace('_', ' ')}: {', '.join(engine.GROUPS[name])}" for name in one.breakdowns
        )
        raise LeftOut(
            f"“{one.title}” is not broken down into such a group.",
            mend=f"Known are {groups}." if groups else "Bring the total alone.",
            name="group",
        )
    return place


def _number(row: Row, name: str) -> "int | engine.Mark":
    found = engine.amount(row.get(name))
    if not isinstance(found, engine.Fault):
        return found
    said = {
        engine.Fault.EMPTY: "It does not say what it is out of.",
        engine.Fault.SHARE: f"“{row.get(name)}” is a share, not a count.",
    }
    raise LeftOut(
        said.get(found, f"“{row.get(name)}” is not a count."),
        mend="Write a whole number, “suppressed” or “not collected”.",
        name=name,
    )
