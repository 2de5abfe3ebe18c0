"""A person says where the rows stand, what the columns hold and what the words mean."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from village import trail
from village.kernel.brought import Option, said
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person
from village.partnership.people.rights import read
from village.past.models import Bringing, Remembered
from village.past.rules import ALL, LEAVE_OUT
from village.past.selectors import kinds
from village.past.selectors.tables import COLUMN, Laid, remembered, sheets_of
from village.past.services.reading import guess
from village.past.services.standing import reread, write

WHY = "what a person said of a head or a word is remembered"


def lay_out(
    found: Bringing, *, sheet: str, head: int, version: int, by: Person, at: datetime
) -> Bringing:
    """Say on which sheet the rows stand and which row holds their heads; columns are guessed anew.

    Refused: there is no such sheet.
    """
    with trail.verb("past.lay_out", by=by, at=at) as verb:
        now = reread(found, version=version, then=None, by=by, at=at)
        sheets = sheets_of(now)
        if sheet not in sheets:
            raise Refusal("There is no such sheet in the file.", field="sheet")
        guess(now, sheets, sheet=sheet, head=head)
        write(now, verb, fields=("sheet", "head", "columns", "matched"))
    return now


def match(
    found: Bringing, *, columns: Mapping[str, str], version: int, by: Person, at: datetime
) -> Bringing:
    """Say what each column holds; it is remembered by its head.

    columns: by its place from 0, or `all:<field>`, the key of a field or of a spread; "" is not
    read. Refused: a field in two columns, or one that is needed in none.
    """
    with trail.verb("past.match", by=by, at=at) as verb:
        now = reread(found, version=version, then=None, by=by, at=at)
        now.columns = {place: key for place, key in columns.items() if key}
        now.matched = True
        sheet = Laid(now, sheets_of(now))
        _refuse_twice(sheet)
        if lacking := sheet.lacking():
            raise Refusal(f"Say which column holds: {', '.join(lacking)}.")
        heads = {int(place): key for place, key in columns.items() if place.isdigit()}
        named = {head: heads.get(place, "") for place, head in enumerate(sheet.heads) if head}
        _remember(now, COLUMN, {head: key for head, key in named.items() if key})
        now.words = _words(sheet, now, by=by, at=at)
        write(now, verb, fields=("columns", "matched", "words"))
    return now


def _refuse_twice(sheet: Laid) -> None:
    meant = [key for place, key in sheet.columns.items() if not place.startswith(ALL)]
    titles = {one.name: one.title for one in sheet.kind.fields}
    for key in meant:
        if meant.count(key) > 1:
            raise Refusal(
                f"Two columns are said to hold “{titles.get(key, 'the same')}”. "
                "Choose the one that does."
            )


def _words(
    sheet: Laid, now: Bringing, *, by: Person, at: datetime
) -> Mapping[str, Mapping[str, str]]:
    """What the words probably mean: as somebody said before, or as the house calls it."""
    rights = read(by, at=at)
    return {
        one.name: _meant(sheet, now, one.name, rights=rights)
        for one in sheet.kind.fields
        if one.is_word
    }


def _meant(sheet: Laid, now: Bringing, name: str, *, rights: object) -> dict[str, str]:
    options = kinds.of(now.kind).options(name, rights=rights)
    keys = {option.key for option in options} | {LEAVE_OUT}
    # What the house calls something comes before what anybody said that it is.
    known = remembered(now, name) | _names(options) | now.words.get(name, {})
    words = (said(word) for word in sheet.words_of(name))
    return {word: known[word] for word in words if known.get(word) in keys}


def _names(options: Iterable[Option]) -> dict[str, str]:
    """The keys of options by their names; a name that two of them share says nothing."""
    found: dict[str, set[str]] = {}
    for one in options:
        for name in {said(word) for word in (one.title, *one.aliases, one.key)}:
            found.setdefault(name, set()).add(one.key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


def match_words(
    found: Bringing,
    *,
    words: Mapping[str, Mapping[str, str]],
    version: int,
    by: Person,
    at: datetime,
) -> Bringing:
    """Say what each word means; it is remembered.

    words: by field, what each word as it stands means: an option's key, `-` to leave its rows
    out, "" where nobody says.
    """
    with trail.verb("past.match_words", by=by, at=at) as verb:
        now = reread(found, version=version, then=None, by=by, at=at)
        for name, meant in words.items():
            told = {said(word): key for word, key in meant.items() if key}
            now.words = {**now.words, name: told}
            _remember(now, name, meant)
        write(now, verb, fields=("words",))
    return now


def _remember(now: Bringing, what: str, meant: Mapping[str, str]) -> None:
    """Only what has a meaning: a word whose rows are left out may be anything, and is forgotten."""
    rows = [
        Remembered(owner=now.scope, kind=now.kind, what=what, said=said(word)[:200], meant=key)
        for word, key in meant.items()
        if key and key != LEAVE_OUT and said(word)
    ]
    once = list({row.said: row for row in rows}.values())
    Remembered.objects.system(WHY).bulk_create(
        once,
        update_conflicts=True,
        unique_fields=["owner", "kind", "what", "said"],
        update_fields=["meant"],
    )
