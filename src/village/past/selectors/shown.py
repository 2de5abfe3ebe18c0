"""What the pages show of a sheet: what is still to be said, and a dry run of all its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from village.jobs import selectors as jobs
from village.jobs.models import Job
from village.kernel.brought import End, Option, Row, Verdict, Weighed, said
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights
from village.past.models import Bringing
from village.past.rules import MOST_WORDS, State
from village.past.selectors import kinds
from village.past.selectors.tables import Laid, laid

ON_A_PAGE = 50
SAMPLE = 5
PLACES = 6


def bringings(rights: Rights) -> QuerySet[Bringing]:
    """What was brought of the kinds that the reader may bring, the newest first."""
    open_kinds = [kind.key for kind in kinds.open_to(rights)]
    found = Bringing.objects.visible_to(rights).filter(kind__in=open_kinds)
    return found.select_related("by", "decided_by").order_by("-pk")


def bringing(rights: Rights, ref: str) -> Bringing:
    """One sheet of a kind that the reader may bring; 404 for any other."""
    found: Bringing = get_object_or_404(bringings(rights), ref=ref)
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the dry run as a page shows it."""

    place: str
    about: str
    title: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would come of a sheet, or has: lines of what is left out, and a few that are ready."""

    weighed: Weighed
    left_out: Sequence[Line]
    most: int
    is_too_long: bool
    sample: Sequence[Sequence[str]]
    titles: Sequence[str]

    @property
    def ready(self) -> int:
        return self.weighed.number(End.READY)

    @property
    def there(self) -> int:
        return self.weighed.number(End.THERE)

    @property
    def chosen(self) -> int:
        return self.weighed.number(End.UNWANTED)

    @property
    def joined(self) -> int:
        return self.weighed.number(End.JOINED)

    @property
    def columns(self) -> str:
        """The heads of the sample, as a page's table takes them."""
        return "|".join(self.titles)

    @property
    def ready_words(self) -> str:
        return "row is ready" if self.ready == 1 else "rows are ready"

    @property
    def button(self) -> str:
        return "Take this row in" if self.ready == 1 else f"Take these {self.ready:,} rows in"

    @property
    def is_too_much(self) -> bool:
        return self.is_too_long or self.ready > self.most

    def page(self, number: str) -> Page[Line]:
        return Paginator(self.left_out, ON_A_PAGE).get_page(number)


def dry_run(found: Bringing, *, rights: Rights, at: datetime) -> DryRun:
    """Weigh every row of a sheet as the house stands now; nothing is written."""
    sheet = laid(found)
    if sheet.is_too_long:
        return DryRun(Weighed(()), (), sheet.kind.most, True, (), ())
    weighed = weigh(sheet, by=person_of(rights), at=at)
    names = {one.name: one.title for one in sheet.kind.fields}
    options = _titles(sheet, rights)
    left = [one for one in weighed.verdicts if one.end is End.LEFT_OUT]
    used = [one for one in sheet.kind.fields if any(row.get(one.name) for row in weighed.ready)]
    return DryRun(
        weighed,
        gathered(left, names),
        sheet.kind.most,
        False,
        [
            [_place(row), *(_said(row, one.name, options) for one in used)]
            for row in weighed.ready[:SAMPLE]
        ],
        ["Where", *(one.title for one in used)],
    )


def person_of(rights: Rights) -> Person:
    if rights.person is None:
        raise ValueError("nobody is signed in")
    return rights.person


def weigh(sheet: Laid, *, by: Person, at: datetime) -> Weighed:
    """A verdict for every row of a sheet, in its order."""
    ready, left = sheet.resolved()
    weighed = sheet.kind.weigh(ready, by=by, at=at)
    verdicts = sorted((*left, *weighed.verdicts), key=lambda one: (one.row.number, one.row.column))
    return Weighed(tuple(verdicts), weighed.sentences, weighed.asks)


def _titles(sheet: Laid, rights: Rights) -> Mapping[str, Mapping[str, str]]:
    return {
        one.name: {each.key: each.title for each in sheet.kind.options(one.name, rights=rights)}
        for one in sheet.kind.fields
        if one.is_word
    }


def _said(row: Row, name: str, options: Mapping[str, Mapping[str, str]]) -> str:
    value = row.get(name)
    if name not in options:
        return value
    word, meant = row.words.get(name, ""), options[name].get(value, value)
    return meant if not word or said(word) == said(meant) else f"{word} → {meant}"


def _place(row: Row) -> str:
    return f"{row.column}{row.number}" if row.column else f"Row {row.number}"


def gathered(verdicts: Iterable[Verdict], names: Mapping[str, str]) -> Sequence[Line]:
    """One line for all rows with which the same is wrong in the same column."""
    found: dict[tuple[str, str, str], list[Line]] = {}
    for verdict in verdicts:
        line = line_of(verdict, names)
        found.setdefault((line.title, line.what, line.mend), []).append(line)
    return [_gathered(lines) for lines in found.values()]


def _gathered(lines: Sequence[Line]) -> Line:
    places = ", ".join(line.place for line in lines[:PLACES])
    more = len(lines) - PLACES
    about = list(dict.fromkeys(line.about for line in lines if line.about))
    return replace(
        lines[0],
        place=f"{places} and {more:,} more" if more > 0 else places,
        about=", ".join(about[:PLACES]),
    )


def line_of(verdict: Verdict, names: Mapping[str, str]) -> Line:
    """A verdict as a page shows it. names: the titles of fields."""
    row = verdict.row
    about = row.words.get(verdict.field) or row.get(verdict.field)
    title = names.get(verdict.field, "")
    return Line(_place(row), about, title, verdict.what, verdict.mend)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one field, each with its first row, and what each may mean."""

    name: str
    title: str
    words: Mapping[str, int]
    options: Sequence[Option]
    is_cut: bool


def words(found: Bringing, *, rights: Rights) -> Sequence[Words]:
    """What of the words in a sheet a person is to say; fields without a word are left away."""
    sheet = laid(found)
    told = []
    for one in sheet.kind.fields:
        there = sheet.words_of(one.name) if one.is_word else {}
        if there:
            options = sheet.kind.options(one.name, rights=rights)
            cut = len(there) > MOST_WORDS
            shown = dict(list(there.items())[:MOST_WORDS])
            told.append(Words(one.name, one.title, shown, options, cut))
    return told


def lacks_words(found: Bringing) -> bool:
    """Whether nobody has said yet what some word means."""
    sheet = laid(found)
    return any(
        said(word) not in sheet.words.get(one.name, {})
        for one in sheet.kind.fields
        if one.is_word
        for word in sheet.words_of(one.name)
    )


def progress(found: Bringing) -> Job | None:
    """The job that reads the sheet, or the last one that did not; None where it is read."""
    return jobs.latest(about={"bringing": found.ref}) if found.state == State.RECEIVED else None


def is_open(found: Bringing) -> bool:
    """Whether somebody may still match and take it."""
    return found.state == State.READ
