"""The looked-after return, parted: one child's rows into the tables of events."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from village.engine.specs import looked_after_codes as codes
from village.engine.specs.looked_after import Child, Episode
from village.engine.store.events import EVENT_TABLES, age_band
from village.engine.store.split import (
    Event,
    Identity,
    Keep,
    Tokens,
    ethnicity_group,
    listed,
    sex_group,
    whole_years,
)

Row = dict[str, Any]  # Any: a row of a table whose schema is written in events
_YES_NO = {"0": False, "1": True}
KEPT_PLACES = codes.PLACES.keys() | {"K3", "Z11", "Z12", "Z13", "Z14"}
"""Where a child may be placed, with codes of earlier years."""


def split_looked_after(
    children: Iterable[Child], *, event: Event, keyed: Tokens, keep: Keep
) -> int:
    """Give every child's events to `event` and its identity to `keep`. Returns how many."""
    number = 0
    for child in children:
        number += 1
        keep(identity(child, keyed))
        for table, row in events(child, keyed=keyed):
            event(table, row)
    return number


def identity(child: Child, keyed: Tokens) -> Identity:
    """Who the child is: this leaves for the identities, and nothing of it for the events."""
    header = child.header[0] if child.header else None
    homes = [one.home_post for one in child.episodes if one.home_post]
    born = _born(child)
    upn = header.upn if header else None
    return {
        "row_key": keyed.row("looked_after", child.number),
        "child_key": _child_key(child, keyed),
        "child_id": child.child_id or None,
        "upn": None if upn in codes.UPN_UNKNOWN else upn,
        "birth_date": born.isoformat() if born else None,
        "postcode": homes[-1] if homes else None,
    }


def events(child: Child, *, keyed: Tokens) -> Iterator[tuple[str, Row]]:
    """Each event of a child with what figures may be broken down by, and no identifier."""
    header = child.header[0] if child.header else None
    sex = header.sex if header else None
    common = {
        "child_key": _child_key(child, keyed),
        "period_end": keyed.sent.period.last,
        "sex": sex_group({"1": "M", "2": "F"}.get(sex or "", sex)),
        "ethnicity": ethnicity_group(header.ethnic if header else None),
    }
    born = _born(child)
    for table, row, number in _rows(child, as_at=keyed.sent.period.last):
        dated = row[EVENT_TABLES[table].dated_by]
        yield (
            table,
            {
                **common,
                **row,
                "row_key": keyed.row(table, number),
                "row": number,
                "age_band": age_band(whole_years(born, dated)),
            },
        )


def _child_key(child: Child, keyed: Tokens) -> str:
    return keyed.child(child.child_id or None, row=child.number)


def _born(child: Child) -> date | None:
    return child.header[0].dob if child.header else None


def _rows(child: Child, *, as_at: date) -> Iterator[tuple[str, Row, int]]:
    begun: Counter[date | None] = Counter()
    for episode in child.episodes:
        begun[episode.decom] += 1
        told = _episode(episode, number=begun[episode.decom], alone=bool(child.uasc))
        yield "care_episodes", told, episode.row
    for review in child.reviews:
        part = listed(review.review_code, codes.PARTICIPATION)
        yield "care_reviews", {"reviewed_on": review.review, "participation": part}, review.row
    gone: Counter[date | None] = Counter()
    for absence in child.missing:
        gone[absence.mis_start] += 1
        yield (
            "care_absences",
            {
                "number": gone[absence.mis_start],
                "kind": listed(absence.missing, codes.ABSENCES),
                "missing_on": absence.mis_start,
                "returned_on": absence.mis_end,
            },
            absence.row,
        )
    for outcome in child.oc2:
        yield "care_outcomes", _outcome(outcome, as_at), outcome.row
    for leaver in child.oc3:
        told = {
            "as_at": as_at,
            "in_touch": listed(leaver.in_touch, codes.IN_TOUCH),
            "activity": listed(leaver.activ, codes.ACTIVITIES),
            "accommodation": listed(leaver.accom, codes.ACCOMMODATION),
        }
        yield "care_leavers", told, leaver.row


def _episode(one: Episode, *, number: int, alone: bool) -> Row:
    return {
        "number": number,
        "started_on": one.decom,
        "ended_on": one.dec,
        "care_began": one.rne == codes.STARTED,
        "care_ended": one.rec is not None and one.rec != codes.CONTINUES,
        "change": listed(one.rne, codes.NEW_EPISODE),
        "legal_status": listed(one.ls, codes.LEGAL),
        "need": listed(one.cin, codes.NEEDS),
        "placement": listed(one.place, KEPT_PLACES),
        "provider": listed(one.place_provider, codes.PROVIDERS),
        "end_reason": listed(one.rec, codes.ENDS),
        "change_reason": listed(one.reason_place_change, codes.CHANGE_OF_PLACE),
        "short_break": one.ls in codes.RESPITE,
        "unaccompanied": alone,
    }


def _outcome(one: Any, as_at: date) -> Row:  # Any: a row of OC2
    return {
        "as_at": as_at,
        "score": int(one.sdq_score) if one.sdq_score in codes.SCORES else None,
        "convicted": _YES_NO.get(one.convicted),
        "development_checked": _YES_NO.get(one.health_check),
        "immunised": _YES_NO.get(one.immunisations),
        "teeth_checked": _YES_NO.get(one.teeth_check),
        "health_assessed": _YES_NO.get(one.health_assessment),
        "substance_misuse": _YES_NO.get(one.substance_misuse),
    }
