"""Where a rule comes from, in words for whoever is asked to mend what it found."""

from typing import Final

from village.engine.checks.census import years
from village.engine.checks.census.rules import OURS
from village.engine.checks.looked_after import years as looked_after
from village.engine.specs.returns import CENSUS, BuiltIn, Spec

_OURS: Final = "Village’s own rule"
_READER: Final = "What Village’s reader noticed"


def rule_source(spec: Spec, code: str) -> str:
    """Who published a rule of a return; "" where it is not among the rules that are known now."""
    if code.startswith("V-") and code not in years.OUR_RULES:
        return _READER
    if spec.counts is not None:
        return f"{_OURS} for returns of counts"
    if spec.table is not None:
        return f"{_OURS} for this return, whose columns are those of: {spec.table.source}"
    if spec.built_in is BuiltIn.LOOKED_AFTER:
        found = {rule.code: rule.source for rule in looked_after.all_rules()}.get(code, "")
        return _OURS if found == OURS else found
    known = {*years.OUR_RULES, *(one for year in years.YEARS for one in years.codes(year))}
    if spec.id != CENSUS.id or code not in known:
        return ""
    source = years.rule(code).source
    return _OURS if source == OURS else source
