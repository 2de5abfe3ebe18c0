"""The words by which a document counts children, and says what would single one of them out."""

import re
from typing import Final

WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER: Final = rf"(\d{{1,4}}|{'|'.join(WORDS)})"
CHILDREN: Final = (
    r"(?:child(?:ren)?|young (?:people|person|men|women|adults?)|pupils?|students?|girls?|boys?|"
    r"victims?|families|family|babies|baby|infants?|toddlers?|siblings?|brothers|sisters|"
    r"teenagers?|"
    r"adolescents?|care leavers?|females?|males?|mothers?|fathers?|patients?|twins|youths?|"
    r"survivors?|"
    r"looked[- ]after children|UASC|learners?)"
)
HERITAGE: Final = (
    r"(?:(?:White |Black |Asian |Mixed |Dual )?(?:British(?! (?:Sign|Transport|Red|Library|"
    r"Council|Museum))|African|Caribbean|Bangladeshi|Indian|"
    r"Pakistani|Chinese|Irish|Somali(?:an)?|Turkish|Kurdish|Albanian|Romanian|Vietnamese|Eritrean|"
    r"Sudanese|Afghan|Syrian|Iraqi|Iranian|Nigerian|Ghanaian|Congolese|Polish|Arab|Latin American|"
    r"Eastern European|North African|West African|East African|Portuguese|Colombian|Ukrainian)|"
    r"White(?! (?:Paper|Ribbon))|Black(?! (?:History|Lives|Country))|Asian|(?:mixed|dual|black|"
    r"white|asian)(?: or mixed)? (?:heritage|parentage|"
    r"ethnicity)|"
    r"Mixed (?:Ethnicity|Heritage|Parentage|Race|ethnic)|Gypsy|Roma|Traveller|Jewish|Muslim|"
    r"Hindu|Sikh|"
    r"Catholic)"
)
NATURE: Final = (
    r"(?:transgender|trans|non-binary|gay|lesbian|bisexual|disabled|autistic|deaf|blind|pregnant|"
    r"unaccompanied|asylum[- ]seek\w+|refugees?)"
)
HARM: Final = (
    r"(?:died|dead|deaths?|suicides?|killed|murdered|stabb\w+|shot|raped?|"
    r"sexual(?:ly)? (?:abuse\w*|"
    r"assault\w*|exploit\w+)|trafficked|exploited|arrested|charged|convicted|sentenced|remanded|"
    r"imprisoned|self-harm\w*|overdos\w+|hospitalis\w+|sectioned|excluded|permanently excluded|"
    r"adopted|abused|forced (?:marriage|labour)|FGM|female genital mutilation|HIV|"
    r"fabricated illness|"
    r"concealed pregnancy|abducted|criminal exploitation|child sexual exploitation|"
    r"strip[- ]search\w*)"
)
CONDITION: Final = (
    r"(?:autism|ADHD|epilepsy|diabetes|cerebral palsy|learning (?:disabilit\w+|difficult\w+)|"
    r"eating disorders?|psychosis|mental health (?:ward|unit|disorder)|disabilit\w+)"
)
PLACED: Final = (
    r"(?:secure (?:unit|accommodation|children[’']s home)|young offender institution|custody|"
    r"residential (?:home|care|school|placement)|children[’']s home|foster (?:care|placement)|"
    r"hostel|"
    r"semi-independent|refuge|tier (?:4|four)|inpatient|psychiatric|special school|"
    r"pupil referral unit|placed (?:in|with|at|outside))"
)


def counted(text: str) -> int:
    """The number that a digit or a word stands for."""
    return int(text) if text.isdigit() else WORDS.index(text.lower()) + 1


CHARACTERISTIC: Final = re.compile(rf"\b(?:{HERITAGE}|(?i:{NATURE}|{HARM}|{CONDITION}|{PLACED}))\b")
PEOPLE: Final = re.compile(rf"(?i)\b{CHILDREN}\b")
