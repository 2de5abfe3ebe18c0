"""Years of counts as a sheet brings them: a row a number, a column a quarter or an indicator."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from village import engine
from village.evidence.returns.models import Edition
from village.evidence.returns.pastfile.known import asked, asking_of
from village.evidence.returns.pastfile.planning import (
    OUT_OF,
    UNIT,
    Line,
    Planned,
    may_bring_for,
    plans,
    quarter_of,
)
from village.evidence.returns.rules import State
from village.evidence.returns.selectors.owed import DATA_LEAD
from village.evidence.returns.services import bringing, editions
from village.guard import Actor
from village.kernel.brought import Field, Made, Option, Row, Spread, Weighed
from village.kernel.periods import Period, quarters, year_ending, year_holding
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body, Person
from village.partnership.people.rights import Rights, moment, read

_FIELDS = (
    Field(
        "quarter",
        "Quarter",
        ("Period", "Reporting period", "Quarter ending", "Qtr"),
        is_needed=True,
        hint="Q1 2023/24, April to June 2023, or any day of it",
    ),
    Field(
        "indicator",
        "Indicator",
        ("Measure", "Metric", "KPI", "Performance indicator", "Description"),
        is_needed=True,
        is_word=True,
    ),
    Field("agency", "Agency", ("Organisation", "Source", "Provided by", "Owner"), is_word=True),
    Field(
        "breakdown", "Breakdown", ("Broken down by", "Split by"), hint="Sex, age band, ethnicity"
    ),
    Field("group", "Group", ("Category", "Cohort")),
    Field(
        "numerator", "Count", ("Numerator", "Number", "Value", "Total", "Actual"), is_needed=True
    ),
    Field("denominator", "Out of", ("Denominator", "Base", "Cohort size")),
    Field(
        "comment",
        "Comment",
        is_public=True,
        is_once=True,
        hint="All who read the figures see it; no child may be known by it",
    ),
)


MOST_ASKED = 3_000
"""Counts that are taken in at once; of more, nothing odd is looked for."""
YEARS = 8


class CountsKind:
    """Counts of past quarters, for any agency by the business unit, else for one's own."""

    key = "counts"
    title = "Years of counts"
    about = (
        "Quarterly numbers of past years: a row for each number, a column for each quarter, or a "
        "column for each indicator. They stand in the charts beside what agencies send."
    )
    fields = _FIELDS
    most = MOST_ASKED

    def may(self, rights: Rights) -> bool:
        return rights.holds(*UNIT, DATA_LEAD)

    def options(self, name: str, *, rights: Rights) -> Sequence[Option]:
        if name == "indicator":
            found = sorted(asked().values(), key=lambda one: one.title)
            return [option for one in found for option in _meanings(one)]
        found_bodies = Body.objects.visible_to(rights).order_by("name", "pk")
        return [Option(one.ref, one.name, aliases=(one.key,)) for one in found_bodies]

    def spreads(self, heads: Sequence[str]) -> Sequence[Sequence[Spread]]:
        """A column may be one quarter's, if its head names one, or one indicator's."""
        by_indicator, past = tuple(_by_indicator()), _past_quarters()
        return [(*_by_quarter(head, past), *by_indicator) for head in heads]

    def weigh(self, rows: Sequence[Row], *, by: Person, at: datetime) -> Weighed:
        planned = list(plans(rows, by=by, at=at))
        parts = _parts(planned)
        return Weighed(
            tuple(one.verdict for one in planned),
            tuple(_sentences(parts)),
            tuple(_asks(parts)) if sum(map(len, parts.values())) <= MOST_ASKED else (),
        )

    def take(self, rows: Sequence[Row], *, by: Person, at: datetime) -> Sequence[Made]:
        parts = _parts(plans(rows, by=by, at=at))
        made = []
        for (_, spec), lines in sorted(parts.items(), key=lambda part: part[0]):
            edition = bringing.bring(
                lines[0].body,
                spec=spec,
                period=_years_of(lines),
                file=_file(lines),
                holds=sorted({line.what for line in lines}),
                by=by,
                at=at,
            )
            made.append(Made("edition", edition.ref))
        return made

    def undo(
        self, made: Collection[Made], *, why: str, leaves: bool, by: Actor, at: datetime
    ) -> Sequence[str]:
        """Withdraw each; one that its agency took back or replaced stays as it is.

        After a restore, where no person acts, the journal of returns has taken them back.
        """
        if not isinstance(by, Person):
            return ()
        refs = [one.ref for one in made]
        rights = read(by, at=at)
        found = Edition.objects.system("what was brought is taken back").filter(ref__in=refs)
        stays = []
        for edition in found.select_related("of__body").order_by("pk"):
            if not may_bring_for(edition.of.body, rights):
                raise Refusal(f"These are counts of {edition.of.body.name}: leave them to it.")
            if edition.state == State.ACCEPTED:
                editions.withdraw(edition, version=edition.version, why=why, by=by, at=at)
            elif edition.state == State.SUPERSEDED:
                stays.append(f"{edition.of.body.name} has sent a correction of it since.")
        if stays and not leaves:
            raise Refusal(f"It cannot be taken back whole. {' '.join(stays)}")
        return stays


def _meanings(one: "engine.Definition") -> Iterator[Option]:
    """What a row may be: the count of an indicator, or what that is out of."""
    asking = asking_of(one)
    group = bringing.title_of(asking.returned_in)
    yield Option(one.id, one.title, group, (one.id, one.question, asking.numerator))
    if below := asking.denominator:
        names = (below, f"{one.title} denominator", f"{one.title} out of")
        yield Option(f"{OUT_OF}{one.id}", f"{one.title}: out of", group, names)


def _by_quarter(head: str, quarters: Sequence[Period]) -> Iterator[Spread]:
    """The quarter that a head names, and after it the others that it could be."""
    named = quarter_of(head)
    for quarter in dict.fromkeys((*([named] if named else []), *quarters)):
        yield Spread(
            f"quarter:{quarter.key}",
            f"Counts of {quarter.label}",
            "numerator",
            {"quarter": quarter.label},
            "One quarter",
            is_said=quarter == named,
        )


def _past_quarters() -> Sequence[Period]:
    """Those that are over, of so many years, the latest first."""
    year = localdate(moment()).year
    whole = (
        quarter for n in range(YEARS) for quarter in reversed(quarters(year_ending(year + 1 - n)))
    )
    return [quarter for quarter in whole if quarter.last < localdate(moment())]


def _by_indicator() -> Iterator[Spread]:
    for one in sorted(asked().values(), key=lambda one: one.title):
        sets = {"indicator": one.id}
        yield Spread(f"counted:{one.id}", one.title, "numerator", sets, "Counts of one indicator")
        if asking_of(one).denominator:
            words = f"{one.title}: out of"
            yield Spread(f"{OUT_OF}{one.id}", words, "denominator", sets, "Counts of one indicator")


Parts = Mapping[tuple[int, str], Sequence[Line]]
"""What is ready, by body and return."""


def _parts(planned: Iterable[Planned]) -> Parts:
    found: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for one in planned:
        if one.line is not None:
            found[one.line.body.pk, one.line.spec].append(one.line)
    return {
        key: sorted(lines, key=lambda line: (line.quarter, line.place))
        for key, lines in found.items()
    }


def _span(lines: Sequence[Line]) -> Period:
    return Period(
        min(line.quarter.first for line in lines), max(line.quarter.last for line in lines)
    )


def _years_of(lines: Sequence[Line]) -> Period:
    """The years that hold them: so that no agency's own quarter is taken for it."""
    span = _span(lines)
    return Period(year_holding(span.first).first, year_holding(span.last).last)


def _file(lines: Iterable[Line]) -> bytes:
    """The lines as the file that their agency could have sent."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in engine.COUNT_COLUMNS])
    writer.writerows(line.cells for line in lines)
    return text.getvalue().encode()


def _sentences(parts: Parts) -> Iterator[str]:
    lines = [line for of_part in parts.values() for line in of_part]
    if not lines:
        return
    indicators = {line.place.indicator for line in lines}
    quarters = {line.quarter for line in lines}
    bodies = {line.body.name for line in lines}
    yield (
        f"{len(lines):,} counts of {len(indicators)} "
        f"indicator{'' if len(indicators) == 1 else 's'} over {len(quarters)} "
        f"quarter{'' if len(quarters) == 1 else 's'}, from {_span(lines).label}."
    )
    yield f"Whose they are: {'; '.join(sorted(bodies))}. Their data leads are told by letter."


def _asks(parts: Parts) -> Iterator[str]:
    """What the check of such a return asks about, by organisation."""
    for (_, spec), lines in sorted(parts.items(), key=lambda part: part[0]):
        body = lines[0].body
        found = bringing.checked(body, spec=spec, period=_years_of(lines), file=_file(lines))
        for outcome in found.ended(engine.End.FOUND):
            times = "once" if outcome.findings == 1 else f"{outcome.findings:,} times"
            yield f"{bringing.title_of(spec)}, {body.name}: {outcome.message} ({times})"


COUNTS = CountsKind()
