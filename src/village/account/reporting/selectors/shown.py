"""What the pages show of a report: its findings by verdict, and what was said of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from village.account.reporting.models import Report
from village.account.reporting.rules import ABOUT, FIELDS, TITLES, Said, State, mark_of
from village.figures.check.claiming import content
from village.figures.check.taking_in import Form
from village.figures.check.telling import unread_pages
from village.figures.claims import Place, Unit
from village.files import services as files
from village.jobs import selectors as jobs
from village.jobs.models import Job
from village.partnership.people.rights import Rights

ON_A_TAB = 100
SAYS_NOTHING = {"out"}
WITHOUT_LINES = {Form.DOCX, Form.HTML}
TYPED = {Unit.COUNT, Unit.PERCENT, Unit.MONEY, Unit.RATE}
Plain = dict[str, Any]  # Any: plain JSON


def reports(rights: Rights) -> QuerySet[Report]:
    """What the reader dropped and is still here, the newest first."""
    return Report.objects.visible_to(rights).order_by("-pk")


def report(rights: Rights, ref: str) -> Report:
    """One report of the reader's own; Http404 for any other, existing or not.

    Where its check ended since it was read, it is read again: else its page would show neither.
    """
    seen = Report.objects.visible_to(rights).select_related("earlier")
    shown = get_object_or_404(seen, ref=ref)
    ended = shown.state == State.RECEIVED and not progress(shown)
    return get_object_or_404(seen, ref=ref) if ended else shown


def progress(shown: Report) -> Job | None:
    """The job that reads it; None where it is read."""
    return jobs.latest(about={"report": shown.ref}) if shown.state == State.RECEIVED else None


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a finding rests on, as it was read. fields: what its reader corrected."""

    key: str
    told: Plain
    fields: Mapping[str, str]

    @property
    def text(self) -> str:
        return str(self.told["text"])

    @property
    def words(self) -> str:
        """What the check took it for; “” where that was not understood."""
        measure = self.told["measure"]
        counts = measure if content(measure) - SAYS_NOTHING else ""
        of = f"out of {self.told['n']:,}" if self.told["n"] else ""
        return ", ".join(filter(None, (counts, of, self.told["period"])))

    @property
    def value(self) -> Decimal | None:
        """As a person types it; None where it is no number of things: a date, a length of time."""
        if self.told["unit"] not in TYPED:
            return None
        try:
            exact = Fraction(self.told["value"])
            rounded = round(Decimal(exact.numerator) / Decimal(exact.denominator), 6).normalize()
        except (ArithmeticError, ValueError):
            return None  # so many digits that no person would correct it
        return Decimal(f"{rounded:f}")

    @property
    def mark(self) -> str:
        """Its key in an address."""
        return mark_of(self.key)

    @property
    def is_guessed(self) -> bool:
        return bool(self.told["guessed"]) and not self.fields


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding for a page. why_aside: why its reader set it aside, “” where nobody did."""

    told: Plain
    why_aside: str
    numbers: Sequence[Number]
    unit: str = "line"

    @property
    def key(self) -> str:
        return str(self.told["key"])

    @property
    def hint(self) -> str:
        """What a link to it says to whoever hears the page."""
        return f": {self.told['says']}"

    @property
    def where(self) -> str:
        return self._place(self.told["place"])

    @property
    def other(self) -> Plain | None:
        """The other place: its `quote` and `where`."""
        other = self.told["other"]
        return other and {"quote": other["quote"], "where": self._place(other["place"])}

    def _place(self, told: Plain) -> str:
        """Files without lines are counted in paragraphs."""
        before, _, number = Place(**told).words.rpartition("line ")
        return f"{before}{self.unit} {number}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """The findings of one verdict, or those that were set aside."""

    title: str
    about: str = ""
    findings: Sequence[Shown] = field(default=())

    @property
    def label(self) -> str:
        return f"{self.title} ({len(self.findings):,})"

    @property
    def first(self) -> Sequence[Shown]:
        return self.findings[:ON_A_TAB]

    @property
    def more(self) -> int:
        return max(len(self.findings) - ON_A_TAB, 0)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a report. said: what its owner said of it."""

    told: Plain
    said: Said

    @property
    def shown(self) -> Sequence[Shown]:
        return [self._shown(one) for one in self.told["findings"]]

    def one(self, key: str) -> Shown:
        """Http404 where no finding has this key."""
        for told in self.told["findings"]:
            if told["key"] == key:
                return self._shown(told)
        raise Http404

    def leaves(self) -> Sequence[Leaf]:
        """Those with findings: by verdict, the gravest first; at the end what was set aside."""
        return [leaf for leaf in self._leaves(self.shown) if leaf.findings]

    def _leaves(self, every: Sequence[Shown]) -> Iterator[Leaf]:
        for verdict, title in TITLES.items():
            standing = [
                one for one in every if one.told["verdict"] == verdict and not one.why_aside
            ]
            yield Leaf(title, ABOUT[verdict], standing)
        yield Leaf("Set aside", findings=[one for one in every if one.why_aside])

    def _shown(self, told: Plain) -> Shown:
        aside = self.said["aside"].get(told["key"], {})
        unit = "paragraph" if self.told["form"] in WITHOUT_LINES else "line"
        return Shown(told, aside.get("why", ""), [*self._numbers(told)], unit)

    def _numbers(self, told: Plain) -> Iterator[Number]:
        for key in dict.fromkeys(told["rests_on"]):
            if read := self.told["claims"].get(key):
                corrected = self.said["corrected"].get(key, {})
                yield Number(key, read, corrected.get("fields", {}))

    @property
    def left_out(self) -> int:
        """How many findings are in no list, as there are too many."""
        return int(self.told["found"]) - len(self.told["findings"])

    @property
    def unread(self) -> str:
        """One sentence where pages have no text; “” where all were read."""
        return " ".join(unread_pages(self.told["pages_without_text"]))

    @property
    def corrections(self) -> Sequence[tuple[str, Plain]]:
        """What its owner said of numbers, by the number's mark: number, quote, what was said."""
        every = sorted(self.said["corrected"].items(), key=lambda one: str(one[1]["quote"]))
        return [(mark_of(key), {**one, "told": _titled(one["fields"])}) for key, one in every]


def _titled(fields: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    return [(FIELDS[name], said) for name, said in fields.items()]


def findings(shown: Report) -> Findings:
    """Opens what lies sealed: call it where the look was recorded."""
    return Findings(opened(shown), shown.said_of)


def opened(shown: Report) -> Plain:
    with files.open_file(shown.findings_ref) as stream:
        told: Plain = json.loads(stream.read())
    return told
