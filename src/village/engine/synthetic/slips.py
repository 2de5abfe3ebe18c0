"""Kinds of mistakes in identifiers, referrals and assessments: each is found by one rule, once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from village.engine.synthetic.cases import NO_FACTOR
from village.engine.synthetic.census_return import Element
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.numbers import UPN_LETTERS


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a slip needs to know: chance, and the first and last day of the census year."""

    dice: Dice
    first: date
    last: date


Spoil = Callable[[Element, Occasion], bool]
"""Spoils a child's element and says so; False where it does not lend itself, and is untouched."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake and the rule that finds it; a rule that ends in Q is a query."""

    name: str
    rule: str
    spoil: Spoil


KINDS: list[Kind] = []


def kind(name: str, *, rule: str, among: list[Kind] = KINDS) -> Callable[[Spoil], Spoil]:
    """Keep a way of spoiling under its name."""

    def keep(spoil: Spoil) -> Spoil:
        among.append(Kind(name, rule, spoil))
        return spoil

    return keep


def part(element: Element, name: str) -> Element:
    """An element's only part of that name."""
    return cast(Element, element[name])


def parts(element: Element, name: str) -> list[Element]:
    """An element's repeated parts of that name."""
    return cast(list[Element], element.get(name) or [])


def day(element: Element, name: str) -> date | None:
    """An element's date, or None where it has none."""
    return cast("date | None", element.get(name))


def in_need(child: Element) -> Iterator[Element]:
    """The child's episodes that are not marked as no further action."""
    return (one for one in parts(child, "CINdetails") if one["ReferralNFA"] in {"0", "false"})


def no_further_action(child: Element) -> Element | None:
    """The child's only episode, where it is marked as no further action."""
    episodes = parts(child, "CINdetails")
    alone = len(episodes) == 1 and episodes[0]["ReferralNFA"] in {"1", "true"}
    return episodes[0] if alone else None


def finished(child: Element) -> Iterator[Element]:
    """The child's authorised assessments."""
    for episode in in_need(child):
        for one in parts(episode, "Assessments"):
            if day(one, "AssessmentAuthorisationDate"):
                yield one


def factors(assessment: Element) -> list[str]:
    """The factors of an authorised assessment, to be changed in place."""
    holder = part(assessment, "FactorsIdentifiedAtAssessment")
    return cast(list[str], holder["AssessmentFactors"])


def disabilities(child: Element) -> list[str]:
    """The child's disability codes, to be changed in place; none before birth."""
    holder = cast(Element, part(child, "ChildCharacteristics").get("Disabilities") or {})
    return cast(list[str], holder.get("Disability") or [])


@kind("wrong UPN letter", rule="1510")
def _upn_letter(child: Element, occasion: Occasion) -> bool:
    identifiers = part(child, "ChildIdentifiers")
    upn = str(identifiers.get("UPN") or "")
    if not upn[-1:].isdigit():
        return False
    letter = occasion.dice.pick(UPN_LETTERS.replace(upn[0], ""))
    identifiers["UPN"] = letter + upn[1:]
    return True


@kind("hyphen in child id", rule="1580")
def _hyphen(child: Element, _occasion: Occasion) -> bool:
    identifiers = part(child, "ChildIdentifiers")
    child_id = str(identifiers["LAchildID"])
    identifiers["LAchildID"] = f"{child_id[:2]}-{child_id[2:]}"
    return True


@kind("UN7 on a child in need", rule="8772")
def _un7(child: Element, _occasion: Occasion) -> bool:
    identifiers = part(child, "ChildIdentifiers")
    known = identifiers.get("UPNunknown") in {None, "UN7"}
    if known or len(parts(child, "CINdetails")) != 1 or not list(in_need(child)):
        return False
    identifiers["UPNunknown"] = "UN7"
    return True


@kind("missing sex", rule="4180")
def _sex(child: Element, _occasion: Occasion) -> bool:
    identifiers = part(child, "ChildIdentifiers")
    if not identifiers.get("PersonBirthDate"):
        return False
    identifiers["Sex"] = identifiers["GenderCurrent"] = None
    return True


@kind("missing ethnicity", rule="4220")
def _ethnicity(child: Element, _occasion: Occasion) -> bool:
    part(child, "ChildCharacteristics")["Ethnicity"] = None
    return True


@kind("disability beside none", rule="8790")
def _beside_none(child: Element, _occasion: Occasion) -> bool:
    codes = disabilities(child)
    if codes != ["NONE"]:
        return False
    codes.append("LD")
    return True


@kind("disability twice", rule="8794")
def _disability_twice(child: Element, _occasion: Occasion) -> bool:
    codes = disabilities(child)
    if not codes or codes == ["NONE"]:
        return False
    codes.append(codes[0])
    return True


@kind("unknown referral source", rule="8866")
def _source(child: Element, _occasion: Occasion) -> bool:
    parts(child, "CINdetails")[0]["ReferralSource"] = "3G"
    return True


@kind("unknown need", rule="8650")
def _need(child: Element, _occasion: Occasion) -> bool:
    parts(child, "CINdetails")[0]["PrimaryNeedCode"] = "N11"
    return True


@kind("missing need", rule="8610")
def _no_need(child: Element, _occasion: Occasion) -> bool:
    for episode in in_need(child):
        episode["PrimaryNeedCode"] = None
        return True
    return False


@kind("missing no further action flag", rule="8568")
def _no_flag(child: Element, occasion: Occasion) -> bool:
    if part(child, "ChildIdentifiers").get("UPNunknown") == "UN7":
        return False
    for episode in in_need(child):
        if cast(date, episode["CINreferralDate"]) >= occasion.first:
            episode["ReferralNFA"] = None
            return True
    return False


@kind("closure before referral", rule="8630")
def _closed_before(child: Element, occasion: Occasion) -> bool:
    episode = no_further_action(child)
    if episode is None or not day(episode, "CINclosureDate"):
        return False
    before = cast(date, episode["CINreferralDate"]) - timedelta(days=5)
    if before < occasion.first:
        return False
    episode["CINclosureDate"] = before
    return True


@kind("closure without reason", rule="8805")
def _no_reason(child: Element, _occasion: Occasion) -> bool:
    for episode in in_need(child):
        if episode["ReasonForClosure"] == "RC7":
            episode["ReasonForClosure"] = None
            return True
    return False


@kind("assessment after no further action", rule="8831")
def _assessed_nevertheless(child: Element, occasion: Occasion) -> bool:
    episode = no_further_action(child)
    if episode is None or day(episode, "CINclosureDate"):
        return False
    start = cast(date, episode["CINreferralDate"])
    authorised = start + timedelta(days=occasion.dice.between(12, 40))
    if authorised > occasion.last:
        return False
    episode["Assessments"] = [
        {
            "AssessmentActualStartDate": start,
            "AssessmentAuthorisationDate": authorised,
            "FactorsIdentifiedAtAssessment": {"AssessmentFactors": ["4B"]},
        }
    ]
    return True


@kind("unreadable date", rule="V-DATE")
def _no_such_day(child: Element, _occasion: Occasion) -> bool:
    """In a date that no rule asks for, so that nothing follows from its being lost."""
    for one in finished(child):
        if review := day(one, "AssessmentInternalReviewDate"):
            one["AssessmentInternalReviewDate"] = f"31/02/{review.year}"
            return True
    return False


@kind("duplicate factor", rule="8898")
def _factor_twice(child: Element, _occasion: Occasion) -> bool:
    for one in finished(child):
        codes = factors(one)
        if codes != [NO_FACTOR]:
            codes.append(codes[0])
            return True
    return False


@kind("no factor beside one", rule="8869")
def _none_and_one(child: Element, _occasion: Occasion) -> bool:
    for one in finished(child):
        codes = factors(one)
        if codes == [NO_FACTOR]:
            codes.append("16A")
            return True
    return False


@kind("retired factor", rule="8945Q")
def _retired(child: Element, _occasion: Occasion) -> bool:
    for one in finished(child):
        codes = factors(one)
        if codes != [NO_FACTOR]:
            codes[-1] = "18A"
            return True
    return False


@kind("factors before authorisation", rule="8614")
def _too_soon(child: Element, _occasion: Occasion) -> bool:
    for episode in in_need(child):
        for one in parts(episode, "Assessments"):
            if not day(one, "AssessmentAuthorisationDate"):
                one["FactorsIdentifiedAtAssessment"] = {"AssessmentFactors": ["3B"]}
                return True
    return False


@kind("overdue assessment", rule="8670Q")
def _overdue(child: Element, occasion: Occasion) -> bool:
    """Begun 75 days before the count or earlier, which is more than 45 working days."""
    for episode in in_need(child):
        held = parts(episode, "Assessments")
        if day(episode, "CINclosureDate") or len(held) != 1:
            continue
        start = cast(date, held[0]["AssessmentActualStartDate"])
        if occasion.first <= start <= occasion.last - timedelta(days=75):
            held[0]["AssessmentAuthorisationDate"] = None
            held[0]["FactorsIdentifiedAtAssessment"] = None
            return True
    return False
