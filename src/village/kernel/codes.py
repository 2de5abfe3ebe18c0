"""Code sets with their edition and source: what a code means and which group it belongs to."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_LETTERED = re.compile(r"[A-Z]{1,2}\)\s*")


@dataclass(frozen=True, slots=True)
class Code:
    """One code as published, its label, and the group that figures show it in."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class CodeSet:
    """The codes of one list in one edition.

    former: codes of older editions, with the code that each is read as today.
    """

    name: str
    edition: str
    source: str
    codes: tuple[Code, ...]
    former: Mapping[str, str] = field(default_factory=dict)
    _known: Mapping[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {code.code: code for code in self.codes}
        if len(known) < len(self.codes):
            raise ValueError(f"{self.name} {self.edition} names a code twice")
        known |= {old: known[new] for old, new in self.former.items()}
        object.__setattr__(self, "_known", known)

    def holds(self, code: str) -> bool:
        """Tell whether a code, exactly as sent, is one of this edition (former ones are not)."""
        return code in self._known and code not in self.former

    def find(self, text: str | None) -> Code | None:
        """Give the code that a text means, forgiving case, spaces and a leading "a) "."""
        if text is None:
            return None
        tidy = unicodedata.normalize("NFKC", text).strip().upper()
        return self._known.get(_LETTERED.sub("", tidy, count=1))

    def normalise(self, text: str | None) -> str | None:
        """Give the code of this edition that a text means, or None."""
        found = self.find(text)
        return found.code if found else None

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in their published order."""
        return tuple(dict.fromkeys(code.group for code in self.codes))


NOT_KNOWN = "Not known"

ETHNICITY = CodeSet(
    name="ethnicity",
    edition="2025-26",
    source=(
        "DfE, children in need census 2025 to 2026, ethnicity code set. Five groups as in DfE's "
        "statistics: Gypsy/Roma and Traveller of Irish heritage count as White, Chinese as Asian. "
        "There is no code for Arab. The 2021 Census draws some of these lines elsewhere."
    ),
    codes=(
        Code("WBRI", "White British", "White"),
        Code("WIRI", "White Irish", "White"),
        Code("WIRT", "Traveller of Irish heritage", "White"),
        Code("WROM", "Gypsy or Roma", "White"),
        Code("WOTH", "Any other White background", "White"),
        Code("MWBC", "White and Black Caribbean", "Mixed"),
        Code("MWBA", "White and Black African", "Mixed"),
        Code("MWAS", "White and Asian", "Mixed"),
        Code("MOTH", "Any other Mixed background", "Mixed"),
        Code("AIND", "Indian", "Asian"),
        Code("APKN", "Pakistani", "Asian"),
        Code("ABAN", "Bangladeshi", "Asian"),
        Code("AOTH", "Any other Asian background", "Asian"),
        Code("CHNE", "Chinese", "Asian"),
        Code("BCRB", "Black Caribbean", "Black"),
        Code("BAFR", "Black African", "Black"),
        Code("BOTH", "Any other Black background", "Black"),
        Code("OOTH", "Any other ethnic group", "Other"),
        Code("REFU", "Refused", NOT_KNOWN),
        Code("NOBT", "Information not yet obtained", NOT_KNOWN),
    ),
)

SEX = CodeSet(
    name="sex",
    edition="2024-25",
    source=(
        "DfE, children in need census, Sex (M, F, U) from 2024 to 2025; until then "
        "GenderCurrent (1, 2, 0 unknown, 9 indeterminate), of which 0 and 9 are read as U."
    ),
    codes=(Code("M", "Male"), Code("F", "Female"), Code("U", "Unknown")),
    former={"1": "M", "2": "F", "0": "U", "9": "U", "MALE": "M", "FEMALE": "F"},
)


class WhyNotKnown(StrEnum):
    """Why an ethnicity is not known; the three are never added up unseen."""

    REFUSED = "refused"
    NOT_YET_OBTAINED = "not yet obtained"
    MISSING = "missing or not a listed code"


_WHY = {"REFU": WhyNotKnown.REFUSED, "NOBT": WhyNotKnown.NOT_YET_OBTAINED}


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """One of the five groups, or "Not known" with its reason."""

    name: str
    why_not_known: WhyNotKnown | None = None


def ethnic_group(text: str | None) -> EthnicGroup:
    """Give the group of an ethnicity as sent; nobody is left out of the total."""
    found = ETHNICITY.find(text)
    if found is None:
        return EthnicGroup(NOT_KNOWN, WhyNotKnown.MISSING)
    return EthnicGroup(found.group, _WHY.get(found.code))
