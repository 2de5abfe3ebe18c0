"""The trail as pages show it: sentences for verbs, names for people and records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from village.design import formats
from village.partnership.people.models import Barred, Person
from village.partnership.people.rights import Rights
from village.partnership.people.selectors import naming
from village.partnership.people.selectors.naming import letter_in_words
from village.post import selectors as post
from village.post.models import Letter
from village.trail import selectors as trail
from village.trail import words
from village.trail.models import AnonymousRefusals, Event, EventSubject
from village.trail.selectors import Search
from village.trail.words import Named

EVENTS_ON_A_PAGE = 50
HOURS_SHOWN = 24
PEOPLE_OF_A_NAME = 20
NAMED_AT_MOST = 6
# What a person is not told of themselves: a bar may itself say too much.
KEPT_FROM_ONESELF = {"people.bar", "people.lift"}
KEPT_KINDS = {"people.barred"}
NAMELESS = ("trail", Named("a record that has no name"))
# They tell a reader nothing where anything else can be named.
MACHINERY = {"job", "file", "people.sign_in", "trail"}
# What makes a record what it is; that it changed is said by the deed itself.
UNTOLD = {"about", "began_at", "ended_at", "file_ref", "number", "of", "session_key"}
FIELDS = {
    "attempts": "tries",
    "confirmed_until": "when it lapses",
    "destroyed_at": "when it was destroyed",
    "destroyed_why": "why it was destroyed",
    "email": "e-mail address",
    "ends_on": "end",
    "failure": "why it could not be read",
    "from_on": "start",
    "is_active": "whether sign-in is open",
    "scope": "what can be seen",
    "sealed": "what was typed",
    "sha256": "fingerprint",
    "stored_at": "when its rows were kept",
    "summary": "what was found",
    "to": "whom it is for",
    "until_on": "end",
    "used_at": "that it was used",
}

# Any: an entry of an event is plain JSON.
Entry = dict[str, Any]
Known = Mapping[tuple[str, str], Named]


@dataclass(frozen=True, slots=True)
class About:
    """A record that an event is about; ref is empty where its trail cannot be asked for."""

    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One deed, look or refusal. by: the ref of who, for the way to all that they did."""

    at: datetime
    who: str
    by: str
    sort: str
    sentence: str
    about: tuple[About, ...]
    fields: str
    rows: int | None

    @property
    def when(self) -> str:
        """The moment, to stand in one line."""
        return formats.moment(self.at).replace(" ", "\u00a0")


@dataclass(frozen=True, slots=True)
class TrailPage:
    lines: tuple[Line, ...]
    page: "Page[Event]"


@dataclass(frozen=True, slots=True)
class Hour:
    """How often somebody who was not signed in was refused."""

    at: datetime
    sentence: str
    times: int


def of_record(rights: Rights, ref: str, *, page: str | None) -> TrailPage:
    """What was done to, seen of or refused about one record."""
    return paged(told_to(rights, trail.of_record(ref)), page=page, only=ref)


def who_looked(rights: Rights, ref: str, *, page: str | None) -> TrailPage:
    """Who looked at one record."""
    return paged(told_to(rights, trail.who_looked(ref)), page=page, only=ref)


def of_person(rights: Rights, ref: str, *, page: str | None) -> TrailPage:
    """What one person did, saw or was refused."""
    return paged(told_to(rights, trail.of_person(ref)), page=page)


def of_oneself(rights: Rights, *, page: str | None) -> TrailPage:
    """What happened to one's own entry and who looked, without what a bar would give away."""
    events = told_to(rights, trail.of_record(rights.ref))
    return paged(events, page=page, only=rights.ref, but=KEPT_KINDS)


def search(rights: Rights, asked: Search, *, page: str | None) -> TrailPage:
    """Everything that was looked for, latest first."""
    return paged(told_to(rights, trail.found(asked)), page=page)


def told_to(rights: Rights, events: QuerySet[Event]) -> QuerySet[Event]:
    """Leave out every bar on the reader: who reads the trail may be barred as well."""
    about = EventSubject.objects.system("nobody reads of their own bar").filter(ref=rights.ref)
    return events.exclude(name__in=KEPT_FROM_ONESELF, pk__in=about.values("event"))


def people_named(name: str) -> dict[str, str]:
    """Some people whose name holds these letters: name by ref."""
    found = Person.objects.system("the trail's own readers see who").filter(name__icontains=name)
    return dict(found.order_by("name", "pk").values_list("ref", "name")[:PEOPLE_OF_A_NAME])


def anonymous_refusals() -> list[Hour]:
    """The latest hours in which somebody not signed in was refused."""
    hours: list[AnonymousRefusals] = list(trail.anonymous_refusals()[:HOURS_SHOWN])
    return [Hour(hour.hour_at, words.of_refusal(hour.name), hour.times) for hour in hours]


def undelivered() -> list[tuple[Letter, str, str]]:
    """Letters that could not be delivered, each with whom it is for and what it is about."""
    letters = list(post.undelivered()[:100])
    names = names_of(letter.to for letter in letters)
    return [
        (letter, names.get(letter.to, "somebody"), letter_in_words(letter)) for letter in letters
    ]


def last_change(ref: str) -> tuple[str, datetime | None]:
    """Who changed a record last, and when."""
    event = trail.of_record(ref).filter(sort="did").first()
    if event is None:
        return "somebody", None
    return who_of(event.by, names_of([event.by])), event.at


def title_of(rights: Rights, ref: str) -> tuple[str, Named]:
    """The kind of a record and what to call it, whatever it is; of a bar on the reader, nothing."""
    found = words.name_of(ref) or NAMELESS
    if found[0] in KEPT_KINDS and not Barred.objects.visible_to(rights).filter(ref=ref).exists():
        return NAMELESS
    return found


def paged(
    events: QuerySet[Event], *, page: str | None, only: str = "", but: Iterable[str] = ()
) -> TrailPage:
    shown = Paginator(events, EVENTS_ON_A_PAGE).get_page(page)
    told = [(event, entries_of(event, only=only, but=but)) for event in shown]
    people = names_of(event.by for event in shown)
    known = names_for(entry for _, entries in told for entry in entries)
    lines = (
        line_of(event, deeds, people, known)
        for event, entries in told
        for deeds in by_deed(event, entries)
    )
    return TrailPage(lines=tuple(lines), page=shown)


def entries_of(event: Event, *, only: str, but: Iterable[str]) -> list[Entry]:
    """The entries of an event; of one that touched many records, those about this one."""
    entries: list[Entry] = [e for e in event.detail["entries"] if e["kind"] not in but]
    return [entry for entry in entries if only in {"", entry["ref"]}] or entries


def by_deed(event: Event, entries: list[Entry]) -> Iterable[list[Entry]]:
    """The entries of each deed or look that the event joined; a deed without one stands alone."""
    if not entries:
        return [[{"kind": "trail", "ref": "none", "sort": event.sort}]]
    deeds: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        key = (entry.get("verb", event.name), entry.get("sort", "did"))
        deeds.setdefault(key, []).append(entry)
    return deeds.values()


def line_of(event: Event, deeds: list[Entry], people: Mapping[str, str], known: Known) -> Line:
    first = deeds[0]
    name, sort = first.get("verb", event.name), first.get("sort", "did")
    changed = (field for entry in telling(deeds) for field in entry.get("fields", []))
    fields = [field for field in dict.fromkeys(changed) if field not in UNTOLD]
    return Line(
        at=event.at,
        who=who_of(event.by, people),
        by=event.by,
        sort=sort,
        sentence=words.of_refusal(name) if sort == "refused" else words.of_verb(name),
        about=tuple(about_of(deeds, known)),
        fields=", ".join(FIELDS.get(field, field.replace("_", " ")) for field in fields),
        rows=first.get("rows"),
    )


def about_of(deeds: list[Entry], known: Known) -> Iterable[About]:
    """What a deed was about: some by name, the others counted."""
    unique = {kind_and_ref(entry): entry for entry in telling(deeds)}
    named = [About(known[key].text, key[1]) for key in unique if key in known]
    yield from named[:NAMED_AT_MOST]
    if len(named) > NAMED_AT_MOST:
        yield About(f"and {len(named) - NAMED_AT_MOST} more")
    unnamed = [(key, entry) for key, entry in unique.items() if key not in known]
    for text, of_text in grouped(about_unnamed(key, entry) for key, entry in unnamed).items():
        yield About(f"{text} ({len(of_text)})") if len(of_text) > 1 else of_text[0]


def about_unnamed(key: tuple[str, str], entry: Entry) -> About | None:
    """A record that has no name, by its kind; nothing where not even that is known."""
    kind, ref = key
    if entry.get("sort") == "refused":
        return About(f"{words.of_kind(kind)} that is not there") if kind else None
    return None if kind in MACHINERY else About(words.of_kind(kind), ref)


def grouped(found: Iterable[About | None]) -> dict[str, list[About]]:
    together: dict[str, list[About]] = {}
    for one in found:
        if one is not None:
            together.setdefault(one.text, []).append(one)
    return together


def telling(deeds: list[Entry]) -> list[Entry]:
    """The entries that tell a reader something: the machinery's only where there are no others."""
    return [entry for entry in deeds if entry["kind"] not in MACHINERY] or deeds


def kind_and_ref(entry: Entry) -> tuple[str, str]:
    """Of which kind the record is; a refusal keeps the name of the page instead."""
    kind = entry["kind"]
    if entry.get("sort") == "refused" and kind not in words.kinds():
        kind = words.of_page(kind).kind
    return kind, entry["ref"]


def names_for(entries: Iterable[Entry]) -> Known:
    wanted: dict[str, set[str]] = {}
    for kind, ref in map(kind_and_ref, entries):
        wanted.setdefault(kind, set()).add(ref)
    return words.names_of(wanted)


def who_of(ref: str, people: Mapping[str, str]) -> str:
    return words.of_system(ref) if ":" in ref else people.get(ref, "somebody")


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """Names of people by ref; a part of the house has none here."""
    wanted = {ref for ref in refs if ":" not in ref}
    if not wanted:
        return {}
    found = Person.objects.system("the trail's own readers see who").filter(ref__in=wanted)
    people = dict(found.values_list("ref", "name"))
    # Systems act by a key; where only people did, nothing more is asked.
    keys = naming.keys(wanted - set(people)) if wanted - set(people) else {}
    return people | {ref: named.text for ref, named in keys.items()}
