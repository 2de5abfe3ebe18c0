"""Sheets that were brought, what their columns and words mean, and what was made of them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from village.guard import Guarded, GuardedQuerySet
from village.kernel.refs import new_ref
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights
from village.partnership.people.rules import RoleKind
from village.past.rules import TONES, State

UNIT = (RoleKind.BUSINESS_MANAGER, RoleKind.QA_MANAGER)


class Bringings(GuardedQuerySet["Bringing"]):
    def visible_to(self, rights: Rights) -> Self:
        """The unit's to its managers, who stand in for each other; an agency's own to its bringer.

        Whoever leaves the unit, or no longer sees that agency's returns, sees it no more.
        """
        own = Q(by=rights.person_pk, of_unit=False, scope__in=rights.scopes("returns"))
        return self.filter(own | Q(of_unit=True) if rights.holds(*UNIT) else own)


class Bringing(models.Model):
    """One spreadsheet on its way in: brought whole, taken back whole.

    scope: of the returns of the agency whose data lead brings it; empty where the unit does.
    columns: what each column holds, by its place from 0 (and `all:<field>` for what the sheet has
    in common). words: by field, what each of its words means. summary: counts, no row.
    """

    PERSONAL = ("file_name", "by", "decided_by", "why", "columns", "words")

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    kind = models.SlugField(max_length=40)
    state = models.CharField(
        max_length=12, choices=[(state, state) for state in State], default=State.RECEIVED
    )
    of_unit = models.BooleanField()
    scope = models.CharField(max_length=80, blank=True)
    file_ref = models.CharField(max_length=16)
    file_name = models.CharField(max_length=200)
    table_ref = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="brought")
    at = models.DateTimeField()
    sheet = models.CharField(max_length=120, blank=True)
    head = models.PositiveIntegerField(default=1)
    columns = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    matched = models.BooleanField(default=False)
    failure = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="took_in"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Guarded.from_queryset(Bringings)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="bringing_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.TAKEN, State.UNDONE])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="bringing_says_who_decided",
            ),
        ]

    @property
    def name(self) -> str:
        """The file's own name while its rows lie here; then what it was and when it came."""
        return self.file_name or f"{self.kind.capitalize()} of {self.at.day} {self.at:%B %Y}"

    @property
    def rows_taken(self) -> int | None:
        number: int | None = self.summary.get("rows")
        return number

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def has_rows(self) -> bool:
        """Whether its rows still lie sealed."""
        return bool(self.table_ref)


class Thing(models.Model):
    """Something that came of a sheet, by the name that the trail has for its kind."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    of = models.ForeignKey(Bringing, on_delete=models.PROTECT, related_name="things")
    kind = models.CharField(max_length=40)
    made = models.CharField(max_length=16)

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "kind", "made"], name="thing_is_made_once")
        ]


class Remembered(models.Model):
    """What a person said that a head or a word means, so that nobody is asked again.

    owner: whose memory it is, as a sheet's scope has it; the unit's is empty. what: `column`, or
    the field whose word it is. said: as `kernel.brought.said` has it.
    """

    PERSONAL = ("said",)

    owner = models.CharField(max_length=80, blank=True)
    kind = models.SlugField(max_length=40)
    what = models.CharField(max_length=40)
    said = models.CharField(max_length=200)
    meant = models.CharField(max_length=120)

    objects = Guarded()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "what", "said"], name="word_is_remembered_once"
            )
        ]
