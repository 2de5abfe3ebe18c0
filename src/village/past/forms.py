"""What somebody says of a sheet: where its rows stand, what columns hold and words mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django import forms

from village.design.forms import Form, VersionedForm
from village.kernel.brought import Option, Spread, said
from village.past.models import Bringing
from village.past.rules import ALL, LEAVE_OUT
from village.past.selectors.shown import Words
from village.past.selectors.tables import Column, Laid, Record

Choices = list[tuple[str, Any]]  # Any: a title, or the choices of a group
ROW_SHOWN = 90


class Bring(Form):
    file = forms.FileField(
        label="Which spreadsheet do you want to bring?",
        help_text="A CSV or an Excel workbook (.xlsx), with its columns in any order.",
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty: choose another",
        },
    )


class LayOut(VersionedForm):
    """Which sheet, and which of its rows holds the heads."""

    sheet = forms.ChoiceField(
        label="Which sheet holds the rows?", error_messages={"required": "Choose a sheet"}
    )
    head = forms.TypedChoiceField(
        label="Which row holds the heads of the columns?",
        coerce=int,
        error_messages={"required": "Choose a row"},
    )

    # Any: Django's forms take a dozen optional arguments, none of which is ours to name.
    def __init__(
        self, *given: Any, sheets: Sequence[str], rows: Iterable[Record], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.fields["sheet"].choices = [(title, title) for title in sheets]  # type: ignore[attr-defined]  # a choice field
        self.fields["head"].choices = [(one.number, _row(one)) for one in rows]  # type: ignore[attr-defined]  # as above
        if len(sheets) == 1:
            self.fields["sheet"].widget = forms.HiddenInput()

    def layout(self, found: Bringing) -> dict[str, Any]:  # Any: keywords of the verb
        """What was chosen; the heads of another sheet are looked for anew."""
        said_here = self.cleaned_data
        head = said_here["head"] if said_here["sheet"] == found.sheet else 0
        return {"sheet": said_here["sheet"], "head": head, "version": said_here["version"]}


def _row(record: Record) -> str:
    words = " | ".join(text for text in record.texts if text)
    return f"Row {record.number}: {words[:ROW_SHOWN]}{'…' if len(words) > ROW_SHOWN else ''}"


class Columns(VersionedForm):
    """What each column of a sheet holds, and what its rows have in common."""

    marks_optional = False

    # Any: as above.
    def __init__(
        self, *given: Any, laid: Laid, options: Mapping[str, Sequence[Option]], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.laid = laid
        for column in laid.places:
            self.fields[f"column-{column.place}"] = forms.ChoiceField(
                label=column.head or f"Column {column.letters}, which has no head",
                help_text=_samples(column),
                choices=_held(laid, column),
                initial=laid.columns.get(str(column.place), ""),
                required=False,
            )
        for one in laid.kind.fields:
            if one.is_word:
                self.fields[f"all-{one.name}"] = forms.ChoiceField(
                    label=f"{one.title} of the whole sheet, where no column names it",
                    choices=[("", "None"), *_grouped(known_here(options[one.name]))],
                    initial=laid.columns.get(f"{ALL}{one.name}", ""),
                    required=False,
                )

    @property
    def parts(self) -> list[tuple[str, list[Any]]]:  # Any: bound fields
        """What nobody has said yet, what is known, and what the whole sheet has in common."""
        heads = [self[f"column-{one.place}"] for one in self.laid.places]
        known = [one for one in heads if one.initial]
        asked = [one for one in heads if not one.initial]
        whole = [self[name] for name in self.fields if name.startswith("all-")]
        titled = (
            ("Columns that we do not know", asked),
            ("Columns that we know", known),
            ("The whole sheet", whole),
        )
        return [(title, fields) for title, fields in titled if fields]

    @property
    def columns(self) -> dict[str, str]:
        """What was said, as `services.matching.match` takes it."""
        found = {}
        for name, key in self.answers.items():
            what, _, rest = name.partition("-")
            found[rest if what == "column" else f"{ALL}{rest}"] = key
        return found


def _samples(column: Column) -> str:
    shown = ", ".join(f"“{text[:40]}”" for text in column.samples)
    return f"Column {column.letters}, such as {shown}" if shown else f"Column {column.letters}"


def _held(laid: Laid, column: Column) -> Choices:
    fields: Choices = [(one.name, _field_title(one.title, one.hint)) for one in laid.kind.fields]
    return [("", "Do not read it"), ("A field", fields), *_spread(column.spreads)]


def _field_title(title: str, hint: str) -> str:
    return f"{title} ({hint[0].lower()}{hint[1:]})" if hint else title


def _spread(spreads: Iterable[Spread]) -> Iterator[tuple[str, Choices]]:
    groups: dict[str, Choices] = {}
    for one in spreads:
        groups.setdefault(one.group, []).append((one.key, one.title))
    yield from groups.items()


def _grouped(options: Iterable[Option]) -> Choices:
    groups: dict[str, Choices] = {}
    for one in options:
        groups.setdefault(one.group, []).append((one.key, one.title))
    alone = groups.pop("", [])
    return [*alone, *groups.items()]


def known_here(options: Iterable[Option]) -> Iterator[Option]:
    """What the house has; a whole sheet adds nothing, as it says no name."""
    return (one for one in options if not one.is_new)


def _perhaps(word: str, options: Sequence[Option]) -> Choices:
    """What is spelt most like a word, for whoever chooses among many."""
    by_name = {said(one.title): one for one in options if not one.is_new}
    near = get_close_matches(said(word), by_name, n=3, cutoff=0.45)
    found = [(by_name[name].key, by_name[name].title) for name in near]
    return [("Perhaps", found)] if found else []


class MatchWords(VersionedForm):
    """What each word of a sheet means."""

    marks_optional = False

    # Any: as above.
    def __init__(
        self,
        *given: Any,
        told: Sequence[Words],
        meant: Mapping[str, Mapping[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.told = told
        for one in told:
            for place, (word, row) in enumerate(one.words.items()):
                self.fields[f"{one.name}-{place}"] = forms.ChoiceField(
                    label=f"“{word}”",
                    help_text=f"First in row {row}",
                    choices=[
                        ("", "Choose"),
                        (LEAVE_OUT, "Leave its rows out"),
                        *_perhaps(word, one.options),
                        *_grouped(one.options),
                    ],
                    initial=meant.get(one.name, {}).get(said(word), ""),
                    required=False,
                )

    @property
    def parts(self) -> Iterator[tuple[str, list[Any]]]:  # Any: bound fields
        """The questions of each field: first what nobody has said, then what is known."""
        for one in self.told:
            found = [self[f"{one.name}-{n}"] for n in range(len(one.words))]
            asked = [field for field in found if not field.initial]
            known = [field for field in found if field.initial]
            if asked:
                yield f"{one.title}: not known yet", asked
            if known:
                yield f"{one.title}: known already", known

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """What was said, as `services.matching.match_words` takes it."""
        return {
            one.name: {word: self.answers[f"{one.name}-{n}"] for n, word in enumerate(one.words)}
            for one in self.told
        }


class Take(VersionedForm):
    """Asks nothing: a button, with how many rows were shown as ready."""

    ready = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "Look at the dry run again, then take it in."},
    )


class Undo(VersionedForm):
    why = forms.CharField(
        label="Why do you take it back?",
        help_text="It stands in the trail. Do not name a child.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        error_messages={"required": "Enter why you take it back"},
    )
    leaves = forms.BooleanField(
        label="Take the rest back, and leave what something else hangs on by now",
        required=False,
    )


class Drop(VersionedForm):
    """Asks nothing: a button, with the version that was seen."""
