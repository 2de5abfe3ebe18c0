"""What each column of a table asks of itself: to be filled, to be readable, to be a true number."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from village.engine.checks.tables_rules import Seen
from village.engine.checks.tables_words import mend, wrong
from village.engine.specs.tables import FieldSpec, Kind, TableSpec, Unreadable, Value
from village.engine.specs.tables_marks import nhs_check_holds, upn_check_holds

MISSING: Final = "missing"
UNREADABLE: Final = "unreadable"

_MARKS: Final[Mapping[Kind, tuple[str, Callable[[str], bool]]]] = {
    Kind.NHS_NUMBER: ("check-digit", nhs_check_holds),
    Kind.UPN: ("check-letter", upn_check_holds),
}
_MARK_WORDS: Final = {
    "check-digit": (
        "“{}” has a wrong check digit: one of its digits is mistyped, or it is a placeholder.",
        "Look the number up again; leave it empty where it is not known.",
    ),
    "check-letter": (
        "“{}” has a wrong check letter: one of its characters is mistyped.",
        "Look the number up again in the school's system; leave it empty where it is not known.",
    ),
}


def ends(field: FieldSpec) -> Iterator[tuple[str, str, str]]:
    """The rules of one column: how its code ends, its message, its mend."""
    if field.required:
        yield MISSING, f"“{field.title}” is empty.", "Fill it in: the return needs it in each row."
    yield UNREADABLE, wrong(field), mend(field)
    if field.kind in _MARKS:
        end, _ = _MARKS[field.kind]
        message, advice = _MARK_WORDS[end]
        yield end, message.format(field.title), advice


def faults(seen: Seen) -> Iterator[tuple[str, str]]:
    """The columns of a row that are at fault: the field's name and how the rule's code ends."""
    for field, value in zip(seen.table.spec.fields, seen.row.values, strict=True):
        if value is None:
            if field.required:
                yield field.name, MISSING
        elif isinstance(value, Unreadable):
            yield field.name, UNREADABLE
        elif field.kind in _MARKS and (end := _mark(field.kind, value)):
            yield field.name, end


def _mark(kind: Kind, value: Value) -> str:
    end, holds = _MARKS[kind]
    return "" if isinstance(value, str) and holds(value) else end


class WholeColumns:
    """Remembers which columns never had a readable value, and a sample of each."""

    _SAMPLE: Final = 50
    _ENOUGH: Final = 3

    def __init__(self, spec: TableSpec) -> None:
        self._spec = spec
        self._readable = [False] * len(spec.fields)
        self._samples: list[list[str]] = [[] for _ in spec.fields]
        self._open = list(range(len(spec.fields)))

    def see(self, seen: Seen) -> None:
        for place in self._open:
            value = seen.row.values[place]
            if value is None:
                continue
            if not isinstance(value, Unreadable):
                self._readable[place] = True
            if len(self._samples[place]) < self._SAMPLE:
                self._samples[place].append(seen.row.shown(place))
            elif self._readable[place]:
                self._open.remove(place)
                return

    def hints(self) -> Iterator[tuple[FieldSpec, FieldSpec | None]]:
        """Each column without one readable value, and another that holds such values."""
        for place, field in enumerate(self._spec.fields):
            if not self._readable[place] and len(self._samples[place]) >= self._ENOUGH:
                yield field, self._other(place)

    def _other(self, place: int) -> FieldSpec | None:
        wanted = self._spec.fields[place]
        if wanted.kind in {Kind.TEXT, Kind.IDENTIFIER}:
            return None
        read = wanted.reader()
        for other, sample in zip(self._spec.fields, self._samples, strict=True):
            fits = not any(isinstance(read(text), Unreadable) for text in sample)
            if other is not wanted and len(sample) >= self._ENOUGH and fits:
                return other if self._amiss(place, other) else None
        return None

    def _amiss(self, place: int, other: FieldSpec) -> bool:
        """Whether the other column would take these values, or is at fault itself."""
        read = other.reader()
        return not any(isinstance(read(text), Unreadable) for text in self._samples[place])
